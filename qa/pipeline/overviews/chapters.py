"""Which chapter each sentence of a document stands in, by the headings between its passages."""

import re
from collections.abc import Collection, Sequence

from qa.documents.furniture import is_furniture_line
from qa.english.words import content_words, stems
from qa.reading.belonging import Weights
from qa.reading.digest import Chosen, scored_sentences
from qa.store.sql import Passage
from qa.types.patterns import lazy_regex

Path = tuple[str, ...]
# "## Money", "2.1 Probation": the marks tell how deep a heading stands.
_MARKS = lazy_regex(r"(#*)\s*(\d+(?:\.\d+)*)?\.?\s*")
_LINE = re.compile(r"[^\n\f]+")
_NUMBERED = lazy_regex(r"(?m)(?:^\d{1,2}(?:\.\d+)*[.)]? [A-Z](?:[^.!?:;,|\n\f]{2,50}|[^.!?:;|\n\f]{2,50}\?)\n\s*)+")
FEWEST = 4
_ITEM = re.compile(r"[#*\s]*\d{1,3}[.):] ?")
_MOSTLY = 0.7  # a list may have an introduction and a heading or two more
# What a summary has no use for.
_NOTHING_TOLD = lazy_regex(
    r"references|bibliography|works cited|(?:table of )?contents|index|acknowledge?ments?|imprint|copyright|funding"
    r"|(?:conflicts?|declaration) of interests?|present|apologies|attendance|(?:approval of the )?minutes of the (?:last"
    r"|previous) meeting",
    re.IGNORECASE,
)


def placed(passages: Sequence[Passage], text: str, weights: Weights) -> list[tuple[Path, Chosen]]:
    """The sentences that a digest may take, in reading order, each behind the headings that it is under, outermost first."""
    headings = _headings(passages, text)
    outermost = min((_depth(line) for _, line, _ in headings if line.startswith("#")), default=0)
    found: list[tuple[Path, Chosen]] = []
    path: Path = ()
    for each in scored_sentences(passages, weights):
        while headings and headings[0][0] <= each.sentence.start:
            _, line, nested = headings.pop(0)
            depth = _depth(line) - outermost if line.startswith("#") else _depth(line) or nested
            path = (*path[:depth], line.strip("#*: "))
        found.append((path, each))
    return [(path, each) for path, each in found if not any(_NOTHING_TOLD.fullmatch(bare(line)) for line in path)]


def are_numbered(headings: Collection[str]) -> bool:
    """Whether most of them are numbered, as those of a list are: "1. Rome", not "2024 budget"."""
    numbered = sum(_ITEM.match(each) is not None for each in headings)
    return numbered >= max(FEWEST, _MOSTLY * len(headings))


def bare(heading: str) -> str:
    """Return the heading without what marks or numbers it."""
    return _MARKS.sub("", heading.strip("* "), count=1).strip()


def best(sentences: Sequence[Chosen], number: int) -> list[Chosen]:
    """Return the sentences that matter most, in reading order."""
    taken = sorted(sentences, key=lambda each: each.score, reverse=True)[:number]
    return sorted(taken, key=lambda each: each.sentence.start)


def by_heading(found: Sequence[tuple[Path, Chosen]], level: int) -> dict[str, list[Chosen]]:
    """The sentences below each heading, the outermost ones for level 0, the innermost for -1; "" is above all of them."""
    parts: dict[str, list[Chosen]] = {}
    for path, sentence in found:
        parts.setdefault(path[min(level, len(path) - 1)] if path else "", []).append(sentence)
    return parts


def within(found: Sequence[tuple[Path, Chosen]], chapter: str) -> list[tuple[Path, Chosen]]:
    """Return those below the heading with this number or these words: as they are written, if any has, else in any form."""
    if chapter[0].isdigit():
        number = re.compile(rf"\D*\b{re.escape(chapter)}\b(?!\.\d)")
        return [(path, each) for path, each in found if any(map(number.match, path))]
    for read in (lambda text: frozenset(text.casefold().split()), stems):
        wanted = read(" ".join(content_words(chapter)))
        if there := [(path, each) for path, each in found if any(wanted and wanted <= read(line) for line in path)]:
            return there
    return []


def _headings(passages: Sequence[Passage], text: str) -> list[tuple[int, str, int]]:
    """Yield where each heading stands, and how many stand right above it.

    A heading is a line between passages that is none of the page's, nor the title; and, as in a text without marks, a line such
    as "4. Opening hours" that is none of a list.
    """
    found = {run.start(): (run[0].strip(), 0) for run in _NUMBERED.finditer(text) if "\n" not in run[0].strip()}
    end = 0
    for passage in passages:
        title = passage.title.casefold()
        titled = title.__eq__ if end else title.startswith
        lines = [(line.start(), line[0].strip()) for line in _LINE.finditer(text, end, passage.sentences[0].start)]
        lines = [(at, line) for at, line in lines if _is_heading(line) and not titled(bare(line).casefold())]
        found |= {at: (line, nested) for nested, (at, line) in enumerate(lines)}
        end = passage.chunk.end
    return [(at, *found[at]) for at in sorted(found)]


def _is_heading(line: str) -> bool:
    return bare(line)[:1].isalpha() and ": " not in line and not is_furniture_line(line)


def _depth(line: str) -> int:
    hashes, number = _MARKS.findall(line)[0]
    return len(hashes) or number.count(".")
