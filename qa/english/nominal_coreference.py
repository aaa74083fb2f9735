"""Whom "the striker", "the Nobel laureate" or "the 34-year-old" takes up: the person of the article whom the words fit."""

from functools import cache

from qa.english.entities import Entity, gender_of_words
from qa.english.lexicon import is_human
from qa.english.word_lists import lines_of, word_list

# Fit anybody, whatever else the text calls them.
_OPEN = word_list("open descriptions")
# Say little of their own.
_NEUTRAL = word_list("neutral")
_HONORIFICS = frozenset("mr mrs ms miss mx dr prof sir dame lord lady".split())
# Make another office of it: the deputy mayor is not the mayor.
_OTHER_OFFICE = frozenset("deputy vice assistant acting shadow junior associate lieutenant".split())
# Offices that several people hold, each for a place or a trade of their own.
OFFICES = word_list("offices")
_ROLE, _MODIFIER, _HEARD, _CONFLICT, _CONTRADICTED, _FORMERLY = 4.0, 1.5, 0.7, 1.0, 3.0, 2.0


@cache
def _alike(section: str) -> dict[str, frozenset[int]]:
    """Map each word of a section of alike.txt to the groups that it is in."""
    found: dict[str, set[int]] = {}
    reading = False
    for number, line in enumerate(lines_of("alike.txt")):
        if line.startswith("["):
            reading = line == section
            continue
        for word in line.split() if reading else ():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _among(word: str, words: set[str]) -> bool:
    if word in words:
        return True
    for groups in (_alike("[roles]"), _alike("[origins]")):
        alike = groups.get(word)
        if alike is not None and any(not alike.isdisjoint(groups.get(other, ())) for other in words):
            return True
    return False


def fitness(entity: Entity, head: str, modifiers: set[str], names: set[str]) -> float | None:
    """Return how well the person fits: about 4 for the role itself, below 0 for another role; None for somebody else.

    `names` are those modifiers that stand with a capital: places, parties, teams.
    """
    gender = gender_of_words([head])
    if gender is not None and entity.gender not in (None, gender):
        return None
    score = 0.0
    fits = _among(head, entity.role_words)
    if fits:
        score += _ROLE
        if head in OFFICES and "former" in entity.role_words and "former" not in modifiers:
            score -= _FORMERLY
    elif _among(head, entity.heard):
        score += _MODIFIER
    elif (
        head not in _OPEN
        and head not in _alike("[origins]")
        and any(is_human(word) and word not in _HONORIFICS for word in entity.role_words)
    ):
        score -= _CONFLICT
    for modifier in modifiers - _NEUTRAL:
        if modifier.endswith("-year-old"):
            if entity.age is not None and not modifier.startswith(entity.age):
                return None
            score += _ROLE * (entity.age is not None)
        elif _among(modifier, entity.role_words):
            score += _MODIFIER
        elif modifier in entity.heard:
            score += _HEARD
        elif modifier in _OTHER_OFFICE:
            return None
        elif fits and head in OFFICES and entity.role is not None and len(entity.role.split()) > 1:
            score -= _CONTRADICTED  # "the health minister" isn't the finance minister
        elif modifier in names:
            score -= _MODIFIER / 2
    return score
