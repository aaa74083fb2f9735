"""Who may read and change a limited collection. All others are open: everybody may read them, every editor may change them."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from qa.store.sql import tables
from qa.store.sql.collections import find_collection
from qa.store.sql.database import Part
from qa.store.sql.paging import among
from qa.store.sql.users import User
from qa.types.errors import NotFoundError
from qa.types.service_values import Rights

# Before the name of a role, where a user may stand; no user's name has a colon.
ROLE = "role:"
# Whom a role means: an editor may what a reader may.
_ROLES = {"reader": ("reader",), "editor": ("reader", "editor")}


class CollectionRights(Part):
    def closed_to(self, user: User, *, change: bool = False) -> frozenset[str]:
        """The collections (ids) that this person may not read; with `change`, those that they may not change."""
        if user.admin:
            return frozenset()
        table, right = tables.collections.c, tables.collection_rights.c
        mine = sa.select(right.collection_id).where(_is_for(user.id, user.role))
        query = sa.select(table.id).where(table.limited.is_(True))
        if change:
            mine = mine.where(right.changes.is_(True))
        if user.edits or not change:
            query = query.where(table.id.not_in(mine))
        return frozenset(self._database.values(query))

    def get(self, collection: str) -> Rights:
        """The rights of the collection with this id or name. Raises NotFoundError."""
        with self._database.reading() as connection:
            return _rights(connection, find_collection(connection, collection).id)

    def limit(self, collection: str, readers: Iterable[str] = (), editors: Iterable[str] = ()) -> Rights:
        """Limit it to these alone, whoever had a right before. Raises NotFoundError, also for a user there isn't."""
        table, rights = tables.collections, tables.collection_rights
        with self._database.writing() as connection:
            known = find_collection(connection, collection)
            may = {_who(connection, each): False for each in readers} | {_who(connection, each): True for each in editors}
            connection.execute(table.update().where(table.c.id == known.id).values(limited=True))
            connection.execute(rights.delete().where(rights.c.collection_id == known.id))
            for (who, role), changes in may.items():
                connection.execute(rights.insert().values(collection_id=known.id, who=who, role=role, changes=changes))
            return _rights(connection, known.id)

    def open(self, collection: str) -> Rights:
        """Open it to everybody. Raises NotFoundError."""
        table, rights = tables.collections, tables.collection_rights
        with self._database.writing() as connection:
            known = find_collection(connection, collection)
            connection.execute(table.update().where(table.c.id == known.id).values(limited=False))
            connection.execute(rights.delete().where(rights.c.collection_id == known.id))
            return Rights(limited=False)

    def only_in(self, closed: Collection[str], documents: Collection[str]) -> frozenset[str]:
        """Those of the documents (ids), removed ones too, that are in these collections and in no other."""
        table, found = tables.collected.c, dict[str, bool]()
        query = sa.select(table.document_id, table.collection_id).where(among(table.document_id, documents))
        for document, each in self._database.rows(query) if closed else ():
            found[document] = found.get(document, True) and each in closed
        return frozenset(document for document, shut in found.items() if shut)


def forget_rights(connection: sa.Connection, user_id: str) -> None:
    """Drop the rights of somebody who is removed. What they could read stays limited to the others."""
    right = tables.collection_rights.c
    connection.execute(tables.collection_rights.delete().where(right.who == user_id, right.role.is_(False)))


def may_read_any(connection: sa.Connection, user_id: str, collections: Collection[str]) -> bool:
    """Whether this person may read any of these limited collections (ids)."""
    users, right = tables.users.c, tables.collection_rights.c
    row = connection.execute(sa.select(users.admin, users.editor).where(users.id == user_id)).first()
    if row is None or row.admin:
        return True
    mine = _is_for(user_id, "editor" if row.editor else "reader")
    query = sa.select(right.collection_id).where(right.collection_id.in_(collections), mine).limit(1)
    return connection.execute(query).first() is not None


def _is_for(user_id: str, role: str) -> sa.ColumnElement[bool]:
    """Whether a right is this person's own, or that of a role which they have."""
    right = tables.collection_rights.c
    own = sa.and_(right.role.is_(False), right.who == user_id)
    return sa.or_(own, sa.and_(right.role.is_(True), right.who.in_(_ROLES[role])))


def _rights(connection: sa.Connection, collection_id: str) -> Rights:
    table, right, users = tables.collections.c, tables.collection_rights.c, tables.users.c
    limited = connection.execute(sa.select(table.limited).where(table.id == collection_id)).scalar_one()
    query = sa.select(right.who, right.role, right.changes, users.name).outerjoin_from(
        tables.collection_rights, tables.users, sa.and_(users.id == right.who, right.role.is_(False))
    )
    rows = connection.execute(query.where(right.collection_id == collection_id)).all()
    named = [(f"{ROLE}{row.who}" if row.role else row.name, row.changes) for row in rows if row.role or row.name is not None]
    readers, editors = (tuple(sorted(name for name, may in named if may is changes)) for changes in (False, True))
    return Rights(bool(limited), readers, editors)


def _who(connection: sa.Connection, given: str) -> tuple[str, bool]:
    """(id of a user or name of a role, whether it is a role). Raises NotFoundError."""
    if given.startswith(ROLE):
        role = given.removeprefix(ROLE)
        if role not in _ROLES:
            raise NotFoundError(f"no role {role[:80]!r}; write role:reader or role:editor, or the name of a user")
        return role, True
    users = tables.users.c
    found = connection.execute(sa.select(users.id).where(users.name == given)).scalar_one_or_none()
    if found is None:
        raise NotFoundError(f"no user {given[:80]!r}; `qa users list` shows names, and role:reader means all readers")
    return found, False
