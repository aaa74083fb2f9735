"""Messages that ask several things, or seem to: which of their words belong to which, as their writers parted them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from eval.datasets import GOLD, json_lines
from qa.embedding.bundled import ReadTokens, read_tokens
from qa.english.request import bare
from qa.english.word_classes import WH
from qa.english.word_lists import alternatives
from qa.pipeline.kinds.parts_model import SHARES

TRAINING, _OPEN = GOLD / "parts-training.jsonl", GOLD / "parts.jsonl"
UNKNOWN = -100
# What the reader is taught with, and so many of each.
_PLAIN = {"news-training": 2500, "documents-training": 1200, "paraphrases": 800, "kinds-fitting": 200}
_MAY_BE_TWO = re.compile(rf"(?i)\?.*\w|(?:\band|,|;|[-–]) (?:\w+ )?(?:{alternatives(WH)})\b|\b(?:and|or) (?:not|how|why)\b")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """`shares` (tokens,) are places in SHARES, UNKNOWN for what the tokenizer puts around a text."""

    message: str
    tokens: ReadTokens
    shares: NDArray[np.int64]


def lessons(table: Path) -> Iterator[Lesson]:
    """Yield a lesson for each row of a table: `{"question", "parts"}`, each part in words of the question, in their order."""
    return (lesson(row["question"], row["parts"]) for row in json_lines(table))


def plain_questions(seed: int) -> Iterator[Lesson]:
    """Yield lessons of questions that the reader is taught with: each asks one thing, but those that may well ask two."""
    chance = Random(seed)
    for table, number in _PLAIN.items():
        asked = [row["question"] for row in json_lines(GOLD / f"{table}.jsonl")]
        single = [each for each in dict.fromkeys(asked) if not _MAY_BE_TWO.search(each)]
        yield from (lesson(each, [bare(each)]) for each in chance.sample(single, number))


def open_messages() -> Iterator[tuple[Lesson, int]]:
    """Yield each message that may be looked at, with the number of questions that its writer meant."""
    return ((lesson(row["question"], [row["question"]]), len(row["parts"])) for row in json_lines(_OPEN))


def lesson(question: str, parts: Sequence[str]) -> Lesson:
    """Label each token of a question with what its word is to these parts, which are of its words in their order."""
    message = bare(question)
    tokens = read_tokens(message)
    words = [found.span() for found in _WORD.finditer(message)]
    of_words = _of_words([message[slice(*each)] for each in words], parts)
    shares = np.full(len(tokens.offsets), UNKNOWN)
    for at, (first, last) in enumerate(tokens.offsets):
        if first < last:
            shares[at] = next(share for (start, end), share in zip(words, of_words, strict=True) if start <= first < end)
    return Lesson(message, tokens, shares)


def _of_words(words: Sequence[str], parts: Sequence[str]) -> list[int]:
    shared, begins, goes_on, left = range(len(SHARES))
    plain = [_plain(each) for each in words]
    taken = [aligned(plain, [_plain(each) for each in part.split()], late=place > 0) for place, part in enumerate(parts)]
    holders = [[place for place, its in enumerate(taken) if at in its] for at in range(len(words))]
    of, begun = list[int](), set[int]()
    for at, its in enumerate(holders):
        single = its[0] if len(its) == 1 and len(parts) > 1 else None
        if single is None or any(other == [earlier] for other in holders[at:] for earlier in range(single)):
            of.append(shared if its else left)
        else:
            of.append(goes_on if single in begun else begins)
            begun.add(single)
    return of


def aligned(words: Sequence[str], part: Sequence[str], *, late: bool) -> frozenset[int]:
    """Return where the words of a part stand among these, in order, in as few stretches as can be; the first such, or the last.

    A word that stands nowhere in order is left out.
    """

    @cache
    def best(at: int, of: int, joined: bool) -> tuple[int, int, tuple[int, ...]]:
        """Words left out, stretches, and places, of the part from `of` on among the words from `at` on."""
        if of == len(part):
            return 0, 0, ()
        if at == len(words):
            return len(part) - of, 0, ()
        skipped = best(at + 1, of, False)
        dropped = best(at, of + 1, joined)
        found = [skipped, (dropped[0] + 1, *dropped[1:])]
        if words[at] == part[of] and words[at]:
            missed, stretches, places = best(at + 1, of + 1, True)
            found.append((missed, stretches + (not joined), (at, *places)))
        return min(found, key=lambda each: (each[0], each[1], -sum(each[2]) if late else sum(each[2])))

    return frozenset(best(0, 0, False)[2])


def _plain(word: str) -> str:
    return re.sub(r"[^\w]+", "", word).casefold()
