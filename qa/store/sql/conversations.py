"""Conversations: kept whole, each its owner's alone."""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

import sqlalchemy as sa

from qa.store.sql import moments, tables
from qa.store.sql.collections import may_read_any
from qa.store.sql.columns import fold
from qa.store.sql.database import Part
from qa.store.sql.users import shown
from qa.store.sql.versions import Versions, keep, kept_from, kept_row
from qa.types import Answer, Turn
from qa.types.errors import NotFoundError

MAX_TITLE_CHARACTERS = 120
_NUMBERED = re.compile(r" \(\d{1,5}\)$")
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Conversation:
    """`created` and `updated` are ISO timestamps in UTC; `exchanges` is how many there are; `title` is empty until the first.
    `owner` is the owner's name, `owner_id` stands for the person and is what `Conversations` asks for.

    `share_token` opens the first `shared_exchanges` of them to whoever has it; None where it isn't shared.
    """

    id: str
    owner: str
    title: str
    created: str
    updated: str
    exchanges: int
    share_token: str | None
    shared_exchanges: int
    owner_id: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, numbered from 1. `documents` maps each cited document's id to its SHA-256 at the time."""

    number: int
    asked_at: str
    answer: Answer
    versions: Versions
    documents: Mapping[str, str]


def history_of(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The turns that a further question follows on, oldest first."""
    return tuple(turn for exchange in exchanges for turn in (Turn("user", exchange.answer.question), exchange.answer.turn()))


class Conversations(Part):
    """All conversations of a library; somebody else's is as unknown as one that never was. An `owner` is the id of a user."""

    def start(self, owner: str, title: str = "", *, wanted: str = "") -> Conversation:
        """A new, empty conversation. Without a title it gets its first question as one.

        `wanted` is the id that a browser has given it already; where that is none, or is taken, it gets another.
        """
        with self._database.writing() as connection:
            _purge(connection)
            free = _ID.fullmatch(wanted) and _owner(connection, wanted) is None
            made = wanted if free else secrets.token_hex(8)
            _begin(connection, made, owner, _as_title(title))
            return _get(connection, made, owner)

    def append(self, conversation_id: str, owner: str, answer: Answer) -> Exchange:
        """Keep a further answer, with the versions and documents of this moment. Raises NotFoundError."""
        now, table = moments.millisecond(), tables.exchanges.c
        with self._database.writing() as connection:
            _purge(connection)
            conversation = _get(connection, conversation_id, owner)
            last = sa.select(sa.func.coalesce(sa.func.max(table.number), 0)).where(table.conversation_id == conversation_id)
            number = connection.execute(last).scalar_one() + 1
            kept = keep(connection, answer)
            row = {"conversation_id": conversation_id, "number": number, "asked_at": now, "folded": _folded(answer)}
            connection.execute(tables.exchanges.insert().values(row | kept_row(kept, connection)))
            title = conversation.title or _as_title(answer.question)
            _update(connection, conversation_id, updated=now, title=title, folded=fold(title))
        return Exchange(number, now, *kept)

    def branch(self, conversation_id: str, owner: str, until: int) -> Conversation:
        """A new conversation with the first exchanges of this one. Raises NotFoundError, also where it has fewer."""
        table, made = tables.exchanges.c, secrets.token_hex(8)
        with self._database.writing() as connection:
            branched = _get(connection, conversation_id, owner)
            if until > branched.exchanges:
                raise NotFoundError(f"the conversation has no exchange {until}; get it to see its numbers")
            _begin(connection, made, owner, self._numbered(connection, owner, branched.title))
            kept = [each for each in tables.exchanges.c if each.name != "conversation_id"]
            first = sa.select(sa.literal(made), *kept).where(table.conversation_id == conversation_id, table.number <= until)
            names = ["conversation_id", *(each.name for each in kept)]
            connection.execute(tables.exchanges.insert().from_select(names, first))
            return _get(connection, made, owner)

    def _numbered(self, connection: sa.Connection, owner: str, title: str) -> str:
        """This title with the first number that none of the owner's has yet."""
        table, title = tables.conversations.c, _NUMBERED.sub("", title)[: MAX_TITLE_CHARACTERS - 8]
        taken = set(connection.scalars(sa.select(table.title).where(table.owner == owner)))
        return next(named for number in count(2) if (named := f"{title} ({number})") not in taken)

    def list(self, owner: str, containing: str = "") -> tuple[Conversation, ...]:
        """The owner's, last used first; with `containing`, those with each of its words in title, questions or answers."""
        table, exchange = tables.conversations.c, tables.exchanges.c
        query = _conversations().where(table.owner == owner, table.deleted.is_(None))
        for word in fold(containing).split():
            said = sa.exists().where(exchange.conversation_id == table.id, exchange.folded.contains(word, autoescape=True))
            query = query.where(sa.or_(table.folded.contains(word, autoescape=True), said))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(table.updated.desc(), table.created.desc(), table.id)).all()
            found = tuple(Conversation(*row) for row in rows)
            if self._database.closed and containing:  # in the answers as they are told now
                found = tuple(each for each in found if _has_words(connection, each, fold(containing).split()))
            return found

    def deleted(self, owner: str) -> tuple[Conversation, ...]:
        """Those of the owner's that `restore` brings back, the last deleted first."""
        table = tables.conversations.c
        query = _conversations().where(table.owner == owner, table.deleted >= moments.restorable_since())
        with self._database.reading() as connection:
            return tuple(Conversation(*row) for row in connection.execute(query.order_by(table.deleted.desc(), table.id)))

    def get(self, conversation_id: str, owner: str) -> Conversation:
        """Raises NotFoundError."""
        with self._database.reading() as connection:
            return _get(connection, conversation_id, owner)

    def exchanges(self, conversation_id: str, owner: str, *, last: int | None = None) -> tuple[Exchange, ...]:
        """All, or so many of the last, in order, as they were shown. Raises NotFoundError."""
        with self._database.reading() as connection:
            _get(connection, conversation_id, owner)
            return _exchanges(connection, conversation_id, last=last)

    def rename(self, conversation_id: str, owner: str, title: str) -> Conversation:
        """An empty title gives the first question back as one. Raises NotFoundError."""
        title = _as_title(title)
        with self._database.writing() as connection:
            _get(connection, conversation_id, owner)
            if not title:
                first = _exchanges(connection, conversation_id, until=1)
                title = _as_title(first[0].answer.question) if first else ""
            _update(connection, conversation_id, title=title, folded=fold(title))
            return _get(connection, conversation_id, owner)

    def delete(self, conversation_id: str, owner: str) -> None:
        """It is gone from everywhere at once, its link too; within a day `restore` undoes that. Raises NotFoundError."""
        with self._database.writing() as connection:
            _purge(connection)
            _get(connection, conversation_id, owner)
            _update(connection, conversation_id, deleted=moments.millisecond())

    def restore(self, conversation_id: str, owner: str) -> Conversation:
        """Undo a deletion of the last day. Raises NotFoundError."""
        with self._database.writing() as connection:
            _purge(connection)
            if _owner(connection, conversation_id) == owner:
                _update(connection, conversation_id, deleted=None)
            return _get(connection, conversation_id, owner)

    def share(self, conversation_id: str, owner: str) -> str:
        """The token of a link to what the conversation holds now; later exchanges stay private until it is shared again."""
        with self._database.writing() as connection:
            conversation = _get(connection, conversation_id, owner)
            token = conversation.share_token or secrets.token_urlsafe(24)
            _update(connection, conversation_id, share_token=token, shared_exchanges=conversation.exchanges)
        return token

    def unshare(self, conversation_id: str, owner: str) -> None:
        """End the link for good. Raises NotFoundError."""
        with self._database.writing() as connection:
            _get(connection, conversation_id, owner)
            _update(connection, conversation_id, share_token=None, shared_exchanges=0)

    def shared(self, token: str) -> tuple[Conversation, tuple[Exchange, ...]]:
        """What was shared under this token, for anybody who has it. Raises NotFoundError."""
        table, closed = tables.conversations.c, self._database.closed
        with self._database.reading() as connection:
            query = _conversations().where(table.share_token == token, table.deleted.is_(None))
            if (row := connection.execute(query).first()) is not None:
                conversation = Conversation(*row)
                exchanges = _exchanges(connection, conversation.id, until=conversation.shared_exchanges)
                # A count or a refusal tells of documents that it doesn't cite.
                quotes_alone = all(
                    each.answer.status == "answered" and each.answer.reader == "extractive" and each.answer.notice is None
                    for each in exchanges
                )
                if not closed or quotes_alone or not _tells_more(connection, conversation, closed):
                    return conversation, exchanges
        raise NotFoundError("no conversation is shared under this link; ask whoever sent it for a new one")

    def owned(self, conversation_id: str) -> Conversation:
        """The conversation, whoever owns it: for who administers the library, never for a request. Raises NotFoundError."""
        with self._database.reading() as connection:
            return _get(connection, conversation_id, _owner(connection, conversation_id) or "")


