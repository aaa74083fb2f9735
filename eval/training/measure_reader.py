"""How well the reader finds the answer where it stands: python -m eval.training.measure_reader --data FOLDER [--weights FILE].

Each question with the passage that answers it: EM and F1 as in `qa eval` (eval/metrics), the best over the gold answers, sure
or not. On the held-out documents of the training sets, and on xquad-en-dev, which is for looking only.
`--weights` measures a `.pt` file of train_reader in float32; else it is the model in the package.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from eval.metrics.scores import normalised, words_f1
from eval.training.question_sets import Asked, QuestionSet, natural_questions, qamr, squad_shifts, xquad
from eval.training.train_reader import held_out
from qa.reading.spans import Floats, Run, SpanReader, Tokens
from qa.types import Span

# Characters of a longer document that are shown on either side of the answer.
_AROUND = 400
_MOST_QUESTIONS = 600
_ODDS = (-99.0, -6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 99.0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as the span reader takes it."""

    title: str
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reader on passages that answer.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the question sets")
    parser.add_argument("--weights", type=Path, help="weights to measure instead of the packed model")
    parser.add_argument("--most", type=int, default=_MOST_QUESTIONS, help="questions of a set")
    given = parser.parse_args()
    reader = SpanReader(_run_of(given.weights) if given.weights else None)
    print(f"{'set':6} {'questions':>9} {'EM':>6} {'F1':>6}")
    by_odds: list[tuple[float, float]] = []
    for load in (natural_questions, qamr, squad_shifts, xquad):
        questions = load(given.data)
        asked = [one for one in questions.questions if questions.name == "xquad" or held_out(questions.name, one.source)]
        asked = asked[:: max(1, len(asked) // given.most)]
        scored = list(_scored(questions, asked, reader))
        exact, f1, _ = (sum(column) / len(scored) for column in zip(*scored, strict=True))
        print(f"{questions.name:6} {len(scored):9} {exact:6.3f} {f1:6.3f}", flush=True)
        if questions.name != "xquad":
            by_odds += [(odds, f1) for _, f1, odds in scored]
    print("F1 by log-odds against no answer, held-out sets together:")
    for low, high in pairwise(_ODDS):
        inside = [f1 for odds, f1 in by_odds if low <= odds < high]
        print(f"{low:5.1f} … {high:5.1f}: {len(inside):5} {sum(inside) / max(len(inside), 1):6.3f}")


def _scored(questions: QuestionSet, asked: list[Asked], reader: SpanReader) -> Iterator[tuple[float, float, float]]:
    documents = {document.source: document for document in questions.documents}
    for one in asked:
        document = documents[one.source]
        place = one.spans[0].start if one.spans else 0
        start = max(0, place - _AROUND) if len(document.text) > 3 * _AROUND else 0
        shown = Shown(document.title, document.text[start : start + 3 * _AROUND])
        found = reader.read(one.question, [shown])[0].best_within(Span(0, len(shown.text)))
        given = normalised(found.span.of(shown.text)) if found else []
        golds = [normalised(answer) for answer in one.answers]
        yield (
            float(any(given == gold for gold in golds)),
            max((words_f1(given, gold) for gold in golds), default=0.0),
            found.odds if found else -20.0,
        )


def _run_of(weights: Path) -> Run:
    import numpy as np
    import torch

    from eval.training import reader_model

    model = reader_model.load(weights)

    def run(ids: Tokens, kinds: Tokens) -> Floats:
        with torch.inference_mode():
            logits: Floats = model(*(torch.from_numpy(row)[None] for row in (ids, np.ones_like(ids), kinds)))[0].numpy()
        return logits

    return run


if __name__ == "__main__":
    main()
