"""Copies of one article are one source."""

import pytest

from qa.types import Scope
from qa.types.saved import answer_from_json
from tests.support import Workshop

STORM = (
    "A storm closed the harbour of Bergen on Monday and damaged about 300 boats in it. "
    "“We will open the harbour of Bergen again on Friday,” Mayor Ann Brown said on Tuesday. "
    "The fish market of Bergen stays shut until the harbour opens again."
)


@pytest.fixture
def wire(workshop: Workshop) -> Workshop:
    """One agency text in three papers, one of which sets it in its own way, and a text on another matter."""
    workshop.add("agency.txt", STORM, title="Storm in Bergen", published="2021-03-16")
    workshop.add("herald.txt", STORM, title="Harbour closed", published="2021-03-17")
    local = STORM.replace("“", '"').replace("”", '"').replace("damaged about", "damaged\nabout")
    workshop.add("post.txt", f"Our reporters write.\n\n{local}", title="Boats damaged", published="2021-03-18")
    workshop.add("tram.txt", "The council of Porto voted last month for a new tram line along the river.")
    return workshop


def test_a_sentence_of_several_documents_is_cited_once_with_the_others(wire: Workshop) -> None:
    answer = wire.pipeline.ask("How many boats did the storm in Bergen damage?")
    cited = next(citation for citation in answer.citations if "300 boats" in citation.quote)
    assert sum("300 boats" in " ".join(citation.quote.split()) for citation in answer.citations) == 1
    assert {copy.source for copy in cited.also} | {cited.source} == {"agency.txt", "herald.txt", "post.txt"}
    for copy in cited.also:
        words = wire.library.document(copy.document_id).text[copy.start : copy.end]
        assert " ".join(words.split()) == " ".join(cited.quote.split())
    dates = [copy.published or "" for copy in cited.also]
    assert dates == sorted(dates, reverse=True)


def test_what_somebody_said_stands_once_however_many_papers_print_it(wire: Workshop) -> None:
    answer = wire.pipeline.ask("What did Ann Brown say?")
    assert answer.reader == "statements"
    assert [len(citation.also) for citation in answer.citations] == [2]
    assert answer.citations[0].source == "post.txt"  # the newest


def test_a_list_of_documents_has_all_of_them_and_each_sentence_once(wire: Workshop) -> None:
    answer = wire.pipeline.ask("Which documents mention boats?")
    assert answer.text.startswith("3 of 4 documents mention “boats”.")
    assert "2 of them say it in the very words of another." in answer.text
    assert len(answer.citations) == 1
    assert answer.text.count("in the words of [1]") == 2
    assert all(title in answer.text for title in ("Storm in Bergen", "Harbour closed", "Boats damaged"))


def test_a_summary_leaves_out_documents_that_only_say_the_same(wire: Workshop) -> None:
    answer = wire.pipeline.ask("Summarize", scope=Scope(sources=("agency.txt", "herald.txt")))
    quotes = [citation.quote for citation in answer.citations]
    assert len(quotes) == len(set(quotes))
    assert {citation.source for citation in answer.citations} == {"herald.txt"}
    assert answer.text.startswith("Of each of the 2 chosen documents, without 1 document of the same words:")


def test_only_documents_that_were_asked_of_count_as_others(wire: Workshop) -> None:
    answer = wire.pipeline.ask("How many boats did the storm damage?", scope=Scope(sources=("agency.txt", "herald.txt")))
    assert {len(citation.also) for citation in answer.citations if "300 boats" in citation.quote} == {1}


def test_words_that_stand_in_one_document_alone_have_no_others(wire: Workshop) -> None:
    answer = wire.pipeline.ask("What did the council of Porto vote for?")
    assert answer.citations
    assert [citation.also for citation in answer.citations] == [()] * len(answer.citations)
    assert all("also" not in citation.to_json() for citation in answer.citations)


def test_the_closest_passages_of_a_refusal_are_different_ones(wire: Workshop) -> None:
    answer = wire.pipeline.ask("Who composed the anthem of Bergen's brass band in 1877?")
    passages = [" ".join(citation.quote.replace("”", '"').replace("“", '"').split()) for citation in answer.closest]
    assert answer.status == "abstained"
    assert len(passages) == len(set(passages))


def test_a_saved_answer_keeps_where_else_its_words_stand(wire: Workshop) -> None:
    answer = wire.pipeline.ask("What did Ann Brown say?")
    assert answer_from_json(answer.to_json()).citations == answer.citations
