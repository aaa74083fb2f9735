"""How likely a statement is one, and said by whom it is given to: a logistic regression on what its sentence looks like.

Fitted by `python -m eval.training.fit_statements` on statements drawn by chance from news, each judged by reading.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log1p

from qa.attribution.quoted_spans import FoundStatement
from qa.english.entities import Entity
from qa.english.gazetteer import BODIES, COLLECTIVES, DOCUMENTS
from qa.english.lexicon import is_first_name, key
from qa.english.reporting_sentences import ReportingSentence
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import PARTICIPLES
from qa.english.word_classes import word_class
from qa.types import Span

# The log-odds that each mark adds, in the order of `Marks.of`. Of every statement. Of the name: a listed first name opens it,
# or a common word does; one word, and a person's; a body, document or group of people in it; only described. Of the sentence:
# other people in it, quotations alone, how long it is, whether it has the name. Of the tag: its verb is "say", "show" or
# "write", or a gerund; "that" stands behind it; a named body is its subject; where that begins. Of the words: how many, of
# names mostly, begun in lower case. And how far away the name stands after them, and where there is no tag after or before
# them: in logarithms of characters.
WEIGHTS = {
    "any": 2.37,
    "first name": 1.02,
    "opened by a common word": -1.29,
    "one word for a person": -0.79,
    "body": 1.14,
    "document": 0.56,
    "people": 0.41,
    "described": -0.39,
    "others": -0.47,
    "quotations alone": 2.14,
    "length of the sentence": -0.40,
    "in the sentence": 0.86,
    "say": 0.66,
    "show": -1.43,
    "write": -0.90,
    "gerund": -0.80,
    "that": 0.85,
    "subject is a body": 0.98,
    "place of the subject": -0.06,
    "words": 0.74,
    "capitals": -1.21,
    "lower case": -0.63,
    "after": -0.09,
    "away, untagged": -0.47,
}
# What counts as far away, where the name stands nowhere.
_NOWHERE = 9.0
_MOST_OTHERS, _FURTHEST, _CAPITALS = 4, 10, 0.3


def likelihood(marks: Sequence[float]) -> float:
    """Return the probability, 0 to 1, that somebody says it and that the entity is who does."""
    return 1 / (1 + exp(-sum(weight * mark for weight, mark in zip(WEIGHTS.values(), marks, strict=True))))


@dataclass(slots=True)
class Marks:
    """Finds the marks of an article's statements; `text` is the article's."""

    text: str
    _places: dict[str, list[int]] = field(default_factory=dict)

    def of(
        self, sentence: ReportingSentence, parser: SubjectParser | None, said: FoundStatement, context: Span
    ) -> Sequence[float]:
        """Return a number for each of `WEIGHTS`; `context` is the stretch of sentences around a statement of somebody's."""
        assert said.entity is not None, "words of nobody have no marks"
        words = self.text[said.start : said.end].split()
        places = self._named(said.entity.name.split()[-1])
        first, start, end, last = (bisect_left(places, at) for at in (context.start, said.start, said.end, context.end))
        before = said.start - places[start - 1] if start else None
        after = places[end] - said.end if end < len(places) else None
        return (
            1,
            *_of_name(said.entity),
            _others(parser, said),
            sentence.only_quotes,
            log1p(context.end - context.start),
            first < start or end < last,
            *_of_tag(parser, said),
            log1p(len(words)),
            sum(word[:1].isupper() for word in words) > _CAPITALS * len(words),
            words[0].lstrip("“\"'‘")[:1].islower(),
            _NOWHERE if after is None else log1p(after),
            0.0 if said.tag is not None else min(_NOWHERE if each is None else log1p(each) for each in (before, after)),
        )

    def _named(self, surname: str) -> list[int]:
        """Return where a name's last word stands, from the first to the last."""
        if surname not in self._places:
            # A pattern that begins with a letter is found seventy times as fast as one that begins with a boundary.
            found = (match.start() for match in re.finditer(rf"{re.escape(surname)}\b", self.text))
            self._places[surname] = [place for place in found if not self.text[max(place - 1, 0) : place].isalnum()]
        return self._places[surname]


def _of_name(entity: Entity) -> Sequence[float]:
    words = entity.name.split()
    keys = {key(word) for word in words}
    listed, capital = is_first_name(words[0]), not words[0][:1].islower()
    common = word_class(words[0].lower()).common > 0
    return (
        listed,
        common and capital and not listed,
        entity.kind == "person" and len(words) == 1,
        not keys.isdisjoint(BODIES),
        not keys.isdisjoint(DOCUMENTS),
        not keys.isdisjoint(COLLECTIVES),
        entity.kind == "described",
    )


def _others(parser: SubjectParser | None, said: FoundStatement) -> float:
    """Return how many other people the sentence names beside the words said, four at most."""
    if parser is None or said.entity is None:
        return 0
    surname = said.entity.name.split()[-1]
    people = (span for span in parser.spans.values() if span.kind in ("person", "likely") and span.surname != surname)
    return min(sum(not said.start <= parser.tokens[span.start].start < said.end for span in people), _MOST_OTHERS)


def _of_tag(parser: SubjectParser | None, said: FoundStatement) -> Sequence[float]:
    tag = said.tag
    if tag is None or parser is None:
        return (0,) * 7
    named = tag.subject.span if tag.subject is not None else None
    return (
        tag.lemma == "say",
        tag.lemma == "show",
        tag.lemma == "write",
        parser.low(tag.verb) in PARTICIPLES,
        "that" in (parser.low(tag.end), parser.low(tag.verb + 1)),
        named is not None and named.kind == "body",
        min(tag.subject.start, _FURTHEST) if tag.subject is not None else 0,
    )
