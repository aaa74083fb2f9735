"""Entries in plain text: under each name the same labelled lines ("Opening hours: …"), each of them its own entry's.

Read for itself, "Opening hours: 9 to 5" tells of no shop, and is as good as that of any other.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from qa.english.word_classes import A_NOUN, word_class
from qa.english.words import content_stems, is_stop_word, stem, stems, words
from qa.reading import Evidence
from qa.reading.question import question_names
from qa.types import Citation, Span
from qa.types.draft import cite

_LINE = re.compile(r"[^\n\f]+")
_LABELLED = re.compile(r"\W*(?P<label>[A-Z][^\W\d_]+(?:[ /&'’-][\w’']+){0,4}):\s+\S")
# A label that stands before fewer lines of a document makes no entries of it; and the words of a line that is a name.
_FEWEST, _LONGEST_NAME = 3, 10
# The beginning of a word that its other forms share: "bakeries".
_BEGINNING = 5


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A labelled line, and the name that it stands below."""

    name: str
    label: str
    span: Span


def line_of_entry(question: str, best: Evidence, text_of: Callable[[str], str]) -> tuple[str, Citation] | None:
    """Return the name of the one entry that the question names, and its line with the label of the best sentence's line.

    None where the document has no entries, or it isn't plain which one is meant. The name has to have more of the question's
    words than any other, more than one where they are of the title, and whole names; the document has each noun of it.
    `text_of` reads a document by its id.
    """
    passage, sentence = best.candidate.passage, best.candidate.sentence
    _, newline, begun = passage.text[: sentence.start - passage.chunk.start].rpartition("\n")
    if newline and _LABELLED.match(f"{begun}{best.candidate.text}") is None:
        return None
    text = text_of(passage.chunk.document_id)
    lines = list(_entry_lines(text))
    own = next((line for line in lines if line.span.start <= sentence.start < line.span.end), None)
    if own is None or not _has_nouns(text, question, own.label):
        return None
    alike = [line for line in lines if line.label == own.label]
    asked = content_stems(question) - stems(own.label)
    alike.sort(key=lambda line: -len(asked & stems(line.name)))
    line, named = alike[0], asked & stems(alike[0].name)
    least = 2 if named <= stems(passage.title) else 1  # "the bakers of Tarn" are all of them
    if not alike[1:] or len(named) == len(asked & stems(alike[1].name)) or len(named) < least:
        return None
    parts = [set(name.parts) for name in question_names(question)]
    if any(each & named and not each <= named for each in parts):
        return None  # of "Station Cafe" it is more than a cafe
    document = (passage.chunk.document_id, passage.title, passage.source, passage.published)
    return line.name, cite(1, document, line.span, line.span.of(text), best.score)


def _has_nouns(text: str, question: str, label: str) -> bool:
    """Whether each noun of the question stands in the text: of a shop that isn't there no line tells.

    One that goes on with the label need not: the "phone number" of the line "Phone: …".
    """
    low, labels, told = text.casefold(), stems(label), words(question)
    return all(
        word.casefold()[:_BEGINNING] in low or stem(before) in labels or word_class(word.casefold()).noun < A_NOUN
        for before, word in pairwise(["", *told])
        if not is_stop_word(word)
    )


def _entry_lines(text: str) -> Iterator[EntryLine]:
    """Yield the lines whose label stands before several of the document, each with the name that its entry stands below.

    An entry begins where a label returns, or where a name has a blank line above it; what goes on with a line above is no name.
    """
    lines = [Span(line.start(), line.start() + len(line[0].rstrip())) for line in _LINE.finditer(text) if line[0].strip()]
    labels = [match["label"] if (match := _LABELLED.match(line.of(text))) else None for line in lines]
    often = {label for label, times in Counter(filter(None, labels)).items() if times >= _FEWEST}
    name, next_name, is_apart, seen = "", "", False, set[str]()
    for number, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label in often and label is not None:
            if label in seen or is_apart or not seen:
                name, seen = next_name, set()
            next_name, is_apart = "", False
            seen.add(label)
            if name:
                yield EntryLine(name, label, line)
            continue
        told = line.of(text).strip("#*-–—• ")
        apart = not number or "\n" in text[lines[number - 1].end : line.start].strip(" \t\r").removeprefix("\n")
        if 0 < len(told.split()) <= _LONGEST_NAME and told[-1] not in ".?!,;:…" and not told[0].islower():
            next_name, is_apart = (told, apart) if apart or not is_apart else (next_name, is_apart)
