"""The nearest chunks of some documents: 20 documents of 30 chunks, whose vectors lie about their document's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.documents.chunking import chunk_id
from qa.settings import Settings
from qa.store import Stores
from qa.store.sql import NewChunk, NewDocument
from qa.store.stores import Thresholds, nearest_chunks
from qa.types import Chunk, Document, Sentence

Vector = NDArray[np.float32]
_DOCUMENTS, _CHUNKS, _WIDTH = 20, 30, 16


def unit(vector: NDArray[np.float64]) -> Vector:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def own(number: int) -> NDArray[np.float64]:
    return np.random.default_rng(number).standard_normal(_WIDTH)


def make(number: int) -> NewDocument:
    document = Document.create(source=f"{number}", title="", text="A whale. " * _CHUNKS)
    chance = np.random.default_rng(100 + number)
    chunks = []
    for ordinal in range(_CHUNKS):
        start, vector = 9 * ordinal, unit(own(number) + chance.standard_normal(_WIDTH))
        chunk = Chunk(start, start + 8, chunk_id(document, ordinal), document.id, ordinal)
        chunks.append(NewChunk(chunk, (Sentence(start, start + 8),), vector, vector[None, :]))
    return NewDocument(document, chunks, ())


@contextmanager
def filled(folder: Path, least: int) -> Iterator[Stores]:
    """With the 20 documents, in step; `least` is the least that the index is asked for."""
    with Stores(Settings(data_dir=folder), thresholds=Thresholds(least=least)) as stores:
        stores.library.put_all([make(number) for number in range(_DOCUMENTS)])
        stores.catch_up()
        yield stores


@pytest.fixture
def stores(data_dir: Path) -> Iterator[Stores]:
    with filled(data_dir, least=40) as stores:
        yield stores


def ids(*numbers: int) -> frozenset[str]:
    return frozenset(make(number).document.id for number in numbers)


def found(
    stores: Stores, number: int, limit: int, documents: frozenset[str], due: int = 0, least: int = 40
) -> list[str] | None:
    assert stores.keeper.index is not None
    hits = nearest_chunks(
        stores.library, stores.keeper.index, due, unit(own(number)), limit, documents, Thresholds(least=least)
    )
    return None if hits is None else [chunk for chunk, _ in hits]


def looked_up(stores: Stores, number: int, limit: int, documents: frozenset[str]) -> list[str]:
    """By every vector."""
    return [chunk for chunk, _ in stores.library.vectors.nearest(unit(own(number)), limit, documents)]


@pytest.mark.parametrize("number", [0, 3, 15])
def test_the_index_gives_the_nearest_of_the_documents_asked_for(stores: Stores, number: int) -> None:
    half = ids(*range(10))
    # Half of all: 2 × 10 / 0.5 = 40 are asked for, fewer than the half's 300.
    assert found(stores, number, 10, half) == looked_up(stores, number, 10, half)
    assert [hit.chunk_id for hit in stores.search(unit(own(number)), 10, half)] == looked_up(stores, number, 10, half)


@pytest.mark.parametrize(("number", "told"), [(15, True), (13, False)])
def test_where_the_nearest_are_of_others_the_index_is_asked_for_more_and_then_left(
    data_dir: Path, number: int, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = ids(*range(10))
    with filled(data_dir, least=0) as stores:
        assert stores.keeper.index is not None
        asked, search = [], stores.keeper.index.search

        def noted(vector: Vector, limit: int) -> object:
            asked.append(limit)
            return search(vector, limit)

        monkeypatch.setattr(stores.keeper.index, "search", noted)
        expected = looked_up(stores, number, 1, half)
        # 2 × 1 / 0.5 = 4, then 8 × 4 = 32: the 30 of the document itself, which isn't of the half, and a few more.
        assert found(stores, number, 1, half, least=0) == (expected if told else None)
        assert asked == [4, 32]
        assert [hit.chunk_id for hit in stores.search(unit(own(number)), 1, half)] == expected


@pytest.mark.parametrize(("documents", "chunks"), [((), 0), ((4,), _CHUNKS), ((4, 7, 9), 3 * _CHUNKS)])
def test_the_chunks_of_a_few_documents_are_all_looked_at(stores: Stores, documents: tuple[int, ...], chunks: int) -> None:
    assert found(stores, 4, 10, ids(*documents)) is None
    hits = stores.search(unit(own(4)), 1000, ids(*documents))
    assert len(hits) == chunks
    assert [hit.chunk_id for hit in hits] == looked_up(stores, 4, 1000, ids(*documents))


def test_chunks_that_the_index_has_not_heard_of_are_among_the_nearest(stores: Stores) -> None:
    half = ids(*range(9), _DOCUMENTS)
    stores.library.put_all([make(_DOCUMENTS)])
    due = stores.library.vectors.state().pending
    assert due == _CHUNKS
    hits = found(stores, _DOCUMENTS, 10, half, due)
    assert hits is not None
    assert hits[:10] == looked_up(stores, _DOCUMENTS, 10, half)
