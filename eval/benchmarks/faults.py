"""Pull the plug a hundred times: python -m eval.benchmarks.faults [--times 100] [--vectors 50000].

Processes that ingest, update, remove, rebuild, back up, restore or upgrade are killed at random moments, all on one library.
Each time that is opened again: every acknowledged document must be there and be found, no other may be there by half, nothing
removed may be found, and every citation must resolve. A library that was being restored is the one or the other as a whole, a
backup with its name is whole, people keep their conversations. `qa doctor` looks at everything after every few kills and at the
end.
"""

import argparse
import logging
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from eval.faults.making import CHUNKS_A_DOCUMENT, fill
from eval.faults.pulling import Puller
from eval.faults.working import Work

_CHANGES: tuple[Work, ...] = ("ingest", "update", "backup", "restore", "ingest", "upgrade", "remove")
# Every how many kills a rebuild is killed: it takes the longest to recover from.
_REBUILD = 12


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill processes while they change a library, and look for what is lost.")
    parser.add_argument("--times", type=int, default=100, help="kills (default: 100)")
    parser.add_argument("--vectors", type=int, default=50_000, help="in the library at first (default: 50000)")
    parser.add_argument(
        "--seconds", type=float, default=3.0, help="of processor time that a process lives at most (default: 3)"
    )
    parser.add_argument("--doctor", type=int, default=10, help="every how many kills `qa doctor` looks (default: 10)")
    parser.add_argument("--base", type=Path, help="where the filled library is kept for another time")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    logging.disable()
    documents = -(-given.vectors // CHUNKS_A_DOCUMENT)
    with tempfile.TemporaryDirectory(prefix="faults-") as scratch:
        folder = Path(scratch) / "library"
        begun = time.perf_counter()
        fill(given.base or folder, documents)
        if given.base is not None:
            shutil.copytree(given.base, folder)
        print(
            f"{documents} documents, {documents * CHUNKS_A_DOCUMENT} vectors; {time.perf_counter() - begun:.0f} s", flush=True
        )
        sys.exit(_pull(Puller(folder, documents, given.seed), given))


def _pull(puller: Puller, given: argparse.Namespace) -> int:
    kills: Counter[str] = Counter()
    rebuilt = wrong = acknowledged = 0
    for number in range(given.times):
        kind: Work = "rebuild" if number % _REBUILD == _REBUILD - 1 else _CHANGES[number % len(_CHANGES)]
        thorough = (number + 1) % given.doctor == 0 or number + 1 == given.times
        pulled = puller.pull(kind, given.seconds, thorough=thorough)
        kills[kind] += 1
        acknowledged += pulled.acknowledged
        rebuilt += pulled.rebuilt is not None
        wrong += bool(pulled.wrong)
        told = f"; built anew: {pulled.rebuilt}" if pulled.rebuilt else ""
        print(
            f"{number + 1:4} {kind:8} killed after {pulled.seconds:4.1f} s, {pulled.acknowledged:4} documents acknowledged, "
            f"open again in {pulled.recovery_seconds:5.1f} s{told}{'; doctor' if thorough else ''}",
            flush=True,
        )
        for each in pulled.wrong:
            print(f"     WRONG: {each}", flush=True)
    print(
        f"\n{sum(kills.values())} kills ({', '.join(f'{count} of {kind}' for kind, count in kills.items())}), "
        f"{acknowledged} documents acknowledged; the index was built anew {rebuilt} times; {wrong} kills lost something"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    main()
