"""Scores statement extraction against hand-labelled direct quotations: `python -m eval.statements GOLD.jsonl`.

Given two files, `python -m eval.statements ARTICLES.jsonl GOLD.jsonl`, it scores as `eval.attributions` tells: direct and
indirect statements found, and whether what we extract is a statement at all.

Gold lines: {"text", "quotes": [{"start", "end", "speaker", "hard"}]}; a hard quotation's speaker is a pronoun or an epithet,
or stands in another sentence.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from qa.attribution import find_statements, quoted_fragments
from qa.types import Document, Span, Statement


@dataclass(frozen=True, slots=True)
class Spoken(Span):
    """A quotation with its speaker: a gold label or a reader's answer."""

    speaker: str | None
    hard: bool = False


Reader = Callable[[str], list[Spoken]]

# A span counts as found from this intersection over union on: a stray mark or full stop is no error, half a quotation is.
SAME_SPAN = 0.8
_QUOTED = re.compile(r"[“\"][^“”\"\n]+[”\"]|(?<!\w)[‘'][^\n]+?[’'](?!\w)")
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+)*")


def extractor(text: str) -> list[Spoken]:
    """Ours, as `spoken_in` tells."""
    return spoken_in(find_statements(Document.create(source="gold", title="", text=text)), text)


def spoken_in(statements: Iterable[Statement], text: str) -> list[Spoken]:
    """All statements in quote marks, and those parts of them that stand in quote marks."""
    found = []
    for said in statements:
        if said.kind != "indirect":
            found.append(Spoken(said.start, said.end, said.speaker))
        if said.kind == "mixed":
            parts = quoted_fragments(said.of(text))
            found += [Spoken(said.start + part.start, said.start + part.end, said.speaker) for part in parts]
    return found


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


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over gold quotations; a speaker counts as right only where the span was found.

    `covered` is the lenient count: a fragment in quote marks is found in the clause that reports it as well.
    """

    quotes: int
    found: int
    right: int
    unknown: int
    hard: int
    hard_right: int
    covered: int
    covered_right: int

    def rows(self) -> list[tuple[str, float, int]]:
        return [
            ("span recall", self.found / max(1, self.quotes), self.quotes),
            ("speaker right", self.right / max(1, self.quotes), self.quotes),
            ("speaker right, hard", self.hard_right / max(1, self.hard), self.hard),
            ("speaker left unknown", self.unknown / max(1, self.quotes), self.quotes),
            ("span covered", self.covered / max(1, self.quotes), self.quotes),
            ("speaker right, covered", self.covered_right / max(1, self.quotes), self.quotes),
        ]


def read_gold(path: Path) -> list[tuple[str, list[Spoken]]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        (row["text"], [Spoken(q["start"], q["end"], q["speaker"], q.get("hard", False)) for q in row["quotes"]]) for row in rows
    ]


def score(gold: list[tuple[str, list[Spoken]]], read: Reader, misses: list[str] | None = None) -> Score:
    """Scores a reader; `misses` collects one line for each quotation that it got wrong."""
    quotes = found = right = unknown = hard = hard_right = covered = covered_right = 0
    for text, labels in gold:
        answers = read(text)
        for label in labels:
            best = max(answers, key=lambda answer: overlap(answer, label), default=None)
            hit = best is not None and overlap(best, label) >= SAME_SPAN
            same = hit and best is not None and same_speaker(best.speaker, label.speaker)
            quotes += 1
            found += hit
            right += same
            unknown += bool(hit and best is not None and best.speaker is None)
            hard += label.hard
            hard_right += label.hard and same
            widest = max(answers, key=lambda answer: (coverage(answer, label), overlap(answer, label)), default=None)
            if widest is not None and coverage(widest, label) >= SAME_SPAN:
                covered += 1
                covered_right += same_speaker(widest.speaker, label.speaker)
            if misses is not None and not same:
                said = f"{best.speaker!r}" if hit and best is not None else "no span"
                misses.append(f"{said} for {label.speaker!r}: {label.of(text)[:80]!r}")
    return Score(quotes, found, right, unknown, hard, hard_right, covered, covered_right)


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two spans."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def coverage(answer: Span, label: Span) -> float:
    """The share of the labelled span that the answer covers."""
    return max(0, min(answer.end, label.end) - max(answer.start, label.start)) / (label.end - label.start)


def same_speaker(one: str | None, other: str | None) -> bool:
    return _plain(one) == _plain(other)


def _plain(name: str | None) -> str | None:
    return None if name is None else re.sub(r"^(?:the|an?) ", "", name.casefold().strip())


def main() -> None:
    parser = argparse.ArgumentParser(description="Statement extraction against labelled quotations.")
    parser.add_argument("files", type=Path, nargs="+", metavar="[ARTICLES.jsonl] GOLD.jsonl")
    parser.add_argument("--misses", action="store_true", help="list what the extractor got wrong")
    arguments = parser.parse_args()
    misses: list[str] = []
    if len(arguments.files) == 2:
        from eval.attributions import report  # it uses this module's parts

        print(report(arguments.files[0], arguments.files[1], misses))
        print(*misses if arguments.misses else (), sep="\n")
        return
    gold = read_gold(arguments.files[-1])
    ours, baseline = score(gold, extractor, misses).rows(), score(gold, nearest_name).rows()
    print(f"{'':22}{'ours':>8}{'nearest name':>14}{'n':>6}")
    for (metric, value, n), (_, naive, _) in zip(ours, baseline, strict=True):
        print(f"{metric:22}{value:8.3f}{naive:14.3f}{n:6}")
    if arguments.misses:
        print(*misses, sep="\n")


if __name__ == "__main__":
    main()
