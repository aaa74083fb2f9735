"""Who said which words of a text: labels and what a reader found, and how far the two are one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.attribution import quoted_fragments
from qa.types import Span, Statement

# A quotation counts as found from this intersection over union on: a stray mark or full stop is no error, half of it is.
SAME_SPAN = 0.8


@dataclass(frozen=True, slots=True)
class Spoken(Span):
    """A quotation with its speaker: a gold label or a reader's answer."""

    speaker: str | None
    hard: bool = False


def spoken_in(statements: Iterable[Statement], text: str) -> list[Spoken]:
    """All statements in quote marks, and those parts of them that stand in quote marks."""
    found = []
    for said in statements:
        if said.kind != "indirect":
            found.append(Spoken(said.start, said.end, said.speaker))
        if said.kind == "mixed":
            parts = quoted_fragments(said.of(text))
            found += [Spoken(said.start + part.start, said.start + part.end, said.speaker) for part in parts]
    return found


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two spans."""
    return shared(one, other) / (max(one.end, other.end) - min(one.start, other.start))


def coverage(answer: Span, label: Span) -> float:
    """The share of the labelled span that the answer covers."""
    return shared(answer, label) / (label.end - label.start)


def shared(one: Span, other: Span) -> int:
    """Characters."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def same_speaker(one: str | None, other: str | None) -> bool:
    return _plain(one) == _plain(other)


def _plain(name: str | None) -> str | None:
    return None if name is None else re.sub(r"^(?:the|an?) ", "", name.casefold().strip())
