"""Where a question places what it asks for: “How long is probation *at the museum*?”, “*the tool library's* open day”.

A document may be called so, and then a sentence of one that doesn't mention it answers for something else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qa.english.noun_phrases import NounPhrase, Parsed, parse
from qa.english.wanted import Phrase
from qa.english.word_classes import is_noun, word_class
from qa.english.words import content_stems, content_words, stem, stems
from qa.pipeline.answerers.titles import own_documents
from qa.pipeline.overviews.asked import name_of
from qa.reading.question import forms_of
from qa.store.sql import Library
from qa.types import Scope

_PLACING = frozenset("at in of for from on to under".split())
_DEFINITE = frozenset("the our my your their".split())
# What is asked of documents that more are called so: no one of them is meant.
_MOST_CALLED = 3


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """What the question says its answer is of, and the documents (ids) that are called so."""

    text: str
    documents: tuple[str, ...]


def place_elsewhere(question: str, title: str, text_of: Callable[[], str], library: Library, scope: Scope) -> AskedPlace | None:
    """Return the first place of the question that documents in scope are called by, and the quoted one isn't, nor mentions.

    `title` is that of the document quoted, `text_of` reads it.
    """
    for phrase in _placing(parse(question)):
        wanted = [forms_of(each) for each in content_stems(phrase.text)]
        if any(map(stems(title).isdisjoint, wanted)) and (called := _called(phrase.text, library, scope)):
            text = text_of()
            if any(map(stems(f"{title} {text}").isdisjoint, wanted)) or not Phrase(phrase.text).pattern().search(text):
                return AskedPlace(phrase.text, called)
    return None


def _placing(parsed: Parsed) -> Iterator[NounPhrase]:
    """Yield names, and the definite noun phrases behind a preposition or before a possessive; a rare noun may be a name."""
    for phrase in parsed.phrases:
        last = parsed.tokens[phrase.last - 1].low
        before = phrase.first - (2 if phrase.determiner else 1)
        behind = parsed.tokens[phrase.last].low if phrase.last < len(parsed.tokens) else ""
        placing = (before >= 0 and parsed.tokens[before].low in _PLACING) or behind in ("'s", "’s")
        definite = phrase.determiner in _DEFINITE or not (phrase.determiner or word_class(last).common)
        if is_noun(last) and (phrase.named or (placing and definite)):
            yield phrase


def _called(name: str, library: Library, scope: Scope) -> tuple[str, ...]:
    """Return the ids of the few documents in scope whose title and file name have all words of the name.

    No article of the web: its title says what it tells of, and others tell of that, too, in other words.
    """
    asked = content_words(name)
    if not asked:
        return ()
    wanted = [forms_of(stem(each)) for each in asked]
    own = own_documents(asked[-1], library, scope)
    found = tuple(each.id for each in own if not any(map(stems(name_of(each)).isdisjoint, wanted)))
    return found if len(found) <= _MOST_CALLED else ()
