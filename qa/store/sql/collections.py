"""Collections: named sets of documents, which questions and lists can be restricted to. A document may be in several.

Who may read and change a limited one is told here; all others are open: everybody may read them, every editor may change them.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from qa.store.sql import tables
from qa.store.sql.columns import fold
from qa.store.sql.database import Part
from qa.store.sql.paging import among
from qa.store.sql.users import User
from qa.types.errors import NameTakenError, NoNameError, NotFoundError, RightsError
from qa.types.service_values import DocumentCollection, Rights

MAX_NAME_CHARACTERS = 80
# Before the name of a role, where a user may stand; no user's name has a colon.
ROLE = "role:"
# Whom a role means: an editor may what a reader may.
_ROLES = {"reader": ("reader",), "editor": ("reader", "editor")}


class Collections(Part):
    """The collections of a library. Two names that differ in case or accents alone are one."""

    def list(self) -> tuple[DocumentCollection, ...]:
        """All collections, by name."""
        return tuple(
            DocumentCollection(*row) for row in self._database.rows(_collections().order_by(tables.collections.c.folded))
        )

    def get(self, collection: str) -> DocumentCollection:
        """The collection with this id or name. Raises NotFoundError."""
        with self._database.reading() as connection:
            return find_collection(connection, collection)

    def ids(self, collections: Sequence[str]) -> tuple[str, ...]:
        """The ids of these, which are given by id or name. Raises NotFoundError."""
        with self._database.reading() as connection:
            return tuple(dict.fromkeys(find_collection(connection, each).id for each in collections))

    def holding(self, documents: Collection[str]) -> dict[str, int]:
        """How many of these documents (ids) each collection has, by its id; absent where it has none of them."""
        table = tables.collected.c
        held = sa.select(table.collection_id, sa.func.count()).where(among(table.document_id, documents))
        return {row[0]: row[1] for row in self._database.rows(held.group_by(table.collection_id))}

    def create(self, name: str) -> DocumentCollection:
        """A new, empty one. Raises NameTakenError, NoNameError."""
        name = _as_name(name)
        with self._database.writing() as connection:
            _refuse_taken(connection, name)
            return _insert(connection, name)

    def named(self, name: str) -> DocumentCollection:
        """The one of this name, made where there is none. Raises NoNameError."""
        name = _as_name(name)
        with self._database.writing() as connection:
            query = _collections().where(tables.collections.c.folded == fold(name))
            row = connection.execute(query).first()
            return _insert(connection, name) if row is None else DocumentCollection(*row)

    def rename(self, collection: str, name: str) -> DocumentCollection:
        """Raises NotFoundError, NameTakenError, NoNameError."""
        name, table = _as_name(name), tables.collections
        with self._database.writing() as connection:
            known = find_collection(connection, collection)
            _refuse_taken(connection, name, but=known.id)
            connection.execute(table.update().where(table.c.id == known.id).values(name=name, folded=fold(name)))
            return find_collection(connection, known.id)

    def delete(self, collection: str) -> DocumentCollection:
        """Its documents stay in the library, and in their other collections. Raises NotFoundError.

        Raises RightsError for a limited one that holds documents or may still get some: nobody would see that these are open to
        all by that.
        """
        with self._database.writing() as connection:
            known = find_collection(connection, collection)
            if known.limited:
                _refuse_to_open(connection, known)
            for table in (tables.collected, tables.collection_rights):
                connection.execute(table.delete().where(table.c.collection_id == known.id))
            connection.execute(tables.collections.delete().where(tables.collections.c.id == known.id))
            return known

    def put(self, collection: str, documents: Collection[str]) -> DocumentCollection:
        """Put documents (ids) into it; those the library doesn't hold are left out. Raises NotFoundError."""
        with self._database.writing() as connection:
            known = find_collection(connection, collection)
            there = sa.select(tables.documents.c.id).where(among(tables.documents.c.id, documents))
            place(connection, known.id, connection.execute(there).scalars().all())
            return find_collection(connection, known.id)

    def limited(self, collections: Collection[str]) -> frozenset[str]:
        """Return which of these collections (ids) are limited to some people."""
        table = tables.collections.c
        query = sa.select(table.id).where(table.limited.is_(True), among(table.id, collections))
        return frozenset(self._database.values(query)) if collections else frozenset()

    def take(self, collection: str, documents: Collection[str]) -> DocumentCollection:
        """Take documents (ids) out of it. They stay in the library. Raises NotFoundError."""
        with self._database.writing() as connection:
            known = find_collection(connection, collection)
            _take_out(connection, known.id, documents)
            return find_collection(connection, known.id)


def place(connection: sa.Connection, collection: str, documents: Sequence[str]) -> bool:
    """Put these documents (ids), stored or about to be, into this collection (id); return whether there is one."""
    there = sa.select(tables.collections.c.id).where(tables.collections.c.id == collection)
    if connection.execute(there).first() is None:
        return False
    if documents:
        _take_out(connection, collection, documents)
        rows = [{"collection_id": collection, "document_id": each} for each in dict.fromkeys(documents)]
        connection.execute(tables.collected.insert(), rows)
    return True


def gathered(collections: Sequence[str]) -> sa.Select[Any]:
    """The ids of the documents that are in at least one of these collections (ids)."""
    table = tables.collected.c
    return sa.select(table.document_id).where(table.collection_id.in_(collections))


