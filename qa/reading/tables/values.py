"""What a cell's words come to: a number, a day, a time; and of what kind a column's values are."""

import re
from calendar import isleap
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Literal

from qa.english.calendar import DAYS, MONTH_NUMBERS, MONTHS, parse_date
from qa.english.word_lists import alternatives

# "code" is a number that names its row or dates it: sums of it say nothing. "hours" are from one hour to another: "9–12".
Kind = Literal["number", "money", "percent", "code", "year", "date", "time", "hours", "yes_no", "text", "empty"]
NUMERIC: frozenset[Kind] = frozenset({"number", "money", "percent"})
# What can be compared as more or less.
MEASURED: frozenset[Kind] = NUMERIC | {"date", "time", "hours", "year"}
_MOST_OF = 0.8  # of a column's values are of its kind: offices write "n/a" and "approx."
_CURRENCY = r"[$€£¥]|(?:EUR|USD|GBP|CHF|[Kk]r)\b\.?"
_NUMBER = re.compile(
    rf"(?P<sign>[-−+(]?)\s?(?P<money>{_CURRENCY})?\s?(?P<digits>[-−]?\d[\d.,'’  ]*)\s?"
    rf"(?P<unit>%|{_CURRENCY}|(?:(?<=\s)[^\W\d_]{{1,4}}|[a-zµ]{{1,3}})[²³]?)?\)?"
)
# "12.03.24", "12 Mar": of a day without its year one is as good as another; one with 29 February.
_SHORT_YEAR = re.compile(r"(\d{1,2}[./-]\d{1,2}[./-])(\d\d)")
_NO_YEAR = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)?\.?[ -][^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?)")
_DAY_OF_WEEK = re.compile(rf"^(?:{'|'.join(day[:3] for day in DAYS)})[a-z]{{0,6}}\.?,? (?=\d|[A-Z])", re.IGNORECASE)
ANY_YEAR = 2000
_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,(?:\d{1,2}|\d{4,})")  # a decimal comma, or thousands by dots
_POINT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)")
_A_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_MONEY_HEAD = re.compile(
    r"[$€£¥]|\b(?:(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|price|cost|salary|amount|budget|wage|fee)s?"
    r"|paid|spent|owed|owing|charged)\b",
    re.IGNORECASE,
)
_CODE_HEAD = re.compile(
    r"(?:.*\b)?(?:no\.|nr\.?|number|id|code|zip|phone|fax|ext\.?|extension)|.*[a-z] no|(?:#|№).{0,3}|no\.?"
    r"|(?:week|day|district|ward|postcode|pos|position|rank|place|order|year|lat|lon|latitude|longitude|page)\.?",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?|h)?"
