"""Two sentences of two articles that tell another day of the same thing.

At least one day is told in full ("Dec. 9"). A "Friday" beside it is worked out from the day its article was published on; two
such days aren't compared: of 78 pairs of real articles whose sentences are alike and tell other days, two were read to be of
one event, and what is told each day or each week is alike.
"""

import re
from dataclasses import dataclass
from datetime import date

from qa.english.dates import dates_in
from qa.english.words import words
from qa.types import Span
from qa.verification.disagreements import Disagreement, Told
from qa.verification.quantities import quantities

# The share of the longer one's telling words that both have; and how many days apart one event is put by mistake or moved to.
_ALIKE, _WORDS, _DAYS = 0.8, 4, 7
# … of a day in full and one that is worked out, who tell in other words: the share of the shorter one's, and how many.
_LOOSELY_ALIKE, _MORE_WORDS = 0.55, 5
_IN_FULL = ("day", "yearless")
_ANY_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+$")
# A heading or a line of a list ends otherwise.
_END = re.compile(r"[.!?…][”\"’')\]]*$")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence without its one day; `before` is the word that stands before that."""

    day: str
    span: Span
    before: str
    rest: Told
    numbers: frozenset[object]
    in_full: bool

    @classmethod
    def read(cls, text: str, published: str | None) -> "_Dated | None":
        found = dates_in(text, published)
        if len(found) != 1 or len(found[0].day) != len("2021-04-22") or _END.search(text) is None:
            return None
        if len(_ANY_WEEKDAY.findall(text)) > 1:  # which of them is told of can't be known
            return None
        span = found[0].span
        before = _WEEKDAY.sub("", text[: span.start])
        rest = f"{before}{text[span.end :]}"
        numbers = frozenset((each.value, each.unit) for each in quantities(rest))
        return cls(
            found[0].day, span, (words(before) or [""])[-1].casefold(), Told.read(rest), numbers, found[0].kind in _IN_FULL
        )


def another_day(one: str, other: str, published: tuple[str | None, str | None]) -> Disagreement | None:
    """Where the two days stand in the two sentences, of articles published on these; None where they are the same, or where it
    may not be of the same thing."""
    mine, theirs = _Dated.read(one, published[0]), _Dated.read(other, published[1])
    if mine is None or theirs is None or not 0 < _apart(mine.day, theirs.day) <= _DAYS:
        return None
    if not (_is_same(mine, theirs) if mine.in_full and theirs.in_full else _is_likely_same(mine, theirs)):
        return None
    return Disagreement(mine.span, theirs.span)


def _is_same(one: _Dated, other: _Dated) -> bool:
    """Whether nearly everything but the day is the same."""
    if one.before != other.before or one.numbers != other.numbers:
        return False
    if one.rest.names | one.rest.opening != other.rest.names | other.rest.opening:
        return False
    shared = one.rest.telling & other.rest.telling
    return len(shared) >= max(_WORDS, _ALIKE * max(len(one.rest.telling), len(other.rest.telling)))


def _is_likely_same(one: _Dated, other: _Dated) -> bool:
    """Whether one tells most of what the other does, and no more than one of them has names of its own."""
    shared = one.rest.telling & other.rest.telling
    alike = len(shared) >= max(_MORE_WORDS, _LOOSELY_ALIKE * min(len(one.rest.telling), len(other.rest.telling)))
    more = one.rest.names - other.rest.names - other.rest.opening, other.rest.names - one.rest.names - one.rest.opening
    return alike and not all(more) and (one.in_full or other.in_full)


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
