"""How often the kind of a question is recognised: python -m eval.kinds [FILE…].

Each line of a table is {"question", "kind"}. Both tables were written before the rules; `kinds-sealed.jsonl` is for measuring
only. Rows of the confusion matrix are the right kinds, columns those recognised.
"""

from collections import Counter
from pathlib import Path

from eval.datasets import GOLD, json_lines
from eval.tally import Tally, tables_given
from qa.english.request import bare
from qa.pipeline.question_kind import question_kind

OPEN, SEALED = GOLD / "kinds.jsonl", GOLD / "kinds-sealed.jsonl"


def recognised(table: Path) -> list[tuple[str, str, str]]:
    """(question, right kind, recognised kind) of each line."""
    return [(row["question"], row["kind"], question_kind(bare(row["question"])).kind) for row in json_lines(table)]


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
