"""How well articles that disagree on a number, a day or a name are told: python -m eval.disagreements [FILE…], on the library
of the settings.

Each line of a table is {"one", "one_at", "other", "other_at", "differs"}: the sources and spans of two sentences, and whether
they tell another number of the same thing, labelled by reading. The pairs are drawn by chance from the sentences of two
articles whose vectors have a cosine of 0.7 or more and that count the same thing, or name a day, with another value. Sentences
whose articles the library lacks are left out and counted. A row of the tables of kinds says what the two differ on, "date" or
"name"; real pairs of these being rare, most that differ are one sentence with `edit`, words of it and others in
their place. Those of "relative" tell one event in other words, one of them by a day that is worked out ("on Friday").
"""

from pathlib import Path

from eval.datasets import GOLD, json_lines
from eval.tally import Tallies, tables_given
from qa.settings import load_settings
from qa.store.sql import Library
from qa.types import Document
from qa.types.errors import NotFoundError
from qa.verification.disagreements import another_day, another_name, disagreement, near_in_time

_SETS = ("disagreements", "disagreements-kinds", "disagreements-relative")
TABLES = tuple(GOLD / f"{name}{half}.jsonl" for name in _SETS for half in ("", "-sealed"))


def measure(library: Library, table: Path) -> Tallies:
    """By what they may differ on: of all pairs, of those told to differ, and of those that do."""
    found = Tallies()
    for row in json_lines(table):
        try:
            one, other = library.document(row["one"]), library.document(row["other"])
        except NotFoundError:
            continue
        first, second = (
            " ".join(document.text[slice(*at)].split()) for document, at in ((one, row["one_at"]), (other, row["other_at"]))
        )
        old, new = row.get("edit", ("", ""))
        second = second.replace(old, new, 1)
        kind = row.get("kind", "number")
        told = near_in_time(one.published, other.published) and _is_told(kind, first, second, one, other)
        line = f"{kind}, {'told' if told else 'missed'}: {row['one']} {row['one_at']} | {row['other']} {row['other_at']}"
        found.add(f"{kind}, all", told == row["differs"], line)
        if told:
            found.add(f"{kind}, precision", row["differs"])
        if row["differs"]:
            found.add(f"{kind}, recall", told)
    return found


def _is_told(kind: str, first: str, second: str, one: Document, other: Document) -> bool:
    if kind == "date":
        return another_day(first, second, (one.published, other.published)) is not None
    if kind == "name":
        return another_name(first, second) is not None
    return disagreement(first, second) is not None


def main() -> None:
    given = tables_given("Measure which articles are told to disagree.", TABLES)
    with Library.of(load_settings()) as library:
        for table in given.tables:
            measure(library, table).print(table.name, wrong=given.wrong)


if __name__ == "__main__":
    main()
