import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.service.export import (
    answer_to_markdown,
    question_to_markdown,
    question_to_text,
    quote_to_text,
    source_to_markdown,
    to_json,
    to_markdown,
)
from qa.store.sql import Conversation, Exchange, Library
from qa.types import Answer, Citation, Document, Scope
from qa.types.answers import CitedCell
from qa.types.draft import Draft
from qa.types.saved import answer_from_json
from tests.answers import abstaining, add_document, answering, cite

HOSTILE = [
    "<script>alert(1)</script>",
    "![x](http://evil.example/p.png)",
    "**![x](http://evil.example/p.png)**",
    "**<img src=x onerror=alert(1)>**",
    "*![x](http://evil.example/p.png)* (source)",
    "### [click](javascript:alert(1))",
    "[click](javascript:alert(1))",
    "[1](javascript:alert(1)) [2][1] ![1]",
    "[1]: http://evil.example",
    "[ref]: http://evil.example\n\n[ref]",
    "<http://evil.example>",
    "&lt;b&gt; &#106;",
    "```\ncode\n```",
    "    indented",
    "# Heading\n## Heading",
    "Title\n===\nOther\n---",
    "1. one\n2. two",
    "12) twelve",
    "- a\n+ b\n* c",
    "> quoted",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "$$\\int$$ \\(x\\)",
    "~~gone~~ _under_ *star* `code`",
    "line\\\nbreak",
    "right\u202eleft\x1b[2J",
]
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path) as opened:
        yield opened


def talk(library: Library, *answers: Answer) -> tuple[Conversation, tuple[Exchange, ...], Library]:
    started = library.conversations.start("ann")
    for answer in answers:
        library.conversations.append(started.id, "ann", answer)
    return library.conversations.get(started.id, "ann"), library.conversations.exchanges(started.id, "ann"), library


def saying(text: str) -> Answer:
    """An answer in which everything that can be somebody else's text is this one."""
    source = " ".join(text.split())
    citation = Citation(1, "d", text, source, source, 0, len(text), text, text, 0.5, "verbatim")
    return Answer(text, f"{text}?", "answered", text, f"{text} [1]", (citation,), notice=text)


def test_json_holds_whole_answers_with_offsets_and_the_hash_of_each_document(library: Library) -> None:
    library.claim_model("some-model")
    document = add_document(library)
    answer = answering("When did it sing?", document, "The old whale sang on Monday.")
    exported = to_json(*talk(library, answer))
    assert exported["format"] == "citedqa-conversation/1"
    assert exported["title"] == "When did it sing?"
    (exchange,) = exported["exchanges"]
    assert answer_from_json(exchange["answer"]) == answer
    assert exchange["documents"] == {document.id: document.sha256}
    assert exchange["versions"]["embedding_model"] == "some-model"
    (citation,) = exchange["answer"]["citations"]
    assert document.text[citation["start"] : citation["end"]] == citation["quote"] == "The old whale sang on Monday."


def test_quotes_of_what_was_changed_or_removed_since_are_told_to_be_gone(library: Library) -> None:
    document, other = add_document(library), add_document(library, source="other.txt")
    quotes = "The old whale sang on Monday.", "Porter said the harbour was closed."
    answers = answering("When did it sing?", document, *quotes), answering("When did it sing?", other, *quotes)
    assert [each["gone"] for each in to_json(*talk(library, *answers))["exchanges"]] == [(), ()]
    assert "changed or removed" not in to_markdown(*talk(library, *answers))
    library.remove(document.id)
    kept = talk(library, *answers)
    assert [each["gone"] for each in to_json(*kept)["exchanges"]] == [(1, 2), ()]
    assert to_markdown(*kept).count("**[1], [2]: changed or removed since**") == 1


def test_markdown_reads_as_a_conversation_with_its_sources(library: Library) -> None:
    document = add_document(library, source="https://news.example/whales?a=1&b=(2)")
    answer = answering("When did it sing?", document, "The old whale sang on Monday.")
    follow_up = replace(
        abstaining("Why?", document, "Porter said the harbour was closed."), standalone_question="Why did it sing?"
    )
    exported = to_markdown(*talk(library, answer, follow_up))
    shown = re.sub(r"\d+ \w+ \d{4}, \d\d:\d\d UTC, CitedQA [^*]+", "TIME, CitedQA VERSION", exported)
    place = "Whales, 17 March 2021, <https://news.example/whales?a=1&b=(2)>"
    assert shown == (
        "# When did it sing?\n\n"
        "## When did it sing?\n\n"
        "The old whale sang on Monday. [1]\n\n"
        f"- [1] “The old whale sang on Monday.” — {place}\n\n"
        "*TIME, CitedQA VERSION*\n\n"
        "## Why?\n\n"
        "*Understood as: Why did it sing?*\n\n"
        "Not in these documents.\n\n"
        "Closest passages:\n\n"
        f"- [1] “Porter said the harbour was closed.” — {place}\n\n"
        "*TIME, CitedQA VERSION*\n"
    )


def test_one_answer_is_written_under_its_question(library: Library) -> None:
    answer = answering("# Who <b>sang</b>?", add_document(library), "The old whale sang on Monday.")
    written = question_to_markdown(answer)
    assert written == f"## \\# Who \\<b\\>sang\\</b\\>?\n\n{answer_to_markdown(answer)}"
    assert written.startswith(to_markdown(*talk(library, answer)).split("\n\n")[1])


