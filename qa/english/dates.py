"""Dates in a text, those that are told from the day of writing ("on Tuesday", "last month") worked out from it.

Alone knows dateparser. What is found is found here, by its shape, since dateparser would take "may" and "1,200" for dates.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from functools import lru_cache

from qa.english.calendar import DAY_NAME, DAYS, parse_date
from qa.english.date_shapes import SHAPES
from qa.english.to_come import is_to_come
from qa.types import Span
from qa.types.patterns import lazy_regex

_REGULAR = lazy_regex(
    r"(?:\b(?:every(?: other)?|each|most|[Oo]n (?:an?|any)|[Oo]ne|usually|always|through|to|[A-Z]\w+day(?:,? or)?"
    r"|Thanksgiving|Easter|Good"
    r"|Black|Cyber|Ash|Palm|Super|Fat)"
    r"|(?:[ap]\.?m\.? ?[-–] ?|; |- ?|– ?)(?:[\d:]+ )?(?:[ap]\.m\.)?) *$"
)
# "Since the war began Feb. 24", "last August".
_FROM_THEN = lazy_regex(r"\b(?:since\b[^,.;]{0,40}|last )$", re.IGNORECASE)
# "Nearly two years ago" may be of this year or that; "20 years ago" seldom is exactly so.
_INEXACT = lazy_regex(r"(?i)\b(?:nearly|almost|about|around|roughly|some|(?:more|less) than|over|at least)\s*$")
_ROUND = lazy_regex(r"[1-9]\d?[05]\b|100\b")
_FIRST_PERSON = lazy_regex(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur)\b")
# That a figure is compared with last year's is no event of last year.
_COMPARED = lazy_regex(r"\b(?:from|than|over|of|with|to|against|as|by) *$", re.IGNORECASE)
# Days that stand for what happened on them in another year.
_EVENTS = lazy_regex(r"(?:January|Jan\.) 6(?:th)?|(?:September|Sept\.) 11(?:th)?")
# Days: without "last", a weekday so long ago is as likely the one to come, of a sentence that doesn't say so or came later.
_TOO_LONG = 5
# Days: a date so near is as well one to come as a past one, without a word that says so.
_SOON = 45
# Days: nobody names the next year's day without its year so shortly after this one's; a contract that “expires August 1” in
# September may mean it.
_JUST_PASSED = 14
# Days: "their bid to win the House in November" is more likely to come.
_SOON_TO_DO = 100
_TO_DO = lazy_regex(r"\bto [a-z]+ (?:[\w’'%-]+ ){0,10}$")
_ON_WEEKDAY = lazy_regex(rf"\b(?P<weekday>{DAY_NAME}),? (?:the )?$")
# What is so each year has no date.
_HABIT = lazy_regex(r"(?i)\b(?:usually|typically|normally|generally|traditionally|always|annually|(?:every|each) year)\b")
# The first months of seasons.
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9}
# Before a date that the rest of its sentence is of; kinds of words that tell a year; and before a month that counts from now.
_OPENS = re.compile(r"\W*(?:In|On|By|During|Back in)\s+", re.IGNORECASE)
_IN_FULL = ("year", "month", "day")
_FROM_NOW = re.compile(r"\b(?:last|next|this|past|coming)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DatedWords:
    """Words that tell a date. `day` is as much of an ISO date as they tell: "2021", "2021-04" or "2021-04-22".

    `kind` is the shape of the words: "day", "month" and "year" tell all of it, a "yearless" and a "named" one no year, a
    "weekday" and the others ("near", "ago", "last") count from the day of writing.
    """

    span: Span
    day: str
    kind: str


def dates_in(text: str, published: str | None) -> list[DatedWords]:
    """Return the dates of a sentence, in order; where `published` isn't known, only those that need no day of writing."""
    base = day_of(published)
    base = base if base is not None and MINYEAR < base.year < MAXYEAR else None  # 0001-01-01 and 9999-12-31 stand for no day
    days = ((match, _day(match, text, base)) for match in SHAPES.finditer(text))
    found = [DatedWords(Span(*match.span()), day, str(match.lastgroup)) for match, day in days if day is not None]
    opens = bool(found) and found[0].kind in _IN_FULL and _OPENS.fullmatch(text[: found[0].span.start]) is not None
    return list(_of_that_year(found, text)) if opens else found


