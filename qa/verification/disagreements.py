"""Two sentences of two articles that tell another number, another day, or another name, of the same thing.

Of numbers, the simplest rule that holds: both have a name in common and neither has names of its own besides; most of their
words are the same; they count the same thing with another value; and neither tells of another day, a range or a part.
`python -m eval.disagreements` measures it.

Of days, at least one is told in full ("Dec. 9"). A "Friday" beside it is worked out from the day its article was published on;
two such days aren't compared: of 78 pairs of real articles whose sentences are alike and tell other days, two were read to be
of one event, and what is told each day or each week is alike.

Of names nearly all else has to be the same: of pairs of real sentences that differ in a name alone most tell of two matches,
two debates or two lists made alike. So what differs is one part of a person's full name whose other part is the same: "Ann Lee
was elected" and "Ann Low was elected"; or it is a letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product

from qa.english.dates import dates_in, day_of
from qa.english.lexicon import is_first_name, is_misspelt, may_be_one
from qa.english.words import STOP_WORDS, stem, words
from qa.types import Span
from qa.types.patterns import in_place_of, lazy_regex
from qa.verification.claim_reader import read_claim
from qa.verification.claim_tokens import ClaimTokens
from qa.verification.quantities import Quantity, quantities

# What both have of the shorter one's telling words, numbers apart: this share, and so many that are no names.
_ALIKE, _WORDS = 0.5, 4
# Articles further apart tell of another drawing, match or week.
_DAYS = 5
_BEFORE, _AFTER = 2, 1
_PART_OF = lazy_regex(r"(?i)^\s+of\s+(?:the\s+|its\s+|all\s+)?(?:[\w.’']+\s+)?\d[\d,]*\s+(?P<counted>[a-z]+)")
# The number of a whole: "of the state's 67 counties".
_WHOLE = lazy_regex(r"(?i)\bof\s+(?:the|its|all|their|\w+[’']s)\s+(?:\w+[’']s\s+)?$")
# Of an order, a score or somebody else, or no more than a bound.
_LOOSE_BEFORE = lazy_regex(
    r"(?i)(?:\b(?:than|over|least|up to|under|between|from|to|or|another|next|every|each|per|exceeding|years?|addition to the"
    r"|around|about|north of(?: a)?)\s+|\d\s*[-–]\s*|\bNo\.\s*|\b(?:which|who)\s+(?:\w+\s+){1,3})$"
)
_LOOSE_AFTER = lazy_regex(
    r"(?i)^\s*(?:[a-z%]+\s+)?(?:or|and)\s+(?:more|less|fewer|higher|above|up|over|below)\b|^\s*(?:to|or|-|–)\s*\d|^-"
    r"|^(?:\s+[\w-]+){0,3}\s+(?:(?:per|each|every)\s+(?:day|week|month|year|hour)|a\s+(?:day|week|month|year|time))\b"
)
_COUNTED = lazy_regex(r"[\s-]*(?:[A-Z&][\w’'.&]*\s+){0,4}(?P<word>[a-z]\w+)")
_ENDS = lazy_regex(r"^[,.;)]?(?:\s|$)")
_DATELINE = lazy_regex(r"^[\W_]*[A-Z][^.:]{0,40}:")
# Of two days in full, what both have of the longer one's telling words: this share, and so many; and how far apart they may be.
_DAY_ALIKE, _DAY_WORDS, _DAYS_APART = 0.8, 4, 7
# Of a day in full and one that is worked out, what both have of the shorter one's: this share, and so many.
_LOOSELY_ALIKE, _MORE_WORDS = 0.55, 5
_IN_FULL = ("day", "yearless")
_WEEKDAY_BEFORE = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+$")
# A heading or a line of a list ends otherwise.
_STOP = re.compile(r"[.!?…][”\"’')\]]*$")


# First name and surname of a person; and any name inside a sentence.
_FULL_NAME = lazy_regex(r"\b(?P<given>[A-Z][a-zß-ÿ’'-]+)(?: [A-Z]\.)? (?P<last>[A-Z][\w’-]*[a-zß-ÿ])\b")
_NAME = lazy_regex(r"(?<![.!?:] )(?<!^)(?<![\w“\"])[A-Z][\w-]*[a-zß-ÿ]\b(?![’'])")
# Of two sentences that give other names, the share of the longer one's telling words that both have, and how many.
_NAME_ALIKE, _NAME_WORDS = 0.8, 5


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where the two values stand in the two sentences."""

    one: Span
    other: Span


