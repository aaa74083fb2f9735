"""What a kind of people says on something: whoever is called a resident answers "What do residents say about the sirens?"."""

import re
from dataclasses import replace

from qa.attribution.answers import Excerpt, Group, Heard, Topic, asked_of_group, heard_of
from qa.english.lexicon import is_human
from qa.english.word_lists import word_list
from qa.english.words import words
from qa.pipeline.asking import Asking
from qa.pipeline.doubts import notice
from qa.pipeline.refusals import perhaps, unsure
from qa.pipeline.replies.speech import by_document, page_of_words
from qa.reading import Reading
from qa.retrieval.spelling import corrected
from qa.store.sql import Library
from qa.types import LIKELY, Answer

# Texts call those who are meant by something else: experts are professors, critics are lawmakers.
_CALLED_OTHERWISE = word_list("people called otherwise")
# Words in quote marks, whose end may be in another sentence.
_QUOTED = re.compile(r"[“\"][^”\"]*(?:[”\"]|\Z)")
# What is quoted of people who aren't plainly on the topic.
_UNSURE = 3


def told_by_group(asking: Asking, reading: Reading, answer: Answer, library: Library) -> Answer:
    """Return the words of the people who are asked, in place of an answer that isn't theirs; unsure, where none is heard."""
    if (asked := asking.asked) is None or (group := asked_of_group(asked)) is None:
        return answer
    with asking.timed("statements"):
        topic = Topic.read(library, corrected(asked.about or asked.occasion or "", asking.corrections))
        if topic is None:
            return answer
        documents = library.in_scope(asking.question.scope)
        read = frozenset(each.document_id for each in answer.citations)
        heard = heard_of(library, group, topic, asked.addressee or "", documents, read)
    first = next(iter(answer.citations), None)
    said = () if first is None else library.statements(documents=frozenset([first.document_id]))
    there = [each for each in said if first and first.overlaps(first.document_id, each.statement.context)]
    told = first is not None and (any(group.calls(each, alike=True) for each in there) or _tells_of(group, first.quote))
    if heard and (heard[0].plain or not told):
        return _laid_out(asking, reading, heard)
    others = any(each.statement.speaker for each in there) or (answer.unsure and said)
    if told or heard or not others or not is_human(group.head) or group.head in _CALLED_OTHERWISE:
        return answer
    nobody = f"Nobody quoted on this here is called “{group.called}”."
    return replace(unsure(answer), notice=" ".join(filter(None, (nobody, answer.notice))))


def _tells_of(group: Group, quote: str) -> bool:
    """Whether a sentence tells what a group says, or how it is: "Many residents are afraid"."""
    written = words(_QUOTED.sub(" ", quote))
    many = {group.head, f"{group.head}s"} & {each.casefold() for each in written if each.endswith("s")}
    return bool(many) or group.head.removesuffix("s") in written  # Mayor Ann Baker is no baker


def _laid_out(asking: Asking, reading: Reading, heard: tuple[Heard, ...]) -> Answer:
    """Quote the words that suit the question best, of documents where some are plainly on it, then what else is on it.

    Where none is plainly on it, only one document's words are quoted, unsurely. The best are sure if they have the whole topic.
    """
    plain = {each.excerpt.document_id for each in heard if each.plain}
    score = {each.excerpt: _score(reading, each.excerpt) for each in heard}
    ranked = sorted(heard, key=lambda each: (each.excerpt.document_id not in plain, -score[each.excerpt], -each.share))
    best = ranked[0].excerpt.document_id
    kept = [each.excerpt for each in ranked if each.plain or each.excerpt.document_id == best]
    found = by_document(kept if plain else kept[:_UNSURE])
    answer = asking.answer(page_of_words(asking, found, apart=False)[0])
    answer = replace(answer, notice=notice(asking.standalone, asking.corrections, answer.citations))
    if plain and reading.confidence != "no":
        return answer if any(each.whole for each in heard if each.excerpt is found[0]) else unsure(answer, LIKELY)
    return perhaps(answer, reading.answerable)


def _score(reading: Reading, excerpt: Excerpt) -> float:
    """Return how likely reading takes the best sentence of an excerpt to answer; 0 where none of it was read."""
    return max(
        (
            found.score
            for found in reading.ranked
            if found.candidate.chunk.chunk.document_id == excerpt.document_id
            and excerpt.span.overlaps(found.candidate.sentence)
        ),
        default=0.0,
    )
