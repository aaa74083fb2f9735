"""Periods that are told from the present day: "last month", "since Monday", "in May", "in the past ten days"."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from qa.english.calendar import DAYS, MONTH
from qa.english.dates import long_date
from qa.english.numbers import COUNTS
from qa.english.period_places import period_last
from qa.english.periods import Period, days_of, is_date, split_period, week_of
from qa.english.stretches import FEAST
from qa.english.word_lists import alternatives
from qa.types.patterns import lazy_regex

# A period ends the text, or stands before what its documents are about, or before another one.
_ABOUT = r" (?:about|on|that|which|with|mention\w*|regarding|concerning|in|at|say|said|saying|are|were|do|did|have) "
_OTHERS = r",? (?:and|or|to|with|vs\.?|versus) (?:(?:in|on|from) )?(?:the )?(?:this|last|past|previous|yesterday|today)\b"
_ENDS = rf"(?=(?: on(?:wards?)?)?[ ?.!,]*$|{_ABOUT}|{_OTHERS})"
_LEADS = "in|on|at|over|from|of|during|since|after|before|until|till|up to|within|for|throughout|between"
_SHORTEST = 28  # days of a month
_LEAP = 4  # years
_NEVER = ("9999", "9999")
# Not what is quoted, nor "what is new today".
_UNQUOTED = r"(?<![“\"‘'])\b"
_MANY = rf"(?P<many>\d{{1,3}}|{alternatives(COUNTS)}|an?|few|couple of)"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|hour|hr)s?"
_DAY = rf"(?P<day>{alternatives(DAYS)}|mon|tues?|wed|thurs?|fri|sat|sun)\b\.?"
_PARTS = (
    r"(?:first|second|third|fourth|last|final) (?:\w+ )?(?:days?|weeks?|half) (?:of|in) |(?:beginning|start|middle|end) of "
)
_OF_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBERED = rf"(?:(?:the )?{_OF_DAY}(?: of)? {MONTH}|{MONTH} (?:the )?{_OF_DAY}(?![:.]?\d))"
_WEEK = r"(?:the )?week (?:of|from|beginning|starting) "
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
# What is a period once its year stands behind it.
_YEARLESS = rf"(?:the )?(?:(?:{_PARTS}){MONTH}|(?:(?:early|mid|late)[ -])?(?:{MONTH}|{_SEASON}))|(?:the )?q[1-4]|{FEAST}"
_YEAR_BEHIND = r"(?!,? (?:of )?(?:19|20)\d\d)"
_NAMED_BEFORE = r"(?<!good )(?<!black )(?<!super )(?<!bloody )(?<!cyber )(?<!ash )(?<!palm )"


# Words of the text, by what they tell, small letters; "" for what it doesn't say.
_Words = dict[str, str]


def _number(many: str) -> int:
    """Return the number that "3", "three", "a" or "a couple of" tells, of "a few" three."""
    return max(1, int(many)) if many.isdigit() else COUNTS.get(many, {"few": 3, "couple of": 2}.get(many, 1))


def _ago(words: _Words, now: date) -> Period:
    return Period(*_of_unit(words["unit"], now, _number(words["many"])))


def _past(words: _Words, now: date) -> Period:
    number, unit = _number(words.get("many") or "1"), words["unit"]
    hours = -(-number // 24)
    days = {"hour": hours, "hr": hours, "day": number - 1, "week": 7 * number - 1, "fortnight": 14 * number - 1}.get(unit)
    if days is not None:
        return Period((now - timedelta(days=days)).isoformat(), now.isoformat())
    year, month = divmod(now.year * 12 + now.month - 1 - number * (12 if unit == "year" else 1), 12)
    return Period(f"{year}-{month + 1:02}-{min(now.day, _SHORTEST):02}", now.isoformat())


def _of(words: _Words, now: date) -> Period:
    return Period(*_of_unit(words["unit"], now, int(not (words.get("which", "") or "this").startswith("this"))))


def _begun(words: _Words, now: date) -> Period:
    return Period(_of_unit(words["unit"], now, 0)[0])


def _of_unit(unit: str, now: date, back: int) -> tuple[str, str]:
    """Return the first and the last day of the day, week, month or year so many before this one."""
    match unit:
        case "week" | "fortnight":
            return week_of(now - timedelta(days=(7 if unit == "week" else 14) * back))
        case "month":
            year, month = divmod(now.year * 12 + now.month - 1 - back, 12)
            return days_of(f"{year}-{month + 1:02}")
        case "year":
            return days_of(str(now.year - back))
    day = (now - timedelta(days=0 if unit == "hour" else back)).isoformat()
    return day, day


def _near(words: _Words, now: date) -> Period:
    back = 2 if "before" in words["near"] else words["near"].startswith(("yesterday", "last", "overnight"))
    last = (now - timedelta(days=back)).isoformat()
    return Period(last, now.isoformat() if words["near"] == "overnight" else last)


def _weekday(words: _Words, now: date) -> Period:
    back = (now.weekday() - [each[:3] for each in DAYS].index(words["day"][:3])) % 7
    day = (now - timedelta(days=back or 7 * (words.get("which", "") == "last"))).isoformat()
    return Period(day, day)


def _weekend(words: _Words, now: date) -> Period:
    """Return the Saturday and the Sunday that were last; on one of these days they are this weekend's."""
    saturday = now - timedelta(days=(now.weekday() - DAYS.index("saturday")) % 7)
    if words.get("which", "") == "last" and (now - saturday).days <= 1:
        saturday -= timedelta(days=7)
    return Period(saturday.isoformat(), (saturday + timedelta(days=1)).isoformat())


