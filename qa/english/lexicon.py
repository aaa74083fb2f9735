"""Single words: their dictionary form, and whether they are first names or name a person by role or kin."""

import re
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from qa.english.gazetteer import HUMAN
from qa.english.word_lists import lines_of, word_list
from qa.english.words import without_accents

Gender = Literal["f", "m"]

_GENDERS: dict[str, Gender | None] = {"female": "f", "male": "m", "other": None}
FAMILY_FIRST = word_list("family names that come first")
_TAIL = re.compile(r"-(?:of|to|in|at|elect|designate|general|turned)(?:-.*)?$")
# Ends of compound trades: schoolteacher, steelworker, beekeeper.
TRADES = tuple(word_list("trades"))
# Two first names that begin with so many letters alike may be one's.
_BEGINNING = 3
# A name of so many letters may be misspelt.
_MISSPELT = 5
# Words that answers are kept of: a long ingest meets tens of thousands, and looking one up again takes longer than all else.
REMEMBERED = 65_536


def known_name(low: str) -> str | None:
    """Return the listed form of a lower-case first name: as written, without its accents, or its first part."""
    names = first_names()
    for form in (low, low.split("-")[0]):
        if form in names:
            return form
        if not form.isascii() and (plain := without_accents(form)) in names:
            return plain
    return None


@cache
def first_names() -> dict[str, Gender | None]:
    """Map some 20,000 lower-case first names to their gender, None where they tell none; read when first asked for (10 ms)."""
    names: dict[str, Gender | None] = {}
    for source in ("first-names-public.txt", "first-names.txt"):  # the later one, our own, wins
        for section, gender in _GENDERS.items():
            names |= dict.fromkeys(word_list(section, source), gender)
    return names


@lru_cache(maxsize=REMEMBERED)
def key(word: str) -> str:
    return word.lower().rstrip(".").replace("’", "'")


@lru_cache(maxsize=REMEMBERED)
def is_first_name(word: str) -> bool:
    return known_name(key(word)) is not None


@lru_cache(maxsize=REMEMBERED)
def in_full(given: str) -> frozenset[str]:
    """Return the first names in full that this one, in lower case, is said for; itself among them."""
    return _nicknames().get(given, frozenset()) | {given}


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in lines_of("nicknames.txt"):
        full, short = line.casefold().split(": ")
        for each in short.split():
            found[each] = found.get(each, frozenset()) | {full}
    return found


def may_be_one(given: str, other: str) -> bool:
    """Whether two first names may be one person's: "Rob" and "Robert", "Bill" and "William"."""
    one, two = key(given), key(other)
    return one[:_BEGINNING] == two[:_BEGINNING] or not in_full(one).isdisjoint(in_full(two))


def is_misspelt(one: str, other: str) -> bool:
    """Whether a name may be the other misspelt by a letter: "Reich" and "Riech"."""
    return min(len(one), len(other)) >= _MISSPELT and OSA.distance(one, other) == 1


def head_word(low: str) -> str:
    """Return the noun that the rest describes: of "mother-of-three", "bride-to-be", "editor-in-chief", "mayor-elect"."""
    return _TAIL.sub("", low)


@lru_cache(maxsize=REMEMBERED)
def is_human(word: str) -> bool:
    """Whether a word names a person by role, kin or kind, in singular or plural."""
    low = key(word)
    if low[:1].isdigit():
        return low.endswith("-year-old")  # no "52-count"
    if not HUMAN.isdisjoint((low, low.rsplit("-", 1)[-1], head_word(low))) or low.endswith(("-year-old", *TRADES)):
        return True
    if not low.endswith("s") or low.endswith("ss") or len(low) < 5:
        return False
    singles = [low[:-1], low[:-3] + "y" if low.endswith("ies") else low[:-1], low[:-2] if low.endswith("es") else low[:-1]]
    return singles[0].endswith(TRADES) or not HUMAN.isdisjoint(singles)


def is_description(speaker: str) -> bool:
    """Whether it is nobody's name: "a senior administration official", "U.S. officials"."""
    return speaker[0].islower() or speaker.split()[-1].islower()
