"""Dates as files and feeds write them → ISO dates. Nothing is guessed: what could be two days is none."""

import re
from datetime import datetime

# As `strptime` takes them, once the day of the week, the time of day, "th" and points after months are gone.
_FORMS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%Y %B %d",
    "%Y %b %d",
    "%d-%b-%Y",
)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_TIME = re.compile(r"(?:\s*T|,?\s+)\d{1,2}:\d{2}.*$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_SEPTEMBER = re.compile(r"\bSept\b", re.IGNORECASE)
_POINTS = re.compile(r"(?<=[a-zA-Z])\.|,")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_LONGEST = 60


def read_date(words: str) -> str | None:
    """The day as YYYY-MM-DD of `2022-03-13`, `2022/03/13`, `13 March 2022`, `Sun, 13 Mar 2022 10:00 GMT`, `03/13/2022` …

    None where it is no date, or may be either of two: `03/04/2022`.
    """
    if len(words) > _LONGEST:
        return None
    bare = _TIME.sub("", _WEEKDAY.sub("", " ".join(words.split())))
    if slashes := _SLASHES.fullmatch(bare):
        return _of_slashes(*map(int, slashes.groups()))
    bare = _SEPTEMBER.sub("Sep", " ".join(_POINTS.sub(" ", _ORDINAL.sub("", bare)).split()))
    return next((day for form in _FORMS if (day := _day(bare, form))), None)


def _of_slashes(first: int, second: int, year: int) -> str | None:
    """Americans write the month first, most others the day: only one above 12, or two of the same, tell which."""
    if first != second and max(first, second) <= 12:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return _day(f"{year}-{month}-{day}", "%Y-%m-%d")


def _day(words: str, form: str) -> str | None:
    try:
        return datetime.strptime(words, form).date().isoformat()
    except ValueError:
        return None
