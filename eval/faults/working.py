"""What is killed: a process that changes a library without end, and tells what it begins and what is done."""

import logging
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Literal

from eval.faults.keeping import archives
from eval.faults.making import MadeUpEmbedder, document, settings_of
from qa.pipeline.ingestion.ingest import Ingester
from qa.store import Stores
from qa.store.backup import back_up, restore
from qa.store.sql import Library

Work = Literal["ingest", "update", "remove", "rebuild", "backup", "restore", "upgrade"]
WORKS: tuple[Work, ...] = ("ingest", "update", "backup", "restore", "upgrade", "remove", "rebuild")
_GROUP = 4


def work(kind: Work, folder: Path, present: list[tuple[int, int]], seed: int, log: Path) -> None:
    """`present` are numbers and versions of documents that may be changed. Adds lines "begin|done number version" to `log`;
    version -1 is a removal. Ends by being killed, or when nothing is left to do."""
    logging.disable()
    settings = settings_of(folder)
    out = os.open(log, os.O_WRONLY | os.O_APPEND)
    if kind in ("backup", "restore", "upgrade"):
        _tell(out, "ready", [])
        _keep(kind, folder)
        return
    with Stores(settings) as stores:
        ingester = Ingester(stores, MadeUpEmbedder(), settings)
        _tell(out, "ready", [])
        if kind == "rebuild":
            while True:
                stores.keeper.rebuild()
        for group in _groups(kind, present, seed):
            _tell(out, "begin", group)
            if kind == "remove":
                for number, version in group:
                    stores.remove(document(number).source)
                    _tell(out, "done", [(number, version)])
            else:
                ingester.add([document(number, version) for number, version in group])
                _tell(out, "done", group)


def _keep(kind: Work, folder: Path) -> None:
    """What works on the library as a file."""
    settings = settings_of(folder)
    if kind == "upgrade":
        Library.open(folder).close()
        return
    for number in count():
        if kind == "backup":
            back_up(settings, archives(folder) / f"{number}.zip", passphrase="four words nobody knows" if number % 2 else None)
        else:
            restore(settings, archives(folder) / "kept.zip")


def _groups(kind: Work, present: list[tuple[int, int]], seed: int) -> Iterator[list[tuple[int, int]]]:
    if kind == "ingest":
        first = 1 + max((number for number, _ in present), default=0)
        for start in count(first, _GROUP):
            yield [(number, 0) for number in range(start, start + _GROUP)]
    chosen = Random(seed).sample(present, len(present))
    for start in range(0, len(chosen), _GROUP):
        group = chosen[start : start + _GROUP]
        yield [(number, -1 if kind == "remove" else version + 1) for number, version in group]


def _tell(out: int, word: str, group: list[tuple[int, int]]) -> None:
    """One write, so that a line is there as a whole or not at all."""
    os.write(out, "".join(f"{word} {number} {version}\n" for number, version in group or [(0, 0)]).encode())
