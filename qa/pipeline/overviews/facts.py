"""Answers to what is asked of a document itself: who wrote it, its date, where it is from, how long it is."""

import re
from collections.abc import Sequence
from itertools import islice

from qa.english.dates import long_date
from qa.english.gazetteer import PLACES
from qa.english.lexicon import is_first_name
from qa.english.name_parts import PARTICLE_IN_TEXT
from qa.english.word_classes import word_class
from qa.english.words import content_stems, stems
from qa.pipeline.kinds.document_facts import Fact, is_of_article
from qa.pipeline.overviews.asked import PAGE_SIZE, Asked, name_of
from qa.pipeline.overviews.subjects import of_nearest
from qa.reading.belonging import is_byline
from qa.store.sql import ListedDocument, Place
from qa.types import Answer
from qa.types.documents import Span
from qa.types.draft import Draft, cite, plain, titled
from qa.types.patterns import lazy_regex
from qa.types.text import counted, place_of

FACTS = "facts"
# What only a document's text tells.
_OF_TEXT: tuple[Fact, ...] = ("author", "length")
# Lines of a text's beginning that may name who wrote it, and words of such a line.
_TOP, _MOST_WORDS = 8, 12
_NAME = rf"[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|{PARTICLE_IN_TEXT})){{0,4}}"
_NAMES_AUTHOR = lazy_regex(
    r"(?i:(?:text|story|report|article|words|minutes|written|compiled|prepared|recorded|reported|posted|drafted|taken)"
    r"(?: \w+){0,2} by:?|(?:authors?|writers?|from|reporter|secretary|minutes):)"
    rf" {_NAME}(?:(?:,| and| \(| <) ?.*)?"
)
_LINE = re.compile(r"[^\n\f]*\S[^\n\f]*")
# Of these the first may be nothing but a name, of so many words.
_ALONE, _MOST_NAMES = 2, 4
# As fast as most people read silently (Brysbaert 2019).
_WORDS_A_MINUTE = 238


def facts(asked: Asked) -> Answer | None:
    """Return the fact of the documents in scope, or of the one on the topic; ask which one of many is meant.

    None where "the document" may as well be what some document tells of.
    """
    if asked.kind.topic:
        return of_nearest(asked, lambda asked, place: _told(asked, [place]) if _is_called(asked, place) else None)
    if asked.number_of_documents > PAGE_SIZE:
        return asked.asking.refuse(FACTS, asked.which_one) if is_of_article(asked.asking.question.text) else None
    return _told(asked, asked.library.census.by_date(asked.documents))


def _is_called(asked: Asked, place: Place) -> bool:
    """Whether the document's title or file has all words of the topic, where the message was put in plain words: whoever asks
    "student loan bill who wrote it" asks of no document."""
    return not asked.asking.original or content_stems(asked.kind.topic) <= stems(name_of(place))


def _told(asked: Asked, places: Sequence[Place]) -> Answer:
    """Tell the fact of each document, and quote the line that says so, or else its first sentence."""
    draft, fact = Draft(FACTS), asked.kind.fact or "source"
    texts = asked.library.texts([place.document_id for place in places]) if fact in _OF_TEXT else {}
    for place in asked.library.census.opened(places):
        document, text = asked.library.document_list.get(place.document_id), texts.get(place.document_id, "")
        line = author_line(place.title, text) if fact == "author" and not document.author else None
        sentence, note = ("This line names who wrote it", "") if line is not None else _fact(fact, document, text)
        if len(places) == 1:
            draft.paragraph(f"{sentence}:")
        span, quote = (place.sentence, place.quote) if line is None else (line, text[line.start : line.end])
        cited = cite(0, place[:4], span, quote) if span is not None else None
        draft.item(cited, note=note if len(places) > 1 else "", **titled(place))
    return asked.asking.answer(draft)


def _fact(fact: Fact, document: ListedDocument, text: str) -> tuple[str, str]:
    """Return the fact as a sentence about "it", and as a note beside the title."""
    summary = document.summary
    if fact == "author":
        author = plain(document.author or "")
        return (
            (f"It names {author} as its author", f"by {author}")
            if author
            else ("Its first lines don't say who wrote it", "author not named")
        )
    if fact == "date":
        dated, came = long_date(summary.published or ""), f"added here on {long_date(summary.added[:10])}"
        return (f"It is dated {dated}", f"dated {dated}") if dated else (f"It has no date; it was {came}", f"no date, {came}")
    if fact == "source":
        address = document.url or summary.source
        source = f"from {place_of(summary.source)}" + (f", {address}" if "://" in address else "")
        return f"It is {source}", source
    words = len(text.split())
    pages = f" on {counted(document.pages, 'page')}" if document.pages else ""
    minutes = counted(max(1, round(words / _WORDS_A_MINUTE)), "minute")
    length = f"{counted(words, 'word')}{pages}, some {minutes} to read"
    return f"It has {length}", length


def author_line(title: str, text: str) -> Span | None:
    """Return the line at the top of the text that says who wrote it: "By Ann Lee", "Minutes taken by Ann Lee", "Ann Lee"."""
    for place, found in enumerate(islice(_LINE.finditer(text), _TOP)):
        line = found[0].strip()
        names = line.split()
        # Whoever is written about is named again.
        alone = place < _ALONE and 2 <= len(names) <= _MOST_NAMES and all(each[0].isupper() for each in names)
        alone = alone and is_first_name(names[0]) and PLACES.isdisjoint(each.casefold() for each in names)
        alone = alone and not word_class(names[-1].casefold()).common
        alone = alone and text.count(names[-1]) == 1 and names[-1] not in title
        if len(names) <= _MOST_WORDS and (alone or _NAMES_AUTHOR.fullmatch(line) or is_byline(line)):
            start = found.start() + found[0].index(line)
            return Span(start, start + len(line))
    return None
