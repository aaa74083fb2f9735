import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa.pipeline import Pipeline
from qa.service.export import to_json
from qa.store.sql import Library
from qa.types import Answer, Claim, Document, Span, Statement
from qa.types.errors import SavedError
from qa.verification.saved_answers import verify
from tests.answers import WHALES, abstaining, add_document, answering


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def document(library: Library) -> Document:
    return add_document(library)


@pytest.fixture
def answer(document: Document) -> Answer:
    return answering("When did it sing?", document, "The old whale sang on Monday.", "Café owners complained [3].")


def saved(answer: Answer) -> Any:
    return json.loads(json.dumps(answer.to_json()))


def exported(library: Library, *answers: Answer) -> Any:
    talk = library.conversations.start("ann")
    for answer in answers:
        library.conversations.append(talk.id, "ann", answer)
    kept = library.conversations
    return json.loads(json.dumps(to_json(kept.get(talk.id, "ann"), kept.exchanges(talk.id, "ann"), library)))


def strangers(word: str, others: Sequence[str]) -> list[float]:
    """No word means the same as another."""
    return [0.0] * len(others)


def failures(raw: Any, library: Library) -> list[str]:
    return list(verify(raw, library, strangers).failures)


def test_an_answer_whose_sources_stand_as_they_did_holds(library: Library, answer: Answer) -> None:
    result = verify(saved(answer), library, strangers)
    assert (result.answers, result.citations, result.claims, result.failures) == (1, 2, 2, ())


@pytest.mark.parametrize(
    "question",
    ["What did Porter say?", "How many warheads does North Korea have?", "Where could Biden and Xi meet?", "Who is the king?"],
)
def test_what_the_program_answers_holds(pipeline: Pipeline, question: str) -> None:
    result = verify(saved(pipeline.ask(question)), pipeline.stores.library, strangers)
    assert (result.answers, result.failures) == (1, ())
    assert result.citations > 0


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which documents mention Porter?", "1 of 1 document mentions “Porter”."),
        ("How many documents are there?", "There is 1 document."),
        ("Who is quoted most often?", "Counted: their own words in quotation marks, forms of one name together."),
    ],
)
def test_what_an_answer_counts_fails_nothing_and_is_told_as_unchecked(pipeline: Pipeline, question: str, told: str) -> None:
    raw = saved(pipeline.ask(question))
    result = verify(raw, pipeline.stores.library, strangers)
    assert (result.failures, told in result.unchecked) == ((), True)
    raw["text"] += "\n\nAnd it flew."
    assert verify(raw, pipeline.stores.library, strangers).unchecked == (*result.unchecked, "And it flew.")


def test_a_sentence_added_to_one_of_several_questions_is_found_and_what_another_counts_is_told_as_unchecked(
    pipeline: Pipeline,
) -> None:
    asked = "How many warheads does North Korea have, and which documents mention Porter?"
    raw = saved(pipeline.ask(asked))
    result = verify(raw, pipeline.stores.library, strangers)
    assert raw["reader"] == "parts"
    assert (result.failures, "1 of 1 document mentions “Porter”." in result.unchecked) == ((), True)
    first, second = raw["text"].index("\n\n###"), len(raw["text"])
    raw["text"] = raw["text"][:second] + " It mentions Lee."
    assert failures(raw, pipeline.stores.library) == []
    quoted = {**raw, "text": raw["text"][:first] + " Or 99." + raw["text"][first:]}
    quoted["claims"] = [moved(each, first, len(" Or 99.")) for each in raw["claims"]]
    quoted["items"] = [moved(each, first, len(" Or 99.")) for each in raw["items"]]
    assert failures(quoted, pipeline.stores.library) == ["“Or 99.” is in the text, but is no claim of it"]


def moved(span: dict[str, Any], at: int, by: int) -> dict[str, Any]:
    """A span, as JSON, behind words that were put in."""
    return {**span, "start": span["start"] + by * (span["start"] >= at), "end": span["end"] + by * (span["end"] > at)}


