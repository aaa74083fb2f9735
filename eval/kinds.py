"""How often the kind of a question is recognised: python -m eval.kinds [FILE…].

Each line of a table is {"question", "kind"}. Both tables were written before the rules; `kinds-sealed.jsonl` is for measuring
only. Rows of the confusion matrix are the right kinds, columns those recognised.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from qa.english.request import bare
from qa.pipeline.question_kind import question_kind

GOLD = Path(__file__).parent / "gold"
OPEN = GOLD / "kinds.jsonl"
SEALED = GOLD / "kinds-sealed.jsonl"


def judged(table: Path) -> list[tuple[str, str, str]]:
    """(question, right kind, recognised kind) of each line."""
    rows = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]
    return [(row["question"], row["kind"], question_kind(bare(row["question"])).kind) for row in rows]


def accuracy(found: list[tuple[str, str, str]]) -> float:
    """The share of questions whose kind is recognised."""
    return sum(right == recognised for _, right, recognised in found) / len(found)


def confusion_matrix(found: list[tuple[str, str, str]]) -> str:
    counts = Counter((right, recognised) for _, right, recognised in found)
    kinds = sorted({kind for pair in counts for kind in pair})
    width = max(map(len, kinds))
    lines = [f"{'':{width}}  " + " ".join(f"{kind[:8]:>8}" for kind in kinds)]
    lines += [f"{right:{width}}  " + " ".join(f"{counts[right, kind] or '·':>8}" for kind in kinds) for right in kinds]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure which kind of question is recognised.")
    parser.add_argument("tables", nargs="*", type=Path, default=[OPEN, SEALED])
    parser.add_argument("--wrong", action="store_true", help="Show the questions whose kind is not recognised.")
    given = parser.parse_args()
    for table in given.tables:
        found = judged(table)
        print(f"{table.name}: {len(found)} questions, {accuracy(found):.3f} recognised\n\n{confusion_matrix(found)}\n")
        for question, right, recognised in found if given.wrong else ():
            if right != recognised:
                print(f"  {right}, taken for {recognised}: {question}")


if __name__ == "__main__":
    main()
