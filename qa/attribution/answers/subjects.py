"""What documents and statements are about, as far as names tell: those that stand in most of them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import chain

from qa.english.calendar import DAYS_AND_MONTHS
from qa.english.gazetteer import PLACES, STOPPED_TITLE, TITLES
from qa.english.lexicon import is_first_name, is_human
from qa.english.words import STOP_WORDS, without_possessive
from qa.store.sql import Library
from qa.types.text import place_of

# Documents looked at, so that it takes as long in a large library as in a small one; and characters of each.
NEWEST, _BEGINNING = 300, 1500
# A name in fewer documents is nothing that the library is about.
_FEWEST = 2
# A run of capitalised words that doesn't open a sentence: there, any word has a capital. "Calif., " and "Gov. " are no names,
# "St. Louis" is one. "I'm" is none.
_PART = rf"(?:(?:{STOPPED_TITLE})\.(?= [A-Z])|[A-Z](?!['’][a-z])[\w’'-]*)"
_NAME = re.compile(rf"(?<=[a-z,;] )(?:the )?(?P<name>{_PART}(?: (?:of |for )?{_PART}){{0,3}})(?!\w|\.,|\. ?[a-z(])")
_SHORTEST = 2  # "US" is a name, "I" isn't
# "R-Fla.", "Israeli", "Republicans": of a party, a country, a people; the name itself is told instead.
_OF_ONE = re.compile(r"[RDI]-.*|[A-Z][a-z’'-]*(?:[^aeiou]ians?|icans?|ish|ese|elis?|ocrats?|ocratic)")


def subjects(library: Library, number: int, people: frozenset[str] = frozenset()) -> list[tuple[str, int]]:
    """Return names with how many of the NEWEST documents begin with them, most first; without people, who are `people` in part,
    and without a document's own site: "CNN" of cnn.com."""
    sites = {place.document_id: place_of(place.source) for place in library.census.by_date(limit=NEWEST)}
    surnames = {name.split()[-1] for name in people}
    named: list[Set[str]] = []
    for document, text in library.beginnings(list(sites)).items():
        found = _names([text[:_BEGINNING]], surnames)
        named.append({name for name in found if name.casefold().replace(" ", "") not in sites[document].split(".")[:-1]})
    return _most_often(named, number)


def topics(said: Sequence[Iterable[str]], number: int, own: Iterable[str]) -> list[tuple[str, int]]:
    """Return names with in how many statements they stand, most first; each is one or more quotations. Without `own` names."""
    ends = {name.split()[-1] for name in own}
    return _most_often([_names(quotes, ends) for quotes in said], number)


def _names(texts: Iterable[str], surnames: Set[str]) -> Set[str]:
    found = (match["name"] for text in texts for match in _NAME.finditer(text))
    return {name for each in found if _tells(name := without_possessive(each).removeprefix("The "), surnames)}


def _most_often(named: Sequence[Set[str]], number: int) -> list[tuple[str, int]]:
    """Return the names that several have, each with how many.

    A name that another one has in it ("House", "White House") counts only where it stands by itself, initials as the name
    that they are of. Of those that as many have, the first comes first.
    """
    often = [each for each in Counter(chain.from_iterable(map(sorted, named))).most_common() if each[1] >= _FEWEST]
    whole = {"".join(part[0] for part in name.split()): name for name, _ in reversed(often) if " " in name}
    held = Counter(name for names in named for name in sorted({whole.get(each, each) for each in names}))
    return [(name, times) for name, times in held.most_common(number) if times >= _FEWEST]


def _tells(name: str, surnames: Set[str]) -> bool:
    """Whether it names a thing, a place or a body; days, titles and people don't count."""
    parts = name.split()
    low = [part.casefold().strip(".") for part in parts]
    if len(name) < _SHORTEST or _OF_ONE.fullmatch(name) or not DAYS_AND_MONTHS.isdisjoint(low):
        return False
    if name.casefold() in PLACES:  # "Jordan" is a first name as well
        return True
    if is_first_name(parts[0]) or parts[-1] in surnames or any(part in TITLES or is_human(part) for part in low):
        return False
    return not all(part in STOP_WORDS for part in low)
