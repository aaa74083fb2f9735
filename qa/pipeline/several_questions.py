"""Several questions in one message, "When is the show and who books the hall?": each is answered under its own words."""

import re
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace

from qa.attribution.answers import asked_of_speaker
from qa.english.periods import split_period
from qa.english.request import LONGEST_REQUEST, bare, with_mark
from qa.english.word_classes import AUXILIARIES, WH
from qa.english.words import content_words
from qa.pipeline.asking import EXTRACTIVE
from qa.pipeline.kinds.parts_model import Part, parts
from qa.pipeline.kinds.question_kind import LISTS, question_kind
from qa.pipeline.refusals import unsure
from qa.types import LIKELY, Answer, Citation, Event, Question, Turn, Working
from qa.types.deadline import Deadline
from qa.types.draft import plain

# Who writes such an answer, as `Answer.reader` names it.
PARTS = "parts"
# Answers a question, which is part of a message, from its first step to its last, within this time.
Answering = Callable[[Question, Deadline], Generator[Event, None, Answer]]
_MOST = 6
# With fewer telling words a part leans on the one before it: "and by how much".
_TELLING = 2
# What the second of two questions calls the matter of the first.
_IT = ("it", "this", "that", "them", "the same")
_NO_MARKERS = str.maketrans("", "", "[]")  # "[1]" in a question points at no citation
_MARKER = re.compile(r"(?<= \[)\d+(?=\])")


@dataclass(frozen=True, slots=True)
class _Told:
    """Questions (their own words) that one answer is given to."""

    asked: tuple[str, ...]
    answer: Answer

    @property
    def heading(self) -> str:
        words = " · ".join(self.asked)
        return plain(with_mark(words[:1].upper() + words[1:])).translate(_NO_MARKERS)


def asked_apart(message: str) -> tuple[Part, ...]:
    """Return what a message asks apart; nothing where it asks one thing, or what is told together: what two people said, and
    a count, list, comparison or timeline of several things."""
    asked = _parts(message)
    each_asks = all(each.own.split()[0].casefold() in WH for each in asked)
    together = not each_asks and question_kind(bare(message)).kind in (*LISTS, "compare", "timeline")
    return () if together or of_two_speakers(message) else asked


def _parts(message: str) -> tuple[Part, ...]:
    if len(message) > LONGEST_REQUEST:
        return ()
    asked = parts(bare(message))
    return asked if len(asked) <= _MOST and all(content_words(each.whole) for each in asked) else ()


def of_two_speakers(message: str) -> str | None:
    """Return the comparison of what two people said, where each is asked of by itself: "What did A say about X and what did B
    say?"; None for any other message, and where they are asked of on two subjects."""
    asked = _parts(message)
    if len(asked) != 2 or any(split_period(each.whole.rstrip(" ?"))[1] for each in asked):
        return None
    one, other = asked_of_speaker(asked[0].whole), asked_of_speaker(asked[1].own)
    if one is None or other is None or {one.form, other.form} != {"said"}:
        return None
    if not (one.speaker and other.speaker) or one.speaker == other.speaker:
        return None
    if other.about not in (None, one.about, *_IT) or one.addressee or other.addressee or one.occasion or other.occasion:
        return None
    return comparing(one.speaker, other.speaker, one.about)


def comparing(one: str, other: str, about: str | None) -> str:
    """Return the question that sets two people's words side by side, on one thing or on all."""
    return f"Compare what {one} and {other} said{f' about {about}' if about else ''}"


def answered_apart(
    question: Question, asked: Sequence[Part], answering: Answering, deadline: Deadline
) -> Generator[Event, None, Answer | None]:
    """Answer each part as if one were asked after the other; None where none of them is answered. Its times are those of all.

    One answer is enough for those that the same sentences likely answer.
    """
    history, told, took, lead = question.history, list[_Told](), Counter[str](), ""
    for each in asked:
        part = replace(question, text=_in_words(each, first=not told), history=history)
        answer = yield from _answered(part, lead, each.own, lambda asked: answering(asked, deadline))
        lead = lead or next((cited.document_id for cited in answer.citations), "")
        took.update({stage: ms for stage, ms in answer.timings_ms.items() if stage != "total"})
        same = next((at for at, one in enumerate(told) if _is_same(one.answer, answer)), None)
        if same is None:
            told.append(_Told((each.own,), answer))
        else:
            told[same] = _Told((*told[same].asked, each.own), max(told[same].answer, answer, key=lambda one: one.unsure))
        history = (*history, Turn("user", part.text), answer.turn())
    if all(each.answer.status == "abstained" for each in told):
        return None
    together = told[0].answer if len(told) == 1 else _together(told)
    return replace(together, question=question.text, standalone_question=question.text, timings_ms=took)


