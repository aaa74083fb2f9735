"""CitedQA as parts for LangChain, used as LangChain's own are."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda
from langchain_core.vectorstores import InMemoryVectorStore

import qa
from qa.pipeline import Pipeline
from qa.settings import Settings
from qa.types import Answer, Piece
from qa.types.errors import LoadError, QuestionError
from tests.support import Workshop, run_async

QUESTION = "When could Biden and Xi meet?"
HARBOUR = "The harbour was closed by Mayor Brown on Monday. It opened again on Friday."


class Loader(BaseLoader):
    """A loader of LangChain's that yields what it is given."""

    def __init__(self, *documents: Document) -> None:
        self._documents = documents

    def lazy_load(self) -> Iterator[Document]:
        yield from self._documents


def test_the_steps_have_names_and_their_order(pipeline: Pipeline) -> None:
    assert [step.name for step in pipeline.runnable.steps] == ["understand", "retrieve", "read", "cite"]
    assert pipeline.runnable.name == "CitedQA"


def test_a_stream_yields_the_pieces_and_then_the_answer_that_invoke_returns(pipeline: Pipeline) -> None:
    *pieces, answer = pipeline.runnable.stream("How much of the world's emissions does China contribute?")
    assert isinstance(answer, Answer)
    assert {type(piece) for piece in pieces} == {Piece}
    assert "".join(piece.text for piece in pieces) == answer.text
    assert pipeline.runnable.invoke(answer.question).text == answer.text


def test_the_steps_can_be_taken_apart_and_put_together_with_one_of_ones_own(pipeline: Pipeline) -> None:
    understand, retrieve, read, cite = pipeline.runnable.steps
    seen: list[str] = []

    def look(asking: Any) -> Any:
        seen.extend(passage.source for passage in asking.retrieved.passages)
        return asking

    answer = (understand | retrieve | RunnableLambda(look) | read | cite).invoke(QUESTION)
    assert answer.text == pipeline.ask(QUESTION).text
    assert seen


def test_what_needs_no_reading_passes_through_all_steps(pipeline: Pipeline) -> None:
    assert pipeline.runnable.invoke("What did Porter say?").reader == "statements"


def test_events_tell_of_each_step_by_its_name(pipeline: Pipeline) -> None:
    async def events() -> list[Any]:
        return [event async for event in pipeline.runnable.astream_events(QUESTION, version="v2")]

    told = run_async(events())
    started = [event["name"] for event in told if event["event"] == "on_chain_start"]
    assert started == ["CitedQA", "understand", "retrieve", "read", "cite"]
    assert any(isinstance(event["data"]["chunk"], Piece) for event in told if event["event"] == "on_chain_stream")


def test_it_can_be_asked_without_blocking_an_event_loop(pipeline: Pipeline) -> None:
    async def ask() -> tuple[Answer, list[Any]]:
        return await pipeline.runnable.ainvoke(QUESTION), [piece async for piece in pipeline.runnable.astream(QUESTION)]

    answer, pieces = run_async(ask())
    assert answer.text == pieces[-1].text == pipeline.ask(QUESTION).text


def test_retrieved_documents_say_where_they_stand_and_who_speaks_in_them(pipeline: Pipeline) -> None:
    found = qa.CitedRetriever(pipeline=pipeline, k=4).invoke("What did Porter say about China?")
    assert len(found) == 4
    for each in found:
        stored = pipeline.stores.library.document(each.metadata["document_id"])
        assert stored.text[each.metadata["start"] : each.metadata["end"]] == each.page_content
        assert (stored.source, stored.title) == (each.metadata["source"], each.metadata["title"])
        assert each.metadata.keys() >= {"published", "speaker"}


def test_a_passage_has_a_speaker_where_one_person_alone_speaks_in_it(workshop: Workshop) -> None:
    workshop.add("a", "“The harbour is closed,” said Mayor Jane Brown on Monday.", published="2021-03-17")
    workshop.add("b", "The harbour was dug in 1880.")
    found = qa.CitedRetriever(pipeline=workshop.pipeline).invoke("What of the harbour?")
    assert {each.metadata["source"]: each.metadata["speaker"] for each in found} == {"a": "Jane Brown", "b": None}
    assert found[0].metadata["published"] in ("2021-03-17", None)


def test_the_embedder_serves_other_vector_stores(pipeline: Pipeline) -> None:
    store = InMemoryVectorStore(qa.CitedEmbeddings(pipeline.embedder))
    store.add_texts(["Humpback whales sing long songs.", "The parliament passed the budget."])
    assert store.similarity_search("Which animals make music?", k=1)[0].page_content.startswith("Humpback")


