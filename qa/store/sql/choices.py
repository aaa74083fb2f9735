"""What people have chosen: documents, dates and collections to ask about again, each its owner's alone; and the language model,
which an administrator chooses in the app for all."""

import json
import secrets
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from qa.store.sql import moments, tables
from qa.store.sql.collections import MAX_NAME_CHARACTERS, as_name
from qa.store.sql.columns import fold
from qa.store.sql.database import Part
from qa.types import Scope
from qa.types.errors import NameTakenError, NoNameError, NotFoundError

# Of one person: as many as a list at the question box can show.
MOST = 100
_LAST = ""
_THE_ONE = "answers"


@dataclass(frozen=True, slots=True)
class SavedScope:
    """`scope` keeps documents and collections that have left the library since."""

    id: str
    name: str
    scope: Scope


class SavedScopes(Part):
    """The saved scopes of all people; somebody else's is as unknown as one that never was. An `owner` is the id of a user."""

    def list(self, owner: str) -> tuple[SavedScope, ...]:
        """The owner's saved scopes, by name."""
        table = tables.saved_scopes.c
        mine = sa.select(tables.saved_scopes).where(table.owner == owner, table.folded != _LAST)
        return tuple(_saved(row) for row in self._database.rows(mine.order_by(table.folded)))

    def keep(self, owner: str, name: str, scope: Scope) -> SavedScope:
        """Keep it under this name, in the place of the owner's earlier one of that name. Raises NameTakenError, NoNameError."""
        written = as_name(name)
        if written is None:
            raise NoNameError(f"a saved choice needs a name of 1 to {MAX_NAME_CHARACTERS} characters")
        with self._database.writing() as connection:
            return _put(connection, owner, written, scope)

    def delete(self, scope_id: str, owner: str) -> SavedScope:
        """Raises NotFoundError."""
        table = tables.saved_scopes
        with self._database.writing() as connection:
            row = connection.execute(sa.select(table).where(table.c.id == scope_id, table.c.owner == owner)).first()
            if row is None:
                raise NotFoundError(f"no saved choice {scope_id!r} of yours; it may have been deleted since")
            connection.execute(table.delete().where(table.c.id == scope_id))
            return _saved(row)

    def last(self, owner: str) -> Scope:
        """What the owner chose last; everything where that was never anything."""
        table = tables.saved_scopes.c
        found = self._database.value(sa.select(table.scope).where(table.owner == owner, table.folded == _LAST))
        return Scope() if found is None else _scope(found)

    def remember(self, owner: str, scope: Scope) -> None:
        if scope != self.last(owner):
            with self._database.writing() as connection:
                _put(connection, owner, _LAST, scope)


def _put(connection: sa.Connection, owner: str, name: str, scope: Scope) -> SavedScope:
    table = tables.saved_scopes
    connection.execute(table.delete().where(table.c.owner == owner, table.c.folded == fold(name)))
    held = connection.execute(sa.select(sa.func.count()).where(table.c.owner == owner, table.c.folded != _LAST)).scalar_one()
    if name and held >= MOST:
        raise NameTakenError(f"you keep {MOST} choices already; delete one before you keep another")
    made = SavedScope(secrets.token_hex(8), name, scope)
    row = {"id": made.id, "owner": owner, "name": name, "folded": fold(name), "scope": json.dumps(scope.to_json())}
    connection.execute(table.insert().values(row))
    return made


def _saved(row: Any) -> SavedScope:
    return SavedScope(row.id, row.name, _scope(row.scope))


def _scope(saved: str) -> Scope:
    """Return what can be read of it: somebody else's backup may hold anything, and the rest goes on limiting."""
    try:
        raw = json.loads(saved)
    except ValueError:
        raw = None
    if not isinstance(raw, dict):
        return Scope()
    documents, sources, collections = (_words(raw.get(name)) for name in ("documents", "sources", "collections"))
    since, until = (value if isinstance(value := raw.get(name), str) else None for name in ("since", "until"))
    return Scope(documents, sources, collections, since, until)


def _words(given: Any) -> tuple[str, ...]:
    return tuple(map(str, given)) if isinstance(given, list) else ()


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """`sealed_key` is what `qa.store.keys` made of the key, None where the server asks for none. `context` is in tokens,
    None where it is as the setting says. `chosen` is an ISO timestamp in UTC."""

    address: str
    model: str
    context: int | None
    sealed_key: str | None
    chosen: str = ""


class ModelChoiceRecord(Part):
    """Read at each question, so that a change is heard of by every process that has the library open."""

    def get(self) -> ModelChoice | None:
        table = tables.model_choice.c
        query = sa.select(table.address, table.model, table.context, table.sealed_key, table.chosen).where(table.id == _THE_ONE)
        row = self._database.row(query)
        return None if row is None else ModelChoice(*row)

    def put(self, choice: ModelChoice) -> None:
        row = asdict(choice) | {"id": _THE_ONE, "chosen": moments.millisecond()}
        with self._database.writing() as connection:
            connection.execute(tables.model_choice.delete())
            connection.execute(tables.model_choice.insert().values(row))

    def clear(self) -> None:
        self._database.change(tables.model_choice.delete())
