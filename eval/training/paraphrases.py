"""A gold set in other words: python -m eval.training.paraphrases GOLD --to FILE.

A line of `eval/gold/paraphrases.jsonl` has a question in other words, and the id of the one that it is put for (`of`), of a set
that the reader is taught with or fitted to. It was to share hardly any word with that one or with the sentence that answers;
a language model that saw both wrote it. What answers is the same, so FILE gets the lines of GOLD that have such a question.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.datasets import GOLD, json_lines, write_json_lines

PARAPHRASES = GOLD / "paraphrases.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a gold set with its questions in other words.")
    parser.add_argument("gold", type=Path, help="questions, a JSON object a line")
    parser.add_argument("--to", type=Path, required=True, help="the set to write")
    given = parser.parse_args()
    write_json_lines(given.to, reworded(given.gold))


def reworded(gold: Path) -> Iterator[dict[str, Any]]:
    """Yield each line of `gold` that was put in other words, with those, under an id of its own."""
    words = {row["of"]: row["question"] for row in json_lines(PARAPHRASES)}
    for row in json_lines(gold):
        if row["id"] in words:
            yield row | {"id": f"p-{row['id']}", "question": words[row["id"]]}


if __name__ == "__main__":
    main()
