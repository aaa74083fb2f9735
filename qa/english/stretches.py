"""Stretches of time that have a name of their own: "summer 2021", "early March 2022", "the last week of May 2021", "Q3 2022".

Each has its year with it, so that no "Spring, Texas", "Christmas tree" or "Mr May" is one.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

from qa.english.calendar import MONTH, parse_date
from qa.english.numbers import COUNTS
from qa.english.word_lists import alternatives
from qa.types.patterns import lazy_regex

_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH_OR_YEAR = rf"(?:{MONTH},? {_YEAR}|{_YEAR})"
# The first month of each, as most English texts count them: winter ends in the next year.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# The first and the last day. Those of Thanksgiving and Easter are worked out.
_FEASTS = {
    "new year's eve": ("12-31", "12-31"),
    "new year": ("01-01", "01-01"),
    "valentine's day": ("02-14", "02-14"),
    "easter": ("04-01", "04-01"),
    "st patrick's day": ("03-17", "03-17"),
    "memorial day": ("05-25", "05-31"),
    "canada day": ("07-01", "07-01"),
    "fourth of july": ("07-04", "07-04"),
    "labor day": ("09-01", "09-07"),
    "boxing day": ("12-26", "12-26"),
    "halloween": ("10-31", "10-31"),
    "thanksgiving": ("11-22", "11-28"),
    "christmas eve": ("12-24", "12-24"),
    "christmas day": ("12-25", "12-25"),
    "christmas": ("12-24", "12-26"),
}
# Of which the days above are the first that it may be: Thanksgiving is a Thursday.
_WEEKDAYS = {"thanksgiving": 3, "memorial day": 0, "labor day": 0}
_THIRDS = {"early": 0, "mid": 1, "middle": 1, "late": 2}
# Of a month ten days, of a year two months: "the end of 2022".
_ENDS = {"beginning": "first", "start": "first", "end": "last"}
_PLACES = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1, "final": -1}
_DAYS_OF = {"day": 1, "week": 7}
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6}
_TO = r"(?: ?[-–—] ?| (?:to|until|till|through) (?:the )?)"
_EARLY = r"(?:the )?(?:(?P<part>early|mid|late)[ -])"
_SEASON = rf"(?:{_EARLY}|the )?(?P<season>{alternatives(_SEASONS)})(?: of|,)? (?P<year>{_YEAR})(?:[-/–](?:\d\d)?\d\d)?"
FEAST = alternatives(_FEASTS).replace("'", "['’]")
_FEAST = rf"(?P<feast>{FEAST})(?: of|,)? (?P<year>{_YEAR})"
_THIRD = rf"(?:{_EARLY}|(?:the )?(?P<point>beginning|start|middle|end) of )(?P<of>{_MONTH_OR_YEAR})"
_QUARTER = rf"(?P<unit>[qh])(?P<number>[1-4])(?:[ /]| of )(?P<year>{_YEAR})"
_PART = (
    rf"(?:the )?(?P<place>{alternatives(_PLACES)})[ -](?:(?P<many>\d{{1,2}}|{alternatives(COUNTS)}) )?"
    rf"(?P<unit>days?|weeks?|months?|quarters?|half)(?: of| in|,)? (?P<of>{_MONTH_OR_YEAR})"
)
_RUN = (
    rf"(?:the )?(?P<first>{_NUMBER}){_TO}(?P<last>{_NUMBER})(?: of)? (?P<month>{MONTH}),? (?P<year>{_YEAR})",
    rf"(?P<month>{MONTH}) (?P<first>{_NUMBER}){_TO}(?P<last>{_NUMBER}),? (?P<year>{_YEAR})",
)
Days = tuple[date, date]


def _nameless(shape: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", shape)


# "10 to 15 August 2023", "August 10–15, 2023".
RUN = "|".join(map(_nameless, _RUN))
# Where no year follows, they stand before a stretch that has one: "between spring and autumn 2022".
YEARLESS = rf"(?:{_nameless(_EARLY)})?(?:{MONTH}|{alternatives(_SEASONS)})|q[1-4]"
NAMED = "|".join(map(_nameless, (_SEASON, _FEAST, _THIRD, _QUARTER, _PART)))
_ANY = lazy_regex(rf"{RUN}|{NAMED}", re.IGNORECASE)
# What is a stretch with "of 2022" behind it.
OPENS = lazy_regex(
    rf"\b(?:{alternatives(_SEASONS)}|q[1-4]|(?:early|mid|late)|(?:beginning|start|middle|end)"
    rf"|(?:{alternatives(_PLACES)}) (?:\w+ )?(?:days?|weeks?|months?|quarters?|half))$",
    re.IGNORECASE,
)
# They end or begin it, and tell of no day: nobody knows what is "before the end of 2022".
IS_POINT = lazy_regex(r"(?:the )?(?:beginning|start|middle|end) of ", re.IGNORECASE)


def _of_season(told: dict[str, str]) -> Days:
    year, month = int(told["year"]), _SEASONS[told["season"]]
    first = date(year, month, 1)
    return _third((first, _months_on(first, 3)), told["part"]) if told.get("part") else (first, _months_on(first, 3))


def _of_feast(told: dict[str, str]) -> Days:
    feast = told["feast"].replace("’", "'")
    first, last = (date.fromisoformat(f"{told['year']}-{day}") for day in _FEASTS[feast])
    if feast in _WEEKDAYS:
        first = last = first + timedelta(days=(_WEEKDAYS[feast] - first.weekday()) % 7)
    if feast == "easter":  # from Good Friday to Monday
        first, last = (easter(first.year) + timedelta(days=days) for days in (-2, 1))
    return first, last


def _of_third(told: dict[str, str]) -> Days | None:
    part = told.get("part") or told["point"]
    if (place := _ENDS.get(part)) is None:
        return _third(_whole(told["of"]), part)
    first, last = _whole(told["of"])
    many, unit = ("10", "day") if first.month == last.month else ("2", "month")
    return _of_part({"of": told["of"], "place": place, "many": many, "unit": unit})


def _of_quarter(told: dict[str, str]) -> Days | None:
    months = _MONTHS_OF["quarter" if told["unit"] == "q" else "half"]
    month = (int(told["number"]) - 1) * months + 1
    first = date(int(told["year"]), month, 1) if month <= 12 else None
    return None if first is None else (first, _months_on(first, months))


def _of_part(told: dict[str, str]) -> Days | None:
    """Count parts from the first or the last day of a month or year; None where it has no such part."""
    (first, last), many, place = _whole(told["of"]), told.get("many") or "1", _PLACES[told["place"]]
    number, unit = int(many) if many.isdigit() else COUNTS[many], told["unit"].removesuffix("s")
    if unit == "half" and first.month == last.month:
        middle = first + timedelta(days=last.day // 2 - 1)
        return (first, middle) if not place else (middle + timedelta(days=1), last)
    if unit in _DAYS_OF:
        days = timedelta(days=number * _DAYS_OF[unit])
        begins = last + timedelta(days=1) - days if place < 0 else first + place * days
        ends = begins + days - timedelta(days=1)
    else:
        months = number * _MONTHS_OF[unit]
        begins = _months_on(first, 12 - months if place < 0 else place * months, last=False)
        ends = _months_on(begins, months)
    return (begins, ends) if first <= begins <= ends <= last else None


def _of_run(told: dict[str, str]) -> Days | None:
    first, last = (
        found.exact if (found := parse_date(f"{told[day]} {told['month']} {told['year']}")) else None
        for day in ("first", "last")
    )
    return (first, last) if first and last and first <= last else None


_READERS: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], Days | None]], ...] = tuple(
    (lazy_regex(shape, re.IGNORECASE), reader)
    for shape, reader in (
        (_SEASON, _of_season),
        (_FEAST, _of_feast),
        (_THIRD, _of_third),
        (_QUARTER, _of_quarter),
        (_PART, _of_part),
        *((shape, _of_run) for shape in _RUN),
    )
)


def stretch(text: str) -> Days | None:
    """Return the first and the last day of a stretch that a text is and nothing else; None where there is no such stretch."""
    for shape, reader in _READERS:
        if found := shape.fullmatch(text):
            return reader({name: told.casefold() for name, told in found.groupdict().items() if told})
    return None


def holds_stretch(text: str) -> bool:
    """Whether one stands anywhere in a text."""
    return _ANY.search(text) is not None


def _whole(text: str) -> Days:
    """Return the first and the last day of a month or year."""
    told = parse_date(text)
    assert told is not None
    first = date(told.year, told.month or 1, 1)
    return first, _months_on(first, 1 if told.month else 12)


def _third(days: Days, part: str) -> Days:
    """Return the first, the middle or the last third: of a month ten days, of a season a month, of a year four."""
    (first, last), number = days, _THIRDS[part]
    if first.month == last.month:
        ends = (9, 19, monthrange(first.year, first.month)[1] - 1)
        return first + timedelta(days=number * 10), first + timedelta(days=ends[number])
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    begins = _months_on(first, number * months // 3, last=False)
    return begins, _months_on(begins, months // 3)


def _months_on(first: date, months: int, *, last: bool = True) -> date:
    """Return the first day so many months later, or the `last` one before it."""
    years, month = divmod(first.month - 1 + months, 12)
    day = date(first.year + years, month + 1, 1)
    return day - timedelta(days=1) if last else day
