"""What a person or body is called for short, by its full name; and which short forms mean it in a text."""

import re
from collections.abc import Sequence
from functools import lru_cache

from qa.attribution.answers.called import in_full
from qa.attribution.answers.name_words import acronym, initials, without_country
from qa.attribution.answers.names import Name, parse_name
from qa.english.gazetteer import BODIES, PLACES
from qa.english.lexicon import is_first_name
from qa.english.words import without_accents, words

# A name between the first and the last has more letters where it may be a surname: "Jorge Ganoza Roncal".
SHORTEST = 3
# Words of a name with a role before it: "Commissioner Stephen Hahn".
_ROLE = 3
# They are said of many: "the State", "the City".
_WHERE = frozenset("state city county house nation district".split())
# Bodies that are named for somebody: the Terner Center.
_NAMED = frozenset("center centre college foundation institute society university".split())


def are_alike(one: Name, other: Name) -> bool:
    """Whether two bodies are called the same: "Institute of Health" and "Institutes of Health"."""
    return not (one.person or other.person) and one.stems == other.stems


def firsts(name: Name) -> Sequence[str]:
    """Return what those who may be the same are called by: a surname with an initial, or the last word of a body's name."""
    if not name.person:
        return [name.last, " ".join(name.stems), *filter(None, [name.core])]
    letters = dict.fromkeys(full[0] for given in name.given for full in in_full(given))
    return [*(f"{letter}. {name.last}" for letter in letters), *(f"{given} {name.last[0]}." for given in name.given[:1])]


def middle_surnames(name: Name) -> list[str]:
    """Return the names between the first and the last that may be surnames."""
    return [each for each in name.given[1:] if len(each) > SHORTEST]


def calls(name: Name) -> set[str]:
    """Return what somebody is called by: the surname, of two the first as well; for a body, what it is known by."""
    more = middle_surnames(name)
    if not name.person:
        more = [name.core, name.core.upper() if name.text[:2].isupper() else "", *initials(name.text)]  # "NBC News"
    return {name.last, acronym(name.text), *firsts(name), *more} - {""}


def ending(name: Name, known: frozenset[tuple[str, ...]]) -> Name:
    """Return the known name that ends this one: of "UN High Commissioner for Refugees Filippo Grandi" Filippo Grandi."""
    if name.person or are_several(name.text):
        return name  # "Warren and Sherrod Brown" are two
    for length in (3, 2):
        tail = (*name.given, name.last)[-length:]
        if len(name.given) >= length and (*tail, "") in known:
            return Name(" ".join(tail).title(), tail[:-1], tail[-1], name.suffix, person=True)
    return name


def is_part(name: Name, full: Name) -> bool:
    """Whether a document that has the full name may mean it by this one.

    "Cuya" may mean "Mamerto Cuya Villagaray", "the Bureau" the "Bureau of Labor", "Brennan Center" the "Brennan Center for
    Justice"; a place isn't what lies there: "Newark Police".
    """
    parts, whole = _lower(name.text), _lower(full.text)
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


def is_end_of(name: Name, full: Name, text: str) -> bool:
    length = len(name.key) - 1  # without the suffix, which no body has
    parts, whole = name.key[:length], full.key[:-1]
    ends = whole[-length:] == parts and whole[-length - 1] != "and" and full.text in text
    begins = whole[: length + 1] == (*parts, "and") and length > 2 and name.last not in BODIES and not are_several(full.text)
    return ends or begins


def full_name(short: str, text: str) -> Name | None:
    """Return the full name that the text has for a surname: "Rebel Wilson" may be another Wilson than those quoted in full."""
    last = short.split()[-1]
    before = re.search(rf"\b(?:([A-Z][a-z]+) )?([A-Z][a-z]+) {re.escape(last)}\b", text) if text else None
    for given in (f"{before[1]} {before[2]}", before[2]) if before else ():
        full = parse_name(f"{given} {last}")
        if full.person and not full.alone:
            return full
    return None


def written(name: Name) -> str:
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
def _lower(text: str) -> list[str]:
    return [word.casefold() for word in words(without_accents(text))]
