"""Fields of JSON, checked where they are read. Each raises GoldError naming where, what was given and what is allowed."""

from collections.abc import Mapping
from typing import Any

from eval.datasets.gold import GoldError
from qa.types import Span, Turn
from qa.types.allowed import json_kind
from qa.types.text import unwritable

Row = Mapping[str, Any]


def text_of(row: Row, key: str, where: str) -> str:
    """A string with something in it."""
    value = row.get(key)
    if key not in row:
        raise GoldError(f'{where}: "{key}" is missing')
    if not isinstance(value, str) or not value.strip():
        given = "empty" if isinstance(value, str) else json_kind(value)
        raise GoldError(f'{where}: "{key}" is {given}; write a string')
    return checked(value, key, where)


def texts_of(row: Row, key: str, where: str) -> tuple[str, ...] | None:
    """An array of strings with something in each; None where it isn't given."""
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, list):
        raise GoldError(f'{where}: "{key}" is {json_kind(value)}; write an array of strings, [] where there are none')
    return tuple(_entry(entry, key, where) for entry in value)


def flag_of(row: Row, key: str, where: str) -> bool | None:
    value = row.get(key)
    if not isinstance(value, bool | None):
        raise GoldError(f'{where}: "{key}" is {json_kind(value)}; write true or false, or leave it out')
    return value


def turns_of(row: Row, where: str) -> tuple[Turn, ...]:
    turns = []
    for turn in list_of(row, "history", where):
        match turn:
            case ["user" | "assistant" as role, str(text)]:
                turns.append(Turn("user" if role == "user" else "assistant", checked(text, "history", where)))
            case _:
                raise GoldError(f'{where}: "history" holds another kind of turn; write ["user", "..."] or ["assistant", "..."]')
    return tuple(turns)


def spans_of(row: Row, where: str) -> tuple[tuple[str, Span], ...]:
    """Places in documents: {"document": source, "start": …, "end": …}, offsets into the document's text."""
    spans = []
    for entry in list_of(row, "spans", where):
        match entry:
            case {"document": str(source), "start": int(start), "end": int(end)} if 0 <= start < end:
                spans.append((source, Span(start, end)))
            case _:
                raise GoldError(f'{where}: "spans" holds another thing; write {{"document": "source", "start": 0, "end": 9}}')
    return tuple(spans)


def list_of(row: Row, key: str, where: str) -> list[Any]:
    """An array, empty where it isn't given."""
    value = row.get(key)
    if not isinstance(value, list | None):
        raise GoldError(f'{where}: "{key}" is {json_kind(value)}; write an array')
    return value or []


def checked(value: str, key: str, where: str) -> str:
    """Refuses what is no text: lone surrogates can't be encoded, and no library takes NUL."""
    if wrong := unwritable(value):
        raise GoldError(f'{where}: "{key}" has {wrong}')
    return value


def _entry(entry: Any, key: str, where: str) -> str:
    if not isinstance(entry, str) or not entry.strip():
        raise GoldError(
            f'{where}: "{key}" holds {"an empty string" if isinstance(entry, str) else json_kind(entry)}; write strings'
        )
    return checked(entry, key, where)
