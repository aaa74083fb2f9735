from qa.pipeline import Pipeline
from qa.retrieval import WordRetriever
from tests.support import Workshop

QUESTION = "Why was the harbour of Bergen closed?"


def test_of_many_passages_those_are_kept_that_promise_most(workshop: Workshop) -> None:
    workshop.add_all({f"{n}": f"The harbour of Bergen was visited by {n} people in a year of storms." for n in range(30)})
    workshop.add("why", "It was closed because of the storm. The harbour of Bergen is old.")
    asking, answer = workshop.pipeline.trace(QUESTION)
    assert asking.retrieved is not None
    assert len(asking.retrieved.passages) == 14  # top_k, and six beside them
    vector = workshop.pipeline.embedder.embed_question(QUESTION)
    [first] = workshop.pipeline.retriever.retrieve(QUESTION, vector, 1).chunks
    assert first.chunk.id in {each.chunk.id for each in asking.retrieved.chunks}
    assert answer.citations[0].quote == "It was closed because of the storm."


def test_what_a_retriever_chose_that_gives_no_more_than_is_asked_for_is_kept(workshop: Workshop) -> None:
    workshop.add_all({f"{n}": f"The harbour of Bergen was visited by {n} people in a year of storms." for n in range(30)})
    stores = workshop.pipeline.stores
    pipeline = Pipeline(stores, workshop.pipeline.embedder, retriever=WordRetriever(stores))
    asking, _answer = pipeline.trace(QUESTION)
    assert asking.retrieved is not None
    assert len(asking.retrieved.passages) == 8
