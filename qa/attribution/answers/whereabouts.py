"""Where a body is whose name doesn't tell: China has another Foreign Ministry than Egypt, a state another Supreme Court."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from qa.attribution.answers.name_words import without_country
from qa.attribution.answers.names import NameParts
from qa.english.gazetteer import BODIES, OTHER_NAMES, PLACES
from qa.english.word_lists import word_list
from qa.english.words import stem
from qa.store.sql import NamePlace

_LAND = r"(?:(?:New|North|South|West|Rhode)\s)?[A-Z][\w.]*"
# "China's", "the South Korean", "the state": what stands before a name.
_BEFORE = re.compile(rf"(?:\b({_LAND})(?:['’]s?)?|\b(state)(?:['’]s)?)\s+$")
# Characters before a name that are looked at: the longest land with its "'s".
_FARTHEST = 40
_LANDS = re.compile(_LAND)
# So many letters of the names of a land and its people are alike: China, Chinese.
_ALIKE = 4
# Of the gazetteer's places those that are parties or religions.
_PLACES = PLACES - word_list("parties and religions")


def whereabouts(names: Iterable[tuple[NamePlace, NameParts]], texts: Mapping[str, str]) -> dict[NamePlace, str]:
    """Map a body in a document to its land or state; where most of that name are, none is told."""
    alike: dict[tuple[str, ...], list[NamePlace]] = defaultdict(list)
    for place, name in names:
        if not (name.person or name.alone) and name.last in BODIES and PLACES.isdisjoint(name.key):
            alike[name.stems].append(place)
    found: dict[NamePlace, str] = {}
    for places in alike.values():
        if len(places) < 2:
            continue
        where = {place: whereabout(place[0], texts.get(place[1], "")) for place in places}
        lands = Counter(land for land, is_state in where.values() if land and not is_state)
        most, often = lands.most_common(1)[0] if lands else ("", 0)
        usual = most if 2 * often > lands.total() else ""
        found |= {place: land for place, (land, is_state) in where.items() if land and (is_state or land != usual)}
    return found


def whereabout(name: str, text: str) -> tuple[str, bool]:
    """Return the land told most often right before the name and False, or the state named last before "the state" and True."""
    bare = without_country(name)
    if bare != name:
        return _land("US" if "K" not in name[: -len(bare)] else "UK"), False
    places = (found.start() for found in re.finditer(re.escape(bare) + r"\b", text))
    before = (_BEFORE.search(text, max(0, place - _FARTHEST), place) for place in places)
    told = [match for match in before if match is not None and (match[2] or _is_land(match[1]))]
    if not told:
        return "", False
    most = Counter(_land(match[1] or "") for match in told).most_common(1)[0][0]
    if most:
        return most, False
    lands = [land for land in _LANDS.findall(text[: told[0].start()]) if _is_land(land) and _land(land) != _land("US")]
    return (_land(lands[-1]) if lands else "state"), True


def _is_land(text: str) -> bool:
    return " " in text or text.casefold() in _PLACES


@lru_cache(maxsize=4096)
def _land(text: str) -> str:
    """Return one form for a land, its people and its capital: "beij" for "China" and "Chinese", "brit" for "UK"."""
    found = []
    for word in text.replace(".", "").split():
        own = stem(word)
        names = {own, *OTHER_NAMES.get(own, ())}
        names |= {each for name, others in OTHER_NAMES.items() if own in others for each in (name, *others)}
        found.append(min(names)[:_ALIKE])
    return " ".join(found)
