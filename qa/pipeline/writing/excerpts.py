"""Passages cut to what matters, for a model that can't read them whole, or not while somebody waits."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.reading import Evidence
from qa.store.sql import Passage
from qa.types import Span
from qa.verification.markers import unmarked

# How many of the best sentences are shown, each with the one before it and the one behind it.
_SHOWN = 8


def excerpts(ranked: Sequence[Evidence]) -> list[Passage]:
    """Of each passage with one of the best sentences: those, and what stands beside and between them; the best one's first."""
    kept: dict[Passage, list[int]] = {}
    for each in ranked[:_SHOWN]:
        passage = each.candidate.passage
        place = passage.sentences.index(each.candidate.sentence)
        places = kept.setdefault(passage, [])
        if not places or min(abs(place - known) for known in places) <= 2:
            places.append(place)
    return [_cut(passage, max(min(places) - 1, 0), max(places) + 2) for passage, places in kept.items()]


def pointed_at(text: str, passages: Sequence[Passage], ranked: Sequence[Evidence]) -> str:
    """The text; of one that is nothing but "[1] [2]", the best sentence of each passage that it names."""
    plain, markers = unmarked(text)
    if re.search(r"\w", plain):
        return text
    named = dict.fromkeys(number for marker in markers for number in marker.numbers if 1 <= number <= len(passages))
    return "\n".join(f"{_best_of(passages[number - 1], ranked)} [{number}]" for number in named)


def _best_of(passage: Passage, ranked: Sequence[Evidence]) -> str:
    found = (each.candidate for each in ranked if each.candidate.chunk.chunk.id == passage.chunk.id)
    return next((" ".join(each.text.split()) for each in found if each.sentence in passage.sentences), "")


def _cut(passage: Passage, first: int, behind: int) -> Passage:
    """The passage as if it were only its sentences from `first` to before `behind`."""
    sentences = passage.sentences[first:behind]
    span = Span(sentences[0].start, sentences[-1].end)
    start = passage.chunk.start
    return replace(
        passage,
        chunk=replace(passage.chunk, start=span.start, end=span.end),
        text=passage.text[span.start - start : span.end - start],
        sentences=sentences,
        sentence_vectors=passage.sentence_vectors[first:behind],
    )