def test_the_library_is_a_vector_store(workshop: Workshop) -> None:
    store = qa.CitedVectorStore(workshop.pipeline)
    whale, budget = store.add_texts(["Humpback whales sing long songs.", "The parliament passed the budget."], ids=["w", "b"])
    (first, score), (second, less) = store.similarity_search_with_score("Which animals make music?", k=2)
    assert (first.metadata["source"], second.metadata["source"]) == ("w", "b")
    assert score > less
    assert store.get_by_ids([first.id or ""]) == [first.model_copy(update={"metadata": {**first.metadata, "score": 1.0}})]
    assert store.as_retriever(search_kwargs={"k": 1}).invoke("budget")[0].metadata["document_id"] == budget
    assert store.similarity_search_by_vector(store.embeddings.embed_query("singing"), k=1)[0].metadata["source"] == "w"
    assert (
        store.as_retriever(search_type="mmr", search_kwargs={"k": 2, "fetch_k": 9}).invoke("song")[0].metadata["source"] == "w"
    )
    assert store.similarity_search("budget", filter={"source": ["w", "x"], "document_id": whale})[0].metadata["source"] == "w"
    for document_id in (whale, "w"):
        (whole,) = store.get_by_ids([document_id, "nothing"])
        assert (whole.id, whole.page_content) == (whale, "Humpback whales sing long songs.")
    assert store.delete([whale]) is True
    assert store.delete([whale]) is False
    assert [each.metadata["source"] for each in store.similarity_search("whales", k=5)] == ["b"]
    assert store.delete([budget, "b", store.similarity_search("budget")[0].id or ""]) is True  # one document, named three times
    assert store.similarity_search("budget") == []


@pytest.mark.parametrize("named", ["w", ["w"], iter(["w"])])
def test_documents_are_deleted_however_they_are_named(workshop: Workshop, named: Any) -> None:
    workshop.add("w", "Humpback whales sing long songs.")
    assert qa.CitedVectorStore(workshop.pipeline).delete(named) is True
    assert workshop.library.document_count == 0


def test_more_chunks_than_there_are_can_be_asked_for(workshop: Workshop) -> None:
    workshop.add("w", "Humpback whales sing long songs.")
    before = workshop.library.vectors.state()
    assert len(qa.CitedVectorStore(workshop.pipeline).similarity_search("whales", k=10**12)) == 1
    assert workshop.library.vectors.state() == before  # the index isn't taken for broken


def test_a_number_of_chunks_may_be_numpys_but_is_no_yes(workshop: Workshop) -> None:
    workshop.add("w", "Humpback whales sing long songs.")
    store = qa.CitedVectorStore(workshop.pipeline)
    assert len(store.similarity_search("whales", k=np.int64(1))) == 1
    with pytest.raises(QuestionError, match="k is a bool"):
        store.similarity_search("whales", k=True)


def test_what_would_silently_limit_nothing_is_refused_by_name(workshop: Workshop) -> None:
    store = qa.CitedVectorStore(workshop.pipeline)
    for wrong, said in (
        ({"filtr": {"source": "w"}}, "filtr"),
        ({"filter": {"speaker": "Ann"}}, "speaker"),
        ({"filter": {"source": {"$ne": "w"}}}, "operators"),
        ({"filter": "w"}, "filter is a str"),
        ({"k": 0}, "k is 0"),
        ({"k": 2.5}, "k is a float"),
    ):
        with pytest.raises(QuestionError, match=said):
            store.similarity_search("whales", **wrong)
    with pytest.raises(QuestionError, match="no ids"):
        store.delete()
    with pytest.raises(QuestionError, match="the vector has 2 numbers, this library's have 384"):
        store.similarity_search_by_vector([0.1, 0.2])
    for field in ({"colections": ["nope"]}, {"collections": []}, {"k": -3}):
        with pytest.raises(ValueError, match=next(iter(field))):
            qa.CitedRetriever(pipeline=workshop.pipeline, **field)


def test_a_vector_store_says_which_document_it_can_not_take_and_takes_none(workshop: Workshop) -> None:
    store = qa.CitedVectorStore(workshop.pipeline)
    for wrong, said in ((" ", "is empty"), ("A seal.", "and so is that of document 1")):
        given = ["A whale.", "A walrus.", wrong]
        with pytest.raises(LoadError, match=said):
            store.add_texts(given, [{"source": each} for each in ("a", "b", "a")] if wrong.strip() else None)
    for unlike in ({"metadatas": [{}]}, {"ids": ["a", "b", "c"]}):
        with pytest.raises(LoadError, match=f"2 texts were given and . {next(iter(unlike))}"):
            store.add_texts(["A whale.", "A walrus."], **unlike)
    assert workshop.library.document_count == 0


def test_an_id_given_with_a_document_is_its_source_where_it_names_none(workshop: Workshop) -> None:
    store = qa.CitedVectorStore(workshop.pipeline)
    added = store.add_documents(
        [Document("A whale sings."), Document("A seal barks.", metadata={"source": "s"})], ids=["w", "x"]
    )
    assert [workshop.library.document(name).id for name in ("w", "s")] == added
    assert store.delete(["w"])
    assert store.add_documents([Document("A walrus.", id="o")], ids=[None]) == [workshop.library.document("o").id]
    with pytest.raises(LoadError, match="1 texts were given and 2 ids"):
        store.add_documents([Document("A walrus.")], ids=["a", "b"])


