"""Stretches of time that a question names at its end: "in 2022", "since March 2021", "between 2019 and 2021"."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from qa.english.calendar import MONTH, parse_date

_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:{_YEAR}-\d\d(?:-\d\d)?|{MONTH} \d{{1,2}},? {_YEAR}|\d{{1,2}} {MONTH} {_YEAR}|{MONTH},? {_YEAR}|{_YEAR})"
_PUBLISHED = r"(?:(?:that |which )?(?:were |was |are |is )?(?:published|written|dated|added|there) )?"
_STRETCH = (
    rf",? ?\b{_PUBLISHED}(?:(?:between|from) (?P<first>{_DATE}) (?:and|to|until|till|through) (?P<last>{_DATE})"
    rf"|(?P<word>in|from|during|of|on|since|after|before|until|till|up to) (?P<date>{_DATE})(?P<open> on(?:wards?)?)?)"
)
_PERIOD = re.compile(rf"{_STRETCH}$", re.IGNORECASE)
# "articles from September 2023 about strikes"
_BETWEEN = re.compile(
    rf"(?<=s)(?P<period>{_STRETCH})(?P<rest> (?:(?:about|on|that|which|with|mention\w*|regarding|concerning) .+|are there"
    r"|(?:do|have) (?:we|you|i)(?: have| got)?))$",
    re.IGNORECASE,
)
# "in the summer of 2021"
_PART = re.compile(r"\b(?:in|during|since|until) (?:\S+ ){0,2}\S+$", re.IGNORECASE)
_BARE_DATE = re.compile(_DATE, re.IGNORECASE)
_LISTED = re.compile(r"((?:,| and| or|, and|, or) )", re.IGNORECASE)
_MOST_LISTED = 40  # each is read with all before it
# "in July and August 2022"
_YEARLESS = re.compile(
    rf"\b(?P<month>{MONTH})(?=,? (?:and|or|to|until|till|through) (?:in )?{MONTH},? (?P<year>{_YEAR})\b)", re.IGNORECASE
)
_ANY_PERIOD = re.compile(rf"\b(?:in|from|during|since|after|before|until|between) (?:\S+ ){{0,3}}?{_YEAR}\b", re.IGNORECASE)
_BARE_YEAR = re.compile(rf"(?<=\w) ({_YEAR})$")
_BEFORE_YEAR = re.compile(rf"\b(?:in|from|during|of|on|since|after|before|until|till|to|and|{MONTH})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time from `since` to `until`, ISO dates, both included; None where it is open."""

    since: str | None = None
    until: str | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def is_told(self, published: str | None, text: str) -> bool:
        """Whether a text was published in it, or in the week after, or names the year that it begins or ends in."""
        if published and (self.since or "") <= published[:10] <= (_shifted(self.until, 7) if self.until else "9999"):
            return True
        return any(day[:4] in text for day in (self.since, self.until) if day)

    @property
    def of_reports(self) -> "Period":
        """When what was said then is reported: of a day, up to the day after it."""
        return Period(self.since, _shifted(self.until, 1)) if self.until and self.since == self.until else self


EVER = Period()


def split_period(text: str) -> tuple[str, Period]:
    """Return the text without the period that it ends in, and that period; an open one where it names none."""
    match = _PERIOD.search(_YEARLESS.sub(r"\g<month> \g<year>", text))
    if match is None:
        return text, EVER
    rest = text[: match.start()].rstrip(" ,")
    if match["first"]:
        return rest, Period(_days(match["first"])[0], _days(match["last"])[1])
    if match["word"].casefold() == "of" and _PART.search(rest):
        return text, EVER
    first, last = _days(match["date"])
    match match["word"].casefold():
        case "since":
            return rest, Period(first, None)
        case "after":
            return rest, Period(_shifted(last, 1), None)
        case "before":
            return rest, Period(None, _shifted(first, -1))
        case "until" | "till" | "up to":
            return rest, Period(None, last)
    return rest, Period(first, None if match["open"] else last)


def split_periods(text: str) -> tuple[tuple[str, Period], ...]:
    """Split a list in which each part ends in its period: what stands before each, and that period; () for any other text.

    "Lee in 2021 and Ray in 2022". A part that is only a period is of what stands before the last one: "fires in 2021 and 2022".
    """
    if len(_LISTED.findall(text)) > _MOST_LISTED:
        return ()
    *parts, last = _LISTED.split(_YEARLESS.sub(r"\g<month> \g<year>", text))
    found: list[tuple[str, Period]] = []
    before = ""
    for part, between in zip([*parts[::2], last], [*parts[1::2], ""], strict=True):
        subject, period = split_period(f"in {part}" if not before and is_date(part) else before + part)
        before = "" if period else before + part + between
        if period:
            found.append((subject or (found[-1][0] if found else ""), period))
    return () if before else tuple(found)


def is_date(text: str) -> bool:
    """Whether a text is a date, a month or a year and nothing else."""
    return _BARE_DATE.fullmatch(text) is not None


def holds_period(text: str) -> bool:
    """Whether a period stands anywhere in a text, be it one that can't be read: "in the summer of 2021"."""
    return _ANY_PERIOD.search(text) is not None


def joined(periods: Sequence[Period]) -> Period | None:
    """Return the stretch that these periods make, None where there is time between them or one is open."""
    days = sorted((each.since, each.until) for each in periods if each.since and each.until)
    if len(days) < len(periods) or any(day > _shifted(last, 1) for (_, last), (day, _) in pairwise(days)):
        return None
    return Period(days[0][0], days[-1][1])


def period_last(text: str) -> str:
    """Move a period that stands after the text's first plural, before what they are about, to the end."""
    return _BETWEEN.sub(lambda found: f"{found['rest']}{found['period']}", text)


def year_as_period(text: str) -> str:
    """Turn the year that the text ends in into a period: "… of the fair 2023" → "… of the fair in 2023"."""
    year = _BARE_YEAR.search(text)
    if year is None or _BEFORE_YEAR.search(text[: year.start()]):
        return text
    return f"{text[: year.start()]} in {year[1]}"


def _days(text: str) -> tuple[str, str]:
    """Return the first and the last day of a date, a month or a year, as ISO dates."""
    told = parse_date(text)
    assert told is not None
    if not told.month or not told.month <= 12:
        return f"{told.year}-01-01", f"{told.year}-12-31"
    if told.exact is None:
        month = f"{told.year}-{told.month:02}"
        return f"{month}-01", f"{month}-{monthrange(told.year, told.month)[1]}"
    return told.exact.isoformat(), told.exact.isoformat()


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