def _quarter(words: _Words, now: date) -> Period:
    year, quarter = divmod(now.year * 4 + (now.month - 1) // 3 - (words.get("which", "") != "this"), 4)
    return Period(*days_of(f"q{quarter + 1} {year}"))


def _yearless(words: _Words, now: date) -> Period | None:
    """Return the last such days that have begun; those of last year's, where "last summer" is asked for in this one's."""
    for year in range(now.year, now.year - _LEAP, -1):
        text = f"{words['yearless'].removeprefix('the ')} {year}"
        first, last = days_of(text) if is_date(text) else _NEVER
        if first <= now.isoformat() and not (words.get("which", "") == "last" and last >= now.isoformat()):
            return Period(first, last)
    return None


def _between(words: _Words, now: date) -> Period | None:
    for year in (now.year, now.year - 1, now.year - 2):
        _, period = split_period(f"from {words['first']} to {words['second']} {year}")
        if not period.since or not period.until:
            return None
        since = period.since if period.since <= period.until else f"{year - 1}{period.since[4:]}"  # "November to February"
        if since <= now.isoformat():
            return Period(since, period.until)
    return None


_Shape = tuple[re.Pattern[str], Callable[[_Words, date], Period | None]]


def _shapes(lead: str, *shapes: tuple[str, Callable[[_Words, date], Period | None]]) -> tuple[_Shape, ...]:
    return tuple((lazy_regex(rf"{lead}{_UNQUOTED}{words}{_ENDS}", re.IGNORECASE), of) for words, of in shapes)


_NEAR = (
    r"(?P<near>(?:the )?day before yesterday|yesterday(?: (?:morning|afternoon|evening))?|(?<!new )today"
    r"|this (?:morning|afternoon|evening)|tonight|last night|overnight)"
)
_TWO = (
    rf"(?P<first>{_NUMBERED}|{_YEARLESS}|(?:the )?{_OF_DAY})(?: (?:and|to|until|till|through) | ?[-–] ?)"
    rf"(?P<second>{_NUMBERED}|{_YEARLESS}){_YEAR_BEHIND}"
)
# By what has to stand before them. The fuller ones come first.
_SHAPES = (
    *_shapes(
        rf"(?:\b(?P<lead>{_LEADS}) )?",
        (_NEAR, _near),
        (rf"(?:the )?(?P<which>this|last|past|previous) {_UNIT}", _of),
        (rf"(?:the )?(?:last|past|previous) {_MANY} {_UNIT}", _past),
        (rf"{_MANY} {_UNIT} ago", _ago),
        (r"(?:the )?(?:start|beginning) of (?:the|this) (?P<unit>week|month|year)", _begun),
        (r"(?:the )?(?P<which>this|last|past|previous) quarter", _quarter),
        (r"(?:(?:the|this|(?P<which>last|past)) )?weekend", _weekend),
        (rf"(?P<which>last|this|past) {_DAY}", _weekday),
        (rf"(?P<which>this|last|past) (?P<yearless>{_YEARLESS}){_YEAR_BEHIND}", _yearless),
    ),
    *_shapes(r"(?:\b(?P<lead>between|from) |[,:] ?)", (_TWO, _between)),
    *_shapes(
        r"\b(?P<lead>on|from|since|after|before|until|till|up to) ",
        (_NAMED_BEFORE + _DAY, _weekday),
        (rf"(?P<yearless>{_NUMBERED}){_YEAR_BEHIND}", _yearless),
    ),
    *_shapes(r"\b(?P<lead>in|during|of) ", (rf"(?P<yearless>{_WEEK}{_NUMBERED}){_YEAR_BEHIND}", _yearless)),
    *_shapes(
        r"(?:\b(?P<lead>in|from|during|since|after|before|until|till|up to|throughout|at|over) |[,:] ?)",
        (rf"(?P<yearless>{_YEARLESS}){_YEAR_BEHIND}", _yearless),
    ),
)
_OWNED = lazy_regex(
    rf"{_UNQUOTED}(?P<words>yesterday|today|(?:this|last) (?:week|month|year))['’]s"
    r" (?P<what>(?:top |main |biggest )?(?:news|headlines|articles|stories|documents)\b[^?.!]*)",
    re.IGNORECASE,
)


# "May", "3 June", "Friday", which may be any.
_ANY = lazy_regex(rf"{_NUMBERED}|{_YEARLESS}|{_DAY}", re.IGNORECASE)
_ONWARDS = lazy_regex(r" on(?:wards?)?$", re.IGNORECASE)


def is_relative(text: str) -> bool:
    """Whether it names a period that is told from the present day."""
    return any(shape.search(text) for shape, _ in _SHAPES) or _OWNED.search(text) is not None


def may_be_any(words: str) -> bool:
    """Whether the words of a period are a day, a month or a season that comes again: "May", "3 June", "Friday"."""
    return _ANY.fullmatch(words) is not None


def split_relative(text: str) -> tuple[str, str]:
    """Return the text without the period that it ends in, and that period in its words, where these tell how long ago."""
    plain = _ONWARDS.sub("", text)
    found = next((found for shape, _ in _SHAPES if (found := shape.search(plain)) and found.end() == len(plain)), None)
    return (text[: found.start()].rstrip(" ,"), text[found.start() :]) if found else (text, "")


def dated(text: str, now: date) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Replace "last month", "since Monday" or "in May" by the periods that they are on the day `now`.

    Return the text, and the words with what each period is called: "news in November 2023", ("last month", "November 2023").
    A month, a day or a season without a year is the last one.
    """
    read: list[tuple[str, str]] = []
    text = _OWNED.sub(lambda found: period_last(f"{found['what'].rstrip()} {found['words']}"), text)
    for shape, period_of in _SHAPES:

        def told(found: re.Match[str], period_of: Callable[[_Words, date], Period | None] = period_of) -> str:
            words = {name: (value or "").casefold() for name, value in found.groupdict().items()}
            if (period := period_of(words, now)) is None:
                return found[0]
            lead = words.get("lead", "")
            read.append((found[0][len(lead) :].strip(), period.name or period.in_words))
            return f"{'' if lead else ' '}{_in_words(lead, period)}" if found[0][0] in ",:" else _in_words(lead, period)

        text = shape.sub(told, text)
    return text, tuple(read)


def _in_words(lead: str, period: Period) -> str:
    """Say a period, with the word that stood before it where that still says which days are meant."""
    first, last = period.since or "", period.until or ""
    if lead in ("since", "after") and not period.name:
        return f"since {long_date(first)}" if lead == "since" or not last else f"after {long_date(last)}"
    if lead in ("before", "until", "till", "up to") and not period.name:
        return f"{lead} {long_date(first if lead == 'before' else last or first)}"
    return f"{lead} {period.name}" if lead and period.name else period.in_words
