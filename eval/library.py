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
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.datasets import GOLD, json_lines
from eval.libraries import CORPUS, made_of
from eval.tally import Tallies
from qa.english.request import bare
from qa.pipeline import Pipeline
from qa.pipeline.kinds.rewording import kind_in_plain_words
from qa.pipeline.plain_words import in_plain_words
from qa.service.lists import answer_rows
from qa.settings import load_settings
from qa.types import Answer

TABLE = GOLD / "library.jsonl"
_NAMED = re.compile(r"\*\*(.+?)\*\*")


def rows_of(library: str, table: Path = TABLE) -> list[dict[str, Any]]:
    return [row for row in json_lines(table) if row["library"] == library]


def measure(pipeline: Pipeline, rows: Sequence[Mapping[str, Any]]) -> Tallies:
    """By what is known: "count", "people", …"""
    found = Tallies()
    for row in rows:
        answer = pipeline.ask(row["question"])
        for name, told, expected in _told(row, answer):
            found.add(name, told == expected, f"{row['id']} {row['question']}: {name} {told}, not {expected}")
    return found


def _told(row: Mapping[str, Any], answer: Answer) -> list[tuple[str, Any, Any]]:
    """(what is known, what the answer tells, what is right); a line for each date."""
    message = bare(row["question"])
    wanted = kind_in_plain_words(in_plain_words(message) or message)
    found: list[tuple[str, Any, Any]] = [("kind", wanted.kind, row["kind"])]
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


def _name(source: str) -> str:
    """A web address, or a file's name: where it lies differs."""
    return source if "://" in source else Path(source).name


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure answers from whole documents and the whole library.")
    parser.add_argument("--library", choices=("corpus", "news"), help="Only this one.")
    parser.add_argument("table", nargs="?", type=Path, default=TABLE)
    given = parser.parse_args()
    for name in ("corpus", "news") if given.library is None else (given.library,):
        if rows := rows_of(name, given.table):
            with made_of([CORPUS]) if name == "corpus" else Pipeline.open(load_settings()) as pipeline:
                measure(pipeline, rows).print(f"{name}, {len(rows)} questions", wrong=True)


if __name__ == "__main__":
    main()
