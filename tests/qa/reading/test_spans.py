from math import e, log
from pathlib import Path

import numpy as np
import pytest

from qa.reading import spans
from qa.reading.spans import ReadPassage, SentenceScore, SpanReader
from qa.types import Span
from tests.support import Workshop, assert_damage_is_named, packed_size

# Ten tokens of three characters, a blank between them: token n stands at 4n … 4n + 3.
OFFSETS = np.array([(4 * n, 4 * n + 3) for n in range(10)])


def read_passage(start: dict[int, float], end: dict[int, float], null: float = 0.0) -> ReadPassage:
    logits = np.zeros((2, 10), dtype=np.float32)
    for side, given in enumerate((start, end)):
        for token, value in given.items():
            logits[side, token] = value
    return ReadPassage(OFFSETS, logits[0], logits[1], np.zeros(10, dtype=np.float32), null, 0.0)


def _found(read: ReadPassage, stretch: Span) -> tuple[Span, float, float]:
    found = read.best_within(stretch)
    assert found is not None
    return found.span, found.logit, found.odds


def test_the_best_answer_is_the_best_sum_of_a_start_and_an_end_and_its_odds_are_over_the_null_answer() -> None:
    read = read_passage({2: 3.0, 5: 1.0}, {4: 2.0}, null=1.5)
    # 3 + 2 = 5, from token 2 (at 8) to the end of token 4 (at 19); 5 − 1.5 = 3.5.
    assert _found(read, Span(0, 39)) == (Span(8, 19), 5.0, 3.5)


def test_an_answer_never_ends_before_it_starts() -> None:
    read = read_passage({6: 3.0, 1: 2.0}, {4: 3.0})
    # 3 + 3 would end before it starts; of the others, 2 + 3 from token 1 to token 4 is the best.
    assert _found(read, Span(0, 39)) == (Span(4, 19), 5.0, 5.0)


def test_an_answer_stays_inside_the_sentence_asked_about() -> None:
    read = read_passage({0: 9.0, 6: 1.0}, {1: 9.0, 7: 1.0})
    assert _found(read, Span(20, 39)) == (Span(24, 31), 2.0, 2.0)


def test_an_answer_is_as_clear_as_it_and_what_overlaps_it_are_likelier_than_all_else() -> None:
    read = read_passage({0: 2.0, 2: 1.0}, {0: 2.0, 2: 1.0})
    found = read.best_within(Span(0, 11))
    # Three tokens, six spans: 0–0 e⁴, 0–1 e², 0–2 e³, 1–1 e⁰, 1–2 e¹, 2–2 e². The first three overlap the best.
    assert found is not None
    assert found.clear == pytest.approx(log((e**4 + e**2 + e**3) / (1 + e + e**2)))


def test_an_answer_that_is_the_whole_stretch_is_clear() -> None:
    found = read_passage({0: 2.0}, {0: 2.0}).best_within(Span(0, 3))
    # Nothing else is there: 1 over the least that counts, 10⁻⁶.
    assert found is not None
    assert found.clear == pytest.approx(log(1e6))


def test_a_stretch_that_was_not_read_has_no_answer() -> None:
    assert read_passage({}, {}).best_within(Span(40, 60)) is None


def test_an_answer_has_at_most_thirty_tokens() -> None:
    count = 40
    offsets = np.array([(2 * n, 2 * n + 1) for n in range(count)])
    start, end = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    start[0] = end[29] = 1.0
    end[30] = 5.0
    found = ReadPassage(offsets, start, end, np.zeros_like(start), 0.0, 0.0).best_within(Span(0, 80))
    # Tokens 0 to 30 would be 31 of them, for 6; what is left is token 30 with a start that scores 0, for 5.
    assert found is not None
    assert found.logit == 5.0
    assert found.span.start > 0


