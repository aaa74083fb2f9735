"""Which exact words each document has: the rows of the index that counts are made by.

What a document says stands in its title, its headings and its sentences; what lies between them (captions, navigation)
doesn't count.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from qa.english.wanted import exact_words
from qa.store.sql import rows, schema
from qa.store.sql.paging import among, batched

_PAGE = 200  # documents whose texts are held at a time


def row(document_id: str, number: int, title: str, text: str, told: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """`number` is that of the document's first chunk; `told` are the places of what it says."""
    said = (text[start:end] for start, end in told)
    return {"document_id": document_id, "number": number, "words": sorted(exact_words([title, *said]))}


def told_in(start: int, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What a chunk that begins at `start` says: its headings, which stand before its first sentence, and its sentences."""
    above = [(start, sentences[0][0])] if sentences and start < sentences[0][0] else []
    return [*above, *sentences]


def of_documents(connection: sa.Connection, document_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of these documents, as far as they have a first chunk."""
    chunk, document = schema.chunks.c, schema.documents.c
    held: dict[str, list[tuple[int, int]]] = {}
    found = sa.select(chunk.document_id, chunk.start, chunk.sentences).where(among(chunk.document_id, document_ids))
    for document_id, start, sentences in connection.execute(found):
        held.setdefault(document_id, []).extend(told_in(start, rows.spans(sentences)))
    query = sa.select(document.id, chunk.number, document.title, document.text).join_from(schema.chunks, schema.documents)
    query = query.where(among(document.id, document_ids), chunk.ordinal == 0)
    return [row(*each, held[each.id]) for each in connection.execute(query)]


def of_all(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """The rows of all documents, some at a time."""
    ids = connection.execute(sa.select(schema.documents.c.id)).scalars().all()
    for some in batched(ids, _PAGE):
        yield of_documents(connection, some)
