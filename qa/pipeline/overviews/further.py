"""What documents tell besides what was told: key points on what was last asked of them, for “Tell me more”."""

from collections.abc import Sequence

from qa.english.words import wording
from qa.pipeline.overviews import chapters
from qa.pipeline.overviews.asked import Asked
from qa.pipeline.overviews.subjects import DIGEST, OF_ONE, cited
from qa.pipeline.overviews.topics import subject_in
from qa.reading.digest import digest
from qa.reading.subject import Subject
from qa.types import Answer
from qa.types.draft import Draft

TOLD_ALL = "There is no more: all of it that says something by itself was quoted."


def told_further(asked: Asked, documents: Sequence[str], question: str, told: str) -> Answer | None:
    """Return the sentences of the documents (ids) nearest to the question and what was `told` for it, newest document first.

    What the turns before quote isn't told again; None where no document has a sentence to tell.
    """
    passages = asked.library.passages_of(documents)
    places = [each for each in asked.library.census.by_date(frozenset(documents)) if passages.get(each.document_id)]
    of_question = subject_in(asked.library, asked.embedder, question, 0.0)
    vector = asked.embedder.embed_question(f"{question} {told}")
    subject = Subject(vector, of_question.weights, 0.0, fitted=False)  # it is no name's vector
    answers = [turn.text for turn in asked.asking.question.history if turn.role == "assistant"]
    before, quoted = wording(" ".join(answers)), sum(answer.count(" [") for answer in answers)
    draft, is_any, weights = Draft(DIGEST), False, asked.belonging
    for place in places:
        found = digest([passages[place.document_id]], OF_ONE + quoted, weights, subject)
        fresh = [each for each in found if wording(each.text) not in before]
        is_any = is_any or bool(found)
        if fresh:
            draft.heading(place)
        for each in chapters.best(fresh, max(1, OF_ONE // len(places))):
            draft.item(cited(each))
    if not draft.citations:
        return asked.asking.refuse(DIGEST, TOLD_ALL) if is_any else None
    return asked.asking.answer(draft)
