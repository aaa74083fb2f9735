"""The numbers of a question that documents would tell, and which of them a text lacks."""

import re

from qa.english.calendar import MONTH
from qa.verification.quantities import Quantity, quantities

# A number without a unit up to this is left out: it counts what is wanted ("three ways") as often as what happened.
_FEW = 12
# The numbers of a text of more characters, a book, aren't read: that takes seconds.
_LONG = 200_000
# What stands before a number that documents needn't tell as it is asked: "the last 10 years", "over 100", "july 28". Or before
# one that is a part of something: "COVID-19".
_BEFORE = re.compile(
    r"(?i)\b(?:last|past|next|previous|coming|recent|first|top|(?:more|less|fewer) than|over|under|above|below|at least"
    rf"|at most|up to|{MONTH})\s+$"
    r"|[\w/'’–-]$"
)
# What stands after such a number: "5 pm", "40 year old", "31–17".
_AFTER = re.compile(r"(?i)\s+(?:ago|from now|grand)\b|[\s-]*(?:olds?|[ap]\.?m)\b|[\w/]|[–-]\d")
# What stands between the digits of a number: "2,500".
_SEPARATOR = re.compile(r"(?<=\d)[,.'’\s](?=\d{3}(?!\d))")


def numbers_asked(question: str) -> list[Quantity]:
    """The numbers that documents would tell, and "the third", but not "first": what came first may be told in many words."""
    return [
        each
        for each in quantities(question)
        if (each.kind == "number" and _is_told(each, question)) or (each.kind == "ordinal" and each.value > 1)
    ]


def numbers_not_in(text: str, question: str) -> list[str]:
    """The question's numbers, with their units, that the text has in no writing; of years and dates it may tell otherwise."""
    asked = numbers_asked(question)
    digits = set(re.findall(r"\d+(?:\.\d+)?", f"{text} {_SEPARATOR.sub('', text)}")) if asked else set()
    asked = [each for each in asked if digits.isdisjoint((str(each.value), each.of(question).rstrip("km")))]  # 401k, 500m
    if not asked or len(text) > _LONG:
        return []
    told = {abs(each.value) for each in quantities(text)}
    told |= {100 * value for value in told if value < 1}  # "half" is 50 %
    return [each.of(question) for each in asked if abs(each.value) not in told]


def _is_told(number: Quantity, question: str) -> bool:
    """Whether a number is something that a document would tell in digits, and no year."""
    text = number.of(question)
    if not re.search(r"\d", text) or re.match(r"(?:19|20)\d\d\b", text) or not (number.unit or number.value > _FEW):
        return False
    return not (_BEFORE.search(question[: number.start]) or _AFTER.match(question[number.end :]))
