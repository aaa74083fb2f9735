"""Pulls the plug of one process after the other on one library, and looks at what is left each time."""

import math
import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from eval.benchmarks.resources import processor_seconds_of
from eval.faults.keeping import damaged_archives, empty, lost_people, make_old, set_aside
from eval.faults.making import MadeUpEmbedder, document, settings_of
from eval.faults.working import Work, work
from qa.documents.chunking import chunk_document
from qa.pipeline.health import Finding, examine
from qa.pipeline.ingestion.ingest import Ingester
from qa.retrieval import HybridRetriever
from qa.store import Stores
from qa.store.sql import Library
from qa.verification.citations import cite_passage

GONE = -1
# Documents looked at beside those that were touched, and chunks of each.
_SAMPLE, _CHUNKS = 30, 1
_FOUND_AMONG = 8
_LOOK = 0.02
# Documents that are changed after a backup.
_CHANGED = 8
# Of the longest life of a process, where what is to be hit is short.
_SHARES: dict[Work, float] = {"upgrade": 0.1}


@dataclass(slots=True)
class Ledger:
    """What has been acknowledged: each document's version, and those that were being changed when the plug was pulled."""

    versions: dict[int, int] = field(default_factory=dict)
    open: dict[int, set[int]] = field(default_factory=dict)

    def read(self, told: str) -> None:
        """Of one process; its last line may be cut short."""
        for line in told.splitlines():
            word, *rest = line.split(" ")
            if word not in ("begin", "done") or len(rest) != 2:
                continue
            number, version = int(rest[0]), int(rest[1])
            if word == "begin":
                self.open[number] = {self.versions.get(number, GONE), version}
            else:
                self.open.pop(number, None)
                self.versions[number] = version


@dataclass(frozen=True, slots=True)
class Pull:
    """One killed process: what it was doing, after how many seconds of processor time it was killed, how many documents it had
    acknowledged, why the index was built anew if it was, how long opening took, and what was wrong then."""

    work: Work
    seconds: float
    acknowledged: int
    rebuilt: str | None
    recovery_seconds: float
    wrong: tuple[str, ...]


