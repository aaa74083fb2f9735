"""What documents on one subject tell differently, in the words of each."""

import re

from qa.pipeline.differing import differing
from qa.pipeline.overviews.asked import Asked
from qa.pipeline.overviews.shared_headings import COMPARISON, add_otherwise
from qa.pipeline.overviews.summaries import telling
from qa.pipeline.refusals import unsure
from qa.types import Answer
from qa.types.draft import Draft
from qa.types.text import counted
from qa.verification.citations import cite_sentence

# Sentences with a number that are shown where no two were found to differ.
_SHOWN = 5
_NUMBER = re.compile(r"\d")


def told_otherwise(asked: Asked) -> Answer | None:
    """What documents on the subject tell differently, never surely: what is told week by week differs, and rightly.

    Where none was found that does, that is said beside what the newest of them tell in numbers; None where none tells of it.
    """
    subject, near = telling(asked)
    if not subject.weights or not near:
        return None
    found = asked.library.census.passages_of([each[0].chunk.document_id for each in near])
    passages = [passage for each in found.values() for passage in each]
    on_it = [
        (passage, sentence)
        for passage in passages
        for sentence in passage.sentences
        if subject.coverage(passage.words(sentence)) >= subject.some
    ]
    draft = Draft(COMPARISON)
    add_otherwise(draft, differing(on_it, passages))
    if draft.citations:
        return unsure(draft.answer(asked.question, asked.standalone))
    text = f"No two of {counted(len(near))} on “{asked.kind.topic}” were found that tell another number or day of the same."
    told = {passage.chunk.document_id: (passage, each) for passage, each in on_it if _NUMBER.search(passage.words(each))}
    newest = sorted(told.values(), key=lambda each: each[0].published or "", reverse=True)[:_SHOWN]
    closest = tuple(cite_sentence(*each, marker=marker, score=1.0) for marker, each in enumerate(newest, start=1))
    return Answer(asked.question, asked.standalone, "abstained", COMPARISON, text, closest=closest)
