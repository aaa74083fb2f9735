"""The noun phrases of a turn: runs of names, nouns and their adjectives, found by word classes, without a parser."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from qa.english.gazetteer import FEMALE_WORDS, MALE_WORDS, PLACES, TITLES
from qa.english.lexicon import first_names, is_human, key, known_name
from qa.english.name_parts import PARTICLES_IN_TEXT
from qa.english.phrases import DETERMINERS
from qa.english.tokens import Token, tokenise
from qa.english.verbs import SAYING
from qa.english.word_classes import FUNCTION_WORDS, MODALS, TIMES, word_class
from qa.english.words import is_plural, stem

# Markers of citations and of Markdown.
MARKUP = re.compile(r"\[\d+\]|[*_`#>]+")
# "The Women's Institute" and "the FIFA Women's World Cup" are no women's.
_FOR_ALL_OF = frozenset("women men girls boys children people".split())
# Small words inside a name: "Kingdom of Sweden", "Osama bin Laden".
_INSIDE_NAMES = PARTICLES_IN_TEXT | {"of"}
_PHRASE = re.compile("(?P<phrase>[Nnm]*?(?P<name>N+)(?![nm]*[Nn])|[Nnm]*n)")
# How many words of a turn say that it asks: it is long where somebody pasted a text.
_LOOKED_BACK = 60
_PEOPLE = ("s", "men", "people", "children", "police")  # "the women" are no "she"
Kind = Literal["male", "female", "person", "people", "name", "place", "plural", "thing", "number"]


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """`text` is without article, tokens `[first, last)` of its turn; `determiner` is the one ahead of it.

    `named`: it has a capital that the beginning of a sentence doesn't explain.
    """

    text: str
    first: int
    last: int
    named: bool
    determiner: str
    stems: frozenset[str]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Parsed:
    """A turn's tokens and its noun phrases in order; after each "A of B" stand A of B as a whole, A and B."""

    tokens: tuple[Token, ...]
    phrases: tuple[NounPhrase, ...]


@lru_cache(maxsize=2048)
def parse(text: str) -> Parsed:
    """Find the noun phrases of a text without markers of citations and Markdown.

    The result is remembered: each question looks at all earlier turns again.
    """
    plain = " ".join(MARKUP.sub("", text).split())
    tokens = tokenise(plain)
    spans, found = list(_spans(tokens)), []
    for (first, last), (start, end) in zip_longest(spans, spans[1:], fillvalue=(0, 0)):
        link = [token.low for token in tokens[last:start]]
        if link[:1] == ["of"] and DETERMINERS.issuperset(link[1:]):
            found.append(_phrase(plain, tokens, first, end, tokens[last - 1].low))
        found.append(_phrase(plain, tokens, first, last, tokens[last - 1].low))
    return Parsed(tuple(tokens), tuple(phrase for phrase in found if phrase.stems))


def opens_request(phrase: NounPhrase, tokens: Sequence[Token]) -> bool:
    """Whether it is no noun but the verb that a turn opens with: "Summarize the handbook"."""
    return phrase.last == 1 and phrase.last < len(tokens) and tokens[phrase.last].low in DETERMINERS


def content(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the stems of the words that aren't function words."""
    return frozenset(stem(token.low) for token in tokens if token.text[0].isalnum() and token.low not in FUNCTION_WORDS)


def _spans(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    roles = ""
    for index in range(len(tokens)):
        roles += _role(tokens, index, roles[-1:] not in ("", " "))
    for run in _PHRASE.finditer(roles):
        yield run.span("name" if run["name"] else "phrase")  # "the architect Pilar Montes" is Pilar Montes


def _role(tokens: Sequence[Token], index: int, inside: bool) -> Literal["N", "n", "m", " "]:
    """Return N in a name, n for a noun, m for another word of a phrase; `inside`: the word before it is one of a phrase."""
    low, ahead = tokens[index].low, tokens[index - 1].low if index else ""
    if _is_name(tokens, index) or (low in _INSIDE_NAMES and _is_name(tokens, index - 1) and _is_name(tokens, index + 1)):
        return "N"
    if ahead in _FOR_ALL_OF and low in ("'s", "’s") and _is_name(tokens, index - 1) and _is_name(tokens, index + 1):
        return "N"
    if not low[0].isalnum() or low in FUNCTION_WORDS:
        return " "
    if low[0].isdigit():
        return "n" if len(low) == 4 else "m"
    known = word_class(low)
    lows = [token.low for token in tokens[: max(min(index, _LOOKED_BACK), 2)]]
    asks = not MODALS.isdisjoint(lows[:2]) and SAYING.keys().isdisjoint(lows[2:])
    if inside and known.noun < 0.9 and (_is_name(tokens, index - 1) or (asks and known.adjective < 0.4)):
        return " "  # "Hollis meets", "How does the engine work?", but not "What did Ann say about the rail strike?"
    if known.noun >= (0.15 if (inside or ahead in DETERMINERS) and known.adjective < 0.5 else 0.5):
        return "n"
    return "m" if known.adjective >= 0.4 else " "


def _is_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether it has a capital that the beginning of a sentence doesn't explain."""
    if not 0 <= index < len(tokens) or not tokens[index].text[0].isupper():
        return False
    text, low = tokens[index].text, tokens[index].low
    if low in FUNCTION_WORDS:
        return bool(index) and text.isupper() and len(text) > 1
    if index and tokens[index - 1].text[0] not in '.?!:;“"':
        return True
    followed = index + 1 < len(tokens) and tokens[index + 1].text[0].isupper() and tokens[index + 1].low not in FUNCTION_WORDS
    return followed or not word_class(low).common


def _phrase(text: str, tokens: Sequence[Token], first: int, last: int, head: str) -> NounPhrase:
    own, named = tokens[first:last], any(_is_name(tokens, place) for place in range(first, last))
    ahead, further = (tokens[place].low if place >= 0 else "" for place in (first - 1, first - 2))
    determiner, before = (ahead, further) if ahead in DETERMINERS else ("", ahead)
    said, kind = text[own[0].start : own[-1].end], _kind(own, named, head, before)
    return NounPhrase(said, first, last, named, determiner, content(own), kind)


def _kind(own: Sequence[Token], named: bool, head: str, before: str) -> Kind:
    lows = {key(token.text) for token in own}
    given = own[1 if len(own) > 1 and key(own[0].text) in TITLES else 0]
    if all(low[0].isdigit() or low.removesuffix("s") in TIMES or low.split("-")[0] in TIMES for low in lows):
        return "number"
    if lows & FEMALE_WORDS or lows & MALE_WORDS:
        return "female" if lows & FEMALE_WORDS else "male"
    proper = named and own[-1].text[0].isupper()
    if proper and "of" not in lows and given.capital and (first := known_name(given.low)) is not None:
        gender = first_names()[first] if len(own) > 1 else None  # "Porter" may be a family name
        return "person" if gender is None else "male" if gender == "m" else "female"
    if is_human(head) or (proper and given is not own[0]):
        return "people" if head.endswith(_PEOPLE) else "person"
    if proper:
        return "place" if before in ("in", "near") or own[-1].low in PLACES else "name"
    return "plural" if is_plural(head) else "thing"
