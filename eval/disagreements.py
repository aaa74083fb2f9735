"""How well articles that disagree on a number or a day are told: python -m eval.disagreements [FILE…], on the library of the
settings.

Each line of a table is {"one", "one_at", "other", "other_at", "differs"}: the sources and spans of two sentences, and whether
they tell another number of the same thing, labelled by reading. The pairs are drawn by chance from the sentences of two
articles whose vectors have a cosine of 0.7 or more and that count the same thing, or name a day, with another value. Sentences
whose articles the library lacks are left out and counted. A row of the tables of kinds says what the two differ on, "date" or
"name"; real pairs of these being rare, most that differ are one sentence with `edit`, words of it and others in
their place. Those of "relative" tell one event in other words, one of them by a day that is worked out ("on Friday").
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from eval.metrics.statistic import wilson
from qa.settings import load_settings
from qa.store.sql import Library
from qa.types import Document
from qa.types.errors import NotFoundError
from qa.verification.disagreements import Told, another_day, disagreement, near_in_time

GOLD = Path(__file__).parent / "gold"
_SETS = ("disagreements", "disagreements-kinds", "disagreements-relative")
TABLES = tuple(GOLD / f"{name}{half}.jsonl" for name in _SETS for half in ("", "-sealed"))


def judged(library: Library, table: Path) -> dict[str, Counter[tuple[bool, bool]]]:
    """By what they may differ on, how many pairs there are by (differs, is told to)."""
    found: dict[str, Counter[tuple[bool, bool]]] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        try:
            one, other = library.document(row["one"]), library.document(row["other"])
        except NotFoundError:
            continue
        first, second = (
            " ".join(document.text[slice(*at)].split()) for document, at in ((one, row["one_at"]), (other, row["other_at"]))
        )
        old, new = row.get("edit", ("", ""))
        second = second.replace(old, new, 1)
        told = near_in_time(one.published, other.published) and _is_told(row.get("kind", "number"), first, second, one, other)
        found.setdefault(row.get("kind", "number"), Counter())[row["differs"], told] += 1
    return found


def _is_told(kind: str, first: str, second: str, one: Document, other: Document) -> bool:
    """Names never are."""
    if kind == "date":
        return another_day(first, second, (one.published, other.published)) is not None
    return kind == "number" and disagreement(Told.read(first), Told.read(second)) is not None


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure which articles are told to disagree.")
    parser.add_argument("tables", nargs="*", type=Path, default=TABLES)
    given = parser.parse_args()
    with Library.of(load_settings()) as library:
        for table in given.tables:
            for kind, found in judged(library, table).items():
                right, wrong, missed = found[True, True], found[False, True], found[True, False]
                precision = f"{right}/{right + wrong}{_interval(right, right + wrong)}"
                recall = f"{right}/{right + missed}{_interval(right, right + missed)}"
                print(f"{table.name}, {kind}: {found.total()} pairs; precision {precision}, recall {recall}")


def _interval(right: int, of: int) -> str:
    """Wilson's, of 95 %."""
    if not of:
        return ""
    low, high = wilson(right, of)
    return f" = {right / of:.3f} ({abs(low):.3f}–{high:.3f})"


if __name__ == "__main__":
    main()
