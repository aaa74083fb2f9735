"""Whether words are reported: a clause that somebody said, where it begins, and titles, which nobody says."""

from qa.attribution.quote_shape import in_title_case
from qa.attribution.tag import CLAUSE_OPENERS, Tag
from qa.english.clauses import has_clause
from qa.english.phrases import DETERMINERS, POSSESSIVES, PREPOSITIONS
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import NEEDS_CLAUSE, REPORTING

# What somebody says that they, or others, are to do: "vowed to appeal".
_URGING = frozenset(
    "ask urge order advise pledge promise vow threaten agree claim request swear demand propose recommend".split()
)
# Their clause has no subject: "accused the firm of fraud", "urged residents to leave".
_OF_SOMEBODY = frozenset("accuse urge".split())
_OBJECTS = frozenset("him her them us me you it".split())
# Before a tag that follows it, a stretch of so many words is a sentence, whatever its words, and one of so few a phrase.
_SENTENCE, _PHRASE = 6, 3


def reports(parser: SubjectParser, tag: Tag, start: int, end: int) -> bool:
    words = sum(token.word and token.low not in ("and", "but", "or") for token in parser.tokens[start:end])
    said = parser.low(start - 1) == "that"
    if words < (2 if said else 3) or tag.lemma not in REPORTING:
        return False
    if parser.low(start) == "to" and not tag.follows_words:
        infinitive = not (parser.tokens[start + 1].capital or parser.low(start + 1) in DETERMINERS | _OBJECTS)
        return tag.lemma in _URGING and infinitive
    if said and not tag.follows_words:
        return True
    if tag.follows_words:
        return words > _PHRASE or has_clause(parser, start, end)
    owned = parser.low(start) in POSSESSIVES  # "said his piece"
    opens = tag.lemma == "say" and not owned and (parser.low(start) in CLAUSE_OPENERS or start in parser.starting)
    somebody = tag.lemma in _OF_SOMEBODY and parser.low(start) not in PREPOSITIONS  # "the rapper accused of fraud"
    return opens or somebody or has_clause(parser, start, end, tag.lemma in NEEDS_CLAUSE)


def is_told(parser: SubjectParser, start: int, end: int) -> bool:
    """Whether something is said before a tag: a quotation or a clause, and no adverbial alone."""
    if any(parser.tokens[i].quote is not None for i in range(start, end)) or has_clause(parser, start, end):
        return True
    words = sum(parser.tokens[i].word for i in range(start, end))
    return words >= _SENTENCE and not (parser.low(start) in PREPOSITIONS or parser.low(start).endswith(("ing", "ly")))


def after_that(parser: SubjectParser, start: int, end: int) -> int | None:
    """Return where the clause begins after "that" behind an adverbial: "announced shortly after the draw that it was won"."""
    if parser.low(start) not in PREPOSITIONS and not parser.low(start).endswith("ly"):
        return None
    for index in range(start, min(end, start + 12)):
        if parser.low(index) == "that":
            return index + 1
    return None


def is_title(text: str, parser: SubjectParser, index: int) -> bool:
    quote = parser.tokens[index].quote
    return quote is not None and in_title_case(quote.words(text).split() or [""])
