"""Questions while articles come in: with the embedding in a process of its own, and in the one that answers, turn about."""

import sys
from collections.abc import Iterable, Iterator
from itertools import count, cycle, islice, takewhile
from threading import Thread
from time import perf_counter, sleep

from eval.benchmarks.figures import percentile
from eval.benchmarks.newsroom import Newsroom
from eval.benchmarks.pace import Figures, newsroom_documents
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.pipeline.ingestion.pieces import USUAL_PIECES, Pieces
from qa.settings import Settings

_FIRST = 40_000_000  # number of the first article: none that the other benchmarks add
_SECONDS_BETWEEN = 0.4
_QUESTIONS, _IDLE = 400, 30
_WAYS = {"apart": USUAL_PIECES, "here": Pieces(short=sys.maxsize)}  # after the short ones a process of its own embeds


def beside(settings: Settings, rounds: int, chunks: int) -> Iterator[Figures]:
    """A round's figures; questions take milliseconds, p50 and p95, asked one after the other with pauses."""
    stories = islice(Newsroom().stories(_FIRST), _QUESTIONS)
    questions = cycle([question for story in stories for question in story.questions[:1]])
    numbers = count(_FIRST, 10_000)
    with Pipeline.open(settings, mode="server") as pipeline:
        ingesters = {way: Ingester(pipeline.stores, pipeline.embedder, settings, pieces=_WAYS[way]) for way in _WAYS}
        ingesters["apart"].add(newsroom_documents(next(numbers), chunks, settings.chunk_words))
        for number in range(rounds):
            row: Figures = {"idle_ms": _asked(pipeline, islice(questions, _IDLE))}
            for way in sorted(_WAYS, reverse=number % 2 == 1):
                documents = newsroom_documents(next(numbers), chunks, settings.chunk_words)
                adding, started = Thread(target=ingesters[way].add, args=(documents,)), perf_counter()
                adding.start()
                row[f"{way}_ms"] = _asked(pipeline, _while(adding, questions))
                adding.join()
                row[f"{way}_adding_s"] = perf_counter() - started
            yield row


def _while(adding: Thread, questions: Iterator[str]) -> Iterator[str]:
    return takewhile(lambda _: adding.is_alive(), questions)


def _asked(pipeline: Pipeline, questions: Iterable[str]) -> dict[str, float]:
    times = []
    for question in questions:
        started = perf_counter()
        pipeline.ask(question)
        times.append(1000 * (perf_counter() - started))
        sleep(_SECONDS_BETWEEN)
    return {"number": len(times), "p50": percentile(times, 0.5), "p95": percentile(times, 0.95)}
