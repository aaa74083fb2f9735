"""Scores statement extraction against hand-labelled direct quotations: `python -m eval.statements GOLD.jsonl`.

Given several files, `python -m eval.statements ARTICLES.jsonl GOLD.jsonl…`, it scores each gold as `eval.attributions` tells:
direct and indirect statements found, and whether what we extract is a statement at all.

Gold lines: {"text", "quotes": [{"start", "end", "speaker", "hard"}]}; a hard quotation's speaker is a pronoun or an epithet,
or stands in another sentence.
"""

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from eval.attributions import report
from eval.datasets import json_lines
from eval.spoken import SAME_SPAN, Spoken, coverage, overlap, same_speaker, spoken_in
from eval.tally import Tallies
from qa.attribution import find_statements
from qa.types import Document, Span

Reader = Callable[[str], list[Spoken]]

_QUOTED = re.compile(r"[“\"][^“”\"\n]+[”\"]|(?<!\w)[‘'][^\n]+?[’'](?!\w)")
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+)*")


def extractor(text: str) -> list[Spoken]:
    """Ours, as `spoken_in` tells."""
    return spoken_in(find_statements(Document.create(source="gold", title="", text=text)), text)


def nearest_name(text: str) -> list[Spoken]:
    """The baseline: whatever stands in quote marks, said by the nearest capitalised words outside them."""
    quotes = [Span(match.start(), match.end()) for match in _QUOTED.finditer(text)]
    names = [
        (match.start(), match.end(), match.group())
        for match in _NAME.finditer(text)
        if not any(quote.start <= match.start() < quote.end for quote in quotes)
    ]
    return [Spoken(q.start, q.end, min(names, key=lambda n: _distance(n, q))[2] if names else None) for q in quotes]


def _distance(name: tuple[int, int, str], quote: Span) -> int:
    return max(quote.start - name[1], name[0] - quote.end)


def read_gold(path: Path) -> list[tuple[str, list[Spoken]]]:
    return [
        (row["text"], [Spoken(q["start"], q["end"], q["speaker"], q.get("hard", False)) for q in row["quotes"]])
        for row in json_lines(path)
    ]


def score(gold: list[tuple[str, list[Spoken]]], read: Reader) -> Tallies:
    """Counts gold quotations; a speaker is right only where the span was found.

    "Covered" is the lenient count: a fragment in quote marks is found in the clause that reports it as well.
    """
    found = Tallies()
    for text, labels in gold:
        answers = read(text)
        for label in labels:
            best = max(answers, key=lambda answer: overlap(answer, label), default=None)
            if best is not None and overlap(best, label) < SAME_SPAN:
                best = None
            right = best is not None and same_speaker(best.speaker, label.speaker)
            said = repr(best.speaker) if best is not None else "no span"
            found.add("span recall", best is not None)
            found.add("speaker right", right, f"{said} for {label.speaker!r}: {label.of(text)[:80]!r}")
            if label.hard:
                found.add("speaker right, hard", right)
            found.add("speaker left unknown", best is not None and best.speaker is None)
            widest = max(answers, key=lambda answer: (coverage(answer, label), overlap(answer, label)), default=None)
            covered = widest is not None and coverage(widest, label) >= SAME_SPAN
            found.add("span covered", covered)
            found.add("speaker right, covered", covered and widest is not None and same_speaker(widest.speaker, label.speaker))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Statement extraction against labelled quotations.")
    parser.add_argument("files", type=Path, nargs="+", metavar="[ARTICLES.jsonl] GOLD.jsonl…")
    parser.add_argument("--misses", action="store_true", help="list what the extractor got wrong")
    given = parser.parse_args()
    articles, *golds = given.files
    if golds:
        scored = [(gold, *report(articles, gold)) for gold in golds]
        lines = [line for gold, told, _ in scored for line in (f"{gold.name}:", *told)]
        misses = [each for _, _, wrong in scored for each in wrong]
    else:
        gold = read_gold(articles)
        ours, baseline = score(gold, extractor), score(gold, nearest_name)
        lines = [f"{'':22}{'ours':>8}{'nearest name':>14}{'n':>6}"]
        lines += [
            f"{name:22}{found.share:8.3f}{baseline[name].share:14.3f}{found.of:6}" for name, found in sorted(ours.items())
        ]
        misses = ours.wrong
    print(*lines, *(misses if given.misses else ()), sep="\n")


if __name__ == "__main__":
    main()
