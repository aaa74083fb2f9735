"""Whether words that somebody is said to have said are a clause: "he would resign", but not "his resignation on Thursday"."""

from qa.english.gazetteer import DAYS, MONTHS
from qa.english.phrases import PREPOSITIONS
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import ADVERBS, BE
from qa.english.word_classes import AUXILIARIES, FUNCTION_WORDS, word

_FINITE = AUXILIARIES - {"be", "been", "being"}
_RELATIVES = frozenset("who which that whose where when why how what whom if because although though while".split())
# No verb is one of these, whatever the table of word classes says.
_NO_VERBS = FUNCTION_WORDS | PREPOSITIONS | ADVERBS | DAYS | MONTHS
# Below these shares of its uses as noun and as adjective a word is a verb, if it is none of the above.
_VERB = 0.4


def has_clause(reader: SubjectParser, start: int, end: int) -> bool:
    """Whether tokens `[start, end)` hold a subject and its verb; each relative clause within needs a verb of its own."""
    while start < end and (not reader.tokens[start].word or reader.low(start) in _RELATIVES):
        start += 1
    if reader.low(start) in PREPOSITIONS:  # "about the plan", but "in May, it opens"
        start = next((index + 1 for index in range(start, end) if reader.is_mark(index, ",")), end)
    needed = 1
    for index in range(start + 1, end):
        low = reader.low(index)
        if low in _RELATIVES:
            needed += 1
        elif is_verb(reader, index):
            needed -= 1
            if not needed:
                return True
    return False


def is_verb(reader: SubjectParser, index: int) -> bool:
    """Whether a token is a verb with a tense, as far as its form, the word before it and the table of word classes tell."""
    if index >= len(reader.tokens):
        return False
    before, low = reader.low(index - 1), reader.low(index)
    if low in ("'s", "’s"):
        return before in ("he", "she", "it", "that", "there", "what", "who")
    if low in _FINITE:
        return True
    token = reader.tokens[index]
    if not token.word or token.capital or token.quote is not None or not low.isalpha() or low in _NO_VERBS:
        return False
    if low.endswith(("ing", "ly")) or before in ("to", "a", "an", "the", "of") or before in BE:
        return False
    if before in ("he", "she", "it", "they", "we", "i", "you"):
        return True
    if low.endswith("ed"):
        return reader.low(index + 1) != "by"
    shares = word(low)
    if not shares.common and low.endswith("s"):
        shares = word(low[:-1])
    return shares.noun + shares.adjective < _VERB
