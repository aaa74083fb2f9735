"""How much is told of messages that ask several things: `python -m eval.parts SET [--rows FILE]`, over the settings' library.

A line of SET is a message: `{"id", "library", "question", "sort", "document", "parts": [{"asks", "answer", "sentences"}]}`.
`document` is its source, or a file's name; `sentences` of a part are those that tell it, of news their places in the text
(`[start, end]`); none where nothing in the document does. `sort` is "two", "three", "half" (the document tells one of two) or
"single" (one question that sounds like several).

told: of the parts that are told there, those of which an answer quotes such a sentence of that document. whole: the messages
with all of these told. alone: the same parts asked by themselves, as their writer put them in full, which is what there is to
win. quotes: how many an answer has. Intervals: resamples of messages.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from eval.conversation import interval
from eval.datasets import json_lines, write_json_lines
from qa.pipeline import Pipeline
from qa.settings import load_settings
from qa.types import Answer, Citation

SORTS = ("two", "three", "half", "single")


def measure(pipeline: Pipeline, row: dict[str, Any]) -> dict[str, Any]:
    """Ask a message, and its parts by themselves; add what is told of each part."""
    answer = pipeline.ask(row["question"])
    there = [part for part in row["parts"] if part["sentences"]]
    told = [tells(answer, row["document"], part["sentences"]) for part in there]
    alone = [tells(pipeline.ask(part["asks"]), row["document"], part["sentences"]) for part in there]
    found = {"told": told, "alone": alone, "quotes": len(answer.citations), "confidence": answer.confidence}
    return row | found | {"text": answer.text, "notice": answer.notice, "reader": answer.reader}


def tells(answer: Answer, document: str, sentences: Sequence[str | Sequence[int]]) -> bool:
    """Whether it quotes one of these sentences of this document, or the better half of one."""
    cited = [each for each in answer.citations if document in (each.source, Path(each.source).name)]
    return any(_has(each, sentence) for each in cited for sentence in sentences)


def _has(cited: Citation, sentence: str | Sequence[int]) -> bool:
    if isinstance(sentence, str):
        quote, sentence = _plain(cited.quote), _plain(sentence)
        return sentence in quote or (quote in sentence and 2 * len(quote) >= len(sentence))
    start, end = sentence
    return 2 * (min(end, cited.end) - max(start, cited.start)) >= end - start


def _plain(text: str) -> str:
    return " ".join("".join(each if each.isalnum() else " " for each in text.casefold()).split())


def table(rows: Sequence[dict[str, Any]]) -> list[str]:
    """A line for each sort and one for all."""
    lines = [f"{'':<8}messages  told               whole               alone  quotes"]
    for sort in (*SORTS, "all"):
        its = [row for row in rows if sort in (row["sort"], "all") and row["told"]]
        if its:
            names = [row["id"] for row in its for _ in row["told"]]
            told = np.array([float(each) for row in its for each in row["told"]])
            whole = np.array([float(all(row["told"])) for row in its])
            alone, quotes = fmean(each for row in its for each in row["alone"]), fmean(row["quotes"] for row in its)
            of_told, of_whole = _figure(told, names), _figure(whole, [row["id"] for row in its])
            lines.append(f"{sort:<8}{len(its):>8}  {of_told}  {of_whole}  {alone:.3f}  {quotes:.2f}")
    return lines


def _figure(values: Any, names: Sequence[str]) -> str:
    low, high = interval(values, names)
    return f"{values.mean():.3f} ({low:.3f}–{high:.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how much is told of messages that ask several things.")
    parser.add_argument("set", type=Path)
    parser.add_argument("--library", choices=("documents", "news"), default="documents")
    parser.add_argument("--rows", type=Path, help="write what was told of each to this file")
    given = parser.parse_args()
    asked = [row for row in json_lines(given.set) if row["library"] == given.library]
    with Pipeline.open(load_settings()) as pipeline:
        rows = [measure(pipeline, row) for row in asked]
    if given.rows:
        write_json_lines(given.rows, rows)
    print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
