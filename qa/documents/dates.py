"""Dates as files and feeds write them → ISO dates; the day that a document tells of itself in its first lines; and the lines
of an article that do nothing but date it.

Nothing is guessed: what could be two days is none.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from qa.documents.formats.tables import is_row
from qa.documents.furniture import is_prose
from qa.english.calendar import MONTH, parse_date
from qa.types import Span
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
_ONE_DAY = (
    r"(?:[a-z]+day,?\s+|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH},? \d{{4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_DAY = lazy_regex(
    rf"{_ONE_DAY}"
    r"(?:(?:T|,|,? at)?\s*\d{1,2}[:.]\d{2}[\d\s:.–—-]*(?:[ap]\.?m\b\.?)?(?:\s*\(?[A-Z]{2,4}\b\)?)?)?(?P<more>.*)",
    re.IGNORECASE,
)
_PARTS = lazy_regex(r"\s[·•|]\s|(?<=[^\W_])[.)]+\s+(?=[A-Z\d])")
# What may follow a date after a label: the end, or another part of the line.
_ENDS = lazy_regex(r"\s*(?:$|[.;|(–—-](?:\s|$))")
_GOES_ON = lazy_regex(r"(?:,| in| by| at| from)\s")  # what may, too, where the line is no sentence
# "12 March 2026", "Date: 12 March 2026", "By Ann Lee, 12 March 2026".
_DATE_LINE = lazy_regex(
    r"(?:(?:date|dated|published|posted|updated|last updated)(?:\s*[:|]| on)?\s+"
    rf"|by:? \D{{3,60}}?(?:,| on| [|•·–—-])\s+(?:(?:published|posted|updated) )?)?{_ONE_DAY}\.?",
    re.IGNORECASE,
)
_DATE_LABEL = lazy_regex(r"(?:date|dated|published|posted|updated|last updated):\s", re.IGNORECASE)
_HEAD = 12  # lines; a page's own furniture may stand above its headline
# Whose date says when that was which they tell of: minutes, invoices and the like have "Place: …", letters a greeting.
_TELLS_OF_A_DAY = lazy_regex(
    r"(?i).*\b(?:minutes|agenda|invitation|diary|logbook)\b|(?:dear|hello|hi)\b.{0,60},$|to whom it may concern"
)
_LABELLED = lazy_regex(r"[A-Z][\w’'/-]*(?: [\w’'/-]+){0,3}:\s+\S")
_OF_THE_PAGE = lazy_regex(r"(?i)(?:by|authors?|written by|words|reporters?|sources?|photos?|images?|story|byline|updated)\b")


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


def is_date_line(line: str) -> bool:
    """Whether the line does nothing but date the document, with who wrote it perhaps, or is labelled as its date."""
    bare = _MARKS.sub("", line).strip(" \t()[]")
    return _DATE_LABEL.match(bare) is not None or _dates_alone(line)


def date_lines(title: str, text: str) -> tuple[Span, ...]:
    """The lines above an article's first prose that are nothing but its date: "By Ann Lee, 12 March 2026".

    None in minutes, letters and the like, nor where dates stand between the paragraphs: there they tell when that was which
    the text tells of.
    """
    lines = [match for match in re.finditer(r"[^\n\f]+", text) if match[0].strip()]
    head = next((lines[:at] for at, line in enumerate(lines[: _HEAD + 1]) if is_prose(line[0].strip())), [])
    dates = [line for line in head if _dates_alone(line[0])]
    if not dates or sum(_dates_alone(line[0]) for line in lines) > len(dates) or _tells_of_a_day(title, text, head):
        return ()
    return tuple(Span(*line.span()) for line in dates)


def _dates_alone(line: str) -> bool:
    return len(line) <= _LONGEST and _DATE_LINE.fullmatch(_MARKS.sub("", line).strip(" \t()[]")) is not None


def _tells_of_a_day(title: str, text: str, head: Sequence[re.Match[str]]) -> bool:
    bare = [_MARKS.sub("", line[0]).strip() for line in head]
    # "Ferry fire: three hurt" is a headline.
    headed = 1 if len(head) > 1 and text[head[0].end() : head[1].start()].count("\n") > 1 else 0
    labelled = (line for line in bare[headed:] if _LABELLED.match(line) and not _OF_THE_PAGE.match(line))
    return any(map(_TELLS_OF_A_DAY.match, (title, *bare))) or any(not is_date_line(line) for line in labelled)


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
