"""The parts of a speaker's name, and whether two names may be one person's or one body's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from qa.attribution.answers.called import in_full
from qa.attribution.answers.speaker_names import SpeakerName
from qa.english.gazetteer import BODIES, PLACES
from qa.english.lexicon import is_first_name
from qa.english.names import first_names
from qa.english.words import STOP_WORDS, stem, without_accents, words

_SUFFIXES = frozenset("jr sr ii iii iv".split())
_PARTICLES = frozenset("van von de del della di da dos der den la le el al bin ibn abu ben ter".split())
_COUNTRY = re.compile(r"^(?:the\s+)?(?:US|U\.\s?S\.|United States|American)\s+(?=[A-Z])")
_STATE = re.compile(r"State\s+(?!Sen|Rep)")  # no title in "State Department"
_SEVERAL = re.compile(r"\s(?:and|&)\s")
# A shared beginning of so many letters: "Steve" and "Steven", "Sen." and "Senator".
_BEGINNING = 3
_OTHER_LETTERS = 2
# Words of a name with a role before it: "Commissioner Stephen Hahn".
_ROLE = 3
# They are said of many: "the State", "the City".
_WHERE = frozenset("state city county house nation district".split())
_OF = frozenset("of for".split())
# A surname of so many letters may be misspelt: "Reich" and "Riech".
_MISSPELT = 5
# What a firm's name may end with and is seldom said.
_LEGAL = frozenset("inc llc ltd plc corp".split())
_TAIL = frozenset(
    "international group company co corporation holdings industries motor motors airlines airways technologies".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """`given` are the names before the last one, nicknames among them; a body has none. All in lower case."""

    text: str
    given: tuple[str, ...]
    last: str
    suffix: str
    person: bool

    @property
    def key(self) -> tuple[str, ...]:
        return (*self.given, self.last, self.suffix)

    @property
    def alone(self) -> bool:
        """A surname, or one word of a body's name."""
        return not self.given

    @property
    def core(self) -> str:
        """ "taser" of "Taser International"; "" where more than one word of a body's name tells."""
        own = () if self.person else (self.last, *self.given[1:])
        return self.given[0] if self.given and own and _TAIL.issuperset(own) else ""


@lru_cache(maxsize=65536)
def read(text: str) -> Name:
    """ "Dr. Anthony Fauci" has the parts of "Anthony Fauci"."""
    known = SpeakerName.read(text)
    bare = known if _STATE.match(text) else (known.without_titles() if known else None) or known
    plain = without_accents(_COUNTRY.sub("", bare.text if bare else text))
    written = words(plain)
    if len(written) > 1 and (written[0].isupper() and len(written[0]) > 1 and not plain.isupper()):
        written = written[1:]  # "AP Biden": whose picture it is
    parts = [word.casefold().replace("’", "'") for word in written]
    suffix = next((part for part in parts[1:] if part in _SUFFIXES), "")
    several = _SEVERAL.search(f" {text} ") is not None
    parts = [part for part in parts if part not in _SUFFIXES]
    if not several:  # "Biden Biden"
        parts = list(dict.fromkeys(parts))
    if len(parts) > 1 and parts[-1] in _LEGAL:
        parts.pop()
    if not parts:
        return Name(text, (), text.casefold(), "", person=False)
    named = len(parts) <= 4 and is_first_name(written[0]) and all(w[0].isupper() or w in _PARTICLES for w in written)
    body = len(parts) > 1 and parts[-1] in BODIES  # "Park Service": Park is a first name, too
    person = not several and not body and (len(parts) == 1 or named)
    if len(parts) == 3 and parts[0] in BODIES and parts[1] == "of":
        parts = [parts[2], parts[0]]  # "Department of Education"
    return Name(text, tuple(parts[:-1]), parts[-1], suffix, person)


def untitled(text: str) -> str:
    """ "Pope Francis" is Francis."""
    known = SpeakerName.read(text)
    bare = known.without_titles() if known else None
    return bare.text if bare else text


def without_country(text: str) -> str:
    """ "US Forest Service" is the Forest Service."""
    return _COUNTRY.sub("", text)


@lru_cache(maxsize=65536)
def initials(text: str) -> frozenset[str]:
    """What a body of this name may be called: "CDC" and "CDCP" for the Centers for Disease Control and Prevention, "DOT"."""
    if "&" in text:
        return frozenset()
    plain = _COUNTRY.sub("", text)
    every = "".join(word[0].upper() for word in words(plain)) if " of " in plain else ""
    found = [word for word in words(plain.replace("-", " ")) if word[0].isupper() and word.casefold() not in STOP_WORDS]
    whole = "".join(word[0] for word in found)
    shorter = {whole[:length] for length in range(min(3, len(whole)), len(whole) + 1)} if len(found) > 1 else set()
    return frozenset(shorter | ({f"US{whole}"} if len(whole) > 1 and plain != text else set()) | ({every} - {""}))


