"""Ingest speed: embedding alone, the whole way in, and the stages' shares of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from time import perf_counter
from typing import Any
from unittest.mock import patch

import qa.pipeline.ingestion.ingest
import qa.pipeline.ingestion.preparing
from eval.benchmarks.baseline import Baseline
from eval.benchmarks.figures import Figure, Samples, seconds
from eval.benchmarks.newsroom import Newsroom
from eval.benchmarks.workbench import Workbench
from qa.documents.chunking import chunk_document
from qa.embedding import PassageText, shared_tokenizer
from qa.pipeline.ingestion.ingest import Ingester
from qa.store import Stores
from qa.store.sql import Library
from qa.store.vectors import ChromaIndex
from qa.types import Document

_TOKENS = 128


def ingest(bench: Workbench) -> Iterator[Figure]:
    """Chunks of 128 tokens a second. The pieces differ a little between the two, so both are counted in tokens."""
    exact = list(islice(_passages_of_128_tokens(), bench.sample))
    passages = [PassageText("", text, ()) for text in exact]
    documents = bench.documents_of(bench.sample)
    texts = [document.text for document in documents]
    plain = Baseline(bench.new_folder(), _mean_chunk_characters(bench, documents))
    plain.embed(exact[:8])
    bench.embedder.embed_passages(passages[:8])
    ours_tokens = sum(
        bench.count_tokens(f"{document.title}\n{segment.chunk.of(document.text)}")
        for document in documents
        for segment in chunk_document(document, bench.chunk_words)
    )
    plain_tokens = sum(map(bench.count_tokens, plain.split(texts)))
    bare: list[float] = []
    plain_bare: list[float] = []
    whole: list[float] = []
    plain_whole: list[float] = []
    stages: dict[str, list[float]] = defaultdict(list)
    for _ in range(bench.rounds):
        bare.append(len(exact) / seconds(bench.embedder.embed_passages, passages))
        plain_bare.append(len(exact) / seconds(plain.embed, exact))
        with _clocked() as clock:
            took = _ingest(bench, documents)
        whole.append(ours_tokens / _TOKENS / took)
        for stage, spent in clock.items():
            stages[stage].append(100 * spent / took)
        fresh = Baseline(bench.new_folder(), _mean_chunk_characters(bench, documents))
        plain_whole.append(plain_tokens / _TOKENS / seconds(fresh.ingest, texts))
    per_second = f"/s, {bench.sample} chunks"
    yield Figure("bare embedding, 128 tokens each", Samples(tuple(bare), per_second), Samples(tuple(plain_bare), per_second))
    yield Figure(
        "ingest, as chunks of 128 tokens",
        Samples(tuple(whole), per_second),
        Samples(tuple(plain_whole), per_second),
        target=100,
        better="more",
    )
    for stage, shares in stages.items():
        yield Figure(f"  of it {stage}", Samples(tuple(shares), "%"))


def statements(bench: Workbench) -> Iterator[Figure]:
    """The same articles with statement extraction and without, turn about."""
    documents = bench.documents_of(bench.sample)
    with_it, without, ratios = [], [], []
    for number in range(bench.rounds):
        took = {}
        for extracting in (True, False) if number % 2 else (False, True):
            with ExitStack() as stack:
                if not extracting:
                    stack.enter_context(patch.object(qa.pipeline.ingestion.preparing, "find_statements", lambda *_: ()))
                took[extracting] = _ingest(bench, documents)
        with_it.append(took[True])
        without.append(took[False])
        ratios.append(took[True] / took[False])
    yield Figure("ingest without it", Samples(tuple(without), "s"))
    yield Figure("ingest with it", Samples(tuple(with_it), "s"))
    yield Figure("ratio", Samples(tuple(ratios), ""), target=1.10)


def _ingest(bench: Workbench, documents: Sequence[Document]) -> float:
    """Seconds to add these to an empty library; opening it isn't counted."""
    settings = bench.new_settings()
    with Stores(settings) as stores:
        return seconds(Ingester(stores, bench.embedder, settings).add, documents)


@contextmanager
def _clocked() -> Iterator[dict[str, float]]:
    """Seconds spent in each stage of an ingest while this is open; the embedding goes on beside them."""
    spent: dict[str, float] = defaultdict(float)

    def clock(stage: str, action: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            started = perf_counter()
            try:
                return action(*args, **kwargs)
            finally:
                spent[stage] += perf_counter() - started

        return timed

    parts: tuple[tuple[str, Any, str], ...] = (
        ("segmenting", qa.pipeline.ingestion.preparing, "chunk_document"),
        ("statements", qa.pipeline.ingestion.preparing, "find_statements"),
        ("library", Library, "put_all"),
        ("index", ChromaIndex, "upsert"),
    )
    with ExitStack() as stack:
        for stage, owner, name in parts:
            stack.enter_context(patch.object(owner, name, clock(stage, getattr(owner, name))))
        yield spent


def _mean_chunk_characters(bench: Workbench, documents: Sequence[Document]) -> int:
    sizes = [s.chunk.end - s.chunk.start for d in documents for s in chunk_document(d, bench.chunk_words)]
    return round(sum(sizes) / len(sizes))


def _passages_of_128_tokens() -> Iterator[str]:
    """Stretches of the articles without end, their two special tokens counted."""
    for story in Newsroom().stories():
        text = story.document.text
        offsets = shared_tokenizer().encode(text, add_special_tokens=False).offsets
        for first in range(0, len(offsets) - _TOKENS, _TOKENS):
            yield text[offsets[first][0] : offsets[first + _TOKENS - 3][1]]
