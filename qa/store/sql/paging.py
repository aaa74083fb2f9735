"""Any number of values in one statement, and any number of rows a page at a time."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

T = TypeVar("T")
_PAGE = 5000


def among(column: sa.ColumnElement[Any], values: Collection[Any]) -> sa.ColumnElement[bool]:
    """Whether the column is one of these values, which may be as many as the library has documents or chunks: all of them
    are one variable, since both engines bound how many a statement has."""
    return _Among(column, sa.literal(sorted(values), _Values(isinstance(column.type, sa.Integer))))


class _Among(FunctionElement[Any]):
    inherit_cache = True
    type = sa.types.NULLTYPE  # of a Boolean, SQLite would be asked whether it is 1, and use no index


class _Values(sa.TypeDecorator[list[Any]]):
    """An array in PostgreSQL, JSON in SQLite. As `CollatedText`, it holds no NUL."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, numbers: bool) -> None:
        super().__init__()
        self.numbers = numbers

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name != "postgresql":
            return sa.Text()
        return dialect.type_descriptor(ARRAY(sa.BigInteger if self.numbers else sa.Text))

    def process_bind_param(self, value: list[Any] | None, dialect: sa.Dialect) -> Any:
        given = value if self.numbers else [str(each).replace("\0", "\ufffd") for each in value or ()]
        return given if dialect.name == "postgresql" else json.dumps(given, ensure_ascii=False)


@compiles(_Among, "sqlite")
def _in_sqlite(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(_Among, "postgresql")
def _in_postgresql(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} = ANY ({values})"


def within(query: sa.Select[Any], column: sa.ColumnElement[Any], values: Collection[Any] | None) -> sa.Select[Any]:
    """The same query, limited to rows whose column is one of these values; unchanged where they are None."""
    return query if values is None else query.where(among(column, values))


def only(column: sa.ColumnElement[Any], value: Any) -> sa.ColumnElement[bool]:
    """Whether the column has this value; always so where it is None."""
    return sa.true() if value is None else column == value


def batched(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (values[first : first + size] for first in range(0, len(values), size))


def pages(connection: sa.Connection, query: sa.Select[Any], number: sa.ColumnElement[int]) -> Iterator[Sequence[sa.Row[Any]]]:
    """The rows of a query, a page at a time, in the order of a unique column that they have as `number`."""
    query = query.order_by(number).limit(_PAGE)
    page = connection.execute(query).all()
    while page:
        yield page
        page = connection.execute(query.where(number > page[-1].number)).all() if len(page) == _PAGE else []
