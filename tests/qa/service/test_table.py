"""An answer as a table."""

import csv
import io
from dataclasses import replace

import pytest

from qa.pipeline.refusals import unsure
from qa.service.export import answer_to_markdown
from qa.service.lists import answer_to_csv
from qa.types import PERHAPS, Answer, Document
from tests.answers import abstaining, answering
from tests.support import Workshop

TOWNS = (
    "A storm closed the harbour of Bergen on Monday. “We will open it again on Friday,” Mayor Ann Brown said. "
    "“The harbour is too small for us,” Bo Green told reporters."
)


@pytest.fixture
def news(workshop: Workshop) -> Workshop:
    workshop.add("https://news.example/bergen", TOWNS, title="Storm in Bergen", published="2021-03-17")
    workshop.add(
        "porto.txt", "The harbour of Porto was built in 1932. Nobody closed it.", title="Porto", published="2021-05-02"
    )
    return workshop


def rows(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer_to_csv(answer))))


def document(text: str) -> Document:
    return Document.create(source="whales.txt", title="Whales", text=text)


def test_a_count_by_month_has_a_row_a_month_and_the_number_of_all(news: Workshop) -> None:
    found = rows(news.pipeline.ask("How many documents mention the harbour by month?"))
    assert found == [
        {"item": "2 of 2 documents mention “harbour”.", "documents": "2"},
        {"item": "2021-05", "documents": "1"},
        {"item": "2021-03", "documents": "1"},
    ]


def test_a_list_of_documents_has_title_date_address_and_place(news: Workshop) -> None:
    _, bergen = rows(news.pipeline.ask("Which documents mention the harbour?"))
    assert (bergen["title"], bergen["published"], bergen["source"]) == (
        "Storm in Bergen",
        "2021-03-17",
        "https://news.example/bergen",
    )
    assert TOWNS[int(bergen["start"]) : int(bergen["end"])] == bergen["quote"]


def test_a_timeline_has_a_column_of_dates_and_what_they_were_worked_out_from(news: Workshop) -> None:
    found = rows(news.pipeline.ask("Timeline of the harbour of Bergen"))
    assert ("2021-03-15", "“Monday”, written 2021-03-17") in [(row["date"], row["worked_out_from"]) for row in found]


def test_a_comparison_and_a_list_of_people_name_who_said_it(news: Workshop) -> None:
    compared = rows(news.pipeline.ask("Compare Brown and Green"))
    assert {row["speaker"] for row in compared} == {"Ann Brown", "Bo Green"}
    quoted = rows(news.pipeline.ask("Who is quoted most?"))
    assert [(row["item"], row["documents"], row["quotations"]) for row in quoted] == [
        ("Ann Brown", "1", "1"),
        ("Bo Green", "1", "1"),
    ]
    said = rows(news.pipeline.ask("What did Ann Brown say?"))
    assert [(row["speaker"], row["title"]) for row in said] == [("Ann Brown", "Storm in Bergen")]


def test_other_answers_have_a_row_a_quotation_and_an_abstention_has_what_comes_closest() -> None:
    whales = document("It sang. It slept.")
    assert [row["quote"] for row in rows(answering("Did it?", whales, "It sang.", "It slept."))] == ["It sang.", "It slept."]
    (closest,) = rows(abstaining("Why?", whales, "It slept."))
    assert (closest["section"], closest["quote"]) == ("Closest passages", "It slept.")


def test_a_list_that_was_kept_without_items_has_a_row_a_quotation(news: Workshop) -> None:
    listed = news.pipeline.ask("Which documents mention the harbour?")
    found = rows(replace(listed, items=()))
    assert [(row["quote"], row["title"]) for row in found] == [(each.quote, each.title) for each in listed.citations]


def test_an_unsure_answer_is_told_to_be_in_its_table(news: Workshop) -> None:
    sure = news.pipeline.ask("Timeline of the harbour of Bergen")
    assert "section" not in rows(sure)[0]
    assert {row["section"] for row in rows(unsure(sure, PERHAPS))} == {PERHAPS.removesuffix(":")}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", " =", "\t=", "\r="])
def test_no_cell_is_a_formula(sign: str) -> None:
    text = f"{sign}HYPERLINK(A1) was seen."
    answer = answering("What?", document(text), text)
    citation = replace(answer.citations[0], title=f"{sign}1+1", speaker=f"{sign}cmd|' /C calc'!A0")
    (row,) = rows(replace(answer, citations=(citation,)))
    assert {row[name][0] for name in ("quote", "title", "speaker")} == {"'"}


def test_no_cell_is_a_formula_where_a_spreadsheet_splits_at_semicolons() -> None:
    text = "It was seen;=HYPERLINK(A1) and again."
    written = answer_to_csv(answering("What?", document(text), text))
    assert not any(
        cell.lstrip(' "').startswith(("=", "+", "-", "@")) for line in written.split("\n") for cell in line.split(";")
    )


def test_no_path_and_no_line_break_is_in_a_cell(news: Workshop) -> None:
    text = "It sang\non Monday."
    whales = Document.create(source="/home/ann/secret/whales.txt", title="Whales", text=text)
    (row,) = rows(answering("When?", whales, text))
    assert (row["quote"], row["source"]) == ("It sang on Monday.", "whales.txt")
    assert row["document_id"] == whales.id  # by which it is known from another of this name


def test_a_list_is_a_list_in_markdown(news: Workshop) -> None:
    written = answer_to_markdown(news.pipeline.ask("How many documents mention the harbour by month?"))
    assert written.endswith("\n\n- May 2021: 1\n- March 2021: 1")
