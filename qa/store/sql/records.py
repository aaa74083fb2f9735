"""What goes into the library and what comes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qa.documents.outcome import Original
from qa.types import Chunk, Document, Sentence, Span, Statement

Outcome = Literal["added", "updated", "unchanged"]
# Is told how far something long has got: (done, total).
OnProgress = Callable[[int, int], None]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class NewChunk:
    """A chunk to store: `vector` is (d,), `sentence_vectors` is (number of sentences, d), all of length one."""

    chunk: Chunk
    sentences: tuple[Sentence, ...]
    vector: Vectors
    sentence_vectors: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class NewDocument:
    """A document to store; `fingerprint` is of the file it was read from, `file` that file where its pages can be shown. It is
    read only when it is stored: what many files hold together may be more than the memory.

    `layout` says which lines are headings and captions, as `qa.documents.layout` packs it. `reread` says that it takes the
    place of what is stored of this very version, which was cut into other chunks or has other statements.
    """

    document: Document
    chunks: Sequence[NewChunk]
    statements: Sequence[Statement]
    fingerprint: str | None = None
    file: Original | None = None
    layout: str = ""
    reread: bool = False


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose pages can be shown. `suffix` says what it is; `words` are those recognised on it, as they were given."""

    suffix: str
    words: str
    content: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A stored chunk with all that reading and citing it needs. Sentence offsets are into the document, as always."""

    chunk: Chunk
    text: str
    title: str
    source: str
    published: str | None
    sentences: tuple[Sentence, ...]
    vector: Vectors
    sentence_vectors: Vectors

    @property
    def heading(self) -> str:
        """The lines above the first sentence, which are none of its words; mostly there are none."""
        return self.text[: self.sentences[0].start - self.chunk.start].strip() if self.sentences else ""

    def words(self, sentence: Span) -> str:
        return self.text[sentence.start - self.chunk.start : sentence.end - self.chunk.start]


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """`score` is BM25, positive, higher is better; comparable within one query only."""

    chunk_id: str
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class VectorRow:
    """One row of the vector index, as the library holds it."""

    chunk_id: str
    document_id: str
    vector: Vectors


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with the words themselves and where they come from."""

    statement: Statement
    quote: str
    context_quote: str
    title: str
    source: str
    published: str | None
