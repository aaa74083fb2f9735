"""A library goes from its file to a server and back; nothing is lost, and nothing is written over."""

from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from qa.store.sql import Library, NewChunk, NewDocument, transfer
from qa.store.sql.migrations import ALL_TABLES
from qa.store.sql.postgresql import Postgresql
from qa.types import Chunk, Document, Sentence, Span, Statement
from qa.types.errors import LibraryError
from tests.answers import WHALES, answering
from tests.kept_files import GivenFile

PASSWORD = "a long enough password"


def add(library: Library, source: str) -> Document:
    """A document with two chunks and a statement."""
    document = Document.create(source=source, title="Whales", text=f"{WHALES} 🐋", published="2021-03-17", author="Ann Lee")
    vector = np.arange(4, dtype=np.float32) / 4
    chunks = [
        NewChunk(
            Chunk(
                start=start,
                end=end,
                id=f"{document.id}-{document.sha256[:8]}-{ordinal}",
                document_id=document.id,
                ordinal=ordinal,
            ),
            (Sentence(start, end),),
            vector + ordinal,
            np.stack([vector]),
        )
        for ordinal, (start, end) in enumerate([(0, 28), (29, len(document.text))])
    ]
    start = document.text.index("the harbour")
    said = Statement(
        start=start,
        end=start + 11,
        document_id=document.id,
        kind="indirect",
        speaker="Porter",
        role=None,
        addressee=None,
        when=None,
        context=Span(document.text.rindex("Porter", 0, start), start + 23),
    )
    library.put_all([NewDocument(document, chunks, [said], "fingerprint", GivenFile(".pdf", b"%PDF-\0" + source.encode()))])
    return document


@pytest.fixture
def filled(tmp_path: Path) -> Library:
    """One of everything."""
    library = Library.open(tmp_path / "here")
    document, gone = add(library, "whales.txt"), add(library, "gone.txt")
    library.remove(gone.id)
    library.accounts.add("ann", PASSWORD, admin=True)
    library.accounts.log_in("ann", PASSWORD, "127.0.0.1")
    library.accounts.create_token("ann", "laptop")
    person = library.accounts.owner("ann")
    talk = library.conversations.start(person, "Über Wale")
    answer = answering("When did it sing?", document, "The old whale sang on Monday.")
    library.conversations.append(talk.id, person, answer)
    library.conversations.share(talk.id, person)
    library.feedback.add(person, answer, "down", "no")
    return library


def rows(library: Library) -> dict[str, list[tuple[object, ...]]]:
    with library.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table)).all()), key=repr)
            for table in ALL_TABLES
            if table.name not in {"meta", "unindexed_chunks", "next_vectors", "reembedding"}
        }


def test_every_row_goes_to_a_server_and_back(filled: Library, database: str, tmp_path: Path) -> None:
    before = rows(filled)
    assert {name for name, held in before.items() if held} >= {
        *(
            "documents",
            "document_details",
            "document_names",
            "chunks",
            "statements",
            "removed_documents",
            "conversations",
            "exchanges",
        ),
        *("feedback", "users", "sessions", "tokens"),
    }
    with Library(Postgresql(database)) as server, Library.open(tmp_path / "back") as back:
        counts = transfer(filled, server)
        assert counts == {name: len(held) for name, held in before.items()}
        assert rows(server) == before
        assert server.identity == filled.identity
        assert server.checks.words() is None
        assert server.vectors.state().pending == filled.chunk_count
        assert transfer(server, back) == counts
        assert rows(back) == before
        assert back.checks.words() is None
        assert (back.document_count, back.chunk_count) == (filled.document_count, filled.chunk_count)
    assert rows(filled) == before


def test_what_was_moved_is_worked_on_as_before(filled: Library, database: str) -> None:
    with Library(Postgresql(database)) as server:
        transfer(filled, server)
        assert server.accounts.log_in("ann", PASSWORD, "127.0.0.1")
        assert [hit.chunk_id for hit in server.search_words(["whale"], 5)]
        add(server, "new.txt")
        assert server.chunk_count == filled.chunk_count + 2


def test_a_library_that_holds_anything_is_not_written_over(filled: Library, database: str) -> None:
    with Library(Postgresql(database)) as server:
        add(server, "other.txt")
        held = rows(server)
        with pytest.raises(LibraryError, match="holds 1 documents already; name an empty one, nothing was changed"):
            transfer(filled, server)
        assert rows(server) == held


def test_a_transfer_that_ends_half_way_has_changed_nothing(filled: Library, database: str) -> None:
    def end(done: int, _total: int) -> None:
        if done > 5:
            raise KeyboardInterrupt

    with Library(Postgresql(database)) as server:
        empty = rows(server)
        with pytest.raises(KeyboardInterrupt):
            transfer(filled, server, end)
        assert rows(server) == empty
