"""Scores statement extraction against articles in which every attribution is labelled, quoted or not.

`python -m eval.statements ARTICLES.jsonl[.gz] GOLD.jsonl` prints the figures. Articles: {"source", "title", "text", …}; gold:
{"source", "until", "statements": [{"start", "end", "kind", "speaker", "alternatives", "hard", "asked"}]}, where `until` is the
offset up to which the article is labelled; `kind` is "direct" for words in quote marks and "indirect" for a clause that reports
words, with or without quoted words in it; `alternatives` are other right names of the speaker; `hard` says that the sentence
itself doesn't name the speaker; what isn't `asked` may be called a statement or not, and counts neither way.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.datasets import json_lines
from eval.spoken import SAME_SPAN, Spoken, coverage, overlap, same_speaker, spoken_in
from eval.tally import Tallies, lines_by_article
from qa.attribution import find_statements
from qa.types import Document, Span, Statement, StatementKind

# A reported clause counts as found from this intersection over union on: where it begins is less clear than a quote mark.
_SAME_CLAUSE = 0.5
# A statement lies in the labelled ones if they hold this share of its characters.
_INSIDE = 0.5
_PRONOUN = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][”\"’']*\s|\n")


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
    rows = {row["source"]: row for row in json_lines(articles)}
    return [_article(rows[row["source"]], row) for row in json_lines(gold)]


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


def count(article: Article) -> Tallies:
    """How often each figure came out right in one article."""
    text, labels = article.text, article.labels
    document = Document.create(source="gold", title=article.title, text=text)
    ours = [each for each in find_statements(document) if each.start < article.until]
    spoken = spoken_in(ours, text)
    clauses = [Spoken(each.start, each.end, each.speaker) for each in ours if each.kind != "direct"]
    counted = Tallies()
    for label in (label for label in labels if label.asked):
        direct = label.kind == "direct"
        best = max(spoken if direct else clauses, key=lambda answer: overlap(answer, label), default=None)
        found = best is not None and overlap(best, label) >= (SAME_SPAN if direct else _SAME_CLAUSE)
        right = found and best is not None and label.is_by(best.speaker)
        counted.add(f"{label.kind}: found", found)
        counted.add(f"{label.kind}: speaker right", right, _miss(text, label, best, found) if best is not None else "")
        counted.add(f"{label.kind}: speaker right, {_where(text, label)}", right)
    for each in ours:
        _judge(text, each, labels, counted)
    return counted


def _miss(text: str, label: Label, best: Spoken, found: bool) -> str:
    said = repr(best.speaker) if found else f"no span ({best.of(text)[:160]!r})" if overlap(best, label) else "no span"
    return f"{label.kind}: {said} for {' / '.join(label.speakers)!r}: {label.of(text)[:160]!r}"


def _judge(text: str, ours: Statement, labels: Sequence[Label], counted: Tallies) -> None:
    """One of our statements: is it one at all, and is it given to whoever said it?"""
    nearest = max(labels, key=lambda label: (coverage(label, ours), overlap(label, ours)), default=None)
    inside = sum(any(label.start <= place < label.end for label in labels) for place in range(ours.start, ours.end))
    is_one = inside >= _INSIDE * (ours.end - ours.start)
    if is_one and nearest is not None and not nearest.asked:
        return
    counted.add("ours: lies in a labelled statement", is_one)
    if ours.speaker is None:
        return
    right = is_one and nearest is not None and nearest.is_by(ours.speaker)
    stranger = not any(label.is_by(ours.speaker) for label in labels)
    kind = "stranger" if stranger else "wrong" if is_one else "no statement"
    counted.add("ours: is one and has the right speaker", right, f"ours, {kind}: {ours.speaker!r}: {ours.of(text)[:160]!r}")
    counted.add("ours: speaker whom no label knows", stranger)


def _where(text: str, label: Label) -> str:
    """Where the speaker's name stands: in the sentence; behind a pronoun in the sentence; in another sentence."""
    if not label.hard:
        return "named"
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, label.start)]
    after = _SENTENCE_END.search(text, label.end)
    around = text[before[-1] if before else 0 : label.start] + " " + text[label.end : after.end() if after else len(text)]
    return "pronoun" if _PRONOUN.search(around) else "other sentence"


def report(articles: Path, gold: Path) -> tuple[list[str], list[str]]:
    """The figures, a line each, and what is wrong."""
    counted = [count(article) for article in read_articles(articles, gold)]
    wrong = [line for tallies in counted for line in tallies.wrong]
    return [f"{'':44}{'':7}  {'95 %':13}{'n':>6}", *lines_by_article(counted)], wrong
