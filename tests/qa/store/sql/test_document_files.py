"""The file whose pages are shown is kept with the text that was read from it, and goes with it."""

from datetime import timedelta

from qa.store.sql import Library, NewDocument, StoredFile
from qa.types import Document
from tests.kept_files import GivenFile
from tests.qa.store.sql.test_trash import removed_for

RAW = b"%PDF-1.7 \0\xff"


def put(library: Library, text: str, file: GivenFile | None) -> Document:
    document = Document.create(source="a.pdf", title="A", text=text)
    library.put_all([NewDocument(document, [], [], file=file)])
    return document


def test_a_file_belongs_to_the_text_that_was_read_from_it(library: Library) -> None:
    first = put(library, "One.", GivenFile(".pdf", RAW, "[]"))
    assert library.files.get(first) == StoredFile(".pdf", "[]", RAW)
    second = put(library, "Two.", None)
    assert not library.files.holds(first)
    assert not library.files.holds(second)
    third = put(library, "Three.", GivenFile(".pdf", b"3"))
    found = library.files.get(third)
    assert found is not None
    assert found.content == b"3"


def test_a_file_that_has_changed_since_it_was_read_is_not_kept(library: Library) -> None:
    assert library.files.get(put(library, "One.", GivenFile(".pdf", None))) is None


def test_a_removed_document_keeps_its_file_as_long_as_it_can_be_restored(library: Library) -> None:
    document = put(library, "One.", GivenFile(".pdf", RAW))
    library.remove(document.id)
    put(library, "One.", None)  # as it is restored
    assert library.files.holds(document)
    library.remove(document.id)
    removed_for(library, timedelta(hours=25))
    library.put(Document.create(source="b", title="B", text="Two."), [], ())
    assert not library.files.holds(document)


def test_headings_are_kept_for_the_very_text_and_come_back_when_it_is_restored(library: Library) -> None:
    one = Document.create(source="a", title="A", text="One.")
    library.put_all([NewDocument(one, [], (), layout='[[0, 4, "h1"]]')])
    library.remove(one.id)
    library.put(one, [], ())  # as it is restored
    assert library.files.layout(one) == '[[0, 4, "h1"]]'
    two = Document.create(source="a", title="A", text="Two.")
    library.put(two, [], ())
    assert library.files.layout(one) == library.files.layout(two) == ""
    library.note_original(two, "fingerprint", layout='[[0, 4, "h2"]]')
    assert library.files.layout(two) == '[[0, 4, "h2"]]'
