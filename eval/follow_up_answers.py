"""What follow-ups find in a library: `python -m eval.follow_up_answers SET [--rows FILE]`, over the library of the settings.

A line of SET is a conversation on one document: `{"id", "document", "turns": [{"type", "question", "rewrite", "answer"}]}`:
the document's source, or a file's name, and, as the answer, words of it that a right sentence has (null where there are none:
such turns only go on). A turn that another document answers names it as well. The conversation is asked as a reader asks it,
with the app's own answers as its history; beside it each question by itself, as it was asked and as a person rewrote it, which
is what there is to win.

evidence@k: one of the first k sentences read is of that document and has those words. document@5: one of the first five
passages is of it. good: the answer quotes such a sentence. wrong, as sure: it is sure and quotes none. A turn is better or
worse than as asked by "good". Intervals: resamples of whole conversations.
"""

import argparse
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.conversation import interval
from eval.datasets import GoldError, json_lines, write_json_lines
from eval.examined import examine
from qa.pipeline import Pipeline
from qa.settings import load_settings
from qa.types import Answer, Question, Turn

SYSTEMS = ("as asked", "understood", "hand rewrite")


@dataclass(frozen=True, slots=True)
class Found:
    """What one question found; the figures are 0.0 or 1.0."""

    understood: str
    evidence_1: float
    evidence_3: float
    document_5: float
    good: float
    wrong_sure: float


FIGURES = ("evidence_1", "evidence_3", "document_5", "good", "wrong_sure")


def found(pipeline: Pipeline, question: str, history: Sequence[Turn], document: str, words: str) -> tuple[Found, Answer]:
    examined = examine(pipeline, Question(question, tuple(history)))
    answer, read = examined.answer, examined.reading.ranked
    quoted = [(each.source, each.quote) for each in answer.citations]
    sentences = [(each.candidate.passage.source, each.candidate.text) for each in read]
    if answer.reader != "extractive":
        sentences = quoted + sentences
    good = answer.status == "answered" and holds(quoted, document, words)
    figures = Found(
        answer.standalone_question,
        float(holds(sentences[:1], document, words)),
        float(holds(sentences[:3], document, words)),
        float(document in [passage.source for passage in examined.retrieved.passages[:5]]),
        float(good),
        float(answer.confidence == "sure" and not good),
    )
    return figures, answer


def holds(sentences: Sequence[tuple[str, str]], document: str, words: str) -> bool:
    """Whether one of these sentences, each a document's source and its text, is of that document and has those words."""
    return any(source == document and _plain(words) in _plain(text) for source, text in sentences)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def measure(pipeline: Pipeline, conversation: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each follow-up that has an answer: the turn, and under the name of each of SYSTEMS what it found."""
    rows, history = [], list[Turn]()
    for turn in conversation["turns"]:
        document, words = turn.get("document", conversation["document"]), turn["answer"]
        understood, answer = found(pipeline, turn["question"], history, document, words or "")
        if history and words:
            alone = (found(pipeline, turn[form], (), document, words)[0] for form in ("question", "rewrite"))
            asked, rewritten = alone
            by_system = zip(SYSTEMS, (asked, understood, rewritten), strict=True)
            rows.append({"conversation": conversation["id"], **turn, **{name: asdict(each) for name, each in by_system}})
        history += [Turn("user", turn["question"]), answer.turn()]
    return rows


def table(rows: Sequence[dict[str, Any]]) -> list[str]:
    """A line for each system, then what the understood question gains over the question as asked."""
    conversations = [row["conversation"] for row in rows]
    lines = [f"{len(rows)} follow-ups" + "".join(f"{name:>14}" for name in FIGURES)]
    means = {system: [np.mean([row[system][name] for row in rows]) for name in FIGURES] for system in SYSTEMS}
    lines += [f"{system:<14}" + "".join(f"{mean:>14.3f}" for mean in means[system]) for system in SYSTEMS]
    for system in SYSTEMS[1:]:
        gains = np.array([row[system]["good"] - row[SYSTEMS[0]]["good"] for row in rows])
        for name, values in (("gain", gains), ("better", gains > 0), ("worse", gains < 0)):
            low, high = interval(values.astype(float), conversations)
            lines.append(f"{system}, good, {name}: {values.mean():+.3f} [{low:.3f}, {high:.3f}]")
    return lines


def in_library(conversation: dict[str, Any], sources: Collection[str]) -> dict[str, Any]:
    """The conversation with documents by their sources in the library, where it names files."""
    by_name = {Path(source).name: source for source in sources}

    def full(part: dict[str, Any]) -> dict[str, Any]:
        return part | {"document": by_name.get(part["document"], part["document"])} if "document" in part else part

    return full(conversation) | {"turns": [full(turn) for turn in conversation["turns"]]}


def missing(conversations: Sequence[dict[str, Any]], sources: Collection[str]) -> list[str]:
    """The documents that are asked about and that aren't among these sources."""
    asked = {turn.get("document", each["document"]) for each in conversations for turn in each["turns"]}
    return sorted(asked.difference(sources))


def main() -> None:
    parser = argparse.ArgumentParser(description="Ask conversations as readers do, and see what they find.")
    parser.add_argument("set", type=Path, help="a file of conversations like eval/gold/conversations-news.jsonl")
    parser.add_argument("--rows", type=Path, help="write a row for each follow-up here")
    arguments = parser.parse_args()
    try:
        conversations = json_lines(arguments.set)
    except (GoldError, OSError, ValueError) as error:
        parser.error(f"{arguments.set} can't be read as a set of conversations: {error}")
    with Pipeline.open(load_settings()) as pipeline:
        sources = {each.source for each in pipeline.stores.library.documents()}
        conversations = [in_library(each, sources) for each in conversations]
        if lacking := missing(conversations, sources):
            parser.error(
                f"the library lacks {len(lacking)} of the documents that are asked about; add them first: {lacking[0]} …"
            )
        rows = [row for conversation in conversations for row in measure(pipeline, conversation)]
    if arguments.rows:
        write_json_lines(arguments.rows, rows)
    print(*table(rows), sep="\n")


if __name__ == "__main__":
    main()
