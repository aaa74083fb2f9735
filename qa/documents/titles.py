"""Titles: from what a file declares, else from how its text begins."""

import re
from itertools import pairwise
from pathlib import Path

from qa.documents.dates import is_date_line
from qa.documents.formats.tables import is_row
from qa.documents.furniture import LONGEST_HEADLINE, SHORT_LINE, is_prose, mail_headers
from qa.types.patterns import lazy_regex

MAX_TITLE = LONGEST_HEADLINE  # the title is embedded with every chunk, and MiniLM reads 256 word pieces
LINES_LOOKED_AT = 10
OPENING_WORDS = 8

# What programs call a file until somebody gives it a name; a browser prints a page without a title under its address.
_BY_PROGRAM = re.compile(
    r"(?i)microsoft (?:word|excel|powerpoint) -.*|(?:document|dokument|book|mappe|presentation|präsentation) ?\d+"
    r"|(?:untitled|unbenannt)(?: \w+)?(?: ?\d+)?|powerpoint[ -](?:presentation|präsentation)"
    r"|.*\.(?:docx?|pptx?|xlsx?|odt|rtf|indd)|(?:about|data|file|https?):\S*"
)
_SUBJECT = lazy_regex(r"(?i)[>\s*_]*subject:[*_]{0,2}\s+(?P<words>\S.*)")
# "12 Quay Street, Larkhaven" on the second line of a letter.
_ADDRESS = lazy_regex(
    r"\d{1,4}[A-Za-z]?,? (?:[A-Z][\w'’.-]* ){1,3}"
    r"(?:St(?:reet)?|R(?:oa)?d|La?ne?|Ave(?:nue)?|Dr(?:ive)?|Close|Court|Square|Way|Place|Terrace|Row|Hill|Gardens|Crescent)"
    r"\b\.?(?:,.*)?"
)
# "# The plan", where Markdown was pasted.
_HEADING_MARKS = re.compile(r"^#{1,6}\s+")


def is_given(title: str) -> bool:
    """Whether somebody gave a file this title, not the program that wrote it."""
    return _BY_PROGRAM.fullmatch(title) is None


def tidy(title: str) -> str:
    """The title on one line and of bounded length, cut at a word."""
    words = " ".join(title.split())
    if len(words) <= MAX_TITLE:
        return words
    cut = words[:MAX_TITLE]
    return (cut.rpartition(" ")[0] or cut[:-1]) + "…"


def headline(text: str) -> str | None:
    """The subject of a mail that the text begins with, else the first line that looks like a headline.

    A line of three words or fewer only counts where there is no longer one, and none counts below the first prose.
    """
    first = text.lstrip("\ufeff\n\f ").split("\n", LINES_LOOKED_AT + 1)[: LINES_LOOKED_AT + 1]
    lines = [_HEADING_MARKS.sub("", line.strip()) for line in first]
    short, headers = None, mail_headers(lines)
    alone = _SUBJECT.fullmatch(lines[0]) and not any(lines[1:2])  # the mail's other headers are gone
    if (alone or min(headers, default=LINES_LOOKED_AT) <= 1) and (
        found := next(filter(None, map(_SUBJECT.fullmatch, lines)), None)
    ):
        return tidy(found["words"])
    for at, (line, following) in enumerate(pairwise(lines)):
        wrapped = following[:1].islower()  # the sentence goes on: hard-wrapped prose
        if is_prose(f"{line} {following}" if wrapped else line) and (at > 0 or wrapped or _ends(line) in ".…"):
            break
        if (
            not line
            or at in headers
            or len(line) > MAX_TITLE
            or _ends(line) in ".,;:—–"  # "London (CNN) —" has the place alone
            or wrapped
            or is_date_line(line)
            or _ADDRESS.fullmatch(line)
            or not any(map(str.isalnum, line))
            or is_row(line)
        ):
            continue
        if len(line.split()) > SHORT_LINE:
            # After a short first line, only a line that stands alone is sure to be no paragraph's beginning.
            if short is None or not (following or line[0].islower()):
                return tidy(line)
        elif short is None:
            short = line
    return tidy(short) if short else None


def _ends(line: str) -> str:
    """The last character before closing quotes and brackets."""
    return line.rstrip("\"'”’»)]")[-1:]


def readable_stem(source: str) -> str:
    """`2021-03_climate-talks.txt` → `2021 03 climate talks`; never empty for a source that isn't."""
    stem = Path(source).stem or source
    return tidy(re.sub(r"[_\-\s]+", " ", stem)) or tidy(stem) or "Untitled"


def undeclared(text: str, source: str) -> str:
    """The title of a text that declares none: its headline, the name of a file, or how it begins."""
    return headline(text) or (first_words(text) if not Path(source).suffix else "") or readable_stem(source)


def first_words(text: str) -> str:
    """How a text without a headline begins: a name that whoever pasted it knows it by. A greeting alone names nothing."""
    words: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.lstrip("\ufeff")):
        words += paragraph.split()
        if len(words) > SHORT_LINE:
            break
    name = tidy(" ".join(words[:OPENING_WORDS]).rstrip(".,;:"))
    return name + "…" if name and len(words) > OPENING_WORDS else name
