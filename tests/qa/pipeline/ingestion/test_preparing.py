"""Documents are cut up in bounded time."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qa.embedding import Embedder
from qa.pipeline.ingestion.ingest import Ingester
from qa.pipeline.ingestion.preparing import SMALL, Preparer, prepare
from qa.settings import Settings
from qa.store import Stores
from qa.types import Document
from qa.types.errors import LoadError
from tests.support import ARTICLE


def long_document(source: str = "long") -> Document:
    text = ARTICLE.read_text(encoding="utf-8")
    return Document.create(source=source, title="Long", text="\n\n".join([text] * (SMALL // len(text) + 1)))


@pytest.fixture
def preparer() -> Iterator[Preparer]:
    with closing(Preparer(100, 120)) as made:
        yield made


def test_a_large_document_gets_the_same_chunks_and_statements_in_a_process_of_its_own(preparer: Preparer) -> None:
    document = long_document()
    assert preparer.prepare(document) == prepare(document, 100)
    assert preparer.prepare(document).statements


def test_one_that_takes_too_long_is_skipped_with_its_reason_and_the_rest_goes_on(data_dir: Path, embedder: Embedder) -> None:
    settings = Settings(data_dir=data_dir, document_timeout=0.05)  # less than the process takes to start
    with Stores(settings) as stores:
        small = [Document.create(source=name, title="", text=f"The {name} sings.") for name in ("whale", "seal")]
        summary = Ingester(stores, embedder, settings).add([small[0], long_document("book.txt"), small[1]])
        assert summary.added == 2
        (failure,) = summary.failures
        assert failure.source == "book.txt"
        assert failure.cause == (
            "book.txt: finding its sentences and who says what took over 0.05 s; split it into parts"
            " (setting QA_DOCUMENT_TIMEOUT)"
        )


def test_after_one_that_took_too_long_the_next_gets_a_process_again() -> None:
    with closing(Preparer(100, 0.05)) as hasty:
        with pytest.raises(LoadError, match="took over"):
            hasty.prepare(long_document())
        hasty._seconds = 120
        assert hasty.prepare(long_document()).segments


def test_the_process_ends_with_the_one_that_asked(preparer: Preparer) -> None:
    preparer.prepare(long_document())
    process = preparer._child.process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    process.wait(60)
    process.stdin = None


def test_the_process_ends_when_the_one_that_asked_is_killed_while_it_works() -> None:
    asking = (
        "from qa.pipeline.ingestion.preparing import Preparer\n"
        "from tests.qa.pipeline.ingestion.test_preparing import long_document\n"
        "preparer = Preparer(100, 120)\n"
        "preparer.prepare(long_document())\n"
        "print(preparer._child.id, flush=True)\n"
        "while True:\n"
        "    preparer.prepare(long_document())\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", asking], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[4])
    assert parent.stdout is not None
    child = os.pidfd_open(int(parent.stdout.readline()))
    time.sleep(0.5)
    parent.kill()
    parent.wait()
    ended, _, _ = select.select([child], [], [], 30)
    os.close(child)
    parent.stdout.close()
    assert ended
