"""How often a period that a message tells from the present day is read right: python -m eval.periods [FILE…] [--wrong].

Each line of a table is {"question", "since", "until"}, ISO days, as they are on the day `TODAY`, null where it is open or where
the message names none; "or" lists such pairs that are as right. `periods.jsonl` was looked at while the reader was written.
"""

from datetime import date
from pathlib import Path

from eval.datasets import GOLD, json_lines
from eval.tally import Tallies, tables_given
from qa.english.request import bare
from qa.pipeline.kinds.asked_period import asked_period
from qa.pipeline.plain_words import in_plain_words

TABLES = (GOLD / "periods.jsonl", GOLD / "periods-sealed.jsonl")
# A Thursday, the day of the newest article that the messages are asked of.
TODAY = date(2023, 12, 14)


def measure(table: Path) -> Tallies:
    """By whether the message names a period."""
    found = Tallies()
    for row in json_lines(table):
        told, right = _read(row["question"]), [(each["since"], each["until"]) for each in (row, *row.get("or", ()))]
        name = "none named" if right[0] == (None, None) else "right period"
        found.add(name, told in right, f"{row['question']}: {told}, not {right[0]}")
    return found


def _read(question: str) -> tuple[str | None, str | None]:
    message = bare(question)
    asked = asked_period(in_plain_words(message) or message, TODAY)
    return (asked.period.since, asked.period.until) if asked else (None, None)


def main() -> None:
    given = tables_given("Measure which period is read of a message.", TABLES)
    for table in given.tables:
        measure(table).print(table.name, wrong=given.wrong)


if __name__ == "__main__":
    main()