def test_what_a_document_loader_yields_is_added(workshop: Workshop) -> None:
    metadata = {
        "source": "https://example.com/a",
        "Title": "A harbour",
        "Published": datetime(2021, 3, 17),
        "Authors": ["A", "B"],
    }
    summary = workshop.pipeline.add(Loader(Document(page_content=HARBOUR, metadata=metadata)).lazy_load())
    assert str(summary) == "added 1, updated 0, unchanged 0, failed 0"
    stored = workshop.library.document("https://example.com/a")
    assert (stored.title, stored.published, stored.author, stored.url) == ("A harbour", "2021-03-17", "A, B", stored.source)
    assert workshop.pipeline.add(Loader(Document(page_content=HARBOUR, metadata=metadata)).lazy_load()).unchanged == 1


def test_a_document_whose_source_is_no_text_is_named_and_the_others_are_added(workshop: Workshop) -> None:
    given = [Document(page_content=f"{HARBOUR} {name!r}", metadata={"source": name}) for name in ("a", "caf\udce9", "b")]
    titled = Document(page_content="A seal.", metadata={"source": "c", "title": "T\udce9"})
    summary = workshop.pipeline.add([*given, titled])
    assert str(summary) == "added 2, updated 0, unchanged 0, failed 2"
    assert {each.source for each in workshop.library.documents()} == {"a", "b"}


def test_a_text_without_metadata_has_the_date_that_it_tells_and_is_called_as_it_begins(workshop: Workshop) -> None:
    text = "Minutes of the harbour board\n\n12 March 2026\n\nThe board met on Thursday."
    given = {"desk/1": text, "desk/2": HARBOUR, "docs/harbour_notes.txt": HARBOUR}
    workshop.pipeline.add(Document(page_content=page, metadata={"source": source}) for source, page in given.items())
    stored = [workshop.library.document(source) for source in given]
    assert [(each.title, each.published) for each in stored] == [
        ("Minutes of the harbour board", "2026-03-12"),
        ("The harbour was closed by Mayor Brown on…", None),
        ("harbour notes", None),
    ]


def test_the_pages_that_a_loader_yields_of_one_file_become_one_document_with_pages(workshop: Workshop) -> None:
    pages = [Document(page_content=f"Page {n} is here.", metadata={"source": "a.pdf", "page": n}) for n in range(2)]
    assert workshop.pipeline.add(pages).added == 1
    assert workshop.library.document("a.pdf").text == "Page 0 is here.\fPage 1 is here."


def test_a_document_without_a_source_or_a_text_is_a_failure_that_says_so(workshop: Workshop) -> None:
    given: list[Any] = [
        Document(page_content="x"),
        Document(page_content=" ", metadata={"source": "b"}),
        Document(page_content="C.", id="c"),
        "D.",
    ]
    summary = workshop.pipeline.add(given)
    assert summary.added == 1
    assert [failure.cause for failure in summary.failures] == [
        'document 1: has no "source" in its metadata and no id; give it one, which names it in citations',
        "b: is empty; leave it out",
        "document 4: is no document but a value of the type str; give it a page_content, and metadata with a source",
    ]


def test_documents_are_added_to_the_library_of_the_settings_in_one_call(data_dir: Path) -> None:
    settings = Settings(data_dir=data_dir)
    assert qa.add([Document(page_content=HARBOUR, metadata={"source": "a"})], settings).added == 1
    with qa.Stores(settings) as stores:
        assert stores.library.document("a").text == HARBOUR


def test_a_chat_model_of_langchain_writes_the_answers(pipeline: Pipeline) -> None:
    said = "China contributes about 30% of the world’s emissions."
    writer = qa.Writer.of(GenericFakeChatModel(messages=iter([AIMessage(said)])), pipeline.embedder)
    own = Pipeline(pipeline.stores, pipeline.embedder, writer=writer)
    asked = "How much of the world's emissions does China contribute?"
    answer = own.ask(asked)
    assert answer.reader == "langchain:GenericFakeChatModel"
    words = pipeline.ask(asked).hedge  # as sure as the reader is of that sentence, the model is, too
    assert answer.text == (f"{words}\n\n{said} [1]" if words else f"{said} [1]")


def test_a_loaders_text_without_a_date_has_the_one_that_its_first_lines_tell(workshop: Workshop) -> None:
    text = f"The harbour\n\n12 March 2021\n\n{HARBOUR}"
    workshop.pipeline.add(
        [Document(text, metadata={"source": "a"}), Document(text, metadata={"source": "b", "date": "2022-01-02"})]
    )
    assert sorted(each.published or "" for each in workshop.library.documents()) == ["2021-03-12", "2022-01-02"]
