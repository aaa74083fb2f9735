"""The pipelines of people to whom some collections are closed: made from the whole one, and ended with it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import qa
from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.pipeline.writing.choosing import Candidate
from qa.retrieval import HybridRetriever, Retrieved, WordRetriever
from qa.retrieval.retriever import Vector
from qa.settings import Settings
from qa.store import Searchable, Stores
from qa.types import Document, Scope, plugins
from qa.types.errors import LibraryError
from tests.support import open_pipeline

CLOSED, ALSO_CLOSED = frozenset({"0123456789abcdef"}), frozenset({"fedcba9876543210"})


class Parrot:
    name = "parrot:1"

    def stream(self, messages: object, deadline: object, max_tokens: int | None = None) -> Iterator[str]:
        yield "The harbour was closed on Monday."


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Parrot]:
    """The language models that a package's entry point has made."""
    parrots: list[Parrot] = []

    def loaded() -> Callable[[Settings], Parrot]:
        def make(settings: Settings) -> Parrot:
            parrots.append(Parrot())
            return parrots[-1]

        return make

    monkeypatch.setattr(plugins, "plugins", lambda group: iter([("parrot", loaded)] if group == "citedqa.models" else []))
    return parrots


def test_a_language_model_of_a_package_is_made_once_however_many_see_less(
    own_dir: Path, embedder: Embedder, made: list[Parrot]
) -> None:
    settings = Settings(data_dir=own_dir, llm="parrot:1")
    with Pipeline(Stores(settings), embedder, settings) as pipeline:
        seen = [pipeline.seen_without(closed) for closed in (CLOSED, ALSO_CLOSED, CLOSED | ALSO_CLOSED)]
        assert {each.language_model for each in (pipeline, *seen)} == {"parrot:1"}
    assert len(made) == 1


def test_whoever_sees_less_asks_no_more_once_the_whole_pipeline_is_closed(own_dir: Path, embedder: Embedder) -> None:
    with open_pipeline(Settings(data_dir=own_dir), embedder) as pipeline:
        seen = pipeline.seen_without(CLOSED)
        runnable = seen.runnable
    for ask in (seen.ask, runnable.invoke, lambda question: seen.search(question, 1)):
        with pytest.raises(LibraryError, match="this pipeline is closed"):
            ask("What did Porter say?")


def test_whoever_sees_less_ends_nothing_for_others(own_dir: Path, embedder: Embedder) -> None:
    with open_pipeline(Settings(data_dir=own_dir), embedder) as pipeline:
        with pipeline.seen_without(CLOSED) as seen:
            pass
        assert pipeline.seen_without(CLOSED) is seen
        assert seen.search("Porter", 1)
        assert pipeline.search("Porter", 1)


def test_nothing_is_changed_by_a_pipeline_that_sees_less(own_dir: Path, embedder: Embedder) -> None:
    with open_pipeline(Settings(data_dir=own_dir), embedder) as pipeline:
        seen = pipeline.seen_without(CLOSED)
        for change in (
            lambda: seen.stores,
            lambda: seen.add([Document.create(source="a", title="A", text="A whale sings.")]),
            lambda: qa.CitedVectorStore(seen).delete(["biden-xi"]),
        ):
            with pytest.raises(LibraryError, match="doesn't see the whole library"):
                change()
        assert pipeline.library.document_count == seen.library.document_count == 1


class Noting(WordRetriever):
    """Notes what it is asked to do."""

    def __init__(self, stores: Searchable, asked: list[tuple[str, Searchable]]) -> None:
        super().__init__(stores)
        self._given, self._asked = stores, asked

    def over_stores(self, stores: Searchable) -> "Noting":
        return Noting(stores, self._asked)

    def deepened(self, retrieved: Retrieved) -> Retrieved:
        self._asked.append(("deepened", self._given))
        return retrieved


class Plain:
    """A retriever of somebody's own that has only what it must have."""

    def __init__(self, stores: Searchable) -> None:
        self._words = WordRetriever(stores)

    def retrieve(self, question: str, vector: Vector, limit: int, scope: Scope | None = None) -> Retrieved:
        return self._words.retrieve(question, vector, limit, scope)


def test_a_retriever_of_ones_own_may_deepen_its_choice_and_search_for_those_who_see_less(
    own_dir: Path, embedder: Embedder
) -> None:
    stores, asked = Stores(Settings(data_dir=own_dir)), []
    with Pipeline(stores, embedder, retriever=Noting(stores, asked)) as pipeline:
        seen = pipeline.seen_without(CLOSED)
        for each in (pipeline, seen):
            each.ask("How many warheads does North Korea have?")
        assert asked == [("deepened", stores), ("deepened", seen.searched)]


def test_a_retriever_of_ones_own_that_cannot_search_for_those_who_see_less_is_not_asked_for_them(
    own_dir: Path, embedder: Embedder
) -> None:
    stores = Stores(Settings(data_dir=own_dir))
    with Pipeline(stores, embedder, retriever=Plain(stores)) as pipeline:
        assert pipeline.ask("How many warheads does North Korea have?").status == "answered"
        assert isinstance(pipeline.seen_without(CLOSED).retriever, HybridRetriever)


def test_a_model_that_is_only_tried_is_asked_no_more_once_the_pipeline_is_closed(own_dir: Path, embedder: Embedder) -> None:
    with open_pipeline(Settings(data_dir=own_dir), embedder) as pipeline:
        trying = pipeline.trying(Candidate("http://127.0.0.1:9/v1", "tried"))
    with pytest.raises(LibraryError, match="this pipeline is closed"):
        trying.ask("What did Porter say?")
