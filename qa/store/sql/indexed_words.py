"""What the full-text indexes hold: the words of chunks and of statements, and the exact words that counts are made by.

What a document says stands in its title, its headings and its sentences; what lies between them (captions, navigation) has no
part in its exact words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import sqlalchemy as sa

from qa.english.wanted import exact_words
from qa.store.sql import records, tables
from qa.store.sql.paging import among, batched

WordIndex = Literal["chunk_words", "statement_words", "document_words"]
WordRows = Mapping[WordIndex, Sequence[Mapping[str, Any]]]
_PAGE = 100  # documents whose texts and chunks are held at a time


def of_documents(connection: sa.Connection, document_ids: Sequence[str]) -> WordRows:
    """What each index has of these documents, in the order of its numbers; exact words where there is a first chunk."""
    document, chunk, said = tables.documents.c, tables.chunks.c, tables.statements.c
    texts = sa.select(document.id, document.title, document.text).where(among(document.id, document_ids))
    known = {row.id: row for row in connection.execute(texts)}
    columns = sa.select(chunk.document_id, chunk.number, chunk.ordinal, chunk.start, chunk.text, chunk.sentences)
    first: dict[str, int] = {}
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    chunks = []
    for row in connection.execute(columns.where(among(chunk.document_id, document_ids)).order_by(chunk.number)):
        chunks.append({"number": row.number, "title": known[row.document_id].title, "body": row.text})
        sentences = records.spans(row.sentences)
        # Its headings stand before its first sentence.
        above = [(row.start, sentences[0][0])] if sentences and row.start < sentences[0][0] else []
        told[row.document_id] += [*above, *sentences]
        if row.ordinal == 0:
            first[row.document_id] = row.number
    statements = connection.execute(
        sa.select(tables.statements).where(among(said.document_id, document_ids)).order_by(said.number)
    ).mappings()
    return {
        "chunk_words": chunks,
        # Who (name and role), and what (the statement with its speech tag).
        "statement_words": [
            {
                "number": row["number"],
                "who": f"{row['speaker'] or ''} {row['role'] or ''}",
                "what": known[row["document_id"]].text[row["context_start"] : row["context_end"]],
            }
            for row in statements
        ],
        "document_words": [
            {"document_id": each, "number": number, "words": _exact(known[each], told[each])} for each, number in first.items()
        ],
    }


def _exact(document: Any, told: Iterable[tuple[int, int]]) -> str:
    """The exact words of its title and of these places; no word has a space."""
    return " ".join(sorted(exact_words([document.title, *(document.text[start:end] for start, end in told)])))


def of_all(connection: sa.Connection) -> Iterator[WordRows]:
    """What each index has of all documents, some at a time, in the order of its numbers: SQLite fills none faster."""
    chunk, document = tables.chunks.c, tables.documents.c
    opening = sa.and_(chunk.document_id == document.id, chunk.ordinal == 0)
    ids = sa.select(document.id).outerjoin_from(tables.documents, tables.chunks, opening).order_by(chunk.number)
    for some in batched(connection.execute(ids).scalars().all(), _PAGE):
        yield of_documents(connection, some)
