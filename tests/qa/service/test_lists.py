"""Statements and people as files."""

import csv
import io

import pytest

from qa.attribution.answers import person, quoted_people
from qa.service.lists import ListFormat, answer_rows, people_as, person_as, statements_as
from qa.types import Document
from qa.types.saved import answer_from_json
from tests.support import Workshop

TOWNS = (
    "A storm closed the harbour of Bergen on Monday. “We will open it again on Friday,” Mayor Ann Brown said. "
    "“The harbour is too small for us,” Bo Green told reporters."
)


@pytest.fixture
def news(workshop: Workshop) -> Workshop:
    workshop.add("/home/ann/secret/bergen.txt", TOWNS, title="=Storm *in* Bergen", published="2021-03-17")
    return workshop


def rows(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written)))


def test_statements_are_rows_and_lines_with_who_said_them_and_where(news: Workshop) -> None:
    found = news.library.statements()
    brown, green = rows(statements_as(ListFormat.csv, found))
    assert (brown["speaker"], brown["kind"], brown["title"]) == ("Ann Brown", "direct", "'=Storm *in* Bergen")
    assert TOWNS[int(green["start"]) : int(green["end"])] == green["quote"]
    written = statements_as(ListFormat.markdown, found)
    assert "- **Ann Brown**, Mayor: “We will open it again on Friday,”" in written
    assert "## \\=Storm \\*in\\* Bergen\n\n17 March 2021, bergen.txt" in written
    assert "secret" not in written


def test_people_are_rows_with_their_numbers(news: Workshop) -> None:
    found = quoted_people(news.library)
    assert [(row["item"], row["documents"], row["quotations"]) for row in rows(people_as(ListFormat.csv, found))] == [
        ("Ann Brown", "1", "1"),
        ("Bo Green", "1", "1"),
    ]
    assert "- **Bo Green**: 1 document, 1 quotation" in people_as(ListFormat.markdown, found)


def test_a_person_is_a_file_of_all_that_the_page_has(news: Workshop) -> None:
    brown = person(news.library, "Brown")
    assert brown is not None
    first, source, other, introduced, said = rows(person_as(ListFormat.csv, brown))
    assert first["item"].startswith("Ann Brown is named in 1 document")
    assert [source[each] for each in ("section", "item", "quotations")] == ["Statements by source", "bergen.txt", "1"]
    assert [other[each] for each in ("section", "item", "documents")] == ["Documents that also quote", "Bo Green", "1"]
    assert (introduced["section"], introduced["item"]) == ("Introduced as", "Mayor")
    assert (said["section"], said["speaker"]) == ("Said", "Ann Brown")
    written = person_as(ListFormat.markdown, brown)
    assert "## Said\n\n- “We will open it" in written
    assert "\n\nStatements by source: bergen.txt (1)\n\nDocuments that also quote: Bo Green (1)\n\n" in written


def test_a_whole_list_has_all_pages_and_a_page_says_what_it_leaves_out(workshop: Workshop) -> None:
    said = "The harbour was closed on day {} of the strike."
    days = [(number, f"2021-03-{number:02}") for number in range(1, 26)]
    workshop.ingester.add(
        Document.create(source=f"{number}.txt", title="Strike", text=said.format(number), published=day) for number, day in days
    )
    cut = workshop.pipeline.ask("Which documents mention the harbour?")
    page = answer_rows(cut)
    assert len(page) == 1 + 20
    assert page[-1] == {"item": "Documents 1–20 of 25 are shown."}
    whole = workshop.pipeline.ask("Which documents mention the harbour?", whole=True)
    assert len(answer_rows(whole)) == 25
    assert "For the next" not in whole.text
    assert (cut.cut, whole.cut) == (True, False)
    assert answer_from_json(cut.to_json()).cut
    assert not answer_from_json({key: value for key, value in cut.to_json().items() if key != "cut"}).cut
    count = answer_rows(workshop.pipeline.ask("How many documents mention the harbour?", whole=True))
    assert (count[0]["documents"], len(count)) == (25, 1 + 25)
