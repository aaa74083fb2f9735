"""What a question names: people, places, bodies, numbers and dates, and whether a text names them too, in whatever form; and
what kind of thing it asks for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, takewhile
from typing import Literal

from qa.english.calendar import DAY_NAME, MONTH_NAME, MONTH_NUMBERS
from qa.english.gazetteer import OTHER_NAMES, PLACES
from qa.english.name_parts import HONORIFICS, PARTICLE_IN_TEXT, PEERS
from qa.english.numbers import NUMBER_WORD, SCALES, SMALL, TENS
from qa.english.word_classes import is_noun, word_class
from qa.english.words import STOP_WORDS, is_plural, is_stop_word, stem, without_accents, words
from qa.types.patterns import lazy_regex

_PLACES = frozenset(stem(place) for place in PLACES if " " not in place and len(place) > 2)
_CAPITALISED = re.compile(
    rf"(?<![$€£.])\b(?:\d+(?=[A-Z]\b))?[A-Z][\w’'&-]*(?:\s+(?:(?:of|the|{PARTICLE_IN_TEXT})\s+)?[A-Z][\w’'&-]*)*"
)
_NUMBER = re.compile(r"(?<![\w.])\$?\d[\d,]*(?:\.\d+)*(?:st|nd|rd|th|%)?(?!\w)")
_IN_WORDS = {str(number): word for word, number in (SCALES | TENS | SMALL).items()}  # 12 is "twelve", not "dozen"
_OFFICES = frozenset(
    "professor president vice prime minister king queen prince princess pope senator"
    " sen rep representative gov governor judge justice general gen colonel captain saint st mayor secretary chancellor ceo"
    " chief director former".split()
)
# Cars and mail servers are called MX.
_TITLES = _OFFICES | PEERS | (HONORIFICS - {"mx"})
# A question in small letters writes other words like these.
_MONTHS = MONTH_NUMBERS.keys() - {"mar", "march", "may"}
# Where so much of a word's standing in the passages is with a capital, a question in lower case means a name by it.
_MOSTLY_CAPITALISED = 0.8
# What it counts that a name's last word is there without its first ones: people are named in full once.
_LAST_NAME_ONLY = 0.15
# How the stem of a people differs from that of their land: Iran, Iranian; Pakistan, Pakistani; Japan, Japanese.
_PEOPLES = ("n", "an", "ian", "i", "ish", "es")
_SHORTEST_LAND = 4
BRITISH = tuple(pair.split() for pair in "isation ization|ise ize|our or|tre ter|ence ense|lling ling|lled led".split("|"))
_ASKS_PARTY = lazy_regex(
    r"(?:is|was) (?P<who>\S.*?) (?:an? )?(?:democrat|republican|independent)(?: or (?:an? )?\w+)?\W*"
    r"|(?:what|which) (?:political )?party (?:is|was|does|did) (?P<of>\S.*?)(?: (?:in|from|of|belong to|a member of))?\W*",
    re.IGNORECASE,
)
_PARTY = lazy_regex(
    r"\b(?:an?|the) (?:\w+ )?(?:democrat|republican|independent)\b|\b(?:democratic|republican) party\b", re.IGNORECASE
)
Expected = Literal["date", "number", "person", "place", "reason"]
_QUESTIONS: dict[Expected, re.Pattern[str]] = {
    "date": lazy_regex(r"(?i)\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b"),
    "number": lazy_regex(
        r"(?i)\bhow (?:many|much|old|long|far|tall|big|large|high|deep|fast|often|heavy|wide)\b"
        r"|\bwhat (?:percentage|percent|number|proportion|fraction|age|population|price|amount|share)\b"
    ),
    "person": lazy_regex(r"(?i)\b(?:who|whom|whose)\b|\bwhich (?:person|man|woman|president|minister|leader|player|author)\b"),
    "place": lazy_regex(
        r"(?i)\bwhere\b|\b(?:what|which) (?:country|city|state|place|town|continent|location|county|island|river)\b"
    ),
    "reason": lazy_regex(r"(?i)\bwhy\b|\bwhat (?:caused?|causes|led|reason)\b|\bfor what reason\b"),
}
_HOLDS: dict[Expected, re.Pattern[str]] = {
    "date": lazy_regex(
        rf"\b(?:1\d{{3}}|20\d{{2}})s?\b|\b(?:{MONTH_NAME}|{DAY_NAME})"
        r"|\b(?:today|tomorrow|yesterday|tonight|ago|century|centuries|decade|(?:last|next|this|coming) "
        r"(?:week|month|year|spring|summer|autumn|fall|winter)s?|(?:coming|recent) (?:days|weeks|months|years)"
        r"|noon|midnight|BC|AD)\b"
    ),
    "number": lazy_regex(
        rf"\d|\b(?:{NUMBER_WORD}|half|third|quarter|once|twice)\b",
        re.IGNORECASE,
    ),
    "person": lazy_regex(r"\b[A-Z][\w’'.-]+(?: (?:[a-z]{2,3} )?[A-Z][\w’'-]+)+|(?<=[a-z,;:] )[A-Z][a-z]+"),
    "place": lazy_regex(
        r"\b(?:in|at|near|from|to|of|on|across|outside|around|between|through) (?:the |central |northern |southern "
        r"|eastern |western )?[A-Z][\w’'-]+|, [A-Z][a-z]+"
    ),
    "reason": lazy_regex(
        r"\b(?:because|due to|owing to|since|so that|in order to|as a result|therefore|caused|causes|led to|leads to|thanks to"
        r"|reasons?|to (?:avoid|prevent|protect|ensure|allow|help|make|reduce|increase|save)|after)\b",
        re.IGNORECASE,
    ),
}
# What stands before the noun in "what are all the steps", "list the steps".
LEADS = frozenset("what which list name show give tell me us are were all of the a our my your its their".split())
_NOUN = 3  # words of it that are looked at: "key action items"
_A_NOUN = 0.4  # of its uses: "what costs are covered", but not "what happens if"


@dataclass(frozen=True, slots=True)
class Name:
    """A name or number of a question; `parts` are its words' stems, a number's digits without separators."""

    text: str
    parts: tuple[str, ...]
    is_number: bool = False

    def missing_from(self, mentioned: frozenset[str]) -> float:
        """How much of it is missing among these stems: 0 nothing, 1 all. A name without its first words is nearly there."""
        there = [not mentioned.isdisjoint(forms_of(part)) for part in self.parts]
        if all(there):
            return 0.0
        if initials_stem(self.parts) in mentioned:
            return 0.0
        if there[-1] and len(there) > 1:
            return _LAST_NAME_ONLY
        return 1.0 - sum(there[:-1]) / (2 * len(there))


def question_names(question: str, passages: Sequence[str] = ()) -> tuple[Name, ...]:
    """The names and numbers, in order. In a question without capitals, words that `passages` mostly write with one."""
    found: dict[tuple[str, ...], Name] = {}
    first = question.split(maxsplit=1)[0] if question.split() else ""
    for match in _CAPITALISED.finditer(question):
        written = match.group().split()
        if match.start() == 0 and (is_stop_word(first) or len(written) == 1):
            written = written[1:]  # the first word has a capital whatever it is
        name = _name(written)
        if name is not None:
            found[name.parts] = name
    if not found and passages:
        for word in words(question):
            if not is_stop_word(word) and len(word) > 2 and _is_name(word, passages):
                found[(stem(word),)] = Name(word, (stem(word),))
    for match in _NUMBER.finditer(question):
        digits = _digits(match)
        found[(digits,)] = Name(match.group(), (digits,), is_number=True)
    return tuple(found.values())


def numbered(text: str) -> tuple[frozenset[tuple[str, str]], str]:
    """What the text calls by a number, "quay 3.4", as (stem, digits); not "after 2020". And the text without its numbers."""
    before = ((text[: match.start()].rpartition("\n")[2].split()[-1:], _digits(match)) for match in _NUMBER.finditer(text))
    there = frozenset((stem(word), digits) for last, digits in before for word in last if is_noun(word.casefold()))
    return there, _NUMBER.sub("#", text)


def _digits(number: re.Match[str]) -> str:
    return re.sub(r"[^\d.]", "", number.group()).strip(".")


def tells_of_another_place(names: Sequence[Name], text: str) -> bool:
    """Whether a text has no place that these names are, but another one: China is asked for, and it tells of Korea."""
    asked = [name for name in names if not _PLACES.isdisjoint(name.parts)]
    mentioned = mentions(text)
    if not asked or any(name.missing_from(mentioned) < 1 / 2 for name in asked):
        return False
    known = {form for name in names for part in name.parts for form in forms_of(part)}
    told = {stem(word) for match in _CAPITALISED.finditer(text) for word in words(match.group())}
    return not told.isdisjoint(_PLACES - known)


def mentions(text: str) -> frozenset[str]:
    """The stems of the text's words, its numbers without separators, and the initials of its names."""
    plain = without_accents(text)
    found = {stem(word) for word in words(plain)}
    found.update(map(_digits, _NUMBER.finditer(plain)))
    found.update(initials_stem(tuple(match.group().split())) for match in _CAPITALISED.finditer(plain) if " " in match.group())
    return frozenset(found)


