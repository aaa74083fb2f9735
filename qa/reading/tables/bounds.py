"""Numbers, days and times that a question names, and from what to what each is in a column: “in May” is its 1st to its 31st."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from qa.english.calendar import MONTH_NUMBERS, parse_date
from qa.english.numbers import SCALES, SMALL, TENS
from qa.english.word_lists import alternatives
from qa.reading.tables.asked import IS_MONTH, SEASON
from qa.reading.tables.grid import Table
from qa.reading.tables.values import ANY_YEAR, with_full_year
from qa.types import Span

_SCALES = SCALES | {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "grand": 1000, "tenner": 10, "fiver": 5}
_ONES = SMALL | {"a": 1, "an": 1}
_DAY = re.compile(
    r"(?P<written>\b(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d))\b)"
    r"|(?:(?<![\d.,:–-])\b(?P<before>[012]?\d|3[01])(?:st|nd|rd|th)?\.?(?: of)?[ -])?"
    rf"\b(?P<month>{alternatives(MONTH_NUMBERS)})\b\.?(?:[ -](?:the )?(?P<after>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d))?"
    r"(?:,?[ -](?P<year>(?:19|20)\d\d)\b|[ -]?['’](?P<short>\d\d)\b)?"
    r"|\b(?P<only>(?:19|20)\d\d)\b(?![.,:]?\d)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:(?P<hour>\d{1,2}):(?P<minute>\d\d)(?P<second>:\d\d)?\s?(?P<half>[ap])?\.?m?\b|(?P<full>\d{1,2})\s?(?P<day_half>[ap])\.?m\b"
    r"|(?P<named>noon|midday|midnight)\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<digits>\d+(?:[.,]\d+)*)"
    r"(?:(?P<scale>(?:k|m|bn|mn)\b|\s?(?:grand|bn|mn|thousand|million|billion|hundred|dozen)\b)|(?!\w))"
    rf"|\bhalf an? (?P<halved>{alternatives(SCALES)})\b"
    rf"|\b(?P<tens>{alternatives(TENS)})(?:[ -](?P<ones>{alternatives(_ONES)}))?"
    rf"(?: (?P<of_tens>{alternatives(SCALES)}|grand))?\b"
    rf"|\b(?P<small>{alternatives(_ONES)}) (?P<of_small>{alternatives(SCALES)}|grand|tenner|fiver)\b"
    rf"|\b(?P<single>{alternatives(SMALL)})\b|\b(?P<ordinal>\d+)(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?(?:to|and|or|until|till|[-–])\s?")
_LONGEST_MONTH, _HOURS = 31, 24
_LENGTH = re.compile(r"\s?-?(?:(?P<hours>h|hrs?|hours?)|(?P<minutes>min(?:ute)?s?)|sec(?:ond)?s?)\b", re.IGNORECASE)

Range = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Named:
    """A number, time or day that a question names, in these words of it. A year alone is a number, too.

    `day` is (year, month, day), each None where it isn't said; `minutes` how long a number of hours, minutes or seconds is.
    """

    span: Span
    kind: Literal["number", "time", "day"]
    number: Decimal | None = None
    day: tuple[int | None, int | None, int | None] = (None, None, None)
    minutes: Decimal | None = None


def named_in(question: str) -> tuple[Named, ...]:
    """In the order of the question; no two overlap."""
    found = list(_days(question))
    seasons = [Span(*match.span()) for match in SEASON.finditer(question)]
    for further in (_times, _numbers):
        taken = [*(each.span for each in found), *seasons]
        found += [each for each in further(question) if not any(each.span.overlaps(other) for other in taken)]
    found.sort(key=lambda each: each.span.start)
    for place, (before, after) in enumerate(pairwise(found)):  # "from 1 to 15 June": both are days
        between = question[before.span.end : after.span.start]
        if _is_day_of_month(before) and after.day[2] is not None and _TO.fullmatch(between):
            found[place] = replace(before, kind="day", number=None, day=(*after.day[:2], int(before.number or 0)))
    return tuple(found)


def range_in(named: Named, table: Table, column: int) -> Range | None:
    """From what to what it is in this column, in the measure in which its cells are compared; None where it can't be there.

    A day without its year is of the last year that the column has it in.
    """
    kind = table.kinds[column]
    if kind == "date":
        return _of_days(named, [day for row in table.rows if (day := table.day(row, column)) is not None])
    if kind == "time":
        if named.minutes is not None:
            return named.minutes, named.minutes
        if named.kind == "number" and named.number is not None and named.number <= _HOURS:
            return named.number * 60, named.number * 60
        return (named.number, named.number) if named.kind == "time" and named.number is not None else None
    return None if named.number is None or named.kind == "time" else (named.number, named.number)


def _of_days(named: Named, days: Sequence[date]) -> Range | None:
    year, month, day = named.day
    if named.kind != "day":  # "the 12th", of the only month there is
        months = {(each.year, each.month) for each in days}
        if len(months) != 1 or not _is_day_of_month(named):
            return None
        (year, month), day = months.pop(), int(named.number or 0)
    if any(each.year == ANY_YEAR for each in days):
        year = ANY_YEAR
    if year is None:
        years = [each.year for each in days if each.month == month] or [each.year for each in days]
        if not years:
            return None
        year = max(years)
    first, last = month or 1, month or 12
    with suppress(ValueError):
        least = date(year, first, day or 1)
        most = date(year, last, day or monthrange(year, last)[1])
        return Decimal(least.toordinal()), Decimal(most.toordinal())
    return None


def _is_day_of_month(named: Named) -> bool:
    number = named.number
    return named.kind == "number" and number is not None and number == int(number) and 1 <= number <= _LONGEST_MONTH


def _days(question: str) -> Iterator[Named]:
    for match in _DAY.finditer(question):
        span = Span(*match.span())
        if match["written"]:
            told = parse_date(with_full_year(match["written"]), day_first=True)
            if told is not None and told.month:
                yield Named(span, "day", day=(told.year, told.month, told.day))
        elif match["only"]:
            if SEASON.match(question, match.start()):
                continue
            yield Named(span, "day", Decimal(match["only"]), (int(match["only"]), None, None))
        else:
            year = match["year"] or (match["short"] and f"20{match['short']}")
            day = match["before"] or match["after"]
            sole = not (year or day) and match["month"].casefold() == "may"
            if not sole or IS_MONTH.search(question[: match.start()]):
                month = MONTH_NUMBERS[match["month"].casefold()]
                yield Named(span, "day", day=(int(year) if year else None, month, int(day) if day else None))


def _times(question: str) -> Iterator[Named]:
    for match in _TIME.finditer(question):
        if match["named"]:
            hour = 0 if match["named"].casefold() == "midnight" else 12
        else:
            hour = int(match["hour"] or match["full"])
            half = (match["half"] or match["day_half"] or "").casefold()
            hour += 12 if half == "p" and hour < 12 else -12 if half == "a" and hour == 12 else 0
        seconds = Decimal((match["second"] or ":0")[1:])
        yield Named(Span(*match.span()), "time", Decimal(hour * 60 + int(match["minute"] or 0)) + seconds / 60)


def _numbers(question: str) -> Iterator[Named]:
    for match in _NUMBER.finditer(question):
        number = _number(match)
        if number is not None:
            yield Named(Span(*match.span()), "number", number, minutes=_minutes(number, _LENGTH.match(question, match.end())))


def _minutes(number: Decimal, length: re.Match[str] | None) -> Decimal | None:
    if length is None:
        return None
    return number * 60 if length["hours"] else number if length["minutes"] else number / 60


def _number(match: re.Match[str]) -> Decimal | None:
    def scale(of: str) -> int:
        return _SCALES.get((match[of] or "").strip().casefold(), 1)

    def small(of: str) -> int:
        word = (match[of] or "zero").casefold()
        return _ONES[word] if word in _ONES else TENS[word]

    if match["digits"]:
        digits = match["digits"]
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
            digits = digits.replace(",", "")
        elif re.fullmatch(r"\d+,\d+", digits):
            digits = digits.replace(",", ".")
        return Decimal(digits) * scale("scale") if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None
    if match["halved"]:
        return Decimal(scale("halved")) / 2
    if match["tens"]:
        return Decimal((small("tens") + small("ones")) * scale("of_tens"))
    if match["small"]:
        return Decimal(small("small") * scale("of_small"))
    return Decimal(small("single")) if match["single"] else Decimal(match["ordinal"])
