"""How many died in something: the newest document about it tells, and not what one tells of another fire before it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.english.dates import dates_in
from qa.english.numbers import NUMBER_WORD
from qa.english.weighted_words import ALL
from qa.english.words import content_stems, stems
from qa.pipeline.overviews.asked import Asked
from qa.pipeline.overviews.topics import about_subject
from qa.pipeline.quoting import EXTRACTIVE
from qa.pipeline.refusals import missing, unsure
from qa.pipeline.shapes import Shapes
from qa.reading.aboutness import SURELY
from qa.reading.digest import Subject
from qa.store.sql import Passage
from qa.types import Answer, Sentence
from qa.types.draft import Draft
from qa.types.patterns import lazy_regex
from qa.verification.citations import cite_sentence
from qa.verification.quantities import quantities

# Documents about it that are looked through, and quoted.
_DOCUMENTS, _QUOTED = 8, 2
# Sentences of a document that say what it is of.
_BEGINNING = 8
# The share of the event's words, by weight, with which a sentence is on it.
_HALF = 0.5
_DEAD = r"(?:died|dead|die|killed|perished|lost their li(?:fe|ves)|deaths|fatalities)"
_TOLL = r"(?:death toll|body count|deaths|fatalities|death count|number of (?:deaths|fatalities|dead|victims|people killed))"
_HOW_MANY = r"how many(?: people| persons| of them| in total| total| victims)?(?: have| has| were| was| are| got| been)*"
_SHAPES = Shapes.of(
    "toll|dead|died|die|kill|deaths|fatalities|perished|lives|life|body count",
    (
        rf"(?:what(?:['’]s| is| was) )?(?:the )?(?:current |latest |official |final |total |confirmed )*{_TOLL}"
        r" (?:of|in|from|at|for|after|during)(?: the)? (?P<event>\S.*)",
        rf"{_HOW_MANY} {_DEAD} (?:in|at|during|by|from|because of|due to|on|after|as a result of)(?: the)? (?P<event>\S.*)",
        rf"{_HOW_MANY}(?: people)? (?:did|has|have) (?:the )?(?P<event>\S.*?) (?:kill|killed)(?: so far| in total)?",
        rf"(?:the )?(?P<event>\S.*?)(?:['’]s)?[,:]? {_TOLL}(?: so far| now| total| number| count)*",
        rf"(?:the )?(?P<event>\S.*?)[,:]? {_HOW_MANY}(?: people)? {_DEAD}(?: so far| now| in total| in all)*",
    ),
)
_NUMBER = rf"(?:\d[\d,]*|(?i:{NUMBER_WORD}))"
_SOME = rf"(?:at least |as many as |more than |nearly |about |over |some |around |up to |an estimated )?{_NUMBER}\b"
# "Killed at least 17 people", "the toll rose to 55", "17 people have died".
_DIED = lazy_regex(
    rf"\b(?:kill(?:ed|ing|s)|claim(?:ed|ing|s)|left|leaving)\s+{_SOME}(?! (?:injured|hurt|wounded|hours|days|years))"
    rf"|\b(?:toll|number of (?:dead|deaths|fatalities|people killed|victims))\b[^.;]{{0,60}}?\b{_NUMBER}\b"
    rf"|\b{_NUMBER}\b(?:[\s,-]+[\w’'-]+){{0,6}}?\s+(?:{_DEAD}|lives|were slain|were shot dead)\b"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """A sentence that tells how many died; it is certain to be of the event, or isn't."""

    passage: Passage
    sentence: Sentence
    numbers: frozenset[float]
    is_certain: bool


def event_of_toll(message: str) -> str:
    """Return in what the message asks how many died; "" where it asks something else."""
    found = _SHAPES.first(" ".join(message.split()).rstrip(" ?!."))
    event = found["event"].strip(" ,") if found else ""
    return event if content_stems(event) else ""


def toll(asked: Asked) -> Answer | None:
    """Quote how many died by the newest documents about the event; None where none of them tells.

    Sure where one number is told, of a document that has all words of the event, and near its beginning or beside one of them.
    """
    subject, about, whole = about_subject(asked)
    surely = [it for it, each in about.items() if each.likely >= SURELY]
    likely = [it for it in surely if about[it].opening > ALL] or surely
    newest = sorted(likely[:_DOCUMENTS], key=lambda it: whole[it][0].published or "", reverse=True)
    told = [found for it in newest if (found := _counted(subject, asked.kind.topic, whole[it])) is not None][:_QUOTED]
    if not told:
        return None
    draft = Draft(EXTRACTIVE)
    kept = told[:1] + [each for each in told[1:] if each.numbers != told[0].numbers]
    for each in kept:
        draft.said(cite_sentence(each.passage, each.sentence, marker=draft.next_marker, score=1.0), beside=False)
    answer = asked.asking.answer(draft)
    lacking = missing(asked.kind.topic, [each.passage for each in kept], asked.library, answer)
    answer = replace(answer, notice=str(lacking) or None)
    return answer if len(kept) == 1 and kept[0].is_certain and not lacking.names else unsure(answer)


def _counted(subject: Subject, event: str, passages: Sequence[Passage]) -> _Counted | None:
    """Return the first sentence of a document that counts the dead of its own time."""
    whole = stems(" ".join((passages[0].title, *(passage.text for passage in passages))))
    place, end = 0, -1
    for passage in passages:
        for sentence in passage.sentences:
            if sentence.start < end:  # passages overlap
                continue
            place, end, text = place + 1, sentence.end, passage.words(sentence)
            if (found := _DIED.search(text)) is None or _is_of_old(text, passage.published):
                continue
            certain = (place <= _BEGINNING or subject.coverage(text) >= _HALF) and content_stems(event) <= whole
            return _Counted(passage, sentence, frozenset(abs(float(each.value)) for each in quantities(found[0])), certain)
    return None


def _is_of_old(text: str, published: str | None) -> bool:
    last = int((published or "0000")[:4]) - 1
    return any(int(each.day[:4]) < last for each in dates_in(text, published))
