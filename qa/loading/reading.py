"""One file → its documents."""

import stat
from collections.abc import Iterator
from pathlib import Path

from qa.loading.decoding import binary_kind, declared_encoding, decode, normalise
from qa.loading.finding import SUPPORTED, is_supported, unsupported
from qa.loading.jsonlines import load_lines
from qa.loading.markdown import parse
from qa.loading.outcome import Loaded, cause_of, shown, source_of
from qa.loading.pages import read_page
from qa.loading.titles import headline, iso_date, readable_stem, tidy
from qa.types import Document


def load(path: Path, *, max_bytes: int) -> Iterator[Loaded]:
    """Every document of a file, or what is wrong with it. `max_bytes` bounds a file, and a line of a .jsonl file."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            yield Loaded.failed(shown(path), "is a folder; find_files lists the files in it")
        elif not is_supported(path):
            yield unsupported(path)
        elif not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for its writer
            yield Loaded.failed(shown(path), f"is a pipe or device, not a file; supported: {SUPPORTED}")
        elif path.suffix.lower() == ".jsonl":
            yield from load_lines(path, max_bytes=max_bytes)
        else:
            yield Loaded.of(_document(path, _bytes(path, status.st_size, max_bytes)))
    except (FileNotFoundError, NotADirectoryError):
        yield Loaded.missing(shown(path))
    except OSError as exc:
        yield Loaded.failed(shown(path), cause_of(exc))
    except ValueError as exc:
        yield Loaded.failed(shown(path), str(exc))


def _bytes(path: Path, size: int, max_bytes: int) -> bytes:
    if size > max_bytes:
        raise ValueError(_too_large(size, max_bytes))
    with path.open("rb") as file:
        raw = file.read(max_bytes + 1)
    if len(raw) > max_bytes:  # it grew, or is of the kind that tells no size
        raise ValueError(_too_large(len(raw), max_bytes))
    return raw


def _too_large(size: int, max_bytes: int) -> str:
    return f"{size / 1e6:,.1f} MB is over the limit of {max_bytes / 1e6:g} MB; split it or raise QA_MAX_FILE_MB"


def _document(path: Path, raw: bytes) -> Document:
    """ValueError with the cause where these bytes are no document."""
    suffix = path.suffix.lower()
    if kind := binary_kind(raw):
        raise ValueError(_binary(kind))
    text = normalise(decode(raw, declared_encoding(raw) if suffix in {".html", ".htm"} else None))
    if "\0" in text:  # UTF-16 and UTF-32 get past the look at the bytes
        raise ValueError(_binary("it has NUL characters"))
    if _is_blank(text):
        raise ValueError("is empty; put text in it or leave it out")
    title, published = None, None
    if suffix == ".md":
        text, title, published = parse(text)
    elif suffix != ".txt":
        text, title, published = read_page(text)
        text, title = normalise(text), tidy(title or "")
        published = iso_date(published or "")
    if _is_blank(text):
        raise ValueError("is empty but for its front matter; put text in it or leave it out")
    source = source_of(path)
    _check_name(source)
    return Document.create(
        source=source,
        title=title or headline(text) or readable_stem(source),
        text=text,
        published=published,
    )


def _binary(kind: str) -> str:
    return f"a binary file ({kind}); supported: {SUPPORTED}"


def _is_blank(text: str) -> bool:
    return not text.strip("\ufeff\u200b\u200c\u200d\u2060 \t\n") or text.isspace()


def _check_name(source: str) -> None:
    try:
        source.encode()
    except UnicodeEncodeError as exc:
        raise ValueError("the file's name isn't valid UTF-8; rename it") from exc
