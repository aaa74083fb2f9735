"""How a library of 25,000 articles (250,000 chunks) behaves. Run by hand; each command goes on where its last run stopped.

    python -m eval.benchmarks.scale grow WORK     # made-up vectors: questions, start, memory, disk, from 1,000 chunks on
    python -m eval.benchmarks.scale pace WORK     # the real model: ingest beside bare embedding, in rounds
    python -m eval.benchmarks.scale beside WORK   # the real model: questions while articles come in
    python -m eval.benchmarks.scale again WORK    # all of the grown library once more, unchanged
    python -m eval.benchmarks.scale report WORK   # what was measured so far, as Markdown, and growth.svg in WORK

WORK holds the library and what was measured, some 4 GB at 250,000 chunks. With made-up vectors nothing waits for the embedding
(which takes an hour and more), and everything else is as it is: the same number and size of vectors, rows and words, and each
question is embedded by the real model, too.
"""

import argparse
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eval.benchmarks.beside import beside
from eval.benchmarks.growth import ask, grow
from eval.benchmarks.pace import again, pace
from eval.benchmarks.scale_report import growth_plot, growth_table, pace_table
from eval.datasets import json_lines, write_json_lines
from qa.settings import Settings

_SIZES = (1000, 10_000, 50_000, 100_000, 250_000)
_QUESTIONS, _ROUNDS, _CHUNKS = 200, 3, 2000


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a library of 250,000 chunks.")
    parser.add_argument("command", choices=("grow", "pace", "beside", "again", "report", "ask"))
    parser.add_argument("work", type=Path, help="folder for the library and the figures")
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="grow: chunks at which to measure, rising")
    parser.add_argument("--questions", type=int, default=_QUESTIONS, help="grow: questions at each size (default: 200)")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="pace, beside: rounds to add (default: 3)")
    parser.add_argument("--chunks", type=int, default=_CHUNKS, help="pace, beside: chunks a round (default: 2000)")
    parser.add_argument("--into", choices=("new", "grown"), default="new", help="pace: the library that is added to")
    parser.add_argument("--every", type=int, default=1, help="pace: embed one of so many articles bare (default: all)")
    given = parser.parse_args()
    if given.command == "ask":
        print(json.dumps(ask(Settings(data_dir=given.work), given.questions)))
        return
    grown = given.work / "grown"
    if given.command == "grow":
        known = {row["size"] for row in _rows(given.work / "growth.jsonl")}
        sizes = [size for size in given.sizes if size not in known]
        figures = grow(_settings(given.work, "grown"), sizes, given.questions)
        _keep(given.work / "growth.jsonl", ({"size": size, **row} for size, row in zip(sizes, figures, strict=True)))
    elif given.command == "pace":
        path = given.work / f"pace-{given.into}.jsonl"
        settings = _settings(given.work, given.into if given.into == "grown" else "pace")
        _keep(path, pace(settings, given.rounds, given.chunks, len(_rows(path)), given.every))
    elif given.command == "beside":
        _keep(given.work / "beside.jsonl", beside(_settings(given.work, "beside"), given.rounds, given.chunks))
    elif given.command == "again":
        _keep(given.work / "again.jsonl", [again(Settings(data_dir=grown))])
    else:
        growth = _rows(given.work / "growth.jsonl")
        print(growth_table(growth))
        for name in ("pace-new", "pace-grown"):
            print(pace_table(name, _rows(given.work / f"{name}.jsonl")))
        for row in _rows(given.work / "again.jsonl"):
            print(row)
        (given.work / "growth.svg").write_text(growth_plot(growth), encoding="utf-8")


def _settings(work: Path, name: str) -> Settings:
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(data_dir=folder)


def _rows(path: Path) -> list[dict[str, Any]]:
    return json_lines(path) if path.exists() else []


def _keep(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        row["load"] = os.getloadavg()[0]  # others at work on the machine make each time longer
        write_json_lines(path, [row], append=True)
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
