"""Numbers and dates in a text, as values that can be compared: "five percent" is "5%", "14 June" is "June 14"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from qa.english.calendar import DAYS, MONTH_NUMBERS
from qa.english.numbers import SCALES, SMALL, TENS
from qa.english.word_lists import alternatives, heads_of
from qa.types import Span

_SHORT_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12} | {f"{word}s": n for word, n in SCALES.items()}
_NTH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: number for number, word in enumerate(_NTH.split(), start=1)}
_AMBIGUOUS_MONTHS = frozenset("may march mar jan jun sep dec".split())
# Different words for one unit; a unit that isn't here is told by the words around the number.
_UNIT_OF = heads_of("units")

_SCALE = "|".join([*SCALES, *_SHORT_SCALES])
_COUNTING = "|".join([*TENS, *SMALL, *SCALES])
_WRITTEN = rf"(?:{_COUNTING})(?:(?:[\s-]+|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+)(?:{_COUNTING}))*"
_UNIT = "|".join(sorted((re.escape(name) for name in _UNIT_OF if name not in "$€£¥" and name != "us$"), key=len, reverse=True))
_MONTH = alternatives(MONTH_NUMBERS)
_NTH_DAY, _IN_YEAR = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:,?\s+\d{4})?"
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}\b|{_NTH_DAY}\s+(?:of\s+)?(?P<behind>{_MONTH})\b\.?{_IN_YEAR}"
    rf"|(?P<ahead>{_MONTH})\b\.?\s+{_NTH_DAY}\b(?!\s*%){_IN_YEAR}|(?P<alone>{_MONTH})\b\.?(?:\s+(?:of\s+)?\d{{4}})?)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(DAYS)})s?\b", re.IGNORECASE)
_NUMBER = re.compile(
    rf"""(?P<currency>(?:US|A|C)?\$|[€£¥])?\s?(?<![\w.])(?P<sign>[−-](?=\d)|minus\s+)?
    (?:(?P<clock>\d{{1,2}}:\d{{2}})
    |(?P<ordinal>(?:\d+)(?:st|nd|rd|th)\b|\b(?:{"|".join(_ORDINALS)})\b)
    |(?P<decade>\b\d{{3}}0)['’]?s\b
    |(?P<digits>(?<!\d)\d{{1,3}}(?:[,\u00a0\u2009\u202f ]\d{{3}})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?)
        (?:[\s-]?(?P<scale>{_SCALE})\b)?
    |\b(?P<written>{_WRITTEN})\b
    |\b(?P<half>half|a\s+quarter|a\s+third|two[\s-]thirds|three[\s-]quarters)\b(?:\s+an?\b)?)
    (?:[\s-]?(?P<unit>{_UNIT})(?!\w))?""",
    re.IGNORECASE | re.VERBOSE,
)
_FRACTIONS = {"half": Fraction(1, 2), "a quarter": Fraction(1, 4), "a third": Fraction(1, 3), "two thirds": Fraction(2, 3)}
_FRACTIONS["three quarters"] = Fraction(3, 4)
# "between 30 and 40 percent": the first number has the unit of the second.
_RANGE = re.compile(r"\s*(?:to|and|or|-|–|—)\s*")
_PRONOUN_ONE = re.compile(r"(?i)(?:of|who|that|which|another|is|was|has|by|or|day|to|in|at|can|'s|’s|more|and)\b|[,.;:]|$")
_MONTH_BEFORE = re.compile(
    r"(?i)\b(?:in|of|by|since|until|till|from|to|late|early|mid|last|next|this|during|before|after)[\s-]+$"
)


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """A number, date or part of one. Kinds: number, year, decade, ordinal, clock, month, day, weekday.

    `unit` is "" where the text names none of the units known here. `value` of a day is month × 100 + day.
    """

    kind: str
    value: Fraction
    unit: str = ""

    def same(self, other: "Quantity") -> bool:
        """The same value in the same unit; 50 % is half, and 1400 may be a year or 1,400."""
        if self.kind != other.kind and {self.kind, other.kind} != {"year", "number"}:
            return False
        if (self.value, self.unit) == (other.value, other.unit):
            return True
        shares = {each.value / 100 if each.unit == "%" else each.value for each in (self, other)}
        return self.kind == other.kind and {self.unit, other.unit} == {"%", ""} and shares == {Fraction(1, 2)}


def quantities(text: str) -> tuple[Quantity, ...]:
    """All of them in text order, never overlapping, but that the parts of a date share its span."""
    found: list[Quantity] = []
    taken = [False] * len(text)
    for match in _DATE.finditer(text):
        if parts := list(_date(text, match)):
            found += parts
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    for match in _WEEKDAY.finditer(text):
        found.append(Quantity(match.start(), match.end(), "weekday", Fraction(DAYS.index(match["weekday"].lower()))))
        taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    numbers = [match for match in _NUMBER.finditer(text) if not any(taken[match.start() : match.end()])]
    for match, following in zip(numbers, [*numbers[1:], None], strict=False):
        if (number := _number(text, match, following)) is not None:
            found.append(number)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _date(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end = match.span()
    numbers = re.findall(r"\d+", match[0])
    year = next((int(each) for each in numbers if len(each) == 4), None)
    day = next((int(each) for each in reversed(numbers) if len(each) < 4), None)
    name = match["behind"] or match["ahead"] or match["alone"]
    if name is not None:
        # "may" is a verb, "March" a walk: alone they are months only where a preposition says so.
        alone = not numbers and name.lower() in _AMBIGUOUS_MONTHS
        if not name[0].isupper() or (alone and not _MONTH_BEFORE.search(text[: match.start()])):
            return
    month = MONTH_NUMBERS[name.lower()] if name is not None else int(numbers[1])
    yield Quantity(start, end, "month", Fraction(month))
    if day is not None:
        yield Quantity(start, end, "day", Fraction(100 * month + day))
    if year is not None:
        yield Quantity(start, end, "year", Fraction(year))


def _number(text: str, match: re.Match[str], following: re.Match[str] | None) -> Quantity | None:
    start, end = match.span()
    while text[start].isspace():
        start += 1
    if match["clock"]:
        hours, minutes = match["clock"].split(":")
        return Quantity(start, end, "clock", Fraction(int(hours) * 60 + int(minutes)), _unit(match))
    if match["ordinal"]:
        word = match["ordinal"].lower()
        return Quantity(start, end, "ordinal", Fraction(_ORDINALS.get(word) or int(re.sub(r"\D", "", word))), _unit(match))
    if match["decade"]:
        return Quantity(start, end, "decade", Fraction(int(match["decade"])))
    if match["half"]:
        return Quantity(start, end, "number", _FRACTIONS[re.sub(r"[\s-]+", " ", match["half"].lower())], _unit(match))
    unit = _unit(match)
    if match["written"]:
        word = match["written"].lower()
        if (
            word == "one"
            and not unit
            and (_PRONOUN_ONE.match(text[end:].lstrip()) or re.search(r"(?i)\b(?:no|the|any|some|every)\s$", text[:start]))
        ):
            return None
        value = _written(word)
    else:
        digits = match["digits"]
        value = Fraction(re.sub(r"[,\s]", "", digits))
        if match["scale"]:
            scale = match["scale"].lower()
            value *= SCALES.get(scale) or _SHORT_SCALES[scale]
        elif not unit and re.fullmatch(r"1\d{3}|20\d{2}|21\d{2}", digits):
            return Quantity(start, end, "year", value)
    if not unit and following is not None and _RANGE.fullmatch(text[end : following.start()]):
        unit = _unit(following)
    return Quantity(start, end, "number", -value if match["sign"] else value, unit)


def _unit(match: re.Match[str]) -> str:
    if match["currency"]:
        return _UNIT_OF.get(match["currency"].lower(), match["currency"].lower())
    return _UNIT_OF[" ".join(match["unit"].lower().split())] if match["unit"] else ""


def _written(text: str) -> Fraction:
    total = group = 0
    for word in re.split(r"[\s-]+", text):
        if word in SMALL:
            group += SMALL[word]
        elif word in TENS:
            group += TENS[word]
        elif word in ("hundred", "dozen"):
            group = max(group, 1) * SCALES[word]
        elif word in SCALES:
            total += max(group, 1) * SCALES[word]
            group = 0
    return Fraction(total + group)
