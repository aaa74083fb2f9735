"""Dates as files and feeds write them → ISO dates; and the day that a document tells of itself in its first lines.

Nothing is guessed: what could be two days is none.
"""

import re
from datetime import UTC, date, datetime, timedelta

from qa.documents.formats.tables import is_row
from qa.english.calendar import MONTH, parse_date
from qa.types.patterns import lazy_regex

_LINES = 6
_LONGEST = 200
# A document dated later tells of what is to come: an invitation, a deadline.
_AHEAD = timedelta(days=3)
_EARLIEST = 1900
_MARKS = lazy_regex(r"[*_#>`]+")
_LABEL = lazy_regex(
    r"(?:dated?|(?:first |date )?published|posted|issued|released|(?:last )?(?:updated|revised|modified)|sent|recorded|written"
    r"|valid|effective|in force)(?: at \D{3,60} on| on| at| from| as of)?(?:\s*[:|]\s*|\s+)(?P<rest>\S.*)"
    # "Steering group: minutes of 29 May 2026", "Minutes of the meeting held on 29 May 2026", "… of the board, 29 May 2026".
    r"|(?:(?!approv|enclos|attach|for )\D{0,80}(?: [–—-]|:) )?minutes(?: of)?(?: \D{3,60}(?: held on|,))?,? (?P<held>\S.*)"
    # "Prepared by Ann Lee, 29 May 2026."
    r"|(?:(?:prepared|compiled|written|posted|published|reported|issued|submitted) )?by"
    r" \D{3,60}?(?:,| on| [|•·–—-])\s+(?P<after>\S.*)",
    re.IGNORECASE,
)
_DAY = lazy_regex(
    r"(?:[a-z]+day,?\s+|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH},? \d{{4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})"
    r"(?:(?:T|,|,? at)?\s*\d{1,2}[:.]\d{2}[\d\s:.–—-]*(?:[ap]\.?m\b\.?)?(?:\s*\(?[A-Z]{2,4}\b\)?)?)?(?P<more>.*)",
    re.IGNORECASE,
)
_PARTS = lazy_regex(r"\s[·•|]\s|(?<=[^\W_])[.)]+\s+(?=[A-Z\d])")
# What may follow a date after a label: the end, or another part of the line.
_ENDS = lazy_regex(r"\s*(?:$|[.;|(–—-](?:\s|$))")
_GOES_ON = lazy_regex(r"(?:,| in| by| at| from)\s")  # what may, too, where the line is no sentence


def read_date(words: str) -> str | None:
    """The day as YYYY-MM-DD of `2022-03-13`, `2022/03/13`, `13 March 2022`, `Sun, 13 Mar 2022 10:00 GMT`, `03/13/2022` …

    None where it is no date, or may be either of two: `03/04/2022`.
    """
    told = parse_date(words)
    return told.exact.isoformat() if told and told.exact else None


def told_date(text: str, today: date | None = None) -> str | None:
    """YYYY-MM-DD, or None. Only what can be nothing else counts, so that no day is better than a wrong one."""
    today = today or datetime.now(UTC).date()
    lines = [line for line in re.split(r"[\n\f]+", text[: _LINES * 10 * _LONGEST]) if line.strip()][:_LINES]
    return next((day for line in lines if (day := _of_line(line, today)) is not None), None)


def _of_line(line: str, today: date) -> str | None:
    """The day that the line, or the first such part of it, tells: "Larkfield Ltd · Version 7 · valid from 1 February 2025"."""
    if len(line) > _LONGEST or is_row(line):
        return None
    bare = _MARKS.sub("", line).strip(" \t()[]")
    parts = _PARTS.split(bare)
    found = (_of_part(part, today, alone=part is bare) for part in (bare, *(parts if len(parts) > 1 else ())))
    return next(filter(None, found), None)


def _of_part(part: str, today: date, *, alone: bool) -> str | None:
    label = _LABEL.fullmatch(part)
    found = _DAY.fullmatch((label["rest"] or label["after"] or label["held"]) if label else part)
    if found is None:
        return None
    more = found["more"]
    goes_on = _ENDS.match(more) or (_GOES_ON.match(more) and more[-1] not in ".!?")
    if not (not more.strip(" .") if alone and not label else goes_on):
        return None
    told = read_date(found["day"])
    if told is None:
        return None
    day = date.fromisoformat(told)
    return told if day.year >= _EARLIEST and day <= today + _AHEAD else None
