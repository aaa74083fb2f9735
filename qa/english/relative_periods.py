"""Periods told by how long ago they were: "last month", "this week", "yesterday's news"."""

import re
from datetime import date, timedelta

from qa.english.period_places import period_last
from qa.english.periods import Period, days_of, week_of

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


def is_relative(text: str) -> bool:
    """Whether it names a period by how long ago that was."""
    return _RELATIVE.search(text) is not None or _OWNED.search(text) is not None


def split_relative(text: str) -> tuple[str, str]:
    """Return the text without the period that it ends in, and that period in its words, where these tell how long ago."""
    found = _RELATIVE.search(text)
    return (text[: found.start()].rstrip(" ,"), found[0]) if found and found.end() == len(text) else (text, "")


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
            return Period(*week_of(now - timedelta(days=7 * last)))
        case "month":
            return Period(*days_of((now.replace(day=1) - timedelta(days=last)).isoformat()[:7]))
        case "year":
            return Period(*days_of(str(now.year - last)))
    day = (now - timedelta(days=unit == "yesterday")).isoformat()
    return Period(day, day)
