"""Files to load, and what became of them."""

from pathlib import Path

from qa.documents.files import load
from qa.documents.outcome import Loaded
from qa.types import Document

LIMIT = 1_000_000
PROSE = "Leaders met in Geneva on Tuesday, and the president said that the climate matters a great deal to them all."


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def outcomes(path: Path, max_bytes: int = LIMIT) -> list[Loaded]:
    return list(load(path, max_bytes=max_bytes))


def document(path: Path, max_bytes: int = LIMIT) -> Document:
    [loaded] = outcomes(path, max_bytes)
    assert loaded.document, loaded.error
    return loaded.document


def error(path: Path, max_bytes: int = LIMIT) -> str:
    [loaded] = outcomes(path, max_bytes)
    assert loaded.error, loaded.document
    message = str(loaded.error)
    assert "\n" not in message
    assert message.startswith(loaded.source)
    return message


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