def _of_that_year(found: Sequence[DatedWords], text: str) -> Iterator[DatedWords]:
    """Yield the dates of a sentence that opens with one in full: "In 2008, prices peaked in July", or in the January after."""
    last = found[0]
    for told in found:
        if told.kind in _IN_FULL:
            last = told
        elif told.kind in ("named", "yearless") and not _FROM_NOW.search(text, 0, told.span.start):
            later = len(last.day) > len("2008") and told.day[5:7] < last.day[5:7]
            day = f"{int(last.day[:4]) + later}{told.day[4:]}"
            told = replace(told, day=day) if len(day) < len("2008-07-01") or day_of(day) else told
        yield told


def _day(match: re.Match[str], text: str, base: date | None) -> str | None:
    words, kind = " ".join(match.group().split()), str(match.lastgroup)
    if kind == "year":
        return words[-4:]
    if kind in ("day", "month"):
        told = parse_date(re.sub(r"(?<=\d)[-–]\d\d?(?=,? \d{4})", "", words))
        if told is None:
            return None
        if kind == "month":
            return f"{told.year}-{told.month:02}"
        return told.exact.isoformat() if told.exact else None
    if base is None or (
        kind == "last" and (_COMPARED.search(text[: match.start()]) or text[match.end() :].startswith(("'", "’")))
    ):
        return None
    if kind in ("near", "last", "ago", "weekday") and _is_quoted(match.start(), match.end(), text):
        return None  # said by somebody, perhaps on another day
    return next(_relative(kind, words, match, text, base), None)


def _relative(kind: str, words: str, match: re.Match[str], text: str, base: date) -> Iterator[str]:
    future = is_to_come(text, match.start(), match.end())
    if kind in ("yearless", "named") and _FROM_THEN.search(text[: match.start()]):
        told = _parsed(words if kind == "yearless" else f"{_month(words)} 15", base, "past")
        if told is not None:
            yield told.isoformat()[: 10 if kind == "yearless" else 7]
    elif kind == "yearless":
        loose = _EVENTS.fullmatch(words) or _is_quoted(match.start(), match.end(), text)
        named = _ON_WEEKDAY.search(text[: match.start()])
        for day in _nearest(words, base, future, 10, weekday=named["weekday"] if named else None):
            if not loose or abs((date.fromisoformat(day) - base).days) <= _SOON:
                yield day
    elif kind == "named":
        if not _HABIT.search(text):
            soon = _SOON_TO_DO if _TO_DO.search(text[: match.start()]) else _SOON
            yield from _nearest(f"{_month(words)} 15", base, future, 7, soon)
    elif kind == "weekday":
        told = _weekday(words, match["which"], base, future)
        near = match["which"] or (base - told).days < _TOO_LONG
        if near and not _REGULAR.search(text[: match.start()]):
            yield told.isoformat()
    elif kind == "near":  # not "today", which is these days more often than this day
        days = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(words.casefold(), 0)
        yield (base + timedelta(days=days)).isoformat()
    elif kind in ("ago", "last") and not _INEXACT.search(text[: match.start()]):
        yield from _about(words.casefold(), base, future)


