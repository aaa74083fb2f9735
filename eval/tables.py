"""How well questions on tables are answered: python -m eval.tables [--wrong] [FILE…].

The library is made anew of `gold/tables/` and `corpus/`. Each line of `gold/tables.jsonl` is {"id", "question", "type",
"answerable"} with `answers` (any one is right), `documents` and `cells`: those that answer, as "Sheet!B7" or "B7". Of a list
`parts` have to be told, all of them. Both files were written before it was looked at how tables are answered;
`gold/tables-sealed.jsonl` is for measuring only.

Right: the short answer is right, and every row of `cells` is cited; of a list, no other row is. Shown: the row of the
first citation is one of those that answer, however sure the answer is. Told: what stands above the rows is right, or which rows
they are, however sure it is. Wrong and sure: told surely, and not right.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.datasets import GOLD, json_lines
from eval.libraries import CORPUS, made_of
from eval.tally import Tally
from qa.documents.formats.tables import ROW
from qa.pipeline import Pipeline
from qa.types import Answer

FOLDERS = (GOLD / "tables", CORPUS)
_CELL = re.compile(r"(?:(?P<sheet>.+)!)?[A-Z]+(?P<row>\d+)")

Place = tuple[str, str, int]  # a document's file, the sheet ("" of a CSV file) and the row's number


@dataclass(frozen=True, slots=True)
class Judged:
    """One question's answer. `right` of an unanswerable one: it wasn't surely answered; `abstained` as its answer says."""

    row: Mapping[str, Any]
    answer: Answer
    right: bool
    shown: bool
    told: bool

    @property
    def wrong_sure(self) -> bool:
        return self.answer.confidence == "sure" and not self.right


def judge(pipeline: Pipeline, row: Mapping[str, Any]) -> Judged:
    answer = pipeline.ask(row["question"])
    if not row["answerable"]:
        return Judged(row, answer, answer.confidence != "sure", answer.status == "abstained", answer.confidence == "no")
    expected = {_place(row["documents"][0], cell) for cell in row["cells"]}
    cited = [place for citation in answer.citations if (place := _cited(citation.source, citation.quote)) is not None]
    right = _is_told(row, answer) and expected <= set(cited) and ("parts" not in row or set(cited) == expected)
    return Judged(
        row, answer, right, bool(cited) and cited[0] in expected, right or _is_told_above(row, answer, cited, expected)
    )


def report(found: Sequence[Judged]) -> str:
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for each in found:
        kinds[each.row["type"]].append(each)
        kinds["answerable" if each.row["answerable"] else "unanswerable"].append(each)
    return "\n".join(
        f"  {kind:14}{sum(each.shown for each in of):>3} shown,{sum(each.told for each in of):>3} told,"
        f"{sum(each.wrong_sure for each in of):>3} wrong and sure; right {Tally.count(each.right for each in of)}"
        for kind, of in kinds.items()
    )


def _is_told(row: Mapping[str, Any], answer: Answer) -> bool:
    if answer.confidence != "sure":
        return False
    if "parts" in row:
        return all(_within(part, answer.text) for part in row["parts"])
    return answer.short_answer is not None and any(_within(accepted, answer.short_answer) for accepted in row["answers"])


def _is_told_above(row: Mapping[str, Any], answer: Answer, cited: Sequence[Place], expected: set[Place]) -> bool:
    """Whether what was computed is right; of a list, that its rows are cited and no others; of one row, that it comes first."""
    if "parts" in row or row["type"] == "lookup":
        return set(cited) == expected if "parts" in row else cited[:1] == list(expected)
    above = [each for each in answer.text.split("\n\n") if ROW.search(each) is None]
    return any(_within(accepted, each) for accepted in row["answers"] for each in above)


def _within(wanted: str, told: str) -> bool:
    return re.search(rf"(?<![\w.,-]){re.escape(wanted)}(?![\w]|[.,]\d)", told, re.IGNORECASE) is not None


def _place(document: str, cell: str) -> Place:
    match = _CELL.fullmatch(cell)
    assert match is not None, f"{cell} is no cell; write Sheet!B7"
    return document, match["sheet"] or "", int(match["row"])


def _cited(source: str, quote: str) -> Place | None:
    match = ROW.match(quote)
    return (Path(source).name, match["sheet"] or "", int(match["number"])) if match else None


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure answers from tables.")
    parser.add_argument("tables", nargs="*", type=Path, default=[GOLD / "tables.jsonl"])
    parser.add_argument("--folder", action="append", type=Path, help="What the library is made of, instead of the gold tables.")
    parser.add_argument("--wrong", action="store_true", help="Show what isn't right.")
    given = parser.parse_args()
    with made_of(given.folder or FOLDERS) as pipeline:
        for table in given.tables:
            found = [judge(pipeline, row) for row in json_lines(table)]
            print(f"{table.name}: {len(found)} questions\n{report(found)}\n")
            for each in found if given.wrong else ():
                if not each.right:
                    told = " / ".join(each.answer.text.split("\n\n"))[:300]
                    told = f"{each.answer.confidence}: {told} ({each.answer.short_answer})"
                    print(f"{each.row['id']}: {each.row['question']}\n  {told}")


if __name__ == "__main__":
    main()
