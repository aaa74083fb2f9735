"""Dates in the sentences of an article, worked out from the whole of it.

A page that was rewritten later tells days that had not come when it was published, or of every day of the week: then nobody
knows from which day its "Monday" counts, and no date is told. In a chronology ("June 17: …") the year stands above.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.english.dates import DatedWords, dates_in, day_of
from qa.english.to_come import is_to_come

# Kinds of dates that count from the day of writing.
_FROM_WRITING = frozenset(("weekday", "near", "ago", "last"))
# "2022", "Summer 2021", "2021: Fighting begins again".
_HEADING = re.compile(r"\W*(?:[A-Z][a-z]+ ){0,2}(?P<year>(?:19|20)\d\d)(?:\W*$|\s*[:–—])")
# An entry of a chronology begins with its date.
_LABEL = re.compile(r"\W*(?:[A-Z][a-z]+day, )?$")
_LABELLED = re.compile(r"\s*[:–—]")
_HAPPENED = re.compile(r"\b(?:was|were|had|\w+ed)\b")
# … just before the date: "reopened its doors on June 4".
_HAPPENED_ON = re.compile(r"\b(?!scheduled|planned|expected|slated|timed)\w+ed (?:[\w’'-]+ ){0,4}on $")
# Days after the one it gives as its own that a page still may tell of as past: it was published at night, in another zone.
_DAYS = 1
# One sentence alone that seems to tell of a day after it may name the day of another year.
_FEWEST = 2
# A page that tells what was on so many weekdays was added to day by day.
_MANY = 5
# Characters that an entry of a chronology has at most.
_ENTRY = 1500


@dataclass(frozen=True, slots=True)
class ArticleDates:
    """What an article's sentences tell of its dates; `years` are the places from which another year counts, with that year;
    `found` are the dates by the places of their sentences, before that year is known.
    """

    published: str | None
    rewritten: bool
    years: tuple[tuple[int, int], ...]
    found: Mapping[int, Sequence[DatedWords]]

    @classmethod
    def read(cls, sentences: Iterable[tuple[int, str]], published: str | None) -> "ArticleDates":
        """Read the article's sentences, each with its place in the article, in order."""
        told = list(sentences)
        found = [(at, text, dates_in(text, published)) for at, text in told]
        later = sum(max((_has_come(text, each, published) for each in dates), default=0) for _, text, dates in found)
        years = tuple((at, int(heading["year"])) for at, text in told if (heading := _HEADING.match(text)) is not None)
        weekdays = (
            (text, each)
            for _, text, dates in found
            for each in dates
            if each.kind == "weekday" and each.day <= (published or "")[:10]
        )
        rewritten = (
            later >= _FEWEST
            or any(f"{year}" > (published or "9")[:4] for _, year in years)
            or len({each.span.of(text).split()[-1] for text, each in weekdays}) >= _MANY
        )
        return cls(published, rewritten, years, {at: dates for at, _, dates in found})

    def of(self, at: int, text: str) -> list[DatedWords]:
        """Return the dates of the sentence at this place, in order."""
        return [known for each in self.found.get(at, ()) if (known := self._known(at, text, each)) is not None]

    def _known(self, at: int, text: str, told: DatedWords) -> DatedWords | None:
        if told.kind == "yearless" and (year := self._year(at, label=_is_label(text, told))) is not None:
            return replace(told, day=f"{year}{told.day[4:]}")
        return None if self.rewritten and told.kind in _FROM_WRITING else told

    def _year(self, at: int, *, label: bool) -> int | None:
        """Return the year that was told last: for an entry of a chronology, or for what is told in one."""
        number = bisect_right(self.years, (at, 9999))
        if not number or not (label or (len(self.years) > 1 and at - self.years[number - 1][0] <= _ENTRY)):
            return None
        return self.years[number - 1][1]


def _is_label(text: str, told: DatedWords) -> bool:
    return _LABEL.match(text[: told.span.start]) is not None and _LABELLED.match(text[told.span.end :]) is not None


def _has_come(text: str, told: DatedWords, published: str | None) -> int:
    """Return 1 where the sentence seems to tell of a day after publication as past, 2 where it surely does, else 0."""
    base = day_of(published)
    if base is None or told.kind not in ("day", "yearless") or is_to_come(text, told.span.start, told.span.end):
        return 0
    if (date.fromisoformat(told.day) - base).days <= _DAYS:
        return 0
    before = text[: told.span.start]
    return 2 if _HAPPENED_ON.search(before) else 1 if _HAPPENED.search(before) else 0
