"""Entries in plain text: under each name the same labelled lines ("Opening hours: …"), each of them its own entry's.

Read for itself, "Opening hours: 9 to 5" tells of no shop, and is as good as that of any other.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qa.english.words import content_stems, stems
from qa.reading import Evidence
from qa.types import Citation, Span
from qa.types.draft import cite

_LINE = re.compile(r"[^\n\f]*\S")
_LABELLED = re.compile(r"\W*(?P<label>[A-Z][^\W\d_]+(?:[ /&'’-][\w’']+){0,4}):\s+\S")
# A label that stands before fewer lines of a document makes no entries of it; and the words of a line that is a name.
_FEWEST, _LONGEST_NAME = 3, 10


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A labelled line, and the name that it stands below."""

    name: str
    label: str
    span: Span


def line_of_entry(question: str, best: Evidence, text_of: Callable[[str], str]) -> tuple[str, Citation] | None:
    """Return the name of the one entry that the question names, and its line with the label of the best sentence's line.

    None where the document has no entries, or the question names none of them or several. One word of the document's title
    names none. `text_of` reads a document by its id.
    """
    passage, sentence = best.candidate.passage, best.candidate.sentence
    _, newline, begun = passage.text[: sentence.start - passage.chunk.start].rpartition("\n")
    if newline and _LABELLED.match(f"{begun}{best.candidate.text}") is None:
        return None
    text = text_of(passage.chunk.document_id)
    lines = list(_entry_lines(text))
    own = next((line for line in lines if line.span.start <= sentence.start < line.span.end), None)
    if own is None:
        return None
    alike = [line for line in lines if line.label == own.label]
    asked, title = content_stems(question) - stems(own.label), stems(passage.title)
    named = [asked & stems(line.name) for line in alike]
    first, second, *_ = [*sorted(range(len(alike)), key=lambda number: -len(named[number])), 0, 0]
    by_title = named[first] <= title and len(named[first]) < 2  # "the bakers of Tarn"
    if by_title or len(named[first]) == len(named[second]):
        return None
    line = alike[first]
    document = (passage.chunk.document_id, passage.title, passage.source, passage.published)
    return line.name, cite(1, document, line.span, line.span.of(text), best.score)


def _entry_lines(text: str) -> Iterator[EntryLine]:
    """Yield the lines whose label stands before several of the document, each with the last name above it."""
    lines = [(Span(*line.span()), _LABELLED.match(line[0])) for line in _LINE.finditer(text)]
    often = {label for label, times in Counter(match["label"] for _, match in lines if match).items() if times >= _FEWEST}
    name = ""
    for span, match in lines:
        if match is not None and match["label"] in often:
            if name:
                yield EntryLine(name, match["label"], span)
        elif len((told := span.of(text).strip("#*-–—• ")).split()) <= _LONGEST_NAME and told and told[-1] not in ".?!,;:…":
            name = told
