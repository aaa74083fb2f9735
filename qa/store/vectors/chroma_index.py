"""One collection of Chroma, embedded or on a server; and whether the files of an embedded one can be what a finished write has
left.

Chroma writes the five files of its HNSW graph one after the other, in place, and doesn't look at them when it loads them: a
write that was cut off, or a file that was cut short, is searched without a word, or ends the process (chromadb 1.5.9).
"""

import math
import os
import re
import struct
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import numpy as np
from numpy.typing import NDArray

from qa.store.vectors.vector_index import VectorHit
from qa.types.errors import VectorIndexError, VectorIndexLostError

# Chroma refuses larger batches (max_batch_size 5,461) and binds one SQL variable an id in `get`.
_BATCH = 5000
# Whoever searches waits for the batch being written: at 1,000 vectors 0.5 s, at 100 0.15 s, and writing is as fast.
_WRITTEN_AT_ONCE = 100
# In the order in which Chroma writes them.
_FILES = "header.bin data_level0.bin length.bin link_lists.bin index_metadata.pickle".split()
_HEADER, _VECTORS, _LENGTHS, _LINKS, _IDS = _FILES
# hnswlib's header: version, offset, capacity, elements, bytes an element, offsets of label and vector, highest level, entry
# point, links an element (upper levels, lowest), M, a factor, ef.
_LAYOUT = struct.Struct("<IQQQQQQiIQQQdQ")
_VERSION = 1
_ELEMENTS = slice(20, 28)
# How the pickle of the ids tells, among its first bytes, how many were added: a whole number of one, two or four bytes.
_ADDED = re.compile(rb"total_elements_added(?:K(.)|M(..)|J(....))X", re.DOTALL)
_BEGINNING = 100
# How many vectors HNSW keeps in view (its ef) while it links a new one, and while it searches. An index keeps those it was made
# with. Measured with 120,445 vectors of pieces of text and two sets of 1,000 questions (eval.benchmarks.nearest): of the 50
# nearest it finds 0.99 and 0.985 with these, in 3 ms. With Chroma's own 100 and 100 it finds 0.98 and 0.94, in 2 ms, and
# building takes a third longer; with 100 and 400 it finds 0.996 and 0.991, in 3.5 ms.
_WIDTHS = 60, 400


class ChromaIndex:
    """Open with a folder (embedded) or with the URL of a Chroma server. Safe to share between threads, but an embedded one not
    between processes: two that write lose vectors, and one that reads doesn't see what another wrote."""

    def __init__(
        self,
        folder: Path,
        url: str | None = None,
        collection: str = "chunks",
        *,
        create: bool = True,
        widths: tuple[int, int] = _WIDTHS,
    ) -> None:
        """`collection` is this library's own: two libraries may share one Chroma server.

        Raises VectorIndexLostError where there is none to open (without `create`) or its files are damaged, VectorIndexError
        where there may be one but it can't be opened.
        """
        self._folder = folder
        self._name = collection
        self._url = url
        self._entering = threading.Condition()
        self._inside = 0
        self._client: Any = None
        self._collection: Any = None
        if url is None and (found := damage(folder)) is not None:
            raise VectorIndexLostError(f"the vector index {folder} is damaged: {found}; run `qa doctor`")
        self._open(create, widths)

    @property
    def stamp(self) -> int | None:
        return (self._collection.metadata or {}).get("stamp")

    def mark(self, stamp: int) -> None:
        with self._use("marked") as collection:
            collection.modify(metadata={"stamp": stamp})

    def close(self) -> None:
        """Waits for those who are using it; nobody comes in after that."""
        with self._entering:
            client, self._client, self._collection = self._client, None, None
            self._entering.wait_for(lambda: self._inside == 0)
        if client is not None:
            client.close()

    def drop_others(self, prefix: str) -> None:
        """An embedded one has none but its own."""
        with self._use("tidied up"):
            for other in self._client.list_collections():
                if other.name.startswith(prefix) and other.name != self._name:
                    self._client.delete_collection(other.name)

    def count(self) -> int:
        with self._use("counted") as collection:
            return int(collection.count())

    def ids(self) -> frozenset[str]:
        """All ids; takes time in proportion to their number."""
        with self._use("listed") as collection:
            found: set[str] = set()
            while page := collection.get(include=[], limit=_BATCH, offset=len(found))["ids"]:
                found.update(page)
            return frozenset(found)

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        with self._use("read") as collection:
            found: dict[str, NDArray[np.float32]] = {}
            for first in range(0, len(ids), _BATCH):
                page = collection.get(ids=list(ids[first : first + _BATCH]), include=["embeddings"])
                found |= dict(zip(page["ids"], page["embeddings"], strict=True))
            return found

    def search(self, vector: NDArray[np.float32], limit: int) -> tuple[VectorHit, ...]:
        with self._use("searched") as collection:
            found = collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
            pairs = zip(found["ids"][0], found["distances"][0], strict=True)
            return tuple(VectorHit(chunk_id, 1.0 - distance) for chunk_id, distance in pairs)

    def upsert(self, ids: Sequence[str], vectors: Sequence[NDArray[np.float32]]) -> None:
        for first in range(0, len(ids), _WRITTEN_AT_ONCE):
            page = slice(first, first + _WRITTEN_AT_ONCE)
            with self._use("written") as collection:
                collection.upsert(ids=list(ids[page]), embeddings=np.stack(vectors[page]))

    def delete(self, ids: Iterable[str]) -> None:
        doomed = sorted(ids)
        for first in range(0, len(doomed), _BATCH):
            with self._use("written") as collection:
                collection.delete(ids=doomed[first : first + _BATCH])

    def _open(self, create: bool, widths: tuple[int, int]) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings
        from chromadb.errors import NotFoundError

        quiet = ChromaSettings(anonymized_telemetry=False)
        try:
            if self._url is None:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._client = chromadb.PersistentClient(path=str(self._folder), settings=quiet)
            else:
                address = urlparse(self._url)
                self._client = chromadb.HttpClient(
                    host=address.hostname or "",
                    port=address.port or (443 if address.scheme == "https" else 8000),
                    ssl=address.scheme == "https",
                    settings=quiet,
                )
            if create:
                # Chroma's default space is l2, and its default embedding function downloads a model.
                hnsw = {"space": "cosine", "ef_construction": widths[0], "ef_search": widths[1]}
                self._collection = self._client.get_or_create_collection(
                    self._name, embedding_function=None, configuration={"hnsw": hnsw}
                )
            else:
                self._collection = self._client.get_collection(self._name, embedding_function=None)
        except Exception as exc:
            # Chroma keeps a half-started engine by its path, and would hand it out again for a mended folder.
            chromadb.api.client.SharedSystemClient.clear_system_cache()
            if isinstance(exc, NotFoundError):
                raise VectorIndexLostError(f"the vector index {self._name} isn't there any more; run `qa doctor`") from exc
            raise self._trouble("opened", exc) from exc

    @contextmanager
    def _use(self, done: str) -> Iterator[Any]:
        with self._entering:
            collection = self._collection
            if collection is None:
                raise VectorIndexError("the vector index is closed; run `qa doctor`")
            self._inside += 1
        try:
            yield collection
        except Exception as exc:  # Chroma's Rust core raises classes that share no base
            raise self._trouble(done, exc) from exc
        finally:
            with self._entering:
                self._inside -= 1
                self._entering.notify_all()

    def _trouble(self, done: str, exc: Exception) -> VectorIndexError:
        cause = (str(exc).strip().splitlines() or [type(exc).__name__])[0][:300]
        if self._url is not None:
            return VectorIndexError(
                f"the Chroma server at {self._url} can't be {done}: {cause}; start it or do without", setting="QA_CHROMA_URL"
            )
        return VectorIndexError(f"the vector index {self._folder} can't be {done}: {cause}; run `qa doctor`")


