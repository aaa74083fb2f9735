"""The vector index: Chroma, derived from the library and expendable. The only importer of Chroma."""

import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlparse

import numpy as np
from numpy.typing import NDArray

from qa.errors import VectorIndexError

# Chroma refuses larger batches (max_batch_size 5,461) and binds one SQL variable an id in `get`.
_BATCH = 5000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class VectorHit:
    """`score` is the cosine similarity, -1 to 1."""

    chunk_id: str
    score: float


class VectorIndex:
    """Open with a folder (embedded) or with the URL of a Chroma server. Safe to share between threads."""

    def __init__(self, folder: Path, url: str | None = None, collection: str = "chunks") -> None:
        """`collection` is this library's own: two libraries may share one Chroma server. Raises VectorIndexError."""
        self._folder = folder
        self._name = collection
        self._url = url
        # Embedded Chroma has to be closed before it is opened anew, so nobody may be inside it at that moment.
        self._lock = threading.RLock()
        self._client: Any = None
        self._collection: Any = None
        self.open()

    @classmethod
    def anew(cls, folder: Path, collection: str = "chunks") -> "VectorIndex":
        """An empty embedded index in place of one that can't even be opened."""
        shutil.rmtree(folder, ignore_errors=True)
        return cls(folder, collection=collection)

    def open(self) -> None:
        """(Re)open. An embedded index sees what another process wrote only after that. Raises VectorIndexError."""
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        quiet = ChromaSettings(anonymized_telemetry=False)
        with self._lock:
            self.close()
            try:
                if self._url is None:
                    self._folder.mkdir(parents=True, exist_ok=True)
                    self._client = chromadb.PersistentClient(path=str(self._folder), settings=quiet)
                else:
                    address = urlparse(self._url)
                    self._client = chromadb.HttpClient(
                        host=address.hostname or "",
                        port=address.port or (443 if address.scheme == "https" else 8000),
                        ssl=address.scheme == "https",
                        settings=quiet,
                    )
                # Chroma's default space is l2, and its default embedding function downloads a model.
                self._collection = self._client.get_or_create_collection(
                    self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            except Exception as exc:
                # Chroma keeps a half-started engine by its path, and would hand it out again for a mended folder.
                chromadb.api.client.SharedSystemClient.clear_system_cache()
                raise self._trouble("opened", exc) from exc

    def close(self) -> None:
        with self._lock:
            client, self._client, self._collection = self._client, None, None
            if client is not None:
                client.close()

    def count(self) -> int:
        return self._guard("counted", lambda: int(self._collection.count()))

    def ids(self) -> frozenset[str]:
        """All ids; takes time in proportion to their number."""

        def read() -> frozenset[str]:
            found: set[str] = set()
            while page := self._collection.get(include=[], limit=_BATCH, offset=len(found))["ids"]:
                found.update(page)
            return frozenset(found)

        return self._guard("listed", read)

    def search(self, vector: NDArray[np.float32], limit: int, documents: frozenset[str] | None = None) -> tuple[VectorHit, ...]:
        """The nearest chunks, best first. Raises VectorIndexError."""
        if documents == frozenset():
            return ()
        where = None if documents is None else {"document_id": {"$in": sorted(documents)}}

        def query() -> tuple[VectorHit, ...]:
            found = self._collection.query(query_embeddings=[vector], n_results=limit, where=where, include=["distances"])
            pairs = zip(found["ids"][0], found["distances"][0], strict=True)
            return tuple(VectorHit(chunk_id, 1.0 - distance) for chunk_id, distance in pairs)

        return self._guard("searched", query)

    def upsert(self, ids: Sequence[str], vectors: Sequence[NDArray[np.float32]], document_ids: Sequence[str]) -> None:
        def write() -> None:
            for first in range(0, len(ids), _BATCH):
                page = slice(first, first + _BATCH)
                self._collection.upsert(
                    ids=list(ids[page]),
                    embeddings=np.stack(vectors[page]),
                    metadatas=[{"document_id": document_id} for document_id in document_ids[page]],
                )

        self._guard("written", write)

    def delete(self, ids: Iterable[str]) -> None:
        """Ids that aren't there are no error."""
        doomed = sorted(ids)

        def write() -> None:
            for first in range(0, len(doomed), _BATCH):
                self._collection.delete(ids=doomed[first : first + _BATCH])

        self._guard("written", write)

    def wipe(self) -> None:
        """Throw everything away and start empty: for an index that can't be repaired."""
        with self._lock:
            if self._url is None:
                self.close()
                shutil.rmtree(self._folder, ignore_errors=True)
            else:
                self._guard("emptied", lambda: self._client.delete_collection(self._name))
            self.open()

    def _guard(self, done: str, action: Callable[[], _T]) -> _T:
        with self._lock:
            if self._collection is None:
                raise VectorIndexError("the vector index is closed; run `qa doctor`")
            try:
                return action()
            except Exception as exc:  # Chroma's Rust core raises classes that share no base
                raise self._trouble(done, exc) from exc

    def _trouble(self, done: str, exc: Exception) -> VectorIndexError:
        cause = (str(exc).strip().splitlines() or [type(exc).__name__])[0][:300]
        if self._url is not None:
            return VectorIndexError(
                f"the Chroma server at {self._url} can't be {done}: {cause}; start it or unset QA_CHROMA_URL"
            )
        return VectorIndexError(f"the vector index {self._folder} can't be {done}: {cause}; run `qa doctor`")
