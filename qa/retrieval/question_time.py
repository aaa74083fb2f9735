"""The time that a question is about: the years that it names, or what is new by its own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log1p

from qa.english.dates import dates_in

# "2000 euros" and "$2000" are no year.
_YEAR = re.compile(
    r"(?<![\d$£€])(?:1[5-9]\d\d|20\d\d)(?![\d%])(?! ?(?:euros?|dollars?|pounds?|people|words|km|kg|miles?|met(?:re|er)s?)\b)"
)
_NEWEST = re.compile(
    r"(?i)\b(?:now|today|tonight|yesterday|currently|current|latest|newest|recent(?:ly)?|so far|last (?:week|night|month)"
    r"|this (?:week|month|year|morning))\b"
)
_TEN_YEARS, _FOUR_YEARS = 3650, 1461


@dataclass(frozen=True, slots=True)
class QuestionTime:
    """`years` are those that the question names; `newest` says that it asks for what is new by its own words."""

    years: frozenset[str]
    newest: bool

    @classmethod
    def of(cls, question: str) -> "QuestionTime":
        return cls(frozenset(_YEAR.findall(question)), _NEWEST.search(question) is not None)

    def age(self, published: str | None, newest: str | None) -> float:
        """How much older a passage is than the newest one found, 0 to 1 by the logarithm of days; 0 where a year is named."""
        if self.years or published is None or newest is None:
            return 0.0
        days = (_date(newest) - _date(published)).days
        return min(log1p(max(days, 0)) / log1p(_TEN_YEARS), 1.0)

    def behind(self, published: Sequence[str | None]) -> list[float]:
        """How far each passage is behind the newest of them, 0 to 1 for four years; 0 where the question doesn't ask for what
        is new, or where it names a year. What has no date is as far behind as any.
        """
        days = [_date(each) if each else None for each in published] if self.newest and not self.years else []
        newest = max(filter(None, days), default=None)
        if newest is None:
            return [0.0] * len(published)
        years = [min((newest - day).days / _FOUR_YEARS, 1.0) if day else None for day in days]
        furthest = max(each for each in years if each is not None)
        return [furthest if each is None else each for each in years]

    def other_year(self, text: str, published: str | None) -> float:
        """1 where the question names a year and neither the text nor its date has it, else 0."""
        if not self.years:
            return 0.0
        told = set(_YEAR.findall(text)) | ({published[:4]} if published else set())
        return 0.0 if self.years & told else 1.0

    def tells_of_another(self, text: str, published: str | None) -> bool:
        """Whether a sentence tells what was "last year" or "two years ago", in none of the years that the question names."""
        if not self.years or not self.years.isdisjoint(_YEAR.findall(text)):
            return False
        told = {each.day[:4] for each in dates_in(text, published) if each.kind in ("ago", "last")}
        return bool(told) and self.years.isdisjoint(told)


def _date(text: str) -> date:
    """Of an ISO date, or the first of its month or year."""
    parts = [int(part) for part in text[:10].split("-")]
    return date(*[*parts, 1, 1][:3])
