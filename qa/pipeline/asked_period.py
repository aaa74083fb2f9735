"""The period that a message tells from the present day: "articles since Monday" are those "since 11 December 2023"."""

import re
from dataclasses import dataclass
from datetime import date

from qa.attribution.answers import asked_of_speaker
from qa.english.period_places import period_last
from qa.english.periods import EVER, Period, split_period
from qa.english.relative_periods import dated, may_be_any
from qa.pipeline.question_kind import question_kind, without_page
from qa.types.patterns import lazy_regex

_OPEN = lazy_regex(r"\b(?:since|from|after|before|until|till|up to|between) (?:the )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """`text` is the message with its days; `read` what each of its words was taken for: "“last week” as the week of 4 …".

    Where it `may_be_any`, the message may mean another one, or what another day's documents tell: "the vote in May".
    """

    text: str
    period: Period
    read: str
    may_be_any: bool


def asked_period(text: str, today: date) -> AskedPeriod | None:
    """Read the period of documents, or of somebody's words, that is told from the day `today`; None where none is asked for.

    "How many people died in May?" asks for none: what happened in May may be told at any time.
    """
    told, words = dated(text, today)
    if not words and (topic := question_kind(text).topic):  # "Summarize early May"
        of_it, words = dated(f"in {topic}", today)
        told = text.replace(topic, of_it.removeprefix("in "))
    if not words:
        return None
    kind = question_kind(told)
    period = kind.period or next((each for _, each in kind.each if each), EVER)
    if not (kind.is_overview and period):
        plain, period = split_period(period_last(without_page(told)))
        if not period or asked_of_speaker(plain) is None:
            return None
    read = " and ".join(f"“{each}” as {name}" for each, name in words)
    return AskedPeriod(told, period, read, all(may_be_any(each) and not _is_open(each, text) for each, _ in words))


def _is_open(words: str, text: str) -> bool:
    """Whether they begin or end the time that a text names, so that they are no part of its subject: "since May"."""
    return _OPEN.search(text[: text.find(words)]) is not None
