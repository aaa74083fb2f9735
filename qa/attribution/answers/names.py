"""The parts of a speaker's name, whether two names may be one's, and what somebody is called for short."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from qa.attribution.answers.name_words import acronym, are_initials, in_order, initials, name_words, without_country
from qa.english.gazetteer import BODIES, PLACES
from qa.english.lexicon import first_names, in_full, is_first_name, is_misspelt
from qa.english.name_parts import GENERATIONS, PARTICLES
from qa.english.word_lists import word_list
from qa.english.words import stem, without_accents, words

_SEVERAL = re.compile(r"\s(?:and|&)\s")
# A shared beginning of so many letters: "Steve" and "Steven", "Sen." and "Senator".
_BEGINNING = 3
_OTHER_LETTERS = 2
_BETWEEN = frozenset("of for the".split())
# What a firm's name may end with and is seldom said.
_LEGAL = frozenset("inc llc ltd plc corp co company".split())
_PAPERS = frozenset("news magazine".split())
_TAIL = _PAPERS | word_list("ends of firms")
# A name between the first and the last has more letters where it may be a surname: "Jorge Ganoza Roncal".
SHORTEST = 3
# Words of a name with a role before it: "Commissioner Stephen Hahn".
_ROLE = 3
# They are said of many: "the State", "the City".
_WHERE = frozenset("state city county house nation district".split())
# Bodies that are named for somebody: the Terner Center.
_NAMED = frozenset("center centre college foundation institute society university".split())


@dataclass(frozen=True, slots=True)
class NameParts:
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
def parse_name(text: str) -> NameParts:
    """Parse a name as it is written: "Dr. Anthony Fauci" has the parts of "Anthony Fauci"."""
    if acronym(text):
        return NameParts(text, (), acronym(text).casefold(), "", person=True)
    written = name_words(text)
    parts = [word.casefold().replace("’", "'") for word in written]
    suffix = next((part for part in parts[1:] if part in GENERATIONS), "")
    several = _SEVERAL.search(f" {text} ") is not None
    parts = [part for part in parts if part not in GENERATIONS]
    if not several:  # "Biden Biden"
        parts = list(dict.fromkeys(parts))
    legal = len(parts) > 1 and parts[-1] in _LEGAL
    if legal:
        parts.pop()
    if not parts:
        return NameParts(text, (), text.casefold(), "", person=False)
    first = is_first_name(written[0]) or are_initials(written[0], text)
    named = len(parts) <= 4 and first and all(w[0].isupper() or w in PARTICLES for w in written)
    body = len(parts) > 1 and (legal or parts[-1] in BODIES)  # "Park Service": Park is a first name, too
    person = not several and not body and (len(parts) == 1 or named)
    if not person:
        parts = in_order(parts)
    return NameParts(text, tuple(parts[:-1]), parts[-1], suffix, person)


def agreement(one: NameParts, other: NameParts) -> int | None:
    """Return how well two full names may be one person's; None where something that both give differs.

    0: the same to the letter; 1: but for a middle name, a nickname or a first name cut short ("Rob" and "Robert"); 2: the first
    names begin alike ("Stefan" and "Stephane"); 3: the surname may be misspelt ("Riech" and "Reich").
    """
    if not (one.person and other.person) or (one.suffix != other.suffix and one.suffix and other.suffix):
        return None
    if one.last != other.last:
        return 3 if one.given == other.given and one.given and is_misspelt(one.last, other.last) else None
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


def _is_compatible(one: str, other: str) -> bool:
    """Whether first names are one, one is the other's initial, or they begin alike: "Deb", "Deborah"; "Stefan", "Stephane"."""
    if one == other or (1 in (len(one), len(other)) and one[0] == other[0]):
        return True
    return one[:2] == other[:2] and len(one) > 2 and len(other) > 2


def firsts(name: NameParts) -> Sequence[str]:
    """Return what those who may be the same are called by: a surname with an initial, or all words of a body's name."""
    if not name.person:
        return [" ".join(name.stems)]
    letters = dict.fromkeys(full[0] for given in name.given for full in in_full(given))
    return [*(f"{letter}. {name.last}" for letter in letters), *(f"{given} {name.last[0]}." for given in name.given[:1])]


