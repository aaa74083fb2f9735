"""The longer lists of words, in `data/lists.txt`: each under its [name]. They are our own."""

from functools import cache
from pathlib import Path


@cache
def _lists() -> dict[str, str]:
    parts = Path(__file__).parent.joinpath("data", "lists.txt").read_text(encoding="utf-8").split("\n[")[1:]
    return {name: words.strip() for name, _, words in (part.partition("]\n") for part in parts)}


def word_list(name: str) -> frozenset[str]:
    """All of a list."""
    return frozenset(_lists()[name].split())


def entries_of(name: str) -> list[str]:
    """What is on a line of its own, or between bars."""
    return _lists()[name].replace("\n", " | ").split(" | ")


def heads_of(name: str) -> dict[str, str]:
    """Of "head: other another_one": each of the others → the head."""
    entries = (entry.split(": ") for entry in entries_of(name))
    return {other.replace("_", " "): head for head, others in entries for other in others.split()}
