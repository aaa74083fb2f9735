"""Exact counts and lists over the whole library: which documents mention something, which are newest."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from qa.english.wanted import Phrase, Wanted, mentions
from qa.english.words import stem
from qa.store.sql import records, tables
from qa.store.sql.database import Part
from qa.store.sql.paging import among, batched, within
from qa.store.sql.records import Passage, spans
from qa.store.sql.searches import PASSAGES
from qa.types import Sentence

# More chunks than a library has: a chunk's place in its document and its number make one number.
_NUMBERS = 1 << 40
# Chunks of a document that are read for a common word, a step at a time: most often it stands in the first. What as few chunks
# have is found by the full-text index.
_STEPS, _FEW = ((0, 1), (1, 4), (4, 16)), 5000
_READ = 5000  # chunks whose texts are held at a time
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


_documents = tables.documents.c
# What a `Place` without a sentence is made of.
PLACES = sa.select(_documents.id, _documents.title, _documents.source, _documents.published)


class Mentions(Part):
    """Finds what mentions something: one word by the index of exact words, several by the text itself."""

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
        if wanted.but_not is not None:
            for place in self.mentioning(wanted.but_not, frozenset(together)):
                del together[place.document_id]
        return _newest_first(together.values())

    def with_mentions(self, wanted: Wanted, places: Sequence[Place]) -> tuple[Place, ...]:
        """The same documents, each with its first sentence that mentions the first phrase it has one of; without one where only
        the title does."""
        found: dict[str, tuple[Sentence, str]] = {}
        bare = [place.document_id for place in places if place.sentence is None]
        if not bare:
            return tuple(places)
        with self._database.reading() as connection:
            for phrase in wanted.phrases:
                for first, end in () if self._is_rare(connection, phrase) else _STEPS:
                    left = [document_id for document_id in bare if document_id not in found]
                    found |= self._between(connection, phrase, left, first, end)
                left = [document_id for document_id in bare if document_id not in found]
                found |= self._reading(connection, phrase, frozenset(left))[0] if left else {}
        return tuple(place if place.sentence else placed(place, found.get(place.document_id)) for place in places)

    def _mentioning(
        self,
        connection: sa.Connection,
        phrase: Phrase,
        documents: frozenset[str] | None,
        known: frozenset[str] = frozenset(),
    ) -> dict[str, Place]:
        """The documents that mention it, by id. The index of exact words tells of one word, the text of several.

        Of those that are known to mention something else that is wanted, the texts aren't read.
        """
        if (exact := phrase.exact) is not None:
            rows = connection.execute(self._database.engine.documents_with(exact)).all()
            return {row[0]: Place(*row) for row in rows if documents is None or row[0] in documents}
        found, looked_at = self._reading(connection, phrase, documents, known)
        pattern = phrase.pattern()
        return {
            document_id: placed(place, found.get(document_id))
            for document_id, place in self._named(connection, looked_at).items()
            if document_id in found or mentions(pattern, place.title)
        }

    def _is_rare(self, connection: sa.Connection, phrase: Phrase) -> bool:
        """Whether few chunks have a word of it."""
        stems = [{stem(form) for form in group} for group in phrase.forms]
        known = self._database.engine.frequencies(connection, set().union(*stems))
        return min(sum(known.get(each, 0) for each in group) for group in stems) <= _FEW

    def _between(
        self, connection: sa.Connection, phrase: Phrase, document_ids: Sequence[str], first: int, end: int
    ) -> dict[str, tuple[Sentence, str]]:
        """The first sentence that mentions it in these chunks, for those of the documents that have one."""
        chunk = tables.chunks.c
        there = among(chunk.document_id, document_ids), chunk.ordinal >= first, chunk.ordinal < end
        numbers = connection.execute(sa.select(chunk.number).where(*there)).scalars().all()
        return self._read(connection, phrase.pattern(), numbers)

    def _reading(
        self,
        connection: sa.Connection,
        phrase: Phrase,
        documents: frozenset[str] | None,
        known: frozenset[str] = frozenset(),
    ) -> tuple[dict[str, tuple[Sentence, str]], Collection[str]]:
        """The first sentence that mentions it, by document id, and what was looked at: the full-text index finds what may
        mention it, and the text itself decides."""
        pattern = phrase.pattern()
        chunk = tables.chunks.c
        holding = chunk.number.in_(self._database.engine.chunks_holding(phrase.forms))
        # The first chunk of each document that may mention it; nearly always it does.
        query = sa.select(chunk.document_id, sa.func.min(sa.literal(_NUMBERS, sa.BigInteger) * chunk.ordinal + chunk.number))
        query = within(query.where(holding).group_by(chunk.document_id), chunk.document_id, documents)
        first = {row[0]: row[1] % _NUMBERS for row in connection.execute(query).all() if row[0] not in known}
        found = self._read(connection, pattern, list(first.values()))
        rest = sa.select(chunk.number).where(holding, among(chunk.document_id, first.keys() - found.keys()))
        others = connection.execute(rest).scalars().all() if len(found) < len(first) else ()
        return found | self._read(connection, pattern, others), first.keys()

    def _read(
        self, connection: sa.Connection, pattern: re.Pattern[str], numbers: Sequence[int]
    ) -> dict[str, tuple[Sentence, str]]:
        """The first sentence that mentions it, for each document that these chunks are of."""
        chunk = tables.chunks.c
        columns = sa.select(chunk.document_id, chunk.ordinal, chunk.start, chunk.text, chunk.sentences)
        best: dict[str, tuple[int, tuple[Sentence, str]]] = {}
        for some in batched(numbers, _READ):
            for row in connection.execute(columns.where(among(chunk.number, some))).all():
                if row.document_id in best and best[row.document_id][0] < row.ordinal:
                    continue
                if (sentence := _first_that(pattern, row)) is not None:
                    best[row.document_id] = (row.ordinal, sentence)
        return {document_id: sentence for document_id, (_, sentence) in best.items()}

    def _named(self, connection: sa.Connection, document_ids: Collection[str]) -> dict[str, Place]:
        found = connection.execute(PLACES.where(among(tables.documents.c.id, document_ids))).all()
        return {row[0]: Place(*row) for row in found}


def _newest_first(places: Collection[Place]) -> tuple[Place, ...]:
    """Those without a date last. `itemgetter` looks dates and sources up in C: there may be a place for each document."""
    dated, undated = ([place for place in places if (place[3] is None) is none] for none in (False, True))
    dated.sort(key=itemgetter(3, 2), reverse=True)
    undated.sort(key=itemgetter(2), reverse=True)
    return (*dated, *undated)


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
    match = pattern.search(row.text)
    if match is None and not mentions(pattern, row.text):
        return None
    if match is not None:  # most often the sentence around that is the one, and no other need be searched
        place = row.start + match.start()
        around = next((each for each in spans(row.sentences) if each[0] <= place < each[1]), None)
        if around is not None and place - row.start + len(match[0]) <= around[1] - row.start:
            return Sentence(*around), row.text[around[0] - row.start : around[1] - row.start]
    return next((each for each in chain(_headings_of(row), sentences_of(row)) if mentions(pattern, each[1])), None)


# What has fewer words and opens a document is most often its author or its place.
_FEWEST_WORDS = 6
_SPREADSHEETS = (".csv", ".tsv", ".xlsx", ".xlsm")


class Census(Mentions):
    """Counts of a library, made anew at each call."""

    def count(self, documents: frozenset[str] | None = None) -> int:
        """How many documents there are."""
        return int(self._database.value(self._of(documents, sa.select(sa.func.count()).select_from(tables.documents))))

    def by_date(
        self, documents: frozenset[str] | None = None, *, oldest: bool = False, offset: int = 0, limit: int | None = None
    ) -> tuple[Place, ...]:
        """Documents by the day they were published, newest first, those without one last."""
        table = tables.documents.c
        order = table.published.asc() if oldest else table.published.desc()
        query = self._of(documents).order_by(table.published.is_(None), order, table.added.desc(), table.source)
        return self._places(query.offset(offset).limit(limit))

    def spreadsheets(self, documents: frozenset[str] | None = None) -> tuple[Place, ...]:
        """Documents whose source is a file of tables, by name."""
        table = tables.documents.c
        is_one = sa.or_(*(sa.func.lower(table.source).like(f"%{ending}") for ending in _SPREADSHEETS))
        return self._places(self._of(documents).where(is_one).order_by(table.source))

    def added_last(self, documents: frozenset[str] | None, offset: int, limit: int) -> tuple[Place, ...]:
        """Documents by when they were added, the last first."""
        table = tables.documents.c
        return self._places(self._of(documents).order_by(table.added.desc(), table.source).offset(offset).limit(limit))

    def opened(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """The same documents; those without a sentence get their first one that is more than a name or a date line."""
        first = {
            row.document_id: _opening(row)
            for row in self._first_chunks(place.document_id for place in places if place.sentence is None)
        }
        return tuple(place if place.sentence else placed(place, first.get(place.document_id)) for place in places)

    def beginnings(self, document_ids: Collection[str]) -> dict[str, str]:
        """The words of these documents' first passages."""
        return {row.document_id: row.text for row in self._first_chunks(document_ids)}

    def opening_vectors(self, document_ids: Collection[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vector of the first passage of each of these documents by document id, each (d,), of length one."""
        chunk = tables.chunks.c
        query = sa.select(chunk.document_id, chunk.vector).where(chunk.ordinal == 0)
        found = self._database.rows(query.where(among(chunk.document_id, list(document_ids))))
        return {row.document_id: records.floats(row.vector) for row in found}

    def by_period(self, length: int) -> dict[str, int]:
        """How many documents there are of each period, in order; the first `length` characters of a date name it."""
        table = tables.documents.c
        # Written out: to PostgreSQL two parameters of one value are two things to group by.
        period = sa.func.substr(table.published, sa.literal_column("1"), sa.literal_column(str(int(length))))
        query = sa.select(period, sa.func.count()).where(table.published.is_not(None)).group_by(period).order_by(period)
        return {row[0]: row[1] for row in self._database.rows(query)}

    def passages_of(self, document_ids: Collection[str]) -> dict[str, tuple[Passage, ...]]:
        """All passages of these documents, by document and in reading order."""
        chunk = tables.chunks.c
        found: dict[str, list[Passage]] = {}
        with self._database.reading() as connection:
            query = PASSAGES.where(among(chunk.document_id, document_ids)).order_by(chunk.ordinal)
            for row in connection.execute(query).mappings():
                found.setdefault(row["document_id"], []).append(records.passage(row))
        return {document_id: tuple(passages) for document_id, passages in found.items()}

    def _of(self, documents: frozenset[str] | None, query: sa.Select[Any] = PLACES) -> sa.Select[Any]:
        return within(query, tables.documents.c.id, documents)

    def _places(self, query: sa.Select[Any]) -> tuple[Place, ...]:
        return tuple(Place(*row) for row in self._database.rows(query))

    def _first_chunks(self, document_ids: Iterable[str]) -> Sequence[Any]:
        chunk = tables.chunks.c
        query = sa.select(chunk.document_id, chunk.start, chunk.text, chunk.sentences)
        return self._database.rows(query.where(chunk.ordinal == 0, among(chunk.document_id, list(document_ids))))


def _opening(row: Any) -> tuple[Sentence, str] | None:
    found = list(sentences_of(row))
    return next((each for each in found if len(each[1].split()) >= _FEWEST_WORDS), found[0] if found else None)
