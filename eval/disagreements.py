"""How well articles that disagree on a number are told: python -m eval.disagreements [FILE…], on the library of the settings.

Each line of a table is {"one", "one_at", "other", "other_at", "differs"}: the sources and spans of two sentences, and whether
they tell another number of the same thing, labelled by reading. The pairs are drawn by chance from the sentences of two
articles whose vectors have a cosine of 0.7 or more and that count the same thing, or name a day, with another value. Sentences
whose articles the library lacks are left out and counted.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from qa.settings import load_settings
from qa.store.sql import Library
from qa.types.errors import NotFoundError
from qa.verification.disagreements import Told, disagreement, near_in_time

GOLD = Path(__file__).parent / "gold"
TABLES = (GOLD / "disagreements.jsonl", GOLD / "disagreements-sealed.jsonl")


def judged(library: Library, table: Path) -> Counter[tuple[bool, bool]]:
    """How many pairs there are by (differs, is told to)."""
    found: Counter[tuple[bool, bool]] = Counter()
    for line in table.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        try:
            one, other = library.document(row["one"]), library.document(row["other"])
        except NotFoundError:
            continue
        first, second = (
            Told.read(" ".join(document.text[slice(*at)].split()))
            for document, at in ((one, row["one_at"]), (other, row["other_at"]))
        )
        told = near_in_time(one.published, other.published) and disagreement(first, second) is not None
        found[row["differs"], told] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure which articles are told to disagree on a number.")
    parser.add_argument("tables", nargs="*", type=Path, default=TABLES)
    given = parser.parse_args()
    with Library.of(load_settings()) as library:
        for table in given.tables:
            found = judged(library, table)
            right, wrong, missed = found[True, True], found[False, True], found[True, False]
            precision = f"{right / (right + wrong):.3f}" if right + wrong else "–"
            recall = f"{right / (right + missed):.3f}" if right + missed else "–"
            print(f"{table.name}: {found.total()} pairs, {right + missed} differ; precision {precision}, recall {recall}")


if __name__ == "__main__":
    main()
