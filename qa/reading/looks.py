"""Which of the retrieved passages are worth reading, since reading one costs more than all else that is done with it; and the
most promising sentences of all passages, read once more side by side.

Each passage is read for itself, so how well its sentences answer is told in numbers that have to be compared. Side by side the
listwise reader has them all before it, and what the one tells, and the other only seems to, shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from qa.reading.features import FEATURES, Candidate, QuestionFeatures, Vector
from qa.reading.spans import ReadPassage, SpanReader
from qa.retrieval import Retrieved
from qa.types import Span

# The share of the question's words that a passage has, and the best score of its document's passages, beside the passage's best
# sentence's cosine. A conditional logit found them on the 616 answerable questions of eval/gold/news-fitting.jsonl: of 12.7
# passages retrieved (.932 of them with a right sentence) the eight most promising have one for .920, by the score alone .894.
_COVERED, _DOCUMENT = 0.42, 0.78
# What it costs not to be of the year that the question names: "Who won the 2022 race?" found the previews of the next year's.
_OTHER_YEAR = 0.3
# Of the passages that are looked into so many are read: of 112 questions on news none had its best sentence in the last two
# of eight (eval/RESULTS.md).
_READ = 0.75
# The listwise reader was taught with three to six; four of news with their titles have about 190 tokens. With five or six of
# them as many questions are answered rightly (eval/RESULTS.md).
_LOOKED_AT = 4
_SECOND = slice(FEATURES.index("second"), FEATURES.index("second_odds") + 1)


def first_look(retrieved: Retrieved, asked: QuestionFeatures, limit: int) -> tuple[Retrieved, tuple[bool, ...]]:
    """The `limit` most promising passages, in the order in which they were retrieved; in parallel, which of them to read."""
    best = [int(place) for place in np.argsort(-_promise(retrieved, asked), kind="stable")[:limit]]
    read, kept = best[: ceil(_READ * limit)], sorted(best)
    looked_into = replace(
        retrieved, chunks=tuple(retrieved.chunks[n] for n in kept), passages=tuple(retrieved.passages[n] for n in kept)
    )
    return looked_into, tuple(place in read for place in kept)


def _promise(retrieved: Retrieved, asked: QuestionFeatures) -> Vector:
    best_of: dict[str, float] = {}
    for chunk in retrieved.chunks:
        document = chunk.chunk.document_id
        best_of[document] = max(best_of.get(document, 0.0), chunk.score)
    return np.array(
        [
            chunk.nearest
            + _COVERED * asked.weights.share(asked.found_in(f"{passage.title} {passage.text}"))
            + _DOCUMENT * best_of[chunk.chunk.document_id]
            - _OTHER_YEAR * asked.time.other_year(f"{passage.title} {passage.text}", passage.published)
            for chunk, passage in zip(retrieved.chunks, retrieved.passages, strict=True)
        ]
    )


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Sentences as one text, each behind its document's title; `places` are theirs in it, in the order given."""

    text: str
    places: tuple[Span, ...]
    title: str = ""

    @classmethod
    def of(cls, sentences: Sequence[tuple[str, str]]) -> "SideBySide":
        """`sentences` are titles, which may be empty, each with a sentence."""
        text, places = "", []
        for title, sentence in sentences:
            text += f"{title}: " if title else ""
            words = sentence.strip()
            places.append(Span(len(text), len(text) + len(words)))
            text += f"{words}\n"
        return cls(text, tuple(places))


def with_second_look(question: str, found: Sequence[Candidate], order: Sequence[int], listwise: SpanReader) -> list[Candidate]:
    """Return the same sentences; the first in the `order` have the features of the second look as well."""
    taken = list(found)
    places = sorted(order[:_LOOKED_AT])  # as they were retrieved: where a sentence stands tells nothing
    if len(places) > 1:
        shown = SideBySide.of([(found[place].passage.title, found[place].text) for place in places])
        [read] = listwise.read(question, [shown])
        for place, features in zip(places, _second(read, shown.places), strict=True):
            taken[place] = replace(found[place], features=np.concatenate([found[place].features[: _SECOND.start], features]))
    return taken


def _second(read: ReadPassage, places: Sequence[Span]) -> Vector:
    """(sentences, 3): logits of the sentence and of its best answer, less the means of all; the sentence's odds.

    Sentences that were cut off have zeros. The first one never is.
    """
    values = np.full((len(places), 3), np.nan)
    for row, place in zip(values, places, strict=True):
        sentence, answer = read.sentence(place), read.best_within(place)
        if sentence is not None and answer is not None:
            row[:] = sentence.logit, answer.logit, sentence.odds
    values[:, :2] -= np.nanmean(values[:, :2], axis=0)
    seconds: Vector = np.nan_to_num(values)
    return seconds
