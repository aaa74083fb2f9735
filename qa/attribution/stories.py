"""The stories of a digest: a text of many short items, each under a place or a title of its own ("Austin: The police chief …").

Who is "the governor" or "she" in one of them isn't whoever the one before tells of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.attribution.extraction import Extraction
from qa.english.lexicon import is_first_name
from qa.types import Document, Span, Statement

# A label of up to four capitalised words and a colon opens a line, and a sentence follows.
_LABEL = re.compile(r"^(?P<label>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}): (?=[A-Z“\"])", re.MULTILINE)
# A digest has so many labelled lines of so many characters or more, and they are at least this share of all such lines; and of
# its labels this share are others: an interview repeats its two. Of 3,384 news articles 105 are such.
_FEWEST, _LONG, _SHARE, _OTHERS = 8, 100, 0.5, 0.8


def stories(text: str) -> Sequence[Span]:
    """Return the stories in text order, what stands before the first label too; the whole text where it is no digest.

    Labels that are mostly people's names are those of a conversation.
    """
    found = list(_LABEL.finditer(text))
    labels = [match["label"] for match in found]
    people = sum(is_first_name(label.split()[0]) and " " in label for label in labels)
    others = len(set(labels)) >= _OTHERS * len(labels) and people <= len(labels) / 2
    lines = [line for line in text.split("\n") if len(line) >= _LONG] if len(found) >= _FEWEST and others else []
    long = sum(_LABEL.match(line) is not None for line in lines)
    if long < max(_FEWEST, _SHARE * len(lines)):
        return [Span(0, len(text))] if text else []
    ends = [*(match.start() for match in found), len(text)]
    return [Span(start, end) for start, end in zip([0, *ends], ends, strict=False) if start < end]


def by_story(document: Document, headings: Sequence[Span] = ()) -> Iterator[tuple[int, Document, tuple[Span, ...]]]:
    """Yield where each story begins, the document as if it were all of it, and the headings in it."""
    for story in stories(document.text):
        inside = (each for each in headings if story.start <= each.start and each.end <= story.end)
        moved = tuple(Span(each.start - story.start, each.end - story.start) for each in inside)
        yield story.start, replace(document, text=story.of(document.text)), moved


def marked_statements(document: Document, headings: Sequence[Span] = ()) -> Iterator[tuple[Statement, Sequence[float] | None]]:
    """Yield the document's statements, those of somebody with the marks that `likelihood` judges them by."""
    for start, story, inside in by_story(document, headings):
        for said, marks in Extraction(story, inside).marked():
            yield _further(said, start), marks


def _further(said: Statement, by: int) -> Statement:
    """Return the statement so many characters further into the text."""
    context = Span(said.context.start + by, said.context.end + by)
    return replace(said, start=said.start + by, end=said.end + by, context=context) if by else said
