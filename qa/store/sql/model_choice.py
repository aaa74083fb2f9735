"""The language model that an administrator has chosen in the app: one row of the library, or none."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from qa.store.sql import moments
from qa.store.sql import tables_of_people as people
from qa.store.sql.database import Part

_THE_ONE = "answers"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """`sealed_key` is what `qa.store.secrets` made of the key, None where the server asks for none. `context` is in tokens,
    None where it is as the setting says. `chosen` is an ISO timestamp in UTC."""

    address: str
    model: str
    context: int | None
    sealed_key: str | None
    chosen: str = ""


class ModelChoiceRecord(Part):
    """Read at each question, so that a change is heard of by every process that has the library open."""

    def get(self) -> ModelChoice | None:
        table = people.model_choice.c
        query = sa.select(table.address, table.model, table.context, table.sealed_key, table.chosen).where(table.id == _THE_ONE)
        row = self._database.row(query)
        return None if row is None else ModelChoice(*row)

    def put(self, choice: ModelChoice) -> None:
        """Keep it in the place of the one before."""
        row = asdict(choice) | {"id": _THE_ONE, "chosen": moments.millisecond()}
        with self._database.writing() as connection:
            connection.execute(people.model_choice.delete())
            connection.execute(people.model_choice.insert().values(row))

    def clear(self) -> None:
        self._database.change(people.model_choice.delete())
