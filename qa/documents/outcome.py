"""What became of one source: its document, or the error that names why there is none."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qa.types import Document
from qa.types.errors import LoadError, NotFoundError


@dataclass(frozen=True, slots=True, eq=False)
class Original:
    """The file that a document was read from, of a kind whose pages can be shown; `size` in bytes, `words` as `Extract` has
    them. `content` gives its bytes, or None where it isn't what it was any more."""

    suffix: str
    size: int
    words: str
    content: Callable[[], bytes | None]


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
    def of(
        cls, document: Document, fingerprint: str | None = None, original: Original | None = None, layout: str = ""
    ) -> "Loaded":
        return cls(document.source, document=document, fingerprint=fingerprint, original=original, layout=layout)

    @classmethod
    def named(cls, document: Document, place: str) -> "Loaded":
        """A document whose source was named at this place."""
        return cls(document.source, document=document, named_at=place)

    @classmethod
    def failed(cls, source: str, cause: str) -> "Loaded":
        return cls(source, error=LoadError(f"{source}: {cause}"))

    @classmethod
    def missing(cls, source: str) -> "Loaded":
        return cls(source, error=NotFoundError(f"{source}: no such file or folder; check the path"))


class Named:
    """Documents that name their source themselves, as lines of JSON do: one source can't be two of them.

    Holds the sources that were named in one call, each with the place that named it first and with its version there.
    """

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, str]] = {}

    def checked(self, loaded: Loaded) -> Loaded:
        """The same; or a failure that names both places, where another version of the document was named before."""
        document = loaded.document
        if document is None or not loaded.named_at:
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
