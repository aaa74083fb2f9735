"""Training examples for the reader: a question, the passages that answer it, and the nearest ones that don't."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from eval.training.question_sets import Asked, QuestionSet
from qa.embedding import Embedder
from qa.pipeline.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.store.sql import Passage
from qa.types import Span

# Negatives kept of each question: those whose vectors are nearest to it.
NEGATIVES = 8
# Every n-th document is held out: the reader isn't trained on it, so the weights that mix its scores can be fitted there.
HELD_OUT_EVERY = 5
# Questions taken of a set at most.
_MOST = 40_000
_PAGE = 500
# Passages kept beside each one that questions are made of.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Context:
    """A passage as the reader sees it; `answers` are spans of `text`, none where it doesn't answer."""

    title: str
    text: str
    answers: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """One question. `negatives` are ordered by nearness to it."""

    question: str
    positives: tuple[Context, ...]
    negatives: tuple[Context, ...]


def is_held_out(source: str) -> bool:
    return int(sha256(source.encode()).hexdigest(), 16) % HELD_OUT_EVERY == 0


def build(questions: QuestionSet, folder: Path, embedder: Embedder) -> Iterator[Example]:
    """Ingest the set into a library in `folder`, and find each training question's passages there."""
    settings = Settings(data_dir=folder)
    with Stores(settings) as stores:
        Ingester(stores, embedder, settings).add(questions.documents)
        passages = list(_all_passages(stores))
    matrix = np.stack([passage.vector for passage in passages])
    of_source: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        of_source.setdefault(passage.source, []).append(number)
    for asked in questions.questions[:: max(1, len(questions.questions) // _MOST)]:
        if is_held_out(asked.source):
            continue
        own = [(passages[number], _answers(asked, passages[number])) for number in of_source.get(asked.source, ())]
        positives = tuple(_context(passage, spans) for passage, spans in own if spans)
        if not positives:
            continue
        scores = matrix @ embedder.embed_question(asked.question)
        nearest = (passages[number] for number in np.argsort(-scores)[: 4 * NEGATIVES])
        negatives = [_context(passage) for passage in nearest if not _could_answer(asked, passage)]
        yield Example(asked.question, positives, tuple(negatives[:NEGATIVES]))


def texts(name: str, folder: Path) -> Iterator[dict[str, object]]:
    """The passages of the set's library that aren't held out, each with those nearest to it: made_questions asks of them."""
    with Stores(Settings(data_dir=folder)) as stores:
        passages = [passage for passage in _all_passages(stores) if not is_held_out(passage.source)]
    matrix = np.stack([passage.vector for passage in passages])
    for start in range(0, len(passages), _PAGE):
        nearest = np.argsort(-(matrix[start : start + _PAGE] @ matrix.T), axis=1)[:, 1 : 1 + _NEAR]
        for passage, row in zip(passages[start : start + _PAGE], nearest, strict=True):
            near = [{"title": passages[n].title, "text": passages[n].text} for n in row]
            yield {"set": name, "title": passage.title, "text": passage.text, "near": near}


def write(examples: Iterable[Example], path: Path) -> int:
    with path.open("w", encoding="utf-8") as lines:
        return sum(lines.write(json.dumps(asdict(example)) + "\n") > 0 for example in examples)


def read(path: Path) -> list[Example]:
    def context(raw: dict[str, object]) -> Context:
        return Context(str(raw["title"]), str(raw["text"]), tuple(Span(**span) for span in raw["answers"]))  # type: ignore[attr-defined]

    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Example(row["question"], tuple(map(context, row["positives"])), tuple(map(context, row["negatives"]))) for row in rows
    ]


def _all_passages(stores: Stores) -> Iterator[Passage]:
    ids = sorted(stores.library.chunk_ids())
    for start in range(0, len(ids), _PAGE):
        yield from stores.library.passages(ids[start : start + _PAGE]).values()


def _answers(asked: Asked, passage: Passage) -> tuple[Span, ...]:
    """Where the passage, of the question's own document, answers it; offsets into the passage."""
    if asked.spans is not None:
        start = passage.chunk.start
        inside = [span for span in asked.spans if passage.chunk.start <= span.start and span.end <= passage.chunk.end]
        return tuple(Span(span.start - start, span.end - start) for span in inside)
    return tuple(_occurrences(asked.answers, passage.text))


def _could_answer(asked: Asked, passage: Passage) -> bool:
    return (passage.source == asked.source and bool(_answers(asked, passage))) or any(
        True for _ in _occurrences([answer for answer in asked.answers if len(answer) > 3], passage.text)
    )


def _occurrences(answers: Sequence[str], text: str) -> Iterator[Span]:
    lowered = text.lower()
    for answer in answers:
        if answer.lower() not in lowered:
            continue  # most aren't, and this tells it much faster
        for found in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE):
            if answer.strip():
                yield Span(found.start(), found.end())


def _context(passage: Passage, answers: tuple[Span, ...] = ()) -> Context:
    return Context(passage.title, passage.text, answers)
