"""Lessons of the listwise reader: a question with the sentences side by side that are the best before the second look."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.datasets import GoldQuestion, json_lines, read_gold
from eval.examining import Examination
from eval.training.drills import Drill, Passage, Row
from eval.training.paraphrases import PARAPHRASES
from eval.training.retrieved_lessons import places_of
from qa.pipeline import Pipeline
from qa.reading.evidence import EvidenceReader
from qa.reading.features import Candidate
from qa.reading.looks import SideBySide
from qa.retrieval import HybridRetriever
from qa.retrieval.retriever import deepened
from qa.settings import Settings
from qa.types import Scope, Span

# Passages looked into, as the product does; sentences kept of them, and how many of these are drawn of.
_PASSAGES, _KEPT, _DRAWN_OF = 8, 10, 8
# Passages of its own document looked into for a question whose right sentence isn't among those kept.
_OF_DOCUMENT = 4
# How many sentences stand side by side.
_SHOWN = (3, 4, 4, 5, 5, 6)
# Chances: a question is put in other words; only the best sentences are shown; the right one is shown where it wasn't drawn;
# it is left out; titles are shown; beside it stands a near miss.
_REWORDED, _ONLY_BEST, _HELPED, _LEFT_OUT, _WITH_TITLES, _NEAR_MISS = 0.5, 0.5, 0.85, 0.12, 0.85, 0.18


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, the title of its document, and whether it answers."""

    title: str
    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class ListwiseLesson:
    """`best` are the sentences that the reader likes best, the best first; `missed` answers, where none of them does.

    `answers` are the short answers, () for a question that isn't answered, None where nobody told them.
    """

    question: str
    answers: tuple[str, ...] | None
    best: tuple[Told, ...]
    missed: Told | None


def listwise_lessons(gold: Path, data: Path, seed: int) -> Iterator[ListwiseLesson]:
    """Ask a library all questions of `gold` but those that take other ways, half of them in other words, where it has such."""
    chance, reworded = random.Random(seed), {row["of"]: row["question"] for row in json_lines(PARAPHRASES)}
    asked = read_gold(gold)
    with Pipeline.open(Settings(data_dir=data)) as pipeline:
        examination, library = Examination(pipeline, asked), pipeline.stores.library
        readers = {passages: EvidenceReader(library, passages) for passages in (_PASSAGES, _OF_DOCUMENT)}
        for question in asked.questions:
            if question.history or question.type in ("said", "keywords") or question.answerable is None:
                continue
            words = reworded.get(question.id, question.question) if chance.random() < _REWORDED else question.question
            best = _best(examination, readers, question, words, _PASSAGES)[:_KEPT]
            missed = None
            documents = tuple(sorted(examination.documents.of(question.documents)))
            if question.answerable and documents and not any(each.right for each in best):
                own = _best(examination, readers, question, words, _OF_DOCUMENT, Scope(documents=documents))
                missed = next((each for each in own if each.right), None)
            answers = (question.answers or None) if question.answerable else ()
            yield ListwiseLesson(words, answers, tuple(best), missed)


def _best(
    examination: Examination,
    readers: Mapping[int, EvidenceReader],
    question: GoldQuestion,
    words: str,
    passages: int,
    scope: Scope | None = None,
) -> list[Told]:
    retriever, vector = HybridRetriever(examination.pipeline.stores), examination.pipeline.embedder.embed_question(words)
    first = readers[passages].first_look(deepened(retriever, retriever.retrieve(words, vector, passages, scope)))

    def told(candidate: Candidate) -> Told:
        right = bool(question.answerable) and examination.is_right(question, candidate)
        return Told(candidate.passage.title, candidate.text, right)

    return [told(first.found[place]) for place in first.order]


def listwise_rows(drill: Drill, lesson: ListwiseLesson, group: int) -> list[Row]:
    """Some of the sentences in an order by chance, and perhaps a near miss; no row where fewer than two are left."""
    chance = drill.chance
    right = [each for each in lesson.best if each.right] or ([lesson.missed] if lesson.missed else [])
    shown = _drawn(lesson, right, chance)
    if len(shown) < 2:
        return []
    with_titles = chance.random() < _WITH_TITLES
    made = SideBySide.of([(each.title if with_titles else "", each.text) for each in shown])
    gold = tuple(number for number, each in enumerate(shown) if each.right)
    answers = _answers(made, gold, lesson.answers)
    passage, question = Passage("", made.text, made.places), drill.worded(lesson.question)
    rows = [drill.row(question, passage, answers, gold, group)]
    if gold and chance.random() < _NEAR_MISS:
        rows.append(drill.near_miss(question, passage))
    return [row for row in rows if row is not None]


def _drawn(lesson: ListwiseLesson, right: list[Told], chance: random.Random) -> list[Told]:
    """The very best sentence with the next best, or with others of the best; mostly with one that answers, if any does."""
    first, others = list(lesson.best[:1]), list(lesson.best[1:_DRAWN_OF])
    if chance.random() >= _ONLY_BEST:
        chance.shuffle(others)
    shown = [*first, *others][: chance.choice(_SHOWN)]
    if right and shown and not any(each.right for each in shown) and chance.random() < _HELPED:
        shown[chance.randrange(len(shown))] = chance.choice(right)
    if right and chance.random() < _LEFT_OUT:
        shown = [each for each in shown if not each.right]
    chance.shuffle(shown)
    return shown


def _answers(made: SideBySide, gold: tuple[int, ...], told: tuple[str, ...] | None) -> tuple[Span, ...] | None:
    """Where the short answers stand in the right sentences; () where no sentence is right, None where nobody told them."""
    if not gold:
        return () if told is not None else None
    return places_of(told or (), made.text, [made.places[number] for number in gold]) or None
