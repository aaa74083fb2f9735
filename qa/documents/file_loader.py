"""One file or address → its documents."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from qa.documents.document_builder import built_from, fingerprint_of
from qa.documents.file_search import unsupported
from qa.documents.formats.registry import format_of, has_pages, supported
from qa.documents.outcome import Loaded, Original, cause_of, shown, source_of
from qa.types.errors import with_setting


def load(path: Path, *, max_bytes: int, known: Callable[[str, str], bool] | None = None) -> Iterator[Loaded]:
    """Every document of a file, or what is wrong with it. `max_bytes` bounds a file, and a document in a file of many.

    `known` says of a source and a fingerprint whether that document is there already: then its file isn't parsed again, which
    would be most of the work of looking at a folder of PDFs once more.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            yield Loaded.failed(shown(path), "is a folder; find_files lists the files in it")
        elif (format_ := format_of(path.suffix)) is None:
            yield unsupported(path)
        elif not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for its writer
            yield Loaded.failed(shown(path), f"is a pipe or device, not a file; supported: {supported()}")
        elif format_.read_many is not None:
            yield from format_.read_many(path, max_bytes)
        else:
            raw = _bytes(path, status.st_size, max_bytes)
            source = source_of(path)
            _check_name(source)
            fingerprint = fingerprint_of(raw, path.suffix.lower())
            if known is not None and known(source, fingerprint):
                yield Loaded(source, unchanged=True)
            else:
                built = built_from(raw, path.suffix.lower(), source=source)
                original = _original(path, len(raw), built.words, fingerprint) if has_pages(path.suffix) else None
                yield Loaded.of(built.document, fingerprint, original, built.layout)
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


def _original(path: Path, size: int, words: str, fingerprint: str) -> Original:
    """Read once more when it is stored, so that no more than one file is held at a time."""
    suffix = path.suffix.lower()

    def content() -> bytes | None:
        try:
            raw = _bytes(path, size, size)
        except (OSError, ValueError):
            return None
        return raw if fingerprint_of(raw, suffix) == fingerprint else None

    return Original(suffix, size, words, content)


def _too_large(size: int, max_bytes: int) -> str:
    return with_setting(f"{size / 1e6:,.1f} MB is over the limit of {max_bytes / 1e6:g} MB; split it", "QA_MAX_FILE_MB")


def _check_name(source: str) -> None:
    try:
        source.encode()
    except UnicodeEncodeError as exc:
        raise ValueError("the file's name isn't valid UTF-8; rename it") from exc
