"""A language model's answers, kept and checked again without it, over the library of the settings:

    python -m eval.written_answers collect GOLD… --into FILE [--limit N]     asks the model of QA_LLM; goes on where it stopped
    python -m eval.written_answers replay FILE [--labels LABELS] [--half open|sealed]

A line of FILE is one answer: the set and id of its question, what the model was sent and wrote, and the passages it was
shown. A changed check is so measured without asking the model again. FILE quotes the documents; LABELS doesn't: lines
`{"set", "id", "sentence", "supported"}`, by hand, of the sentences as `replay --sentences` numbers them.

true accepted: of the sentences labelled supported, those that get `verbatim` or `supported` in the answer that is made of them;
false flagged: of the others, those that don't. good and wrong_sure, with the model and without it, are those of `qa eval`. The
halves are drawn by question.
"""

import argparse
import random
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from eval.claims import bare_passage
from eval.conversation import interval
from eval.datasets import GOLD, GoldQuestion, GoldSet, json_lines, read_gold, write_json_lines
from eval.examined import examine
from eval.examining import Examination
from eval.metrics.scores import false_answer, good, wrong_sure
from eval.rows import Row
from eval.tally import Tallies
from qa.embedding.model import Relevance, relevance_by
from qa.pipeline import Pipeline
from qa.pipeline.asking import Asking
from qa.pipeline.writing.model import LanguageModel, Model
from qa.pipeline.writing.plain import plain
from qa.pipeline.writing.prompt import Messages
from qa.pipeline.writing.writer import Writer
from qa.settings import Settings, load_settings
from qa.types import Answer, Claim, Event
from qa.types.deadline import Deadline
from qa.types.errors import LanguageModelError
from qa.verification.claims import check_claims


@dataclass(slots=True)
class Recording:
    """A model that remembers the last thing it was sent and wrote."""

    model: LanguageModel
    last: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.model.name

    def stream(self, messages: Messages, deadline: Deadline, max_tokens: int | None = None) -> Generator[str, None, bool]:
        self.last = {"messages": messages, "wrote": "", "cut": False}
        pieces = self.model.stream(messages, deadline, max_tokens)
        while True:
            try:
                piece = next(pieces)
            except StopIteration as done:
                self.last["cut"] = bool(done.value)
                return bool(done.value)
            self.last["wrote"] += piece
            yield piece


@dataclass(frozen=True, slots=True)
class Repeating:
    """Writes again what a model wrote; by the end of what it was sent, which is the question."""

    wrote: Mapping[str, tuple[str, bool]]
    name: str = "recorded"

    def stream(self, messages: Messages, _deadline: Deadline, _max_tokens: int | None = None) -> Generator[str, None, bool]:
        known = self.wrote.get(_asked(messages))
        if known is None:
            raise LanguageModelError("nothing is recorded for this question")
        yield known[0]
        return known[1]


