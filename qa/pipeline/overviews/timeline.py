"""Dated events of a subject or of a few documents, in order of their dates, each in the words of the sentence that tells it."""

import re
from collections.abc import Sequence

from qa.english.lexicon import is_first_name
from qa.english.words import stem, stems
from qa.pipeline.overviews.asked import MOST_ANSWER_LINES, Asked, within
from qa.pipeline.overviews.events import NAMES, Event, Wanted, events
from qa.pipeline.overviews.subjects import on_subject
from qa.pipeline.overviews.summaries import summary
from qa.pipeline.overviews.topics import subject_of
from qa.pipeline.refusals import unsure
from qa.reading.question import Name, mentions, question_names
from qa.reading.subject import Subject
from qa.types import Answer
from qa.types.draft import Draft
from qa.types.text import counted
from qa.verification.citations import cite_sentence

TIMELINE = "timeline"
_EVENTS, _MOST = 15, 100
_PASSAGES, _DOCUMENTS, _WITHOUT_SUBJECT = 60, 12, 5
# At least one line has as good as all of the subject, or it is not sure that they tell of it.
_WHOLE = 0.99
# Two sentences on one day that are so alike tell one event, be it that one tells only its month.
_SAME = 0.7
# A sentence that scores less than the first is a line only where fewer than `_FEWEST` score more, one that scores less than
# the second only where nothing else is left; a whole list, for a file, has all. Of the judged sentences about the first every
# second belongs, about the second every sixth.
_TELLING, _HARDLY, _FEWEST = -1.0, -2.6, 8
# What it costs to be like a line on the same day, or on another one.
_LIKE_SAME_DAY, _LIKE = 1.8, 0.5
# Fewer lines than so many aren't surely what happened in a month; fewer than so many aren't what somebody did.
_FEW, _SEVERAL = 4, 2
# "Kelly-Ann".
_JOINED = re.compile(r"\b[A-Z]\w+(?:[-‐‑][A-Z]\w+)+")
NO_DATES = "No sentence here tells of a day, a month or a year that can be worked out."
_OF_WHAT = "Say of what, for example: Timeline of the climate summit. Or choose the documents that it is to be made from."


def timeline(asked: Asked) -> Answer | None:
    """Tell the dated events of the subject in order; None where nothing of it has a date.

    Without a subject a period of many documents is summarized; so is what documents of the period tell of a subject, where no
    event in it is told, or hardly any and more of them surely are about it.
    """
    topic, period, wanted = asked.kind.topic, asked.kind.period, None
    if topic:
        subject = subject_of(asked, topic)
        documents, names = _telling(asked, subject) if subject.weights else ([], ())
    elif asked.total > _WITHOUT_SUBJECT and asked.kind.period:  # "what happened in May 2021?"
        return summary(asked) if asked.number_of_documents else None
    elif asked.total > _WITHOUT_SUBJECT:
        return asked.asking.refuse(TIMELINE, _OF_WHAT)
    else:
        documents = [place.document_id for place in asked.library.census.by_date(asked.library.in_scope(asked.scope))]
    passages = asked.library.passages_of(documents)
    if topic:
        wanted = Wanted.read(subject, names, passages.values())
    found = _distinct(
        [
            each
            for each in events(asked.library, passages, wanted, period)
            if period.tells(each.nearest) and not _is_part_of_name(topic, each.passage.words(each.sentence))
        ]
    )
    if period and wanted and max((event.score for event in found), default=_HARDLY) < _TELLING:
        any_time = asked.asking.undated or not asked.asking.read_as
        if asked.kind.happened and any_time:  # a question that one sentence may answer
            return None
        answer = on_subject(asked) if asked.number_of_documents else None
        return None if answer is None else unsure(answer)
    if not found:
        return None if topic or asked.kind.period else asked.asking.refuse(TIMELINE, NO_DATES)
    shown = found[:MOST_ANSWER_LINES] if asked.asking.question.whole else _chosen(found, asked.kind.number, wanted)
    shown.sort(key=lambda event: (event.nearest, event.passage.published or ""))
    answer = _laid_out(asked, shown, len(found))
    named = (wanted.subject.coverage(f"{each.passage.title} {each.passage.words(each.sentence)}") for each in found if wanted)
    fewest = _FEW if period.is_short else _SEVERAL if asked.kind.happened else 1
    few = len(shown) < min(fewest, asked.kind.number or fewest)
    if not wanted or not (few or max(named) < _WHOLE):
        return answer
    told = on_subject(asked) if few and period and asked.kind.happened and asked.number_of_documents else None
    return unsure(answer if told is None or told.unsure or _documents(told) <= _documents(answer) else told)


