"""What the words said are: reported or quoted, and of which kind; and titles, which nobody says."""

from collections.abc import Iterator
from dataclasses import dataclass

from qa.attribution.quote_shape import in_title_case, is_complete, is_sentence
from qa.attribution.tag import CLAUSE_OPENERS, OBJECT_PRONOUNS, Tag
from qa.english.clauses import has_clause, is_verb
from qa.english.entities import Entity
from qa.english.gazetteer import TIME_WORDS
from qa.english.phrases import DETERMINERS, POSSESSIVES, PREPOSITIONS
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import ADVERBS, NAMING, NEEDS_CLAUSE, REPORTING, SAYING
from qa.english.word_classes import is_noun
from qa.english.word_lists import word_list
from qa.types import StatementKind

# What somebody says that they, or others, are to do: "vowed to appeal".
URGING = word_list("verbs of urging")
# Their clause has no subject: "accused the firm of fraud", "urged residents to leave".
_OF_SOMEBODY = frozenset("accuse urge".split())
# Before a tag that follows it, a stretch of so many words is a sentence, whatever its words, and one of so few a phrase.
_SENTENCE, _PHRASE = 6, 3
# What may open a sentence before "Ann Lee said, …"; no clause does so: "Once Lee announces, …".
_FRONT = TIME_WORDS | (ADVERBS - {"once", "since"})
_TRAILING = frozenset("and but as while though although".split())


def reports(parser: SubjectParser, tag: Tag, start: int, end: int) -> bool:
    words = sum(token.word and token.low not in ("and", "but", "or") for token in parser.tokens[start:end])
    said = parser.low(start - 1) == "that"
    inside = parser.low(tag.start - 1).isalpha() and parser.low(tag.start - 1) not in ("as", "and", "but")
    if inside and not (tag.follows_words or (tag.subject and tag.subject.role)) and parser.is_mark(start - 1, ",—–"):
        front = parser.low((tag.subject.start if tag.subject else tag.start) - 1)
        if not (parser.low(start - 2) == "that" or front in _FRONT or front[:1].isdigit()):
            return False  # "If Lee announces, he will be the third", "In a poem Lee wrote, the sea is cold"
    if words < (2 if said else 3) or tag.lemma not in REPORTING:
        return False
    if parser.low(start) == "to" and not tag.follows_words:
        infinitive = not (parser.tokens[start + 1].capital or parser.low(start + 1) in DETERMINERS | OBJECT_PRONOUNS)
        return tag.lemma in URGING and infinitive
    if said and not tag.follows_words:
        # not "repeated that point on Friday"
        point = start + 1 >= end or parser.low(start + 1) in PREPOSITIONS | TIME_WORDS
        return not point or words > _PHRASE + 1 or has_clause(parser, start, end)
    if tag.follows_words:
        return words > _PHRASE or has_clause(parser, start, end)
    owned = parser.low(start) in POSSESSIVES  # "said his piece"
    opens = tag.lemma == "say" and not owned and (parser.low(start) in CLAUSE_OPENERS or start in parser.starting)
    somebody = tag.lemma in _OF_SOMEBODY and parser.low(start) not in PREPOSITIONS  # "the rapper accused of fraud"
    return opens or somebody or has_clause(parser, start, end, tag.lemma in NEEDS_CLAUSE)


def is_told(parser: SubjectParser, start: int, end: int) -> bool:
    """Whether something is said before a tag: a quotation or a clause, and no adverbial alone."""
    if parser.has_quote(start, end) or has_clause(parser, start, end):
        return True
    words = sum(parser.tokens[i].word for i in range(start, end))
    return words >= _SENTENCE and not (parser.low(start) in PREPOSITIONS or parser.low(start).endswith(("ing", "ly")))