def disagreement(one: str, other: str) -> Disagreement | None:
    """What two sentences tell differently; None where they don't, or where it may not be of the same thing."""
    mine, theirs = read_claim(one), read_claim(other)
    shared, names = mine.words & theirs.words, _names(mine)
    if len(shared) < _ALIKE * min(len(mine.words), len(theirs.words)) or len(shared - names) < _WORDS:
        return None
    if not mine.possible_names & theirs.possible_names or (
        names - theirs.possible_names and _names(theirs) - mine.possible_names
    ):
        return None
    days, other_days = mine.values("weekday"), theirs.values("weekday")
    if mine.values("year") != theirs.values("year") or (days and other_days and not days & other_days):
        return None
    return next(_different(mine, theirs), None)


def counts_otherwise(one: str, other: str) -> bool:
    """Whether the other has a number of what the one counts, and not the same; "more than 100" is none beside 125."""
    counted, also_counted = _numbers(read_claim(one)), _numbers(read_claim(other))
    pairs = [(mine, theirs) for mine, what in counted for theirs, also in also_counted if what == also]
    if any(mine.value == theirs.value for mine, theirs in pairs):
        return False
    return any(mine.value < theirs.value or not _is_loose(other, theirs) for mine, theirs in pairs)


def near_in_time(one: str | None, other: str | None) -> bool:
    """Whether articles of these ISO dates may tell of one event."""
    first, second = day_of(one), day_of(other)
    return first is not None and second is not None and abs((first - second).days) <= _DAYS


def _names(told: ClaimTokens) -> frozenset[str]:
    """Its names, and the place that a dateline begins with: "Bergen: Ten people …"."""
    return told.possible_names if _DATELINE.match(told.text) else told.names


def _numbers(told: ClaimTokens) -> list[tuple[Quantity, str]]:
    """Return each number with what it counts; not the 67 of "49 of the 67 counties"."""
    parts = [each for each in told.quantities if each.kind == "number" and not _WHOLE.search(told.text[: each.start])]
    return [(each, counted) for each in parts if (counted := _counted(told.text, each))]


def _different(one: ClaimTokens, other: ClaimTokens) -> Iterator[Disagreement]:
    sides = _numbers(one), _numbers(other)
    for (number, counted), (another, also) in product(*sides):
        if counted != also or number.unit != another.unit or number.value == another.value:
            continue
        if any(len({each.value for each, what in side if what == counted}) > 1 for side in sides):
            continue
        if _is_loose(one.text, number) or _is_loose(other.text, another) or _has(other, number) or _has(one, another):
            continue
        pairs = zip(_around(one.text, number), _around(other.text, another), strict=True)
        if any(mine & theirs for mine, theirs in pairs):
            yield Disagreement(Span(number.start, number.end), Span(another.start, another.end))


def _has(told: ClaimTokens, number: Quantity) -> bool:
    return any(each.value == number.value for each in told.quantities if each.kind in ("number", "year"))


def _counted(text: str, number: Quantity) -> str:
    """The word that follows, or the unit; "" where none is counted."""
    if (of := _PART_OF.match(text[number.end :])) is not None:
        return stem(of["counted"])
    if number.unit:
        return number.unit
    following = _COUNTED.match(text[number.end :])
    if following is not None:
        return stem(following["word"]) if following["word"] not in STOP_WORDS else ""
    before = _telling(text[: number.start])[-1:]
    return f"{before[0]} …" if before and _ENDS.match(text[number.end :]) else ""


def _around(text: str, number: Quantity) -> tuple[frozenset[str], frozenset[str]]:
    """The telling words just before and just after: of "90% fewer" and "an 11% increase" neither are the same."""
    return frozenset(_telling(text[: number.start])[-_BEFORE:]), frozenset(_telling(text[number.end :])[:_AFTER])


def _telling(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word.casefold() not in STOP_WORDS]


