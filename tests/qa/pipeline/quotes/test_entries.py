"""Of labelled lines below many names, the line of whom the question names is quoted, with the name."""

import pytest

from tests.support import Workshop

BAKERS = """Bakers of Tarn, and when they open

The Old Oven, Mill Street
Ann Brown has baked here since 1990, and her rye is the best in town.
Opening hours: 6 to 12, not on Mondays.
Price of a loaf: 4 crowns.

Laura's, Harbour Road
Here the buns are the thing. Come early, since they are gone by ten.
Opening hours: 7 to 10, every day.
Price of a loaf: 5 crowns.

Bread & Sons, Station Square
The sons are three now. Their father still lights the oven.
Opening hours: 8 to 18. In winter they close at four.
Price of a loaf: 3 crowns.
"""


@pytest.fixture
def bakers(workshop: Workshop) -> Workshop:
    workshop.add("bakers", BAKERS, "Bakers of Tarn")
    return workshop


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("opening hours of laura's", "- **Laura's, Harbour Road**: Opening hours: 7 to 10, every day. [1]"),
        ("When does the Old Oven open?", "- **The Old Oven, Mill Street**: Opening hours: 6 to 12, not on Mondays. [1]"),
        (
            "What are the opening hours of Bread & Sons?",
            "- **Bread & Sons, Station Square**: Opening hours: 8 to 18. In winter they close at four. [1]",
        ),
        ("What is the price of a loaf at Laura's?", "- **Laura's, Harbour Road**: Price of a loaf: 5 crowns. [1]"),
    ],
)
def test_the_line_is_that_of_the_entry_which_the_question_names(bakers: Workshop, question: str, told: str) -> None:
    answer = bakers.pipeline.ask(question)
    assert answer.text.splitlines()[-1] == told
    assert [citation.quote for citation in answer.citations] == [told.partition("**: ")[2].removesuffix(" [1]")]


@pytest.mark.parametrize("question", ["What are the opening hours of the bakers of Tarn?", "Who has baked since 1990?"])
def test_where_no_entry_is_named_or_no_label_asked_for_nothing_is_chosen(bakers: Workshop, question: str) -> None:
    assert "**" not in bakers.pipeline.ask(question).text


def test_a_label_that_hardly_returns_makes_no_entries(workshop: Workshop) -> None:
    workshop.add("a", BAKERS.partition("Bread & Sons")[0], "Bakers of Tarn")
    assert "**" not in workshop.pipeline.ask("opening hours of laura's").text


SHOPS = """Harbour Bakery

Opening hours: 9 to 5

and on Sundays 10 to 2

Phone: 0171 111

Old Bakery

Opening hours: 8 to 4

Phone: 0171 222

Mill Cafe

Opening hours: 7 to 3

Phone: 0171 333
"""


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("What is the phone number of Harbour Bakery?", "Phone: 0171 111"),
        ("What is the phone number of the Old Bakery?", "Phone: 0171 222"),
        ("opening hours of the mill cafe", "Opening hours: 7 to 3"),
    ],
)
def test_what_goes_on_with_a_line_is_no_name(workshop: Workshop, question: str, line: str) -> None:
    workshop.add("shops", SHOPS, "Shops")
    assert workshop.pipeline.ask(question).citations[0].quote == line


@pytest.mark.parametrize("question", ["What are the opening hours of the Station Cafe?", "What is the phone of the bakery?"])
def test_no_line_is_chosen_for_what_no_name_has_alone(workshop: Workshop, question: str) -> None:
    workshop.add("shops", SHOPS, "Shops")
    assert "**" not in workshop.pipeline.ask(question).text


def test_a_line_of_blanks_costs_no_time(workshop: Workshop) -> None:
    workshop.add("shops", f"{SHOPS}Mill:{' ' * 60_000}closed\n{' ' * 60_000}\n", "Shops")
    assert workshop.pipeline.ask("What is the phone number of the Old Bakery?").citations[0].quote == "Phone: 0171 222"
