"""Which person or body each name in each document means: kept beside the statements, and changed with them in one transaction.

A new name means whoever bears it already, until `qa.attribution.answers.who_is_who` has told it apart from others: such
names are `due`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from qa.store.sql import records, tables
from qa.store.sql.database import Part, get_meta, get_number, insert_all, set_meta
from qa.store.sql.paging import among, within
from qa.store.sql.records import StoredStatement
from qa.store.sql.searches import quoted_statements
from qa.store.sql.speaker_rows import IN_MARKS, REVISION

NamePlace = tuple[str, str]  # a name and the document
Vector = NDArray[np.float32]
_TOLD_BY = "speakers_told_by"
_speakers, _said, _links = tables.speakers.c, tables.statements.c, tables.speaker_links.c
_PLACE = (_speakers.person, _speakers.name, _speakers.document_id)
_SPEAKS = sa.and_(_said.document_id == _speakers.document_id, _said.speaker == _speakers.name)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name that statements of a document have, with what it says of its bearer, "" where nothing."""

    name: str
    role: str
    document_id: str


class QuotedSpeaker(NamedTuple):
    """How many statements of a speaker stand in quote marks, and in how many documents.

    `speaker` is the name that most documents have, no surname alone where there is another; `names` are other forms of it, and
    `person` is what `Speakers` knows them by. A tuple, since a list of all of them is made at once.
    """

    speaker: str
    statements: int
    documents: int
    names: tuple[str, ...] = ()
    person: str = ""


class Speakers(Part):
    """Who speaks in a library. Methods that note whom names mean look at all documents: use them where none is hidden.

    Where some are, each name is its own person, and `who_is_who.people_named` tells apart those that are asked for.
    """

    def quoted(self, what: Sequence[str] = (), documents: frozenset[str] | None = None) -> list[QuotedSpeaker]:
        """Who is quoted in quote marks, those in most documents first; with `what`, in statements with all of these words."""
        query: sa.Select[Any] = sa.select(*_PLACE, _speakers.quotes.label("number"))
        query = query.where(_speakers.quotes > 0)
        if what:
            told = sa.select(*_PLACE, sa.func.count().label("number")).join(tables.statements, _SPEAKS)
            query = self._with(told, what).group_by(*_PLACE)
        every = within(query, _speakers.document_id, documents).subquery()
        each, of = every.c, (every.c.person, every.c.name)
        by_name = sa.select(*of, sa.func.count(), sa.func.sum(each.number)).group_by(*of)
        by_person = sa.select(each.person, sa.func.count(each.document_id.distinct())).group_by(each.person)
        with self._database.reading() as connection:
            found = connection.execute(by_name).all()
            several = [person for person, names in Counter(row[0] for row in found).items() if names > 1]
            return _quoted(found, dict(connection.execute(by_person.where(among(each.person, several))).all()))

    def newest_quote(
        self, person: str, what: Sequence[str] = (), documents: frozenset[str] | None = None
    ) -> StoredStatement | None:
        """What this person or body said last in quote marks."""
        document = tables.documents.c
        query = self._with(quoted_statements().join(tables.speakers, _SPEAKS), what).where(_speakers.person == person)
        order = (document.published.is_(None), document.published.desc(), document.source, _said.start)
        row = self._database.row(within(query, _said.document_id, documents).order_by(*order).limit(1))
        return records.stored_statement(row._mapping) if row is not None else None

    def people_named(self, names: Collection[str]) -> dict[NamePlace, str]:
        """Every person or body that has one of these names somewhere, by all of their names and documents."""
        people = sa.select(_speakers.person).where(among(_speakers.name, names))
        query = sa.select(_speakers.name, _speakers.document_id, _speakers.person).where(_speakers.person.in_(people))
        return {(name, document): person for name, document, person in self._database.rows(query)}

    def told(self, names: Collection[str] | None) -> list[Speaker]:
        """These names by role and document; all where None."""
        query = sa.select(_said.speaker, _said.role, _said.document_id).where(_said.speaker.is_not(None)).distinct()
        found = self._database.rows(within(query, _said.speaker, names))
        return [Speaker(name, role or "", document) for name, role, document in found]

    def due(self, told_by: str, limit: int) -> tuple[list[str], int]:
        """At most `limit` of the names that wait, and the revision of the library at that moment.

        All wait, where they were told apart by something else than this before.
        """
        with self._database.reading() as connection:
            if get_meta(connection, _TOLD_BY) == told_by:
                return _due(connection, limit), get_number(connection, "revision")
        with self._database.writing() as connection:
            connection.execute(tables.speakers.update().values(due=REVISION))
            connection.execute(tables.speaker_links.delete())
            connection.execute(tables.speaker_vectors.delete())
            set_meta(connection, _TOLD_BY, told_by)
            return _due(connection, limit), get_number(connection, "revision")

    def unseen(self, names: Collection[str]) -> dict[str, list[str]]:
        """Those of these names for which `see` hasn't kept what is told around them, by document."""
        table, seen = _speakers, tables.speaker_vectors.c
        query = sa.select(table.document_id, table.name).outerjoin_from(
            tables.speakers, tables.speaker_vectors, sa.and_(table.document_id == seen.document_id, table.name == seen.name)
        )
        found: dict[str, list[str]] = defaultdict(list)
        for document, name in self._database.rows(query.where(among(table.name, names), seen.name.is_(None))):
            found[document].append(name)
        return found

    def see(self, around: Mapping[NamePlace, Vector]) -> None:
        """Keep what is told around names, of documents that are there."""
        table, document = tables.speaker_vectors, tables.documents.c.id
        with self._database.writing() as connection:
            ids = {document_id for _, document_id in around}
            there = set(connection.execute(sa.select(document).where(among(document, ids))).scalars())
            values = [
                {"document_id": document_id, "name": name, "vector": vector.astype("<f2").tobytes()}
                for (name, document_id), vector in around.items()
                if document_id in there
            ]
            for row in values:
                connection.execute(table.delete().where(table.c.document_id == row["document_id"], table.c.name == row["name"]))
            insert_all(connection, table, values)

    def around(self, names: Collection[str]) -> dict[NamePlace, Vector]:
        """What is told around these names: unit vectors."""
        table = tables.speaker_vectors.c
        found = self._database.rows(sa.select(table.name, table.document_id, table.vector).where(among(table.name, names)))
        return {(name, document): np.frombuffer(vector, dtype="<f2").astype(np.float32) for name, document, vector in found}

    def family(self, own: Mapping[str, Collection[str]], others: Mapping[str, Collection[str]]) -> set[str]:
        """All names that these are linked with, directly or over others.

        Both map a name: `own` to what its own words call its bearer, `others` to what else the bearer may be called. Two names
        are linked by what the own words of one say.
        """
        table = tables.speaker_links
        with self._database.writing() as connection:
            connection.execute(table.delete().where(among(table.c.name, own)))
            for links, of_its_own in ((own, True), (others, False)):
                new = [{"link": link, "name": name, "own": of_its_own} for name in links for link in links[name]]
                insert_all(connection, table, new)
            return _reached(connection, sa.true(), own)

    def linked(self, names: Collection[str], most: int) -> set[str] | None:
        """All names of speakers that these are linked with, directly or over others; None where they are more than `most`."""
        # Of each name: IN, behind a veil, would read all names for every query.
        speaks = sa.exists().where(_speakers.name == _links.name)
        with self._database.reading() as connection:
            found = _reached(connection, speaks, names, most)
            return found if len(found) <= most else None

    def settle(self, people: Mapping[NamePlace, str], names: Collection[str], revision: int) -> None:
        """Note whom names mean in documents, and that these names wait no more; not where it changed after the revision."""
        with self._database.writing() as connection:
            known = tables.speakers.update().where(_speakers.due <= revision)
            change = known.where(_speakers.name == sa.bindparam("of"), _speakers.document_id == sa.bindparam("at"))
            changed = [{"of": name, "at": document, "who": who} for (name, document), who in people.items()]
            if changed:
                connection.execute(change.values(person=sa.bindparam("who")), changed)
            connection.execute(known.where(among(_speakers.name, names)).values(due=0))

    def _with(self, query: sa.Select[Any], what: Sequence[str]) -> sa.Select[Any]:
        for word in what:
            if (numbers := self._database.engine.statements_matching((), [word])) is not None:
                query = query.where(_said.number.in_(numbers))
        return query.where(IN_MARKS)


