"""The period that a message tells from the present day: "articles since Monday" are those "since 11 December 2023"."""

from dataclasses import dataclass
from datetime import date

from qa.attribution.answers import asked_of_speaker
from qa.english.period_places import period_last
from qa.english.periods import EVER, Period, split_period
from qa.english.relative_periods import dated
from qa.pipeline.kinds.question_kind import question_kind, without_page
from qa.pipeline.kinds.question_shapes import ONE_WRITING


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """`text` is the message with its days; `read` what its words were taken for: "“last week” as the week of 4 …".

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
    told, read = dated(text, today)
    if not read and (topic := question_kind(text).topic):  # "Summarize early May"
        of_it, read = dated(f"in {topic}", today)
        told = text.replace(topic, of_it.removeprefix("in "))
    if not read:
        return None
    kind = question_kind(told)
    if kind.kind in ("summary", "about") and ONE_WRITING.search(kind.topic):
        return None  # "the minutes from July" may be called so
    period = kind.period or next((each for _, each in kind.each if each), EVER)
    if not (kind.is_overview and period):
        plain, period = split_period(period_last(without_page(told)))
        if not period or asked_of_speaker(plain) is None:
            return None
    names = " and ".join(f"“{each.words}” as {each.name}" for each in sorted(read, key=lambda each: text.find(each.words)))
    return AskedPeriod(told, period, names, all(each.may_be_any for each in read))
