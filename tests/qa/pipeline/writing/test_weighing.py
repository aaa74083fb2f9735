"""Which of two answers is shown, and how sure it is."""

from dataclasses import replace

import pytest

from qa.pipeline.refusals import unsure
from qa.pipeline.writing.writer import weighed
from qa.types import ABSTAINED, LIKELY, PERHAPS, Answer, Confidence, Document, Verdict
from tests.answers import WHALES, abstaining, answering

FIRST, OTHER = "The old whale sang on Monday.", "Porter said the harbour was closed."
QUESTION = "When did the whale sing?"


DOCUMENT = Document.create(source="whales.txt", title="Whales", text=WHALES, published="2021-03-17")
EXTRACTIVE = answering(QUESTION, DOCUMENT, FIRST)


def written(*quotes: str, verdict: Verdict = "supported") -> Answer:
    answer = answering(QUESTION, DOCUMENT, *quotes)
    claims = tuple(replace(each, verdict=verdict) for each in answer.claims)
    return replace(answer, reader="openai:m", claims=claims)


@pytest.mark.parametrize(
    ("quote", "is_unsure", "confidence"),
    [(FIRST, False, "sure"), (FIRST, True, "perhaps"), (OTHER, True, "perhaps")],
)
def test_a_models_answer_is_sure_only_where_the_readers_is_and_rests_on_the_same_sentence(
    quote: str, is_unsure: bool, confidence: Confidence
) -> None:
    shown = weighed(written(quote), replace(EXTRACTIVE, unsure=is_unsure), "m")
    assert (shown.reader, shown.confidence) == ("openai:m", confidence)
    assert [claim.of(shown.text) for claim in shown.claims] == [quote]


def test_a_models_answer_is_as_likely_as_the_readers() -> None:
    for words in (LIKELY, PERHAPS):
        assert weighed(written(FIRST), unsure(EXTRACTIVE, words), "m").hedge == words


def test_where_the_reader_is_sure_of_another_sentence_its_answer_stays() -> None:
    assert weighed(written(OTHER), EXTRACTIVE, "m").reader == "extractive"
    assert weighed(written(OTHER, FIRST), EXTRACTIVE, "m").reader == "extractive"
    assert weighed(written(FIRST, OTHER), EXTRACTIVE, "m").confidence == "sure"


def test_a_models_answer_is_shown_as_unsure_where_the_reader_found_none() -> None:
    nothing = abstaining(QUESTION, DOCUMENT, FIRST)
    assert weighed(written(FIRST), nothing, "m").confidence == "perhaps"


def test_what_is_only_partly_supported_gives_way_to_the_readers_answer() -> None:
    shown = weighed(written(OTHER, verdict="partly"), EXTRACTIVE, "m")
    assert (shown.reader, shown.confidence) == ("extractive", "sure")
    assert shown.notice == "what m wrote is only partly supported by the documents; this is the extractive answer."


def test_a_model_that_finds_nothing_makes_the_readers_answer_unsure() -> None:
    silent = replace(EXTRACTIVE, status="abstained", reader="openai:m", text=ABSTAINED, citations=(), claims=())
    assert weighed(silent, EXTRACTIVE, "m").confidence == "perhaps"
    assert weighed(silent, unsure(EXTRACTIVE, LIKELY), "m").hedge == PERHAPS
    assert weighed(silent, replace(silent, reader="extractive"), "m").reader == "openai:m"
