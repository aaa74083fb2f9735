"""An answer, and what it could be chosen from: for measuring."""

from dataclasses import dataclass, replace

from qa.pipeline import Pipeline
from qa.reading import Reading
from qa.retrieval import Retrieved
from qa.types import Answer, Question


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """`retrieved` may go deeper than was read."""

    answer: Answer
    retrieved: Retrieved
    reading: Reading


def examine(pipeline: Pipeline, question: Question | str, depth: int = 10) -> Examined:
    """Return the answer with at least `depth` chunks: those chosen for reading, ordered by it, and behind them others.

    It retrieves once more for that, and reads where the answer had no need to; the answer's timings leave that out.
    """
    asking, answer = pipeline.trace(question)
    top_k, standalone = pipeline.settings.top_k, answer.standalone_question
    vector = pipeline.embedder.embed_question(standalone)
    scope = question.scope if isinstance(question, Question) else None
    found = pipeline.retriever.retrieve(standalone, vector, max(depth, top_k), scope)
    chosen = asking.retrieved if asking.reading is not None and asking.retrieved is not None else found.first(top_k)
    reading = asking.reading or pipeline.reader.read(chosen)
    known = {chunk.chunk.id for chunk in chosen.chunks}
    others = [pair for pair in zip(found.chunks, found.passages, strict=True) if pair[0].chunk.id not in known]
    chunks, passages = (*chosen.chunks, *(chunk for chunk, _ in others)), (*chosen.passages, *(each for _, each in others))
    return Examined(answer, reading.reordered(replace(chosen, chunks=chunks, passages=passages)), reading)
