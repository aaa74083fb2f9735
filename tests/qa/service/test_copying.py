"""An answer and a quote as plain text."""

from dataclasses import replace
from pathlib import Path

from qa.service.export import question_to_markdown, question_to_text, quote_to_text, quoted
from qa.store.sql import Library
from qa.types import Document
from qa.types.draft import Draft
from tests.answers import add_document, answering, cite

SUNG = "The old whale sang on Monday."


def test_an_answer_is_its_question_its_words_and_numbered_sources(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        answer = answering("When did it sing?", add_document(library, source="https://news.example/whales"), SUNG)
    assert question_to_text(answer) == (
        f"When did it sing?\n\n{SUNG} [1]\n\n"
        f"Sources\n[1] “{SUNG}” — Whales, news.example, 17 March 2021, https://news.example/whales\n"
    )


def test_no_markup_no_path_and_no_way_to_ask_for_more_is_in_it(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        answer = answering("Who?", add_document(library, source="/home/ann/secret/whales.txt"), SUNG)
    written = (
        f"### Porter\n\n*Whales* (whales.txt)\n\n**Porter** said: {SUNG} [1]\n\n… and 9 more. For the next ask: “Who, page 2”."
    )
    copied = question_to_text(replace(answer, text=written, next_question="Who, page 2"))
    assert copied.startswith(f"Who?\n\nPorter\n\nWhales (whales.txt)\n\nPorter said: {SUNG} [1]\n\n… and 9 more.\n\nSources\n")
    assert "/home" not in copied
    assert "*" not in copied


def test_marks_of_a_quotation_are_copied_as_they_are() -> None:
    notes = Document.create(source="a.txt", title="*Notes*", text="### Not a heading, **never**\n- no list")
    draft = Draft("statements")
    draft.section("### Ann Lee")
    draft.heading(notes)
    draft.said(cite(notes, notes.text), notes.text, "**Ann Lee** wrote: ")
    draft.said(cite(notes, notes.text, 2), notes.text)
    copied = question_to_text(draft.answer("What?", "What?")).partition("\n\nSources")[0]
    assert copied == f"What?\n\nAnn Lee\n\nNotes (a.txt)\n\nAnn Lee wrote: {notes.text} [1]\n\n{notes.text} [2]"


def test_what_a_language_model_wrote_says_so_wherever_it_is_pasted(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        answer = answering("When did it sing?", add_document(library), SUNG)
    written = replace(answer, reader="openai:llama3.2:3b")
    assert "\n\n(Written by llama3.2:3b)\n\nSources" in question_to_text(written)
    assert "\n\n*Written by llama3.2:3b*\n\n" in question_to_markdown(written)
    assert "ritten by" not in question_to_text(answer) + question_to_markdown(answer)


def test_a_quote_names_who_said_it_where_and_when(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        (citation,) = answering("Who?", add_document(library), SUNG).citations
    told = replace(citation, speaker="Ada Cole", page=3)
    assert quote_to_text(told) == f"{SUNG} — Ada Cole, Whales, whales.txt, 17 March 2021, p. 3"


def test_quotation_marks_never_stand_doubled() -> None:
    assert quoted("It sang.") == "“It sang.”"
    assert quoted("“It sang,” she said.") == "“It sang,” she said."
    assert quoted('He called it "odd".') == 'He called it "odd".'


def test_dates_are_in_words_but_for_those_of_a_quotation(tmp_path: Path) -> None:
    said = "It sang on 2021-03-14."
    with Library.open(tmp_path) as library:
        answer = answering("When?", add_document(library, text=f"{said} Nobody heard it."), said)
    written = f"- **2021-03-14** (“that day”, written 2021-03-17): {said} [1]\n- **2021-04**: “2021-03-20” [1]\n- 2021-05: 2"
    copied = question_to_text(replace(answer, text=written))
    assert "14 March 2021 (“that day”, written 17 March 2021): It sang on 2021-03-14. [1]" in copied
    assert "April 2021: “2021-03-20” [1]\n- May 2021: 2" in copied