def damage(folder: Path) -> str | None:
    """What is wrong with the index files under `folder`, or None. Takes no longer on a large one."""
    for segment in sorted({path.parent for name in _FILES for path in folder.glob(f"*/{name}")}):
        if found := _damage(segment):
            return found
    return None


def _damage(segment: Path) -> str | None:
    sizes = {}
    with suppress(OSError):
        # Made with the index, all but the last, which comes with the first write.
        if not (segment / _IDS).exists() and (segment / _HEADER).read_bytes()[_ELEMENTS] == bytes(8):
            return None
    for name in _FILES:
        try:
            sizes[name] = (segment / name).stat().st_size
        except OSError:
            return f"{name} is missing"
    raw = (segment / _HEADER).read_bytes()
    if raw[:4] != _VERSION.to_bytes(4, "little"):
        return None if len(raw) >= _LAYOUT.size else f"{_HEADER} is cut short"  # of a later Chroma: not ours to judge
    if len(raw) != _LAYOUT.size:
        return f"{_HEADER} is cut short"
    _, _, capacity, elements, size, label, vector, level, entry, links, lowest, m, _, _ = _LAYOUT.unpack(raw)
    sound = (
        elements <= capacity and vector < label == size - 8 and 1 < m == links and lowest == 2 * m and vector == 4 * lowest + 4
    )
    if not sound or (elements and not (0 <= level < 64 and entry < elements)):
        return f"{_HEADER} is damaged"
    for name, wanted in ((_VECTORS, elements * size), (_LENGTHS, elements * 4)):
        if sizes[name] != wanted:
            return f"{name} has {sizes[name]:,} bytes, {wanted:,} belong there"
    # An element has 4 bytes, and a block of links for each level it reaches: level k with a chance of 1 in m ** k, so that
    # all have elements / (m - 1) blocks, give or take eight deviations.
    blocks, left = divmod(sizes[_LINKS] - 4 * elements, 4 * links + 4)
    share = 1 / m
    if left or abs(blocks - elements / (m - 1)) > 8 * math.sqrt(elements * share) / (1 - share) + 8:
        return f"{_LINKS} has {sizes[_LINKS]:,} bytes, which can't be all"
    return _ids_damage(segment / _IDS, elements)


def _ids_damage(file: Path, elements: int) -> str | None:
    """The ids are written last, and begin with how many elements were ever added, which the header counts, too. When the files
    were written says nothing: a copy's are all new."""
    with file.open("rb") as opened:
        if (told := _ADDED.search(opened.read(_BEGINNING))) is None:
            return f"{_IDS} is damaged"
        opened.seek(-1, os.SEEK_END)
        if opened.read() != b".":
            return f"{_IDS} is cut short"
    return None if int.from_bytes(told[told.lastindex or 0], "little") == elements else "a write of it was cut off"
