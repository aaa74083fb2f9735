"""Exact counts and lists over the whole library: which documents mention something, which are newest."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy as sa

from qa.english.dates import day_of
from qa.english.wanted import Phrase, Wanted, mentions
from qa.store.sql import tables
from qa.store.sql.database import Part
from qa.store.sql.paging import among, batched, within
from qa.store.sql.records import spans
from qa.store.sql.searches import first_chunks
from qa.types import Sentence

# More chunks than a library has: a chunk's place in its document and its number make one number.
_NUMBERS = 1 << 40
_READ = 5000  # chunks whose texts are held at a time
# All chunks of so few documents are listed, which takes 2 ms; to look up each chunk that holds a common word took 33. The
# `number + 0` in `_reading` keeps SQLite from asking the full-text index once for each of them.
_FEW = 500
# What has fewer words and opens a document is most often its author or its place.
_FEWEST_WORDS = 6
_SPREADSHEETS = (".csv", ".tsv", ".xlsx", ".xlsm")
# A line with the marks of a heading in Markdown apart.
_HEADING = re.compile(r"^[#\s]*(?P<words>\S.*?)[#\s]*$", re.MULTILINE)


class Place(NamedTuple):
    """A document, and one sentence of it with its words; None where it has none that could be meant.

    A count makes one of each document: a tuple is made in a quarter of a dataclass's time.
    """

    document_id: str
    title: str
    source: str
    published: str | None
    sentence: Sentence | None = None
    quote: str = ""


_documents, _chunk = tables.documents.c, tables.chunks.c
# What a `Place` without a sentence is made of.
PLACES = sa.select(_documents.id, _documents.title, _documents.source, _documents.published)


class Census(Part):
    """Counts of a library, made anew at each call: of one word by the index of exact words, of several by the text itself."""

    def count(self, documents: frozenset[str] | None = None) -> int:
        return int(self._database.value(self._of(documents, sa.select(sa.func.count()).select_from(tables.documents))))

    def by_date(
        self, documents: frozenset[str] | None = None, *, oldest: bool = False, offset: int = 0, limit: int | None = None
    ) -> tuple[Place, ...]:
        """Documents by the day they were published, newest first, those without one last."""
        order = _documents.published.asc() if oldest else _documents.published.desc()
        query = self._of(documents).order_by(_documents.published.is_(None), order, _documents.added.desc(), _documents.source)
        return self._places(query.offset(offset).limit(limit))

    def newest_day(self, documents: frozenset[str] | None = None) -> date | None:
        """Return the day that the newest document was published; None where none has one."""
        return day_of(next((place.published for place in self.by_date(documents, limit=1)), None))

    def spreadsheets(self, documents: frozenset[str] | None = None) -> tuple[Place, ...]:
        """Documents whose source is a file of tables, by name."""
        is_one = sa.or_(*(sa.func.lower(_documents.source).like(f"%{ending}") for ending in _SPREADSHEETS))
        return self._places(self._of(documents).where(is_one).order_by(_documents.source))

    def files(self, documents: frozenset[str] | None, limit: int) -> tuple[Place, ...]:
        """So many documents at most that aren't from an address."""
        return self._places(self._of(documents).where(_documents.source.not_like("%://%")).limit(limit))

    def added_last(self, documents: frozenset[str] | None, offset: int, limit: int) -> tuple[Place, ...]:
        """Documents by when they were added, the last first."""
        return self._places(
            self._of(documents).order_by(_documents.added.desc(), _documents.source).offset(offset).limit(limit)
        )

    def titled(self, titles: Collection[str]) -> tuple[Place, ...]:
        return self._places(PLACES.where(among(_documents.title, list(titles))))

    def opened(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """The same documents; those without a sentence get their first one that is more than a name or a date line."""
        first = {
            row.document_id: _opening(row)
            for row in first_chunks(self._database, [place.document_id for place in places if place.sentence is None])
        }
        return tuple(place if place.sentence else placed(place, first.get(place.document_id)) for place in places)

    def by_period(self, length: int) -> dict[str, int]:
        """How many documents there are of each period, in order; the first `length` characters of a date name it."""
        # Written out: to PostgreSQL two parameters of one value are two things to group by.
        period = sa.func.substr(_documents.published, sa.literal_column("1"), sa.literal_column(str(int(length))))
        query = sa.select(period, sa.func.count()).where(_documents.published.is_not(None)).group_by(period).order_by(period)
        return {row[0]: row[1] for row in self._database.rows(query)}

    def _of(self, documents: frozenset[str] | None, query: sa.Select[Any] = PLACES) -> sa.Select[Any]:
        return within(query, tables.documents.c.id, documents)

    def _places(self, query: sa.Select[Any]) -> tuple[Place, ...]:
        return tuple(Place(*row) for row in self._database.rows(query))

    def mentioning(self, wanted: Wanted, documents: frozenset[str] | None = None) -> tuple[Place, ...]:
        """The documents that mention it, newest first; sentences that weren't read for that are given by `with_mentions`."""
        together: dict[str, Place] = {}
        with self._database.reading() as connection:
            if wanted.any_of or len(wanted.phrases) == 1:
                for phrase in wanted.phrases:
                    together = self._mentioning(connection, phrase, documents, frozenset(together)) | together
            else:  # what lacks one needn't be looked at for the others
                for phrase in sorted(wanted.phrases, key=lambda phrase: phrase.exact is None):
                    found = self._mentioning(connection, phrase, documents)
                    documents = frozenset(found)
                together = {key: placed(place, None) for key, place in found.items()}
        if wanted.in_title:
            enough, patterns = any if wanted.any_of else all, [phrase.pattern() for phrase in wanted.phrases]
            together = {key: each for key, each in together.items() if enough(mentions(one, each.title) for one in patterns)}
        if wanted.but_not is not None:
            for place in self.mentioning(replace(wanted.but_not, in_title=wanted.in_title), frozenset(together)):
                del together[place.document_id]
        return _newest_first(together.values())

    def with_mentions(self, wanted: Wanted, places: Sequence[Place]) -> tuple[Place, ...]:
        """The same documents, each with its first sentence on the first phrase it mentions; none where only the title does."""
        found: dict[str, tuple[Sentence, str]] = {}
        bare = [place.document_id for place in places if place.sentence is None]
        if not bare:
            return tuple(places)
        with self._database.reading() as connection:
            for phrase in wanted.phrases:
                if left := frozenset(document_id for document_id in bare if document_id not in found):
                    found |= self._reading(connection, phrase, left)[0]
        return tuple(place if place.sentence else placed(place, found.get(place.document_id)) for place in places)

    def _mentioning(
        self, connection: sa.Connection, phrase: Phrase, documents: frozenset[str] | None, known: frozenset[str] = frozenset()
    ) -> dict[str, Place]:
        """Return the documents that mention the phrase, by id.

        One word is looked up in the index of exact words. Several are looked for in the texts, but for those of `known`: these
        documents mention something else that is wanted.
        """
        if (exact := phrase.exact) is not None:
            rows = connection.execute(self._database.engine.documents_with(exact)).all()
            return {row[0]: Place(*row) for row in rows if documents is None or row[0] in documents}
        found, looked_at = self._reading(connection, phrase, documents, known)
        pattern = phrase.pattern()
        named = (Place(*row) for row in connection.execute(PLACES.where(among(_documents.id, looked_at))))
        return {
            place.document_id: placed(place, found.get(place.document_id))
            for place in named
            if place.document_id in found or mentions(pattern, place.title)
        }

    def _reading(
        self, connection: sa.Connection, phrase: Phrase, documents: frozenset[str] | None, known: frozenset[str] = frozenset()
    ) -> tuple[dict[str, tuple[Sentence, str]], Collection[str]]:
        """Return the first sentence that mentions the phrase, by document id; and the documents that were looked at.

        The full-text index finds the chunks that may mention it, and their text decides.
        """
        pattern = phrase.pattern()
        numbers = self._database.engine.chunks_holding(phrase.forms)
        if documents is not None and len(documents) <= _FEW:
            own = sa.select(_chunk.number).where(among(_chunk.document_id, documents))
            numbers = numbers.where((numbers.selected_columns.number + 0).in_(own))
        holding = _chunk.number.in_(numbers)
        # The first chunk of each document that may mention it; nearly always it does.
        query = sa.select(_chunk.document_id, sa.func.min(sa.literal(_NUMBERS, sa.BigInteger) * _chunk.ordinal + _chunk.number))
        query = within(query.where(holding).group_by(_chunk.document_id), _chunk.document_id, documents)
        first = {row[0]: row[1] % _NUMBERS for row in connection.execute(query).all() if row[0] not in known}
        found = self._read(connection, pattern, list(first.values()))
        rest = sa.select(_chunk.number).where(holding, among(_chunk.document_id, first.keys() - found.keys()))
        others = connection.execute(rest).scalars().all() if len(found) < len(first) else ()
        return found | self._read(connection, pattern, others), first.keys()

    def _read(
        self, connection: sa.Connection, pattern: re.Pattern[str], numbers: Sequence[int]
    ) -> dict[str, tuple[Sentence, str]]:
        """The first sentence that mentions it, for each document that these chunks are of."""
        columns = sa.select(_chunk.document_id, _chunk.ordinal, _chunk.start, _chunk.text, _chunk.sentences)
        best: dict[str, tuple[int, tuple[Sentence, str]]] = {}
        for some in batched(numbers, _READ):
            for row in connection.execute(columns.where(among(_chunk.number, some))).all():
                if row.document_id in best and best[row.document_id][0] < row.ordinal:
                    continue
                if (sentence := _first_that(pattern, row)) is not None:
                    best[row.document_id] = (row.ordinal, sentence)
        return {document_id: sentence for document_id, (_, sentence) in best.items()}


def _newest_first(places: Collection[Place]) -> tuple[Place, ...]:
    """Those without a date last."""
    by_source = sorted(places, key=itemgetter(2), reverse=True)
    return tuple(sorted(by_source, key=lambda place: place[3] or "", reverse=True))


def sentences_of(row: Any) -> Iterator[tuple[Sentence, str]]:
    """The sentences of a chunk with their words, in order."""
    for start, end in spans(row.sentences):
        yield Sentence(start, end), row.text[start - row.start : end - row.start]


def _headings_of(row: Any) -> Iterator[tuple[Sentence, str]]:
    """The lines above a chunk's first sentence with their words, in order."""
    first = next(iter(spans(row.sentences)), None)
    above = row.text[: first[0] - row.start] if first is not None else ""
    for line in _HEADING.finditer(above):
        yield Sentence(row.start + line.start("words"), row.start + line.end("words")), line["words"]


def placed(place: Place, sentence: tuple[Sentence, str] | None) -> Place:
    return Place(place.document_id, place.title, place.source, place.published, *(sentence or ()))


def _first_that(pattern: re.Pattern[str], row: Any) -> tuple[Sentence, str] | None:
    """The first heading or sentence of a chunk that mentions it."""
    told = chain(_headings_of(row), sentences_of(row)) if mentions(pattern, row.text) else ()
    return next((each for each in told if mentions(pattern, each[1])), None)


def _opening(row: Any) -> tuple[Sentence, str] | None:
    found = list(sentences_of(row))
    return next((each for each in found if len(each[1].split()) >= _FEWEST_WORDS), found[0] if found else None)
