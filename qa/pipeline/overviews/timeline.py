"""Dated events of a subject or of a few documents, in order of their dates, each in the words of the sentence that tells it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.english.article_dates import ArticleDates
from qa.english.dates import DatedWords
from qa.english.periods import Period
from qa.english.words import words
from qa.pipeline.overviews.asked import MOST_ANSWER_LINES, Asked, in_words
from qa.pipeline.overviews.summaries import subject_of, summary
from qa.pipeline.refusals import unsure
from qa.reading.belonging import FEWEST_WORDS, is_presentable
from qa.reading.digest import Subject
from qa.reading.question import mentions, question_names
from qa.store.sql import Passage
from qa.types import Answer, Sentence
from qa.types.draft import Draft
from qa.types.text import counted
from qa.verification.citations import cite_sentence

TIMELINE = "timeline"
_EVENTS, _MOST = 15, 100
_PASSAGES, _DOCUMENTS, _WITHOUT_SUBJECT = 60, 12, 5
# A sentence belongs to a subject that it and its document's title name with this share of the words, or that it is so near to.
_NAMES, _NEAR = 0.6, 0.25
# Of so few lines, at least one has as good as all of the subject, or it is not sure that they tell of it.
_FEW, _WHOLE = 4, 0.99
# Two sentences on one day that are so alike tell one event.
_SAME = 0.75
# "He died in 2016." tells who did what before it tells when; "Details: Friday, Sept. 16." and "Elected in 2016." are lines of
# the page, and "Last year, there were 127." can't stand alone.
_FEWEST_OF_EVENT = 3
_WHO_DID = re.compile(r"[^:]*\w (?!(?:in|on|at|by|before|after|since|until)\s*$)\w[^:]*")
# "The strike could begin on Dec. 5, before the holidays of Dec. 9": that is the day of something else.
_BOUND = re.compile(r"(?i)\b(?:before|after|since|until|till)\s+(?:\w+day,?\s+)?$")
_OF_WHAT = "Say of what, for example: Timeline of the climate summit. Or choose the documents that it is to be made from."


@dataclass(frozen=True, slots=True, eq=False)
class _Event:
    passage: Passage
    sentence: Sentence
    vector: NDArray[np.float32]
    day: str
    told: str
    score: float


def timeline(asked: Asked) -> Answer | None:
    """Tell the dated events of the subject in order; None where nothing of it has a date.

    Without a subject a period of many documents is summarized.
    """
    topic = asked.kind.topic
    if topic:
        subject = subject_of(asked, topic)
        documents = _telling(asked, subject) if subject.weights else []
    elif asked.total > _WITHOUT_SUBJECT and asked.kind.period:  # "what happened in May 2021?"
        return summary(asked) if asked.number_of_documents else None
    elif asked.total > _WITHOUT_SUBJECT:
        return asked.asking.refuse(TIMELINE, _OF_WHAT)
    else:
        subject = None
        documents = [place.document_id for place in asked.library.census.by_date(asked.library.in_scope(asked.scope))]
    passages = asked.library.passages_of(documents)
    events = [event for each in documents for event in _events(passages.get(each, ()), subject)]
    events = _distinct([event for event in events if _is_within(event.day, asked.kind.period)])
    if not events:
        return None
    limit = MOST_ANSWER_LINES if asked.asking.question.whole else min(asked.kind.number or _EVENTS, _MOST)
    shown = sorted(
        sorted(events, key=lambda event: -event.score)[:limit], key=lambda event: (event.day, event.passage.published or "")
    )
    answer = _laid_out(asked, shown, len(events))
    named = (subject.coverage(f"{each.passage.title} {each.passage.words(each.sentence)}") for each in events if subject)
    return unsure(answer) if subject and len(events) < _FEW and max(named) < _WHOLE else answer


def _is_within(day: str, period: Period) -> bool:
    """Whether a day, month or year, as ISO has it, touches the period."""
    since, until = (period.since or "")[: len(day)], (period.until or "9999")[: len(day)]
    return since <= day <= until


def _telling(asked: Asked, subject: Subject) -> list[str]:
    """Return the documents that tell most of the subject and have its names, best first."""
    passages = asked.retriever.retrieve(asked.kind.topic, subject.vector, _PASSAGES, asked.scope).passages
    texts = [f"{passage.title} {passage.text}" for passage in passages]
    names = [name for name in question_names(asked.kind.topic, texts) if not name.is_number]
    named = (
        passage.chunk.document_id
        for passage, text in zip(passages, texts, strict=True)
        if subject.coverage(text) >= _NAMES and all(name.missing_from(mentions(text)) < 1 / 2 for name in names)
    )
    return list(dict.fromkeys(named))[:_DOCUMENTS]


def _events(passages: Sequence[Passage], subject: Subject | None) -> Iterator[_Event]:
    seen: set[int] = set()
    told = {each.start: passage.words(each) for passage in passages for each in passage.sentences}
    dates = ArticleDates.read(sorted(told.items()), passages[0].published if passages else None)
    for passage in passages:
        for number, sentence in enumerate(passage.sentences):
            text = passage.words(sentence)
            if sentence.start in seen or not is_presentable(text, _FEWEST_OF_EVENT):
                continue
            seen.add(sentence.start)
            found = dates.of(sentence.start, text)
            if not found or not (len(words(text)) >= FEWEST_WORDS or _WHO_DID.fullmatch(text[: found[0].span.start])):
                continue
            vector = passage.sentence_vectors[number]
            score = _belongs(passage.title, text, vector, subject)
            if score is not None:
                best = _fullest(found, text)
                yield _Event(passage, sentence, vector, best.day, best.span.of(text), score + 0.05 * len(best.day) / 10)


def _belongs(title: str, text: str, vector: NDArray[np.float32], subject: Subject | None) -> float | None:
    """Return how well the sentence suits the subject, None where it doesn't."""
    if subject is None:
        return 0.0
    near, covered = float(vector @ subject.vector), subject.coverage(text)
    if covered < _NAMES and (near < _NEAR or subject.coverage(f"{title} {text}") < _NAMES):
        return None
    return near + covered


