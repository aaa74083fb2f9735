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
    figure: Entity | None
    tag: Tag | None


def statements_in(
    text: str, reader: SubjectParser, tag: Tag, figure: Entity | None, start: int, end: int
) -> Iterator[FoundStatement]:
    tokens = reader.tokens
    while start < end and (
        reader.is_mark(start, ",:;.—–-") or (reader.low(start) == "that" and not tag.post) or _as_quoted(reader, start)
    ):
        start += 1
    if not tag.post and (later := after_that(reader, start, end)) is not None:
        start = later
    while end > start and (reader.is_mark(end - 1, ",:;.!?—–-") or reader.low(end - 1) in _TRAILING):
        end -= 1
    if start >= end:
        return
    quotes = [i for i in range(start, end) if tokens[i].quote is not None]
    words = [
        i for i in range(start, end) if tokens[i].word and tokens[i].quote is None and reader.low(i) not in ("and", "but", "or")
    ]
    if not quotes:
        if figure is not None:
            yield from _unquoted(reader, tag, figure, start, end)
        return
    if not words:
        for index in quotes:
            yield FoundStatement(tokens[index].start, tokens[index].end, "direct", figure, tag)
        return
    if tag.lemma not in NAMING and all(is_title(text, reader, i) for i in quotes) and not has_clause(reader, start, end):
        return  # "announced dates for “Growth for All”"
    whole = [i for i in quotes if _whole(text, reader, i, start) or (i == start and is_complete(text, reader.tokens[i].quote))]
    if whole:
        for index in quotes:
            if index in whole or is_sentence(text, tokens[index].quote):
                yield FoundStatement(tokens[index].start, tokens[index].end, "direct", figure, tag)
        return
    if figure is not None or tag.lemma in SAYING or tag.lemma == "according":
        yield FoundStatement(tokens[start].start, tokens[end - 1].end, "mixed", figure, tag)


def _unquoted(reader: SubjectParser, tag: Tag, figure: Entity, start: int, end: int) -> Iterator[FoundStatement]:
    if reports(reader, tag, start, end):
        yield FoundStatement(reader.tokens[start].start, reader.tokens[end - 1].end, "indirect", figure, tag)


def _as_quoted(reader: SubjectParser, start: int) -> bool:
    """ "described X as “…”" with nothing before: only the quotation is the description."""
    return reader.low(start) == "as" and start + 1 < len(reader.tokens) and reader.tokens[start + 1].quote is not None


def _whole(text: str, reader: SubjectParser, index: int, start: int) -> bool:
    """Whether the quotation is a sentence of its own and not a phrase in the clause around it."""
    quote = reader.tokens[index].quote
    return is_sentence(text, quote) and (
        index == start or reader.is_mark(index - 1, ",:;—–-.") or reader.low(index - 1) in ("and", "but")
    )
