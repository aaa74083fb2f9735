"""The library that is asked: the open one, or a throw-away one of a set's own passages; and where in it the gold stands."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

from eval.datasets import GoldError, GoldSet
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store.sql import Library, Passage
from qa.types import Document

CORPUS = Path(__file__).parents[1] / "corpus"
Progress = Callable[[int, int], None]  # (done, total)
# Documents a batch, so that a progress bar moves.
_BATCH = 50


def ids_by_source(library: Library) -> dict[str, str]:
    """Return the id of each document by its source."""
    return {place.source: place.document_id for place in library.census.by_date()}


def ids_by_name(library: Library) -> dict[str, str]:
    """Return the id of each document by its source, and by its file name: invented documents lie in different folders."""
    ids = ids_by_source(library)
    return ids | {PurePath(source).name: document_id for source, document_id in ids.items()}


@contextmanager
def throw_away(settings: Settings, documents: Sequence[Document], on_progress: Progress) -> Iterator[Pipeline]:
    """A pipeline over these documents and no others, with the settings of the open library."""
    with _empty(settings) as (pipeline, ingester):
        for first in range(0, len(documents), _BATCH):
            ingester.add(documents[first : first + _BATCH])
            on_progress(min(first + _BATCH, len(documents)), len(documents))
        yield pipeline


@contextmanager
def made_of(paths: Sequence[Path]) -> Iterator[Pipeline]:
    """A pipeline over these files and no others, with the settings that nobody has changed."""
    with _empty(Settings()) as (pipeline, ingester):
        ingester.ingest(list(paths))
        yield pipeline


@contextmanager
def _empty(settings: Settings) -> Iterator[tuple[Pipeline, Ingester]]:
    """A library that is gone with the block."""
    with tempfile.TemporaryDirectory(prefix="qa-eval-", ignore_cleanup_errors=True) as folder:
        own = settings.model_copy(update={"data_dir": Path(folder), "chroma_url": None, "database_url": None})
        with Pipeline.open(own) as pipeline:
            yield pipeline, Ingester(pipeline.stores, pipeline.embedder, own)


class GoldDocuments:
    """The gold's sources as documents of a library.

    A passage that the set brings itself is the document with the same text, or the one that it is a part of.
    """

    def __init__(self, gold: GoldSet, library: Library) -> None:
        self._library = library
        self.all = frozenset(document.id for document in library.documents())
        self._ids = self._of_passages(gold) if gold.passages else self._of_sources(gold)
        self._chunks = self._chunk_ids() if any(self._ids.values()) else {}
        self._article: dict[str, frozenset[str]] = {}
        if gold.articles:
            together: dict[str, set[str]] = defaultdict(set)
            for source, article in gold.articles.items():
                together[article] |= self._ids[source]
            self._article = {source: frozenset(together[article]) for source, article in gold.articles.items()}

    @property
    def missing(self) -> list[str]:
        """Sources that the gold names and the library hasn't."""
        return [source for source, ids in self._ids.items() if not ids]

    def of(self, sources: Sequence[str]) -> frozenset[str]:
        """The ids of the documents that the gold names."""
        return frozenset().union(*(self._ids[source] for source in sources))

    def of_articles(self, sources: Sequence[str]) -> frozenset[str]:
        """… and of all others of the same articles, where the set knows articles."""
        return frozenset().union(*(self._article.get(source, self._ids[source]) for source in sources))

    def passages(self, documents: frozenset[str]) -> list[Passage]:
        """All chunks of these documents."""
        return list(self._library.passages([chunk for document in documents for chunk in self._chunks[document]]).values())

    def _of_sources(self, gold: GoldSet) -> dict[str, frozenset[str]]:
        """By id or source; or, where only one matches, by the end of the source: files are stored under their full paths."""
        by_source = {document.source: document.id for document in self._library.documents()}
        found: dict[str, frozenset[str]] = {}
        for name in dict.fromkeys(source for question in gold.questions for source in question.sources):
            ends_so = [held for source, held in by_source.items() if source.endswith("/" + name.removeprefix("./"))]
            exact = by_source.get(name) or (name if name in self.all else None)
            found[name] = frozenset({exact} if exact else ends_so if len(ends_so) == 1 else ())
        return found

    def _of_passages(self, gold: GoldSet) -> dict[str, frozenset[str]]:
        by_hash: dict[str, set[str]] = defaultdict(set)
        for document in self._library.documents():
            by_hash[document.sha256].add(document.id)
        found = {passage.source: frozenset(by_hash[passage.sha256]) for passage in gold.passages}
        if lost := [passage for passage in gold.passages if not found[passage.source]]:
            for document_id in self.all:
                text = self._library.document(document_id).text
                for passage in lost:
                    if passage.text.strip() in text:
                        found[passage.source] |= {document_id}
        return found

    def _chunk_ids(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {document: [] for document in self.all}
        for page in self._library.vector_rows():
            for row in page:
                found[row.document_id].append(row.chunk_id)
        return found


def check_ingestable(gold: GoldSet) -> None:
    """Raises GoldError where a set has no passages of its own."""
    if not gold.passages:
        raise GoldError(
            f"{gold.name} brings no passages of its own, so --ingest has nothing to load (SQuAD-format sets do); "
            "leave --ingest out and add its documents first: qa ingest PATH"
        )
