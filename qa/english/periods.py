"""Stretches of time that a question names at its end: "in 2022", "since March 2021", "in the week of 14 March 2022"."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from qa.english.calendar import MONTH, PartialDate, parse_date
from qa.english.dates import long_date
from qa.english.stretches import IS_POINT, NAMED, OPENS, RUN, YEARLESS, stretch
from qa.types.patterns import lazy_regex

_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = rf"{_YEAR}-\d\d-\d\d|{MONTH} {_NUMBER},? {_YEAR}|(?:the )?{_NUMBER}(?: of)? {MONTH},? {_YEAR}"
_WEEK = r"(?:the )?week (?:of|from|beginning|starting) (?:the )?"
DATE = rf"(?:{_WEEK}(?:{_DAY})|{RUN}|{NAMED}|{_DAY}|{_YEAR}-\d\d|{MONTH},? {_YEAR}|{_YEAR})"
_PUBLISHED = r"(?:(?:that |which )?(?:were |was |are |is )?(?:published|written|dated|added|there) )?"
LEADS = "in|from|during|throughout|of|on|since|after|before|until|till|up to"
_LEAD = rf"(?P<word>{LEADS}|(?:at|over)(?= (?:{NAMED}))|(?:from |in )?around(?! {_YEAR}\b))"
STRETCH = (
    rf",? ?\b{_PUBLISHED}(?:(?:between|from) (?P<first>{DATE}) (?:and|to|until|till|through) (?P<last>{DATE})"
    rf"|{_LEAD} (?P<date>{DATE})(?P<open> on(?:wards?)?)?)"
)
_PERIOD = lazy_regex(rf"{STRETCH}$", re.IGNORECASE)
# "in the heat of 2021"
_PART = re.compile(r"\b(?:in|during|since|until) (?:\S+ ){0,2}\S+$", re.IGNORECASE)
_OF_WEEK, _ARTICLE = re.compile(_WEEK, re.IGNORECASE), re.compile("the ", re.IGNORECASE)
_NAMED = lazy_regex(rf"{RUN}|{NAMED}", re.IGNORECASE)
_ANY_YEAR = lazy_regex(rf"\b{_YEAR}(?!\d)")
_BARE_DATE = lazy_regex(DATE, re.IGNORECASE)
_LISTED = re.compile(r"((?:,| and| or|, and|, or) )", re.IGNORECASE)
_MOST_LISTED = 40  # each is read with all before it
_MONTH, _SEASON = 31, 92  # days
# How well a day must be known to be of a period of so many days at most, in characters of an ISO date.
_KNOWN = ((16, len("2022-03-14")), (_SEASON, len("2022-03")))
_AND = r"(?:and|or|to|until|till|through)"
_DAY_OF_MONTH = rf"(?:(?:the )?{_NUMBER}(?: of)? {MONTH}|{MONTH} {_NUMBER})"
# "in July and August 2022", "between spring and autumn 2022"; "between 10 and 15 August 2022"; "from 3 March to 5 May 2022"
_YEARLESS = lazy_regex(
    rf"\b(?:{YEARLESS})(?=,? {_AND} (?:in )?(?:{YEARLESS}),? (?P<year>{_YEAR})\b)"
    rf"|(?<=\bbetween )(?:the )?{_NUMBER}(?= and (?:the )?{_NUMBER}(?: of)? (?P<month>{MONTH},? {_YEAR})\b)"
    rf"|(?:(?<=\bbetween )|(?<=\bfrom )){_DAY_OF_MONTH}(?=,? {_AND} {_DAY_OF_MONTH},? (?P<in>{_YEAR})\b)",
    re.IGNORECASE,
)
_ANY_PERIOD = re.compile(rf"\b(?:in|from|during|since|after|before|until|between) (?:\S+ ){{0,3}}?{_YEAR}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time from `since` to `until`, ISO dates, both included; None where it is open."""

    since: str | None = None
    until: str | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    @property
    def days(self) -> int | None:
        """How many days it has; None where it is open."""
        if not self.since or not self.until:
            return None
        return (date.fromisoformat(self.until) - date.fromisoformat(self.since)).days + 1

    def touches(self, day: str) -> bool:
        """Whether a day, month or year, as ISO has it, is in it at least partly."""
        return (self.since or "")[: len(day)] <= day <= (self.until or "9999")[: len(day)]

    def tells(self, day: str) -> bool:
        """Whether something of this day, month or year happened in the period, as far as its date can tell.

        The date "2022" can't tell the month in which it happened, and "March 2022" can't tell the week.
        """
        known = next((length for days, length in _KNOWN if self.days and self.days <= days), 0)
        return len(day) >= known and self.touches(day)

    @property
    def is_short(self) -> bool:
        """Whether it is a month or less."""
        return self.days is not None and self.days <= _MONTH

    def is_told(self, published: str | None, text: str) -> bool:
        """Whether a text was published in it, or in the week after, or names the year that it begins or ends in."""
        if published and (self.since or "") <= published[:10] <= (_shifted(self.until, 7) if self.until else "9999"):
            return True
        return any(day[:4] in text for day in (self.since, self.until) if day)

    @property
    def name(self) -> str:
        """ "2023", "March 2022", "the week of 14 March 2022", "4 February 2022"; "" for any other one."""
        if not self.since or not self.until:
            return ""
        day = date.fromisoformat(self.since)
        called = (str(day.year), f"{day:%B} {day.year}", f"the week of {long_date(self.since)}", long_date(self.since))
        return next((each for each in called if days_of(each) == (self.since, self.until)), "")

    @property
    def in_words(self) -> str:
        """ "in 2023", "on 4 February 2022", "from 2022-01-01 to 2022-03-31", "since 2022-01-01"; "" for an open one."""
        if self.name:
            return f"{'on' if self.since == self.until else 'in'} {self.name}"
        if self.since and self.until:
            return f"from {self.since} to {self.until}"
        return f"since {self.since}" if self.since else f"until {self.until}" if self.until else ""

    @property
    def around(self) -> "Period":
        """It with the time next to it: half as much on either side as it has days, a week at least."""
        more = max(7, (self.days or 0) // 2)
        return Period(self.since and _shifted(self.since, -more), self.until and _shifted(self.until, more))

    @property
    def of_reports(self) -> "Period":
        """When what was said then is reported: of a day, up to the day after it."""
        return Period(self.since, _shifted(self.until, 1)) if self.until and self.since == self.until else self


EVER = Period()


def split_period(text: str) -> tuple[str, Period]:
    """Return the text without the period that it ends in, and that period; an open one where it names none."""
    match = _PERIOD.search(in_full(text)) if names_year(text) else None
    if match is None or not all(map(_exists, filter(None, (match["first"], match["last"], match["date"])))):
        return text, EVER
    rest = text[: match.start()].rstrip(" ,")
    if match["first"]:
        ends = [days_of(match["first"]), days_of(match["last"])]
        if match["first"].isdigit() and match["last"].isdigit():  # of "between November and February" the year is still open
            ends.sort()
        return rest, Period(ends[0][0], ends[1][1])
    word = match["word"].casefold()
    if word == "of" and (_PART.search(rest) or OPENS.search(rest)):
        return text, EVER
    if word in ("before", "after") and IS_POINT.match(match["date"]):
        return text, EVER
    first, last = days_of(match["date"])
    if word.endswith("around"):
        return rest, Period(first, last).around
    open_ended = {"since": Period(first), "after": Period(_shifted(last, 1)), "before": Period(None, _shifted(first, -1))}
    open_ended |= dict.fromkeys(("until", "till", "up to"), Period(None, last))
    return rest, open_ended.get(word, Period(first, None if match["open"] else last))


def split_periods(text: str) -> tuple[tuple[str, Period], ...]:
    """Split a list in which each part ends in its period: what stands before each, and that period; () for any other text.

    "Lee in 2021 and Ray in 2022". A part that is only a period is of what stands before the last one: "fires in 2021 and 2022".
    """
    if not names_year(text) or len(_LISTED.findall(text)) > _MOST_LISTED:
        return ()
    *parts, last = _LISTED.split(in_full(text))
    found: list[tuple[str, Period]] = []
    before = ""
    for part, between in zip([*parts[::2], last], [*parts[1::2], ""], strict=True):
        subject, period = split_period(f"in {part}" if not before and is_date(part) else before + part)
        before = "" if period else before + part + between
        if period:
            found.append((subject or (found[-1][0] if found else ""), period))
    return () if before else tuple(found)


def week_of(day: date) -> tuple[str, str]:
    """Return the Monday and the Sunday of the week that a day is in."""
    monday = day - timedelta(days=day.weekday())
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def is_date(text: str) -> bool:
    """Whether a text is a date, a month or a year and nothing else."""
    return _BARE_DATE.fullmatch(text) is not None and _exists(text)


def holds_period(text: str) -> bool:
    """Whether a period stands anywhere in a text, be it one that can't be read: "in the summer of 2021"."""
    return _ANY_PERIOD.search(text) is not None


def joined(periods: Sequence[Period]) -> Period | None:
    """Return the stretch that these periods make, None where there is time between them or one is open."""
    days = sorted((each.since, each.until) for each in periods if each.since and each.until)
    if len(days) < len(periods) or any(day > _shifted(last, 1) for (_, last), (day, _) in pairwise(days)):
        return None
    return Period(days[0][0], days[-1][1])


def names_year(text: str) -> bool:
    """Whether a year stands in a text, without which it names no period."""
    return _ANY_YEAR.search(text) is not None


def in_full(text: str) -> str:
    """Write behind a date that lacks its year, or month and year, those of the date after it."""
    return _YEARLESS.sub(lambda found: " ".join(filter(None, (found[0], *found.groups()))), text)


def _parsed(text: str) -> PartialDate:
    """Read what has the shape of a date; a week is the day in it."""
    told = parse_date(_ARTICLE.sub("", _OF_WEEK.sub("", text), count=1))
    assert told is not None
    return told


def _exists(text: str) -> bool:
    """Whether there is such a month or day: there is no 31 February."""
    if _NAMED.fullmatch(text):
        return stretch(text) is not None
    told = _parsed(text)
    return told.month is None or (1 <= told.month <= 12 and (told.day is None or told.exact is not None))


def days_of(text: str) -> tuple[str, str]:
    """Return the first and the last day of a date, a week, a month or a year that exists, as ISO dates."""
    if (named := stretch(text)) is not None:
        return named[0].isoformat(), named[1].isoformat()
    told = _parsed(text)
    if told.exact is not None and _OF_WEEK.search(text):
        return week_of(told.exact)
    if told.month is None:
        return f"{told.year}-01-01", f"{told.year}-12-31"
    if told.exact is None:
        month = f"{told.year}-{told.month:02}"
        return f"{month}-01", f"{month}-{monthrange(told.year, told.month)[1]}"
    return told.exact.isoformat(), told.exact.isoformat()


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
