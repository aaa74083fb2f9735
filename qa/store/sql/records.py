"""What goes into the library and what comes out, and the rows of tables that it is kept as."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from qa.types import Chunk, Document, Sentence, Span, Statement
from qa.types.documents import Original
from qa.types.errors import LibraryError

Outcome = Literal["added", "updated", "unchanged"]
# Is told how far something long has got: (done, total).
OnProgress = Callable[[int, int], None]
Vectors = NDArray[np.float32]
# What values and their rows have alike.
OF_A_DOCUMENT = ("id", "title", "text", "source", "published", "sha256")
_OF_A_CHUNK = ("id", "document_id", "ordinal", "start", "end")
_OF_A_STATEMENT = ("document_id", "start", "end", "kind", "speaker", "role", "addressee", "when", "likely")


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


def document_row(document: Document, added: str) -> dict[str, Any]:
    """`added` is an ISO timestamp in UTC."""
    return {**{name: getattr(document, name) for name in OF_A_DOCUMENT}, "added": added}


def chunk_row(new: NewChunk, body: str) -> dict[str, Any]:
    return {
        **{name: getattr(new.chunk, name) for name in _OF_A_CHUNK},
        "text": body,
        "sentences": places(new.sentences),
        **vectors_row(new.vector, new.sentence_vectors),
    }


def vectors_row(vector: Vectors, sentence_vectors: Vectors) -> dict[str, bytes]:
    return {"vector": vector.astype("<f4").tobytes(), "sentence_vectors": sentence_vectors.astype("<f2").tobytes()}


def places(sentences: Sequence[Sentence]) -> bytes:
    return np.array([(each.start, each.end) for each in sentences], dtype="<i4").tobytes()


def spans(sentences: bytes) -> list[tuple[int, int]]:
    """What `places` made, as far as it is whole."""
    pairs = np.frombuffer(sentences[: len(sentences) // 8 * 8], dtype="<i4").reshape(-1, 2)
    return [(start, end) for start, end in pairs.tolist()]


def floats(blob: bytes) -> Vectors:
    """The numbers that it holds, as far as they are whole. A vector of another length than its like is damaged."""
    return np.frombuffer(blob[: len(blob) // 4 * 4], dtype="<f4").astype(np.float32, copy=False)


def passage(row: Mapping[Any, Any]) -> Passage:
    """Raises LibraryError where its parts don't fit each other."""
    try:
        vector, sentences = floats(row["vector"]), np.frombuffer(row["sentences"], dtype="<i4").reshape(-1, 2)
        sentence_vectors = np.frombuffer(row["sentence_vectors"], dtype="<f2").reshape(len(sentences), len(vector))
        return Passage(
            chunk=Chunk(**{name: row[name] for name in _OF_A_CHUNK}),
            text=row["text"],
            title=row["title"],
            source=row["source"],
            published=row["published"],
            sentences=tuple(Sentence(start, end) for start, end in sentences.tolist()),
            vector=vector,
            sentence_vectors=sentence_vectors.astype(np.float32),
        )
    except ValueError as exc:
        raise LibraryError(
            f"a chunk of {row['source']} is damaged in the library; run `qa doctor`, which makes it again from the text"
        ) from exc


def statement_row(said: Statement) -> dict[str, Any]:
    told = {name: getattr(said, name) for name in _OF_A_STATEMENT}
    return {**told, "context_start": said.context.start, "context_end": said.context.end}


def stored_statement(row: Mapping[Any, Any]) -> StoredStatement:
    return StoredStatement(
        statement=Statement(
            **{name: row[name] for name in _OF_A_STATEMENT}, context=Span(row["context_start"], row["context_end"])
        ),
        quote=row["quote"],
        context_quote=row["around"],
        title=row["title"],
        source=row["source"],
        published=row["published"],
    )
