"""What is quoted may be of another day, month or year than the question names, or of another in an order."""

import pytest

from qa.pipeline.replies.particulars import of_another
from qa.types import LIKELY, PERHAPS, Document
from tests.answers import cite
from tests.support import Workshop

FERRY = (
    "The ferry Alba hit the pier of Oster on Sunday. Nine people were hurt.\n\n"
    "The Alba was built in 2004 by Lee & Roe, who had built a tram in 1999."
)
RATES = "A five-year plan approved by the board in 2015 let Oster Power recover 26 million crowns."


def told(question: str, text: str, *quotes: str, published: str | None = "2022-12-18", title: str = "Ferry hits pier") -> str:
    document = Document.create(source="a", title=title, text=text, published=published)
    return of_another(question, [cite(document, quote, n) for n, quote in enumerate(quotes, start=1)], lambda _id: text)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many were hurt on the Alba in December 2021?", "[1] is of 18 December 2022, not of December 2021."),
        ("how many were hurt on the alba in june 2022", "[1] is of 18 December 2022, not of June 2022."),
        ("How many were hurt on the Alba on July 3, 2022?", "[1] is of 18 December 2022, not of July 3, 2022."),
        ("How many did the 2019 crash hurt?", "[1] is of 18 December 2022, not of 2019."),
        ("How many were hurt on the Alba in December 2022?", ""),
        ("how many were hurt on the alba on dec 18 2022", ""),  # "Sunday"
        ("How many were hurt on 17 December 2022?", ""),  # the day before it was told
        ("How many were hurt in January 2022?", "[1] is of 18 December 2022, not of January 2022."),
        ("How many were hurt between May 2020 and January 2021?", ""),  # a stretch of time
        ("How many were hurt since early May 2020?", ""),
        ("How many were hurt in the 2020-21 season?", ""),
        ("How many were hurt in December?", ""),  # of any year
        ("How many of the 1500 guests were hurt?", ""),
        ("How many were hurt?", ""),
        ("Whom did the ferry of 2004 hurt?", ""),  # told nearby
    ],
)
def test_the_day_of_what_is_quoted_is_told_where_it_is_not_the_one_asked_for(question: str, said: str) -> None:
    assert told(question, FERRY, "Nine people were hurt.") == said


@pytest.mark.parametrize(
    ("question", "quote", "said"),
    [
        ("How much did Oster Power recover by the 2018 plan?", RATES, "[1] tells of 2015, not of 2018."),
        ("How much did Oster Power recover by the 2015 plan?", RATES, ""),
        ("In which year was the plan approved that ended in 2018?", RATES, ""),  # another year is asked for
        ("What did Lee say in 2018?", "Lee was glad about the harbour that was built in 1999.", ""),
        ("What did Lee say in 2018?", "It is the best harbour since 1999, Lee said.", ""),
    ],
)
def test_the_year_that_a_sentence_gives_itself_counts_more_than_the_year_of_its_document(
    question: str, quote: str, said: str
) -> None:
    assert told(question, quote, quote, published="2018-03-09", title="Power") == said


def test_one_of_the_right_year_among_what_is_quoted_is_enough() -> None:
    text = "In 2015 the fair drew 900 guests. Nobody came in the year after that. In 2018 it drew 40 guests."
    first, second = "In 2015 the fair drew 900 guests.", "In 2018 it drew 40 guests."
    assert told("How many guests did the fair draw in 2018?", text, first) == "[1] tells of 2015, not of 2018."
    assert told("How many guests did the fair draw in 2018?", text, first, second) == ""


def test_of_a_document_without_a_date_all_of_it_counts() -> None:
    text = f"Minutes of 2017.\n\n{'Nothing else was said. ' * 40}\n\nAnn Lee is the treasurer."
    asked = "Who was the treasurer in {}?"
    assert told(asked.format(2017), text, "Ann Lee is the treasurer.", published=None) == ""
    assert told(asked.format(2019), text, "Ann Lee is the treasurer.", published=None).endswith(" mentions “2019”.")
    assert told("Who?", text) == of_another("Who?", (), str) == ""


def test_all_that_is_quoted_must_tell_of_another_debate() -> None:
    text = "Ann Lee moderates the third debate. Bo Roe moderated the first debate."
    third, first = "Ann Lee moderates the third debate.", "Bo Roe moderated the first debate."
    question = "Who moderated the first harbour debate?"
    assert told(question, text, third) == "[1] tells of the third debate, not of the first debate."
    assert told(question, text, third, first) == told(question, text, first, third) == ""


def test_both_that_are_compared_must_be_named_in_what_is_quoted() -> None:
    text = "The Alba carries 90 cars. The Borea is faster. Both need a pilot."
    cited = [cite(Document.create(source="a", title="Alba and Borea", text=text), each) for each in text.split("- ")]
    compared = ("Alba", "the Borea")
    assert of_another("Compare the Alba and the Borea on pilots", cited, lambda _id: text, compared) == ""
    alone = [cite(Document.create(source="a", title="Alba and Borea", text=text), "Both need a pilot.")]
    said = "Nothing quoted here names “Alba” or “the Borea”."
    assert of_another("Compare the Alba and the Borea on pilots", alone, lambda _id: text, compared) == said


def test_what_is_of_another_time_is_not_even_likely_and_says_of_which(workshop: Workshop) -> None:
    workshop.add("a", "In 2015 Bo Roe painted the mural of Mara Quill in Oster.", title="A mural", published="2018-03-09")
    right, other = (workshop.pipeline.ask(f"Who painted the mural of Mara Quill in Oster in {year}?") for year in (2015, 2018))
    assert (right.hedge == PERHAPS, right.notice) == (False, None)
    assert (other.hedge, other.notice) == (PERHAPS, "[1] tells of 2015, not of 2018.")


@pytest.mark.parametrize(("asked", "confidence"), [("a 30 foot", "sure"), ("a 51 foot", "perhaps"), ("the third", "perhaps")])
def test_what_has_not_the_number_that_is_asked_for_is_not_likely(workshop: Workshop, asked: str, confidence: str) -> None:
    workshop.add("a", "A 30 foot mural of Mara Quill was painted in Oster by the artist Bo Roe last year.", title="Murals")
    answer = workshop.pipeline.ask(f"Who painted {asked} mural of Mara Quill in Oster?")
    assert (answer.confidence, LIKELY in answer.text) == (confidence, False)


@pytest.mark.parametrize("question", ["Did the port of Oster close in the strike?", "is the port of oster closed in a strike"])
def test_the_opposite_answers_a_yes_or_no(workshop: Workshop, question: str) -> None:
    workshop.add("a", "The port of Oster stayed open throughout the strike, said Ann Lee.", title="Port of Oster")
    assert workshop.pipeline.ask(question).confidence == "sure"


@pytest.mark.parametrize(
    ("question", "quote", "said"),
    [
        ("How many trams does Norway have?", "South Jutland has 40 trams.", "[1] tells of South Jutland, not of Norway."),
        ("how many trams does norway have", "South Jutland has 40 trams.", "[1] tells of South Jutland, not of Norway."),
        ("How many trams does Norway have?", "It has 40 trams.", ""),
        ("How many trams does Norway have?", "Oslo has 40 Norwegian trams.", ""),
        ("How many trams does the club have?", "South Jutland has 40 trams.", ""),
    ],
)
def test_what_another_place_has_is_said_to_be_that_places(question: str, quote: str, said: str) -> None:
    assert told(question, quote, quote) == said
