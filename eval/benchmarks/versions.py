"""This version beside an earlier one, turn about: python -m eval.benchmarks.versions CHECKOUT [--rounds 5].

CHECKOUT is a work tree of the earlier commit: `git worktree add CHECKOUT COMMIT`. Each round, each version takes the same
articles into a new library, and answers the same questions on a larger one that it made, in a process of its own. Processor
time says more than the clock on a machine that does other things, too. Both need the same installed packages.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from eval.benchmarks import version_work
from eval.benchmarks.figures import Figure, Samples, print_table
from eval.benchmarks.workbench import ROOT, environ_with


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure this version beside an earlier one.")
    parser.add_argument("checkout", type=Path, help="a work tree of the earlier commit")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chunks", type=int, default=1000, help="taken in each round (default: 1000)")
    parser.add_argument("--library", type=int, default=10_000, help="chunks of the library that is asked (default: 10000)")
    parser.add_argument("--questions", type=int, default=40, help="asked each round (default: 40)")
    given = parser.parse_args()
    versions = {"now": ROOT, "before": given.checkout.resolve()}
    found: dict[str, dict[str, list[float]]] = {version: defaultdict(list) for version in versions}
    with tempfile.TemporaryDirectory(prefix="versions-") as scratch:
        asked = {version: Path(scratch) / f"asked-{version}" for version in versions}  # libraries may differ in their format
        for version, folder in asked.items():
            _figures(versions[version], "take_in", folder, given.library)
        for number in range(given.rounds):
            for version in sorted(versions, reverse=number % 2 == 1):
                fresh = Path(scratch) / f"{version}-{number}"
                figures = _figures(versions[version], "take_in", fresh, given.chunks)
                figures |= _figures(versions[version], "answer", asked[version], given.questions)
                print(f"round {number}, {version}: {figures}", flush=True)
                for name, value in figures.items():
                    found[version][name].append(value)
    rows = [
        Figure(name, Samples(tuple(values), ""), Samples(tuple(found["before"][name]), ""))
        for name, values in found["now"].items()
    ]
    print_table(f"{given.chunks} chunks taken in; {given.questions} questions of {given.library} chunks", rows, "before")


def _figures(checkout: Path, work: str, data_dir: Path, number: int) -> dict[str, float]:
    """What `version_work` measures of the program in this checkout."""
    command = (sys.executable, "-P", str(version_work.__file__), work, str(data_dir), str(number))
    done = subprocess.run(command, env=environ_with(PYTHONPATH=str(checkout)), stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
