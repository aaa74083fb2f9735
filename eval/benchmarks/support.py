"""How far a language model's answers are supported, before and after checking: python -m eval.benchmarks.support [GOLD].

Asks the answerable questions of a gold file of the model of QA_LLM, over the open library, and the same without it. Before
checking every sentence counts as the model wrote it; after, those shown without a flag, and the extractive answer where it took
the model's place. An answer holds the gold answer where one of those sentences has it, letter case and quote marks aside.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.datasets import GOLD, json_lines
from eval.examined import examine
from eval.tally import Tally
from qa.embedding.model import relevance_by
from qa.pipeline import Pipeline
from qa.settings import load_settings
from qa.types import Answer, Answered, Piece, Question, Turn, Working
from qa.verification.claims import check_claims


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: what the model wrote, what became of it, and the extractive answer."""

    gold: tuple[str, ...]
    written: Answer
    shown: Answer
    extractive: Answer

    @property
    def replaced(self) -> bool:
        return self.shown.reader == self.extractive.reader

    def holds(self, text: str) -> bool:
        return any(_flat(answer) in _flat(text) for answer in self.gold)


def ask_all(gold: Path, plain: Pipeline, writing: Pipeline) -> Iterator[Asked]:
    """Those questions that the model is asked, and writes an answer to."""
    relevance = relevance_by(plain.embedder)
    for row in json_lines(gold):
        if not row.get("answerable", True) or not row.get("answers"):
            continue
        history = [Turn(role, text) for role, text in row.get("history", [])]
        text, shown = _stream(writing, row["question"], history)
        if not text or shown.status == "abstained":
            continue
        examined = examine(plain, Question(row["question"], tuple(history)))
        passages = list(dict.fromkeys(found.candidate.passage for found in examined.reading.ranked))
        checked = check_claims(text, passages, relevance)
        written = Answer(row["question"], row["question"], "answered", "written", checked.text, claims=checked.claims)
        yield Asked(tuple(row["answers"]), written, shown, examined.answer)


def _stream(pipeline: Pipeline, question: str, history: list[Turn]) -> tuple[str, Answer]:
    """What the model wrote, "" where it wasn't asked or failed, and the answer."""
    text, writing, wrote = "", False, False
    for event in pipeline.stream(Question(question, tuple(history))):
        if isinstance(event, Working):
            wrote = wrote or event.stage == "check"
            writing = event.stage == "write"
        elif isinstance(event, Piece) and writing:
            text += event.text
        elif isinstance(event, Answered):
            return text if wrote else "", event.answer
    raise AssertionError("an answer always comes last")


def _unflagged(answer: Answer) -> str:
    return " ".join(claim.of(answer.text) for claim in answer.claims if claim.is_supported)


def _flat(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the support of a language model's answers.")
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD / "corpus.jsonl")
    settings = load_settings()
    given = parser.parse_args()
    if settings.llm is None:
        parser.error("set QA_LLM, and QA_LLM_BASE_URL for a server of your own")
    with Pipeline.open(settings.model_copy(update={"llm": None})) as plain, Pipeline.open(settings) as writing:
        asked = []
        for each in ask_all(given.gold, plain, writing):
            asked.append(each)
            print(f"{len(asked)} {'replaced' if each.replaced else 'shown'}: {' '.join(each.written.text.split())}", flush=True)
    before = Counter(claim.verdict for each in asked for claim in each.written.claims)
    shown = [each for each in asked if not each.replaced]
    after = Counter(claim.verdict for each in asked for claim in each.shown.claims)
    print(f"{settings.llm}: {len(asked)} answers, {before.total()} sentences: {dict(before)}")
    print(f"supported before checking: {(before['verbatim'] + before['supported']) / before.total():.3f} of the sentences")
    print(f"replaced by the extractive answer: {len(asked) - len(shown)}")
    print(
        f"after: {dict(after)}; {(after['verbatim'] + after['supported']) / after.total():.3f} of the sentences without a flag"
    )
    for name, held in {
        "as written": [each.holds(each.written.text) for each in asked],
        "written, unflagged sentences only": [each.holds(_unflagged(each.written)) for each in asked],
        "as answered, unflagged sentences only": [each.holds(_unflagged(each.shown)) for each in asked],
        "extractive": [each.holds(each.extractive.text) for each in asked],
    }.items():
        print(f"holds the gold answer, {name}: {Tally.count(held)}")


if __name__ == "__main__":
    main()
