"""What is in `data/`: the longer lists of words, each under its [name] in `lists.txt`, which are our own, and other files."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_LISTS = "lists.txt"


def lines_of(file: str) -> list[str]:
    """Return the lines of a file, without comments and blank ones."""
    lines = _DATA.joinpath(file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _lists(file: str) -> dict[str, str]:
    parts = _DATA.joinpath(file).read_text(encoding="utf-8").split("\n[")[1:]
    return {name: words.strip() for name, _, words in (part.partition("]\n") for part in parts)}


def word_list(name: str, file: str = _LISTS) -> frozenset[str]:
    """Return all words of a list."""
    return frozenset(_lists(file)[name].split())


def entries_of(name: str) -> list[str]:
    """Return a list's entries, which stand on lines of their own or between bars."""
    return _lists(_LISTS)[name].replace("\n", " | ").split(" | ")


def alternatives(words: Iterable[str]) -> str:
    """Return the pattern of any one of these words; a longer one comes before those that it begins with."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def heads_of(name: str) -> dict[str, str]:
    """Map "other" and "another one" to "head", for each entry such as "head: other another_one"."""
    entries = (entry.split(": ") for entry in entries_of(name))
    return {other.replace("_", " "): head for head, others in entries for other in others.split()}
