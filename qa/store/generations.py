"""The vector index of each generation: opened once it has shown that it is whole, begun anew where it is lost."""

import math
import shutil
from contextlib import suppress
from logging import getLogger

from qa.settings import VECTOR_INDEXES, Settings
from qa.store.exact_index import ExactIndex
from qa.store.sql import Library
from qa.store.sql.stored_vectors import IndexState
from qa.store.vectors import ChromaIndex, Shelved, VectorIndex
from qa.types.errors import VectorIndexLostError
from qa.types.plugins import make_plugin

log = getLogger(__name__)
_PROBES = 8  # stored vectors that an index has to find again on opening
_MISSED = 0.25  # the share of them that it may miss: HNSW is approximate


class Generations:
    """Each rebuild begins a generation: a folder of its own, or a collection of its own on a Chroma server."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings
        self._folder = settings.data_dir / "index"
        self._url = settings.chroma_url

    def open(self, state: IndexState, *, create: bool) -> VectorIndex:
        """The index of this generation, once it has shown that it is whole. Raises VectorIndexLostError, VectorIndexError."""
        # A damaged index can end the process that loads it; the next one finds this mark.
        mark = self._folder / f"{state.generation}.opening"
        if self._url is None:
            if mark.exists():
                raise VectorIndexLostError(f"a process ended while it opened {self._folder / str(state.generation)}")
            with suppress(OSError):
                mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                mark.touch()
        try:
            index = self._index(state.generation, create=create)
            try:
                self._probe(index, state)
            except BaseException:
                index.close()
                raise
            return index
        finally:
            with suppress(OSError):
                mark.unlink()

    def begin(self) -> tuple[VectorIndex, int]:
        """An empty index of a new generation, and its number; what earlier ones left is removed."""
        generation = self._library.vectors.new_generation()
        self.sweep(generation)
        index = self._index(generation)
        if isinstance(index, Shelved):
            index.drop_others(self._name())
        return index, generation

    def sweep(self, generation: int) -> None:
        """Remove what earlier embedded indexes have left."""
        if self._url is not None or not self._folder.is_dir():
            return
        for old in self._folder.iterdir():
            if old.name == str(generation):
                continue
            if old.is_dir():
                shutil.rmtree(old, ignore_errors=True)
            else:
                with suppress(OSError):
                    old.unlink()

    def _probe(self, index: VectorIndex, state: IndexState) -> None:
        """A damaged index can still be opened and counted; only a search shows that it is sound."""
        # One page more where the process ended after the index had taken it, before the library knew.
        expected = {state.stamp, state.stamp + 1} if state.pending else {state.stamp}
        if state.stamp < 0 or (index.stamp or 0) not in expected:
            raise VectorIndexLostError("the vector index is of another time than the library")
        rows = self._library.vectors.indexed_sample(_PROBES)
        found = [hits[0].score for row in rows if (hits := index.search(row.vector, 1))]
        if sum(score > 0.99 for score in found) < math.ceil(len(rows) * (1 - _MISSED)):
            raise VectorIndexLostError("the vector index doesn't find what it holds")

    def _index(self, generation: int, *, create: bool = True) -> VectorIndex:
        if self._url is None:
            with suppress(OSError):  # the index says what is wrong
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder, name = self._folder / str(generation), self._name(generation)
        kind = self._settings.vector_index
        if kind == "chroma":
            return ChromaIndex(folder, self._url, name, create=create)
        if kind == "exact":
            return ExactIndex(self._library)
        added: VectorIndex = make_plugin(
            "citedqa.indexes", "QA_VECTOR_INDEX", kind, self._settings, folder, name, create, built_in=VECTOR_INDEXES
        )
        return added

    def _name(self, generation: int | None = None) -> str:
        return f"chunks-{self._library.identity}-{'' if generation is None else generation}"
