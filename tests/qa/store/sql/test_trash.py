"""What was removed can be restored for a day."""

from datetime import UTC, datetime, timedelta

import pytest

from qa.store.sql import Library, tables
from qa.types import Document
from qa.types.errors import NotFoundError
from tests.support import Workshop


def removed_for(library: Library, age: timedelta) -> None:
    """Let all removals have been that long ago."""
    then = (datetime.now(UTC) - age).isoformat(timespec="milliseconds")
    with library.writing() as connection:
        connection.execute(tables.removed.update().values(removed=then))


def kept(library: Library) -> int:
    with library.reading() as connection:
        return len(connection.execute(tables.removed.select()).all())


def test_a_removed_document_is_kept_whole_for_a_day(library: Library) -> None:
    document = Document.create(
        source="a", title="A", text="One.", published="2021-03-17", author="Ann", url="https://a.example/"
    )
    library.put(document, [], ())
    library.remove("a")
    assert [(each.id, each.title, each.source) for each in library.trash.list()] == [(document.id, "A", "a")]
    assert library.trash.get(document.id) == library.trash.get("a") == document
    removed_for(library, timedelta(hours=23))
    assert library.trash.get("a") == document


def test_after_a_day_it_is_gone_and_its_text_with_the_next_change(library: Library) -> None:
    for source in ("a", "b"):
        library.put(Document.create(source=source, title=source, text="One."), [], ())
    library.remove("a")
    removed_for(library, timedelta(hours=25))
    assert library.trash.list() == ()
    with pytest.raises(NotFoundError, match="removed within the last day"):
        library.trash.get("a")
    assert kept(library) == 1
    library.remove("b")
    assert [each.source for each in library.trash.list()] == ["b"]
    assert kept(library) == 1


def test_what_is_added_again_needs_no_restoring(library: Library) -> None:
    library.put(Document.create(source="a", title="A", text="One."), [], ())
    library.remove("a")
    library.put(Document.create(source="a", title="A", text="Two."), [], ())
    assert library.trash.list() == ()


def test_a_restored_document_is_cited_again(workshop: Workshop) -> None:
    document = workshop.add("a", "The harbour was closed by Mayor Brown on Monday because of the storm.")
    workshop.pipeline.stores.remove("a")
    assert workshop.pipeline.ask("When was the harbour closed?").status == "abstained"
    assert workshop.ingester.restore_all([document.id]) == (document,)
    assert workshop.pipeline.ask("When was the harbour closed?").citations[0].document_id == document.id
    assert workshop.index.ids() == workshop.library.chunk_ids()
    assert workshop.ingester.restore_all([document.id]) == ()
