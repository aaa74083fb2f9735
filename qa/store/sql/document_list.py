"""Looking through the documents: search, dates, order, a page at a time, so that any number of them can be listed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from qa.store.sql import tables
from qa.store.sql.collections import gathered, names_of
from qa.store.sql.columns import fold
from qa.store.sql.database import Part
from qa.store.sql.engine import LAST
from qa.store.sql.paging import among
from qa.store.sql.records import OF_A_DOCUMENT
from qa.types import DocumentSummary
from qa.types.errors import NotFoundError
from qa.types.text import place_of

Order = Literal["title", "source", "published", "added", "chunks", "statements"]
# What a `Document` is made of.
DOCUMENTS = sa.select(
    *(tables.documents.c[each] for each in OF_A_DOCUMENT), tables.details.c.author, tables.details.c.url
).outerjoin_from(tables.documents, tables.details)

_MOST_TITLES, _MOST_SITES = 10_000, 100


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document in a list. `statements` is how many it holds; `pages` is None where it has none; `collections` are names."""

    summary: DocumentSummary
    statements: int
    pages: int | None
    author: str | None
    url: str | None
    collections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentListPage:
    """`total` is how many documents there are on all pages together."""

    total: int
    documents: tuple[ListedDocument, ...]


class DocumentList(Part):
    """The documents of a library, as lists show them."""

    def sources_below(self, folder: str) -> Sequence[str]:
        """Return the sources of the documents in this folder and its folders, without reading anything else of them.

        "/Docs" isn't "/docs": SQLite's LIKE would hold them for one.
        """
        source, below = tables.documents.c.source, f"{folder.rstrip('/')}/"
        return self._database.values(sa.select(source).where(source >= below, source < below + LAST))

    def find(
        self,
        containing: str = "",
        *,
        since: str | None = None,
        until: str | None = None,
        collections: Sequence[str] = (),
        sources: Sequence[str] = (),
        order: Order = "title",
        descending: bool = False,
        offset: int = 0,
        limit: int = 100,
    ) -> DocumentListPage:
        """Documents with each word of `containing` in title, source or author, published from `since` to `until` (ISO dates,
        both included), in any of the collections (ids) and of the sources or sites where some are given.

        Those without what they are ordered by come last.
        """
        found = _matching(containing, since, until, collections, sources)
        page = _ordered(found, order, descending=descending).offset(offset).limit(limit)
        with self._database.reading() as connection:
            total = connection.execute(sa.select(sa.func.count()).select_from(found.subquery())).scalar_one()
            return DocumentListPage(total, _listed(connection, connection.execute(page).scalars().all()))

    def titles(
        self, containing: str = "", *, since: str | None = None, until: str | None = None, collections: Sequence[str] = ()
    ) -> tuple[tuple[str, str], ...]:
        """(id, title) of what `find` finds, on all pages."""
        found = _matching(containing, since, until, collections).add_columns(tables.documents.c.title)
        rows = self._database.rows(_ordered(found, "title", descending=False).limit(_MOST_TITLES))
        return tuple((row[0], row[1]) for row in rows)

    def sites(self) -> tuple[tuple[str, int], ...]:
        """The sites that documents are from, each with how many of them, most first."""
        source = tables.documents.c.source
        addresses = self._database.values(sa.select(source).where(source.startswith("http")))
        return tuple(Counter(map(place_of, addresses)).most_common(_MOST_SITES))

    def check_sources(self, sources: Sequence[str]) -> None:
        """Raises NotFoundError for a source or site that no document is from."""
        for each in sources:
            query = sa.select(tables.documents.c.id).where(of_sources([each])).limit(1)
            if self._database.row(query) is None:
                raise NotFoundError(f"no document is from {each!r}; `qa documents list` shows sources")

    def titles_of(self, ids: Sequence[str]) -> dict[str, str]:
        """The titles of these documents, by id; those that aren't there are left out."""
        document = tables.documents.c
        found = self._database.rows(sa.select(document.id, document.title).where(among(document.id, ids)))
        return {row.id: row.title for row in found}

    def get(self, name: str) -> ListedDocument:
        """The document with this id or source. Raises NotFoundError."""
        with self._database.reading() as connection:
            ids = connection.execute(sa.select(tables.documents.c.id).where(has_name(name))).scalars().all()
            if found := _listed(connection, ids):
                return found[0]
        raise unknown(name)