def _fullest(found: Sequence[DatedWords], text: str) -> DatedWords:
    """Return the date that tells a day, else a month, else a year; of equals the first that doesn't bound when it was."""
    return max(found, key=lambda each: (_BOUND.search(text, 0, each.span.start) is None, len(each.day)))


def _distinct(events: Sequence[_Event]) -> list[_Event]:
    """Return each event once: the sentence that suits best."""
    kept: list[_Event] = []
    for event in sorted(events, key=lambda event: -event.score):
        if not any(other.day == event.day and float(other.vector @ event.vector) >= _SAME for other in kept):
            kept.append(event)
    return kept


def _laid_out(asked: Asked, shown: Sequence[_Event], total: int) -> Answer:
    draft = Draft(TIMELINE)
    draft.cut = total > len(shown)
    within = f", {in_words(asked.kind.period)}" if asked.kind.period else ""
    documents = len({event.passage.chunk.document_id for event in shown})
    of = f" of “{asked.kind.topic}”" if asked.kind.topic else ""
    how_many = f"{len(shown)} of {total:,} dated sentences" if draft.cut else counted(total, "dated sentence")
    draft.paragraph(f"Timeline{of}: {how_many} from {counted(documents)}, by the date that each tells{within}.")
    for event in shown:
        passage = event.passage
        worked_out = "" if event.day[:4] in event.told else f"“{' '.join(event.told.split())}”, written {passage.published}"
        cited = cite_sentence(passage, event.sentence, marker=draft.next_marker, score=round(event.score, 4))
        draft.item(cited, date=event.day, worked_out_from=worked_out)
    return asked.asking.answer(draft)