def asks_party(question: str) -> bool:
    """Whether it asks which party somebody is of."""
    return _ASKS_PARTY.fullmatch(question) is not None


def tells_party(question: str, text: str) -> Literal["tag", "words", "namesake"] | None:
    """How the text tells somebody's party, where the question asks for that: "Rep. Ann Lee, R-Springfield", or in words.

    "namesake" is said of a text that has only another name with this last word, Joe Lee.
    """
    asked = _ASKS_PARTY.fullmatch(question)
    of = words(asked["who"] or asked["of"]) if asked else []
    if not (named := list(dropwhile(lambda word: word.casefold() in _TITLES, of))):
        return None
    in_a_row = r"(?:\.? |\.)(?:[A-Z][\w.’'-]* )??".join(rf"(?i:{re.escape(word)})" for word in named)
    if re.search(rf"\b{in_a_row}(?:, | \()[DRI]-(?!Day\b)[A-Z]", text):
        return "tag"
    if re.search(rf"\b{in_a_row}\b", text):
        return "words" if _PARTY.search(text) else None
    others = re.findall(rf"\b([A-Z]\w+) (?i:{re.escape(named[-1])})\b", text) if len(named) > 1 else ()
    return "namesake" if any(word.casefold() not in _TITLES for word in others) else None


