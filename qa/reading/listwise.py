"""The listwise reader reads the most promising sentences side by side, and knows many ways to say the same.

It may be five times as large as the reader of passages (`spans.py`): that one reads six passages of a question, this one a text
of some two hundred tokens.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

from qa.embedding import open_fours
from qa.reading.spans import Floats, Run, SpanReader, Tokens

MODEL_FILE, NOTE_FILE = "listwise.npz", "listwise.json"
# What it was trained with: six sentences with their titles have some 300.
MAX_TOKENS = 320


@cache
def listwise_reader() -> SpanReader:
    """One for all who read with it. Raises ModelError."""
    return SpanReader(packed_model(), MAX_TOKENS)


@cache
def packed_model() -> Run:
    """The model in this package, opened once in a process. Raises ModelError."""
    session = open_fours(Path(str(files("qa.reading"))), MODEL_FILE, NOTE_FILE)

    def run(ids: Tokens, _kinds: Tokens) -> Floats:
        logits: Floats = session.run(None, {"ids": ids})[0]
        return logits

    return run
