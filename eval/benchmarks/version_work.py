"""What `eval.benchmarks.versions` has each version do; run as a file, with the checkout of the version on Python's path."""

import json
import sys
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from eval.benchmarks.figures import percentile
from eval.benchmarks.newsroom import Newsroom
from eval.benchmarks.pace import newsroom_documents
from eval.benchmarks.resources import memory_watched, processor_seconds
from qa.embedding import open_embedder
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores

_FIRST, _WARM_UP = 60_000_000, 5


def take_in(settings: Settings, chunks: int) -> dict[str, float]:
    """Milliseconds a chunk, the process that embeds counted."""
    documents = newsroom_documents(_FIRST, chunks, settings.chunk_words)
    embedder = open_embedder(settings)
    with Stores(settings) as stores, memory_watched() as peak:
        started, used = perf_counter(), processor_seconds()
        Ingester(stores, embedder, settings).add(documents)
        number = stores.library.chunk_count / 1000
        took, worked = (perf_counter() - started) / number, (processor_seconds() - used) / number
        return {"a chunk, clock, ms": took, "a chunk, processor, ms": worked, "peak, MB": peak()}


def answer(settings: Settings, questions: int) -> dict[str, float]:
    """Milliseconds a question."""
    stories = islice(Newsroom().stories(_FIRST), questions + _WARM_UP)
    clock, processor = [], []
    with Pipeline.open(settings, mode="server") as pipeline:
        for number, story in enumerate(stories):
            started, used = perf_counter(), process_time()
            pipeline.ask(story.questions[0])
            if number >= _WARM_UP:
                clock.append(1000 * (perf_counter() - started))
                processor.append(1000 * (process_time() - used))
    return {
        "a question, clock, p50, ms": percentile(clock, 0.5),
        "a question, clock, p95, ms": percentile(clock, 0.95),
        "a question, processor, p50, ms": percentile(processor, 0.5),
    }


if __name__ == "__main__":
    what, folder, count = sys.argv[1:]
    Path(folder).mkdir(exist_ok=True)
    print(json.dumps({"take_in": take_in, "answer": answer}[what](Settings(data_dir=Path(folder)), int(count))))