def has_name(name: str) -> sa.ColumnElement[bool]:
    document = tables.documents.c
    return sa.or_(document.id == name, document.source == name)


def unknown(name: str) -> NotFoundError:
    return NotFoundError(f"no document {name!r} in the library; `qa documents list` shows ids and sources")


def narrowed(
    query: sa.Select[Any], since: str | None, until: str | None, collections: Sequence[str], sources: Sequence[str]
) -> sa.Select[Any]:
    """The same query, of documents published from `since` to `until` (ISO dates, both included), in any of the collections
    (ids) and of the sources or sites where some are given."""
    document = tables.documents.c
    query = query.where(document.published >= since) if since else query
    query = query.where(document.published <= until) if until else query
    query = query.where(of_sources(sources)) if sources else query
    return query.where(document.id.in_(gathered(collections))) if collections else query


def of_sources(sources: Sequence[str]) -> sa.ColumnElement[bool]:
    """Is of one of these: an exact source, or the site of an address as `qa.types.text.place_of` names it."""
    source = tables.documents.c.source
    sites = [site for each in sources if (site := each.strip().lower().removeprefix("www.")) and not re.search(r"[/\s]", site)]
    hosts = [host for site in sites for host in (site, f"www.{site}")]
    begins = [f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")]
    beneath = (sa.func.lower(source).startswith(f"{each}/", autoescape=True) for each in begins)
    return sa.or_(source.in_([*sources, *begins]), *beneath)


def _matching(
    containing: str, since: str | None, until: str | None, collections: Sequence[str], sources: Sequence[str] = ()
) -> sa.Select[Any]:
    """The ids of the documents that are looked for."""
    document, name = tables.documents.c, tables.names.c
    found = sa.select(document.id).join_from(tables.documents, tables.names)
    for word in fold(containing).split():
        found = found.where(name.folded.contains(word, autoescape=True))
    return narrowed(found, since, until, collections, sources)


def summaries() -> sa.Select[Any]:
    """What a `DocumentSummary` is made of."""
    table = tables.documents.c
    stored = (table[name] for name in ("id", "title", "source", "published", "sha256", "added"))
    return sa.select(*stored, sa.func.length(table.text).label("characters"), _count(tables.chunks).label("chunks"))


def _count(table: sa.Table) -> sa.ScalarSelect[Any]:
    total = sa.select(sa.func.count()).where(table.c.document_id == tables.documents.c.id)
    return total.correlate(tables.documents).scalar_subquery()


def _ordered(found: sa.Select[Any], order: Order, *, descending: bool) -> sa.Select[Any]:
    document, name = tables.documents.c, tables.names.c
    if order in ("chunks", "statements"):
        table = tables.chunks if order == "chunks" else tables.statements
        # Counted in one pass over an index; a count for each document takes ten times as long.
        counts = sa.select(table.c.document_id, sa.func.count().label("total")).group_by(table.c.document_id).subquery()
        found = found.outerjoin(counts, counts.c.document_id == document.id)
        key: sa.ColumnElement[Any] = sa.func.coalesce(counts.c.total, 0)
    else:
        key = {"title": name.folded, "source": document.source, "published": document.published, "added": document.added}[order]
    last = [document.published.is_(None)] if order == "published" else []
    return found.order_by(*last, key.desc() if descending else key, name.folded, document.id)


def _listed(connection: sa.Connection, ids: Sequence[str]) -> tuple[ListedDocument, ...]:
    """The documents in the order of the ids. No other document's text is looked into."""
    document, details = tables.documents.c, tables.details.c
    breaks = sa.func.length(document.text) - sa.func.length(sa.func.replace(document.text, "\f", ""))
    query = summaries().add_columns(
        details.author, details.url, _count(tables.statements).label("statements"), breaks.label("breaks")
    )
    query = query.outerjoin_from(tables.documents, tables.details).where(document.id.in_(ids))
    found, collections = {}, names_of(connection, ids)
    for *summary, author, url, statements, breaks in connection.execute(query):
        told, pages = DocumentSummary(*summary), breaks + 1 if breaks else None
        found[told.id] = ListedDocument(told, statements, pages, author, url, collections.get(told.id, ()))
    return tuple(found[each] for each in ids if each in found)
