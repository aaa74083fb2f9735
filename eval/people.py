"""Whether speakers of two documents are told to be one: python -m eval.people [FILE…], on the library of the settings.

Each line of a table is {"kind", "one", "one_in", "other", "other_in", "same"}: two names as documents give them, the sources,
and whether they are one person or body, labelled by reading. The pairs are drawn by chance, in part by how often the names are
quoted: a surname and a full name ("surname"), a name within a longer one ("subset"), first names that begin alike ("near"),
others of one surname ("last"), one name in two documents that say different things of its bearer ("namesake"), an acronym
("acr") and the short form of a body's name ("body").
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from qa.attribution.answers import bring_up_to_date
from qa.english.subjects import is_description
from qa.settings import load_settings
from qa.store.sql import Library

GOLD = Path(__file__).parent / "gold"
TABLES = tuple(sorted(GOLD.glob("people*.jsonl")))
Told = Counter[tuple[str, bool, bool]]


def judged(library: Library, table: Path, *, tell: bool = False) -> Told:
    """How many pairs there are by (kind, are one, told to be)."""
    bring_up_to_date(library)
    ids = {place.source: place.document_id for place in library.census.by_date()}
    found: Told = Counter()
    for line in table.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one, other = (row["one"], ids.get(row["one_in"], "")), (row["other"], ids.get(row["other_in"], ""))
        people = library.speakers.called((row["one"], row["other"]))
        if one not in people or other not in people or any(map(is_description, (row["one"], row["other"]))):
            continue
        told = people[one] == people[other]
        found[row["kind"], row["same"], told] += 1
        if tell and told != row["same"]:
            print(f"  {row['kind']}: {row['one']} | {row['other']}: {'one' if told else 'two'}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure which speakers are told to be one person or body.")
    parser.add_argument("tables", nargs="*", type=Path, default=TABLES)
    parser.add_argument("--wrong", action="store_true", help="Tell which pairs are wrong.")
    given = parser.parse_args()
    with Library.of(load_settings()) as library:
        for table in given.tables:
            found = judged(library, table, tell=given.wrong)
            right = sum(number for (_, same, told), number in found.items() if same == told)
            print(f"{table.name}: {right} of {found.total()} right, {right / found.total():.3f}")
            for same in (True, False):
                of = sum(number for (_, is_one, _), number in found.items() if is_one == same)
                print(f"  {'one' if same else 'two'}: {sum(n for (_, a, b), n in found.items() if a == b == same)} of {of}")


if __name__ == "__main__":
    main()
