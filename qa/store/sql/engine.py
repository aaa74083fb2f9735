"""What SQLite and PostgreSQL do each in their own way. All other SQL is the same for both, but for the form of some statements
in `paging`, `columns` and `veil`, which SQLAlchemy's dialect decides there."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa

from qa.store.sql.columns import CollatedText
from qa.store.sql.indexed_words import WordIndex
from qa.store.sql.paging import among
from qa.types.errors import LibraryError

# A title's word counts half of a body's. On every third question of nq-open the fused recall@1 is 0.860 at weight 0, 0.892 at
# 0.5, 0.894 at 1 and 0.897 at 2; but a headline stands over every chunk of an article: the more it counts, the less it tells
# them apart.
TITLE_WEIGHT = 0.5

# Sorts behind whatever begins alike.
LAST = "\U0010ffff"
# BM25 takes a microsecond a match with SQLite, 2 to 3 with PostgreSQL.
_MOST_MATCHES = 100_000
# The columns of a list of documents, and of one of numbers.
LISTED = tuple(sa.column(name, CollatedText) for name in ("id", "title", "source", "published"))
NUMBERS = (sa.column("number", sa.Integer),)


class Engine(ABC):
    """One database. `name` is what messages call it, never with a password; `term` and `chunks` are the columns of its
    `chunk_vocabulary`: the terms of the full-text index, and in how many chunks each stands. `closed` are the collections (ids)
    of which nothing is seen."""

    name: str
    term: sa.ColumnElement[str]
    chunks: sa.ColumnElement[int]
    closed: frozenset[str] = frozenset()

    @abstractmethod
    def open(self) -> sa.Engine:
        """Raises LibraryError."""

    @abstractmethod
    def reading(self, engine: sa.Engine) -> AbstractContextManager[sa.Connection]:
        """A connection to read from."""

    @abstractmethod
    def begin_writing(self, connection: sa.Connection) -> None:
        """Be the only transaction that writes, from here to its end."""

    @abstractmethod
    def locked(self, engine: sa.Engine) -> AbstractContextManager[None]:
        """Be the only process that fills a shared vector index, on whatever machine. Raises BusyError where another does."""

    @abstractmethod
    def is_set_up(self, connection: sa.Connection) -> bool:
        """Whether all that `set_up` makes is there."""

    @abstractmethod
    def set_up(self, connection: sa.Connection) -> None:
        """Make what isn't there yet: everything in a new database, later versions' tables in an older one."""

    @abstractmethod
    def check(self, connection: sa.Connection) -> str | None:
        """What the engine finds wrong with its files, or None."""

    @abstractmethod
    def strangers(self, connection: sa.Connection) -> dict[str, str]:
        """What works in the database by itself though this program didn't make it: name → "trigger" or "view"."""

    @abstractmethod
    def check_words(self, connection: sa.Connection) -> str | None:
        """How the full-text index differs from chunks and statements, or None. Holds nobody up."""

    @abstractmethod
    def clear_words(self, connection: sa.Connection) -> None:
        """An empty full-text index in place of this one."""

    @abstractmethod
    def continue_numbers(self, connection: sa.Connection) -> None:
        """Let rows to come be numbered after those that brought their numbers."""

    @abstractmethod
    def trouble(self, exc: Exception) -> LibraryError:
        """Its error, told to people in one sentence."""

    # Full-text search. Words match by stem and without accents; a word that is several to the index is a phrase.

    @abstractmethod
    def add_words(self, connection: sa.Connection, index: WordIndex, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add to an index what `qa.store.sql.indexed_words` gives for it."""

    @abstractmethod
    def remove_words(self, connection: sa.Connection, index: WordIndex, rows: Sequence[Mapping[str, Any]]) -> None:
        """Remove the same rows, given with the same words, while what they are of is still in the library."""

    @abstractmethod
    def documents_with(self, words: Sequence[str]) -> sa.Select[Any]:
        """The documents that have any of these exact words: `id`, `title`, `source`, `published`."""

    @abstractmethod
    def search(
        self, connection: sa.Connection, words: Sequence[str], limit: int, documents: frozenset[str] | None
    ) -> Sequence[tuple[str, float]]:
        """(chunk id, BM25) of the best chunks with any of the words, best first."""

    def frequencies(self, connection: sa.Connection, terms: Collection[str]) -> dict[str, int]:
        """In how many chunks each term stands; absent where in none."""
        query = sa.select(self.term, self.chunks).where(among(self.term, set(terms)))
        return {row[0]: row[1] for row in connection.execute(query)}

    def has_beginning(self, connection: sa.Connection, start: str) -> bool:
        return connection.execute(self._beginning(start).limit(1)).first() is not None

    @abstractmethod
    def chunks_with_prefix(self, start: str) -> sa.Select[Any]:
        """The numbers of the chunks with a term that begins like this."""

    def terms_beginning(self, connection: sa.Connection, start: str) -> dict[str, int]:
        """The terms that begin like this, each with the number of chunks that have it."""
        return {row[0]: row[1] for row in connection.execute(self._beginning(start))}

    def _beginning(self, start: str) -> "sa.Select[str, int]":
        return sa.select(self.term, self.chunks).where(self.term >= start, self.term < start + LAST)

    @abstractmethod
    def chunks_holding(self, forms: Sequence[Sequence[str]]) -> sa.Select[Any]:
        """The numbers of the chunks that hold, of each group of words, at least one."""

    @abstractmethod
    def statements_matching(self, who: Sequence[str], what: Sequence[str]) -> sa.Select[Any] | None:
        """The numbers of the statements with all the words of `who` and any of `what`; None where no words are given."""


def rarest_words(frequencies: Sequence[tuple[str, int]]) -> list[str]:
    """Return the rarest of these words, given with how many chunks have each: as many as match up to _MOST_MATCHES together,
    but at least one. Common words tell least; what has only those is found by its vector, if at all."""
    chosen: list[str] = []
    total = 0
    for word, chunks in sorted(frequencies, key=lambda each: each[1]):
        total += chunks
        if chosen and total > _MOST_MATCHES:
            break
        chosen.append(word)
    return chosen


def written(sql: str, columns: Sequence[sa.ColumnClause[Any]], **parameters: Any) -> sa.Select[Any]:
    """A query that is written as text, of these columns; it can stand in another's IN, several times with other parameters."""
    own: list[sa.BindParameter[Any]] = [sa.bindparam(name, value, unique=True) for name, value in parameters.items()]
    return sa.select(*sa.text(sql).bindparams(*own).columns(*columns).subquery().c)
