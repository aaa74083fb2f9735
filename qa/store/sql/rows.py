"""Values ↔ table rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from qa.store.sql.records import NewChunk, Passage, StoredStatement, Vectors
from qa.types import Chunk, Document, Sentence, Span, Statement
from qa.types.errors import LibraryError

# What values and their rows have alike.
OF_A_DOCUMENT = ("id", "title", "text", "source", "published", "sha256")
_OF_A_CHUNK = ("id", "document_id", "ordinal", "start", "end")
_OF_A_STATEMENT = ("document_id", "start", "end", "kind", "speaker", "role", "addressee", "when")


def document_row(document: Document, added: str) -> dict[str, Any]:
    """`added` is an ISO timestamp in UTC."""
    return {**{name: getattr(document, name) for name in OF_A_DOCUMENT}, "added": added}


def chunk_row(new: NewChunk, body: str) -> dict[str, Any]:
    return {
        **{name: getattr(new.chunk, name) for name in _OF_A_CHUNK},
        "text": body,
        "vector": new.vector.astype("<f4").tobytes(),
        "sentences": places(new.sentences),
        "sentence_vectors": new.sentence_vectors.astype("<f2").tobytes(),
    }


def places(sentences: Sequence[Sentence]) -> bytes:
    return np.array([(each.start, each.end) for each in sentences], dtype="<i4").tobytes()


def spans(sentences: bytes) -> list[tuple[int, int]]:
    """What `places` made, as far as it is whole."""
    return [
        (start, end) for start, end in np.frombuffer(sentences[: len(sentences) // 8 * 8], dtype="<i4").reshape(-1, 2).tolist()
    ]


def floats(blob: bytes) -> Vectors:
    """The numbers that it holds, as far as they are whole. A vector of another length than its like is damaged."""
    return np.frombuffer(blob[: len(blob) // 4 * 4], dtype="<f4").astype(np.float32, copy=False)


def passage(row: Mapping[Any, Any]) -> Passage:
    """Raises LibraryError where its parts don't fit each other."""
    try:
        spans = np.frombuffer(row["sentences"], dtype="<i4").reshape(-1, 2)
        vector = floats(row["vector"])
        sentence_vectors = np.frombuffer(row["sentence_vectors"], dtype="<f2").reshape(len(spans), len(vector))
        return Passage(
            chunk=Chunk(**{name: row[name] for name in _OF_A_CHUNK}),
            text=row["text"],
            title=row["title"],
            source=row["source"],
            published=row["published"],
            sentences=tuple(Sentence(int(start), int(end)) for start, end in spans),
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
