"""What the sections of a benchmark share."""

import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from time import perf_counter

from eval.benchmarks.pace import newsroom_documents
from qa.embedding.bundled import OnnxEmbedder, shared_tokenizer
from qa.settings import Settings
from qa.types import Document

ROOT = Path(__file__).parents[2]
RUNS = 5  # of a whole process


class Workbench:
    """What the sections share: a scratch folder, the model, made-up articles."""

    def __init__(self, work: Path, chunks: int, questions: int, *, quick: bool) -> None:
        self.work = work
        self.chunks = chunks
        self.questions = questions
        self.sample = 128 if quick else 512  # chunks a round of ingest
        self.rounds = 3 if quick else RUNS
        self.embedder = OnnxEmbedder()
        self.chunk_words = Settings(data_dir=work).chunk_words
        self._numbers = count()

    def count_tokens(self, text: str) -> int:
        """With the two special ones."""
        return len(shared_tokenizer().encode(text).ids)

    def new_settings(self) -> Settings:
        folder = self.work / f"library-{next(self._numbers)}"
        folder.mkdir()
        return Settings(data_dir=folder)

    def new_folder(self) -> Path:
        return self.work / f"plain-{next(self._numbers)}"

    def documents_of(self, chunks: int, first: int = 0) -> list[Document]:
        """Enough articles for this many chunks, from the article number `first` on."""
        return newsroom_documents(first, chunks, self.chunk_words)


def process_seconds(command: Sequence[str], settings: Settings) -> float:
    """Wall time of one process on this library; the benchmark ends where it fails."""
    environ = environ_with(QA_DATA_DIR=str(settings.data_dir))
    started = perf_counter()
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=False)
    took = perf_counter() - started
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return took


def environ_with(**more: str) -> dict[str, str]:
    """The environment, with these and without the settings that somebody has made."""
    return {name: value for name, value in os.environ.items() if not name.startswith("QA_")} | more
