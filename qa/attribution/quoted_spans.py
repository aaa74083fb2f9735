"""What kind of statement the words said make: quotations, a reported clause, or a clause with quotations in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from qa.attribution.quote_shape import is_complete, is_sentence
from qa.attribution.reported import after_that, is_title, reports
from qa.attribution.tag import Tag
from qa.english.clauses import has_clause
from qa.english.entities import Entity
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import NAMING, SAYING
from qa.types import StatementKind

_TRAILING = frozenset("and but as while though although".split())


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement before its speaker is put into words."""

    start: int
    end: int
    kind: StatementKind
    entity: Entity | None
    tag: Tag | None


def statements_in(
    text: str, parser: SubjectParser, tag: Tag, entity: Entity | None, start: int, end: int
) -> Iterator[FoundStatement]:
    tokens = parser.tokens
    while start < end and (
        parser.is_mark(start, ",:;.—–-") or (parser.low(start) == "that" and not tag.follows_words) or _as_quoted(parser, start)
    ):
        start += 1
    if not tag.follows_words and (later := after_that(parser, start, end)) is not None:
        start = later
    while end > start and (parser.is_mark(end - 1, ",:;.!?—–-") or parser.low(end - 1) in _TRAILING):
        end -= 1
    if start >= end:
        return
    quotes = [i for i in range(start, end) if tokens[i].quote is not None]
    words = [
        i for i in range(start, end) if tokens[i].word and tokens[i].quote is None and parser.low(i) not in ("and", "but", "or")
    ]
    if not quotes:
        if entity is not None:
            yield from _unquoted(parser, tag, entity, start, end)
        return
    if not words:
        for index in quotes:
            yield FoundStatement(tokens[index].start, tokens[index].end, "direct", entity, tag)
        return
    if tag.lemma not in NAMING and all(is_title(text, parser, i) for i in quotes) and not has_clause(parser, start, end):
        return  # "announced dates for “Growth for All”"
    whole = [i for i in quotes if _whole(text, parser, i, start) or (i == start and is_complete(text, parser.tokens[i].quote))]
    if whole:
        for index in quotes:
            if index in whole or is_sentence(text, tokens[index].quote):
                yield FoundStatement(tokens[index].start, tokens[index].end, "direct", entity, tag)
        return
    if entity is not None or tag.lemma in SAYING or tag.lemma == "according":
        yield FoundStatement(tokens[start].start, tokens[end - 1].end, "mixed", entity, tag)


def _unquoted(parser: SubjectParser, tag: Tag, entity: Entity, start: int, end: int) -> Iterator[FoundStatement]:
    if reports(parser, tag, start, end):
        yield FoundStatement(parser.tokens[start].start, parser.tokens[end - 1].end, "indirect", entity, tag)


def _as_quoted(parser: SubjectParser, start: int) -> bool:
    """Whether only the quotation is the description, as in: described X as “…”."""
    return parser.low(start) == "as" and start + 1 < len(parser.tokens) and parser.tokens[start + 1].quote is not None


def _whole(text: str, parser: SubjectParser, index: int, start: int) -> bool:
    """Whether the quotation is a sentence of its own and not a phrase in the clause around it."""
    quote = parser.tokens[index].quote
    return is_sentence(text, quote) and (
        index == start or parser.is_mark(index - 1, ",:;—–-.") or parser.low(index - 1) in ("and", "but")
    )
