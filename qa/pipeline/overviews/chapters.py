"""Which chapter each sentence of a document stands in, by the headings between its passages."""

import re
from collections.abc import Sequence

from qa.documents.furniture import is_furniture_line
from qa.english.words import content_words, stems
from qa.reading.digest import Chosen, scored_sentences
from qa.store.sql import Passage
from qa.types.patterns import pattern

Path = tuple[str, ...]
# "## Money", "2.1 Probation": the marks tell how deep a heading stands.
_MARKS = pattern(r"(#*)\s*(\d+(?:\.\d+)*)?\.?\s*")
# What a summary has no use for.
_NOTHING_TOLD = pattern(
    r"references|bibliography|works cited|(?:table of )?contents|index|acknowledge?ments?|imprint|copyright|funding"
    r"|(?:conflicts?|declaration) of interests?|present|apologies|attendance|(?:approval of the )?minutes of the (?:last"
    r"|previous) meeting",
    re.IGNORECASE,
)


def placed(passages: Sequence[Passage], text: str) -> list[tuple[Path, Chosen]]:
    """The sentences that a digest may take, in reading order, each behind the headings that it is under, outermost first."""
    above = _headings(passages, text)
    outermost = min((_depth(line) for lines in above for line in lines if line.startswith("#")), default=0)
    paths: dict[str, Path] = {}
    path: Path = ()
    for passage, lines in zip(passages, above, strict=True):
        for nested, line in enumerate(lines):
            depth = _depth(line) - outermost if line.startswith("#") else _depth(line) or nested
            path = (*path[:depth], line.lstrip("# "))
        paths[passage.chunk.id] = path
    found = [(paths[each.passage.chunk.id], each) for each in scored_sentences(passages)]
    return [(path, each) for path, each in found if not any(_NOTHING_TOLD.fullmatch(bare(line)) for line in path)]


def bare(heading: str) -> str:
    """Without what marks or numbers it."""
    return _MARKS.sub("", heading, count=1).strip()


def best(sentences: Sequence[Chosen], number: int) -> list[Chosen]:
    """Those that matter most, in reading order."""
    taken = sorted(sentences, key=lambda each: each.score, reverse=True)[:number]
    return sorted(taken, key=lambda each: each.sentence.start)


def by_heading(found: Sequence[tuple[Path, Chosen]], level: int) -> dict[str, list[Chosen]]:
    """The sentences below each heading, the outermost ones for level 0, the innermost for -1; "" is above all of them."""
    parts: dict[str, list[Chosen]] = {}
    for path, sentence in found:
        parts.setdefault(path[level] if path else "", []).append(sentence)
    return parts


def within(found: Sequence[tuple[Path, Chosen]], chapter: str) -> list[tuple[Path, Chosen]]:
    """Those below the heading that has this number, or these words: as they are written, if any has, else in any form."""
    if chapter[0].isdigit():
        number = re.compile(rf"\D*\b{re.escape(chapter)}\b(?!\.\d)")
        return [(path, each) for path, each in found if any(map(number.match, path))]
    for read in (lambda text: frozenset(text.casefold().split()), stems):
        wanted = read(" ".join(content_words(chapter)))
        if there := [(path, each) for path, each in found if any(wanted and wanted <= read(line) for line in path)]:
            return there
    return []


def _headings(passages: Sequence[Passage], text: str) -> list[list[str]]:
    """The lines between each passage and the one before that are none of the page's, nor the title."""
    found, end = [], 0
    for passage in passages:
        lines = [line.strip() for line in re.split(r"[\n\f]+", f"{text[end : passage.chunk.start]}\n{passage.heading}")]
        title = passage.title.casefold()
        titled = title.startswith if not end else title.__eq__
        found.append([line for line in lines if _is_heading(line) and not titled(bare(line).casefold())])
        end = passage.chunk.end
    return found


def _is_heading(line: str) -> bool:
    return bare(line)[:1].isalpha() and ": " not in line and not is_furniture_line(line)


def _depth(line: str) -> int:
    hashes, number = _MARKS.findall(line)[0]
    return len(hashes) or number.count(".")
