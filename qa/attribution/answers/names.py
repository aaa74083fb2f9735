"""The parts of a speaker's name, and whether two names may be one person's or one body's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.attribution.answers.speaker_names import SpeakerName
from qa.english.lexicon import is_first_name
from qa.english.words import STOP_WORDS, stem, without_accents, words

_SUFFIXES = frozenset("jr sr ii iii iv".split())
_PARTICLES = frozenset("van von de del della di da dos der den la le el al bin ibn abu ben ter".split())
_COUNTRY = re.compile(r"^(?:the\s+)?(?:US|U\.\s?S\.|United States|American)\s+(?=[A-Z])")
_STATE = re.compile(r"State\s+(?!Sen|Rep)")  # no title in "State Department"
_SEVERAL = re.compile(r"\s(?:and|&)\s")
# A shared beginning of so many letters: "Steve" and "Steven", "Sen." and "Senator".
_BEGINNING = 3


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
    if not parts:
        return Name(text, (), text.casefold(), "", person=False)
    named = len(parts) <= 4 and is_first_name(written[0]) and all(w[0].isupper() or w in _PARTICLES for w in written)
    person = not several and (len(parts) == 1 or named)
    return Name(text, tuple(parts[:-1]), parts[-1], suffix, person)


def without_country(text: str) -> str:
    """ "US Forest Service" is the Forest Service."""
    return _COUNTRY.sub("", text)


@lru_cache(maxsize=65536)
def initials(text: str) -> frozenset[str]:
    """What a body of this name may be called: "CDC" and "CDCP" for the Centers for Disease Control and Prevention."""
    if "&" in text:
        return frozenset()
    plain = _COUNTRY.sub("", text)
    found = [word for word in words(plain) if word[0].isupper() and word.casefold() not in STOP_WORDS]
    whole = "".join(word[0] for word in found)
    shorter = {whole[:length] for length in range(3, len(whole) + 1)} if len(found) > 2 else set()
    return frozenset(shorter | ({f"US{whole}"} if len(whole) > 1 and plain != text else set()))


@lru_cache(maxsize=65536)
def acronym(text: str) -> str:
    """ "CDC" and "C.D.C." are; "" of what is none."""
    return re.sub(r"[.\s]", "", text) if re.fullmatch(r"(?:[A-Z]\.?\s?){2,6}", text) else ""


def may_be_one(one: Name, other: Name) -> bool:
    """Whether two names in full may be one person's: the last is the same and nothing that both give differs."""
    if not (one.person and other.person) or one.last != other.last or one.suffix != other.suffix:
        return False
    if _is_compatible(one.given[0], other.given[0]):
        mine, theirs = one.given[1:], other.given[1:]
        return len(mine) != 1 or len(theirs) != 1 or _fits(mine[0], theirs)
    return alike(one, other)  # "Richard “Buster” Murdaugh"


def alike(one: Name, other: Name) -> bool:
    """The first name of one is a name of the other, not only compatible with it."""
    return one.given[0] in other.given or other.given[0] in one.given


def telling(role: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(role) if word.casefold() not in STOP_WORDS)


def many_shared(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two roles have two words in common."""
    return len(one & other) > 1


def shared(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two roles have a word in common, or the beginning of one: "Sen." and "Senator"."""
    return bool(one & other) or any(
        len(mine) >= _BEGINNING and len(theirs) >= _BEGINNING and (mine.startswith(theirs) or theirs.startswith(mine))
        for mine in one
        for theirs in other
    )


def _fits(part: str, others: tuple[str, ...]) -> bool:
    return any(part == each or (part[0] == each[0] and 1 in (len(part), len(each))) for each in others)


def _is_compatible(one: str, other: str) -> bool:
    """The same, an initial of it, or alike at the beginning: "Deb" and "Deborah", "Stefan" and "Stephane"."""
    if one == other or (1 in (len(one), len(other)) and one[0] == other[0]):
        return True
    return one[:2] == other[:2] and len(one) > 2 and len(other) > 2