def middle_surnames(name: NameParts) -> list[str]:
    """Return the names between the first and the last that may be surnames."""
    return [each for each in name.given[1:] if len(each) > SHORTEST]


def calls(name: NameParts) -> set[str]:
    """Return what somebody is called by: the surname, of two the first as well; for a body, what it is known by."""
    more = [name.last, *middle_surnames(name)]
    if not name.person:  # "NBC" is NBC News
        known = name.core.upper() if name.text[:2].isupper() else ""
        more = [f"the {name.last}", name.core, known, *initials(name.text)]
    return {acronym(name.text), *firsts(name), *more} - {""}


def ending(name: NameParts, known: frozenset[tuple[str, ...]]) -> NameParts:
    """Return the known name that ends this one: of "UN High Commissioner for Refugees Filippo Grandi" Filippo Grandi."""
    if name.person or are_several(name.text):
        return name  # "Warren and Sherrod Brown" are two
    for length in (3, 2):
        tail = (*name.given, name.last)[-length:]
        if len(name.given) >= length and (*tail, "") in known:
            return NameParts(" ".join(tail).title(), tail[:-1], tail[-1], name.suffix, person=True)
    return name


def is_part(name: NameParts, full: NameParts) -> bool:
    """Whether a document that has the full name may mean it by this one.

    "Cuya" may mean "Mamerto Cuya Villagaray", "the Bureau" the "Bureau of Labor", "Brennan Center" the "Brennan Center for
    Justice"; a place isn't what lies there: "Newark Police".
    """
    parts, whole = plain_words(name.text), plain_words(full.text)
    length = len(parts)
    at = next((place for place in range(len(whole) - length + 1) if whole[place : place + length] == parts), None)
    if at is None or length == len(whole) or are_several(full.text) or parts[-1] in _WHERE:
        return False
    after = whole[at + length] if at + length < len(whole) else ""
    if parts[-1] in BODIES:
        return after in ("of", "for") or (length == 1 and not after)
    if length > 1:
        return full.person and at == 0
    return parts[0] not in PLACES and BODIES.isdisjoint(set(whole) - _NAMED)


def is_end_of(name: NameParts, full: NameParts, text: str) -> bool:
    length = len(name.key) - 1  # without the suffix, which no body has
    parts, whole = name.key[:length], full.key[:-1]
    ends = whole[-length:] == parts and whole[-length - 1] != "and" and full.text in text
    begins = whole[: length + 1] == (*parts, "and") and length > 2 and name.last not in BODIES and not are_several(full.text)
    return ends or begins


def full_name(short: str, text: str) -> NameParts | None:
    """Return the full name that the text has for a surname: "Rebel Wilson" may be another Wilson than those quoted in full."""
    last = short.split()[-1]
    before = re.search(rf"\b(?:([A-Z][a-z]+) )?([A-Z][a-z]+) {re.escape(last)}\b", text) if text else None
    for given in (f"{before[1]} {before[2]}", before[2]) if before else ():
        full = parse_name(f"{given} {last}")
        if full.person and not full.alone:
            return full
    return None


def written(name: NameParts) -> str:
    """Return the name as it stands in a text, without a title."""
    words = name.text.split()
    return " ".join(words[-(len(name.given) + 1) :]) if name.person else without_country(name.text)


def are_several(text: str) -> bool:
    """Whether a person stands before "and"; in "Health and Human Services Commissioner" none does."""
    first, several, second = text.partition(" and ")
    left, right = first.split(), second.split()
    if not several or not left or not right:
        return False
    two = len(left) == len(right) == 1 or (len(right) < _ROLE and is_first_name(right[0]))  # "Biden and Trump"
    return two or any(is_first_name(word) for word in left)


@lru_cache(maxsize=65536)
def plain_words(text: str) -> list[str]:
    return [word.casefold() for word in words(without_accents(text))]
