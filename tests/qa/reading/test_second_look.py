from collections.abc import Sequence

import numpy as np

from qa.reading.features import FEATURES, Candidate
from qa.reading.looks import SideBySide, with_second_look
from qa.reading.spans import Readable, ReadPassage
from qa.store.sql import Passage
from qa.types import Chunk, ScoredChunk, Sentence

_SECOND = len(FEATURES) - 3


def candidates(*rows: tuple[str, str]) -> list[Candidate]:
    """Sentences of (title, text), each the only one of its passage."""
    found = []
    for number, (title, text) in enumerate(rows):
        chunk = Chunk(0, len(text), f"d{number}:0", f"d{number}", number)
        sentence = Sentence(0, len(text))
        passage = Passage(chunk, text, title, "a.txt", None, (sentence,), np.zeros(2, np.float32), np.zeros((1, 2), np.float32))
        found.append(Candidate(passage, ScoredChunk(chunk, 0.0, number, 0.0, 0.0, 0.0), sentence, np.zeros(len(FEATURES))))
    return found


class Reads:
    """Scores characters as tokens: a sentence by the number that stands in it, "nothing" by 1; reads so many characters."""

    def __init__(self, characters: int = 999) -> None:
        self.shown: list[Readable] = []
        self._characters = characters

    def read(self, question: str, passages: Sequence[Readable]) -> list[ReadPassage]:
        self.shown += passages
        text = passages[0].text[: self._characters]
        offsets = np.array([(n, n + 1) for n in range(len(text))])
        logits = np.array([float(char) if char.isdigit() else 0.0 for char in text], np.float32)
        return [ReadPassage(offsets, logits, logits, logits, 0.0, 1.0)]


def test_sentences_stand_side_by_side_behind_their_titles() -> None:
    shown = SideBySide.of([("Storm", "It rained. "), ("", "It snowed.")])
    assert shown.text == "Storm: It rained.\nIt snowed.\n"
    assert [place.of(shown.text) for place in shown.places] == ["It rained.", "It snowed."]


def test_the_four_that_stand_first_are_looked_at_again_in_the_order_of_retrieval() -> None:
    found, reads = candidates(*(("", text) for text in ("aaa", "bbb", "ccc", "ddd", "eee"))), Reads()
    with_second_look("?", found, [4, 0, 3, 1, 2], reads)
    assert [each.text for each in reads.shown] == ["aaa\nbbb\nddd\neee\n"]


def test_a_second_look_is_told_beside_the_mean_of_all_that_it_saw() -> None:
    found = with_second_look("?", candidates(("", "a8a"), ("", "a2a"), ("", "a9a")), [0, 1], Reads())
    # Sentences: 8 / 3 and 2 / 3, mean 5 / 3; answers from a digit to itself: 16 and 4, mean 10; odds over 1.
    assert np.allclose(found[0].features[_SECOND:], (1.0, 6.0, 8 / 3 - 1))
    assert np.allclose(found[1].features[_SECOND:], (-1.0, -6.0, 2 / 3 - 1))
    assert not found[2].features.any()


def test_a_sentence_that_was_cut_off_is_as_if_not_looked_at() -> None:
    found = with_second_look("?", candidates(("", "a9a"), ("", "b9b")), [0, 1], Reads(characters=4))
    assert np.allclose(found[0].features[_SECOND:], (0.0, 0.0, 9 / 3 - 1))
    assert not found[1].features.any()


def test_one_sentence_alone_is_not_looked_at_again() -> None:
    reads = Reads()
    with_second_look("?", candidates(("", "aaa")), [0], reads)
    assert reads.shown == []
