"""Conversations over the library of the settings: `python -m eval.library_conversations SET [--rows FILE]`.

A line of SET is a conversation: `{"id", "turns": [{"type", "question", "rewrite", "also", "document", "answer"}]}`. `rewrite`
and each of `also` ask in full what `question` means; `document` is the source of the document that answers it best, or a file's
name, and `answer` are words of it that a right sentence has. Both are null where it wants a summary, a list, a comparison, or
what no document tells. The conversation is asked as a reader asks it, with the app's own answers as its history.

good: the answer quotes a sentence of that document with those words. kept: it is good, or what one of the rewrites is answered;
so the conversation has cost nothing. The same answer is the same text, or quotes the same document first and mostly the same
sentences. wrong, as sure: it is sure and not kept. Thanks aren't counted. Intervals: resamples of whole conversations.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.conversation import interval
from eval.datasets import GoldError, json_lines, write_json_lines
from eval.follow_up_answers import holds
from qa.pipeline import Pipeline
from qa.settings import load_settings
from qa.types import Answer, Question, Turn

FIGURES = ("good_alone", "good", "good_rewritten", "kept", "wrong_sure")
_UNCOUNTED = ("first", "thanks")


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers tell a reader the same."""
    if one.status != other.status or bool(one.citations) != bool(other.citations):
        return False
    if not one.citations or one.text == other.text:
        return one.text == other.text or one.status == "abstained"
    ours, theirs = ({(each.document_id, each.quote) for each in answer.citations} for answer in (one, other))
    first = one.citations[0].document_id == other.citations[0].document_id
    return first and 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def measure(pipeline: Pipeline, conversation: Mapping[str, Any], by_name: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a row for each counted follow-up: the turn, how it was understood and its figures, 0.0 or 1.0, or None.

    `by_name`: the sources of the library's documents by their file names.
    """
    rows, history = list[dict[str, Any]](), list[Turn]()
    for turn in conversation["turns"]:
        answer = pipeline.trace(Question(turn["question"], tuple(history)))[1]
        if turn["type"] not in _UNCOUNTED and history:
            document = by_name.get(turn["document"] or "", turn["document"])
            alone = pipeline.ask(turn["question"])
            rewritten = [pipeline.ask(each) for each in (turn["rewrite"], *turn["also"])]
            found = [is_good(each, document, turn["answer"]) for each in (alone, answer, rewritten[0])]
            kept = bool(found[1]) or any(same(answer, each) for each in rewritten)
            figures = dict(zip(FIGURES, [*found, kept, answer.confidence == "sure" and not kept], strict=True))
            told = {"text": answer.text, "understood": answer.standalone_question, "rewrite_told": rewritten[0].text}
            row = {"conversation": conversation["id"], **turn, **told}
            rows.append(row | {name: None if each is None else float(each) for name, each in figures.items()})
        history += [Turn("user", turn["question"]), answer.turn()]
    return rows


def is_good(answer: Answer, document: str | None, words: str | None) -> bool | None:
    """Whether it quotes what is looked for; None where no sentence is."""
    if document is None or not words:
        return None
    return answer.status == "answered" and holds([(each.source, each.quote) for each in answer.citations], document, words)


def table(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """A line for all follow-ups and for each sort of them: how many there are, and each figure with those that have it."""
    sorts = sorted({row["type"] for row in rows}, key=lambda sort: -sum(row["type"] == sort for row in rows))
    lines = [f"{'':<16}{'':>5}" + "".join(f"{name:>16}" for name in FIGURES)]
    for sort in ("all", *sorts):
        of_sort = [row for row in rows if sort in ("all", row["type"])]
        means = ([row[name] for row in of_sort if row[name] is not None] for name in FIGURES)
        lines.append(f"{sort:<16}{len(of_sort):>5}" + "".join(f"{np.mean(each) if each else np.nan:>16.3f}" for each in means))
    for name in ("kept", "wrong_sure"):
        low, high = interval(np.array([row[name] for row in rows]), [row["conversation"] for row in rows])
        lines.append(f"{name}: {np.mean([row[name] for row in rows]):.3f} [{low:.3f}, {high:.3f}]")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description="Ask conversations over a whole library, and see what they find.")
    parser.add_argument("set", type=Path, help="a file of conversations like eval/gold/conversations-library.jsonl")
    parser.add_argument("--rows", type=Path, help="write a row for each follow-up here")
    arguments = parser.parse_args()
    try:
        conversations = json_lines(arguments.set)
    except (GoldError, OSError, ValueError) as error:
        parser.error(f"{arguments.set} can't be read as a set of conversations: {error}")
    with Pipeline.open(load_settings()) as pipeline:
        sources = {each.source for each in pipeline.stores.library.documents()}
        by_name = {Path(source).name: source for source in sources}
        named = {turn["document"] for each in conversations for turn in each["turns"] if turn["document"]}
        if lacking := sorted(named - sources - by_name.keys()):
            parser.error(
                f"the library lacks {len(lacking)} of the documents that are asked about; add them first: {lacking[0]} …"
            )
        rows = [row for conversation in conversations for row in measure(pipeline, conversation, by_name)]
    if arguments.rows:
        write_json_lines(arguments.rows, rows)
    print(*table(rows), sep="\n")


if __name__ == "__main__":
    main()
