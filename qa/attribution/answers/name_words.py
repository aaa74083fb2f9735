"""The words of a name as it is written, in the order that all forms of it have; its initials; and what its bearer is called."""

import re
from collections.abc import Sequence
from functools import lru_cache

from qa.attribution.answers.statement_search import bare_name
from qa.english.gazetteer import BODIES
from qa.english.lexicon import is_first_name
from qa.english.name_parts import PARTICLES
from qa.english.word_lists import lines_of
from qa.english.words import STOP_WORDS, without_accents, words

_COUNTRY = re.compile(r"^(?:the\s+)?(?:US|U\.\s?S\.|United States|American|UK|U\.\s?K\.)\s+(?=[A-Z])")
_STATE = re.compile(r"State\s+(?!Sen|Rep)")  # no title in "State Department"
_INITIALS = re.compile(r"^(?:[A-Z]\.\s?){2,3}(?=[A-Z][a-z])")  # "C.J. Karamargin"
# Initials that are no person's, nor of any body that a document happens to name.
PLACES_ALIKE = frozenset("DC EU LA UK UN US".split())
_JOINED = re.compile(r"J[A-Z]|[A-Z]J")  # "CJ Karamargin"
# Their names are told either way: "Health Department", "Department of Health".
_TURNED = frozenset("department ministry".split())
# Names end with these or with the first of the two words: "Pew Research", "Chicago Police".
_SHORTENED = frozenset(("research center", "police department"))


@lru_cache(maxsize=1)
def bodies_called() -> dict[str, str]:
    """Map what a body is called to its full name."""
    return dict(line.split(" ", 1) for line in lines_of("bodies-called.txt"))


@lru_cache(maxsize=1)
def called_bodies() -> dict[str, str]:
    """Map the full name of a body to what it is called."""
    return {full: called for called, full in bodies_called().items()}


def name_words(text: str) -> Sequence[str]:
    """Return a name's words without titles and a land: "Dr. Anthony Fauci" has two, "C.J. Karamargin", too."""
    plain = without_accents(without_country(_bare(text)))
    return words(_INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", plain))


def are_initials(first: str, text: str) -> bool:
    """Whether the first word of this name is a person's initials."""
    dotted = first.isupper() and first not in PLACES_ALIKE and _INITIALS.match(_bare(text)) is not None
    return dotted or _JOINED.fullmatch(first) is not None


def in_order(parts: list[str]) -> list[str]:
    """Put "Indiana Department of Health" as "Indiana Health Department" is; a "University of Washington" is no other's."""
    at = next((place for place, part in enumerate(parts[:-2]) if part in _TURNED and parts[place + 1] == "of"), None)
    parts = parts if at is None else [*parts[:at], *parts[at + 2 :], parts[at]]
    return parts[:-1] if len(parts) > 2 and " ".join(parts[-2:]) in _SHORTENED else parts


def without_country(text: str) -> str:
    """Cut a land that begins a body's name: "US Forest Service" is the Forest Service; but "U.S. News" stays."""
    rest = _COUNTRY.sub("", text)
    return rest if " " in rest or rest.casefold() in BODIES else text


@lru_cache(maxsize=65536)
def initials(text: str) -> frozenset[str]:
    """Return what a body of this name may be called: CDC, CDCP for the Centers for Disease Control and Prevention."""
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
    """Return an acronym without stops, as "CDC" for "C.D.C."; "" for any other name."""
    return re.sub(r"[.\s]", "", text) if re.fullmatch(r"(?:[A-Z]\.?\s?){2,6}", text) else ""


def _bare(text: str) -> str:
    """Return the name without titles and what its bearer is: "TASS" of "Russian state news agency TASS"."""
    written = text.split()
    lower = [place for place, word in enumerate(written[:-1]) if word[0].islower() and word not in PARTICLES]
    if lower and STOP_WORDS.isdisjoint(written[: lower[-1] + 1]):
        text = " ".join(written[lower[-1] + 1 :])
    return text if _STATE.match(text) or _is_body(text) else bare_name(text)


def _is_body(text: str) -> bool:
    """Whether the first word is no title but begins a body's name: "Justice Department", "Major League Baseball"."""
    first, *rest = words(text) or [""]
    return bool(first and rest) and not is_first_name(rest[0]) and rest[-1].casefold() in BODIES
