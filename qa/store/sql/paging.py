"""How many rows one statement reads, or names as variables."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

T = TypeVar("T")
_PAGE = 5000


def batched(values: Sequence[T], size: int = _PAGE) -> Iterator[Sequence[T]]:
    return (values[first : first + size] for first in range(0, len(values), size))


def pages(
    connection: sa.Connection, query: sa.Select[Any], number: sa.ColumnElement[int], size: int = _PAGE
) -> Iterator[Sequence[sa.Row[Any]]]:
    """The rows of a query, a page at a time, in the order of a unique column that they have as `number`."""
    query = query.order_by(number).limit(size)
    page = connection.execute(query).all()
    while page:
        yield page
        page = connection.execute(query.where(number > page[-1].number)).all() if len(page) == size else []
