"""How well questions of whole documents and the whole library are answered: python -m eval.library [--library NAME] [TABLE].

Each line of `gold/library.jsonl` is {"id", "library", "question", "kind"} with what is known of the answer: `count`, `groups`
(the counts by month, year or source), `documents` (all sources cited), `newest` (the date of the document told), `people` (who
is compared, or whose page it is) and `dates` (of a timeline's lines, by source and place). The corpus is a library made anew
of `corpus/`; "news" is the library of the settings, if it has the documents. Counts, groups, documents and newest were found
in the articles' own texts by a regular expression, apart from this program; people and dates by reading. `gold/timelines.jsonl`
is another such table: timelines of "news" in three sets, each of subjects that weren't looked at before its first run; null is
a sentence that tells no date.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qa.english.request import bare
from qa.pipeline import Pipeline
from qa.pipeline.ingest import Ingester
from qa.pipeline.question_kind import question_kind
from qa.service.lists import answer_rows
from qa.settings import Settings, load_settings
from qa.types import Answer

GOLD = Path(__file__).parent / "gold" / "library.jsonl"
CORPUS = Path(__file__).parents[1] / "corpus"
_NAMED = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Judged:
    """By what is known ("count", "people", …) how many were right, and of how many; `wrong` says what was told instead."""

    right: Counter[str]
    of: Counter[str]
    wrong: tuple[str, ...]


def rows_of(library: str, table: Path = GOLD) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["library"] == library]


def judge(pipeline: Pipeline, rows: Sequence[Mapping[str, Any]]) -> Judged:
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    wrong: list[str] = []
    for row in rows:
        answer = pipeline.ask(row["question"])
        for name, told, expected in _told(row, answer):
            of[name] += 1
            right[name] += told == expected
            if told != expected:
                wrong.append(f"{row['id']} {row['question']}: {name} {told}, not {expected}")
    return Judged(right, of, tuple(wrong))


def _told(row: Mapping[str, Any], answer: Answer) -> list[tuple[str, Any, Any]]:
    """(what is known, what the answer tells, what is right); a line for each date."""
    found: list[tuple[str, Any, Any]] = [("kind", question_kind(bare(row["question"])).kind, row["kind"])]
    if "count" in row:
        found.append(("count", (answer.short_answer or "").replace(",", ""), str(row["count"])))
    if "groups" in row:
        found.append(("groups", {str(each["item"]): each["documents"] for each in answer_rows(answer)[1:]}, row["groups"]))
    if "documents" in row:
        found.append(("documents", sorted({_name(citation.source) for citation in answer.citations}), row["documents"]))
    if "newest" in row:
        found.append(("newest", next((citation.published for citation in answer.citations), None), row["newest"]))
    if "people" in row:
        compared = sorted({citation.speaker for citation in answer.citations if citation.speaker})
        found.append(("people", compared if row["kind"] == "compare" else _NAMED.findall(answer.text)[:1], row["people"]))
    if "dates" in row:
        right = {(each["source"], each["start"]): each["date"] for each in row["dates"]}
        for citation, line in zip(answer.citations, answer_rows(answer), strict=True):
            if (place := (_name(citation.source), citation.start)) in right:
                found.append(("dates", line.get("date"), right[place]))
    return found


def _opened(library: str, folder: Path) -> Pipeline:
    """A pipeline over the library of the settings, or over one that is made of `corpus/` in this folder."""
    if library != "corpus":
        return Pipeline.open(load_settings())
    settings = Settings(data_dir=folder)
    pipeline = Pipeline.open(settings)
    Ingester(pipeline.stores, pipeline.embedder, settings).ingest([CORPUS])
    return pipeline


def _name(source: str) -> str:
    """A web address, or a file's name: where it lies differs."""
    return source if "://" in source else Path(source).name


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure answers from whole documents and the whole library.")
    parser.add_argument("--library", choices=("corpus", "news"), help="Only this one.")
    parser.add_argument("table", nargs="?", type=Path, default=GOLD)
    given = parser.parse_args()
    for name in ("corpus", "news") if given.library is None else (given.library,):
        rows = rows_of(name, given.table)
        if not rows:
            continue
        with TemporaryDirectory() as folder, _opened(name, Path(folder)) as pipeline:
            judged = judge(pipeline, rows)
        print(f"{name}: {len(rows)} questions")
        for what, of in sorted(judged.of.items()):
            print(f"  {what:10} {judged.right[what]:>3} of {of:>3} right, {judged.right[what] / of:.3f}")
        for line in judged.wrong:
            print(f"  {line}")


if __name__ == "__main__":
    main()