def _quoted(found: Iterable[Sequence[Any]], several: Mapping[str, int]) -> list[QuotedSpeaker]:
    """`found` are (person, name, documents, statements); `several` is how many documents quote those who have several names."""
    told: list[QuotedSpeaker] = []
    forms: dict[str, list[tuple[bool, int, str, int]]] = defaultdict(list)
    for person, name, documents, statements in found:
        if person in several:
            alone = " " not in name and not name.isupper()
            forms[person].append((alone, -documents, name, int(statements)))
        else:
            told.append(QuotedSpeaker(name, int(statements), documents, (), person))
    for person, mine in forms.items():
        first, *others = (name for *_, name, _ in sorted(mine))
        told.append(QuotedSpeaker(first, sum(number for *_, number in mine), several[person], tuple(others), person))
    told.sort(key=itemgetter(0))
    return sorted(told, key=itemgetter(2, 1), reverse=True)  # in C: there may be one for each document


def _reached(connection: sa.Connection, those: sa.ColumnElement[bool], names: Collection[str], most: float = inf) -> set[str]:
    """These names and all that they are linked with, directly or over others; not all where they are more than `most`.

    Only `those` names count. Each link is looked up once: a join of names with names has as many rows as they have pairs.
    """
    found: set[str] = set()
    due, looked_up = set(names), {True: set[str](), False: set[str]()}
    while due and len(found) <= most:
        found |= due
        links = connection.execute(sa.select(_links.link, _links.own).where(among(_links.name, due)).distinct()).all()
        due = set()
        for of_its_own in (True, False):
            new = {link for link, own in links if own == of_its_own} - looked_up[of_its_own] - looked_up[True]
            looked_up[of_its_own] |= new
            linked = sa.select(_links.name).distinct().where(among(_links.link, new), those)
            due |= set(connection.execute(linked if of_its_own else linked.where(_links.own)).scalars()) - found
    return found


def _due(connection: sa.Connection, limit: int) -> list[str]:
    name = _speakers.name + ""  # a plain name SQLite would look for in all names, in their order
    return list(connection.execute(sa.select(name).where(_speakers.due > 0).distinct().limit(limit)).scalars())