def test_what_a_question_was_asked_of_is_told_where_it_was_not_everything() -> None:
    answer = Answer("Who?", "Who?", "abstained", "extractive", "Not in these documents.")
    assert "Asked of" not in answer_to_markdown(answer)
    for scope, told in (
        (Scope(documents=("a", "b")), "*Asked of 2 documents only*"),
        (Scope(documents=("a",)), "*Asked of one document only*"),
        (Scope(since="2021-03-01", until="2021-03-17"), "*Asked of documents from 1 March 2021 until 17 March 2021 only*"),
    ):
        assert told in answer_to_markdown(replace(answer, scope=scope)).replace("\\", "")


def test_what_the_readers_set_in_bold_or_as_a_heading_stays_so() -> None:
    text = "### Ann Lee, minister\n\n*Whales* (a.txt, 2021)\n\n**Ann [Lee]**, minister: “No_w.” [1]"
    html = MARKDOWN.render(answer_to_markdown(Answer("Q", "Q", "answered", "extractive", text)))
    assert "<h3>Ann Lee, minister</h3>" in html
    assert "<p><em>Whales</em> (a.txt, 2021)</p>" in html
    assert "<p><strong>Ann [Lee]</strong>, minister: “No_w.” [1]</p>" in html


def test_a_list_stays_one_whichever_reader_wrote_it_and_a_quotation_that_looks_like_one_does_not() -> None:
    steps = Document.create(source="a.txt", title="Steps", text="- Close\nit.\n\n### Call\n- us.")
    draft = Draft("extractive")
    draft.said(cite(steps, steps.text), steps.text)
    draft.item(cite(steps, "Close\nit.", 2), "Close\nit.")
    draft.item(cite(steps, "us.", 3), "us.")
    written = answer_to_markdown(draft.answer("What now?", "What now?"))
    assert written.startswith("\\- Close\\\nit.\n\n\\#\\#\\# Call\\\n\\- us. [1]\n\n- Close\\\n  it. [2]\n- us. [3]\n\n")
    html = MARKDOWN.render(written.partition("\n\n- [1]")[0])
    assert [html.count(f"<{tag}>") for tag in ("p", "ul", "li", "h3")] == [2, 1, 2, 0]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_others_formats_nothing_links_nowhere_and_fetches_nothing(library: Library, text: str) -> None:
    html = MARKDOWN.render(to_markdown(*talk(library, saying(text))))
    assert set(re.findall(r"<(\w+)", html)) <= {"h1", "h2", "h3", "p", "em", "strong", "ul", "li", "br"}
    assert "\u202e" not in html
    assert "\x1b" not in html


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(st.sampled_from("ab \n*_[]()<>!`#|~$&\\-+=.:1)/")))
def test_no_mix_of_special_characters_becomes_markup(text: str) -> None:
    html = MARKDOWN.render(answer_to_markdown(Answer("Q", "Q", "answered", "extractive", text)))
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "br", "strong", "em", "h3", "ul", "li"}


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_a_quote_reads_in_markdown_as_it_was_but_for_white_space_and_unprintable_characters(text: str) -> None:
    document = Document.create(source="a.txt", title="T", text=text)
    answer = Answer("Q", "Q", "answered", "extractive", "T [1]", (cite(document, text),))
    quote = answer_to_markdown(answer).partition("- [1] ")[2].rpartition(" — T, ")[0]
    shown = MARKDOWN.parseInline(quote if re.search('["“”„«»]', text) else quote[1:-1])  # its own marks don't stand doubled
    children = shown[0].children or []
    plain = "".join(char if char.isprintable() or char.isspace() else "\ufffd" for char in text)
    assert " ".join("".join(child.content for child in children).split()) == " ".join(plain.split())


def test_only_words_that_the_document_has_in_marks_are_copied_as_what_somebody_said() -> None:
    told = Document.create(source="a.txt", title="Whales", text="Porter said it was closed. “It was closed,” Porter said.")
    reported, quoted = told.text[:26], told.text[27:]
    assert quote_to_text(cite(told, reported)).startswith(f"“{reported}” — Whales")
    for words in (reported, quoted):
        assert quote_to_text(replace(cite(told, words), speaker="Ann Porter")).startswith(f"{words} — Ann Porter, Whales")


def test_a_row_of_a_table_is_copied_without_marks_and_of_a_text_without_its_place() -> None:
    for place, shown, cell in (("Table 1 row 3 | ", "", ""), ("Budget row 3 | ", "Budget row 3 | ", ", cell Budget!B3")):
        row = Document.create(source="memo.docx", title="Memo", text=f"{place}Kind: Photo; Rate: 120")
        cited = replace(cite(row, row.text), cell=CitedCell("Budget", "B3", "Rate", "120"))
        assert quote_to_text(cited) == f"{shown}Kind: Photo; Rate: 120 — Memo, memo.docx{cell}"
        assert ("cell" in source_to_markdown(cited)) == bool(cell)
    row = Document.create(source="memo.docx", title="Memo", text="Table 1 row 3 | Kind: Photo; Rate: 120")
    answer = Answer("Photos?", "Photos?", "answered", "extractive", f"{row.text} [1]", (cite(row, row.text),))
    assert "Table 1" not in question_to_text(answer) + answer_to_markdown(answer)
