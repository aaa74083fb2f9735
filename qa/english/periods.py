"""Stretches of time that a question names at its end: "in 2022", "since March 2021", "in the week of 14 March 2022"."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from qa.english.calendar import MONTH, PartialDate, parse_date
from qa.english.dates import long_date

_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = rf"{_YEAR}-\d\d-\d\d|{MONTH} {_NUMBER},? {_YEAR}|(?:the )?{_NUMBER}(?: of)? {MONTH},? {_YEAR}"
_WEEK = r"(?:the )?week (?:of|from|beginning|starting) (?:the )?"
_DATE = rf"(?:{_WEEK}(?:{_DAY})|{_DAY}|{_YEAR}-\d\d|{MONTH},? {_YEAR}|{_YEAR})"
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
# "what happened in March 2022 in Bergen"
_HAPPENED = re.compile(rf"(?<=happened)(?P<period>{_STRETCH})(?P<rest> (?:in|at|with) .+)$", re.IGNORECASE)
# "in the summer of 2021"
_PART = re.compile(r"\b(?:in|during|since|until) (?:\S+ ){0,2}\S+$", re.IGNORECASE)
_OF_WEEK, _ARTICLE = re.compile(_WEEK, re.IGNORECASE), re.compile("the ", re.IGNORECASE)
_BARE_DATE = re.compile(_DATE, re.IGNORECASE)
_LISTED = re.compile(r"((?:,| and| or|, and|, or) )", re.IGNORECASE)
_MOST_LISTED = 40  # each is read with all before it
_MONTH = 31  # days
# How well a day must be known to be of a period of so many days at most, in characters of an ISO date.
_KNOWN = ((7, len("2022-03-14")), (_MONTH, len("2022-03")))
# "in July and August 2022"
_YEARLESS = re.compile(
    rf"\b(?P<month>{MONTH})(?=,? (?:and|or|to|until|till|through) (?:in )?{MONTH},? (?P<year>{_YEAR})\b)", re.IGNORECASE
)
_ANY_PERIOD = re.compile(rf"\b(?:in|from|during|since|after|before|until|between) (?:\S+ ){{0,3}}?{_YEAR}\b", re.IGNORECASE)
# "… last month", "… of last week about strikes", "yesterday's news about strikes"; not what is quoted, nor "what is new today".
_AGO = r"(?<![“\"‘'])\b(?P<words>yesterday|(?<!new )today|(?:this|last|(?:the )?(?:past|previous)) (?:week|month|year))"
_ABOUT = r" (?:about|on|that|which|with|mention\w*|regarding|concerning|in|at) "
_OTHERS = r",? (?:and|or|to|with|vs\.?|versus) (?:(?:in|on|from) )?(?:the )?(?:this|last|past|previous|yesterday|today)\b"
_RELATIVE = re.compile(
    rf"(?:\b(?P<lead>in|on|from|of|during|since|after|before|until|till|up to) )?{_AGO}(?=[ ?.!]*$|{_ABOUT}|{_OTHERS})",
    re.IGNORECASE,
)
_OWNED = re.compile(
    rf"{_AGO}['’]s (?P<what>(?:top |main |biggest )?(?:news|headlines|articles|stories|documents)\b[^?.!]*)", re.IGNORECASE
)
_BARE_YEAR = re.compile(rf"(?<=\w) ({_YEAR})$")
_BEFORE_YEAR = re.compile(rf"\b(?:in|from|during|of|on|since|after|before|until|till|to|and|{MONTH})$", re.IGNORECASE)


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
        return next((each for each in called if _days(each) == (self.since, self.until)), "")

    @property
    def in_words(self) -> str:
        """ "in 2023", "on 4 February 2022", "from 2022-01-01 to 2022-03-31", "since 2022-01-01"; "" for an open one."""
        if self.name:
            return f"{'on' if self.since == self.until else 'in'} {self.name}"
        if self.since and self.until:
            return f"from {self.since} to {self.until}"
        return f"since {self.since}" if self.since else f"until {self.until}" if self.until else ""

    @property
    def of_reports(self) -> "Period":
        """When what was said then is reported: of a day, up to the day after it."""
        return Period(self.since, _shifted(self.until, 1)) if self.until and self.since == self.until else self


EVER = Period()


def split_period(text: str) -> tuple[str, Period]:
    """Return the text without the period that it ends in, and that period; an open one where it names none."""
    match = _PERIOD.search(_YEARLESS.sub(r"\g<month> \g<year>", text))
    if match is None or not all(map(_exists, filter(None, (match["first"], match["last"], match["date"])))):
        return text, EVER
    rest = text[: match.start()].rstrip(" ,")
    if match["first"]:
        return rest, Period(_days(match["first"])[0], _days(match["last"])[1])
    if match["word"].casefold() == "of" and _PART.search(rest):
        return text, EVER
    first, last = _days(match["date"])
    open_ended = {"since": Period(first), "after": Period(_shifted(last, 1)), "before": Period(None, _shifted(first, -1))}
    open_ended |= dict.fromkeys(("until", "till", "up to"), Period(None, last))
    return rest, open_ended.get(match["word"].casefold(), Period(first, None if match["open"] else last))


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


def is_relative(text: str) -> bool:
    """Whether it names a period by how long ago that was."""
    return _RELATIVE.search(text) is not None or _OWNED.search(text) is not None


def dated(text: str, now: date) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Replace "last month", "this week" or "yesterday" by the periods that they are on the day `now`.

    Return the text, and the words with what each period is called: "news in November 2023", ("last month", "November 2023").
    """
    read: list[tuple[str, str]] = []

    def when(found: re.Match[str]) -> Period:
        period = _of_words(found["words"], now)
        read.append((found["words"], period.name))
        return period

    def told(found: re.Match[str]) -> str:
        return f"{found['lead']} {when(found).name}" if found["lead"] else when(found).in_words

    text = _OWNED.sub(lambda found: period_last(f"{found['what'].rstrip()} {when(found).in_words}"), text)
    return _RELATIVE.sub(told, text), tuple(read)