@lru_cache(maxsize=65536)
def acronym(text: str) -> str:
    """ "CDC" and "C.D.C." are; "" of what is none."""
    return re.sub(r"[.\s]", "", text) if re.fullmatch(r"(?:[A-Z]\.?\s?){2,6}", text) else ""


def agreement(one: Name, other: Name) -> int | None:
    """How well two full names may be one person's; None where something that both give differs.

    0: the same to the letter; 1: but for a middle name, a nickname or a first name cut short ("Rob" and "Robert"); 2: the first
    names begin alike ("Stefan" and "Stephane"); 3: the surname may be misspelt ("Riech" and "Reich").
    """
    if not (one.person and other.person) or one.suffix != other.suffix:
        return None
    if one.last != other.last:
        return 3 if one.given == other.given and one.given and _is_misspelt(one.last, other.last) else None
    if one.key == other.key:
        return 0
    mine, theirs = one.given[0], other.given[0]
    if mine in other.given or theirs in one.given:  # "Richard “Buster” Murdaugh"
        differ = mine == theirs and len(one.given) == len(other.given) == 2 and not _fits(one.given[1], other.given[1])
        return None if differ else 1
    if in_full(mine) & in_full(theirs):  # "Chuck" and "Charles"
        return 1
    genders = {first_names().get(mine), first_names().get(theirs)} - {None}
    if len(genders) > 1 or not _is_compatible(mine, theirs):
        return None
    return 1 if mine.startswith(theirs) or theirs.startswith(mine) or _is_spelt_alike(mine, theirs) else 2


def telling(role: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(role) if word.casefold() not in STOP_WORDS)


def shared(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two roles have a word in common, or the beginning of one: "Sen." and "Senator"."""
    return bool(one & other) or any(
        len(mine) >= _BEGINNING and len(theirs) >= _BEGINNING and (mine.startswith(theirs) or theirs.startswith(mine))
        for mine in one
        for theirs in other
    )


def _fits(one: str, other: str) -> bool:
    return one == other or (one[0] == other[0] and 1 in (len(one), len(other)))


def _is_spelt_alike(one: str, other: str) -> bool:
    """ "Philip" and "Phillip", "Eddie" and "Eddy": they begin alike, and no more than two letters differ."""
    return one[:_BEGINNING] == other[:_BEGINNING] and Levenshtein.distance(one, other) <= _OTHER_LETTERS


def _is_misspelt(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _MISSPELT and OSA.distance(one, other) == 1


def _is_compatible(one: str, other: str) -> bool:
    """The same, an initial of it, or alike at the beginning: "Deb" and "Deborah", "Stefan" and "Stephane"."""
    if one == other or (1 in (len(one), len(other)) and one[0] == other[0]):
        return True
    return one[:2] == other[:2] and len(one) > 2 and len(other) > 2


def ending(name: Name, known: frozenset[tuple[str, ...]]) -> Name:
    """ "UN High Commissioner for Refugees Filippo Grandi" is Filippo Grandi; "Warren and Sherrod Brown" are two."""
    if name.person or are_several(name.text):
        return name
    for length in (3, 2):
        tail = (*name.given, name.last)[-length:]
        if len(name.given) >= length and (*tail, "") in known:
            return Name(" ".join(tail).title(), tail[:-1], tail[-1], name.suffix, person=True)
    return name


def is_part(name: Name, full: Name) -> bool:
    """Whether a document that has the full name may mean it by this one: "Cuya" by "Mamerto Cuya Villagaray", "the Bureau" by
    "Bureau of Labor", "Brennan Center" by "Brennan Center for Justice"; not a place by what lies there: "Newark Police"."""
    parts, whole = _lower(name.text), _lower(full.text)
    length = len(parts)
    at = next((place for place in range(len(whole) - length + 1) if whole[place : place + length] == parts), None)
    if at is None or length == len(whole) or are_several(full.text) or parts[-1] in _WHERE:
        return False
    after = whole[at + length] if at + length < len(whole) else ""
    if parts[-1] in BODIES:
        return after in _OF or (length == 1 and not after)
    if length > 1:
        return full.person and at == 0
    return parts[0] not in PLACES and BODIES.isdisjoint(whole) and (at == 0 or len(parts[0]) >= _BEGINNING)


def _lower(text: str) -> list[str]:
    return [word.casefold() for word in words(without_accents(text))]


def are_several(text: str) -> bool:
    """A person stands before "and"; in "Health and Human Services Commissioner" none does."""
    first, several, second = text.partition(" and ")
    left, right = first.split(), second.split()
    if not several or not left or not right:
        return False
    two = len(left) == len(right) == 1 or (len(right) < _ROLE and is_first_name(right[0]))  # "Biden and Trump"
    return two or any(is_first_name(word) for word in left)
