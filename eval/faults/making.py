"""A library of as many vectors as wanted, made up in a fraction of the time that a model takes."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from qa.embedding import PassageText
from qa.embedding.model import PassageVectors, Vectors, unit
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.types import Document

DIMENSIONS = 384
_CLUSTERS, _SPREAD = 200, 0.6
_SENTENCES = 24
CHUNKS_A_DOCUMENT = 12
_BATCH = 250
_THINGS = ("valves", "crates", "lamps", "ropes", "anchors", "barrels", "charts", "nets", "pumps", "sails", "bells", "buoys")


class MadeUpEmbedder:
    """Unit vectors that depend on the words alone, in clusters as real ones are."""

    name = "made-up"
    dimensions = DIMENSIONS

    def embed_question(self, question: str) -> Vectors:
        vector: Vectors = self._vectors([question])[0]
        return vector

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        chunks = self._vectors([passage.embedded for passage in passages])
        return [
            PassageVectors(chunk, np.repeat(chunk[None], len(passage.sentences), axis=0))
            for passage, chunk in zip(passages, chunks, strict=True)
        ]

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little") for text in texts]
        noise: Vectors = np.stack([_noise(seed) for seed in seeds])
        centres: Vectors = _centres()[[seed % _CLUSTERS for seed in seeds]]
        return unit((centres + _SPREAD * noise).astype(np.float32))


def document(number: int, version: int = 0) -> Document:
    """The same for the same numbers; no two alike."""
    lines = []
    for line in range(_SENTENCES):
        thing, other = _THINGS[(number + line) % 12], _THINGS[(number * 7 + line + 5) % 12]
        lines.append(
            f"Ship {number} has {number % 90 + line + 2} {thing} of kind {version}-{number}-{line} on deck, "
            f"and {other} below, the harbour master wrote in log {line}."
        )
    return Document.create(source=f"log/{number}", title=f"Log of ship {number}", text="\n\n".join(lines))


def settings_of(folder: Path, **more: Any) -> Settings:
    """Small chunks: a document has twelve."""
    return Settings(data_dir=folder, chunk_words=40, **more)


def fill(folder: Path, documents: int) -> None:
    """Documents 0 to `documents`, but for those that are there."""
    settings = settings_of(folder)
    with Stores(settings) as stores:
        if stores.library.document_count == documents:
            return
        ingester = Ingester(stores, MadeUpEmbedder(), settings)
        for first in range(0, documents, _BATCH):
            ingester.add([document(number) for number in range(first, min(first + _BATCH, documents))])


def _noise(seed: int) -> Vectors:
    noise: Vectors = np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)
    return noise


@cache
def _centres() -> Vectors:
    centres: Vectors = np.random.default_rng(0).normal(size=(_CLUSTERS, DIMENSIONS)).astype(np.float32)
    return centres
