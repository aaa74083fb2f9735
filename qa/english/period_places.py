"""Where a period stands in a question: `period_last` moves it to the end, where `split_period` reads it."""

import re

from qa.english.calendar import MONTH
from qa.english.periods import DATE, LEADS, STRETCH, in_full, is_date, names_year
from qa.types.patterns import lazy_regex

_ABOUT = r"(?:about|on|that|which|with|mention\w*|regarding|concerning)"
_NEWS = r"(?:(?:top|main|big|biggest|key|important) )*(?:news|headlines|articles|stories|events|documents|topics)"
_INSIDE = tuple(
    lazy_regex(rf"{before}(?P<period>{STRETCH})(?P<rest> {rest})$", re.IGNORECASE)
    for before, rest in (
        # "articles from September 2023 about strikes", "anything before 2013 about elections"
        (
            r"(?:(?<=s)(?<!says)|(?<=thing))",
            rf"(?:{_ABOUT} .+|are there|(?:do|have) (?:we|you|i)(?: have| got)?)",
        ),
        # "what happened in March 2022 in Bergen"
        (r"(?<=happened)", r"(?:in|at|with|on|around|near|about) .+"),
        # "what did Lee say in March 2022 about fires"
        (r"(?:(?<= say)|(?<= says)|(?<= said))", r"(?:about|on) .+"),
        # "who is quoted in March 2022 about fires"
        (r"(?:(?<=quoted)|(?<=cited))", r"(?:about|on|regarding) .+"),
        # "how many articles since March 2022 mention fires"
        (r"(?:(?<=articles)|(?<=documents)|(?<=stories))", r"(?:are|were|do|have|quote|discuss|cover|talk) .+"),
    )
)
# "In March 2022, what happened in Bergen?"
_LED = lazy_regex(rf"(?P<period>{STRETCH}),? (?P<rest>\S.*)", re.IGNORECASE)
# "December 2022 top stories"
_OPENING = lazy_regex(rf"(?P<date>{DATE})(?:['’]s)?,? (?P<rest>{_NEWS}(?: {_ABOUT} .+)?)", re.IGNORECASE)
_BARE = lazy_regex(rf"(?<=\w)(?<! ),? (?P<date>{DATE})$", re.IGNORECASE)
_BEFORE_DATE = lazy_regex(rf"\b(?:{LEADS}|at|over|around|between|to|and|or|of|the|{MONTH})$", re.IGNORECASE)


def period_last(text: str) -> str:
    """Move to the end a period that opens the text, or stands before what its documents are about or where it happened."""
    if not names_year(text):
        return text
    if (led := _LED.fullmatch(text)) or (led := _OPENING.fullmatch(text)):
        period = led["period"] if "period" in led.re.groupindex else f"in {led['date']}"
        return f"{led['rest']} {period[0].lower()}{period[1:].rstrip(' ,')}"
    inside = next((found for shape in _INSIDE if (found := shape.search(in_full(text)))), None)
    return text if inside is None else f"{inside.string[: inside.start()]}{inside['rest']}{inside['period']}"


def date_as_period(text: str) -> str:
    """Turn the date that the text ends in into a period: "… of the fair 2023" → "… of the fair in 2023"."""
    bare = _BARE.search(text) if names_year(text) else None
    if bare is None or _BEFORE_DATE.search(text[: bare.start()]) or not is_date(bare["date"]):
        return text
    return f"{text[: bare.start()]} in {bare['date']}"
