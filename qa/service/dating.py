"""Dates as people read them, "17 March 2021", in what is copied and exported for them. What a machine reads keeps ISO dates:
JSON, CSV, BibTeX and RIS."""

import re
from datetime import date
from itertools import chain

from qa.english.dates import long_date
from qa.types import Answer

# A day; or a month as the readers write it: in bold, or before a number of documents.
_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d(?:-\d\d(?![\w-])|(?=\*\*|: ))")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")


def dated(answer: Answer) -> str:
    """The answer's text with its own dates in words; those of a quotation are the document's, and stay."""
    text = answer.text
    lines = {line.strip() for each in chain(answer.citations, answer.closest) for line in each.quote.splitlines()}
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    quoted += [found.span() for line in lines if line for found in re.finditer(re.escape(line), text)]

    def written(found: re.Match[str]) -> str:
        return found[0] if any(start <= found.start() < end for start, end in quoted) else _in_words(found[0])

    return _DATE.sub(written, text)


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
