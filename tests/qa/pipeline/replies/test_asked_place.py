"""What a question places in something that a document is called by isn't answered, unnoticed, from another document."""

import pytest

from qa.pipeline.replies.asked_place import place_elsewhere
from qa.types import Scope
from tests.support import Workshop

HANDBOOK = (
    "Probation lasts four months, and either side may end it with a week's notice. A doctor's note is needed on day eight."
)
LETTER = "We offer you the post of restorer. The probation period is six months. You will report to Dr Engel."
NOTICE = "The open day of the allotments will be on Sunday 15 June. Entrance is free."


@pytest.fixture
def papers(workshop: Workshop) -> Workshop:
    workshop.add("handbook.md", HANDBOOK, "Dalloway Print – Staff Handbook")
    workshop.add("letter.md", LETTER, "Castellan Museum of Clocks")
    workshop.add("open-day.md", NOTICE, "Fernbank Allotment Society")
    return workshop


def test_the_document_that_is_called_so_answers_where_it_does(papers: Workshop) -> None:
    answer = papers.pipeline.ask("How long does probation last at the museum?")
    assert answer.citations[0].source == "letter.md"
    assert "six months" in answer.citations[0].quote


def test_where_it_does_not_what_is_quoted_is_unsure_and_says_what_it_lacks(papers: Workshop) -> None:
    answer = papers.pipeline.ask("Do I need a doctor's note at the museum?")
    assert answer.confidence == "perhaps"
    assert answer.citations[0].source == "handbook.md"
    assert answer.notice is not None
    assert "No document quoted here mentions “museum”." in answer.notice


def test_what_is_asked_of_the_document_quoted_stays_as_it_is(papers: Workshop) -> None:
    asked = ("Do I need a doctor's note at Dalloway Print?", "Do I need a doctor's note?")
    named, plain = map(papers.pipeline.ask, asked)
    assert named.notice is plain.notice is None
    assert named.citations[0].quote == plain.citations[0].quote == "A doctor's note is needed on day eight."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How long does probation last at the museum?", "museum"),
        ("When is the museum's open day?", "museum"),
        ("what is the rule for probation at castellan", "castellan"),
        ("Is there probation at a museum?", None),  # any
        ("Is the probation told by museum?", None),
        ("How long does probation last at the theatre?", None),  # nothing is called so
        ("How long does probation last on Sunday?", None),
    ],
)
def test_a_place_is_definite_or_a_name_and_a_document_is_called_so(papers: Workshop, question: str, text: str | None) -> None:
    place = place_elsewhere(question, "Staff Handbook", lambda: HANDBOOK, papers.library, Scope())
    assert (place and place.text) == text


def test_an_article_of_the_web_is_called_by_what_it_tells_of_and_not_meant(workshop: Workshop) -> None:
    workshop.add("https://news.example/museum", LETTER, "Castellan Museum of Clocks")
    assert (
        place_elsewhere("How long is probation at the museum?", "Handbook", lambda: HANDBOOK, workshop.library, Scope()) is None
    )


def test_what_many_documents_are_called_by_means_none_of_them(workshop: Workshop) -> None:
    for number in range(4):
        workshop.add(f"letter-{number}.md", f"{LETTER} Room {number}.", f"Museum letter {number}")
    assert (
        place_elsewhere("How long is probation at the museum?", "Handbook", lambda: HANDBOOK, workshop.library, Scope()) is None
    )
