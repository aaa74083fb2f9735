"""Markdown: stored as written, titled and dated as it declares."""

from pathlib import Path

import pytest

from qa.documents.layout import headings_in, unpacked
from tests.qa.documents.files import PROSE, document, error, outcomes, write


def test_front_matter_gives_title_and_date_and_the_rest_is_stored_as_written(tmp_path: Path):
    body = "# Heading *one*\n\n* a [link](x)\n"
    path = write(tmp_path / "a.md", f'---\ntitle: "On: Climate"\ntags:\n  - x\ndate: 2021-03-17 10:00:00 +0000\n---\n\n{body}')
    assert document(path).title == "On: Climate"
    assert document(path).published == "2021-03-17"
    assert document(path).text == body


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("intro\n\n# The **real** [title](http://x) #\n\ntext\n", "The real title"),
        ("```\n# a comment\n```\n# Title\n", "Title"),
        ("---\nprose between rules\n---\n\n# Title\n", "Title"),
        ("no heading.\n", "notes"),
        ("---\ntitle:\ndate: someday\n---\n# Title\n", "Title"),
    ],
)
def test_a_markdown_title_is_its_first_heading(tmp_path: Path, text: str, title: str):
    found = document(write(tmp_path / "notes.md", text))
    assert found.title == title
    assert found.published is None


def test_its_headings_are_marked_and_comments_in_code_are_none(tmp_path: Path):
    text = "# Title\n\nIntro.\n\n```\n# a comment\n```\n\n### Part #\n#no heading\n"
    [loaded] = outcomes(write(tmp_path / "a.md", text))
    assert [(mark.kind, mark.span.of(text)) for mark in unpacked(loaded.layout)] == [("h1", "# Title"), ("h3", "### Part #")]


def test_prose_between_two_rules_is_not_lost(tmp_path: Path):
    text = "---\nThis is prose, not front matter\n---\nmore\n"
    assert document(write(tmp_path / "a.md", text)).text == text


def test_front_matter_alone_is_an_empty_document(tmp_path: Path):
    assert "is empty but for its front matter" in error(write(tmp_path / "a.md", "---\ntitle: x\n---\n"))


def test_a_line_that_is_underlined_is_a_heading_and_the_front_matter_names_the_author(tmp_path: Path) -> None:
    rows = "- item\n---\n\nTwo lines\nof text\n---\n"
    text = f"---\nauthor: Ann Lee\n---\nHarbour fees\n============\n\n{PROSE}\n\nLate fees\n---\n\n{rows}"
    [loaded] = outcomes(write(tmp_path / "a.md", text))
    assert loaded.document
    assert (loaded.document.title, loaded.document.author) == ("Harbour fees", "Ann Lee")
    assert [heading.of(loaded.document.text) for heading in headings_in(loaded.layout)] == ["Harbour fees", "Late fees"]
