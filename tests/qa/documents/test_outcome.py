"""What every document is held against before it is stored."""

from qa.documents.outcome import MAX_SOURCE, DocumentChecks, Loaded
from qa.documents.titles import MAX_TITLE
from qa.types import Document


def test_a_source_without_end_is_a_failure_that_says_what_is_allowed() -> None:
    document = Document.create(source="a" * (MAX_SOURCE + 1), title="Harbour", text="It is closed.")
    for loaded, place in (
        (Loaded.of(document, named_at="notes.jsonl:3"), "notes.jsonl:3"),
        (Loaded.of(document), "a" * 80 + "…"),
    ):
        assert str(DocumentChecks().checked(loaded).error) == (
            f"{place}: its source has 2001 characters, 2000 are allowed; give it a shorter one"
        )
    longest = Loaded.of(Document.create(source="a" * MAX_SOURCE, title="Harbour", text="It is closed."))
    assert DocumentChecks().checked(longest) is longest


def test_a_title_and_an_author_without_end_are_cut_at_a_word_whatever_they_were_read_from() -> None:
    document = Document.create(source="a", title="harbour " * 25_000, text="It is closed.", author="Ann Lee, " * 25_000)
    kept = DocumentChecks().checked(Loaded.of(document)).document
    assert kept is not None
    assert kept.title == "harbour " * (MAX_TITLE // len("harbour ") - 1) + "harbour…"
    assert kept.author is not None
    assert len(kept.author) <= MAX_TITLE
