"""The process that `preparing` starts: reads documents, writes what they are prepared to, until nobody asks."""

import os
import pickle
import signal
import sys
import threading
import time

from qa.pipeline.preparing import prepare

_SECONDS_BETWEEN_LOOKS = 1.0


def main() -> None:
    """What goes wrong with a document is its answer: who asked raises it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for who asked
    threading.Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    answering = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints gets among the answers
    while True:
        try:
            document, chunk_words, headings = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer: object = prepare(document, chunk_words, headings)
        except Exception as exc:  # noqa: BLE001 - told to who asked
            answer = exc
        pickle.dump(answer, answering)
        answering.flush()


def _end_with(parent: int) -> None:
    """End when the process that asked has ended, however it has."""
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(0)


if __name__ == "__main__":
    main()
