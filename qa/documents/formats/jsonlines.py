"""JSON lines → one document a line. The text is stored exactly as given, so outside offsets into it stay valid."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from qa.documents.dates import read_date
from qa.documents.decoding import binary_kind
from qa.documents.formats.registry import reads_many
from qa.documents.outcome import Loaded, shown
from qa.documents.titles import tidy, undeclared
from qa.types import Document
from qa.types.allowed import json_kind
from qa.types.errors import with_setting
from qa.types.text import unwritable

PEEK = 1 << 16


@reads_many(".jsonl", name="JSON lines")
def load_lines(path: Path, max_bytes: int) -> Iterator[Loaded]:
    """One `Loaded` a line that isn't blank, named `path:LINE` where it failed. Holds one line in memory at a time.

    OSError where the file can't be opened or read; ValueError where all of it is no JSON lines or it is empty.
    """
    with path.open("rb") as file:
        # Refused at once, not line by line.
        start = file.peek(PEEK)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise ValueError("is UTF-16, but JSON lines are UTF-8; save it as UTF-8")
        if kind := binary_kind(start):
            raise ValueError(f"a binary file ({kind}); write one JSON object a line")
        empty = True
        for number, raw in enumerate(_lines(file, max_bytes), start=1):
            line = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
            if not line.strip():
                continue
            empty, name = False, f"{shown(path)}:{number}"
            try:
                if len(line.rstrip(b"\r\n")) > max_bytes:
                    too_long = f"the line is over the limit of {max_bytes / 1e6:g} MB; split it"
                    raise ValueError(with_setting(too_long, "QA_MAX_FILE_MB"))
                yield Loaded.of(_document(line), named_at=name)
            except ValueError as exc:
                yield Loaded.failed(name, str(exc))
        if empty:
            raise ValueError("is empty; put JSON lines in it or leave it out")


def _lines(file: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """A line longer than `max_bytes` comes as its first `max_bytes + 1` bytes; the rest of it is passed over."""
    while line := file.readline(max_bytes + 1):
        yield line
        if len(line) > max_bytes:
            while not line.endswith(b"\n") and (line := file.readline(PEEK)):
                pass


def _document(raw: bytes) -> Document:
    row = _row(raw)
    source, text = _required(row, "source"), _required(row, "text")
    title = row.get("title")
    if not isinstance(title, str | None):
        raise ValueError(f'"title" must be a string, not {json_kind(title)}')
    title = tidy(_clean(title, "title")) if title else ""
    return Document.create(
        source=source, title=title or undeclared(text, source), text=text, published=_published(row.get("published"))
    )


def _row(raw: bytes) -> dict[str, Any]:
    try:
        row = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as exc:
        raise ValueError(f"can't be read as text from byte {exc.start} of the line on; save it as UTF-8") from exc
    except json.JSONDecodeError as exc:
        raise ValueError(f"malformed JSON at column {exc.colno}: {exc.msg}; write one JSON object a line") from exc
    except ValueError as exc:  # Python reads no number of over 4,300 digits
        raise ValueError("a number has too many digits; write it as a string") from exc
    except RecursionError as exc:
        raise ValueError("malformed JSON: nested too deep; write one flat JSON object a line") from exc
    if not isinstance(row, dict):
        raise ValueError(f'{json_kind(row)} instead of an object; write {{"source": "...", "text": "..."}}, one a line')
    return row


def _required(row: dict[str, Any], key: str) -> str:
    if key not in row:
        raise ValueError(f'"{key}" is missing; each line needs "source" and "text"')
    value = row[key]
    if not isinstance(value, str):
        raise ValueError(f'"{key}" must be a string, not {json_kind(value)}')
    if not value.strip():
        raise ValueError(f'"{key}" is empty; each line needs "source" and "text"')
    return _clean(value, key)


def _clean(value: str, key: str) -> str:
    """Refuse what SQLite and UTF-8 can't hold: leaving it out would move every offset behind it."""
    if wrong := unwritable(value):
        raise ValueError(f'"{key}" has {wrong}')
    return value


def _published(value: Any) -> str | None:
    if value is None:
        return None
    date = read_date(value) if isinstance(value, str) else None
    if date is None:
        given = ascii(value)
        given = given if len(given) <= 40 else given[:37] + "..."
        raise ValueError(f'"published" is {given}; write a date such as 2021-03-17, or leave it out')
    return date
