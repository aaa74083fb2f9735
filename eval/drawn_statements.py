"""What becomes of statements that were drawn by chance and judged: `python -m eval.drawn_statements ARTICLES.jsonl GOLD.jsonl`.

Gold lines: {"source", "start", "end", "kind", "speaker", "verdict", "meant"}: a statement as it was found when it was drawn.
The verdict is "ok"; "name" (the right source, wrongly called), "other" (somebody else's words), "none" (no statement) or "span"
(it holds more than was said, or is cut); `meant` tells who is right, where the text does. One that is "unsure" doesn't count.
What a later version finds at that place is the same, is cut otherwise, is given to another, to nobody, or is gone. Told is also
how many are right of those that are told as surely the speaker's, and of the others.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.datasets import json_lines
from eval.spoken import overlap, same_speaker
from eval.tally import Tallies
from qa.attribution import find_statements
from qa.types import Document, Span, Statement

VERDICTS = ("ok", "span", "name", "other", "none")
# Verdicts of what is a statement, and its speaker's.
RIGHT = frozenset(["ok", "span"])
# What became of it where it is still given to the same speaker.
KEPT = ("same", "cut otherwise")
# From this intersection over union on it is the same statement, and from the other on the same words.
_SAME, _UNCUT = 0.3, 0.97


def drawn(articles: Path, gold: Path) -> Iterator[tuple[Document, list[dict[str, Any]]]]:
    """Each article that statements were drawn from, with these."""
    judged: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in json_lines(gold):
        judged[row["source"]].append(row)
    for article in json_lines(articles):
        if rows := [row for row in judged.pop(article["source"], ()) if row["verdict"] in VERDICTS]:
            yield Document.create(source=article["source"], title=article.get("title", ""), text=article["text"]), rows


def place(row: dict[str, Any]) -> Span:
    """Where the statement stands."""
    return Span(row["start"], row["end"])


def found_at(row: dict[str, Any], found: Sequence[Statement]) -> tuple[str, Statement | None]:
    """What is found there now: what became of the statement, and what it is."""
    best = max(found, key=lambda each: overlap(each, place(row)), default=None)
    if best is None or overlap(best, place(row)) < _SAME:
        return "gone", None
    if best.speaker is None:
        return "nobody's", best
    if best.speaker != row["speaker"]:
        return "given to the right one" if same_speaker(best.speaker, row.get("meant")) else "given to another", best
    return KEPT[overlap(best, place(row)) < _UNCUT], best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("gold", type=Path)
    parsed = parser.parse_args()
    outcomes: dict[str, Counter[str]] = {verdict: Counter() for verdict in VERDICTS}
    right = Tallies()
    for document, rows in drawn(parsed.articles, parsed.gold):
        statements = find_statements(document)
        for row in rows:
            outcome, found = found_at(row, statements)
            outcomes[row["verdict"]][outcome] += 1
            if found is not None and outcome in KEPT:
                surely = "surely the speaker's" if found.is_surely_theirs else "less surely"
                for told in ("all that are still given to the same speaker", surely):
                    right.add(told, row["verdict"] in RIGHT)
    for verdict, counted in outcomes.items():
        print(f"{verdict:6}", ", ".join(f"{told} {many}" for told, many in counted.most_common()))
    right.print("a statement, and the speaker's", wrong=False)


if __name__ == "__main__":
    main()
