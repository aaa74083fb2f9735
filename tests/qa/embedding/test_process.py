import os
import pickle
import select
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from qa.embedding import Embedder, PassageText, PassageVectors, in_subprocess
from qa.pipeline.ingestion.pieces import ALONE
from qa.types import Span
from tests.qa.embedding.test_embedding import PASSAGES

_PARENT = """
from qa.embedding import PassageText, in_subprocess
from qa.embedding.bundled import OnnxEmbedder

with in_subprocess(OnnxEmbedder()) as other:
    other.embed_passages([PassageText("", "A whale.", ())])
    print(flush=True)
    while True:
        other.embed_passages([PassageText("", "A whale. " * 50, ())] * 500)
"""

# Little work for a model, but whoever sends it waits until it is read.
MORE_THAN_A_PIPE_HOLDS = PassageText("", "A whale." + " " * 200_000, (Span(0, 8),))


def children(process: int | None = None) -> set[int]:
    process = process or os.getpid()
    found = set()
    for task in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):  # a thread that has ended since
            found |= {int(child) for child in (task / "children").read_text(encoding="ascii").split()}
    return found


def stand_in(path: Path, script: str) -> str:
    """A program to be started in place of Python."""
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def assert_same(embedder: Embedder, other: Embedder, passages: list[PassageText]) -> None:
    for here, there in zip(embedder.embed_passages(passages), other.embed_passages(passages), strict=True):
        assert np.array_equal(here.chunk, there.chunk)
        assert np.array_equal(here.sentences, there.sentences)


def test_a_process_of_its_own_gives_the_same_vectors_and_ends_with_the_block(embedder: Embedder) -> None:
    before = children()
    with in_subprocess(embedder) as other:
        assert len(children() - before) == 1
        assert (other.name, other.dimensions) == (embedder.name, embedder.dimensions)
        assert_same(embedder, other, PASSAGES)
        assert_same(embedder, other, [])
        assert np.array_equal(other.embed_question("Who sings?"), embedder.embed_question("Who sings?"))
    assert children() <= before  # what others left may have ended meanwhile


def test_each_of_several_threads_gets_the_vectors_of_what_it_gave_and_it_gives_way_to_the_process_that_started_it(
    embedder: Embedder,
) -> None:
    lists = [[PassageText("", f"Whale {number} sings. " * (number % 7 + 1), (Span(0, 5),))] for number in range(40)]
    before = children()
    with in_subprocess(embedder) as other, ThreadPoolExecutor(4) as pool:
        for passages, vectors in zip(lists, pool.map(other.embed_passages, lists), strict=True):
            assert vectors[0].chunk @ embedder.embed_passages(passages)[0].chunk > 0.99999
        (child,) = children() - before
        assert os.getpriority(os.PRIO_PROCESS, child) > os.getpriority(os.PRIO_PROCESS, 0)


def test_where_no_questions_are_answered_meanwhile_it_gives_way_to_nobody(embedder: Embedder) -> None:
    before = children()
    with in_subprocess(embedder, giving_way=ALONE.giving_way) as other:
        other.embed_passages(PASSAGES)
        (child,) = children() - before
        assert os.getpriority(os.PRIO_PROCESS, child) == os.getpriority(os.PRIO_PROCESS, 0)


def test_where_it_is_killed_this_process_does_its_work(embedder: Embedder, caplog: pytest.LogCaptureFixture) -> None:
    before = children()
    with in_subprocess(embedder) as other:
        other.embed_passages(PASSAGES)
        (child,) = children() - before
        os.kill(child, 9)
        assert_same(embedder, other, PASSAGES)
        assert_same(embedder, other, PASSAGES)
    assert [record.getMessage() for record in caplog.records] == [
        "The process that embeds has ended; its work goes on in this one"
    ]


def test_whoever_is_interrupted_leaves_no_vectors_that_another_takes_for_their_own(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [PassageText("", f"Seal {number} naps.", (Span(0, 4),)) for number in range(len(PASSAGES))]
    load = pickle.load
    with in_subprocess(embedder) as other, ThreadPoolExecutor(1) as pool:
        waiting: list[Future[list[PassageVectors]]] = []

        def interrupted(_answer: IO[bytes]) -> object:
            monkeypatch.setattr(pickle, "load", load)
            waiting.append(pool.submit(other.embed_passages, others))
            wait(waiting, timeout=0.5)  # until it has asked, too
            raise KeyboardInterrupt

        monkeypatch.setattr(pickle, "load", interrupted)
        with pytest.raises(KeyboardInterrupt):
            other.embed_passages(PASSAGES)
        for passages, vectors in ((others, waiting[0].result(60)), (PASSAGES, other.embed_passages(PASSAGES))):
            for here, there in zip(embedder.embed_passages(passages), vectors, strict=True):
                assert np.array_equal(here.chunk, there.chunk)


@pytest.mark.parametrize("script", ["exit 1", "head -c 5 > /dev/null", "head -c 100 /dev/zero", "echo Hello; cat > /dev/null"])
def test_where_it_does_not_do_its_work_this_process_does(
    embedder: Embedder, script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", stand_in(tmp_path / "python", script))
    with in_subprocess(embedder) as other:
        assert_same(embedder, other, [*PASSAGES, MORE_THAN_A_PIPE_HOLDS])
        assert_same(embedder, other, PASSAGES)


def test_where_it_cannot_be_started_this_process_does_its_work(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with in_subprocess(embedder) as other:
        assert_same(embedder, other, PASSAGES)
    assert [record.getMessage() for record in caplog.records] == [
        "Embedding goes on in this process, no other can be started: No such file or directory"
    ]


def test_what_goes_wrong_in_it_shows_no_stack_trace() -> None:
    for given in (b"not pickled", pickle.dumps("no list of what is given"), pickle.dumps((["no passage"],))):
        command = [sys.executable, "-P", "-m", "qa.types.child_process", "qa.embedding.process", "_begin", "0"]
        done = subprocess.run(command, input=given, capture_output=True, check=True)
        assert done.stderr == b""


def test_it_ends_when_the_process_that_started_it_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    parent.stdout.readline()
    (child,) = children(parent.pid)
    watched = os.pidfd_open(child)
    parent.kill()
    parent.wait()
    ended, _, _ = select.select([watched], [], [], 30)
    os.close(watched)
    assert ended
    parent.stdout.close()


def test_with_the_block_ends_what_is_under_way(embedder: Embedder) -> None:
    long = [PassageText("", f"Whale {number} sings. " * 50, ()) for number in range(5000)]  # minutes of work
    with ThreadPoolExecutor(1) as pool:
        with in_subprocess(embedder) as other:
            other.embed_passages(PASSAGES)
            under_way = pool.submit(other.embed_passages, long)
        assert under_way.exception(timeout=60) is not None


def test_another_model_stays_in_this_process(embedder: Embedder) -> None:
    class Another:
        name, dimensions = "another", 4
        embed_question, embed_passages = embedder.embed_question, embedder.embed_passages

    another = Another()
    with in_subprocess(another) as same:
        assert same is another
