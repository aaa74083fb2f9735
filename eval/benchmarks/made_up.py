"""Vectors without a model, so that a library of 250,000 chunks can be filled in minutes rather than hours."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from qa.embedding import Embedder, PassageText, PassageVectors
from qa.embedding.model import Vectors, unit
from qa.english.words import STOP_WORDS, words

_KINDS = 1 << 14


class MadeUpEmbedder:
    """A text's vector is the mean of its words' random vectors, so texts that share words are alike, as with a real model.

    Questions are read by the `real` model as well, for the time that takes; its name is given as the model's, so that the
    whole program opens the library.
    """

    dimensions = 384

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self.name = real.name
        self._table = unit(np.random.default_rng(1).standard_normal((_KINDS, self.dimensions), dtype=np.float32))

    def embed_question(self, question: str) -> Vectors:
        self._real.embed_question(question)
        return self._vector(question)

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        if not any(passage.sentences for passage in passages):
            self._real.embed_passages(passages)  # while a question is answered, to compare words said with its topic
        return [
            PassageVectors(
                self._vector(passage.embedded),
                np.array([self._vector(sentence.of(passage.text)) for sentence in passage.sentences]).reshape(
                    -1, self.dimensions
                ),
            )
            for passage in passages
        ]

    def _vector(self, text: str) -> Vectors:
        rows = [crc32(word.encode()) % _KINDS for word in words(text.lower()) if word not in STOP_WORDS]
        return unit(self._table[rows or [0]].sum(axis=0))
