"""What minutes and others of one series tell: what was decided last on a matter, and a line that each of them has."""

import re
from collections.abc import Sequence

from qa.english.calendar import MONTH
from qa.english.words import content_stems, stems
from qa.reading import Evidence
from qa.retrieval.question_time import QuestionTime
from qa.store.sql import Passage
from qa.types.patterns import lazy_regex

# "What was decided about the boiler in April?", and how minutes tell that something was.
_ON_WHAT = lazy_regex(
    r"what\b.* (?:decided?|agreed?|resolved?) (?:about|on|over|regarding) (?P<topic>.+?)(?: (?:in|at) \w+(?: \d+)?)?\W*",
    re.IGNORECASE,
)
DECIDED = r"(?:decided|agreed|chose|accepted|refused|approved|resolved|rejected|carried|lost|adjourned|moved|left to)"
_DECISION = lazy_regex(rf"\b{DECIDED}\b", re.IGNORECASE)
# "**Next meeting:** 13 May".
_LABELLED = re.compile(r"\W*(\w[\w ]{2,30}):")
# What tells documents of one series apart by their titles.
_DATED = re.compile(rf"(?i)\b{MONTH}|[\W\d_]")
_A_MONTH = lazy_regex(rf"\b{MONTH}\b", re.IGNORECASE)


def decided(question: str, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the decisions below the headings that name what was decided about, those of the newest document first.

    Where the newest one says in no such word that something was decided, what it has there is told: "Two hives may be kept."
    """
    asked = _ON_WHAT.fullmatch(question)
    wanted = content_stems(asked["topic"]) if asked else frozenset()
    under = [each for each in ranked if wanted and wanted <= stems(each.candidate.passage.heading)]
    under = sorted(sorted(under, key=lambda each: each.candidate.sentence.start), key=day_told, reverse=True)
    told = [each for each in under if _DECISION.search(each.candidate.text)]
    newest = [each for each in under if day_told(each) == day_told(under[0])]
    is_told = len(newest) == len(under) or any(each in newest for each in told)
    return tuple(told) if is_told else (*newest, *told)


def in_newest(question: str, lead: Evidence, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the line of the newest document of the same title that has the label of the first one: "Next meeting: 13 May".

    Nothing where the question names a time, or there is no newer one.
    """
    label = _LABELLED.match(lead.candidate.text)
    if label is None or QuestionTime.of(question).years or _A_MONTH.search(question):
        return ()
    title = series_of(lead.candidate.passage)
    of_series = (each for each in ranked if day_told(each) > day_told(lead) and series_of(each.candidate.passage) == title)
    found = [each for each in of_series if (one := _LABELLED.match(each.candidate.text)) and one[1] == label[1]]
    return tuple(sorted(found, key=day_told, reverse=True)[:1])


def day_told(evidence: Evidence) -> str:
    """Return the day that the document is of, "" where it has none."""
    return (evidence.candidate.passage.published or "")[:10]


def series_of(passage: Passage) -> str:
    """Return the title of the passage's document without dates, which all documents of a series share."""
    return _DATED.sub("", passage.title).casefold()
