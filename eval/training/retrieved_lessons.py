"""Questions, each with the passages that the product retrieves for it: what the reader will have before it.

Of `eval/gold/news-training.jsonl` the articles stay outside the project; those of `documents-training.jsonl` are beside it. A
passage without a right place counts as wrong unless it has the question's short answer, for syndicated copies tell the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.datasets import GoldQuestion, read_gold
from eval.examining import Examination
from eval.training.drills import NEAR_MISS, Drill, Passage, Row
from qa.pipeline import Pipeline
from qa.reading.features import Candidate
from qa.retrieval import HybridRetriever
from qa.retrieval.retriever import deepened
from qa.settings import Settings
from qa.store.sql import Passage as StoredPassage
from qa.types import Scope, ScoredChunk, Span

# Passages retrieved for a question, and looked through in the document that answers.
_RETRIEVED, _OF_DOCUMENT = 16, 60
# Passages shown in a pass: at most so many that answer, and others.
_RIGHT, _WRONG = 2, 4
MOST_SHOWN = _RIGHT + _WRONG


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage, the numbers of its sentences that answer, and its short answers; offsets into its text."""

    passage: Passage
    right: tuple[int, ...]
    answers: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class RetrievedLesson:
    """`right` are the passages that answer, `wrong` those that don't, best retrieved first; no `right` for a near miss."""

    question: str
    with_spans: bool
    right: tuple[Shown, ...]
    wrong: tuple[Shown, ...]


def retrieved_lessons(gold: Path, data: Path) -> Iterator[RetrievedLesson]:
    """Ask a library of the articles all questions of `gold` but those that take other ways than the reader's."""
    asked = read_gold(gold)
    with Pipeline.open(Settings(data_dir=data)) as pipeline:
        examination = Examination(pipeline, asked)
        retriever = HybridRetriever(pipeline.stores)
        for question in asked.questions:
            if not question.history and question.answerable is not None:
                yield from lessons_of(retriever, examination, question, question.question)


def lessons_of(
    retriever: HybridRetriever, examination: Examination, question: GoldQuestion, asked: str, scope: Scope | None = None
) -> list[RetrievedLesson]:
    """The question as it was `asked`, with what is retrieved for that in the scope; none where what answers isn't found."""
    vector = examination.pipeline.embedder.embed_question(asked)
    found = deepened(retriever, retriever.retrieve(asked, vector, _RETRIEVED, scope))
    retrieved = list(zip(found.chunks, found.passages, strict=True))
    documents = tuple(sorted(examination.documents.of(question.documents)))
    if question.answerable and documents:
        own = retriever.retrieve(asked, vector, _OF_DOCUMENT, Scope(documents=documents))
        known = {chunk.chunk.id for chunk in found.chunks}
        retrieved += [pair for pair in zip(own.chunks, own.passages, strict=True) if pair[0].chunk.id not in known]
    right, wrong = [], []
    for place, (chunk, passage) in enumerate(retrieved):
        shown = _shown(examination, question, chunk, passage)
        if shown.right:
            right.append(shown)
        elif place < len(found.chunks) and not _has_answer(question, passage.text):
            wrong.append(shown)
    if question.answerable and not right:
        return []
    return [RetrievedLesson(asked, bool(question.answers) or not question.answerable, tuple(right), tuple(wrong))]


def _shown(examination: Examination, question: GoldQuestion, chunk: ScoredChunk, passage: StoredPassage) -> Shown:
    start = passage.chunk.start
    spans = tuple(Span(sentence.start - start, sentence.end - start) for sentence in passage.sentences)
    right: tuple[int, ...] = ()
    if question.answerable:
        right = tuple(
            number
            for number, sentence in enumerate(passage.sentences)
            if examination.is_right(question, Candidate(passage, chunk, sentence))
        )
    answers = places_of(question.answers or (), passage.text, [spans[number] for number in right])
    return Shown(Passage(passage.title, passage.text, spans), right, answers)


def places_of(answers: Sequence[str], text: str, within: Sequence[Span]) -> tuple[Span, ...]:
    """Return where each answer first stands within each of these stretches of the text."""
    return tuple(
        Span(place, place + len(answer))
        for stretch in within
        for answer in answers
        for place in [text.find(answer, stretch.start, stretch.end)]
        if answer and place >= 0
    )


def _has_answer(question: GoldQuestion, text: str) -> bool:
    lowered = text.casefold()
    return any(len(answer) > 3 and answer.casefold() in lowered for answer in question.answers or ())


def retrieved_rows(drill: Drill, lesson: RetrievedLesson, group: int) -> list[Row]:
    """The rows of one lesson: passages that answer, others that don't, perhaps a near miss; those share `group`.

    Where nothing answers, each passage is a question of its own.
    """
    chance = drill.chance
    question = drill.worded(lesson.question)
    rows = []
    for shown in chance.sample(lesson.right, min(_RIGHT, len(lesson.right))):
        rows.append(drill.row(question, shown.passage, shown.answers or None, shown.right, group))
        if chance.random() < NEAR_MISS:
            rows.append(drill.near_miss(question, shown.passage))
    none = () if lesson.with_spans else None
    own = group if lesson.right else -1
    others = chance.sample(lesson.wrong, min(_WRONG, len(lesson.wrong)))
    rows += [drill.row(question, shown.passage, none, (), own) for shown in others]
    return [row for row in rows if row is not None]