def test_another_name_put_before_what_somebody_said_is_found(pipeline: Pipeline) -> None:
    raw = saved(pipeline.ask("What did Porter say?"))
    raw["text"] = raw["text"].replace("**Jalina Porter**", "**Marina Porter**")  # of the same length, so that offsets stay
    found = failures(raw, pipeline.stores.library)
    assert len(found) == len(raw["claims"])
    assert all(failure.endswith("its citation isn't of Marina Porter") for failure in found)


def test_an_answer_of_the_api_and_an_exported_conversation_are_checked_too(
    library: Library, document: Document, answer: Answer
) -> None:
    abstention = abstaining("Why?", document, "The old whale sang on Monday.")
    assert verify({"answer": saved(answer), "number": 1}, library, strangers).failures == ()
    result = verify(exported(library, answer, abstention), library, strangers)
    assert (result.answers, result.citations, result.claims, result.failures) == (2, 3, 2, ())


def test_a_removed_document_is_named(library: Library, answer: Answer, document: Document) -> None:
    raw = exported(library, answer)
    library.remove(document.id)
    missing = f"document {document.id} (whales.txt) isn't in the library any more"
    assert failures(raw, library) == [f"exchange 1, citation [{marker}]: {missing}" for marker in (1, 2)]
    assert failures(saved(answer), library) == [f"citation [{marker}]: {missing}" for marker in (1, 2)]


def test_a_changed_document_is_noticed_though_the_quote_still_stands(library: Library, answer: Answer) -> None:
    raw = exported(library, answer)
    add_document(library, text=WHALES + " Later that was denied.")
    assert failures(saved(answer), library) == []  # an answer by itself doesn't know the hash
    first, _second = failures(raw, library)
    assert first.startswith("exchange 1, citation [1]: whales.txt has changed since: its SHA-256 was ")


def test_a_quote_that_stands_there_no_more_is_named(library: Library, answer: Answer) -> None:
    add_document(library, text=WHALES.replace("Monday", "Sunday"))
    assert failures(saved(answer), library) == [
        "citation [1]: characters 0-29 of whales.txt aren't “The old whale sang on Monday.”"
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"quote": "The old whale sang on Sunday."}, "characters 0-29 of whales.txt aren't “The old whale sang on Sunday.”"),
        ({"start": 1, "end": 30}, "characters 1-30 of whales.txt aren't"),
        ({"start": 9000, "end": 9029}, "characters 9000-9029 of whales.txt aren't"),
        ({"document_id": "whales.txt"}, "document whales.txt"),
        ({"title": "Truth"}, "its title is given as 'Truth', in the library it is 'Whales'"),
        ({"source": "https://news.example"}, "its source is given as"),
        ({"published": None}, "its published is given as None, in the library it is '2021-03-17'"),
        ({"speaker": "Porter"}, "the library doesn't know that Porter said it"),
        ({"page": 2}, "it is given on page 2, in the library it is on none"),
        ({"verdict": "partly"}, "it is given as partly, its claims are verbatim"),
    ],
)
def test_whatever_is_altered_in_a_citation_is_found(
    library: Library, answer: Answer, change: dict[str, Any], says: str
) -> None:
    raw = saved(answer)
    raw["citations"][0] |= change
    (failure,) = failures(raw, library)
    assert failure.startswith(f"citation [1]: {says}")


def test_a_speaker_is_one_of_that_statement_in_the_library(library: Library) -> None:
    text = "Porter said the harbour was closed. Lee said no."
    document = Document.create(source="said.txt", title="Said", text=text)
    said = [
        Statement(12, 34, document.id, "indirect", "Porter", None, None, None, Span(0, 35)),
        Statement(45, 47, document.id, "indirect", "Lee", None, None, None, Span(36, 48)),
    ]
    library.put(document, [], said)
    answer = answering("Who?", document, "Porter said the harbour was closed.")
    for speaker, holds in (("Porter", True), ("Lee", False)):
        citations = (replace(answer.citations[0], speaker=speaker),)
        assert (failures(saved(replace(answer, citations=citations)), library) == []) is holds