def _conversations() -> sa.Select[Any]:
    """What a `Conversation` is made of."""
    table, exchange = tables.conversations.c, tables.exchanges.c
    counted = sa.select(sa.func.count()).where(exchange.conversation_id == table.id)
    total = counted.correlate(tables.conversations).scalar_subquery()
    told = (table.title, table.created, table.updated, total.label("exchanges"), table.share_token, table.shared_exchanges)
    return sa.select(table.id, shown(table.owner).label("owner"), *told, table.owner.label("owner_id"))


def _get(connection: sa.Connection, conversation_id: str, owner: str) -> Conversation:
    table = tables.conversations.c
    query = _conversations().where(table.id == conversation_id, table.owner == owner, table.deleted.is_(None))
    row = connection.execute(query).first()
    if row is None:
        raise NotFoundError(f"no conversation {conversation_id!r}; `qa conversations list` shows ids")
    return Conversation(*row)


def _owner(connection: sa.Connection, conversation_id: str) -> str | None:
    table = tables.conversations.c
    return connection.execute(sa.select(table.owner).where(table.id == conversation_id)).scalar_one_or_none()


def _exchanges(
    connection: sa.Connection, conversation_id: str, until: int | None = None, last: int | None = None
) -> tuple[Exchange, ...]:
    """The first `until`, or the `last`."""
    table = tables.exchanges.c
    query = sa.select(tables.exchanges).where(table.conversation_id == conversation_id).order_by(table.number).limit(until)
    if last is not None:
        numbers = sa.select(table.number).where(table.conversation_id == conversation_id)
        query = query.where(table.number.in_(numbers.order_by(table.number.desc()).limit(last)))
    return tuple(Exchange(row.number, row.asked_at, *kept_from(row, connection)) for row in connection.execute(query).all())


