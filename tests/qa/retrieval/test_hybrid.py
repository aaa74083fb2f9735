from collections.abc import Callable, Sequence

import pytest

from qa.retrieval import HybridRetriever, Retrieved, deepened
from qa.types import Scope
from tests.support import Workshop

Retrieve = Callable[..., Retrieved]
SINGERS = {
    "a": "Humpback whales sing long songs in the ocean.",
    "b": "The parliament passed the budget on Friday.",
    "c": "Large sea mammals make music under water.",
    "d": "Flight QX7731 left Oslo at noon.",
}


@pytest.fixture
def retrieve(workshop: Workshop) -> Retrieve:
    for source, text in SINGERS.items():
        workshop.add(source, text, title="", published="2021-03-17" if source == "c" else None)
    retriever, embedder = HybridRetriever(workshop.pipeline.stores), workshop.pipeline.embedder
    return lambda question, limit, scope=None: retriever.retrieve(question, embedder.embed_question(question), limit, scope)


def sources(retrieve: Retrieve, question: str, limit: int = 4, scope: Scope | None = None) -> list[str]:
    return [passage.source for passage in retrieve(question, limit, scope).passages]


def test_meaning_and_words_both_count(retrieve: Retrieve) -> None:
    assert sources(retrieve, "Which whales sing?")[:2] == ["a", "c"]


def test_a_rare_word_is_found_though_the_vectors_know_nothing_of_it(retrieve: Retrieve) -> None:
    found = retrieve("QX7731", 1)
    assert found.passages[0].source == "d"
    assert found.chunks[0].lexical == 1.0


def test_ranks_run_from_zero_with_falling_scores_and_never_past_the_limit(retrieve: Retrieve) -> None:
    chunks = retrieve("Which whales sing?", 3).chunks
    assert [chunk.rank for chunk in chunks] == [0, 1, 2]
    assert [chunk.score for chunk in chunks] == sorted((chunk.score for chunk in chunks), reverse=True)


def test_the_score_is_the_mix_that_the_module_names(retrieve: Retrieve) -> None:
    for chunk in retrieve("Which whales sing?", 4).chunks:
        assert chunk.score == pytest.approx(0.3 * chunk.dense + 0.45 * chunk.nearest + 0.25 * chunk.lexical)


def test_a_scope_is_kept_on_both_sides(retrieve: Retrieve) -> None:
    assert sources(retrieve, "Which whales sing?", scope=Scope(sources=("b",))) == ["b"]
    assert sources(retrieve, "Which whales sing?", scope=Scope(since="2021-01-01")) == ["c"]
    assert sources(retrieve, "Which whales sing?", scope=Scope(since="2022-01-01")) == []


def test_a_question_of_function_words_only_still_finds_something(retrieve: Retrieve) -> None:
    assert len(sources(retrieve, "What about it?")) == 4


def test_a_vector_whose_document_is_gone_is_never_returned(retrieve: Retrieve, workshop: Workshop) -> None:
    workshop.library.remove("a")  # and the index never hears of it
    assert "a" not in sources(retrieve, "Which whales sing?")


def test_a_reranker_decides_the_order_and_leaves_the_scores(workshop: Workshop) -> None:
    class LongestFirst:
        def score(self, question: str, texts: Sequence[str]) -> list[float]:
            return [float(len(text)) for text in texts]

    for source, text in SINGERS.items():
        workshop.add(source, text, title="")
    question = "Which whales sing?"
    vector = workshop.pipeline.embedder.embed_question(question)
    found = HybridRetriever(workshop.pipeline.stores, LongestFirst()).retrieve(question, vector, 2)
    longest = sorted(SINGERS.values(), key=len, reverse=True)[:2]
    assert [passage.text for passage in found.passages] == longest
    assert [chunk.rank for chunk in found.chunks] == [0, 1]
    for chunk in found.chunks:
        assert chunk.score == pytest.approx(0.3 * chunk.dense + 0.45 * chunk.nearest + 0.25 * chunk.lexical)


def test_the_first_documents_give_further_chunks_and_no_other_document_does(workshop: Workshop) -> None:
    told = (f"The lighthouse of Skagen has been painted {number} times by its keepers over the years." for number in range(60))
    workshop.add("a", " ".join(told))
    for source, text in SINGERS.items():
        workshop.add(f"other {source}", text)
    retriever = HybridRetriever(workshop.pipeline.stores)
    question = "How often was the lighthouse painted?"
    found = retriever.retrieve(question, workshop.pipeline.embedder.embed_question(question), 1)
    deep = deepened(retriever, found)
    assert [passage.source for passage in found.passages] == ["a"]
    assert [passage.source for passage in deep.passages] == ["a"] * 4  # it, and three more
    assert [chunk.rank for chunk in deep.chunks] == [0, 1, 2, 3]
    assert len({chunk.chunk.id for chunk in deep.chunks}) == 4


def test_where_nothing_was_found_in_the_scope_nothing_is_added_from_outside_it(workshop: Workshop) -> None:
    workshop.add("a", SINGERS["a"], published="2021-03-17")
    retriever = HybridRetriever(workshop.pipeline.stores)
    vector = workshop.pipeline.embedder.embed_question("Which whales sing?")
    found = retriever.retrieve("Which whales sing?", vector, 4, Scope(since="2022-01-01"))
    assert deepened(retriever, found).chunks == ()


def test_what_hands_on_to_another_retriever_is_not_deepened_past_itself(workshop: Workshop) -> None:
    """Its own class says what it offers, not the one that it hands on to."""

    class Two:
        def __init__(self, inner: HybridRetriever) -> None:
            self._inner = inner

        def __getattr__(self, name: str) -> object:
            return getattr(self._inner, name)

        def retrieve(self, *given: object, **named: object) -> Retrieved:
            return self._inner.retrieve(*given, **named).first(1)

    workshop.add("a", " ".join(f"Whale number {number} sings long songs in the cold ocean." for number in range(60)))
    inner, vector = HybridRetriever(workshop.pipeline.stores), workshop.pipeline.embedder.embed_question("whales")
    found = Two(inner).retrieve("whales", vector, 5)
    assert len(deepened(inner, found).chunks) > 1
    assert deepened(Two(inner), found) is found