def after_that(parser: SubjectParser, start: int, end: int) -> int | None:
    """Return where the clause begins after "that" behind an adverbial: "announced shortly after the draw that it was won"."""
    timely = parser.low(start) in ("a", "the") and not TIME_WORDS.isdisjoint((parser.low(start + 1), parser.low(start + 2)))
    # no "nearly all cars with a fault that could start a fire"
    if not timely and parser.low(start + parser.low(start).endswith("ly")) not in PREPOSITIONS | {"that"}:
        return None
    for index in range(start, min(end, start + (6 if timely else 12))):
        if parser.low(index) == "that":
            return None if _is_relative(parser, index) else index + 1
    return None


def _is_relative(parser: SubjectParser, that: int) -> bool:
    """Whether it tells of the noun before it: "warned of rules that apply to all", but "said Monday that used cars sell"."""
    verb = that + 1
    if parser.low(verb).endswith("ed") and parser.low(verb + 1) not in PREPOSITIONS | DETERMINERS:
        return False
    return is_verb(parser, verb) and is_noun(parser.low(that - 1)) and parser.low(that - 2) not in TIME_WORDS


def is_title(parser: SubjectParser, index: int, least: int = 2) -> bool:
    """Whether a token is a quotation in title case; `least` is how many of its words must be long."""
    quote = parser.tokens[index].quote
    return quote is not None and in_title_case(quote.words(parser.text).split() or [""], least)


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement before its speaker is put into words."""

    start: int
    end: int
    kind: StatementKind
    entity: Entity | None = None
    tag: Tag | None = None


def statements_in(parser: SubjectParser, tag: Tag, entity: Entity | None, start: int, end: int) -> Iterator[FoundStatement]:
    tokens = parser.tokens
    start, end = _trimmed(parser, tag, start, end)
    if start >= end:
        return
    quotes = list(filter(parser.is_quote, range(start, end)))
    if not quotes:
        here = tag.follows_words and parser.low(start) == "here"  # "Here are the richest towns, according to Lee"
        if entity is not None and not here and reports(parser, tag, start, end):
            yield FoundStatement(tokens[start].start, tokens[end - 1].end, "indirect", entity, tag)
        return
    direct = quotes
    if any(each.word and each.low not in ("and", "but", "or") for each in tokens[start:end]):
        if tag.lemma not in NAMING and all(is_title(parser, i) for i in quotes) and not has_clause(parser, start, end):
            return  # "announced dates for “Growth for All”"
        whole = [i for i in quotes if _is_whole(parser, i, start)]
        direct = [i for i in quotes if i in whole or (whole and is_sentence(parser.text, tokens[i].quote))]
    for index in direct:
        yield FoundStatement(tokens[index].start, tokens[index].end, "direct", entity, tag)
    if not direct and (entity is not None or tag.lemma in SAYING or tag.lemma == "according"):
        yield FoundStatement(tokens[start].start, tokens[end - 1].end, "mixed", entity, tag)


def _trimmed(parser: SubjectParser, tag: Tag, start: int, end: int) -> tuple[int, int]:
    """Take off what stands between the words said and their tag: marks, "that", an adverbial before it, "and" behind them."""
    while start < end and (
        parser.is_mark(start, ",:;.—–-")
        or (parser.low(start) == "that" and not tag.follows_words)
        or (parser.low(start) == "as" and parser.is_quote(start + 1))  # described X as “…”
    ):
        start += 1
    if not tag.follows_words and (later := after_that(parser, start, end)) is not None:
        start = later
    while end > start and (parser.is_mark(end - 1, ",:;.!?—–-") or parser.low(end - 1) in _TRAILING):
        end -= 1
    return start, end


def _is_whole(parser: SubjectParser, index: int, start: int) -> bool:
    """Whether the quotation is a sentence of its own and not a phrase in the clause around it."""
    quote = parser.tokens[index].quote
    if index == start:
        return is_sentence(parser.text, quote) or is_complete(parser.text, quote)
    apart = parser.is_mark(index - 1, ",:;—–-.") or parser.low(index - 1) in ("and", "but")
    return apart and is_sentence(parser.text, quote)
