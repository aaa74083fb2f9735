"""A question about a table is answered with the row, and with what its cells come to."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from qa.embedding.model import PassageText, PassageVectors, Vectors
from qa.pipeline.answerers.tables import Near
from qa.reading.tables import choice
from qa.types import PERHAPS, Turn
from qa.types.saved import answer_from_json
from tests.qa.pipeline.table_questions import QUESTIONS, write_tables
from tests.support import CORPUS, Workshop

ROUND = (("14", "Tamsin Roe", "no"), ("16", "Jolene Marsh", "no"), ("21", "Dr Liang", "yes"), ("23", "Mr Szabo", "yes"))


def test_of_thirty_questions_on_tables_nine_in_ten_are_answered_with_the_right_row_first(
    workshop: Workshop, tmp_path: Path
) -> None:
    workshop.ingester.ingest([*write_tables(tmp_path), CORPUS])
    wrong = []
    for question, file, row, value in QUESTIONS:
        citations = workshop.pipeline.ask(question).citations
        quote = citations[0].quote if citations and citations[0].source.endswith(file) else ""
        if not (quote.startswith(f"{row} | ") and value in quote):
            wrong.append(question)
    assert len(wrong) <= 0.1 * len(QUESTIONS), wrong


def test_what_tables_tell_is_computed_and_each_cell_is_cited(workshop: Workshop, tmp_path: Path) -> None:
    workshop.ingester.ingest(write_tables(tmp_path))
    total = workshop.pipeline.ask("What is the total quantity that the Blue Door Hotel ordered?")
    assert (total.reader, total.short_answer, total.confidence) == ("tables", "276", "sure")
    assert [str(citation.cell) for citation in total.citations] == ["D3", "D6"]
    assert "Sum of “quantity” in 2 rows where “customer” is “Blue Door Hotel”." in total.text
    assert answer_from_json(total.to_json()).citations == total.citations
    spent = workshop.pipeline.ask("How much was approved for Public Works?")
    assert (spent.short_answer, [str(citation.cell) for citation in spent.citations]) == ("4,800,000", ["Budget!C5"])


def test_a_table_in_a_text_is_computed_where_that_is_sure(workshop: Workshop, tmp_path: Path) -> None:
    table = "| Item | Approved | Spent |\n|---|---|---|\n| Wages | 310 | 281 |\n| Travel | 30 | 9 |\n"
    (tmp_path / "budget.md").write_text(f"# The budget of the harbour\n\nThe mayor is proud of it.\n\n## The ferry\n\n{table}")
    workshop.ingester.ingest([tmp_path])
    for question in ("How much was spent on travel?", "How much was spent on travel for the ferry?"):
        answer = workshop.pipeline.ask(question)
        assert (answer.reader, answer.short_answer, answer.confidence) == ("tables", "9", "sure"), question
    assert [citation.quote for citation in answer.citations] == ["Table 1 row 3 | Item: Travel; Approved: 30; Spent: 9"]
    assert workshop.pipeline.ask("How much more was spent on travel than budgeted?").short_answer is None


def test_a_table_is_of_whom_the_headings_name_that_its_text_begins_with_and_of_no_other_part(
    workshop: Workshop, tmp_path: Path
) -> None:
    table = "| | 2023 | 2024 |\n|---|---|---|\n| Turnover | £918,400 | £1,004,250 |\n| Wages | £251,000 | £283,700 |\n"
    text = f"# Annual report\n\n## Millrace Grocers\n\nIt was a good year.\n\n{table}\n\n### Boats\n\nNone was sold.\n"
    (tmp_path / "report.md").write_text(text)
    workshop.ingester.ingest([tmp_path])
    answer = workshop.pipeline.ask("What was the turnover of Millrace Grocers in 2023?")
    assert (answer.reader, answer.short_answer, answer.confidence) == ("tables", "£918,400", "sure")
    assert workshop.pipeline.ask("What was the turnover of boats in 2023?").reader != "tables"


def test_a_heading_among_others_of_its_level_names_no_table_but_its_own(workshop: Workshop, tmp_path: Path) -> None:
    grocers = "| | 2023 | 2024 |\n|---|---|---|\n| Turnover | £918,400 | £1,004,250 |\n| Wages | £251,000 | £283,700 |\n"
    bakery = "| | 2023 | 2024 |\n|---|---|---|\n| Turnover | £80,100 | £85,000 |\n| Flour | £9,000 | £9,900 |\n"
    (tmp_path / "accounts.md").write_text(f"# Accounts\n\n## Millrace Grocers\n\n{grocers}\n## Hobbins Bakery\n\n{bakery}")
    workshop.ingester.ingest([tmp_path])
    assert workshop.pipeline.ask("What was the turnover of Millrace Grocers in 2023?").short_answer == "£918,400"
    assert workshop.pipeline.ask("What was the turnover of Hobbins Bakery in 2023?").short_answer == "£80,100"
    assert workshop.pipeline.ask("How much did Millrace Grocers spend on flour in 2023?").reader != "tables"


def test_an_empty_cell_is_an_abstention_that_shows_its_row(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "fleet.csv").write_text("Plate,Make,Last inspection\nLK-1,Ford,2024-03-01\nLK-2,Nissan,\n")
    workshop.ingester.ingest([tmp_path])
    answer = workshop.pipeline.ask("When was LK-2 last inspected?")
    assert (answer.status, [citation.quote for citation in answer.closest]) == (
        "abstained",
        ["Row 3 | Plate: LK-2; Make: Nissan"],
    )
    assert answer.text.endswith("The cell “Last inspection” is empty.")


def test_a_dash_in_a_table_of_a_text_is_told_as_empty(workshop: Workshop, tmp_path: Path) -> None:
    table = "| Item | Members | Guests |\n|---|---|---|\n| Sauna | £3 | £8 |\n| Locker | £5 | – |\n| Kayak | £4 | £9 |\n"
    (tmp_path / "prices.md").write_text(f"# Prices of the rowing club\n\n{table}")
    workshop.ingester.ingest([tmp_path])
    answer = workshop.pipeline.ask("How much is a locker for guests?")
    assert (answer.status, answer.short_answer) == ("abstained", None)
    assert answer.text.endswith("The cell “Guests” is empty.")
    assert workshop.pipeline.ask("How much is the sauna for guests?").short_answer == "£8"


def test_rows_of_a_spreadsheet_that_may_be_meant_dont_decide_before_a_text_that_is_nearer(
    workshop: Workshop, tmp_path: Path
) -> None:
    rows = ("Booking,Date,Room,Name,Price", "1,2025-06-02,Boat shed,Ann Lee,12", "2,2025-06-14,Boat shed,Bo Roe,24")
    (tmp_path / "bookings.csv").write_text("\n".join(rows))
    told = "A night in the boat shed costs £12 for members and £20 for guests."
    (tmp_path / "prices.txt").write_text(f"Prices of the rowing club\n\n{told}\n")
    workshop.ingester.ingest([tmp_path])
    answer = workshop.pipeline.ask("How much is a night in the boat shed?")
    assert (answer.reader, [citation.quote for citation in answer.citations[:1]]) == ("extractive", [told])
    assert workshop.pipeline.ask("How many bookings are there?").short_answer == "2"


def test_a_row_of_another_name_is_never_surely_the_answer(workshop: Workshop, tmp_path: Path) -> None:
    heads = "School,Principal,Grades,Capacity"
    schools = ("Aldersgate Elementary,Maribel Onslow,K-5,450", "Fenwick High School,Louisa Barr,9-12,1200")
    (tmp_path / "schools.csv").write_text("\n".join((heads, *schools)))
    workshop.ingester.ingest([tmp_path])
    assert workshop.pipeline.ask("Who is the principal of Fenwick High School?").short_answer == "Louisa Barr"
    answer = workshop.pipeline.ask("Who is the principal of Fenwick Elementary?")
    assert (answer.confidence == "sure", answer.short_answer) == (False, None)


@pytest.mark.parametrize(("probability", "is_told"), [(0.2, True), (0.01, False)])
def test_where_a_row_of_a_spreadsheet_reads_best_it_is_told_what_may_be_asked_of_it(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, probability: float, is_told: bool
) -> None:
    monkeypatch.setattr(choice, "probability", lambda _marks: probability)
    rows = [
        "Date,Customer,Street,Job,Price (£),Cleaned by,Paid",
        *("2026-04-14,Tamsin Roe,Quay Street,Gutters,70,Kit,no", "2026-04-16,Jolene Marsh,Quay Street,Front only,12,Oona,no"),
        *("2026-05-05,Dr Liang,Tanyard Row,Front and back,22,Oona,yes", "2026-05-12,Mr Szabo,Bellfield,Front only,26,Raf,no"),
        *("2026-05-28,Jolene Marsh,Quay Street,Front only,12,Raf,yes", "2026-06-02,Dr Liang,Tanyard Row,Gutters,65,Kit,yes"),
    ]
    (tmp_path / "window round spring 26.csv").write_text("\n".join(rows))
    workshop.ingester.ingest([tmp_path])
    answer = workshop.pipeline.ask("how much did the window cleaning round make in may")
    assert answer.confidence != "sure"
    told = "60: Sum of “Price (£)” in 3 rows where “Date” is in may." in answer.text  # 22 + 26 + 12
    assert told == is_told


def test_what_a_follow_up_on_one_table_asks_isnt_likely_told_by_another_that_has_its_words(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "probability", lambda _marks: 0.1)
    subs = [
        "Name,Group,Due,Jan,Feb,Mar,Apr",
        "Ann Dale,adult,24,24,24,24,24",
        "Bo Fry,junior,14,14,14,,",
        "Cy Holt,adult,24,24,24,24,",
    ]
    rounds = ["Date,Customer,Price,Paid", *(f"2026-04-{day},{who},26,{paid}" for day, who, paid in ROUND)]
    (tmp_path / "Archery club subs 2026.csv").write_text("\n".join(subs))
    (tmp_path / "window round.csv").write_text("\n".join(rounds))
    workshop.ingester.ingest([tmp_path])
    asked = "How much in subs did the archery club take in January 2026?"
    first = workshop.pipeline.ask(asked)
    assert first.short_answer == "62"  # 24 + 14 + 24
    then = workshop.pipeline.ask("who hasn't paid in april?", [Turn("user", asked), first.turn()])
    assert then.hedge == PERHAPS


def test_what_points_to_something_unknown_is_not_answered_from_a_table(workshop: Workshop, tmp_path: Path) -> None:
    rows = ("Milestone,Owner,Due,Status", "Prototype,Ann Lee,2025-03-03,done", "Audit,Ines Vale,2025-07-18,not started")
    (tmp_path / "plan.csv").write_text("\n".join(rows))
    workshop.ingester.ingest([tmp_path])
    assert workshop.pipeline.ask("When is the audit due?").short_answer == "2025-07-18"
    assert workshop.pipeline.ask("When does it start?").reader != "tables"


def test_a_class_that_the_table_isnt_of_is_never_surely_answered(workshop: Workshop, tmp_path: Path) -> None:
    rows = "Day,Subject,Room\nMonday,Chemistry,S1\nTuesday,French,L2\nThursday,Chemistry,S1\n"
    (tmp_path / "timetable-10B.csv").write_text(rows)
    workshop.ingester.ingest([tmp_path])
    own, another = (workshop.pipeline.ask(f"Which room does {each} have French in?") for each in ("10B", "10A"))
    assert (own.confidence, own.short_answer, another.confidence == "sure") == ("sure", "L2", False)


def test_rows_that_a_message_narrows_or_counts_in_its_own_way_are_never_surely_told_otherwise(
    workshop: Workshop, tmp_path: Path
) -> None:
    (tmp_path / "skerry volunteers.csv").write_text(
        "Name,Role,First aid\nAnn Lee,Tower guide,Y\nBo Roe,Tower guide,N\nCy Orr,Shop,Y\nDee Fox,Tower guide,Y\n"
    )
    (tmp_path / "yard deliveries.csv").write_text(
        "Day,What,Qty,Unit\n2025-04-14,Concrete C35,18,m3\n2025-04-15,Concrete C35,12,m3\n2025-04-16,Rebar,3,t\n"
    )
    (tmp_path / "brindle pothole reports.csv").write_text(
        "Report,Ward,Status\nPH-1,Saltmarsh,Open\nPH-2,Upper Brindle,Open\nPH-3,Upper Brindle,Closed\nPH-4,Upper Brindle,Open\n"
    )
    workshop.ingester.ingest([tmp_path])
    for message, wrong in (
        ("skerry volunteers: tower guides with first aid", "Bo Roe"),
        ("how many m3 of concrete C35 came to the yard", "2"),
        ("How many of the pothole reports in Upper Brindle ward are still open?", "1"),
    ):
        answer = workshop.pipeline.ask(message)
        assert answer.reader == "tables", message
        assert answer.confidence != "sure" or answer.short_answer != wrong, message


def test_the_row_with_the_headings_is_never_quoted(workshop: Workshop, tmp_path: Path) -> None:
    table = "| What | Who | By |\n|---|---|---|\n| Find a baritone | Cedric | 15 March |\n| Ring the hall | Ann | 1 March |\n"
    (tmp_path / "minutes.md").write_text(f"# Minutes of the Oster chorus\n\nThe chorus met on Monday.\n\n{table}")
    workshop.ingester.ingest([tmp_path])
    reading = workshop.pipeline.trace("Who is asked by what, and what is by whom?")[0].reading
    assert reading is not None
    told = [each.candidate.text for each in reading.ranked]
    assert any("Cedric" in each for each in told)
    assert not any(each.endswith("What; Who; By") for each in told)


def test_what_a_model_reads_of_a_table_is_told_with_what_was_computed_and_never_as_sure(
    workshop: Workshop, tmp_path: Path
) -> None:
    rows = (
        "Member,Section,Paid?,Sessions\nAnn Lee,Senior,Yes,12\nBo Roe,Senior,No,3\nCy Fenn,Junior,Yes,8\nDi Holm,Junior,No,15\n"
    )
    (tmp_path / "thornmere badminton members.csv").write_text(rows)
    workshop.ingester.ingest([tmp_path])
    answer = workshop.pipeline.ask("Which Thornmere badminton members turned up to more than 10 sessions?")
    assert (answer.reader, answer.confidence, answer.short_answer) == ("tables", "perhaps", None)
    assert "2 rows where “Sessions” is more than 10:" in answer.text
    assert "**" not in answer.text
    assert [str(citation.cell) for citation in answer.citations] == ["A2", "A5"]


_ONES = np.eye(2, dtype=np.float32)


class Counting:
    """An embedding model that counts what it embeds: two texts of as many letters are alike."""

    name, dimensions = "counting", 2

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_question(self, question: str) -> Vectors:
        raise NotImplementedError

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        self.embedded += [each.text for each in passages]
        return [PassageVectors(_ONES[len(each.text) % 2], _ONES[:0]) for each in passages]


def test_a_text_is_embedded_once_for_all_questions() -> None:
    model = Counting()
    near = Near(model)
    assert near("fee", ["cost", "due"]) == [0.0, 1.0]
    assert near("sum", ["cost", "due"]) == [0.0, 1.0]
    assert model.embedded == ["fee", "cost", "due", "sum"]