def test_a_speaker_may_be_named_as_the_library_knows_them_by_another_name(library: Library) -> None:
    document = Document.create(source="said.txt", title="Said", text="Ann Lee said it rained. Lee said it was late.")
    said = [
        Statement(13, 22, document.id, "indirect", "Ann Lee", None, None, None, Span(0, 23)),
        Statement(33, 44, document.id, "indirect", "Lee", None, None, None, Span(24, 45)),
    ]
    library.put(document, [], said)
    answer = answering("Who?", document, "Lee said it was late.")
    raw = saved(replace(answer, citations=(replace(answer.citations[0], speaker="Ann Lee"),)))
    library.speakers.settle({("Lee", document.id): "another"}, {"Lee"}, 1 << 40)
    assert failures(raw, library) == ["citation [1]: the library doesn't know that Ann Lee said it"]
    library.speakers.settle({("Lee", document.id): "ann", ("Ann Lee", document.id): "ann"}, {"Lee", "Ann Lee"}, 1 << 40)
    assert failures(raw, library) == []


def test_an_answer_without_a_citation_does_not_hold(library: Library, answer: Answer) -> None:
    raw = saved(answer)
    raw |= {"citations": [], "claims": []}
    assert failures(raw, library) == ["it is answered without a citation"]


def test_a_marker_to_nothing_is_found_and_a_number_in_a_quote_is_none(library: Library, answer: Answer) -> None:
    raw = saved(answer)
    raw["text"] += " [7]"
    assert failures(raw, library) == ["marker [7] in the text points at no citation"]


def test_what_was_added_to_the_text_is_found_and_headings_and_introductions_are_not(library: Library, answer: Answer) -> None:
    raw = saved(answer)
    for harmless in ("\n\n### Ann Lee, minister", "\n\n*Whales* (whales.txt)", "\n\nWhat was said:", "\n\n1. "):
        raw["text"] += harmless
    assert failures(raw, library) == []
    raw["text"] += "\n\nAnd it flew. [1]"
    assert failures(raw, library) == ["“And it flew.” is in the text, but is no claim of it"]


def test_a_claim_that_is_not_what_its_source_says_any_more_has_another_verdict(library: Library, answer: Answer) -> None:
    raw = saved(answer)
    raw["claims"][0]["verdict"] = "partly"
    assert failures(raw, library) == ["claim “The old whale sang on Monday.”: saved as partly, found verbatim"]


def test_a_stored_text_that_was_tampered_with_is_found(library: Library, answer: Answer) -> None:
    with closing(sqlite3.connect(library.path)) as connection, connection:
        connection.execute("UPDATE documents SET text = text || '!'")
    assert "isn't the one that was ingested" in failures(saved(answer), library)[0]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ([], "object"),
        ({}, "question is missing"),
        ({"exchanges": []}, "no exchanges"),
        ({"exchanges": {}}, "no exchanges"),
        ({"exchanges": [3]}, "exchange 1, a saved answer is an object"),
        ({"answer": {"question": "Q"}}, "standalone_question is missing"),
    ],
)
def test_what_is_neither_an_answer_nor_a_conversation_is_refused_in_one_line(library: Library, raw: Any, says: str) -> None:
    with pytest.raises(SavedError, match=says) as caught:
        verify(raw, library, strangers)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("documents", [[], {"d": {}}, {"d": 3}, None])
def test_a_damaged_list_of_hashes_is_refused(library: Library, answer: Answer, documents: Any) -> None:
    raw = exported(library, answer)
    raw["exchanges"][0]["documents"] = documents
    with pytest.raises(SavedError, match="SHA-256"):
        verify(raw, library, strangers)


def test_a_hash_that_was_taken_out_is_missed(library: Library, answer: Answer) -> None:
    raw = exported(library, answer)
    raw["exchanges"][0]["documents"] = {}
    assert failures(raw, library) == [
        f"exchange 1, citation [{marker}]: the file has no SHA-256 of whales.txt" for marker in (1, 2)
    ]


def test_the_same_answer_is_no_better_than_its_claims(library: Library, answer: Answer) -> None:
    made_up = replace(answer, text="It flew. [1]", claims=(Claim(0, 8, "verbatim", (1,)),))
    assert failures(saved(made_up), library) == ["claim “It flew.”: saved as verbatim, found unsupported"]