def test_offsets_are_into_the_passage_with_and_without_a_title(workshop: Workshop) -> None:
    text = "The harbour was closed on Monday. About 300 boats were damaged."
    workshop.add("a", text, title="Storm over the coast")
    workshop.add("b", text + " Nobody was hurt.", title="")
    library = workshop.library
    passages = list(library.passages(sorted(library.chunk_ids())).values())
    read = SpanReader().read("How many boats were damaged?", passages)
    for passage, found in zip(passages, read, strict=True):
        words = [passage.text[start:end] for start, end in found.offsets]
        assert words[:4] == ["The", "harbour", "was", "closed"]
        assert "".join(words) == passage.text.replace(" ", "")


def test_the_title_is_no_place_for_an_answer(workshop: Workshop) -> None:
    workshop.add("a", "About 300 boats were damaged.", title="500 boats damaged")
    passages = list(workshop.library.passages(sorted(workshop.library.chunk_ids())).values())
    read = SpanReader().read("How many boats were damaged?", passages)[0]
    assert read.best_within(Span(0, 29)) is not None
    assert read.offsets.min() == 0
    assert read.offsets.max() == 29


def test_a_sentence_scores_by_the_mean_of_its_tokens_and_its_odds_are_over_no_evidence() -> None:
    evidence = np.arange(10, dtype=np.float32)
    read = ReadPassage(OFFSETS, np.zeros_like(evidence), np.zeros_like(evidence), evidence, 0.0, 1.5)
    # Tokens 2, 3 and 4 stand at 8 … 19: (2 + 3 + 4) / 3 = 3; 3 − 1.5 = 1.5.
    assert read.sentence(Span(8, 19)) == SentenceScore(3.0, 1.5)
    assert read.sentence(Span(40, 60)) is None


@pytest.mark.parametrize("question", ["Why? " * 600, "为什么" * 400, "word " * 399 + "?", "a" * 1990, "🦆" * 500])
def test_a_question_of_any_length_and_script_leaves_room_for_the_passage(workshop: Workshop, question: str) -> None:
    workshop.add("a", "About 300 boats were damaged.", title="")
    passages = list(workshop.library.passages(sorted(workshop.library.chunk_ids())).values())
    (read,) = SpanReader().read(question, passages)
    assert len(read.offsets) == 6  # About, 300, boats, were, damaged and the full stop


def test_nothing_to_read_is_nothing_read() -> None:
    assert SpanReader().read("Who?", []) == []


def test_a_question_is_read_the_same_beside_other_passages(workshop: Workshop) -> None:
    workshop.add("a", "About 300 boats were damaged.", title="")
    workshop.add("b", "The harbour was closed on Monday because of the storm. " * 5, title="")
    passages = list(workshop.library.passages(sorted(workshop.library.chunk_ids())).values())
    together = SpanReader().read("How many boats?", passages)
    for passage, found in zip(passages, together, strict=True):
        alone = SpanReader().read("How many boats?", [passage])[0]
        np.testing.assert_array_equal(found.start, alone.start)


def test_who_asks_again_gets_what_was_read_and_another_question_is_read_anew(workshop: Workshop) -> None:
    workshop.add("a", "About 300 boats were damaged.", title="")
    passages = list(workshop.library.passages(sorted(workshop.library.chunk_ids())).values())
    runs = []

    def run(ids: spans.Tokens, _kinds: spans.Tokens) -> spans.Floats:
        runs.append(ids)
        return np.zeros((*ids.shape, 3), dtype=np.float32)

    reader = SpanReader(run)
    assert reader.read("How many boats?", passages) == reader.read("How many boats?", passages)
    assert len(runs) == 1
    reader.read("How many ships?", passages)
    assert len(runs) == 2


def test_a_damaged_model_is_named_and_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_damage_is_named(spans, SpanReader, tmp_path, monkeypatch)


def test_the_model_in_the_package_is_the_one_of_its_note_and_small_enough() -> None:
    assert packed_size(spans) <= 25_000_000
