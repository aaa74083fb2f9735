"""Two sentences of two articles that tell another day of the same thing.

Only days that are told in full ("Dec. 9") count, and only where nearly everything else is the same. A "Friday" is worked out
from the day an article was published on, which of pages that are written on is another: of 78 pairs of real articles whose
sentences are alike and tell other days, two were read to be of one event.
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

    @classmethod
    def read(cls, text: str, published: str | None) -> "_Dated | None":
        found = dates_in(text, published)
        if len(found) != 1 or found[0].kind not in ("day", "yearless") or _END.search(text) is None:
            return None
        span = found[0].span
        before = _WEEKDAY.sub("", text[: span.start])
        rest = f"{before}{text[span.end :]}"
        numbers = frozenset((each.value, each.unit) for each in quantities(rest))
        return cls(found[0].day, span, (words(before) or [""])[-1].casefold(), Told.read(rest), numbers)


def another_day(one: str, other: str, published: tuple[str | None, str | None]) -> Disagreement | None:
    """Where the two days stand in the two sentences, of articles published on these; None where they are the same, or where it
    may not be of the same thing."""
    mine, theirs = _Dated.read(one, published[0]), _Dated.read(other, published[1])
    if mine is None or theirs is None or mine.before != theirs.before or mine.numbers != theirs.numbers:
        return None
    if (
        not 0 < _apart(mine.day, theirs.day) <= _DAYS
        or mine.rest.names | mine.rest.opening != theirs.rest.names | theirs.rest.opening
    ):
        return None
    shared = mine.rest.telling & theirs.rest.telling
    if len(shared) < max(_WORDS, _ALIKE * max(len(mine.rest.telling), len(theirs.rest.telling))):
        return None
    return Disagreement(mine.span, theirs.span)


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