def _answered(
    question: Question, lead: str, own: str, answering: Callable[[Question], Generator[Event, None, Answer]]
) -> Generator[Event, None, Answer]:
    """Answer a part by the document (id) that answers those before it, where that tells it more surely than all documents.

    What leans on the part before it with its `own` words, "can I get it back?", no other document answers. Without others
    beside it a document's best sentence has no rival: alone it is never sure.
    """
    from qa.pipeline.follow_ups.pronouns import Asked  # few messages ask several things

    answer = yield from _working(answering(question))
    asked = Asked(own)
    leans = asked.pronoun != "none" or len(asked.stems) < _TELLING
    if not lead or (answer.confidence == "sure" and not leans):
        return answer
    there = yield from _working(answering(replace(question, scope=replace(question.scope, documents=(lead,)))))
    if not there.citations or not (leans or _rank(there) > _rank(answer)):
        return answer
    return there if there.unsure or answer.confidence == "sure" else unsure(there, LIKELY)


def _in_words(part: Part, *, first: bool) -> str:
    """Return a part as it is asked: a question after another one leans on it as any follow-up does, and needs none of its
    words; nor does a wish, which would be one for something else with them."""
    asks = part.own.split()[0].casefold() in WH | AUXILIARIES
    alone = (asks and not first) or question_kind(part.own).is_overview
    return with_mark(part.own if alone else part.whole)


def _is_same(one: Answer, other: Answer) -> bool:
    """Whether the same sentences likely answer two questions."""
    likely = _rank(one) > 0 < _rank(other) and one.reader == other.reader == EXTRACTIVE
    return likely and [*map(_place, one.citations)] == [*map(_place, other.citations)]


def _rank(answer: Answer) -> int:
    """How far it is to be relied on: less than 0 where nothing answers, more than 0 where it is at least likely."""
    return -1 if answer.status == "abstained" else 2 if not answer.unsure else 1 if answer.hedge == LIKELY else 0


def _working(steps: Generator[Event, None, Answer]) -> Generator[Event, None, Answer]:
    """Do these steps; of what happens, tell only what is worked on."""
    while True:
        try:
            event = next(steps)
        except StopIteration as done:
            answer: Answer = done.value
            return answer
        if isinstance(event, Working):
            yield event


def _together(told: Sequence[_Told]) -> Answer:
    """Return one answer of several, each under the words of its question; it is sure where all of them are."""
    numbers = dict[tuple[str, int, int], int]()
    text, apart = "", list[Answer]()
    for each in told:
        answer = _numbered(each.answer.without_next(), numbers)
        lead = f"{text}\n\n### {each.heading}\n\n".lstrip("\n")
        text = lead + answer.text
        moved = answer.edited([(0, 0, lead)])
        apart.append(replace(moved, items=tuple(replace(item, section=item.section or each.heading) for item in moved.items)))
    cited = {citation.marker: citation for part in reversed(apart) for citation in part.citations}
    return Answer(
        "",
        "",
        "answered",
        PARTS,
        text,
        tuple(cited[number] for number in sorted(cited)),
        claims=tuple(claim for part in apart for claim in part.claims),
        items=tuple(item for part in apart for item in part.items),
        notice=" ".join(dict.fromkeys(part.notice for part in apart if part.notice)) or None,
        cut=any(part.cut for part in apart),
        unsure=any(part.confidence != "sure" for part in apart),
    )


def _numbered(answer: Answer, numbers: dict[tuple[str, int, int], int]) -> Answer:
    """Number its citations as those of all the answers are: each stretch of a document has one number."""
    new = {each.marker: numbers.setdefault(_place(each), len(numbers) + 1) for each in answer.citations}

    def of(markers: Sequence[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(new[each] for each in markers))

    quoted = [range(each.start, each.end) for each in answer.claims]
    edits = [
        (found.start(), found.end(), str(new[int(found[0])]))
        for found in _MARKER.finditer(answer.text)
        if int(found[0]) in new and not any(found.start() in each for each in quoted)
    ]
    told = answer.edited(edits)
    return replace(
        told,
        citations=tuple(replace(each, marker=new[each.marker]) for each in told.citations),
        claims=tuple(replace(each, markers=of(each.markers)) for each in told.claims),
        items=tuple(replace(each, markers=of(each.markers)) for each in told.items),
    )


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document_id, citation.start, citation.end
