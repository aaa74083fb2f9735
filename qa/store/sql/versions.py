"""What is kept beside an answer: by which versions it was made, and which version of each document it cites."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from qa.store.sql import tables
from qa.store.sql.database import get_meta, get_number
from qa.types import Answer
from qa.types.plugins import product_version
from qa.types.saved import answer_from_json

# In place of an answer.
WITHHELD = "This answer rests on documents that you may not read, or that are gone."


@dataclass(frozen=True, slots=True)
class Versions:
    """What an answer was made by. `library_revision` rises with every change of the documents."""

    product: str
    embedding_model: str | None
    reader: str
    library_revision: int


class Kept(NamedTuple):
    """A stored answer. `documents` maps the id of each document it cites to that document's SHA-256 at the time."""

    answer: Answer
    versions: Versions
    documents: Mapping[str, str]


def keep(connection: sa.Connection, answer: Answer) -> Kept:
    """The answer with what the library knows of it now. A document that is gone already has no hash."""
    cited = {citation.document_id for citation in (*answer.citations, *answer.closest)}
    table = tables.documents.c
    found = connection.execute(sa.select(table.id, table.sha256).where(table.id.in_(cited)).order_by(table.id))
    model, revision = get_meta(connection, "embedding_model"), get_number(connection, "revision")
    return Kept(answer, Versions(product_version(), model, answer.reader, revision), {row.id: row.sha256 for row in found})


def _seen(connection: sa.Connection, answer: Answer) -> bool:
    """Whether who has this connection may read all that the answer quotes or names. What has left the library, they may not."""
    shown = (*answer.citations, *answer.closest)
    asked = {citation.document_id for citation in shown} | {copy.document_id for citation in shown for copy in citation.also}
    table = tables.documents.c
    return bool(connection.execute(sa.select(sa.func.count()).where(table.id.in_(asked))).scalar_one() == len(asked))


def kept_row(kept: Kept, connection: sa.Connection) -> dict[str, str]:
    """Beside the answer's own keys stand the limited collections (ids) that it was made from, too."""
    limited = connection.scalars(sa.select(tables.collections.c.id).where(tables.collections.c.limited.is_(True)))
    return {
        "answer": json.dumps(kept.answer.to_json() | {"limited": list(limited)}, ensure_ascii=False),
        "versions": json.dumps(asdict(kept.versions)),
        "documents": json.dumps(dict(kept.documents)),
    }


def kept_from(row: sa.Row[Any], connection: sa.Connection) -> Kept:
    """Return the answer as it was kept, or withheld from a reader who may not read all that it rests on."""
    kept = Kept(answer_from_json(json.loads(row.answer)), Versions(**json.loads(row.versions)), json.loads(row.documents))
    if not connection.info.get("closed") or _seen(connection, kept.answer):
        return kept
    question = kept.answer.question
    return Kept(Answer(question, question, "abstained", kept.answer.reader, WITHHELD), kept.versions, {})
