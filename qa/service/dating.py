"""Dates as people read them, "17 March 2021", in what is copied and exported for them. What a machine reads keeps ISO dates:
JSON, CSV, BibTeX and RIS."""

import re
from datetime import date

from qa.english.dates import long_date
from qa.types import Answer
from qa.types.markup import MarkedText

# A day; or a month as the readers write it: in bold, or before a number of documents.
_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d(?:-\d\d(?![\w-])|(?=\*\*|: ))")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")


def dated(answer: Answer) -> Answer:
    """The answer with its own dates in words; those of a quotation are the document's, and stay."""
    marked = MarkedText(answer)
    in_marks = [found.span() for found in _QUOTED.finditer(answer.text)]
    own = (
        found
        for found in _DATE.finditer(answer.text)
        if not marked.is_quoted(found.start()) and not any(start <= found.start() < end for start, end in in_marks)
    )
    return answer.edited([(*found.span(), _in_words(found[0])) for found in own])


def moment(stamp: str) -> str:
    """The day and the time of an ISO timestamp in UTC: "17 March 2021, 14:05 UTC"."""
    return f"{long_date(stamp)}, {stamp[11:16]} UTC" if stamp[10:11] == "T" else long_date(stamp)


def _in_words(day: str) -> str:
    if len(day) == len("2021-03-17"):
        return long_date(day)
    try:
        return f"{date.fromisoformat(f'{day}-01'):%B %Y}"
    except ValueError:
        return day