def _of_words(words: str, now: date) -> Period:
    which, unit = words.casefold().split()[-2:] if " " in words else ("", words.casefold())
    last = which not in ("", "this")
    match unit:
        case "week":
            return Period(*_week(now - timedelta(days=7 * last)))
        case "month":
            return Period(*_days((now.replace(day=1) - timedelta(days=last)).isoformat()[:7]))
        case "year":
            return Period(*_days(str(now.year - last)))
    day = (now - timedelta(days=unit == "yesterday")).isoformat()
    return Period(day, day)


def _week(day: date) -> tuple[str, str]:
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


def period_last(text: str) -> str:
    """Move a period that stands after the text's first plural, before what they are about, or after "happened" to the end."""
    between = _BETWEEN.search(text) or _HAPPENED.search(text)
    return text if between is None else f"{text[: between.start()]}{between['rest']}{between['period']}"


def year_as_period(text: str) -> str:
    """Turn the year that the text ends in into a period: "… of the fair 2023" → "… of the fair in 2023"."""
    year = _BARE_YEAR.search(text)
    if year is None or _BEFORE_YEAR.search(text[: year.start()]):
        return text
    return f"{text[: year.start()]} in {year[1]}"


def _parsed(text: str) -> PartialDate:
    """Read what has the shape of a date; a week is the day in it."""
    told = parse_date(_ARTICLE.sub("", _OF_WEEK.sub("", text), count=1))
    assert told is not None
    return told


def _exists(text: str) -> bool:
    """Whether there is such a month or day: there is no 31 February."""
    told = _parsed(text)
    return told.month is None or (1 <= told.month <= 12 and (told.day is None or told.exact is not None))


def _days(text: str) -> tuple[str, str]:
    """Return the first and the last day of a date, a week, a month or a year that exists, as ISO dates."""
    told = _parsed(text)
    if told.exact is not None and _OF_WEEK.search(text):
        return _week(told.exact)
    if told.month is None:
        return f"{told.year}-01-01", f"{told.year}-12-31"
    if told.exact is None:
        month = f"{told.year}-{told.month:02}"
        return f"{month}-01", f"{month}-{monthrange(told.year, told.month)[1]}"
    return told.exact.isoformat(), told.exact.isoformat()


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
