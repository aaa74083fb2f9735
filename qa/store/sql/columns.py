"""What the columns of all tables are made of, and the form in which texts are searched and sorted."""

import unicodedata
from typing import Any

import sqlalchemy as sa

from qa.english.words import without_accents


class CollatedText(sa.TypeDecorator[str]):
    """Text that is compared and sorted by code points in every engine. PostgreSQL can't hold NUL, so nothing holds it."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[str]:
        return dialect.type_descriptor(sa.TEXT(collation="C") if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: str | None, _dialect: sa.Dialect) -> str | None:
        return value and value.replace("\0", "\ufffd")


Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")

metadata = sa.MetaData()


def table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, metadata, *columns)


def key(name: str, *, index: bool = False) -> sa.Column[str]:
    """The primary key, or a part of it."""
    return sa.Column(name, CollatedText, primary_key=True, index=index)


def part_of(name: str, column: str, *, key: bool = False) -> sa.Column[Any]:
    """Refer to a row of another table, with which this row is deleted; `key`: as a part of the primary key."""
    return sa.Column(name, sa.ForeignKey(column, ondelete="CASCADE"), primary_key=key, nullable=False, index=not key)


def document_id() -> sa.Column[str]:
    """Refer to the document that has this row there, as long as it is in the library."""
    return part_of("document_id", "documents.id", key=True)


def columns(kind: type[sa.types.TypeEngine[Any]], *names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    """Columns that are alike."""
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def name_row(document_id: str, title: str, source: str, author: str | None) -> dict[str, str]:
    return {"document_id": document_id, "folded": fold(f"{title} {source} {author or ''}")}


def fold(text: str) -> str:
    """The text without case, accents or runs of white space, so that "cafe" finds "Café"."""
    return " ".join(unicodedata.normalize("NFKC", without_accents(text).casefold()).split())
