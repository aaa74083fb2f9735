"""Days of the week and months, in full and short, as words and as patterns; and the reader of written dates."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from qa.english.word_lists import alternatives
from qa.types.patterns import lazy_regex

# In the order in which `date.weekday` counts them.
DAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = tuple("january february march april may june july august september october november december".split())
# Which month it is by each form of its name: in full, short, and "sept".
MONTH_NUMBERS = {form: number for number, name in enumerate(MONTHS, start=1) for form in (name, name[:3])} | {"sept": 9}
# Words that are no names: without those of Mar-a-Lago, and of people who are called Jun and Jul.
DAYS_AND_MONTHS = frozenset((*DAYS, *MONTH_NUMBERS)) - {"jul", "jun", "mar"}
# A month in small letters; "dec" and "mar" are other words as well, so what stands around it must tell of a date.
MONTH = rf"(?:{alternatives(MONTH_NUMBERS)})\b\.?"
_SHORT = alternatives(form.title() for form in MONTH_NUMBERS if form not in MONTHS)
# A month as prose writes it: with a capital, and with a stop where it is short.
MONTH_NAME = rf"(?:{alternatives(name.title() for name in MONTHS)}|(?:{_SHORT})\.)"
DAY_NAME = rf"(?:{alternatives(day.title() for day in DAYS)})"
# A day of the week in small letters, in full or short.
DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"

_LONGEST = 60
# A name of the day before a date, the time of day after it, and marks that say nothing.
_DAY_AHEAD = lazy_regex(rf"^{DAY}\.?,?\s+", re.IGNORECASE)
_TIME = lazy_regex(r"(?:\s*T|,?\s+)\d{1,2}:\d{2}.*$", re.IGNORECASE)
_MARKS = lazy_regex(r"(?<=[a-z])\.|\.(?=\s)|,|(?<=\d)(?:st|nd|rd|th)\b|\bof\b", re.IGNORECASE)
_YEAR, _NUMBER, _NAME = r"(?P<year>\d{4})", r"\d{1,2}", rf"(?P<month>{alternatives(MONTH_NUMBERS)})"
_FORMS = tuple(
    lazy_regex(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?:(?P<mark>[-/.])(?P<month>{_NUMBER})(?:(?P=mark)(?P<day>{_NUMBER}))?)?",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<day>{_NUMBER})\.(?P<month>{_NUMBER})\.{_YEAR}",
        rf"(?P<first>{_NUMBER})[/-](?P<second>{_NUMBER})[/-]{_YEAR}",
        rf"(?P<day>{_NUMBER})[ -]{_NAME}[ -]{_YEAR}",
        rf"{_NAME}(?: (?P<day>{_NUMBER}))? {_YEAR}",
        rf"{_YEAR} {_NAME} (?P<day>{_NUMBER})",
    )
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """As much of a date as is written: of a month no day, of a year neither. There may be no such month or day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def exact(self) -> date | None:
        """The day; None where not all of it is written, or there is no such day."""
        with suppress(ValueError):
            return date(self.year, self.month, self.day) if self.month and self.day else None
        return None


def parse_date(text: str, *, day_first: bool | None = None) -> PartialDate | None:
    """Read a text that is a date: `Sun, Mar. 13th, 2022 10:00`, `13 March 2022`, `2022-03-13`, `13.3.2022`, `May 2022`, `2022`.

    None where it is none, or may be either of two: `03/04/2022`, unless `day_first` says how its author writes.
    """
    if len(text) > _LONGEST or not re.search(r"\d{4}", text):
        return None
    bare = " ".join(_MARKS.sub(" ", _TIME.sub("", _DAY_AHEAD.sub("", " ".join(text.split())))).split())
    parts = next((match.groupdict() for form in _FORMS if (match := form.fullmatch(bare))), None)
    if parts is None:
        return None
    if parts.get("first"):
        # Americans write the month first, most others the day: only one above 12, or two of the same, tell which.
        first, second = int(parts["first"]), int(parts["second"])
        if day_first is None:
            if first != second and max(first, second) <= 12:
                return None
            day_first = first > 12
        day, month = (first, second) if day_first else (second, first)
        return PartialDate(int(parts["year"]), month, day)
    return PartialDate(int(parts["year"]), _number(parts.get("month")), _number(parts.get("day")))


def _number(part: str | None) -> int | None:
    return int(MONTH_NUMBERS.get(part.casefold(), part)) if part else None