def _is_loose(text: str, number: Quantity) -> bool:
    return bool(_LOOSE_BEFORE.search(text[: number.start]) or _LOOSE_AFTER.search(text[number.end :]))


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence without its one day; `before` is the word that stands before that."""

    day: date
    span: Span
    before: str
    rest: ClaimTokens
    in_full: bool

    @classmethod
    def read(cls, text: str, published: str | None) -> "_Dated | None":
        found = dates_in(text, published)
        if len(found) != 1 or len(found[0].day) != len("2021-04-22") or _STOP.search(text) is None:
            return None
        told = found[0]
        before = _WEEKDAY_BEFORE.sub("", text[: told.span.start])
        last = (words(before) or [""])[-1].casefold()
        rest = read_claim(f"{before}{text[told.span.end :]}")
        return cls(date.fromisoformat(told.day), told.span, last, rest, told.kind in _IN_FULL)

    @property
    def numbers(self) -> frozenset[tuple[Fraction, str]]:
        return frozenset((each.value, each.unit) for each in self.rest.quantities)


def another_day(one: str, other: str, published: tuple[str | None, str | None]) -> Disagreement | None:
    """Where the two days stand in the two sentences, of articles published on these; None where they are the same, or where it
    may not be of the same thing."""
    mine, theirs = _Dated.read(one, published[0]), _Dated.read(other, published[1])
    if mine is None or theirs is None:
        return None
    if not 0 < abs((mine.day - theirs.day).days) <= _DAYS_APART:
        return None
    if not (_is_same(mine, theirs) if mine.in_full and theirs.in_full else _is_likely_same(mine, theirs)):
        return None
    return Disagreement(mine.span, theirs.span)


def _is_same(one: _Dated, other: _Dated) -> bool:
    """Whether nearly everything but the day is the same."""
    mine, theirs = one.rest, other.rest
    if one.before != other.before or one.numbers != other.numbers or mine.possible_names != theirs.possible_names:
        return False
    return len(mine.words & theirs.words) >= max(_DAY_WORDS, _DAY_ALIKE * max(len(mine.words), len(theirs.words)))


def _is_likely_same(one: _Dated, other: _Dated) -> bool:
    """Whether one tells most of what the other does, and no more than one of them has names of its own."""
    mine, theirs = one.rest, other.rest
    if mine.names - theirs.possible_names and theirs.names - mine.possible_names:
        return False
    alike = len(mine.words & theirs.words) >= max(_MORE_WORDS, _LOOSELY_ALIKE * min(len(mine.words), len(theirs.words)))
    return alike and (one.in_full or other.in_full)


def another_name(one: str, other: str) -> Disagreement | None:
    """Where the two names stand in two sentences that tell the same otherwise; None where they may not."""
    for pattern, differ in ((_FULL_NAME, _are_of_two), (_NAME, _are_spelt_otherwise)):
        mine = [found for found in pattern.finditer(one) if found[0] not in other]
        theirs = [found for found in pattern.finditer(other) if found[0] not in one]
        for own, others in product(mine, theirs):
            if differ(own, others) and _tell_same(in_place_of(own, ""), in_place_of(others, "")):
                return Disagreement(Span(*own.span()), Span(*others.span()))
    return None


def _are_of_two(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether either the first names or the surnames are others, not one first name and its short form."""
    given = one["given"], other["given"]
    if one["last"] == other["last"]:
        return all(map(is_first_name, given)) and not may_be_one(*given)
    return given[0] == given[1] and is_first_name(given[0])


def _are_spelt_otherwise(one: re.Match[str], other: re.Match[str]) -> bool:
    short, long = sorted((one[0].casefold(), other[0].casefold()), key=len)
    return is_misspelt(short, long) and not long.startswith(short) and short[0] == long[0]


def _tell_same(one: str, other: str) -> bool:
    """Whether nearly all of the rest is the same, and every number and name."""
    if {each.value for each in quantities(one)} != {each.value for each in quantities(other)}:
        return False
    mine, theirs = set(_telling(one)), set(_telling(other))
    capitals = [{word for word in words(text)[1:] if word[0].isupper()} for text in (one, other)]
    return len(mine & theirs) >= max(_NAME_WORDS, _NAME_ALIKE * max(len(mine), len(theirs))) and capitals[0] == capitals[1]
