"""Two sentences of two articles that tell another number, or another day, of the same thing.

Of numbers, the simplest rule that holds: both have a name in common and neither has names of its own besides; most of their
words are the same; they count the same thing with another value; and neither tells of another day, a range or a part. Names
that differ are `differing_names`' concern. `python -m eval.disagreements` measures it.

Of days, at least one is told in full ("Dec. 9"). A "Friday" beside it is worked out from the day its article was published on;
two such days aren't compared: of 78 pairs of real articles whose sentences are alike and tell other days, two were read to be
of one event, and what is told each day or each week is alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa.english.calendar import DAYS_AND_MONTHS
from qa.english.dates import dates_in, day_of
from qa.english.words import STOP_WORDS, stem, words
from qa.types import Span
from qa.types.patterns import lazy_regex
from qa.verification.quantities import Quantity, quantities

# The share of the shorter one's telling words, numbers apart, that both have, and how many of them are no names.
_ALIKE, _WORDS = 0.5, 4
# Articles further apart tell of another drawing, match or week.
_DAYS = 5
_BEFORE, _AFTER = 2, 1
_WEEKDAY = lazy_regex(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
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
_NAME = lazy_regex(r"\b[A-Z][\w’'.-]*\w")
_OPENING = lazy_regex(r"^[\W_]*(?P<first>[A-Z][\w’'-]*)(?P<dateline>[^.:]{0,30}:)?")
# The share of the longer one's telling words that both have; and how many days apart one event is put by mistake or moved to.
_DAY_ALIKE, _DAY_WORDS, _DAYS_APART = 0.8, 4, 7
# … of a day in full and one that is worked out, who tell in other words: the share of the shorter one's, and how many.
_LOOSELY_ALIKE, _MORE_WORDS = 0.55, 5
_IN_FULL = ("day", "yearless")
_WEEKDAY_BEFORE = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+$")
# A heading or a line of a list ends otherwise.
_STOP = re.compile(r"[.!?…][”\"’')\]]*$")


@dataclass(frozen=True, slots=True)
class ComparedSentence:
    """A sentence as it is compared: `numbers` with what each counts, `days` of the week and `years` that it names.

    `opening` is the word it begins with, which may be a name.
    """

    text: str
    opening: frozenset[str]
    names: frozenset[str]
    telling: frozenset[str]
    days: frozenset[str]
    years: frozenset[int]
    numbers: tuple[tuple[Quantity, str], ...]

    @classmethod
    def read(cls, text: str) -> "ComparedSentence":
        found = [each for each in quantities(text) if each.kind in ("number", "year")]
        plain = text
        for each in reversed(found):
            plain = f"{plain[: each.start]} {plain[each.end :]}"
        own = {word.casefold() for word in words(plain)}
        telling = frozenset(stem(word) for word in own - STOP_WORDS if not any(char.isdigit() for char in word))
        parts = [each for each in found if each.kind == "number" and not _WHOLE.search(text[: each.start])]
        numbers = tuple((each, counted) for each in parts if (counted := _counted(text, each)))
        years = frozenset(int(each.value) for each in found if each.kind == "year")
        opening = _OPENING.match(plain)
        first = opening["first"] if opening and not opening["dateline"] else ""
        known = frozenset({stem(first)} if first and first.casefold() not in STOP_WORDS and not first.isupper() else ())
        return cls(text, known, _names(plain, first), telling, frozenset(_WEEKDAY.findall(text)), years, numbers)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where the two values stand in the two sentences."""

    one: Span
    other: Span


def disagreement(one: ComparedSentence, other: ComparedSentence) -> Disagreement | None:
    """What they tell differently; None where they don't, or where it may not be of the same thing."""
    shared = one.telling & other.telling
    if len(shared) < _ALIKE * min(len(one.telling), len(other.telling)) or len(shared - one.names) < _WORDS:
        return None
    all_of_one, all_of_other = one.names | one.opening, other.names | other.opening
    if not all_of_one & all_of_other or (one.names - all_of_other and other.names - all_of_one):
        return None
    if one.years != other.years or (one.days and other.days and not one.days & other.days):
        return None
    return next(_different(one, other), None)


def counts_otherwise(one: ComparedSentence, other: ComparedSentence) -> bool:
    """Whether the other has a number of what the one counts, and not the same; "more than 100" is none beside 125."""
    pairs = [(mine, theirs) for mine, what in one.numbers for theirs, also in other.numbers if what == also]
    if any(mine.value == theirs.value for mine, theirs in pairs):
        return False
    return any(mine.value < theirs.value or not _is_loose(other.text, theirs) for mine, theirs in pairs)


def near_in_time(one: str | None, other: str | None) -> bool:
    """Whether articles of these ISO dates may tell of one event."""
    first, second = day_of(one), day_of(other)
    return first is not None and second is not None and abs((first - second).days) <= _DAYS