class Remembering(Writer):
    """A writer that remembers the answers that came of what the model wrote, by their questions."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.answers: dict[str, Answer] = {}

    def write(self, asking: Asking, *args: Any, **more: Any) -> Generator[Event, None, Answer]:
        answer = yield from super().write(asking, *args, **more)
        self.answers[asking.question.text] = answer
        return answer


def _asked(messages: Sequence[Sequence[str]]) -> str:
    return messages[-1][1].rsplit("\n", 1)[1]


def collect(golds: Sequence[Path], into: Path, settings: Settings, limit: int) -> None:
    """Asks in an order drawn by chance from a fixed seed."""
    questions = [(path.stem, each) for path in golds for each in read_gold(path).questions if not each.history]
    random.Random(0).shuffle(questions)
    known = {(row["set"], row["id"]) for row in json_lines(into)} if into.exists() else set()
    with Pipeline.open(settings.model_copy(update={"llm": None})) as plain_one:
        model = Recording(Model(settings))
        pipeline = _writing(plain_one, model, settings)
        for name, gold in questions[:limit]:
            if (name, gold.id) in known:
                continue
            model.last = {}
            examined = examine(pipeline, gold.question)
            if model.last and not model.last["wrote"]:
                raise SystemExit(f"the model failed: {examined.answer.notice}")
            shown = Writer(model, settings, relevance_by(pipeline.embedder)).shown(
                examined.answer.standalone_question, examined.reading.ranked
            )
            passages = [{"title": each.title, "text": each.text} for each in shown] if model.last else []
            line = {"set": name, "id": gold.id, **model.last, "passages": passages}
            write_json_lines(into, [line], append=True)


def _writing(pipeline: Pipeline, model: LanguageModel, settings: Settings) -> Pipeline:
    writer = Writer(model, settings, relevance_by(pipeline.embedder))
    return Pipeline(pipeline.stores, pipeline.embedder, settings, writer=writer)


def claims_of(row: Mapping[str, Any], relevance: Relevance, answers: Mapping[str, Answer]) -> list[tuple[str, Claim]]:
    """The sentences that the model wrote, in their order, each with its verdict in the answer that was made of them.

    Where none was made, since nothing in them is supported, they are checked by themselves.
    """
    if (answer := answers.get(_asked(row["messages"]).removeprefix("Question: "))) is not None:
        return [(claim.of(answer.text), claim) for claim in answer.claims]
    passages = [bare_passage(str(number), each["title"], each["text"]) for number, each in enumerate(row["passages"])]
    checked = check_claims(plain(row["wrote"]).strip(), passages, relevance)
    return [(claim.of(checked.text), claim) for claim in checked.claims]


def is_sealed(row: Mapping[str, Any]) -> bool:
    return bool(sha256(f"{row['set']}:{row['id']}".encode()).digest()[0] % 2)


def verdicts(rows: Sequence[Mapping[str, Any]], labels: Path, relevance: Relevance, answers: Mapping[str, Answer]) -> list[str]:
    supported = {(each["set"], each["id"], each["sentence"]): each["supported"] for each in json_lines(labels)}
    found = Tallies()
    for row in rows:
        for number, (_, claim) in enumerate(claims_of(row, relevance, answers) if row.get("wrote") else ()):
            label = supported.get((row["set"], row["id"], number))
            if label is not None:
                found.add("true accepted" if label else "false flagged", label == claim.is_supported)
    return [f"{name}: {found[name]}" for name in ("true accepted", "false flagged")]


def compared(rows: Sequence[Mapping[str, Any]], settings: Settings) -> tuple[list[str], dict[str, Answer]]:
    """good, wrong_sure and false answers, with the model and without it, on the questions of the rows; the answers with it."""
    golds: dict[str, dict[str, GoldQuestion]] = {}
    for name in {row["set"] for row in rows}:
        golds[name] = {each.id: each for each in read_gold(GOLD / f"{name}.jsonl").questions}
    asked = GoldSet("replayed", tuple(golds[row["set"]][row["id"]] for row in rows))
    wrote = {_asked(row["messages"]): (row["wrote"], row["cut"]) for row in rows if row.get("wrote")}
    without_model = settings.model_copy(update={"llm": None})
    with Pipeline.open(without_model) as pipeline:
        without = [row for row in Examination(pipeline, asked).run() if isinstance(row, Row)]
        writer = Remembering(Repeating(wrote), without_model, relevance_by(pipeline.embedder))
        repeating = Pipeline(pipeline.stores, pipeline.embedder, without_model, writer=writer)
        given = [row for row in Examination(repeating, asked).run() if isinstance(row, Row)]
    figures = []
    for name, score in (("good", good), ("wrong, as sure", wrong_sure), ("answered as sure, though not there", false_answer)):
        both = [(a, b) for one, other in zip(without, given, strict=True) if None not in (a := score(one), b := score(other))]
        if both:
            before, after = np.array(both, dtype=float).T
            low, high = interval(after - before, [str(n) for n in range(len(both))])
            gained = f"{(after - before).mean():+.3f} [{low:+.3f}, {high:+.3f}]"
            figures.append(f"{name}: {before.mean():.3f} without, {after.mean():.3f} with the model; {gained}, of {len(both)}")
    return figures, writer.answers


def main() -> None:
    parser = argparse.ArgumentParser(description="Collect a language model's answers, and check them again.")
    parser.add_argument("do", choices=("collect", "replay"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, default=Path("answers.jsonl"))
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--half", choices=("open", "sealed"))
    parser.add_argument("--sentences", action="store_true", help="Show each sentence with its number and verdict.")
    given, settings = parser.parse_args(), load_settings()
    if given.do == "collect":
        collect(given.files, given.into, settings, given.limit)
        return
    rows = [
        row for file in given.files for row in json_lines(file) if given.half in (None, "sealed" if is_sealed(row) else "open")
    ]
    figures, answers = compared(rows, settings)
    with Pipeline.open(settings.model_copy(update={"llm": None})) as pipeline:
        relevance = relevance_by(pipeline.embedder)
        for row in rows if given.sentences else ():
            for number, (words, claim) in enumerate(claims_of(row, relevance, answers) if row.get("wrote") else ()):
                print(f"{row['set']} {row['id']} {number} {claim.verdict}: {words}")
        if given.labels:
            figures = [*verdicts(rows, given.labels, relevance, answers), *figures]
    print("\n".join(figures))


if __name__ == "__main__":
    main()
