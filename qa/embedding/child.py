"""The process that `qa.embedding.process` starts: reads lists of passages, writes lists of their vectors, until nobody asks.

Its argument is how many steps it gives way to other processes.
"""

import os
import pickle
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from qa.embedding.bundled import OnnxEmbedder
from qa.embedding.model import PassageVectors

# Lists at a time, so that the end of one leaves no core without work.
_AT_ONCE = 2

_Answers = SimpleQueue[Future[list[PassageVectors]]]


def main() -> None:
    """Whatever goes wrong ends it without a word: the process that asked does the work then, and tells what is wrong."""
    try:
        answering = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # nothing that a library prints gets among the answers
        if hasattr(os, "nice"):
            os.nice(int(sys.argv[1]))
        embedder = OnnxEmbedder()
        answers: _Answers = SimpleQueue()
        Thread(target=_answer, args=(answers, answering), daemon=True).start()
        pool = ThreadPoolExecutor(_AT_ONCE)
        while True:
            answers.put(pool.submit(embedder.embed_passages, pickle.load(sys.stdin.buffer)))
    finally:
        os._exit(0)  # also where nobody asks any more: what is under way is for nobody


def _answer(answers: _Answers, answering: BinaryIO) -> None:
    try:
        while True:
            pickle.dump(answers.get().result(), answering)
            answering.flush()
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
