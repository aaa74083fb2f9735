"""What became of one source: its document, or the error that names why there is none."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qa.documents.titles import MAX_TITLE, tidy
from qa.types import Document
from qa.types.documents import Original
from qa.types.errors import LoadError, NotFoundError
from qa.types.text import unwritable

# Characters; an address that is fetched may have as many, and so may a source that the API is asked for.
MAX_SOURCE = 2000


@dataclass(frozen=True, slots=True)
class Loaded:
    """One of `document`, `error` and `unchanged` is set. The error's message begins with `source` (and `:LINE`).

    `fingerprint` tells a file's content and how it is read: where it is the same, so is the document. `layout` is as
    `qa.documents.layout` packs it. `named_at` is the line, or the like, where the source was named, if it named it itself.
    """

    source: str
    document: Document | None = None
    error: LoadError | NotFoundError | None = None
    unchanged: bool = False
    fingerprint: str | None = None
    original: Original | None = None
    layout: str = ""
    named_at: str = ""

    def __post_init__(self) -> None:
        if [self.document is None, self.error is None, not self.unchanged].count(False) != 1:
            raise ValueError(f"{self.source}: either a document or an error, or unchanged, and only one of them")

    @classmethod
    def of(cls, document: Document, **more: Any) -> "Loaded":
        """`more` are further fields."""
        return cls(document.source, document=document, **more)

    @classmethod
    def failed(cls, source: str, cause: str) -> "Loaded":
        return cls(source, error=LoadError(f"{source}: {cause}"))

    @classmethod
    def missing(cls, source: str) -> "Loaded":
        return cls(source, error=NotFoundError(f"{source}: no such file or folder; check the path"))


class DocumentChecks:
    """Checks each document before it is stored, whatever it was read from.

    Two documents that name their source themselves, as lines of JSON do, can't name the same: the sources that were named in
    one call are kept, each with the place that named it first and its version there.
    """

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, str]] = {}

    def checked(self, loaded: Loaded) -> Loaded:
        """The same, with its title and author cut to their bound; or a failure.

        The failure names the length of a source that is too long, or both places where two versions of a document are named.
        """
        document = loaded.document
        if document is None:
            return loaded
        told = (document.source, document.title, document.author or "", document.url or "")
        if any(map(unwritable, told)):
            place = loaded.named_at or ascii(document.source)[1:81]
            return Loaded.failed(place, "its source, title or author isn't valid text; give it in UTF-8")
        if len(document.source) > MAX_SOURCE:
            return Loaded.failed(
                loaded.named_at or f"{document.source[:80]}…",
                f"its source has {len(document.source)} characters, {MAX_SOURCE} are allowed; give it a shorter one",
            )
        if max(len(document.title), len(document.author or "")) > MAX_TITLE:
            author = tidy(document.author) if document.author else None
            document = replace(document, title=tidy(document.title), author=author)
            loaded = replace(loaded, document=document)
        if not loaded.named_at:
            return loaded
        version = hash((document.sha256, document.title, document.published, document.author, document.url))
        known, place = self._first.setdefault(document.id, (version, loaded.named_at))
        if known == version:
            return loaded
        return Loaded.failed(
            loaded.named_at,
            f'its "source" is {document.source!r}, and so is that of {place}, with another text, title or date; '
            "that one is kept, so give this one another",
        )


def source_of(path: Path) -> str:
    """The absolute path as text. `..` is folded, so that a file has one source from whichever folder it is named."""
    return os.path.abspath(path)


def shown(path: Path) -> str:
    """The source in a form that prints on one line, whatever bytes the file name holds."""
    name = os.fsencode(source_of(path)).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in name)


def cause_of(exc: OSError | ValueError) -> str:
    """The system's words for a failed read, and what to do about the likely one."""
    if isinstance(exc, PermissionError):
        return "no permission to read it; grant read access or leave it out"
    reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
    return f"can't be read ({reason})"