class Puller:
    """`folder` holds documents 0 to `documents`, made by `making.fill`."""

    def __init__(self, folder: Path, documents: int, seed: int) -> None:
        self._folder = folder
        self._ledger = Ledger(dict.fromkeys(range(documents), 0))
        self._random = Random(seed)
        # Processes are forked off one that has imported everything, and opened nothing.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["eval.faults.working", "chromadb"])

    def pull(self, kind: Work, most_seconds: float, *, thorough: bool) -> Pull:
        """Let a process do `kind`, and kill it within `most_seconds` of its having opened the library; look at what is left.

        `thorough`: with all that `qa doctor` looks at, in which nothing may be left to repair.
        """
        seconds = self._random.uniform(0, most_seconds * _SHARES.get(kind, 1.0))
        before = dict(self._ledger.versions)
        present = [(number, version) for number, version in before.items() if version != GONE]
        kept = dict(before) if kind == "restore" else None
        if kind == "restore":
            before = self._back_up_and_change(present)
        elif kind == "upgrade":
            make_old(self._folder)
        self._ledger.read(self._killed(kind, present, seconds))
        if kept is not None and self._is(kept):
            self._ledger.versions = kept
        acknowledged = sum(before.get(number, GONE) != version for number, version in self._ledger.versions.items())
        begun = time.perf_counter()
        settings = settings_of(self._folder)
        with Stores(settings) as stores:
            recovery = time.perf_counter() - begun
            rebuilt = stores.keeper.rebuilt_because
            touched = [number for number in self._ledger.versions if before.get(number) != self._ledger.versions[number]]
            touched += list(self._ledger.open) + self._random.sample(list(self._ledger.versions), _SAMPLE)
            wrong = [*self._settle(stores), *self._unanswered(stores, touched), *_out_of_step(stores)]
        if kind == "backup":
            wrong += damaged_archives(self._folder)
        elif kind == "restore":
            empty(self._folder)
        elif kind == "upgrade":
            wrong += lost_people(self._folder)
        if thorough:
            wrong += [f"doctor: {finding.part}: {finding.message}" for finding in self.examine() if finding.state != "ok"]
        return Pull(kind, seconds, acknowledged, rebuilt, recovery, tuple(wrong))

    def _back_up_and_change(self, present: list[tuple[int, int]]) -> dict[int, int]:
        """So that the backup and the library differ: what is left must be the one or the other, not some of each."""
        set_aside(self._folder)
        settings = settings_of(self._folder)
        changed = self._random.sample(present, _CHANGED)
        with Stores(settings) as stores:
            Ingester(stores, MadeUpEmbedder(), settings).add([document(number, version + 1) for number, version in changed])
        self._ledger.versions |= {number: version + 1 for number, version in changed}
        return dict(self._ledger.versions)

    def _is(self, versions: dict[int, int]) -> bool:
        """Whether the library holds just these."""
        with Library.open(self._folder) as library:
            stored = {each.source: each.sha256 for each in library.documents()}
        expected = {number: document(number, version) for number, version in versions.items() if version != GONE}
        return stored == {each.source: each.sha256 for each in expected.values()}

    def examine(self) -> tuple[Finding, ...]:
        """`qa doctor`, with the made-up model."""
        return tuple(examine(settings_of(self._folder), open_model=lambda _settings: MadeUpEmbedder()))

    def _killed(self, kind: Work, present: list[tuple[int, int]], seconds: float) -> str:
        """Runs a process until it is killed, `seconds` of processor time after it has opened; returns what it has told."""
        log = self._folder / "told"
        log.write_text("")
        process = self._context.Process(target=work, args=(kind, self._folder, present, self._random.randrange(10**9), log))
        process.start()
        while "ready" not in log.read_text() and process.is_alive():
            time.sleep(_LOOK)
        used = _processor_seconds(process.pid)
        while process.is_alive() and _processor_seconds(process.pid) < used + seconds:
            time.sleep(_LOOK / 4)
        if process.is_alive() and process.pid is not None:
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        return log.read_text()

    def _settle(self, stores: Stores) -> list[str]:
        """What was being changed must be there as it was or as it was to be, and all else as it was acknowledged."""
        wrong = []
        stored = {each.source: each.sha256 for each in stores.library.documents()}
        for number, allowed in self._ledger.open.items():
            found = stored.get(document(number).source)
            fitting = [
                version for version in allowed if found == (None if version == GONE else document(number, version).sha256)
            ]
            if not fitting:
                wrong.append(f"document {number} is of no version that it had")
            else:
                self._ledger.versions[number] = fitting[0]
        self._ledger.open.clear()
        versions = self._ledger.versions
        expected = {document(number, version).source for number, version in versions.items() if version != GONE}
        if stored.keys() != expected:
            lost, extra = sorted(expected - stored.keys()), sorted(stored.keys() - expected)
            wrong.append(f"documents lost: {lost[:5]}, left over: {extra[:5]}")
        return wrong

    def _unanswered(self, stores: Stores, numbers: Sequence[int]) -> list[str]:
        """Of these, those whose chunks aren't found by their own words and vector, or are found though they are gone."""
        wrong, embedder, retriever = [], MadeUpEmbedder(), HybridRetriever(stores)
        for number in dict.fromkeys(numbers):
            version = self._ledger.versions.get(number, GONE)
            stored = document(number, max(version, 0))
            segments = chunk_document(stored, settings_of(self._folder).chunk_words)
            for segment in self._random.sample(segments, min(_CHUNKS, len(segments))):
                body = segment.chunk.of(stored.text)
                vector = embedder.embed_question(f"{stored.title}\n{body}")
                # A word that few have: to rank by words that stand in every chunk takes most of a second.
                passages = retriever.retrieve(str(number), vector, _FOUND_AMONG).passages
                texts = {passage.text for passage in passages if passage.source == stored.source}
                if (body in texts) != (version != GONE):
                    wrong.append(f"document {number}: {'not found' if version != GONE else 'found though it is gone'}")
                stores.library.checks.verify_quotes([cite_passage(each, marker=1, score=0.0) for each in passages])
        return wrong


def _processor_seconds(process: int | None) -> float:
    """Of a living process: on a busy machine a second of the clock is no measure of how far it has got."""
    try:
        return processor_seconds_of(process or 0)
    except OSError:
        return math.inf


def _out_of_step(stores: Stores) -> list[str]:
    index = stores.keeper.index
    if not stores.keeper.in_step or index is None:
        return ["the index isn't in step"]
    ids, wanted = index.ids(), stores.library.chunk_ids()
    return [] if ids == wanted else [f"{len(wanted - ids)} vectors lost, {len(ids - wanted)} left over"]
