"""The parts of a speaker's name, and whether two names may be one person's or one body's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from qa.attribution.answers.called import in_full
from qa.attribution.answers.name_words import PARTICLES, acronym, are_initials, in_order, name_words
from qa.english.gazetteer import BODIES, PLACES
from qa.english.lexicon import is_first_name
from qa.english.names import first_names
from qa.english.words import STOP_WORDS, stem, words

_SUFFIXES = frozenset("jr sr ii iii iv".split())
_SEVERAL = re.compile(r"\s(?:and|&)\s")
# A shared beginning of so many letters: "Steve" and "Steven", "Sen." and "Senator".
_BEGINNING = 3
_OTHER_LETTERS = 2
_BETWEEN = frozenset("of for the".split())
# A surname of so many letters may be misspelt: "Reich" and "Riech".
_MISSPELT = 5
# What a firm's name may end with and is seldom said.
_LEGAL = frozenset("inc llc ltd plc corp co company".split())
_PAPERS = frozenset("news magazine".split())
_TAIL = _PAPERS | frozenset(
    "international group company co corporation holdings industries motor motors airlines airways technologies".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name's parts, all in lower case: `given` are those before the last one, nicknames among them; a body has none."""

    text: str
    given: tuple[str, ...]
    last: str
    suffix: str
    person: bool

    @property
    def key(self) -> tuple[str, ...]:
        return (*self.given, self.last, self.suffix)

    @property
    def stems(self) -> tuple[str, ...]:
        """A body's words, however they are spelt: "Office for National Statistics", "Institute of Health" and "Institutes"."""
        return _stems(self.given, self.last)

    @property
    def alone(self) -> bool:
        """Whether it is a surname alone, or one word of a body's name."""
        return not self.given

    @property
    def core(self) -> str:
        """The one word that tells a body, "taser" of "Taser International"; "" where several do, as in "Detroit News"."""
        own = set() if self.person or not self.given else {self.last, *self.given[1:]}
        if self.text.casefold().endswith("research center"):
            own -= {"research"}
        elif not own:
            return ""
        tells = not _TAIL.issuperset(own) or (self.given[0] in PLACES and not _PAPERS.isdisjoint(own))
        return "" if tells else self.given[0]


@lru_cache(maxsize=65536)
def parse_name(text: str) -> Name:
    """Parse a name as it is written: "Dr. Anthony Fauci" has the parts of "Anthony Fauci"."""
    if acronym(text):
        return Name(text, (), acronym(text).casefold(), "", person=True)
    written = name_words(text)
    parts = [word.casefold().replace("’", "'") for word in written]
    suffix = next((part for part in parts[1:] if part in _SUFFIXES), "")
    several = _SEVERAL.search(f" {text} ") is not None
    parts = [part for part in parts if part not in _SUFFIXES]
    if not several:  # "Biden Biden"
        parts = list(dict.fromkeys(parts))
    legal = len(parts) > 1 and parts[-1] in _LEGAL
    if legal:
        parts.pop()
    if not parts:
        return Name(text, (), text.casefold(), "", person=False)
    first = is_first_name(written[0]) or are_initials(written[0], text)
    named = len(parts) <= 4 and first and all(w[0].isupper() or w in PARTICLES for w in written)
    body = len(parts) > 1 and (legal or parts[-1] in BODIES)  # "Park Service": Park is a first name, too
    person = not several and not body and (len(parts) == 1 or named)
    if not person:
        parts = in_order(parts)
    return Name(text, tuple(parts[:-1]), parts[-1], suffix, person)


def agreement(one: Name, other: Name) -> int | None:
    """Return how well two full names may be one person's; None where something that both give differs.

    0: the same to the letter; 1: but for a middle name, a nickname or a first name cut short ("Rob" and "Robert"); 2: the first
    names begin alike ("Stefan" and "Stephane"); 3: the surname may be misspelt ("Riech" and "Reich").
    """
    if not (one.person and other.person) or (one.suffix != other.suffix and one.suffix and other.suffix):
        return None
    if one.last != other.last:
        return 3 if one.given == other.given and one.given and _is_misspelt(one.last, other.last) else None
    if one.key == other.key:
        return 0
    if one.key[:-1] == other.key[:-1]:
        return 1
    mine, theirs = one.given[0], other.given[0]
    if mine in other.given or theirs in one.given:  # "Richard “Buster” Murdaugh"
        return 1
    if in_full(mine) & in_full(theirs):  # "Chuck" and "Charles"
        return 1
    genders = {first_names().get(mine), first_names().get(theirs)} - {None}
    if len(genders) > 1 or not _is_compatible(mine, theirs):
        return None
    return 1 if mine.startswith(theirs) or theirs.startswith(mine) or _is_spelt_alike(mine, theirs) else 2


@lru_cache(maxsize=65536)
def _stems(given: tuple[str, ...], last: str) -> tuple[str, ...]:
    parts = [word for word in (*given, last) if word not in _BETWEEN]
    told = len(parts) > 2 or not BODIES.isdisjoint(part.removesuffix("s") for part in parts)  # not the Rolling Stones
    return tuple(map(stem, parts) if told else parts)


def telling(role: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(role) if word.casefold() not in STOP_WORDS)


def shared(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two roles have a word in common, or the beginning of one: "Sen." and "Senator"."""
    return bool(one & other) or any(
        len(mine) >= _BEGINNING and len(theirs) >= _BEGINNING and (mine.startswith(theirs) or theirs.startswith(mine))
        for mine in one
        for theirs in other
    )


def _is_spelt_alike(one: str, other: str) -> bool:
    """Whether two first names begin alike and differ in at most two letters: "Philip", "Phillip"; "Eddie", "Eddy"."""
    return one[:_BEGINNING] == other[:_BEGINNING] and Levenshtein.distance(one, other) <= _OTHER_LETTERS


def _is_misspelt(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _MISSPELT and OSA.distance(one, other) == 1


def _is_compatible(one: str, other: str) -> bool:
    """Whether first names are one, one is the other's initial, or they begin alike: "Deb", "Deborah"; "Stefan", "Stephane"."""
    if one == other or (1 in (len(one), len(other)) and one[0] == other[0]):
        return True
    return one[:2] == other[:2] and len(one) > 2 and len(other) > 2
