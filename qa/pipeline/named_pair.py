"""Two documents that a message compares, as it calls them: "compare the March and May minutes of Holloway Field".

Which two are meant is told by the words of the message that stand in their names: their titles, file names, days and first
lines. Both have what they share ("minutes", "Holloway"), each has something of its own ("March", "May"). What no name has is
what they are compared on.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from qa.english.numbers import COUNTS
from qa.english.request import LONGEST_REQUEST
from qa.english.words import content_words, stem, stems
from qa.pipeline.kind_model import read_kind
from qa.pipeline.overviews.asked import first_lines, name_of
from qa.pipeline.question_shapes import A_SORT, SAY
from qa.store.sql import Library, Place
from qa.types.patterns import lazy_regex

_MONTHS = r"(?i:january|february|march|april|june|july|august|september|october|november|december)"
_COMPARES = lazy_regex(
    r"\b(?:compar(?:e|es|ed|ing|ison)|contrast|differ(?:s|ed|ent|ently|ence|ences)?|vs|versus"
    r"|change[sd]?\b.*? (?:between|from|since))\b",
    re.IGNORECASE,
)
# Words of a comparison that tell neither which documents are meant nor on what they are compared.
_SAYS_NOTHING = frozenset(
    map(
        stem,
        "compare comparison contrast differ different difference differently versus vs change between beside next side apart"
        " both another document file paper text article please show tell give list line stack".split(),
    )
)
_DOCUMENT = lazy_regex(rf"\b{A_SORT}\b", re.IGNORECASE)
# The month where another month, or what is of it, stands beside it.
_MAY = lazy_regex(
    rf"\bMay\b|\bmay\b(?= (?:minutes|meeting|newsletter|letter|report))|{_MONTHS} (?:vs\.?|versus|and|to|or|with) may\b"
    rf"|\bmay (?:vs\.?|versus|and|to|or|with) {_MONTHS}"
)
_TWO = lazy_regex(r"\b(?:two|both)\b", re.IGNORECASE)
# Documents whose first lines are read, and those of them that are paired.
_LOOKED_AT, _PAIRED = 120, 24
# More documents than these aren't gone through for two.
_MOST = 20_000
# How much a word that both have counts, beside one that either has.
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class NamedPair:
    """The two documents, in the order in which the message names them.

    `topic` is what they are compared on, "" for all; `is_named`: it is read so, else it is merely what no name has.
    """

    places: tuple[Place, Place]
    topic: str
    is_named: bool = False


def compares(message: str) -> bool:
    """Whether it may compare two documents: it has a word that says so, or is read so, and asks for nobody else's words."""
    if SAY.search(message) is not None and _DOCUMENT.search(message) is None:
        return False
    return _COMPARES.search(message) is not None or (len(message) <= LONGEST_REQUEST and read_kind(message).kind == "compare")


def named_pair(
    message: str, library: Library, documents: frozenset[str] | None, parties: Sequence[str] = ()
) -> NamedPair | None:
    """Return the two documents that a message compares; None where it compares none, or others fit as well.

    Where two `parties` are known, each is one of them: "Biden's and McCarthy's plans" are no two articles with "Biden" in them.
    """
    if not compares(message):
        return None
    telling = [each for each in _words(message) if stem(each) not in _SAYS_NOTHING and each.casefold() not in COUNTS]
    asked = {stem(word): word for word in telling}
    if len(asked) < 2 or library.census.count(documents) > _MOST:
        return None
    named = _named(asked, library, library.census.by_date(documents))
    frequency = Counter(each for words in named.values() for each in words)
    weight = {each: log(1 + len(named) / number) for each, number in frequency.items()}
    best = sorted(named, key=lambda place: -sum(weight[each] for each in named[place]))[:_PAIRED]
    scored = sorted(
        ((_fit(named[one], named[two], weight), one, two) for one, two in combinations(best, 2)), key=lambda each: -each[0]
    )
    told = [stem(word) for word in telling]
    if not scored or scored[0][0] <= 0:
        return _of_one_name(named, weight, telling) if _TWO.search(message) else None
    if len(scored) > 1 and scored[1][0] >= scored[0][0]:
        return None
    _, one, two = scored[0]
    shared, both = named[one] & named[two], named[one] | named[two]
    sides = [stems(party) for party in parties]
    if len(sides) == 2 and not any((named[one] - shared) & a and (named[two] - shared) & b for a, b in (sides, sides[::-1])):
        return None
    if any(named[place] - both and shared < named[place] for place in best if place not in (one, two)):
        return None  # three are compared
    if min(map(told.index, named[one] - named[two])) > min(map(told.index, named[two] - named[one])):
        one, two = two, one
    rest = [word for word in telling if stem(word) not in both]
    read = stems(" ".join(read_kind(message).topic)) if len(message) <= LONGEST_REQUEST else frozenset[str]()
    topic = [word for word in rest if stem(word) in read]
    return NamedPair((one, two), " ".join(topic or rest), bool(topic)) if len(rest) < len(both) else None


def _of_one_name(named: dict[Place, frozenset[str]], weight: dict[str, float], telling: Sequence[str]) -> NamedPair | None:
    """Return the two whose names have the same of the message, and more than any other: "the two invoices for roofing"."""
    best = sorted(named, key=lambda place: -sum(weight[each] for each in named[place]))
    if len(best) < 2 or named[best[0]] != named[best[1]] or len(named[best[0]]) < 2:
        return None
    if len(best) > 2 and named[best[2]] == named[best[0]]:
        return None
    return NamedPair((best[0], best[1]), " ".join(word for word in telling if stem(word) not in named[best[0]]))


def _words(message: str) -> list[str]:
    """Return the telling words, and the month that is spelt like a verb."""
    found = content_words(message)
    return [*found, "May"] if _MAY.search(message) else found


def _named(asked: dict[str, str], library: Library, places: Sequence[Place]) -> dict[Place, frozenset[str]]:
    """Return the words of the message that each document's name has, of documents with any."""
    words = asked.keys()
    names = {place: stems(name_of(place)) & words for place in places}
    some = sorted((place for place, own in names.items() if own), key=lambda place: -len(names[place]))[:_LOOKED_AT]
    first = library.beginnings([place.document_id for place in some])
    return {place: frozenset(names[place] | (stems(first_lines(first.get(place.document_id, ""))) & words)) for place in some}


def _fit(one: frozenset[str], two: frozenset[str], weight: dict[str, float]) -> float:
    """Return how much of the message two names tell together; 0 where either tells nothing that the other doesn't."""
    if not (one - two and two - one):
        return 0.0
    return sum(weight[each] for each in one | two) + _SHARED * sum(weight[each] for each in one & two)
