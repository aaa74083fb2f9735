"""How many rows one statement reads, or names as variables."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
PAGE = 5000


def batched(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[first : first + PAGE] for first in range(0, len(values), PAGE))
