from math import log

import pytest

from qa.english.words import content_words, stem, stems
from qa.reading import EvidenceReader, Reading
from qa.reading.features import QuestionFeatures
from qa.retrieval import HybridRetriever
from tests.support import Workshop

STORM = (
    "The harbour was closed on Monday because of the storm. Mayor Ann Brown thanked the rescue crews. "
    "About 300 boats were damaged. The fish market stays shut until Friday."
)


def reading_of(workshop: Workshop, question: str) -> Reading:
    vector = workshop.pipeline.embedder.embed_question(question)
    return EvidenceReader(workshop.library, 8).read(HybridRetriever(workshop.pipeline.stores).retrieve(question, vector, 8))


def read(workshop: Workshop, question: str) -> list[str]:
    reading = reading_of(workshop, question)
    assert 0.0 <= reading.answerable <= 1.0
    return [evidence.candidate.passage.words(evidence.candidate.sentence) for evidence in reading.ranked]


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("Why was the harbour closed?", "The harbour was closed on Monday because of the storm."),
        ("Who thanked the crews?", "Mayor Ann Brown thanked the rescue crews."),
        ("How many boats were damaged?", "About 300 boats were damaged."),
        ("When does the fish market open again?", "The fish market stays shut until Friday."),
    ],
)
def test_the_sentence_that_answers_is_ranked_first(workshop: Workshop, question: str, evidence: str) -> None:
    workshop.add("a", STORM)
    assert read(workshop, question)[0] == evidence


SCHOOL = (
    "New school opens in Nordness\n\n{}\n\nNordness school opened its doors after two years of building. "
    "Headteacher Per Aas welcomed 300 pupils.\n\nThe old school burnt down in a fire."
)


@pytest.mark.parametrize("line", ["Date: 12 March 2026", "By Ann Lee, 12 March 2026", "12 March 2026"])
def test_the_line_that_dates_an_article_is_no_evidence_for_when_something_happened(workshop: Workshop, line: str) -> None:
    workshop.add("school", SCHOOL.format(line), "New school opens in Nordness", "2026-03-12")
    assert line not in read(workshop, "When did the school open?")
    assert line in read(workshop, "What is the date of this article?")


def test_the_date_of_a_meeting_is_evidence_for_when_it_was(workshop: Workshop) -> None:
    head = "Date: 11 March 2025, 7.00 pm\nPlace: the old mill\nPresent: Ann Lee, Bo Roe"
    workshop.add("minutes", f"Harbour board\n\n{head}\n\nThe board spoke of the pier.", "Harbour board", "2025-03-11")
    assert "Date: 11 March 2025, 7.00 pm" in read(workshop, "When did the harbour board meet?")


def test_every_sentence_read_is_ranked_once_and_the_scores_sum_to_one(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    reading = reading_of(workshop, "Which boats?")
    assert sorted(read(workshop, "Which boats?")) == sorted(STORM.replace(". ", ".\n").split("\n"))
    assert sum(evidence.score for evidence in reading.ranked) == pytest.approx(1.0)
    assert [e.score for e in reading.ranked] == sorted((e.score for e in reading.ranked), reverse=True)


def test_nothing_to_read_is_not_answerable(workshop: Workshop) -> None:
    reading = reading_of(workshop, "Which boats?")
    assert (reading.ranked, reading.answerable, reading.quotable(3)) == ((), 0.0, ())


def test_a_name_that_stands_nowhere_makes_an_answer_less_likely(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    known, unknown = (
        "How many boats were damaged in the harbour of Brown?",
        "How many boats were damaged in the harbour of Genoa?",
    )
    assert reading_of(workshop, known).answerable > 2 * reading_of(workshop, unknown).answerable


def test_a_rare_word_of_the_question_weighs_more_than_a_common_one() -> None:
    asked = QuestionFeatures.of("Which whales sing?", {stem("whales"): 1, stem("sing"): 99}, chunk_count=100)
    # (100 + 200) / (1 + 1) = 150 and 300 / (99 + 1) = 3
    assert asked.weights.share(stems("Whales swim")) == pytest.approx(log(150) / (log(150) + log(3)))
    assert asked.weights.share(stems("Nothing here")) == 0.0


def test_a_question_without_content_words_covers_nothing_and_misses_no_name() -> None:
    asked = QuestionFeatures.of("What about it?", {}, 0)
    assert (asked.weights.share(stems("anything")), asked.names_missing(stems("anything"))) == (0.0, 0.0)


def test_content_words_are_kept_in_order_without_repeats_of_a_stem() -> None:
    assert content_words("What do whales say about the other whale's songs?") == ["whales", "songs"]


def test_passages_stand_in_the_order_of_their_best_sentence_and_unread_ones_behind(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    workshop.add("b", "The harbour of Genoa has a lighthouse. It is old.")
    workshop.add("c", "Nobody went to the fish market on Sunday.")
    question = "How many boats were damaged?"
    vector = workshop.pipeline.embedder.embed_question(question)
    retrieved = HybridRetriever(workshop.pipeline.stores).retrieve(question, vector, 8)
    reading = EvidenceReader(workshop.library, 8).read(retrieved.first(2))
    ordered = reading.reordered(retrieved)
    assert ordered.passages[0] is reading.ranked[0].candidate.passage
    assert ordered.passages[2:] == retrieved.passages[2:]
    assert [chunk.rank for chunk in ordered.chunks] == [0, 1, 2]
    assert [chunk.chunk for chunk in ordered.chunks] == [passage.chunk for passage in ordered.passages]


def test_who_wrote_a_text_answers_nothing_but_that(workshop: Workshop) -> None:
    workshop.add("a", f"By Mara Quist\n\n{STORM}")
    assert "By Mara Quist" not in read(workshop, "Who found the boats in the harbour?")
    assert "By Mara Quist" in read(workshop, "Who wrote on the boats in the harbour?")