def _about(words: str, base: date, future: bool) -> Iterator[str]:
    """Yield the month or the year of "last week", "this summer" and "three years ago"; none where that may be either of two."""
    season = words.split()[-1]
    if season in _SEASONS:
        yield str(base.year - ("past" in words and base.month < _SEASONS[season]))
        return
    told = _then(words, base)
    if told is None:
        return
    if "day" in words:
        yield told.isoformat()
    elif "year" in words:
        if not _ROUND.match(words):
            yield told.isoformat()[:4]
    elif "week" in words:
        first = told - timedelta(days=told.weekday())
        last = first + timedelta(days=6)
        if words.startswith(("this", "earlier")):  # what is left of it, or what has been of it
            first, last = (base, last) if future else (first, base)
        if (first.year, first.month) == (last.year, last.month):
            yield told.isoformat()[:7]
    else:
        yield told.isoformat()[:7]


def about_day(words: str, published: str | None) -> str | None:
    """Return the day around which "a week ago" or "last week" was, as an ISO date; None where the words are of no week."""
    base = day_of(published)
    if base is None or "week" not in words:
        return None
    told = _then(" ".join(words.casefold().split()), base)
    return told.isoformat() if told is not None else None


def _then(words: str, base: date) -> date | None:
    return _parsed(words.removeprefix("earlier "), base, "past")


def _month(words: str) -> str:
    return re.sub(r"^(?:early |late |mid-)", "", words)


def _nearest(
    words: str, base: date, future: bool, length: int, within: int = _SOON, weekday: str | None = None
) -> Iterator[str]:
    """Yield the day of this month that came last, or the next one where it is to come or is near.

    A day that just passed isn't the next year's ("By Feb. 15", on Feb. 16); of two that aren't near one is the `weekday` told.
    """
    both = [told for which in ("past", "future") if (told := _parsed(words, base, which)) is not None]
    if weekday is not None and all(abs((told - base).days) > _SOON for told in both):
        both = [told for told in both if told.weekday() == DAYS.index(weekday.casefold())] or both
    future = future and not (length == 10 and any(0 < (base - told).days <= _JUST_PASSED for told in both))
    coming = [told for told in both if told >= base]
    if both:
        soon = [told for told in coming if future or (told - base).days <= within]
        near = min(soon or both, key=lambda told: (told >= base and not soon, abs((told - base).days)))
        yield near.isoformat()[:length]


def _weekday(words: str, which: str | None, base: date, future: bool) -> date:
    """Return the last such weekday, the day of writing included, unless the words tell of one to come."""
    number = DAYS.index(words.split()[-1].casefold())
    back = (base.weekday() - number) % 7
    which = (which or "").casefold()
    if which in ("last", "past"):
        return base - timedelta(days=back or 7)
    if which == "next" or ((future or which == "this") and back):
        return base + timedelta(days=7 - back if back else 7)
    return base - timedelta(days=back)


def _is_quoted(start: int, end: int, text: str) -> bool:
    """Whether the words are in a quotation, perhaps of several sentences, or are told by somebody who says “I”."""
    before = text[:start]
    if before.count("“") > before.count("”") or before.count('"') % 2 == 1:
        return True
    if re.match(r'[^"]*[^\s"]"(?:\s|$)', text[end:]) and '"' not in before:
        return True  # the quotation began in a sentence before
    closing, opening = text.find("”", end), text.find("“", end)
    if closing >= 0 and (opening < 0 or closing < opening):
        return True
    return _FIRST_PERSON.search(re.sub(r"“[^”]*”?|\"[^\"]*\"?", "", text)) is not None


def day_of(published: str | None) -> date | None:
    """Return the day of an ISO date or time; None where it tells none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def long_date(published: str) -> str:
    """Write an ISO date as in "17 March 2021"; return anything else as it is."""
    day = day_of(published)
    return published if day is None else f"{day.day} {day:%B} {day.year}"


@lru_cache(maxsize=4096)
def _parsed(words: str, start: date, which: str) -> date | None:
    import dateparser

    told = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(start.year, start.month, start.day),
            "PREFER_DATES_FROM": which,
            "PREFER_DAY_OF_MONTH": "first",
            "DATE_ORDER": "MDY",
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return told.date() if told is not None else None