def initials_stem(parts: Iterable[str]) -> str:
    """The initials of a name of several words, stemmed like a word."""
    return stem("".join(part[0] for part in parts if part and part.casefold() not in STOP_WORDS))


@cache
def forms_of(part: str) -> tuple[str, ...]:
    """The stems that mean the same: other names of a people, British and American spelling, a small number's word."""
    found = [part, *OTHER_NAMES.get(part, ())]
    if part in _IN_WORDS:
        found.append(stem(_IN_WORDS[part]))
    found += [other for other, others in OTHER_NAMES.items() if part in others]
    for ending in _PEOPLES:
        found.append(part + ending)
        if part.endswith(ending) and len(part) - len(ending) >= _SHORTEST_LAND:
            found.append(part.removesuffix(ending))
    for british, american in BRITISH:
        for one, other in ((british, american), (american, british)):
            if stem(part).endswith(stem(one)):
                found.append(part.removesuffix(stem(one)) + stem(other))
    return tuple(dict.fromkeys(found))


def _name(written: Sequence[str]) -> Name | None:
    kept = [word for word in written if word.strip(".").casefold() not in _TITLES]
    while kept and is_stop_word(kept[0]):
        kept = kept[1:]
    stemmed = (stem(word) for word in words(" ".join(kept)) if not is_stop_word(word))
    parts = tuple(part for part in stemmed if part)
    return Name(" ".join(kept), parts) if parts else None


def _is_name(word: str, passages: Sequence[str]) -> bool:
    """Whether the passages mostly write the word with a capital, other than at the beginning of a sentence."""
    if word.casefold() in _MONTHS:
        return True
    inside = re.compile(rf"(?<=[\w,;:’'-] )({re.escape(word)})(?!\w)", re.IGNORECASE)
    written = [match.group(1) for text in passages for match in inside.finditer(text)]
    return bool(written) and sum(each[0].isupper() for each in written) / len(written) >= _MOSTLY_CAPITALISED


def expected(question: str) -> Expected | None:
    """What the question asks for, as far as its question word tells."""
    return next((kind for kind, pattern in _QUESTIONS.items() if pattern.search(question)), None)


def holds(sentence: str, kind: Expected) -> bool:
    """Whether the sentence holds something of this kind."""
    return _HOLDS[kind].search(sentence) is not None


def many_asked_for(question: str) -> set[str]:
    """The stems of the plurals that a question begins with: "what are all the steps", "list the steps"."""
    noun = takewhile(lambda word: not is_stop_word(word), dropwhile(lambda word: word.casefold() in LEADS, words(question)))
    plurals = (word for word in list(noun)[:_NOUN] if is_plural(word))
    return {stem(word) for word in plurals if word_class(word.casefold()).noun >= _A_NOUN}
