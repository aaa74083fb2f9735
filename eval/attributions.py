"""Scores statement extraction against articles in which every attribution is labelled, quoted or not.

`python -m eval.statements ARTICLES.jsonl[.gz] GOLD.jsonl` prints the figures. Articles: {"source", "title", "text", …}; gold:
{"source", "until", "statements": [{"start", "end", "kind", "speaker", "alternatives", "hard", "asked"}]}, where `until` is the
offset up to which the article is labelled; `kind` is "direct" for words in quote marks and "indirect" for a clause that reports
words, with or without quoted words in it; `alternatives` are other right names of the speaker; `hard` says that the sentence
itself doesn't name the speaker; what isn't `asked` may be called a statement or not, and counts neither way.
"""

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.bootstrap import RESAMPLES, SEED
from eval.statements import SAME_SPAN, Spoken, coverage, overlap, same_speaker, spoken_in
from qa.attribution import find_statements
from qa.types import Document, Span, Statement, StatementKind

# A reported clause counts as found from this intersection over union on: where it begins is less clear than a quote mark.
_SAME_CLAUSE = 0.5
# A statement lies in the labelled ones if they hold this share of its characters.
_INSIDE = 0.5
_PRONOUN = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][”\"’']*\s|\n")

# Right and all, for one article.
Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Label(Span):
    """A labelled attribution; `speakers` are all right names, none where the article doesn't tell."""

    kind: StatementKind
    speakers: tuple[str, ...]
    hard: bool
    asked: bool = True

    def is_by(self, speaker: str | None) -> bool:
        """Whether it is one of the right names; "a new study" is the study as well."""
        if not self.speakers or speaker is None:
            return speaker is None and not self.speakers
        roles = [right for right in self.speakers if right.islower()]
        return any(same_speaker(speaker, right) for right in self.speakers) or speaker.endswith(
            tuple(f" {role}" for role in roles)
        )


@dataclass(frozen=True, slots=True)
class Article:
    """An article with the labels of its text before `until`."""

    title: str
    text: str
    until: int
    labels: tuple[Label, ...]


def read_articles(articles: Path, gold: Path) -> list[Article]:
    """The articles that have labels."""
    rows = {row["source"]: row for row in _rows(articles)}
    return [_article(rows[row["source"]], row) for row in _rows(gold)]


def _article(row: dict[str, Any], gold: dict[str, Any]) -> Article:
    labels = (
        Label(
            each["start"],
            each["end"],
            each["kind"],
            tuple(name for name in (each["speaker"], *each["alternatives"]) if name),
            each["hard"],
            each.get("asked", True),
        )
        for each in gold["statements"]
    )
    return Article(row.get("title", ""), row["text"], gold.get("until", len(row["text"])), tuple(labels))


def _rows(path: Path) -> list[dict[str, Any]]:
    stored = path.read_bytes()
    text = (gzip.decompress(stored) if path.suffix == ".gz" else stored).decode()
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def count(article: Article, misses: list[str] | None = None) -> Counts:
    """How often each figure came out right in one article; `misses` collects a line for each thing that didn't."""
    text, labels = article.text, article.labels
    document = Document.create(source="gold", title=article.title, text=text)
    ours = [each for each in find_statements(document) if each.start < article.until]
    counts: dict[str, tuple[int, int]] = {}
    spoken = spoken_in(ours, text)
    clauses = [Spoken(each.start, each.end, each.speaker) for each in ours if each.kind != "direct"]
    for label in (label for label in labels if label.asked):
        direct = label.kind == "direct"
        best = max(spoken if direct else clauses, key=lambda answer: overlap(answer, label), default=None)
        found = best is not None and overlap(best, label) >= (SAME_SPAN if direct else _SAME_CLAUSE)
        right = found and best is not None and label.is_by(best.speaker)
        add(counts, f"{label.kind}: found", found)
        add(counts, f"{label.kind}: speaker right", right)
        add(counts, f"{label.kind}: speaker right, {_where(text, label)}", right)
        if misses is not None and not right and best is not None:
            said = repr(best.speaker) if found else f"no span ({best.of(text)[:160]!r})" if overlap(best, label) else "no span"
            misses.append(f"{label.kind}: {said} for {' / '.join(label.speakers)!r}: {label.of(text)[:160]!r}")
    for each in ours:
        _judge(text, each, labels, counts, misses)
    return counts


def _judge(
    text: str, ours: Statement, labels: Sequence[Label], counts: dict[str, tuple[int, int]], misses: list[str] | None
) -> None:
    """One of our statements: is it one at all, and is it given to whoever said it?"""
    nearest = max(labels, key=lambda label: (coverage(label, ours), overlap(label, ours)), default=None)
    inside = sum(any(label.start <= place < label.end for label in labels) for place in range(ours.start, ours.end))
    is_one = inside >= _INSIDE * (ours.end - ours.start)
    if is_one and nearest is not None and not nearest.asked:
        return
    add(counts, "ours: lies in a labelled statement", is_one)
    if ours.speaker is None:
        return
    right = is_one and nearest is not None and nearest.is_by(ours.speaker)
    add(counts, "ours: is one and has the right speaker", right)
    stranger = not any(label.is_by(ours.speaker) for label in labels)
    add(counts, "ours: speaker whom no label knows", stranger)
    if misses is not None and not right:
        kind = "stranger" if stranger else "wrong" if is_one else "no statement"
        misses.append(f"ours, {kind}: {ours.speaker!r}: {ours.of(text)[:160]!r}")


def add(counts: dict[str, tuple[int, int]], figure: str, hit: bool) -> None:
    hits, total = counts.get(figure, (0, 0))
    counts[figure] = (hits + hit, total + 1)


def _where(text: str, label: Label) -> str:
    """Where the speaker's name stands: in the sentence; behind a pronoun in the sentence; in another sentence."""
    if not label.hard:
        return "named"
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, label.start)]
    after = _SENTENCE_END.search(text, label.end)
    around = text[before[-1] if before else 0 : label.start] + " " + text[label.end : after.end() if after else len(text)]
    return "pronoun" if _PRONOUN.search(around) else "other sentence"


def figures(counted: Sequence[Counts]) -> list[tuple[str, float, float, float, int]]:
    """(name, value, low, high, n) of each figure; 95 % intervals by drawing whole articles with replacement."""
    drawn = np.random.default_rng(SEED).multinomial(len(counted), [1 / len(counted)] * len(counted), size=RESAMPLES)
    found = []
    for name in sorted({name for counts in counted for name in counts}):
        pairs = np.array([counts.get(name, (0, 0)) for counts in counted])
        hits, totals = (drawn @ pairs).T
        low, high = np.percentile(hits[totals > 0] / totals[totals > 0], [2.5, 97.5])
        right, total = pairs.sum(axis=0)
        found.append((name, right / total, float(low), float(high), int(total)))
    return found


def report(articles: Path, gold: Path, misses: list[str] | None = None) -> str:
    """The figures, a line each."""
    counted = [count(article, misses) for article in read_articles(articles, gold)]
    return "\n".join([f"{'':44}{'':7}  {'95 %':13}{'n':>6}", *lines_of(figures(counted))])


def lines_of(found: Sequence[tuple[str, float, float, float, int]]) -> list[str]:
    return [f"{name:44}{value:7.3f}  ({low:.3f}–{high:.3f}){n:6}" for name, value, low, high, n in found]
