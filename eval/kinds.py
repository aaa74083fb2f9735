"""How often the kind of a question is recognised: python -m eval.kinds [FILE…].

Each line of a table is {"question", "kind"}. Both tables were written before the rules; `kinds-sealed.jsonl` is for measuring
only. Rows of the confusion matrix are the right kinds, columns those recognised.
"""

from collections import Counter
from datetime import date
from pathlib import Path

from eval.datasets import GOLD, json_lines
from eval.tally import Tally, tables_given
from qa.english.periods import dated
from qa.english.request import bare
from qa.pipeline.question_kind import Kind, question_kind

OPEN, SEALED = GOLD / "kinds.jsonl", GOLD / "kinds-sealed.jsonl"
_TODAY = date(2024, 7, 12)


def recognised(table: Path) -> list[tuple[str, str, str]]:
    """(question, right kind, recognised kind) of each line."""
    return [(row["question"], row["kind"], _kind(bare(row["question"]))) for row in json_lines(table)]


def _kind(asked: str) -> Kind:
    """The kind, "last month" read as a month where a period is understood, as `qa.pipeline.understanding` does."""
    kind = question_kind(dated(asked, _TODAY)[0])
    return kind.kind if kind.is_overview and (kind.period or kind.each) else question_kind(asked).kind


def confusion_matrix(found: list[tuple[str, str, str]]) -> str:
    counts = Counter((right, told) for _, right, told in found)
    kinds = sorted({kind for pair in counts for kind in pair})
    width = max(map(len, kinds))
    lines = [f"{'':{width}}  " + " ".join(f"{kind[:8]:>8}" for kind in kinds)]
    lines += [f"{right:{width}}  " + " ".join(f"{counts[right, kind] or '·':>8}" for kind in kinds) for right in kinds]
    return "\n".join(lines)


def main() -> None:
    given = tables_given("Measure which kind of question is recognised.", (OPEN, SEALED))
    for table in given.tables:
        found = recognised(table)
        print(f"{table.name}: {Tally.count(right == told for _, right, told in found)}\n\n{confusion_matrix(found)}\n")
        for question, right, told in found if given.wrong else ():
            if right != told:
                print(f"  {right}, taken for {told}: {question}")


if __name__ == "__main__":
    main()
