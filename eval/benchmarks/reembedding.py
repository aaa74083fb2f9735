"""A large library embedded anew by two servers at once, one of which is killed in the middle.

    python -m eval.benchmarks.reembedding WORK     # WORK holds the library that is made

Models here are sums of letters: what is measured is the keeping, the progress and who works, not a model's own time. Two
processes ask for two models in the same moment, and exactly one may be begun. Whoever works is killed (`kill -9`) at two
fifths. Another goes on from what is kept once the killed one counts as ended, and the library is by the old model until then.
"""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time, sleep

import numpy as np

from qa.embedding import PassageText, PassageVectors
from qa.embedding.model import Vectors
from qa.pipeline import library_model
from qa.pipeline.library_model import begin_reembedding, reembed
from qa.settings import Settings
from qa.store.sql import Library, NewChunk, NewDocument
from qa.types import Chunk, Document, Sentence
from qa.types.errors import ModelError

DOCUMENTS, CHUNKS, _AT_ONCE, _KILLED_AT = 5_000, 5, 500, 0.4
_SENTENCE = "The harbour of town {0} had {1} ships in it on day {2}, and the mayor counted them all. "


class Letters:
    """How often each byte stands in a text, folded into so many numbers."""

    def __init__(self, dimensions: int) -> None:
        self.name, self.dimensions = f"letters-{dimensions}", dimensions

    def embed_question(self, question: str) -> Vectors:
        counts = np.bincount(np.frombuffer(question.encode(), np.uint8) % self.dimensions, minlength=self.dimensions)
        return np.asarray(counts / max(1.0, float(np.linalg.norm(counts))), np.float32)

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        made = []
        for each in passages:
            sentences = [self.embed_question(each.text) for _ in each.sentences]
            made.append(PassageVectors(self.embed_question(each.text), np.stack(sentences)))
        return made


def _opened(settings: Settings) -> Letters:
    return Letters(int(settings.embedding_model.rpartition("-")[2]))


def fill(library: Library) -> None:
    model = Letters(64)
    library.claim_model(model.name)
    for first in range(library.document_count, DOCUMENTS, _AT_ONCE):
        library.put_all([_arrival(number, model) for number in range(first, first + _AT_ONCE)])


def _arrival(number: int, model: Letters) -> NewDocument:
    parts = [_SENTENCE.format(number, place, number * place) for place in range(CHUNKS)]
    document = Document.create(source=f"towns/{number}.txt", title=f"Town {number}", text="".join(parts))
    chunks, start = [], 0
    for place, part in enumerate(parts):
        chunk = Chunk(start, start + len(part), f"{document.id}-{place}", document.id, place)
        vector = model.embed_question(part)
        chunks.append(NewChunk(chunk, (Sentence(chunk.start, chunk.end),), vector, vector[None]))
        start += len(part)
    return NewDocument(document, chunks, [])


def work(settings: Settings, model: str) -> None:
    """What one server does; its parent reads what it prints."""
    setattr(library_model, "open_embedder", _opened)  # noqa: B010 - it isn't that module's own
    with Library.of(settings) as library:
        try:
            begin_reembedding(library, settings, model)
        except ModelError as exc:
            print(f"refused: {exc}", flush=True)
            return
        began = process_time()
        while not reembed(library, settings, lambda done, total: print(f"{done} {total}", flush=True)):
            if library.reembeddings.get() is None:
                break
            sleep(1)  # the killed one still counts as at work
        print(f"done in {process_time() - began:.1f} s of a processor", flush=True)


def _started(work: Path, model: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "eval.benchmarks.reembedding", str(work), "--model", model]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def measure(work: Path, settings: Settings) -> None:
    with Library.of(settings) as library:
        fill(library)
        print(f"{library.chunk_count:,} passages by {library.embedding_model}")
        servers = {model: _started(work, model) for model in ("letters-96", "letters-128")}
        said = {model: _first_line(process) for model, process in servers.items()}
        (begun,) = [model for model, line in said.items() if not line.startswith("refused")]
        refused = next(line for line in said.values() if line.startswith("refused"))
        print(f"asked for both at once: {begun} is begun, the other is {refused}")
        killed = servers[begun]
        assert killed.stdout is not None
        for line in killed.stdout:
            done, _, total = line.partition(" ")
            if int(done) >= _KILLED_AT * int(total):
                break
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
        state = library.reembeddings.get()
        assert state is not None
        print(f"killed; {state.done:,} of {state.total:,} are kept, the library is by {library.embedding_model}")
        started, other = perf_counter(), _started(work, begun)
        assert other.stdout is not None
        lines = [line.strip() for line in other.stdout]
        first = int(lines[0].partition(" ")[0])
        took = perf_counter() - started
        print(f"another process began at {first:,}, {lines[-1]}, {took:.0f} s with the wait for the killed one")
        assert first > state.done
        print(f"{library.chunk_count:,} passages by {library.embedding_model}, nothing left over: {library.reembeddings.get()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--model", help="work as one of the servers")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    settings = Settings(data_dir=given.work)
    if given.model:
        work(settings, given.model)
    else:
        measure(given.work, settings)


if __name__ == "__main__":
    main()
