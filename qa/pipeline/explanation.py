"""Why a question was answered so: what was understood, found and read for it, and who answered. For `qa ask --why`."""

from textwrap import shorten

from qa.attribution.answers import asked_of_person, asked_of_speaker
from qa.attribution.answers.speaker_answers import STATEMENTS
from qa.pipeline.asking import EXTRACTIVE, Asking
from qa.pipeline.kinds.question_kind import without_page
from qa.reading import Evidence, Reading
from qa.types import Answer
from qa.types.answers import QUOTING_READERS
from qa.types.text import counted

# Documents that were found, and sentences that were read, of which is told.
_FIRST = 3
# Characters of a sentence, a title or an earlier answer that are told.
_BEGINNING = 80


def explain(asking: Asking, answer: Answer, threshold: float) -> dict[str, list[str]]:
    """Return what each step of `Pipeline.trace` came to, in lines of text; `threshold` is that of the settings."""
    return {
        "understood": _understood(asking),
        "found": _found(asking),
        "read": _read(asking.reading) if asking.reading is not None else ["nothing"],
        "answered": _answered(asking, answer, threshold),
        "took": [", ".join(f"{stage} {ms:,.0f} ms" for stage, ms in answer.timings_ms.items())],
    }


def _understood(asking: Asking) -> list[str]:
    """The kind of question, whom and what it asks about, and how a follow-up and a misspelt word were taken."""
    kind = asking.kind
    told = [f"kind: {kind.kind.replace('_', ' ')}"]
    if asked := asking.asked or asked_of_speaker(without_page(asking.standalone)):
        told += [f"speaker: {asked.speaker or 'anybody'}", f"topic: {asked.about or 'any'}"]
    elif name := asked_of_person(asking.standalone):
        told.append(f"person: {name}")
    told += [f"{name}: {of}" for name, of in (("topic", kind.topic), ("compared", ", ".join(kind.parties))) if of]
    for period in filter(None, (kind.period, asking.period, asking.outside)):
        told.append(f"from {period.since or 'the first day'} until {period.until or 'the last'}")
    told += [f"asked of {counted(len(only))} alone"] if (only := asking.question.scope.documents) else []
    lines = ["; ".join(told)]
    lines += [f"taken for “{asking.standalone}”"] if asking.standalone != asking.question.text else []
    lines += [f"“{each.typed}” taken for “{each.meant}”, which the documents have" for each in asking.corrections]
    leans = "points back to" if asking.points else "may lean on"
    return lines + [f"{leans} what was said before: {_beginning(each.text)}" for each in asking.exchanges]


def _found(asking: Asking) -> list[str]:
    """The passages, how many documents they are of, and the first documents with the score of the first passage of each."""
    if (retrieved := asking.retrieved) is None:
        return ["none to read: it was answered before"]
    scores: dict[str, str] = {}
    for chunk, passage in zip(retrieved.chunks, retrieved.passages, strict=True):
        scores.setdefault(passage.chunk.document_id, f"{chunk.score:.2f} {_beginning(passage.title)}")
    lines = [f"{counted(len(retrieved.passages), 'passage')} of {counted(len(scores))}", *list(scores.values())[:_FIRST]]
    if beside := sum(len(each.passages) for each in (*asking.nearby, *asking.alike)):
        lines.append(f"{counted(beside, 'passage')} of the documents quoted before, or of others that tell of the same")
    if asking.spoken is not None:
        lines.append(f"{counted(len(asking.spoken.words), 'quotation')} to choose from")
    return lines


def _read(reading: Reading) -> list[str]:
    """How likely the sentences answer, what that is held against, and the likeliest sentences."""
    told = f"they answer with probability {reading.answerable:.2f}, the best one with {reading.right:.2f}"
    if reading.limits is not None:
        told += " (the best one needs {:.2f} for “sure”, all together {:.2f} for “perhaps”)".format(*reading.limits)
    best = [f"{each.score:.2f} {_beginning(each.candidate.text)}" for each in reading.ranked[:_FIRST]]
    return [f"{counted(len(reading.ranked), 'sentence')}: “{reading.confidence}”; {told}", *best]


def _answered(asking: Asking, answer: Answer, threshold: float) -> list[str]:
    """How sure the answer is, who gave it by which rule, and what is told beside it."""
    reading = asking.reading
    if asking.decided is not None or reading is None:
        by = f"decided before reading: {asking.decided_by}"
    elif answer.reader == STATEMENTS:
        by = "what the documents quote people as saying"
    elif answer.reader not in QUOTING_READERS:
        by = "written by a language model, each sentence checked against the sources"
    elif answer.reader != EXTRACTIVE:
        by = "what the documents tell, as this reader finds it"
    elif answer.status == "abstained":
        by = "no sentence answers" if reading.confidence == "no" else f"they are below QA_ANSWER_THRESHOLD, {threshold:.2f}"
    elif _is_quoted(reading.ranked[0], answer):
        by = "the best sentence is quoted first"
    else:
        by = "a rule of quoting puts another sentence before the best one, such as a newer figure or the line above a list"
    beside = [f"told beside: {answer.notice}"] if answer.notice else []
    return [f"{answer.confidence}; {by}; reader: {answer.reader}", *beside]


def _is_quoted(best: Evidence, answer: Answer) -> bool:
    """Whether the answer's first quote has the sentence that was read as the best."""
    return answer.citations[0].overlaps(best.candidate.passage.chunk.document_id, best.candidate.sentence)


def _beginning(text: str) -> str:
    return f"“{shorten(text, _BEGINNING, placeholder=' …')}”"