def names_of(connection: sa.Connection, documents: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The names of the collections that each of these documents is in; absent where it is in none."""
    table, collection = tables.collected.c, tables.collections.c
    found: dict[str, tuple[str, ...]] = {}
    query = sa.select(table.document_id, collection.name).join_from(tables.collected, tables.collections)
    for document, name in connection.execute(query.where(table.document_id.in_(documents)).order_by(collection.folded)):
        found[document] = (*found.get(document, ()), name)
    return found


def _collections() -> sa.Select[Any]:
    """What a `DocumentCollection` is made of. Removed documents, which can be restored, don't count."""
    table, collected = tables.collections.c, tables.collected.c
    held = sa.select(collected.collection_id, sa.func.count().label("documents"))
    held = held.where(collected.document_id.in_(sa.select(tables.documents.c.id))).group_by(collected.collection_id)
    counts = held.subquery()
    return sa.select(table.id, table.name, sa.func.coalesce(counts.c.documents, 0), table.limited).outerjoin_from(
        tables.collections, counts, counts.c.collection_id == table.id
    )


def find_collection(connection: sa.Connection, collection: str) -> DocumentCollection:
    """The one with this id or name; an id comes first: somebody may name a collection by another's id. Raises NotFoundError."""
    table = tables.collections.c
    for column, value in ((table.id, collection), (table.folded, fold(collection))):
        if (row := connection.execute(_collections().where(column == value)).first()) is not None:
            return DocumentCollection(*row)
    raise NotFoundError(f"no collection {collection!r} in the library; `qa collections list` shows all")


def _insert(connection: sa.Connection, name: str) -> DocumentCollection:
    made = DocumentCollection(secrets.token_hex(8), name, 0)
    connection.execute(tables.collections.insert().values(id=made.id, name=name, folded=fold(name)))
    return made


def _take_out(connection: sa.Connection, collection: str, documents: Collection[str]) -> None:
    table = tables.collected
    connection.execute(table.delete().where(table.c.collection_id == collection, among(table.c.document_id, documents)))


def _refuse_to_open(connection: sa.Connection, known: DocumentCollection) -> None:
    """Raise RightsError where documents are in this limited collection, or something that goes on may put some there."""
    limited = f"{known.name!r} is limited to some people"
    # Removed documents are in it, too.
    held = sa.select(tables.collected).where(tables.collected.c.collection_id == known.id)
    if connection.execute(held.limit(1)).first() is not None:
        raise RightsError(
            f"{limited}, and without it its documents would be open to all; "
            "open it to all before you delete it, or take its documents out"
        )
    # What a job goes into isn't in the library.
    adding = sa.select(tables.jobs).where(tables.jobs.c.state != "done")
    if connection.execute(adding.limit(1)).first() is not None:
        raise RightsError(f"{limited}, and documents that are being added may go into it; delete it once they are in")
    watched = sa.select(tables.watched).where(tables.watched.c.collections.contains(f'"{known.id}"', autoescape=True))
    if connection.execute(watched.limit(1)).first() is not None:
        raise RightsError(f"{limited}, and what is watched brings documents into it; watch that no more before you delete it")


def _refuse_taken(connection: sa.Connection, name: str, but: str = "") -> None:
    table = tables.collections.c
    same = sa.select(table.name).where(table.folded == fold(name), table.id != but)
    taken = connection.execute(same).scalar_one_or_none()
    if taken is not None:
        raise NameTakenError(f"there is a collection {taken!r} already; give another name")


def as_name(given: str) -> str | None:
    """What can be the name of a collection or a saved choice; None where nothing can."""
    name = " ".join(given.split())
    return name if fold(name) and len(name) <= MAX_NAME_CHARACTERS else None


def _as_name(given: str) -> str:
    name = as_name(given)
    if name is None:
        raise NoNameError(f"a collection needs a name of 1 to {MAX_NAME_CHARACTERS} characters, not {given[:100]!r}")
    return name


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
        with self._database.writing() as connection:
            known = find_collection(connection, collection).id
            may = {_who(connection, each): False for each in readers} | {_who(connection, each): True for each in editors}
            return _give(connection, known, may, limited=True)

    def open(self, collection: str) -> Rights:
        """Open it to everybody. Raises NotFoundError."""
        with self._database.writing() as connection:
            return _give(connection, find_collection(connection, collection).id, {}, limited=False)

    def only_in(self, closed: Collection[str], documents: Collection[str]) -> frozenset[str]:
        """Those of the documents (ids), removed ones too, that are in these collections and in no other."""
        table, found = tables.collected.c, dict[str, bool]()
        query = sa.select(table.document_id, table.collection_id).where(among(table.document_id, documents))
        for document, each in self._database.rows(query) if closed else ():
            found[document] = found.get(document, True) and each in closed
        return frozenset(document for document, shut in found.items() if shut)


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


def _give(connection: sa.Connection, collection: str, may: Mapping[tuple[str, bool], bool], *, limited: bool) -> Rights:
    """Replace all rights to a collection. `may` maps each holder of a right (see `_who`) to whether they may change it."""
    table, rights = tables.collections, tables.collection_rights
    connection.execute(table.update().where(table.c.id == collection).values(limited=limited))
    connection.execute(rights.delete().where(rights.c.collection_id == collection))
    for (who, role), changes in may.items():
        connection.execute(rights.insert().values(collection_id=collection, who=who, role=role, changes=changes))
    return _rights(connection, collection)


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
