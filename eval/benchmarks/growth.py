"""A library that grows from 1,000 to 250,000 chunks, with made-up vectors: what a question, the start, memory and disk cost."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

import qa.pipeline.ingestion.ingest
import qa.pipeline.ingestion.preparing
from eval.benchmarks.figures import percentile
from eval.benchmarks.made_up import MadeUpEmbedder
from eval.benchmarks.newsroom import Newsroom, statements_of
from eval.benchmarks.resources import megabytes_of, peak_megabytes, reset_peak, timed
from eval.benchmarks.workbench import process_seconds
from qa.embedding import open_embedder
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores

_STEP = 500  # articles added at a time
_STARTS = 5
_WARM_UP = 10
_ABSENT = 10_000_000  # number of the first article that never gets in
_QA = str(Path(sys.executable).parent / "qa")

Figures = dict[str, Any]


def grow(settings: Settings, sizes: list[int], questions: int) -> Iterator[Figures]:
    """Figures at each size, from what is in the library on: a run that was stopped is gone on with."""
    embedder = MadeUpEmbedder(open_embedder(settings))
    for size in sizes:
        reset_peak()
        with Stores(settings) as stores:
            before, started = stores.library.chunk_count, perf_counter()
            fill(stores, Ingester(stores, embedder, settings), size)
            held, documents = stores.library.chunk_count, stores.library.document_count
        yield {
            "chunks": held,
            "documents": documents,
            "added": held - before,
            "adding_s": perf_counter() - started,
            "adding_peak_mb": peak_megabytes(),
            "library_mb": megabytes_of(settings.data_dir / "library.sqlite"),
            "index_mb": megabytes_of(settings.data_dir / "index"),
            **_asked(settings, questions),
            "process_s": _starts(settings),
        }


def fill(stores: Stores, ingester: Ingester, chunks: int) -> None:
    """From what is in the library on: a run that was stopped is gone on with."""
    with patch.object(qa.pipeline.ingestion.preparing, "find_statements", statements_of):
        while (held := stores.library.chunk_count) < chunks:
            number = max(1, min(_STEP, (chunks - held) // 10))  # an article has about ten chunks
            ingester.add([story.document for story in islice(Newsroom().stories(stores.library.document_count), number)])
            print(f"{stores.library.chunk_count} chunks", file=sys.stderr, flush=True)


def _asked(settings: Settings, questions: int) -> Figures:
    """In a process of its own, so that memory and the start are those of answering."""
    command = (sys.executable, "-m", "eval.benchmarks.scale", "ask", str(settings.data_dir), "--questions", str(questions))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def _starts(settings: Settings) -> list[float]:
    """`qa ask`, the whole process. The first one warms the file cache and isn't counted."""
    return [process_seconds((_QA, "ask", "Which water was it?", "--json"), settings) for _ in range(_STARTS + 1)][1:]


def ask(settings: Settings, questions: int) -> Figures:
    """From opening a library to its first answer, then what questions take, by stage."""
    reset_peak()
    started = perf_counter()
    with Pipeline.open(settings) as pipeline:
        asked = list(questions_on(pipeline.stores.library.document_count, questions))
        pipeline.ask(asked[0])
        first = perf_counter() - started
    with Stores(settings, mode="session") as stores:
        pipeline = Pipeline(stores, MadeUpEmbedder(open_embedder(settings)), settings)
        for question in asked[:_WARM_UP]:
            pipeline.ask(question)
        spent: dict[str, list[float]] = defaultdict(list)
        for question in asked:
            ask_timed(pipeline, question, spent)
    return {
        "first_answer_s": first,
        "asking_peak_mb": peak_megabytes(),
        "p50_ms": percentile(spent["total"], 0.5),
        "p95_ms": percentile(spent["total"], 0.95),
        "p50_cpu_ms": percentile(spent["processor"], 0.5),
        "p95_cpu_ms": percentile(spent["processor"], 0.95),
        "max_ms": max(spent["total"]),
        "questions": len(asked),
        "stages": {stage: [percentile(took, share) for share in (0.5, 0.95)] for stage, took in spent.items()},
    }


def ask_timed(pipeline: Pipeline, question: str, spent: dict[str, list[float]]) -> None:
    """Add the milliseconds of each stage, of all ("total") and of the processor."""
    with timed() as took:
        answer = pipeline.ask(question)
    for stage, ms in {**answer.timings_ms, "total": took.clock * 1000, "processor": took.processor * 1000}.items():
        spent[stage].append(ms)


def questions_on(documents: int, number: int) -> Iterator[str]:
    """Spread over the library; one in five is on an article that isn't there."""
    room = Newsroom()
    for place in range(number):
        absent = place % 5 == 4
        story = room.story(_ABSENT + place if absent else place * documents // number)
        yield story.questions[place % len(story.questions)]
