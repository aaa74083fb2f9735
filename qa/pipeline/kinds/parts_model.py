"""What a message asks apart, learnt from 2,040 messages: “price and deadline of the grant” are two questions of one grant.

Three layers and one of scores read on from the bundled embedding model's third layer; `eval/training/train_parts.py` trained
them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.embedding.bundled import ReadTokens, Run, read_tokens, scores_of, softmax

MODEL_FILE, NOTE_FILE = "parts.onnx", "parts.json"
# What a word is to a message that asks several things: all of them have it ("of the grant"), one of them begins with it or goes
# on with it, or none has it ("and").
SHARES = ("all", "begins", "goes_on", "none")
_OF_ALL, _OF_NONE = 0, -1
# What is taken off the score that all parts have a word: 53 of 66 messages of eval/gold/parts.jsonl that ask several things are
# parted instead of 50, and no more of 1,416 plain questions on news and documents.
_LEANS = 2.0
# Marks that join two parts; and what stands around a part that is no word of it.
_JOINS = frozenset("- – — / + & ; • *".split())
_ASIDE = " ,;:-–—/&"

Floats = NDArray[np.float32]
_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a message asks: its `own` stretch of the message, and the `whole` question, with the words
    that all of them share."""

    own: str
    whole: str


@lru_cache(_REMEMBERED)
def parts(message: str) -> tuple[Part, ...]:
    """Return what a message asks apart, in its order; nothing where it asks one thing. Raises ModelError."""
    tokens = read_tokens(message)
    return parted(message, tokens, packed_model()(tokens.hidden))


def parted(message: str, tokens: ReadTokens, scores: Floats) -> tuple[Part, ...]:
    """Part a message by the scores (t, 4) of its tokens; nothing where fewer than two parts begin."""
    words = [found.span() for found in re.finditer(r"\S+", message)]
    of, firsts = _of_words(message, words, tokens.offsets, scores)
    if len(firsts) < 2:
        return ()
    found = list[Part]()
    for number, (first, following) in enumerate(pairwise([*firsts, len(words)]), start=1):
        last = max(at for at in range(first, following) if of[at] != _OF_NONE) + 1
        whole = (message[start:end] for (start, end), its in zip(words, of, strict=True) if its in (_OF_ALL, number))
        own = message[words[first][0] : words[last - 1][1]]
        found.append(Part(own.strip(_ASIDE), " ".join(whole).strip(_ASIDE)))
    return tuple(found)


def _of_words(
    message: str, words: Sequence[tuple[int, int]], offsets: Sequence[tuple[int, int]], scores: Floats
) -> tuple[list[int], list[int]]:
    """Return for each word the number of its part, from 1, or that it is of all or none, and at which words parts begin."""
    every, begins, _, none = range(len(SHARES))
    scores = scores - _LEANS * np.eye(len(SHARES), dtype=np.float32)[every]
    of, firsts = list[int](), list[int]()
    for at, (start, end) in enumerate(words):
        inside = [n for n, (first, last) in enumerate(offsets) if start <= first < last <= end and message[first].isalnum()]
        share = int(softmax(scores[inside]).mean(axis=0).argmax()) if inside else none
        if not inside and of and message[start:end] not in _JOINS:  # "(…)" is of what stands before it
            of.append(of[-1])
            continue
        parted_off = not firsts or of[-1] == _OF_NONE or not message[words[at - 1][1] - 1].isalnum()  # by "and", by a mark
        if share == begins and parted_off:
            firsts.append(at)
        of.append(_OF_NONE if share == none else _OF_ALL if share == every or not firsts else len(firsts))
        if len(firsts) == 1 and message[end - 1] == ":":  # "Lee and Roe: when did they meet and where": it is of all
            of, firsts = [_OF_NONE if each == _OF_NONE else _OF_ALL for each in of], []
    return of, firsts


def packed_model() -> Run:
    """The model in this package, loaded once in a process. Raises ModelError."""
    return scores_of(Path(str(files("qa.pipeline.kinds"))), MODEL_FILE, NOTE_FILE)
