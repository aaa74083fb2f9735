"""How often the two documents that a message compares are found: python -m eval.pairs [FILE…] [--wrong].

The library is made of all folders `gold/documents*`, 323 documents. Each line of a table is {"question", "documents"}, two file
names, none where the message compares no two documents. `pairs.jsonl` was looked at while they were found out.
"""

from pathlib import Path

from eval.datasets import GOLD, json_lines
from eval.libraries import made_of
from eval.tally import Tallies, tables_given
from qa.pipeline.answerers.named_pair import named_pair
from qa.store.sql import Library

TABLES = (GOLD / "pairs.jsonl", GOLD / "pairs-sealed.jsonl")


def measure(table: Path, library: Library) -> Tallies:
    """By whether the message compares two documents."""
    found = Tallies()
    for row in json_lines(table):
        pair = named_pair(row["question"], library, None)
        told = sorted(Path(place.source).name for place in pair.places) if pair else []
        name = "right pair" if row["documents"] else "none named"
        found.add(name, told == sorted(row["documents"]), f"{row['question']}: {told}, not {row['documents']}")
    return found


def main() -> None:
    given = tables_given("Measure which two documents a message compares.", TABLES)
    with made_of(sorted(folder for folder in GOLD.glob("documents*") if folder.is_dir())) as pipeline:
        for table in given.tables:
            measure(table, pipeline.stores.library).print(table.name, wrong=given.wrong)


if __name__ == "__main__":
    main()
