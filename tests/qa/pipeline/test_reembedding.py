"""A library changes its embedding model while it goes on answering."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from qa.embedding import Embedder, PassageText, PassageVectors
from qa.embedding.model import Vectors
from qa.pipeline import Pipeline, library_model
from qa.pipeline.ingestion.ingest import Ingester
from qa.pipeline.library_model import LibraryModel, begin_reembedding, of_one_model, reembed
from qa.settings import Settings
from qa.store import Stores
from qa.types import Document
from qa.types.errors import ModelError

QUESTION, ANSWER = "How many warheads does North Korea have?", "15-60"


class Wider:
    """Another model: the numbers of the usual one backwards, and sixteen more. Neither finds anything by the other's."""

    name, dimensions = "wider-1", 400

    def __init__(self, usual: Embedder) -> None:
        self._usual = usual
        self.embedded = 0

    def embed_question(self, question: str) -> Vectors:
        return self._other(self._usual.embed_question(question))

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        self.embedded += len(passages)
        made = self._usual.embed_passages(passages)
        return [PassageVectors(self._other(each.chunk), self._other(each.sentences)) for each in made]

    def _other(self, vectors: Vectors) -> Vectors:
        return np.concatenate([vectors[..., ::-1], np.zeros((*vectors.shape[:-1], 16), np.float32)], axis=-1)


@pytest.fixture
def wider(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Wider:
    made = Wider(embedder)
    models = {"wider": made, "all-MiniLM-L6-v2": embedder}

    def opened(settings: Settings) -> Embedder:
        if settings.embedding_model not in models:
            raise ModelError("no such model")
        return models[settings.embedding_model]

    monkeypatch.setattr(library_model, "open_embedder", opened)
    monkeypatch.setattr(library_model, "_PAGE", 4)
    return made


@pytest.fixture
def settings(own_dir: Path) -> Settings:
    return Settings(data_dir=own_dir)


@pytest.fixture
def pipeline(settings: Settings, embedder: Embedder) -> Iterator[Pipeline]:
    stores = Stores(settings)
    with Pipeline(stores, LibraryModel(stores.library, settings, embedder), settings) as opened:
        yield opened


def answered(pipeline: Pipeline) -> bool:
    return ANSWER in pipeline.ask(QUESTION).text


def test_the_present_model_answers_until_all_passages_have_the_new_ones_vectors(
    pipeline: Pipeline, settings: Settings, embedder: Embedder, wider: Wider
) -> None:
    library, seen = pipeline.stores.library, list[tuple[int, int, bool]]()

    def look(done: int, total: int) -> None:
        if not seen:  # a document that comes meanwhile
            text = "The harbour of Whitby was closed on Monday because of ice."
            pipeline.add([Document.create(source="harbour", title="Harbour", text=text)])
        seen.append((done, total, library.embedding_model == embedder.name and answered(pipeline)))

    assert begin_reembedding(library, settings, "wider")
    assert reembed(library, settings, look)
    assert seen == [(4, 11, True), (8, 12, True), (12, 12, True)]
    assert pipeline.embedder.name == "wider-1"
    assert answered(pipeline)
    assert "Monday" in pipeline.ask("When was the harbour of Whitby closed?").text
    assert not begin_reembedding(library, settings, "wider")
    with Stores(settings) as stores:  # the next start, with the setting as it was
        again = Pipeline(stores, LibraryModel(stores.library, settings, embedder), settings)
        assert answered(again)
    assert pipeline.stores.keeper.in_step


def test_what_was_stopped_goes_on_where_it_was(pipeline: Pipeline, settings: Settings, wider: Wider) -> None:
    library, done = pipeline.stores.library, list[tuple[int, ...]]()
    begin_reembedding(library, settings, "wider")
    assert not reembed(library, settings, lambda *at: done.append(at), stopped=lambda: bool(done))
    state = library.reembeddings.get()
    assert state is not None
    assert (state.done, state.at_work, wider.embedded) == (4, False, 4)
    assert reembed(library, settings, lambda *_: None)
    assert wider.embedded == 11
    assert answered(pipeline)


def test_a_model_that_cannot_be_opened_changes_nothing_and_one_that_fails_says_why(
    pipeline: Pipeline, settings: Settings, wider: Wider, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = pipeline.stores.library
    with pytest.raises(ModelError, match="no such model"):
        begin_reembedding(library, settings, "nobody/nothing")
    assert library.reembeddings.get() is None
    begin_reembedding(library, settings, "wider")
    monkeypatch.setattr(wider, "embed_passages", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reembed(library, settings, lambda *_: None)
    state = library.reembeddings.get()
    assert state is not None
    assert "ZeroDivisionError" in str(state.trouble)
    assert not reembed(library, settings, lambda *_: None)  # not by itself
    assert answered(pipeline)


def test_documents_that_were_embedded_when_the_model_changed_are_embedded_again(
    settings: Settings, pipeline: Pipeline, embedder: Embedder, wider: Wider, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, usual = pipeline.stores.library, embedder.embed_passages

    def changing(passages: Sequence[PassageText]) -> list[PassageVectors]:
        made = usual(passages)
        monkeypatch.setattr(embedder, "embed_passages", usual)
        begin_reembedding(library, settings, "wider")
        assert reembed(library, settings, lambda *_: None)
        return made

    monkeypatch.setattr(embedder, "embed_passages", changing)
    text = "The harbour of Whitby was closed on Monday because of ice."
    summary = Ingester(pipeline.stores, pipeline.embedder, settings).add(
        [Document.create(source="harbour", title="Harbour", text=text)]
    )
    assert (summary.added, summary.failures) == (1, ())
    assert all(len(row.vector) == 400 for page in library.vector_rows() for row in page)
    assert "Monday" in pipeline.ask("When was the harbour of Whitby closed?").text


class Finder:
    """The library changes its model while this first finds something."""

    def __init__(self) -> None:
        self.library = SimpleNamespace(embedding_model="old")
        self.asked: list[str] = []

    @of_one_model
    def find(self, question: str) -> str:
        self.asked.append(question)
        found, self.library.embedding_model = self.library.embedding_model, "new"
        return f"found by the {found} one"


def test_what_is_found_while_the_library_changes_its_model_is_found_again_by_the_new_one() -> None:
    finder = Finder()
    assert finder.find("Where?") == "found by the new one"
    assert finder.asked == ["Where?", "Where?"]
