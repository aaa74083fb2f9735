"""Tables as offices keep them, and what people ask of them: question → the row, as (file, sheet, row), and the value in it."""

import io
from datetime import date
from pathlib import Path

BUDGET = [
    ("Budget of the town of Eastport, 2024", None, None, None, None),
    (),
    ("Department", "Head", "Approved", "Spent", "Share spent"),
    ("Finance", "Ann Lee", 1_250_000, 980_500, 0.784),
    ("Public Works", "Tom Okafor", 4_800_000, 4_650_000, 0.969),
    ("Parks and Recreation", "Maria Silva", 620_000, 410_200, 0.662),
    ("Fire Service", "James Duarte", 3_100_000, 2_990_000, 0.965),
    ("Libraries", "Ingrid Holm", 540_000, 512_300, 0.949),
    ("Harbour Authority", "Peter Novak", 2_200_000, 1_130_000, 0.514),
]
STAFF = [
    ("Name", "Position", "Office", "Start date", "Phone"),
    ("Helena Brandt", "Town clerk", "Room 12", date(2011, 3, 1), "555-0112"),
    ("Samuel Adeyemi", "Building inspector", "Room 31", date(2019, 9, 16), "555-0131"),
    ("Lucia Ferrari", "Archivist", "Basement", date(2007, 1, 15), "555-0107"),
    ("Oskar Lindqvist", "Harbour master", "Pier 4", date(2015, 6, 30), "555-0144"),
    ("Priya Nair", "Press officer", "Room 8", date(2022, 11, 2), "555-0108"),
]
LIGHTHOUSES = """Lighthouse;Country;Built;Height (m);Keeper left;Note
Cape Morrow;Ireland;1847;41;1989;Rebuilt after the storm of 1903
Skerry Point;Scotland;1862;35;1994;Visited by boat only
Punta Alba;Spain;1901;52;automated 1985;Tallest on its coast
Hvitnes;Norway;1879;18;2002;Closed in winter. Open from May.
Saint Brieg;France;1911;47;1998;Museum in the old engine room
Gull Rock;Canada;1855;23;1987;Fog horn still works
Kalpe;Estonia;1928;29;1991;Damaged in the war, repaired in 1951
"""
ORDERS = """order,customer,article,quantity,unit price,delivered
10431,Northwind Cafe,Espresso beans 5 kg,12,86.50,2024-02-14
10432,Blue Door Hotel,Bath towels white,240,7.20,2024-02-19
10433,Greenfield School,Whiteboard markers,600,0.95,2024-03-01
10434,Harbour Clinic,Nitrile gloves box,85,11.40,2024-03-04
10435,Blue Door Hotel,Bedside lamps,36,29.90,not yet
10436,Marsh & Sons,Oak planks 2 m,150,18.75,2024-03-11
"""

QUESTIONS = [
    ("How much was approved for Public Works?", "town.xlsx", "Budget row 5", "4,800,000"),
    ("Who is the head of the Fire Service?", "town.xlsx", "Budget row 7", "James Duarte"),
    ("How much did the Libraries spend?", "town.xlsx", "Budget row 8", "512,300"),
    ("What share of its budget did the Harbour Authority spend?", "town.xlsx", "Budget row 9", "51.4%"),
    ("Who heads Parks and Recreation?", "town.xlsx", "Budget row 6", "Maria Silva"),
    ("What did Finance spend?", "town.xlsx", "Budget row 4", "980,500"),
    ("Which department does Ingrid Holm head?", "town.xlsx", "Budget row 8", "Libraries"),
    ("Who is the town clerk?", "town.xlsx", "Staff row 2", "Helena Brandt"),
    ("What is the phone number of Priya Nair?", "town.xlsx", "Staff row 6", "555-0108"),
    ("When did Samuel Adeyemi start?", "town.xlsx", "Staff row 3", "2019-09-16"),
    ("Where is the office of the archivist?", "town.xlsx", "Staff row 4", "Basement"),
    ("Who is the harbour master?", "town.xlsx", "Staff row 5", "Oskar Lindqvist"),
    ("What is the position of Lucia Ferrari?", "town.xlsx", "Staff row 4", "Archivist"),
    ("Which office does the press officer have?", "town.xlsx", "Staff row 6", "Room 8"),
    ("How high is the lighthouse of Punta Alba?", "lighthouses.csv", "Row 4", "52"),
    ("When was Cape Morrow built?", "lighthouses.csv", "Row 2", "1847"),
    ("In which country is Kalpe?", "lighthouses.csv", "Row 8", "Estonia"),
    ("Which lighthouse has a museum in its old engine room?", "lighthouses.csv", "Row 6", "Saint Brieg"),
    ("When did the keeper leave Gull Rock?", "lighthouses.csv", "Row 7", "1987"),
    ("Which lighthouse is in Norway?", "lighthouses.csv", "Row 5", "Hvitnes"),
    ("When is Hvitnes open?", "lighthouses.csv", "Row 5", "May"),
    ("Which lighthouse can be visited by boat only?", "lighthouses.csv", "Row 3", "Skerry Point"),
    ("How many bath towels were ordered?", "orders.csv", "Row 3", "240"),
    ("Who ordered espresso beans?", "orders.csv", "Row 2", "Northwind Cafe"),
    ("When were the nitrile gloves delivered?", "orders.csv", "Row 5", "2024-03-04"),
    ("What is the unit price of the oak planks?", "orders.csv", "Row 7", "18.75"),
    ("Which customer ordered whiteboard markers?", "orders.csv", "Row 4", "Greenfield School"),
    ("Were the bedside lamps delivered?", "orders.csv", "Row 6", "not yet"),
    ("What did Marsh & Sons order?", "orders.csv", "Row 7", "Oak planks"),
    ("What is in order 10434?", "orders.csv", "Row 5", "Nitrile gloves"),
]


def workbook() -> bytes:
    """Two sheets, as a spreadsheet program saves them."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Budget"
    for row in BUDGET:
        first.append(row)
    for row in first.iter_rows(min_row=4):
        row[2].number_format = row[3].number_format = "#,##0"
        row[4].number_format = "0.0%"
    staff = book.create_sheet("Staff")
    for row in STAFF:
        staff.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def write_tables(folder: Path) -> list[Path]:
    files = {"town.xlsx": workbook(), "lighthouses.csv": LIGHTHOUSES.encode(), "orders.csv": ORDERS.encode()}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]
