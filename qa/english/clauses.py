"""Whether words that somebody is said to have said are a clause: "he would resign", but not "his resignation on Thursday"."""

from collections.abc import Iterator

from qa.english.lexicon import is_human
from qa.english.phrases import PREPOSITIONS, PRONOUNS
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import ADVERBS, BE
from qa.english.word_classes import AUXILIARIES, FUNCTION_WORDS, TIMES, is_noun, word_class

_FINITE = AUXILIARIES - {"be", "been", "being"}
_RELATIVES = frozenset("who which that whose where when why how what whom if because although though while".split())
# These tell of the noun before them.
_OF_NOUNS = frozenset("who whose whom which that where".split())
# No verb is one of these, whatever the table of word classes says.
_NO_VERBS = FUNCTION_WORDS | TIMES | PREPOSITIONS | ADVERBS
# Behind one of these a participle tells of the noun it stands before: "of lost time", "his reduced hours".
_OF_NO_VERB = frozenset("to a an the of about with for from by into his its their my our your".split())
# Next to one of these "as" opens no clause: "such as", "as well as".
_NO_CLAUSE = frozenset("such well many much far few long".split())
_SUBJECTS = frozenset("he she they we i it".split())
# Ahead of a subject these open a clause, else they are prepositions.
_OPENERS = frozenset("after before until since".split())
# These aren't the second verb of "what it has is", unlike "left" of "it has left".
_NEVER_SECOND = AUXILIARIES - {"be", "been", "being", "have", "had"}
# Below these shares of its uses as noun and as adjective a word is a verb, if it is none of the above.
_VERB = 0.4
_ADJECTIVE = 0.5


def tells_something(text: str) -> bool:
    """Whether a short text has a subject and its verb, as "Prices rose." and unlike "By July 16, 2022."."""
    parser = SubjectParser(text)
    return has_clause(parser, 0, len(parser.tokens))


def has_clause(parser: SubjectParser, start: int, end: int, closely: bool = False) -> bool:
    """Whether tokens `[start, end)` hold a subject and its verb; each relative clause within needs a verb of its own.

    `closely` wants the verb ahead of any comma, but for those around an apposition, and of "as the sun set".
    """
    while start < end and (not parser.tokens[start].word or parser.low(start) in _RELATIVES):
        start += 1
    # "about the plan", but "in May, it opens"
    if parser.low(start) in PREPOSITIONS and not parser.low(start + 1)[:1].isdigit():
        start = next((index + 1 for index in range(start, end) if parser.is_mark(index, ",")), end)
    needed, relative, urged = 1, False, False
    for index in range(start + 1, end):
        low = parser.low(index)
        as_ = low == "as" and _NO_CLAUSE.isdisjoint((parser.low(index - 1), parser.low(index + 1)))
        if closely and (as_ or (low == "," and not _resumes(parser, index, end))):
            return False
        urged = urged or low == "to"  # "the court to throw out the claim before it is heard" is asked for
        if low in _RELATIVES:
            needed, relative = needed + 1, True
        elif closely and not urged and _opens_clause(parser, index):
            needed += 1
        elif is_verb(parser, index) and parser.low(index - 1) not in ("and", "or", "but"):
            if closely and _is_second(parser, start, index):
                continue
            certain = parser.low(index) in _FINITE or parser.low(index - 1) in PRONOUNS
            last = needed == 1 and relative  # "added a tool that lets you help"
            if closely and not certain and (last or parser.low(index + 1) in PREPOSITIONS | TIMES):
                continue  # "concluded an inquiry into cocaine found in May"
            needed -= 1
            if not needed:
                return True
    return False


def relative_clauses(parser: SubjectParser) -> Iterator[tuple[int, int]]:
    """Yield the token range from each "who", "which" or "that" up to the next comma, as of "who had left on Monday"."""
    for index in range(1, len(parser.tokens)):
        if parser.low(index) in _OF_NOUNS:
            end = next((i for i in range(index, len(parser.tokens)) if parser.is_mark(i, ",;:—–")), len(parser.tokens))
            yield index, end


def _resumes(parser: SubjectParser, comma: int, end: int) -> bool:
    """Whether a comma opens an apposition or a relative clause that another one closes, right before a verb."""
    closing = next((index for index in range(comma + 1, end) if parser.is_mark(index, ",")), None)
    return closing is not None and is_verb(parser, closing + 1)


def _opens_clause(parser: SubjectParser, index: int) -> bool:
    """Whether a pronoun's clause tells of a noun before it, or when something was: "the house she built", "after he left"."""
    before = parser.low(index - 1)
    thing = is_noun(before) and not is_human(before) and not parser.tokens[index - 1].capital
    return parser.low(index) in _SUBJECTS and (thing or before in _OPENERS)


def _is_second(parser: SubjectParser, start: int, index: int) -> bool:
    """Whether a verb goes on with an auxiliary: "left" in "it has already left"."""
    before = next(i for i in range(index - 1, -2, -1) if parser.low(i) not in ADVERBS)
    return before > start and parser.low(before) in _FINITE and parser.low(index) not in _NEVER_SECOND


def is_verb(parser: SubjectParser, index: int, bare: bool = False) -> bool:
    """Whether a token is a verb with a tense, as far as its form, the word before it and the table of word classes tell.

    `bare` asks for a verb without a tense, behind a "to".
    """
    if index >= len(parser.tokens):
        return False
    before, low = parser.low(index - 1), parser.low(index)
    if low == "'s":
        return before in ("he", "she", "it", "that", "there", "what", "who")
    if low in _FINITE:
        return True
    token = parser.tokens[index]
    if not token.word or token.capital or not low.isalpha() or low in _NO_VERBS:
        return False
    if bare:
        return bool(word_class(low).noun + word_class(low).adjective < _ADJECTIVE)
    if low.endswith(("ing", "ly")) or before in _OF_NO_VERB or before in BE:
        return False
    if before in ("he", "she", "it", "they", "we", "i", "you"):
        return True
    if low.endswith("ed"):
        return parser.low(index + 1) != "by"
    if word_class(before).adjective > _ADJECTIVE and not is_human(before):
        return False  # "the highest annual gains"
    shares = word_class(low)
    if not shares.common and low.endswith("s"):
        shares = word_class(low[:-1])
    return bool(shares.noun + shares.adjective < _VERB)
