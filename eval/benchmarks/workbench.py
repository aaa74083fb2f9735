"""What the sections of a benchmark share."""

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

from eval.benchmarks.articles import first_articles
from qa.documents.chunking import chunk_document
from qa.embedding.bundled import OnnxEmbedder, bundled_tokenizer
from qa.settings import Settings
from qa.types import Document

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
RUNS = 5  # of a whole process
# No article of eval/benchmarks/articles.py is cut into fewer chunks.
_LEAST_CHUNKS_AN_ARTICLE = 3


class Workbench:
    """What the sections share: a scratch folder, the model, made-up articles."""

    def __init__(self, work: Path, chunks: int, questions: int, *, quick: bool) -> None:
        self.work = work
        self.chunks = chunks
        self.questions = questions
        self.sample = 128 if quick else 512  # chunks a round of ingest
        self.rounds = 3 if quick else RUNS
        self.embedder = OnnxEmbedder()
        self.articles = first_articles(max(chunks, self.sample) // _LEAST_CHUNKS_AN_ARTICLE + 1)
        self.chunk_words = Settings(data_dir=work).chunk_words
        self._numbers = count()

    @cached_property
    def tokenizer(self) -> Any:
        tokenizer = bundled_tokenizer()
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def count_tokens(self, text: str) -> int:
        """With the two special ones."""
        return len(self.tokenizer.encode(text).ids)

    def new_settings(self) -> Settings:
        folder = self.work / f"library-{next(self._numbers)}"
        folder.mkdir()
        return Settings(data_dir=folder)

    def new_folder(self) -> Path:
        return self.work / f"plain-{next(self._numbers)}"

    def documents_of(self, chunks: int, first: int = 0) -> list[Document]:
        """Enough articles for this many chunks, from the article number `first` on."""
        found, total = [], 0
        for article in self.articles[first:]:
            if total >= chunks:
                break
            total += len(chunk_document(article.document, self.chunk_words))
            found.append(article.document)
        return found


def process_seconds(command: Sequence[str], settings: Settings) -> float:
    """Wall time of one process on this library; the benchmark ends where it fails."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    started = perf_counter()
    done = subprocess.run(
        command,
        env={**clean, "QA_DATA_DIR": str(settings.data_dir)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    took = perf_counter() - started
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return took
