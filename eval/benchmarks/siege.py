"""A bad day, by hand: python -m eval.benchmarks.siege logins|halfopen|marks|statements.

`logins`: 400 log-ins a second with made-up names for half a minute, from 100 addresses, while one user works. `halfopen`: 1,200
connections that never finish their request, against a server that may have 1,024 files open. `marks`: a file of 300 kB of "!?".
`statements`: “What did X say?” over 100,000 statements. The first two need Linux, where all of 127.0.0.0/8 is this machine.
"""

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

import httpx
import numpy as np

from eval.benchmarks.resources import machine, processor_seconds, processor_seconds_of, timed
from eval.benchmarks.servers import running
from eval.libraries import CORPUS
from qa.embedding import open_embedder
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.store.sql import Library, NewChunk, NewDocument
from qa.types import Chunk, Document, Sentence, Span, Statement

_PASSWORD = "open:sesame:9"
_RATE, _SECONDS, _ADDRESSES = 400, 30, 100
_HALF_OPEN, _FILES = 1200, 1024
_STATEMENTS, _A_DOCUMENT = 100_000, 100


@contextmanager
def serving(folder: Path, files: int | None = None) -> Iterator[int]:
    """`qa serve` over the corpus, with accounts; yields its port."""
    environ = {**os.environ, "QA_DATA_DIR": str(folder), "QA_AUTH": f"ann:{_PASSWORD}", "QA_REQUESTS_PER_MINUTE": "100000"}
    program = [sys.executable, "-c", "from qa.service.cli.main import main; main()"]
    subprocess.run([*program, "ingest", str(CORPUS)], env=environ, check=True, stdout=subprocess.DEVNULL)
    limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))) if files else None
    with running([*program, "serve"], environ, limit) as (url, process):
        print(url, flush=True)
        port = urlsplit(url).port
        assert port is not None
        try:
            yield port
        finally:
            print(f"processor time of the server: {processor_seconds_of(process):.1f} s")


async def logins(folder: Path) -> None:
    with serving(folder) as port:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=120) as ann:
            await ann.post("/login", data={"name": "ann", "password": _PASSWORD})
            print("before:", _told(await _work(ann, 10)))
            answers: Counter[str] = Counter()
            flood = asyncio.create_task(_flood(port, answers))
            told = _told(await _work(ann, _SECONDS))
            sent = await flood
        print(f"during {sent} log-ins in {_SECONDS} s ({sent / _SECONDS:.0f} a second): {told}; they got {dict(answers)}")


async def _work(ann: httpx.AsyncClient, seconds: float) -> list[float]:
    """A user who lists documents, every 100 ms or as fast as she is answered."""
    took, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        begun = time.monotonic()
        answer = await ann.get("/api/v1/documents")
        took.append(time.monotonic() - begun)
        assert answer.status_code == 200, answer.status_code
        await asyncio.sleep(max(0.0, 0.1 - took[-1]))
    return took


async def _flood(port: int, answers: Counter[str]) -> int:
    """One connection a log-in, at a steady rate, whatever becomes of them."""
    begun, running = time.monotonic(), set()
    sent = 0
    while (now := time.monotonic() - begun) < _SECONDS:
        while sent < now * _RATE:
            task = asyncio.create_task(_one(port, sent, answers))
            running.add(task)
            task.add_done_callback(running.discard)
            sent += 1
        await asyncio.sleep(0.005)
    for task in list(running):
        task.cancel()
    return sent


async def _one(port: int, number: int, answers: Counter[str]) -> None:
    body = f"name=made-up-{number}&password=wrong{number}".encode()
    head = "Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
    try:
        own = (f"127.0.1.{number % _ADDRESSES + 1}", 0)
        reading, writing = await asyncio.open_connection("127.0.0.1", port, local_addr=own)
        writing.write(f"POST /login HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        line = await reading.readline()
        answers[line.split(b" ")[1].decode() if b" " in line else "closed"] += 1
        writing.close()
    except OSError:
        answers["no connection"] += 1


async def halfopen(folder: Path) -> None:
    with serving(folder, _FILES) as port:
        held = []
        for number in range(_HALF_OPEN):
            reading, writing = await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.1.{number % 200 + 1}", 0))
            writing.write(b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Len")
            held.append((reading, writing))
        took, failed = [], 0
        for _ in range(50):
            begun = time.monotonic()
            try:
                async with httpx.AsyncClient(timeout=30) as new:
                    assert (await new.get(f"http://127.0.0.1:{port}/health")).status_code == 200
                took.append(time.monotonic() - begun)
            except httpx.HTTPError:
                failed += 1
        print(
            f"{_HALF_OPEN} half-open, {_FILES} files: {len(took)} of 50 new connections answered, {failed} not; {_told(took)}"
        )


def marks(folder: Path) -> None:
    text = "The tide turned.\n\n" + "!?" * 150_000 + "\n\nIt rained."
    (folder / "marks.txt").write_text(text)
    settings = Settings(data_dir=folder)
    with Stores(settings) as stores:
        ingester = Ingester(stores, open_embedder(settings), settings)
        with timed(processor_seconds) as took:
            print(ingester.ingest([folder / "marks.txt"]))
        print(f"300 kB of !? ingested in {took.clock:.2f} s, {took.processor:.2f} s of processor time")


def statements(folder: Path) -> None:
    settings = Settings(data_dir=folder)
    model = open_embedder(settings)
    with Library.open(folder) as library:
        library.claim_model(model.name)
        for first in range(0, _STATEMENTS // _A_DOCUMENT, 50):
            library.put_all([_said(number) for number in range(first, first + 50)])
    with Pipeline.open(settings) as pipeline:
        for question in ("What did the Captain say?", "What did Captain Barnabas Reed say about tides?"):
            for _ in range(3):
                with timed() as took:
                    answer = pipeline.ask(question)
                told = f"{took.clock:.2f} s, {took.processor:.2f} s of processor time"
                print(f"{question} {answer.status}, {len(answer.citations)} citations: {told}", flush=True)


def _said(number: int) -> NewDocument:
    lines = [f"“Tide {number}-{line} turns at {line % 12 + 1},” Captain Barnabas Reed said." for line in range(_A_DOCUMENT)]
    document = Document.create(source=f"log/{number}", title=f"Log {number}", text="\n\n".join(lines))
    found, start = [], 0
    for line in lines:
        end = start + line.index("”") + 1
        whole = Span(start, start + len(line))
        found.append(Statement(start, end, document.id, "direct", "Barnabas Reed", "Captain", None, None, whole))
        start += len(line) + 2
    vector = np.zeros(384, dtype=np.float32)
    vector[number % 384] = 1
    chunk = Chunk(0, len(document.text), f"{document.id}-{document.sha256[:8]}-0", document.id, 0)
    return NewDocument(document, [NewChunk(chunk, (Sentence(0, len(lines[0])),), vector, vector[None, :])], found)


def _told(took: list[float]) -> str:
    if len(took) < 2:
        return "too few"
    median, p95 = quantiles(took, n=2)[0] * 1000, quantiles(took, n=20)[-1] * 1000
    return f"median {median:.0f} ms, p95 {p95:.0f} ms, most {max(took) * 1000:.0f} ms of {len(took)}"


def main(what: str) -> None:
    print(machine())
    with tempfile.TemporaryDirectory(prefix="siege-") as scratch:
        run = {"logins": logins, "halfopen": halfopen, "marks": marks, "statements": statements}[what]
        done = run(Path(scratch))
        if done is not None:
            asyncio.run(done)


if __name__ == "__main__":
    main(sys.argv[1])
