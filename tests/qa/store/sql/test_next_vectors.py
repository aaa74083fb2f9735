"""Vectors by another model are made beside those that answer, on both engines, and take their place all at once."""

import numpy as np
import pytest

from qa.settings import Settings
from qa.store.sql import Library, NewDocument
from qa.store.sql.leases import LOST_AFTER
from qa.store.sql.next_vectors import NextVectors, Reembeddings
from qa.types import Span
from qa.types.errors import ModelChangedError, ModelError
from tests.qa.store.sql.test_library import make, put


def made(library: Library, limit: int) -> list[NextVectors]:
    """Of three numbers instead of four."""
    vector = np.array([0, 1, 0], dtype=np.float32)
    return [NextVectors(chunk.number, vector, vector[None, :]) for chunk in library.reembeddings.due(limit)]


def test_new_vectors_are_seen_when_all_are_there_and_not_before(library: Library, place: Settings) -> None:
    library.claim_model("old")
    for source in ("a", "b", "c"):
        put(library, source, f"Text of {source}.", "A title")
    library.reembeddings.begin("new")
    with Library.of(place) as other:
        assert other.reembeddings.take("worker") == "new"
        assert library.reembeddings.take("another") is None
        due = other.reembeddings.due(1)
        assert [(each.title, each.text, each.sentences) for each in due] == [("A title", "Text of a.", (Span(0, 10),))]
        assert other.reembeddings.put("worker", made(other, 2))
        assert not library.reembeddings.put("another", made(library, 2))
    library.remove("a")
    put(library, "d", "Text of d.")
    state = library.reembeddings.get()
    assert state is not None
    assert (state.setting, state.done, state.total, state.at_work) == ("new", 1, 3, True)
    assert not library.reembeddings.switch("worker", "new-1")  # two have none yet
    before, generation = library.revision, library.vectors.state().generation
    assert all(len(row.vector) == 4 for page in library.vector_rows() for row in page)
    assert library.reembeddings.put("worker", made(library, 9))
    assert library.reembeddings.switch("worker", "new-1")
    passages = library.passages(library.chunk_ids(), width=3)
    assert [list(each.vector) + list(each.sentence_vectors[0]) for each in passages.values()] == 3 * [[0, 1, 0, 0, 1, 0]]
    assert (library.embedding_model, library.reembeddings.setting, library.reembeddings.get()) == ("new-1", "new", None)
    assert library.revision > before
    assert (library.vectors.state().generation, library.vectors.state().pending) == (generation + 1, 3)
    with pytest.raises(ModelChangedError):  # whoever still embeds by the old one
        library.put_all([NewDocument(*make("e", "Text of e."), ())], model="old")
    assert library.document_count == 3


def test_a_change_is_gone_on_with_by_another_process_cancelled_and_not_mixed_with_another(library: Library) -> None:
    put(library, "a", "Text of a.")
    put(library, "b", "Text of b.")
    library.reembeddings.begin("new")
    now = [1000.0]
    first, second = (Reembeddings(library, clock=lambda: now[0]) for _ in range(2))
    assert first.take("one") == "new"
    assert first.put("one", made(library, 1))
    now[0] += LOST_AFTER + 1
    assert second.take("two") == "new"
    assert not first.put("one", made(library, 1))
    second.release("two", "the disk is full")
    assert second.take("two") is None
    second.begin("new")
    assert second.take("two") == "new"
    assert [each.text for each in second.due(9)] == ["Text of b."]
    with pytest.raises(ModelError, match="by new already"):
        second.begin("newer")
    assert second.cancel()
    assert not second.put("two", made(library, 9))
    assert not second.switch("two", "new-1")
    second.begin("newer")
    assert len(second.due(9)) == 2