_SPAN = rf"{_CLOCK}\s?(?:[-–—]|to|until)\s?{_CLOCK}"
_HOURS = re.compile(rf"{_SPAN}(?:(?:\s?[,;/&+]\s?|\s+and\s+){_SPAN})*", re.IGNORECASE)
# Of a column's values, the share that there has to be beside the one word for "there is none" of the others.
_SOME = 0.3
_GROUPS = {"weekday": range(5), "workday": range(5), "weekend": range(5, 7), "daily": range(7), "every day": range(7)}
_DAYS_TOLD = re.compile(
    rf"(?P<first>{alternatives((*_GROUPS, *DAYS, *(day[:3] for day in DAYS), 'tues', 'weds', 'thur', 'thurs'))})\.?s?"
    r"(?P<to>\s*(?:[-–—]|\bto\b|\buntil\b|\bthrough\b)\s*)?(?:\s*(?:[,&/+]|\band\b)\s*)?",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?P<name>[^\W\d_]{3,9})\.?(?:[ -]?['’]?(?:\d{4}|\d\d))?")
_YES = {"yes": True, "true": True, "no": False, "false": False}


def kind_of(values: Sequence[str], head: str) -> Kind:
    """Of a column with these values that aren't empty."""
    if not values:
        return "empty"

    def mostly(told: Callable[[str], object]) -> bool:
        return sum(told(value) is not None for value in values) >= _MOST_OF * len(values)

    if mostly(yes_no):
        return "yes_no"
    values = _that_tell(values)
    if mostly(partial(day_of, day_first=has_day_first(values))):
        return "date"
    if mostly(_TIME.fullmatch):
        return "time"
    if mostly(_HOURS.fullmatch):
        return "hours"
    numbers = [match for value in values if (match := _NUMBER.fullmatch(value))]
    units = {match["unit"] for match in numbers if match["unit"] and match["unit"][0].isalpha()}
    if not mostly(_NUMBER.fullmatch) or len(units) > 1:  # "12 kg" each, but "7A" and "7B" are names
        return "text"
    if mostly(_A_YEAR.fullmatch):
        return "year"
    percents = sum(match["unit"] == "%" for match in numbers)
    if percents >= _MOST_OF * len(values) or "%" in head or "percent" in head.casefold():
        return "percent"
    if any(match["money"] or re.fullmatch(_CURRENCY, match["unit"] or "") for match in numbers):
        return "money"
    if (_CODE_HEAD.fullmatch(head.replace("_", " ")) and not head.endswith(" No")) or any(
        re.match(r"0\d", value) for value in values
    ):
        return "code"
    return "money" if _MONEY_HEAD.search(head) else "number"


def _that_tell(values: Sequence[str]) -> Sequence[str]:
    """Without the one that stands for all that aren't there: "none", "not available", "closed"."""
    worded = Counter(value.casefold() for value in values if not re.search(r"\d", value))
    told = [value for value in values if value.casefold() not in worded]
    return told if len(worded) == 1 and len(told) >= _SOME * len(values) else values


def are_durations(values: Sequence[str]) -> bool:
    """Whether "59:51" is minutes and seconds in this column: others have hours before them, "1:02:05"."""
    return {value.count(":") for value in values if _TIME.fullmatch(value)} == {1, 2}


def is_running(values: Sequence[str]) -> bool:
    """Whether these number the rows: whole numbers, each one more than the one before, from 1 or a hundred or more on."""
    numbers = [int(value) for value in values if re.fullmatch(r"\d{1,9}", value)]
    begins = numbers[:1] == [1] or numbers[:1] >= [100]
    return begins and len(numbers) == len(values) > 1 and all(after - before == 1 for before, after in pairwise(numbers))


def weekdays_of(value: str) -> frozenset[str]:
    """The words for the days that a cell tells, where it tells nothing else: "monday" … "thursday" of "Mon–Thu"."""
    days, since = set[int](), None
    at = 0
    while at < len(value):
        if (match := _DAYS_TOLD.match(value, at)) is None:
            return frozenset()
        word = match["first"].casefold()
        numbers = _GROUPS.get(word) or [next(number for number, day in enumerate(DAYS) if day[:2] == word[:2])]
        days |= {(since + number) % 7 for number in range((numbers[0] - since) % 7)} if since is not None else set()
        days |= {*numbers}
        since = numbers[0] if match["to"] else None
        at = match.end()
    named = {DAYS[number] for number in days}
    return frozenset(named | {group for group in ("weekday", "weekend") if {*_GROUPS[group]} <= days})


def month_of(value: str) -> str:
    """The whole name of the month that a cell or heading is, with or without its year: "january" of "Jan 24"; else ""."""
    named = _MONTH.fullmatch(value)
    number = MONTH_NUMBERS.get(named["name"].casefold()) if named else None
    return MONTHS[number - 1] if number else ""


def has_decimal_comma(values: Sequence[str]) -> bool:
    """Whether "1.249,90" is how this column writes numbers."""
    return sum(_COMMA.fullmatch(_bare(value)) is not None for value in values) > sum(
        _POINT.fullmatch(_bare(value)) is not None for value in values
    )


def number_of(value: str, *, decimal_comma: bool = False) -> Decimal | None:
    """ "$1,200" is 1200, "7.5%" is 7.5, "(30)" is -30; None where it is no number."""
    match = _NUMBER.fullmatch(value)
    if match is None:
        return None
    digits = re.sub(r"['’  ]", "", match["digits"])
    digits = digits.replace(".", "").replace(",", ".") if decimal_comma else digits.replace(",", "")
    negative = match["sign"] in ("-", "−") or digits[0] in "-−" or (match["sign"] == "(" and value.endswith(")"))
    digits = digits.lstrip("-−").rstrip(".")
    if digits.count(".") > 1:
        return None
    return -Decimal(digits) if negative else Decimal(digits)


def has_day_first(values: Sequence[str]) -> bool | None:
    """Whether this column's dates with slashes begin with the day; None where none of them tells."""
    parts = [match for value in values if (match := _SLASHED.fullmatch(value))]
    if any(int(match[1]) > 12 for match in parts):
        return True
    return False if any(int(match[2]) > 12 for match in parts) else None


def day_of(value: str, *, day_first: bool | None = None) -> date | None:
    """None where it is no date, or may be either of two; with dots the day comes first. `day_first` is the column's way.

    A day without a year is of ANY_YEAR.
    """
    value = _DAY_OF_WEEK.sub("", value)
    if _NO_YEAR.fullmatch(value):
        value = f"{value} {ANY_YEAR}"
    told = parse_date(with_full_year(value), day_first=day_first)
    return told.exact if told else None


def days_of(values: Sequence[str]) -> dict[str, date]:
    """The day that each of a column's cells tells, of those that tell one. Where some have a year, one without is of the year
    in which it is nearest to the day before it, or to the first that has a year."""
    day_first = has_day_first(values)
    found = {value: day for value in values if (day := day_of(value, day_first=day_first)) is not None}
    last = next((day for day in found.values() if day.year != ANY_YEAR), None)
    if last is None:
        return found
    for value, day in found.items():
        if day.year == ANY_YEAR:
            years = [last.year + more for more in (-1, 0, 1) if (day.month, day.day) != (2, 29) or isleap(last.year + more)]
            near = [(abs((day.replace(year=year) - last).days), day.replace(year=year)) for year in years]
            found[value] = min(near, default=(0, day))[1]
        last = found[value]
    return found


def with_full_year(value: str) -> str:
    """ "12.03.24" → "12.03.2024"; any other text as it is."""
    return _SHORT_YEAR.sub(r"\g<1>20\2", value) if _SHORT_YEAR.fullmatch(value) else value


def yes_no(value: str) -> bool | None:
    return _YES.get(value.casefold())


def _bare(value: str) -> str:
    return re.sub(r"[^\d.,]", "", value)
