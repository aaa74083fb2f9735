"""One speech tag."""

from dataclasses import dataclass

from qa.attribution.tag_extent import only_quote_follows, tag_extent
from qa.english.clauses import has_clause, is_verb
from qa.english.phrases import PREPOSITIONS, Phrase
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import PARTICIPLES

CLAUSE_OPENERS = frozenset(
    "that it he she they we i the a an there this these those his her their its how whether why if what".split()
)


@dataclass(slots=True)
class Tag:
    """Tokens `[start, end)` hold subject, verb, person spoken to and adverbials; a tag without subject takes the one before."""

    verb: int
    lemma: str
    start: int
    end: int
    subject: Phrase | None
    follows_words: bool = False
    addressee: tuple[int, int] | None = None
    linked: bool = False


def linked(parser: SubjectParser, verb: int, lemma: str, start: int, subject: Phrase | None = None) -> Tag:
    """Return a tag that goes on with what was told before it."""
    end, addressee = tag_extent(parser, verb, lemma)
    return Tag(verb, lemma, start, end, subject, addressee=addressee, linked=True)


def comes_after_words(parser: SubjectParser, tag: Tag, segment: int) -> bool:
    """Whether the words said stand before the tag."""
    tokens = parser.tokens
    if parser.low(tag.verb + 1) == "to" and is_verb(parser, tag.verb + 2, bare=True):
        return False  # "had pledged to back"
    before = tag.start - 1
    while before > segment and parser.low(before) in ("and", "but", "as"):
        before -= 1
    if before < segment:
        return False
    mark = parser.is_mark(before, ",—–-")
    at_quote = tokens[before].quote is not None or (mark and before > segment and tokens[before - 1].quote is not None)
    finished = (
        tag.end >= len(tokens)
        or parser.is_mark(tag.end, ".,;!?—–")
        or parser.low(tag.end) in PARTICIPLES
        or (
            tag.addressee is not None
            and has_clause(parser, segment, tag.start)
            and not any(token.quote is not None for token in tokens[tag.end :])
            and not has_clause(parser, tag.end, len(tokens))
        )
    )
    if not at_quote and not mark:
        return False
    words = sum(1 for i in range(segment, tag.start) if tokens[i].word or tokens[i].quote is not None)
    if at_quote:
        quote = tokens[before].quote or tokens[before - 1].quote
        assert quote is not None
        only = all(tokens[i].quote is not None or not tokens[i].word for i in range(segment, tag.start))
        opens_clause = parser.low(tag.end) in CLAUSE_OPENERS or tag.end in parser.starting
        return only or finished or not opens_clause
    first = parser.low(segment) if tokens[segment].word else parser.low(segment + 1)
    return (
        finished
        and words >= 4
        and not (first in PREPOSITIONS and words < 8 and not has_clause(parser, segment, tag.start))
        and not only_quote_follows(parser, tag.end)
    )
