"""Speakers come and go with their documents' statements, within a transaction of the library."""

from collections.abc import Collection

import sqlalchemy as sa

from qa.store.sql import tables
from qa.store.sql.paging import among

_speakers, _said = tables.speakers.c, tables.statements.c
# Characters of a name; a longer one is nobody's, and PostgreSQL can't find it by an index.
_LONGEST_NAME = 300
IN_MARKS = _said.kind != "indirect"
_meta = tables.meta.c
# That of the last transaction: this one's is the next.
_NUMBER = sa.select(sa.cast(_meta.value, sa.BigInteger)).where(_meta.key == "revision").scalar_subquery()
REVISION = sa.func.coalesce(_NUMBER, 0)


def add(connection: sa.Connection, document_ids: Collection[str]) -> None:
    """Name those who speak in documents that came in this transaction."""
    _name(connection, among(_said.document_id, document_ids))


def leave(connection: sa.Connection, document_id: str) -> None:
    """A document goes: names like its speakers' elsewhere may have to be told apart anew."""
    mine = sa.select(_speakers.name).where(_speakers.document_id == document_id)
    same = tables.speakers.update().where(_speakers.name.in_(mine), _speakers.document_id != document_id)
    connection.execute(same.values(due=REVISION + 1))


def name_speakers(connection: sa.Connection) -> None:
    """Name all who speak anew."""
    connection.execute(tables.speakers.delete())
    connection.execute(tables.speaker_links.delete())
    connection.execute(tables.speaker_vectors.delete())
    _name(connection, sa.true())


def _name(connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
    quotes = sa.func.sum(sa.case((IN_MARKS, 1), else_=0))
    speaks = sa.select(_said.document_id, _said.speaker, _said.speaker, quotes, REVISION + 1).where(
        _said.speaker.is_not(None), sa.func.length(_said.speaker) <= _LONGEST_NAME, which
    )
    columns = ["document_id", "name", "person", "quotes", "due"]
    connection.execute(tables.speakers.insert().from_select(columns, speaks.group_by(_said.document_id, _said.speaker)))
