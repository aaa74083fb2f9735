"""Periods that are told from the present day: "last month", "since Monday", "in May", "in the past ten days"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from qa.english import relative_days as days
from qa.english.calendar import DAYS, MONTH
from qa.english.dates import long_date
from qa.english.numbers import COUNTS
from qa.english.period_places import period_last
from qa.english.periods import Period
from qa.english.stretches import FEAST, IS_POINT
from qa.english.word_lists import alternatives
from qa.types.patterns import lazy_regex

_LAST_YEAR = 2099
# A period ends the text, or stands before what its documents are about, or before another one.
_ABOUT = r" (?:about|on|that|which|with|mention\w*|regarding|concerning|in|at|say|said|saying|are|were|do|did|have) "
_OTHERS = r",? (?:and|or|to|with|vs\.?|versus) (?:(?:in|on|from) )?(?:the )?(?:this|last|past|previous|yesterday|today)\b"
_ENDS = rf"(?=(?: on(?:wards?)?| only)?[ ?.!,]*$|{_ABOUT}|{_OTHERS})"
_OPENS = ("since", "after", "before", "prior to", "until", "till", "up to")
_OPEN = "|".join(_OPENS)
_WITHIN = "in|on|at|over|from|of|during|within|for|throughout"
# Not what is quoted.
_UNQUOTED = r"(?<![“\"‘'])\b"
_MANY = rf"(?P<many>\d{{1,3}}|{alternatives(COUNTS)}|an?|(?:a )?few|(?:a )?couple of)"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|h(?:ou)?r)s?"
_DAY = rf"(?P<day>{alternatives(DAYS)}|mon|tues?|wed|thurs?|fri|sat|sun)\b\.?"
# "Good Friday" and "Black Friday" are no weekdays.
_NO_DAY = r"(?<!good )(?<!black )(?<!super )(?<!bloody )(?<!cyber )(?<!ash )(?<!palm )"
_PARTS = (
    r"(?:first|second|third|fourth|last|final) (?:\w+ )?(?:days?|weeks?|half) (?:of|in) |(?:beginning|start|middle|end) of "
)
_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBERED = rf"(?:(?:the )?{_OF_MONTH}(?: of)? {MONTH}|{MONTH} (?:the )?{_OF_MONTH}(?![:.]?\d))"
_RUN = rf"(?:{_OF_MONTH} ?[-–] ?{_OF_MONTH}(?: of)? {MONTH}|{MONTH} {_OF_MONTH} ?[-–] ?{_OF_MONTH})"
_WEEK = r"(?:the )?week (?:of|from|beginning|starting) "
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
# What is a period once its year stands behind it.
_YEARLESS = (
    rf"(?:the )?(?:(?:{_PARTS}){MONTH}|(?:(?:early|mid|late)[ -])?(?:{MONTH}|{_SEASON}))|(?:the )?(?:q[1-4]|h[12])|{FEAST}"
)
_NO_YEAR_BEHIND = r"(?!,? (?:of )?(?:19|20)\d\d)"
_NEAR = (
    r"(?P<near>(?:the )?day before yesterday|yesterday(?: (?:morning|afternoon|evening))?|(?<!new )today"
    r"|this (?:morning|afternoon|evening)|tonight|last night|overnight)"
)
_TWO = (
    rf"(?P<first>{_NUMBERED}|{_YEARLESS}|(?:the )?{_OF_MONTH})(?: (?:and|to|until|till|through|thru) | ?[-–] ?)"
    rf"(?P<second>{_NUMBERED}|{_YEARLESS}){_NO_YEAR_BEHIND}"
)
# All of them have one of these, so that few texts are looked through for each.
_TELLS_TIME = lazy_regex(
    rf"\b(?:today|tonight|overnight|yesterday|mornings?|afternoons?|evenings?|night|ago|quarter|weekend|days?|weeks?"
    rf"|fortnights?|months?|years?|hours?|hrs?|{_SEASON}|q[1-4]|h[12]|wknd|{FEAST}|{MONTH}|{_DAY})",
    re.IGNORECASE,
)
# "From last month to today" is since then; a range that ends so otherwise isn't understood.
_TO_NOW = lazy_regex(
    r"\b(?:between|from) (?P<first>(?:\S+ ){1,4}?)(?:and|to|until|till) (?:today|now|the present|this day)\b", re.IGNORECASE
)
_RANGE = lazy_regex(
    r"\b(?:between|from) (?:\S+ ){1,5}?(?:and|to|until|till) (?:the )?(?:this|last|past|yesterday|today|now|\w+day)\b",
    re.IGNORECASE,
)
# "Yesterday's news".
_OWNED = lazy_regex(
    rf"{_UNQUOTED}(?P<words>yesterday|today|(?:this|last) (?:week|month|year)|{alternatives(DAYS)})['’]s"
    r" (?P<what>(?:top |main |biggest )?(?:news|headlines|articles|stories|documents)\b[^?.!]*)",
    re.IGNORECASE,
)
# "May", "3 June", "Friday": such days come again.
_COMES_AGAIN = lazy_regex(
    rf"(?:(?:(?:the )?{_OF_MONTH}|{_NUMBERED}|{_YEARLESS})(?: (?:and|to|until|till|through|thru) | ?[-–] ?))?"
    rf"(?:{_NUMBERED}|{_YEARLESS})|{_DAY}",
    re.IGNORECASE,
)
# What leads a period's name as well as its words: "from May 2021".
_KEPT = ("in", "from", "of", "during", "throughout")


@dataclass(frozen=True, slots=True)
class ReadPeriod:
    """The words of a text for a period, the word that leads them, if any, and the period that they are on some day."""

    words: str
    lead: str
    period: Period

    @property
    def name(self) -> str:
        """ "November 2023", "from 2023-12-09 to 2023-12-10"."""
        return self.period.name or self.period.in_words

    @property
    def may_be_any(self) -> bool:
        """Whether it may well be another one, or a part of what is asked: "the vote in May", "the storm on Friday"."""
        return self.lead not in (*_OPENS, "from", "between") and _COMES_AGAIN.fullmatch(self.words) is not None

    def __str__(self) -> str:
        """The period, with the word that leads it where that still says which days are meant: "since 11 December 2023"."""
        first, last, lead = self.period.since or "", self.period.until or "", self.lead
        if lead in _OPENS:
            begins = lead in ("since", "before", "prior to")
            lead = "before" if lead == "prior to" else lead
            return f"{lead} {self.period.name or long_date((first or last) if begins else (last or first))}"
        return f"{lead} {self.period.name}" if lead in _KEPT and self.period.name and first != last else self.period.in_words


_Reader = Callable[[days.Words, date], Period | None]


def dated(text: str, now: date) -> tuple[str, tuple[ReadPeriod, ...]]:
    """Replace "last month", "since Monday" or "in May" by the periods that they are on the day `now`.

    Return the text and what was read: "news last month" is "news in November 2023". A month without a year is the last one.
    """
    if not days.FIRST_YEAR < now.year <= _LAST_YEAR or not tells_time(text):
        return text, ()
    text = _TO_NOW.sub(lambda found: f"since {found['first'].strip()}", text)
    if _RANGE.search(text):
        return text, ()
    text = _OWNED.sub(
        lambda found: period_last(f"{found['what'].rstrip()} {'on ' if found['words'][-3:] == 'day' else ''}{found['words']}"),
        text,
    )
    read: list[ReadPeriod] = []
    for shape, reader in _SHAPES:
        text = shape.sub(partial(_replaced, reader, now, read), text)
    return text, tuple(read)


def _replaced(reader: _Reader, now: date, read: list[ReadPeriod], found: re.Match[str]) -> str:
    """Return what stands in the place of the words found, and note what was read; the words, where they are no period."""
    words = {name: (value or "").casefold().replace("’", "'") for name, value in found.groupdict().items()}
    lead = words.get("lead", "")
    period = None if lead in ("before", "prior to", "after") and IS_POINT.search(found[0]) else reader(words, now)
    if period is None or (period.since or period.until or "") < str(days.FIRST_YEAR):
        return found[0]
    read.append(ReadPeriod(found[0][len(lead) :].strip(" ,:"), lead, period))
    return f"{' ' if found[0][0] in ',:' else ''}{read[-1]}"


def tells_time(text: str) -> bool:
    """Whether it has a word without which no period is told from the present day."""
    return _TELLS_TIME.search(text) is not None


def _shapes(lead: str, *shapes: tuple[str, _Reader]) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    return tuple((lazy_regex(rf"{lead}{_UNQUOTED}{words}{_ENDS}", re.IGNORECASE), reader) for words, reader in shapes)


# By what has to stand before them. The fuller ones come first.
_SHAPES = (
    *_shapes(
        rf"(?:\b(?:from (?=over ))?(?P<lead>{_WITHIN}|{_OPEN}) )?",
        (_NEAR, days.near),
        (rf"(?:(?:the|this|earlier) )?(?P<which>this|last|past|previous) {_UNIT}", days.last_or_this),
        (rf"(?:(?:the|this|these) )?(?:last|past|previous) {_MANY} {_UNIT}", days.past),
        (rf"{_MANY} {_UNIT} ago", days.ago),
        (r"(?:the )?(?:start|beginning) of (?:the|this) (?P<unit>week|month|year)", days.begun),
        (r"(?:the )?(?P<which>this|last|past|previous) quarter", days.quarter),
        (r"(?:(?:the|this) )?(?:(?P<which>last|past) )?(?:weekend|wknd)", days.weekend),
        (rf"(?:this )?(?P<which>last|this|past) {_DAY}", days.weekday),
        (rf"(?P<which>this|last|past) (?P<yearless>{_YEARLESS}){_NO_YEAR_BEHIND}", days.yearless),
    ),
    *_shapes(r"(?:\b(?P<lead>between|from|in) |[,:] ?)", (_TWO, days.between)),
    *_shapes(
        rf"\b(?P<lead>on|from|{_OPEN}) ",
        (_NO_DAY + _DAY, days.weekday),
        (rf"(?P<yearless>{_NUMBERED}|{FEAST}){_NO_YEAR_BEHIND}", days.yearless),
    ),
    *_shapes(r"(?:\b(?P<lead>from|between|in|on) |[,:] ?)", (rf"(?P<yearless>{_RUN}){_NO_YEAR_BEHIND}", days.yearless)),
    *_shapes(r"\b(?P<lead>in|during|of|from|since) ", (rf"(?P<yearless>{_WEEK}{_NUMBERED}){_NO_YEAR_BEHIND}", days.yearless)),
    *_shapes(
        rf"(?:\b(?:back (?=in ))?(?P<lead>in|from|during|throughout|at|over|(?<=s )of|{_OPEN}) |[,:] ?)",
        (rf"(?P<yearless>{_YEARLESS}){_NO_YEAR_BEHIND}", days.yearless),
    ),
)
