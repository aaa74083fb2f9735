"""Two sentences of two articles that give one person another first name or surname, or spell one name otherwise.

Nearly all else has to be the same: of pairs of real sentences that differ in a name alone most tell of two matches, two debates
or two lists made alike. So what differs is one part of a person's full name whose other part is the same: "Ann Lee was elected"
and "Ann Low was elected"; or it is a letter. `python -m eval.disagreements` measures it.
"""

import re
from itertools import product

from rapidfuzz.distance import OSA

from qa.english.lexicon import is_first_name, may_be_one
from qa.english.words import STOP_WORDS, stem, words
from qa.types import Span
from qa.types.patterns import in_place_of, lazy_regex
from qa.verification.disagreements import Disagreement
from qa.verification.quantities import quantities

_FULL_NAME = lazy_regex(r"\b(?P<given>[A-Z][a-zß-ÿ’'-]+)(?: [A-Z]\.)? (?P<last>[A-Z][\w’-]*[a-zß-ÿ])\b")
_NAME = lazy_regex(r"(?<![.!?:] )(?<!^)(?<![\w“\"])[A-Z][\w-]*[a-zß-ÿ]\b(?![’'])")
# A name of so many letters is spelt otherwise with so many other letters: "Paltel" and "Patel".
_LETTERS, _OTHER_LETTERS = 5, 1
# The share of the longer one's telling words that both have, and how many.
_ALIKE, _WORDS = 0.8, 5


def another_name(one: str, other: str) -> Disagreement | None:
    """Where the two names stand in two sentences that tell the same otherwise; None where they may not."""
    for pattern, differ in ((_FULL_NAME, _are_of_two), (_NAME, _are_spelt_otherwise)):
        mine = [found for found in pattern.finditer(one) if found[0] not in other]
        theirs = [found for found in pattern.finditer(other) if found[0] not in one]
        for own, others in product(mine, theirs):
            if differ(own, others) and _is_same(in_place_of(own, ""), in_place_of(others, "")):
                return Disagreement(Span(*own.span()), Span(*others.span()))
    return None


def _are_of_two(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether either the first names or the surnames are others, not one first name and its short form."""
    given = one["given"], other["given"]
    if one["last"] == other["last"]:
        return all(map(is_first_name, given)) and not may_be_one(*given)
    return given[0] == given[1] and is_first_name(given[0])


def _are_spelt_otherwise(one: re.Match[str], other: re.Match[str]) -> bool:
    short, long = sorted((one[0].casefold(), other[0].casefold()), key=len)
    alike = OSA.distance(short, long) <= _OTHER_LETTERS and not long.startswith(short)
    return alike and len(short) >= _LETTERS and short[0] == long[0]


def _is_same(one: str, other: str) -> bool:
    """Whether nearly all of the rest is the same, and every number and name."""
    if {each.value for each in quantities(one)} != {each.value for each in quantities(other)}:
        return False
    mine, theirs = _telling(one), _telling(other)
    capitals = [{word for word in words(text)[1:] if word[0].isupper()} for text in (one, other)]
    return len(mine & theirs) >= max(_WORDS, _ALIKE * max(len(mine), len(theirs))) and capitals[0] == capitals[1]


def _telling(text: str) -> frozenset[str]:
    return frozenset(stem(word.casefold()) for word in words(text) if word.casefold() not in STOP_WORDS)
