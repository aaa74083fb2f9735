"""Feedback: what people thought of an answer, kept with the answer and what made it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from qa.store.sql import moments, tables
from qa.store.sql.database import Part
from qa.store.sql.paging import only
from qa.store.sql.users import feedback_key, shown
from qa.store.sql.versions import Versions, keep, kept_from, kept_row
from qa.types import Answer
from qa.types.errors import NotFoundError

Thumb = Literal["up", "down"]
MAX_NOTE_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class FeedbackEntry:
    """`owner` is the name of who gave it, `owner_id` stands for the person. `given_at` is an ISO timestamp in UTC. `documents`
    maps each cited document's id to its SHA-256 at the time.

    Lines of the note such as `answer: 15-60` and `unanswerable` say what the right answer is; see `qa.service.gold`.
    """

    id: str
    owner: str
    given_at: str
    verdict: Thumb
    note: str
    answer: Answer
    versions: Versions
    documents: Mapping[str, str]
    owner_id: str


class Feedback(Part):
    """All feedback of a library. An `owner` is the id of a user."""

    def add(self, owner: str, answer: Answer, verdict: Thumb, note: str = "") -> FeedbackEntry:
        """One verdict per person and answer: a second one replaces the first. A long note is cut."""
        table = tables.feedback.c
        row = {"id": secrets.token_hex(6), "key": _key(owner, answer), "owner": owner, "given_at": moments.millisecond()}
        row |= {"verdict": verdict, "note": _as_note(note)}
        with self._database.writing() as connection:
            connection.execute(tables.feedback.delete().where(table.key == row["key"]))
            row |= kept_row(keep(connection, answer), connection)
            connection.execute(tables.feedback.insert().values(**row))
            return _get(connection, row["id"])

    def list(
        self, owner: str | None = None, *, verdict: str = "", offset: int = 0, limit: int | None = None
    ) -> tuple[FeedbackEntry, ...]:
        """Everybody's (or this owner's), of this verdict if one is given, newest first."""
        table = tables.feedback.c
        query = _entries().where(_which(owner, verdict)).order_by(table.given_at.desc(), table.id)
        with self._database.reading() as connection:
            return tuple(_entry(row, connection) for row in connection.execute(query.offset(offset).limit(limit)).all())

    def count(self, owner: str | None = None, *, verdict: str = "") -> int:
        """How many `list` would give."""
        return int(self._database.value(sa.select(sa.func.count()).select_from(tables.feedback).where(_which(owner, verdict))))

    def of(self, owner: str, answer: Answer) -> FeedbackEntry | None:
        query = _entries().where(tables.feedback.c.key == _key(owner, answer))
        with self._database.reading() as connection:
            row = connection.execute(query).first()
            return None if row is None else _entry(row, connection)

    def get(self, feedback_id: str) -> FeedbackEntry:
        """Raises NotFoundError."""
        with self._database.reading() as connection:
            return _get(connection, feedback_id)

    def annotate(self, feedback_id: str, note: str) -> FeedbackEntry:
        """Replace the note, for example by `answer: …`. Raises NotFoundError."""
        table = tables.feedback.c
        with self._database.writing() as connection:
            connection.execute(tables.feedback.update().where(table.id == feedback_id).values(note=_as_note(note)))
            return _get(connection, feedback_id)

    def remove(self, feedback_id: str) -> FeedbackEntry:
        """Remove it; returns what it was. Raises NotFoundError."""
        with self._database.writing() as connection:
            entry = _get(connection, feedback_id)
            connection.execute(tables.feedback.delete().where(tables.feedback.c.id == feedback_id))
            return entry


def _entries() -> sa.Select[Any]:
    return sa.select(tables.feedback, shown(tables.feedback.c.owner).label("name"))


def _which(owner: str | None, verdict: str) -> sa.ColumnElement[bool]:
    return sa.and_(only(tables.feedback.c.owner, owner), only(tables.feedback.c.verdict, verdict or None))


def _get(connection: sa.Connection, feedback_id: str) -> FeedbackEntry:
    row = connection.execute(_entries().where(tables.feedback.c.id == feedback_id)).first()
    if row is None:
        raise NotFoundError(f"no feedback {feedback_id!r}; `qa feedback list` shows ids")
    return _entry(row, connection)


def _entry(row: sa.Row[Any], connection: sa.Connection) -> FeedbackEntry:
    kept = kept_from(row, connection)
    return FeedbackEntry(row.id, row.name, row.given_at, row.verdict, row.note, *kept, row.owner)


def _as_note(note: str) -> str:
    return note.strip()[:MAX_NOTE_CHARACTERS]


def _key(owner: str, answer: Answer) -> str:
    return feedback_key(owner, answer.question, answer.standalone_question, answer.text)
