"""Exact counts and lists over the whole library: which documents mention something, which are newest, who is quoted most."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from qa.english.wanted import Phrase, Wanted, mentions
from qa.english.words import stem
from qa.store.sql import rows, schema
from qa.store.sql.database import Database
from qa.store.sql.document_words import spans
from qa.store.sql.records import Passage, StoredStatement
from qa.store.sql.searches import PASSAGES, quoted_statements
from qa.types import Sentence

# Rows read at a time; also what one statement may hold as variables.
_PAGE = 5000
# More chunks than a library has: a chunk's place in its document and its number make one number.
_NUMBERS = 1 << 40
# Chunks of a document that are read for a common word, a step at a time: most often it stands in the first. What as few chunks
# have is found by the full-text index.
_STEPS, _FEW = ((0, 1), (1, 4), (4, 16)), 5000
# What has fewer words and opens a document is most often its author or its place.
_FEWEST_WORDS = 6


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


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name that statements of a document have, with what it says of its bearer, "" where nothing."""

    name: str
    role: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """How many statements of a speaker stand in quote marks, and in how many documents; `names` are other forms of the name."""

    speaker: str
    statements: int
    documents: int
    names: tuple[str, ...] = ()


class Census:
    """Counts of a library, made anew at each call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def mentioning(self, wanted: Wanted, documents: frozenset[str] | None = None) -> tuple[Place, ...]:
        """The documents that mention it, newest first; sentences that weren't read for that are given by `with_mentions`."""
        together: dict[str, Place] = {}
        with self._database.reading() as connection:
            if wanted.any_of or len(wanted.phrases) == 1:
                for phrase in wanted.phrases:
                    together = self._mentioning(connection, phrase, documents) | together
            else:  # what lacks one needn't be looked at for the others
                for phrase in sorted(wanted.phrases, key=lambda phrase: phrase.exact is None):
                    found = self._mentioning(connection, phrase, documents)
                    documents = frozenset(found)
                together = {key: _placed(place, None) for key, place in found.items()}
        return tuple(sorted(together.values(), key=lambda place: (place.published or "", place.source), reverse=True))

    def with_mentions(self, wanted: Wanted, places: Sequence[Place]) -> tuple[Place, ...]:
        """The same documents, each with its first sentence that mentions the first phrase it has one of; without one where only
        the title does."""
        found: dict[str, tuple[Sentence, str]] = {}
        bare = [place.document_id for place in places if place.sentence is None]
        with self._database.reading() as connection:
            for phrase in wanted.phrases:
                for first, end in () if self._is_rare(connection, phrase) else _STEPS:
                    left = [document_id for document_id in bare if document_id not in found]
                    found |= self._between(connection, phrase, left, first, end)
                left = [document_id for document_id in bare if document_id not in found]
                found |= self._reading(connection, phrase, frozenset(left))[0] if left else {}
        return tuple(place if place.sentence else _placed(place, found.get(place.document_id)) for place in places)

    def count(self, documents: frozenset[str] | None = None, since: str | None = None, until: str | None = None) -> int:
        """How many documents there are."""
        with self._database.reading() as connection:
            found = self._published(sa.select(sa.func.count()).select_from(schema.documents), documents, since, until)
            return int(connection.execute(found).scalar_one())

    def by_date(
        self,
        documents: frozenset[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        *,
        oldest: bool = False,
        offset: int = 0,
        limit: int | None = None,
    ) -> tuple[Place, ...]:
        """Documents by the day they were published, newest first, those without one last."""
        table = schema.documents.c
        query = self._published(sa.select(table.id, table.title, table.source, table.published), documents, since, until)
        order = table.published.asc() if oldest else table.published.desc()
        query = query.order_by(table.published.is_(None), order, table.added.desc(), table.source).offset(offset).limit(limit)
        with self._database.reading() as connection:
            return tuple(Place(*row) for row in connection.execute(query).all())

    def added_last(self, documents: frozenset[str] | None, offset: int, limit: int) -> tuple[Place, ...]:
        """Documents by when they were added, the last first."""
        table = schema.documents.c
        query = self._published(sa.select(table.id, table.title, table.source, table.published), documents, None, None)
        query = query.order_by(table.added.desc(), table.source).offset(offset).limit(limit)
        with self._database.reading() as connection:
            return tuple(Place(*row) for row in connection.execute(query))

    def opened(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """The same documents, those without a sentence with their first one that is more than a name or a date line."""
        chunk = schema.chunks.c
        bare = [place.document_id for place in places if place.sentence is None]
        query = sa.select(chunk.document_id, chunk.start, chunk.text, chunk.sentences).where(
            chunk.ordinal == 0, self._database.engine.among(chunk.document_id, bare)
        )
        with self._database.reading() as connection:
            first = {row.document_id: _opening(row) for row in connection.execute(query)}
        return tuple(place if place.sentence else _placed(place, first.get(place.document_id)) for place in places)

    def beginnings(self, document_ids: Collection[str]) -> dict[str, str]:
        """The words of these documents' first passages."""
        chunk = schema.chunks.c
        query = sa.select(chunk.document_id, chunk.text).where(
            chunk.ordinal == 0, self._database.engine.among(chunk.document_id, document_ids)
        )
        with self._database.reading() as connection:
            return {row.document_id: row.text for row in connection.execute(query)}

    def by_period(self, length: int) -> dict[str, int]:
        """How many documents there are of each period, in order; the first `length` characters of a date name it."""
        table = schema.documents.c
        period = sa.func.substr(table.published, 1, length)
        query = sa.select(period, sa.func.count()).where(table.published.is_not(None)).group_by(period).order_by(period)
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def passages_of(self, document_ids: Collection[str]) -> dict[str, tuple[Passage, ...]]:
        """All passages of these documents, by document and in reading order."""
        chunk = schema.chunks.c
        found: dict[str, list[Passage]] = {}
        with self._database.reading() as connection:
            query = PASSAGES.where(self._database.engine.among(chunk.document_id, document_ids)).order_by(chunk.ordinal)
            for row in connection.execute(query).mappings():
                found.setdefault(row["document_id"], []).append(rows.passage(row))
        return {document_id: tuple(passages) for document_id, passages in found.items()}

    def quoted_most(
        self, what: Sequence[str] = (), documents: frozenset[str] | None = None, limit: int | None = None
    ) -> tuple[Quoted, ...]:
        """Speakers by how many documents quote them in quote marks; with `what`, in statements with all of these words."""
        said = schema.statements.c
        number, in_documents = sa.func.count(), sa.func.count(said.document_id.distinct())
        query = self._said(sa.select(said.speaker, number, in_documents), what, documents)
        query = query.where(said.speaker.is_not(None)).group_by(said.speaker)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(in_documents.desc(), number.desc(), said.speaker).limit(limit))
            return tuple(Quoted(*row) for row in found)

    def speakers(
        self, words: Sequence[str], names: Sequence[str] = (), documents: frozenset[str] | None = None
    ) -> tuple[Speaker, ...]:
        """Who speaks, by name, role and document: those with any of these words in name or role, and those of these names."""
        said = schema.statements.c
        query = sa.select(said.speaker, said.role, said.document_id).where(said.speaker.is_not(None)).distinct()
        if documents is not None:
            query = query.where(self._database.engine.among(said.document_id, documents))
        some = [self._database.engine.said([word], ()) for word in words]
        queries = [query.where(said.number.in_(numbers)) for numbers in some if numbers is not None]
        queries += [query.where(said.speaker.in_(some_names)) for some_names in _batched(names) if some_names]
        found: dict[Speaker, None] = {}
        with self._database.reading() as connection:
            for each in queries:
                found |= {Speaker(name, role or "", document): None for name, role, document in connection.execute(each)}
        return tuple(found)

    def quoting(
        self, names: Sequence[str], what: Sequence[str] = (), documents: frozenset[str] | None = None
    ) -> dict[str, frozenset[str]]:
        """The documents that quote each of these speakers in quote marks."""
        said = schema.statements.c
        query = self._said(sa.select(said.speaker, said.document_id).distinct(), what, documents)
        found: dict[str, set[str]] = {}
        with self._database.reading() as connection:
            for some in _batched(names):
                for name, document in connection.execute(query.where(said.speaker.in_(some))):
                    found.setdefault(name, set()).add(document)
        return {name: frozenset(ids) for name, ids in found.items()}

    def names(self) -> tuple[str, ...]:
        """All names of speakers."""
        said = schema.statements.c
        with self._database.reading() as connection:
            return tuple(connection.execute(sa.select(said.speaker).where(said.speaker.is_not(None)).distinct()).scalars())

    def newest_quote(
        self, speaker: str, what: Sequence[str] = (), documents: frozenset[str] | None = None
    ) -> StoredStatement | None:
        """What this speaker, named like this, said last in quote marks."""
        said, document = schema.statements.c, schema.documents.c
        query = quoted_statements()
        query = self._said(query, what, documents).where(said.speaker == speaker)
        query = query.order_by(document.published.is_(None), document.published.desc(), document.source, said.start).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
            return rows.stored_statement(row) if row is not None else None

    def _said(self, query: sa.Select[Any], what: Sequence[str], documents: frozenset[str] | None) -> sa.Select[Any]:
        said = schema.statements.c
        query = query.where(said.kind != "indirect")
        if documents is not None:
            query = query.where(self._database.engine.among(said.document_id, documents))
        for word in what:
            if (numbers := self._database.engine.said((), [word])) is not None:
                query = query.where(said.number.in_(numbers))
        return query

    def _published(
        self, query: sa.Select[Any], documents: frozenset[str] | None, since: str | None, until: str | None
    ) -> sa.Select[Any]:
        table = schema.documents.c
        if documents is not None:
            query = query.where(self._database.engine.among(table.id, documents))
        if since:
            query = query.where(table.published >= since)
        if until:
            query = query.where(table.published <= until)
        return query

    def _mentioning(self, connection: sa.Connection, phrase: Phrase, documents: frozenset[str] | None) -> dict[str, Place]:
        """By document id. One word is counted in its index; of several the text says whether they stand together."""
        if (exact := phrase.exact) is not None:
            rows = connection.execute(self._database.engine.documents_with(exact)).all()
            return {row[0]: Place(*row) for row in rows if documents is None or row[0] in documents}
        found, looked_at = self._reading(connection, phrase, documents)
        pattern = phrase.pattern()
        return {
            document_id: _placed(place, found.get(document_id))
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
        """Of those of these documents that mention it in these chunks, the first sentence."""
        chunk = schema.chunks.c
        numbers: list[int] = []
        for some in _batched(document_ids):
            there = sa.select(chunk.number).where(self._database.engine.among(chunk.document_id, some))
            numbers += connection.execute(there.where(chunk.ordinal >= first, chunk.ordinal < end)).scalars()
        return self._read(connection, phrase.pattern(), numbers)

    def _reading(
        self, connection: sa.Connection, phrase: Phrase, documents: frozenset[str] | None
    ) -> tuple[dict[str, tuple[Sentence, str]], Collection[str]]:
        """The first sentence that mentions it, by document id, and what was looked at: the full-text index finds what may
        mention it, and the text itself decides."""
        pattern = phrase.pattern()
        chunk = schema.chunks.c
        holding = chunk.number.in_(self._database.engine.holding(phrase.forms))
        # The first chunk of each document that may mention it; nearly always it does.
        query = sa.select(chunk.document_id, sa.func.min(sa.literal(_NUMBERS, sa.BigInteger) * chunk.ordinal + chunk.number))
        query = query.where(holding).group_by(chunk.document_id)
        if documents is not None:
            query = query.where(self._database.engine.among(chunk.document_id, documents))
        first = {row[0]: row[1] % _NUMBERS for row in connection.execute(query).all()}
        found = self._read(connection, pattern, list(first.values()))
        others: list[int] = []
        for some in _batched(sorted(first.keys() - found.keys())):
            rest = sa.select(chunk.number).where(holding, self._database.engine.among(chunk.document_id, some))
            others += connection.execute(rest).scalars()
        return found | self._read(connection, pattern, others), first.keys()

    def _read(
        self, connection: sa.Connection, pattern: re.Pattern[str], numbers: Sequence[int]
    ) -> dict[str, tuple[Sentence, str]]:
        """Of each document that these chunks are of, the first sentence that mentions it."""
        chunk = schema.chunks.c
        columns = sa.select(chunk.document_id, chunk.ordinal, chunk.start, chunk.text, chunk.sentences)
        best: dict[str, tuple[int, tuple[Sentence, str]]] = {}
        for some in _batched(numbers):
            for row in connection.execute(columns.where(chunk.number.in_(some))).all():
                if row.document_id in best and best[row.document_id][0] < row.ordinal:
                    continue
                if (sentence := _first_that(pattern, row)) is not None:
                    best[row.document_id] = (row.ordinal, sentence)
        return {document_id: sentence for document_id, (_, sentence) in best.items()}

    def _named(self, connection: sa.Connection, document_ids: Collection[str]) -> dict[str, Place]:
        table = schema.documents.c
        columns = sa.select(table.id, table.title, table.source, table.published)
        found: dict[str, Place] = {}
        for some in _batched(sorted(document_ids)):
            query = columns.where(self._database.engine.among(table.id, some))
            found |= {row[0]: Place(*row) for row in connection.execute(query).all()}
        return found


def _sentences(row: Any) -> Iterator[tuple[Sentence, str]]:
    """The sentences of a chunk with their words, in order."""
    for start, end in spans(row.sentences):
        yield Sentence(start, end), row.text[start - row.start : end - row.start]


def _first_that(pattern: re.Pattern[str], row: Any) -> tuple[Sentence, str] | None:
    """The first sentence of a chunk that mentions it."""
    match = pattern.search(row.text)
    if match is None and not mentions(pattern, row.text):
        return None
    if match is not None:  # most often the sentence around that is the one, and no other need be searched
        place = row.start + match.start()
        around = next((each for each in spans(row.sentences) if each[0] <= place < each[1]), None)
        if around is not None and place - row.start + len(match[0]) <= around[1] - row.start:
            return Sentence(*around), row.text[around[0] - row.start : around[1] - row.start]
    return next((each for each in _sentences(row) if mentions(pattern, each[1])), None)


def _opening(row: Any) -> tuple[Sentence, str] | None:
    found = list(_sentences(row))
    return next((each for each in found if len(each[1].split()) >= _FEWEST_WORDS), found[0] if found else None)


def _placed(place: Place, sentence: tuple[Sentence, str] | None) -> Place:
    return Place(place.document_id, place.title, place.source, place.published, *(sentence or ()))


def _batched(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[first : first + _PAGE] for first in range(0, len(values), _PAGE))
