"""Where else words stand: syndicated articles carry one sentence in many documents.

The full-text index knows the documents that have the sentence's rarest words; their text decides. So each look-up costs as much
in a large library as in a small one.
"""

import re
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from qa.english.words import content_words, stem, words
from qa.store.sql import tables
from qa.store.sql.database import Part
from qa.store.sql.paging import within
from qa.types import Citation, Copy

# A shorter sentence ("That is not true, he said.") stands in two documents by chance.
_FEWEST_WORDS = 6
# Chunks that hold this many of a sentence's rarest words are nearly always those that hold all of it.
_RAREST = 6
# Chunks looked at for one sentence, and copies that are told of it: enough to say that it is everywhere.
_MOST_CHUNKS, _MOST = 200, 50
_BETWEEN = r"[\W_]+"
_OPENING, _CLOSING = r"[“\"‘'(\[]*", r"[.!?…]*[”\"’')\]]*"


def is_telling(sentence: str) -> bool:
    """Whether it is so long that the same words elsewhere are no chance."""
    return len(words(sentence)) >= _FEWEST_WORDS


class Copies(Part):
    """Finds the other documents of a library that have the same words."""

    def of(self, citations: Sequence[Citation], documents: frozenset[str] | None = None) -> tuple[tuple[Copy, ...], ...]:
        """For each citation where else its words stand, newest first; the case, punctuation and line breaks may differ."""
        # Function words tell nothing, and the index takes longest to count them.
        asked = [content_words(citation.quote) if is_telling(citation.quote) else [] for citation in citations]
        with self._database.reading() as connection:
            known = self._database.engine.frequencies(connection, {stem(word) for found in asked for word in found})
            return tuple(
                self._of(connection, citation, _rarest(found, known), documents) if found else ()
                for citation, found in zip(citations, asked, strict=True)
            )

    def _of(
        self, connection: sa.Connection, citation: Citation, rarest: Sequence[str], documents: frozenset[str] | None
    ) -> tuple[Copy, ...]:
        chunk, document = tables.chunks.c, tables.documents.c
        # Asked by itself: in one query with what follows, SQLite goes through all documents.
        holding = self._database.engine.chunks_holding([[word] for word in rarest])
        numbers = connection.execute(holding.limit(_MOST_CHUNKS)).scalars().all()
        # What goes on behind the chunk that it begins in stands there too.
        text = sa.func.substr(document.text, chunk.start + 1, chunk.end - chunk.start + len(citation.quote))
        query = within(
            sa.select(chunk.document_id, document.title, document.source, document.published, chunk.start, text.label("text"))
            .join_from(tables.chunks, tables.documents)
            .where(chunk.number.in_(numbers), chunk.document_id != citation.document_id)
            .order_by(chunk.number),
            chunk.document_id,
            documents,
        )
        pattern = _pattern(citation.quote)
        found: dict[str, Copy] = {}
        for row in connection.execute(query) if len(numbers) > 1 else ():
            if row.document_id not in found and (match := pattern.search(row.text)) is not None:
                place = (row.start + match.start(), row.start + match.end())
                found[row.document_id] = Copy(row.document_id, row.title, row.source, row.published, *place)
        newest = sorted(found.values(), key=lambda copy: (copy.published or "", copy.source), reverse=True)
        return tuple(newest[:_MOST])


def _rarest(found: Sequence[str], known: Mapping[str, int]) -> list[str]:
    """The rarest of the words that the index has in the form that they have here."""
    there = [word for word in found if stem(word) in known]
    return sorted(there, key=lambda word: known[stem(word)])[:_RAREST] or list(found[:_RAREST])


def _pattern(quote: str) -> re.Pattern[str]:
    """The quote's words, with whatever stands between them."""
    telling = _BETWEEN.join(re.sub("['’]", "['’]", re.escape(word)) for word in words(quote))
    return re.compile(rf"{_OPENING}(?<!\w){telling}(?!\w){_CLOSING}", re.IGNORECASE)
