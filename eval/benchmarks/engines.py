"""Do SQLite and PostgreSQL find the same chunks by words, and how fast? Into an empty database:

python -m eval.benchmarks.engines postgresql://user:password@host/empty squad.json…
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from eval.datasets import read_gold
from qa.attribution import find_statements
from qa.documents.chunking import chunk_document
from qa.english.words import content_words
from qa.settings import Settings
from qa.store.sql import LexicalHit, Library, NewChunk
from qa.types import Document, Statement

Stored = tuple[Document, list[NewChunk], tuple[Statement, ...]]
_TOP, _CANDIDATES = 10, 50


def main(url: str, files: Sequence[str]) -> None:
    golds = [read_gold(Path(file)) for file in files]
    passages = {passage.source: passage for gold in golds for passage in gold.passages}
    stored = [_without_vectors(document) for document in passages.values()]
    questions = [content_words(question.question) for gold in golds for question in gold.questions]
    found: dict[str, list[tuple[LexicalHit, ...]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for settings in (
            Settings(data_dir=Path(folder)),
            Settings(data_dir=Path(folder), database_url=url, chroma_url="http://127.0.0.1:9"),
        ):
            with Library.of(settings) as library:
                started = perf_counter()
                for document, chunks, statements in stored:
                    library.put(document, chunks, statements)
                put = perf_counter() - started
                answers, seconds = [], []
                for words in questions:
                    started = perf_counter()
                    answers.append(library.search_words(words, _CANDIDATES))
                    seconds.append(perf_counter() - started)
                found[library.name] = answers
                p50, p95 = np.quantile(seconds, [0.5, 0.95]) * 1000
                print(f"{library.name}: {len(stored)} documents, {library.chunk_count} chunks stored in {put:.1f} s; ", end="")
                print(f"{len(questions)} searches, p50 {p50:.1f} ms, p95 {p95:.1f} ms")
    one, other = found.values()
    _compare(one, other)


def _compare(one: Sequence[Sequence[LexicalHit]], other: Sequence[Sequence[LexicalHit]]) -> None:
    pairs = list(zip(one, other, strict=True))
    for depth in (1, _TOP, _CANDIDATES):
        ids = [([hit.chunk_id for hit in a[:depth]], [hit.chunk_id for hit in b[:depth]]) for a, b in pairs]
        shared = [len(set(a) & set(b)) / max(len(a), len(b), 1) if a or b else 1.0 for a, b in ids]
        print(f"top {depth}: the same in the same order for {sum(a == b for a, b in ids)} of {len(ids)}; ", end="")
        print(f"{np.mean(shared):.4f} shared")
    scores = [abs(x.score - y.score) for a, b in pairs for x, y in zip(a, b, strict=False) if x.chunk_id == y.chunk_id]
    print(f"largest difference of a score: {max(scores, default=0):.2g}")


def _without_vectors(document: Document) -> Stored:
    """Nothing here is searched by vector."""
    none = np.zeros(1, np.float32)
    chunks = [
        NewChunk(each.chunk, each.sentences, none, np.zeros((len(each.sentences), 1), np.float32))
        for each in chunk_document(document, Settings.model_fields["chunk_words"].default)
    ]
    return document, chunks, find_statements(document)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
