"""Titles: from what a file declares, else from how its text begins."""

import re
from itertools import pairwise
from pathlib import Path

from qa.documents.formats.tables import is_row

MAX_TITLE = 200  # characters; the title is embedded with every chunk, and MiniLM reads 256 word pieces
LINES_LOOKED_AT = 10
OPENING_WORDS = 8
FURNITURE_WORDS = 3  # "Accessibility links", "Breaking News", "Share this page": a headline has more where there is one


# What programs call a file until somebody gives it a name.
_BY_PROGRAM = re.compile(
    r"(?i)microsoft (?:word|excel|powerpoint) -.*|(?:document|dokument|book|mappe|presentation|präsentation) ?\d+"
    r"|(?:untitled|unbenannt)(?: \w+)?(?: ?\d+)?|powerpoint[ -](?:presentation|präsentation)"
    r"|.*\.(?:docx?|pptx?|xlsx?|odt|rtf|indd)"
)


def is_given(title: str) -> bool:
    """Whether somebody gave a file this title, not the program that wrote it."""
    return _BY_PROGRAM.fullmatch(title) is None


def tidy(title: str) -> str:
    """The title on one line and of bounded length."""
    words = " ".join(title.split())
    return words if len(words) <= MAX_TITLE else words[: MAX_TITLE - 1].rstrip() + "…"


def headline(text: str) -> str | None:
    """The first line that looks like a headline, a longer one before one of three words or fewer."""
    lines = [line.strip() for line in text.lstrip("\ufeff\n\f ").split("\n", LINES_LOOKED_AT + 1)[: LINES_LOOKED_AT + 1]]
    short = None
    for line, following in pairwise(lines):
        wrapped = following[:1].islower()  # the sentence goes on: hard-wrapped prose
        if (
            not line
            or len(line) > MAX_TITLE
            or line[-1] in ".,;:"
            or wrapped
            or not any(map(str.isalnum, line))
            or is_row(line)
        ):
            continue
        if len(line.split()) > FURNITURE_WORDS:
            # After a short first line, only a line that stands alone is sure to be no paragraph's beginning.
            if short is None or not (following or line[0].islower()):
                return tidy(line)
        elif short is None:
            short = line
    return tidy(short) if short else None


def readable_stem(source: str) -> str:
    """`2021-03_climate-talks.txt` → `2021 03 climate talks`; never empty for a source that isn't."""
    stem = Path(source).stem or source
    return tidy(re.sub(r"[_\-\s]+", " ", stem)) or tidy(stem) or "Untitled"


def undeclared(text: str, source: str) -> str:
    """The title of a text that declares none: its headline, the name of a file, or how it begins."""
    return headline(text) or (first_words(text) if not Path(source).suffix else "") or readable_stem(source)


def first_words(text: str) -> str:
    """How a text without a headline begins: a name that whoever pasted it knows it by."""
    words = text.lstrip("\ufeff").split()
    name = tidy(" ".join(words[:OPENING_WORDS]).rstrip(".,;:"))
    return name + "…" if name and len(words) > OPENING_WORDS else name
