"""What document loaders of LangChain yield → our documents. Nothing is imported for them: two fields are all that is used."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Protocol

from qa.documents.dates import read_date, told_date
from qa.documents.decoding import normalise
from qa.documents.outcome import Loaded
from qa.documents.titles import tidy, undeclared
from qa.types import Document
from qa.types.text import unwritable

# Loaders agree on "source" only, and most on "title"; the usual ones give the rest these names, compared without case.
_DATES = ("published", "published_at", "publish_date", "publication_date", "date", "creationdate", "created_at")
_AUTHORS = ("author", "authors")


class LoaderDocument(Protocol):
    """A text and what is known of it, such as LangChain's `Document`. Its source is `metadata["source"]`, or else its `id`."""

    @property
    def page_content(self) -> str: ...

    @property
    def metadata(self) -> Mapping[str, Any]: ...


def load_documents(documents: Iterable[Document | LoaderDocument]) -> Iterator[Loaded]:
    """Each as a document, or what is wrong with it.

    Documents in a row with one source are parts of one, as loaders yield the pages of a PDF or the rows of a table. What
    names a source is called by its place in the order given, “document 3”.
    """
    for (source, _), parts in groupby(enumerate(documents, start=1), key=_part_of):
        numbers, given = zip(*parts, strict=True)
        place = f"document {numbers[0]}"
        if len(given) == 1 and isinstance(given[0], Document):
            yield Loaded.of(given[0], named_at=place)
            continue
        try:
            parted = [part for part in given if not isinstance(part, Document)]
            yield Loaded.of(_document(source, parted), named_at=place)
        except ValueError as exc:
            yield Loaded.failed(place if not source or unwritable(source) else source, str(exc))


def _part_of(numbered: tuple[int, Any]) -> tuple[str, int]:
    """What parts of one document have alike: their source. Whole documents, and those that name none, have their place."""
    place, given = numbered
    if isinstance(given, Document):
        return given.source, place
    source = given.metadata.get("source") or getattr(given, "id", None) if hasattr(given, "page_content") else None
    return str(source or ""), 0 if source else place


def _document(source: str, parts: list[LoaderDocument]) -> Document:
    if not hasattr(parts[0], "page_content"):
        kind = type(parts[0]).__name__
        raise ValueError(f"is no document but a value of the type {kind}; give it a page_content, and metadata with a source")
    if not source:
        raise ValueError('has no "source" in its metadata and no id; give it one, which names it in citations')
    metadata = {str(key).lower(): value for key, value in parts[0].metadata.items() if value}
    between = "\f" if any("page" in part.metadata for part in parts) else "\n\n"
    text = between.join(normalise(part.page_content).replace("\0", "") for part in parts)
    if not text.strip():
        raise ValueError("is empty; leave it out")
    title = tidy(str(metadata.get("title", "")))
    dates = (read_date(str(metadata[name])) for name in _DATES if name in metadata)
    authors = next((metadata[name] for name in _AUTHORS if name in metadata), None)
    return Document.create(
        source=source,
        title=title or undeclared(text, source),
        text=text,
        published=next((date for date in dates if date), None) or told_date(text),
        author=", ".join(map(str, authors)) if isinstance(authors, list | tuple) else authors and str(authors),
        url=source if source.startswith(("http://", "https://")) else None,
    )