def _tells_more(connection: sa.Connection, conversation: Conversation, closed: frozenset[str]) -> bool:
    """Whether its owner may read any of these collections, or could when what is shared was answered."""
    table = tables.exchanges.c
    shared = table.conversation_id == conversation.id, table.number <= conversation.shared_exchanges
    made_from = (json.loads(each).get("limited", ()) for each in connection.scalars(sa.select(table.answer).where(*shared)))
    return may_read_any(connection, conversation.owner_id, closed) or not closed.isdisjoint(chain.from_iterable(made_from))


def _folded(answer: Answer) -> str:
    return fold(f"{answer.question} {answer.text}")


def _has_words(connection: sa.Connection, conversation: Conversation, words: Sequence[str]) -> bool:
    told = [fold(conversation.title), *(_folded(exchange.answer) for exchange in _exchanges(connection, conversation.id))]
    return all(any(word in each for each in told) for word in words)


def _begin(connection: sa.Connection, made: str, owner: str, title: str) -> None:
    now = moments.millisecond()
    row = {"id": made, "owner": owner, "title": title, "folded": fold(title), "created": now, "updated": now}
    connection.execute(tables.conversations.insert().values(row))


def _update(connection: sa.Connection, conversation_id: str, **values: Any) -> None:
    connection.execute(tables.conversations.update().where(tables.conversations.c.id == conversation_id).values(**values))


def _purge(connection: sa.Connection) -> None:
    over = tables.conversations.c.deleted < moments.restorable_since()
    connection.execute(tables.conversations.delete().where(over))


def _as_title(text: str) -> str:
    """The text on one line, cut between words where it is too long."""
    title = " ".join(text.split())
    if len(title) <= MAX_TITLE_CHARACTERS:
        return title
    cut = title[: MAX_TITLE_CHARACTERS - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"
