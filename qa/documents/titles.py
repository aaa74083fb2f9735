"""Titles and dates: from what a file declares, else from how its text begins."""

import re
from datetime import datetime
from itertools import pairwise
from pathlib import Path

MAX_TITLE = 200  # characters; the title is embedded with every chunk, and MiniLM reads 256 word pieces
LINES_LOOKED_AT = 10
FURNITURE_WORDS = 3  # "Accessibility links", "Breaking News", "Share this page": a headline has more where there is one


def tidy(title: str) -> str:
    """On one line and of bounded length."""
    words = " ".join(title.split())
    return words if len(words) <= MAX_TITLE else words[: MAX_TITLE - 1].rstrip() + "…"


def headline(text: str) -> str | None:
    """The first line that looks like a headline, a longer one before one of three words or fewer."""
    lines = [line.strip() for line in text.lstrip("\ufeff\n\f ").split("\n", LINES_LOOKED_AT + 1)[: LINES_LOOKED_AT + 1]]
    short = None
    for line, following in pairwise(lines):
        wrapped = following[:1].islower()  # the sentence goes on: hard-wrapped prose
        if not line or len(line) > MAX_TITLE or line[-1] in ".,;:" or wrapped or not any(map(str.isalnum, line)):
            continue
        if len(line.split()) > FURNITURE_WORDS:
            # After a short first line, only a line that stands alone is sure to be no paragraph's beginning.
            if short is None or not following:
                return tidy(line)
        elif short is None:
            short = line
    return tidy(short) if short else None


def readable_stem(source: str) -> str:
    """`2021-03_climate-talks.txt` → `2021 03 climate talks`; never empty for a source that isn't."""
    stem = Path(source).stem or source
    return tidy(re.sub(r"[_\-\s]+", " ", stem)) or tidy(stem) or "Untitled"


def iso_date(value: str) -> str | None:
    """The date of `YYYY-MM-DD` or of a full ISO 8601 date and time; None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].+)?", value):
        return None
    try:
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        return None