def _documents(answer: Answer) -> int:
    return len({each.document_id for each in answer.citations})


def _is_part_of_name(topic: str, text: str) -> bool:
    """Whether a first name stands in the text only as a part of another one: "Ann" in "Kelly-Ann"."""
    named = stem(topic)
    return is_first_name(topic) and named in stems(text) and named not in stems(_JOINED.sub(" ", text))


def _telling(asked: Asked, subject: Subject) -> tuple[list[str], Sequence[Name]]:
    """Return the documents that tell most of the subject and have its names, best first; and these names.

    Those of the period come before others.
    """
    passages = asked.retriever.retrieve(asked.kind.topic, subject.vector, _PASSAGES, asked.scope).passages
    if asked.kind.period:
        then = within(asked.scope, asked.kind.period.of_reports)
        passages = (*asked.retriever.retrieve(asked.kind.topic, subject.vector, _PASSAGES, then).passages, *passages)
    texts = [f"{passage.title} {passage.text}" for passage in passages]
    names = [name for name in question_names(asked.kind.topic, texts) if not name.is_number]
    named = (
        passage.chunk.document_id
        for passage, text in zip(passages, texts, strict=True)
        if subject.coverage(text) >= NAMES and all(name.missing_from(mentions(text)) < 1 / 2 for name in names)
    )
    return list(dict.fromkeys(named))[:_DOCUMENTS], names


def _distinct(found: Sequence[Event]) -> list[Event]:
    """Return each event once: the sentence that suits best, which comes first."""
    kept: list[Event] = []
    for event in found:
        if not any(_may_be_one(each, event) and each.vector @ event.vector >= _SAME for each in kept):
            kept.append(event)
    return kept


def _may_be_one(one: Event, other: Event) -> bool:
    """Whether two sentences may tell one event: those of one document only if they are of one day."""
    if one.passage.chunk.document_id == other.passage.chunk.document_id:
        return one.nearest == other.nearest and len(one.nearest) == len("2022-03-14")
    return _may_be_one_day(one, other)


def _may_be_one_day(one: Event, other: Event) -> bool:
    return one.nearest.startswith(other.nearest) or other.nearest.startswith(one.nearest)


def _chosen(found: Sequence[Event], number: int | None, wanted: Wanted | None) -> list[Event]:
    """Return the events to tell: as many as asked for, else those that tell enough; each less the more it is like another."""
    left = sorted(found, key=lambda event: -event.score)
    if wanted is not None and number is None:
        left = left[: max(_FEWEST, sum(event.score >= _TELLING for event in left))]
        left = [event for event in left if event.score >= _HARDLY] or left[:1]
    most = min(number or _EVENTS, _MOST)
    costs = [0.0] * len(left)
    taken: list[Event] = []
    while left and len(taken) < most:
        best = max(range(len(left)), key=lambda place: left[place].score - costs[place])
        taken.append(left.pop(best))
        costs.pop(best)
        for place, other in enumerate(left):
            weight = _LIKE_SAME_DAY if _may_be_one_day(other, taken[-1]) else _LIKE
            costs[place] = max(costs[place], weight * float(other.vector @ taken[-1].vector))
    return taken


def _laid_out(asked: Asked, shown: Sequence[Event], total: int) -> Answer:
    draft = Draft(TIMELINE)
    draft.cut = total > len(shown)
    within = f", {asked.kind.period.in_words}" if asked.kind.period else ""
    documents = len({event.passage.chunk.document_id for event in shown})
    of = f" of “{asked.kind.topic}”" if asked.kind.topic else ""
    how_many = f"{len(shown)} of {total:,} dated sentences" if draft.cut else counted(total, "dated sentence")
    draft.paragraph(f"Timeline{of}: {how_many} from {counted(documents)}, by the date that each tells{within}.")
    for event in shown:
        passage = event.passage
        worked_out = "" if event.day[:4] in event.told else f"“{' '.join(event.told.split())}”, written {passage.published}"
        worked_out += f", so about {event.about}" if event.about else ""
        cited = cite_sentence(passage, event.sentence, score=round(event.score, 4))
        draft.item(cited, date=event.day, worked_out_from=worked_out)
    return asked.asking.answer(draft)
