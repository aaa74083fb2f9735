"""Whether speakers of two documents are told to be one: python -m eval.people [FILE…], on the library of the settings.

Each line of a table is {"kind", "one", "one_in", "other", "other_in", "same"}: two names as documents give them, the sources,
and whether they are one person or body, labelled by reading. The pairs are drawn by chance, in part by how often the names are
quoted: a surname and a full name ("surname"), a name within a longer one ("subset"), first names that begin alike ("near"),
others of one surname ("last"), one name in two documents that say different things of its bearer ("namesake"), an acronym
("acr") and the short form of a body's name ("body"). In people-drawn.jsonl ("drawn") one is a speaker drawn by chance; the
other stands on the same page, or is called most alike of those on other pages: a page as a reader meets it, not a hard pair.
"""

from pathlib import Path

from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_source
from eval.tally import Tallies, tables_given
from qa.attribution.answers import bring_up_to_date
from qa.english.lexicon import is_description
from qa.settings import load_settings
from qa.store.sql import Library

TABLES = tuple(sorted(GOLD.glob("people*.jsonl")))


def measure(library: Library, table: Path) -> Tallies:
    """Of all pairs, and of those that are one and that are two."""
    bring_up_to_date(library)
    ids = ids_by_source(library)
    found = Tallies()
    for row in json_lines(table):
        one, other = (row["one"], ids.get(row["one_in"], "")), (row["other"], ids.get(row["other_in"], ""))
        people = library.speakers.people_named((row["one"], row["other"]))
        if one not in people or other not in people or any(map(is_description, (row["one"], row["other"]))):
            continue
        told = people[one] == people[other]
        line = f"{row['kind']}: {row['one']} | {row['other']}: {'one' if told else 'two'}"
        found.add("all", told == row["same"], line)
        found.add("one" if row["same"] else "two", told == row["same"])
    return found


def main() -> None:
    given = tables_given("Measure which speakers are told to be one person or body.", TABLES)
    with Library.of(load_settings()) as library:
        for table in given.tables:
            measure(library, table).print(table.name, wrong=given.wrong)


if __name__ == "__main__":
    main()