def _different(one: ComparedSentence, other: ComparedSentence) -> Iterator[Disagreement]:
    for number, counted in one.numbers:
        for another, also in other.numbers:
            if counted != also or number.unit != another.unit or number.value == another.value:
                continue
            if any(len({each.value for each, what in told.numbers if what == counted}) > 1 for told in (one, other)):
                continue
            if _is_loose(one.text, number) or _is_loose(other.text, another) or _has(other, number) or _has(one, another):
                continue
            pairs = zip(_around(one.text, number), _around(other.text, another), strict=True)
            if any(mine & theirs for mine, theirs in pairs):
                yield Disagreement(Span(number.start, number.end), Span(another.start, another.end))


def _has(told: ComparedSentence, number: Quantity) -> bool:
    return any(each.value == number.value for each in quantities(told.text) if each.kind in ("number", "year"))


def _counted(text: str, number: Quantity) -> str:
    """The word that follows, or the unit; "" where none is counted."""
    if (of := _PART_OF.match(text[number.end :])) is not None:
        return stem(of["counted"])
    if number.unit:
        return number.unit
    following = _COUNTED.match(text[number.end :])
    if following is not None:
        return stem(following["word"]) if following["word"] not in STOP_WORDS else ""
    before = [word for word in words(text[: number.start]) if word.casefold() not in STOP_WORDS][-1:]
    return f"{stem(before[0])} …" if before and _ENDS.match(text[number.end :]) else ""


def _around(text: str, number: Quantity) -> tuple[frozenset[str], frozenset[str]]:
    """The telling words just before and just after: of "90% fewer" and "an 11% increase" neither are the same."""
    before = [stem(word) for word in words(text[: number.start]) if word.casefold() not in STOP_WORDS][-_BEFORE:]
    after = [stem(word) for word in words(text[number.end :]) if word.casefold() not in STOP_WORDS][:_AFTER]
    return frozenset(before), frozenset(after)


def _is_loose(text: str, number: Quantity) -> bool:
    return bool(_LOOSE_BEFORE.search(text[: number.start]) or _LOOSE_AFTER.search(text[number.end :]))


def _names(text: str, opening: str) -> frozenset[str]:
    """Without days of the week, and without the opening word."""
    found = [word for name in _NAME.findall(text) for word in words(name)]
    if found and opening and found[0] == opening:
        found = found[1:]
    return frozenset(
        stem(word)
        for word in found
        if not (word.isupper() or re.split("[’']", word.casefold())[0] in DAYS_AND_MONTHS or word.casefold() in STOP_WORDS)
    )


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence without its one day; `before` is the word that stands before that."""

    day: str
    span: Span
    before: str
    rest: ComparedSentence
    numbers: frozenset[object]
    in_full: bool

    @classmethod
    def read(cls, text: str, published: str | None) -> "_Dated | None":
        found = dates_in(text, published)
        if len(found) != 1 or len(found[0].day) != len("2021-04-22") or _STOP.search(text) is None:
            return None
        span = found[0].span
        before = _WEEKDAY_BEFORE.sub("", text[: span.start])
        rest = f"{before}{text[span.end :]}"
        numbers = frozenset((each.value, each.unit) for each in quantities(rest))
        return cls(
            found[0].day,
            span,
            (words(before) or [""])[-1].casefold(),
            ComparedSentence.read(rest),
            numbers,
            found[0].kind in _IN_FULL,
        )


def another_day(one: str, other: str, published: tuple[str | None, str | None]) -> Disagreement | None:
    """Where the two days stand in the two sentences, of articles published on these; None where they are the same, or where it
    may not be of the same thing."""
    mine, theirs = _Dated.read(one, published[0]), _Dated.read(other, published[1])
    if mine is None or theirs is None:
        return None
    if not 0 < abs((date.fromisoformat(mine.day) - date.fromisoformat(theirs.day)).days) <= _DAYS_APART:
        return None
    if not (_is_same(mine, theirs) if mine.in_full and theirs.in_full else _is_likely_same(mine, theirs)):
        return None
    return Disagreement(mine.span, theirs.span)


def _is_same(one: _Dated, other: _Dated) -> bool:
    """Whether nearly everything but the day is the same."""
    if one.before != other.before or one.numbers != other.numbers:
        return False
    if one.rest.names | one.rest.opening != other.rest.names | other.rest.opening:
        return False
    shared = one.rest.telling & other.rest.telling
    return len(shared) >= max(_DAY_WORDS, _DAY_ALIKE * max(len(one.rest.telling), len(other.rest.telling)))


def _is_likely_same(one: _Dated, other: _Dated) -> bool:
    """Whether one tells most of what the other does, and no more than one of them has names of its own."""
    shared = one.rest.telling & other.rest.telling
    alike = len(shared) >= max(_MORE_WORDS, _LOOSELY_ALIKE * min(len(one.rest.telling), len(other.rest.telling)))
    more = one.rest.names - other.rest.names - other.rest.opening, other.rest.names - one.rest.names - one.rest.opening
    return alike and not all(more) and (one.in_full or other.in_full)
