"""How fast the foundation is, beside a plain LangChain pipeline in the same run: python -m eval.benchmarks.foundation.

Whole processes, ingest, questions inside a running service, and how they grow with the library. Needs the `bench` extra.
Every figure is min / median / max; on a machine that does other things as well, trust the ratios.
"""

import argparse
import tempfile
from pathlib import Path

from eval.benchmarks.figures import print_table
from eval.benchmarks.ingest import ingest, statements
from eval.benchmarks.questions import growing_library, processes
from eval.benchmarks.resources import machine
from eval.benchmarks.workbench import Workbench


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the foundation beside a plain LangChain pipeline.")
    parser.add_argument("--questions", type=int, default=100, help="questions a round (default: 100)")
    parser.add_argument("--chunks", type=int, default=10_000, help="size of the large library (default: 10000)")
    parser.add_argument("--quick", action="store_true", help="1,000 chunks at most, shorter rounds: does it run, not how fast")
    parser.add_argument("--statements", action="store_true", help="also what statement extraction costs an ingest")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        chunks = min(given.chunks, 1000) if given.quick else given.chunks
        bench = Workbench(Path(folder), chunks, given.questions, quick=given.quick)
        print(f"{machine()}; min / median / max\n", flush=True)
        print_table("Whole process, one article", list(processes(bench)))
        print_table("Embedding and ingest", list(ingest(bench)))
        if given.statements:
            print_table("Statement extraction", list(statements(bench)))
        for title, figures in growing_library(bench):
            print_table(title, figures)


if __name__ == "__main__":
    main()
