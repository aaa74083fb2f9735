"""What every embedding model offers, and the pooling they share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.types import Span

Vectors = NDArray[np.float32]
# Gives the cosine of a text with each of others.
Relevance = Callable[[str, Sequence[str]], list[float]]


@dataclass(frozen=True, slots=True)
class PassageText:
    """A chunk's text, the title it is embedded with, and its sentences as spans of `text`."""

    title: str
    text: str
    sentences: tuple[Span, ...]

    @property
    def embedded(self) -> str:
        return f"{self.title}\n{self.text}"

    @property
    def offset(self) -> int:
        """Where `text` begins in `embedded`."""
        return len(self.title) + 1


@dataclass(frozen=True, slots=True, eq=False)
class PassageVectors:
    """Unit vectors: `chunk` is (d,), `sentences` is (number of sentences, d)."""

    chunk: Vectors
    sentences: Vectors


class Embedder(Protocol):
    """`name` identifies the model and its weights: a library remembers it and refuses another."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed_question(self, question: str) -> Vectors:
        """A unit vector, (d,)."""
        ...

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """One result a passage, in order."""
        ...


def unit(vectors: Vectors) -> Vectors:
    """Rows (or a single vector) scaled to length one; a zero vector stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled


def pool_sentences(passage: PassageText, tokens: Vectors, offsets: Sequence[tuple[int, int]], whole: Vectors) -> Vectors:
    """Late pooling: a sentence's vector is the mean of its tokens' vectors as the model read them in the passage.

    So a sentence knows its neighbours ("She added …") and costs no second pass. `tokens` is (t, d), `offsets` are the
    tokens' character spans in `passage.embedded` (empty for special tokens). A sentence past the model's last token gets
    the vector of the `whole` passage. Method: Günther et al. 2024, "Late Chunking", arXiv:2409.04701.
    """
    if not passage.sentences:
        return np.empty((0, whole.shape[-1]), dtype=np.float32)
    spans = np.asarray(offsets, dtype=np.int64).reshape(-1, 2) - passage.offset
    starts, ends = spans[:, 0], spans[:, 1]
    bounds = np.array([(sentence.start, sentence.end) for sentence in passage.sentences])
    # (sentences, t): which tokens lie in which sentence.
    inside = (starts >= bounds[:, :1]) & (ends <= bounds[:, 1:]) & (ends > starts)
    counts = inside.sum(axis=1, keepdims=True)
    pooled = inside.astype(np.float32) @ tokens / np.maximum(counts, 1)
    return unit(np.where(counts > 0, pooled, whole).astype(np.float32, copy=False))


def embed_texts(embedder: Embedder, texts: Iterable[str]) -> list[Vectors]:
    """Return the vector of each text by itself, as of a passage without a title; (d,) each, in order."""
    passages = [PassageText("", text, ()) for text in texts]
    return [each.chunk for each in embedder.embed_passages(passages)] if passages else []


def relevance_by(embedder: Embedder) -> Relevance:
    """Texts and topic embedded on their own, without titles."""

    def relevance(topic: str, texts: Sequence[str]) -> list[float]:
        vectors, vector = embed_texts(embedder, texts), embedder.embed_question(topic)
        return [float(each @ vector) for each in vectors]

    return relevance
