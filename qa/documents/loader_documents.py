"""What document loaders of LangChain yield → our documents. Nothing is imported for them: two fields are all that is used."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

from qa.documents.dates import read_date
from qa.documents.decoding import normalise
from qa.documents.outcome import Loaded
from qa.documents.titles import tidy, undeclared
from qa.documents.told_dates import told_date
from qa.types import Document

# Loaders agree on "source" only; these are the names that the usual ones give the rest, compared without case.
_TITLES = ("title",)
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
    for (source, number), parts in groupby(_numbered(documents), key=lambda each: each[0]):
        given, place = [part for _, part in parts], f"document {number}"
        if len(given) == 1 and isinstance(given[0], Document):
            yield Loaded.named(given[0], place)
            continue
        try:
            yield Loaded.named(_document(source, [part for part in given if not isinstance(part, Document)]), place)
        except ValueError as exc:
            yield Loaded.failed(source or place, str(exc))


def _numbered(
    documents: Iterable[Document | LoaderDocument],
) -> Iterator[tuple[tuple[str, int], Document | LoaderDocument]]:
    """Each with its source and its place, from 1; those in a row with one source, unless they are whole documents, share the
    first one's place."""
    before, number = "", 0
    for place, given in enumerate(documents, start=1):
        document = given if isinstance(given, Document) or hasattr(given, "page_content") else _Strange(type(given).__name__)
        if isinstance(document, Document):
            source, whole = document.source, True
        else:
            source, whole = str(document.metadata.get("source") or getattr(document, "id", None) or ""), False
        if whole or not source or source != before:
            number = place
        before = "" if whole else source
        yield (source, number), document


@dataclass(frozen=True, slots=True)
class _Strange:
    """What is given in the place of a document; `kind` says what it is."""

    kind: str
    page_content: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)


def _document(source: str, parts: list[LoaderDocument]) -> Document:
    if isinstance(strange := parts[0], _Strange):
        raise ValueError(
            f"is no document but a value of the type {strange.kind}; give it a page_content, and metadata with a source"
        )
    if not source:
        raise ValueError('has no "source" in its metadata and no id; give it one, which names it in citations')
    metadata = {str(key).lower(): value for key, value in parts[0].metadata.items() if value}
    between = "\f" if any("page" in part.metadata for part in parts) else "\n\n"
    text = between.join(normalise(part.page_content).replace("\0", "") for part in parts)
    if not text.strip():
        raise ValueError("is empty; leave it out")
    title = next((tidy(str(metadata[name])) for name in _TITLES if name in metadata), "")
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
