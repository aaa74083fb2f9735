"""Finds the reader's weights (qa/reading/weights.json): python -m eval.training.fit_evidence --data FOLDER [--write].

FOLDER holds `nq-open-oracle.jsonl.gz`, `covid-qa.json` and `qamr/`, whose held-out documents (eval/training/examples.py) are
fitted on: the trained reader hasn't seen them. `xquad-en-dev.json` is only looked at. Each becomes a throw-away library that
is asked its own questions, so the features are those the reader sees.

* evidence: a conditional logit over one question's sentences. With x_i the features of sentence i and G those that hold the
  answer, it maximises  sum over questions of log( sum_{i in G} exp(w·x_i) / sum_i exp(w·x_i) ) / questions − 0.01 |w|²
  (w for features scaled to standard deviation 1). Questions whose answer wasn't retrieved teach nothing and are left out.
* answerable: a logistic regression on the best sentence's features and the best values any sentence has. "Yes" is what was
  retrieved for the question; "no" is what is left when its own passages are taken away: the whole document ("far"), and where
  the document has others, only the passages with the answer ("near").

Both fits are convex and start at zero, so there is no seed to set: the same tables give the same weights. The tables differ
between two builds of a library by a passage here and there, since Chroma's search is approximate.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

import qa.reading
from eval.training.examples import is_held_out
from eval.training.question_sets import Asked, Keep, QuestionSet, covid_qa, natural_questions, qamr, xquad
from qa.embedding import Embedder, open_embedder
from qa.english.words import content_words, stem
from qa.pipeline.ingest import Ingester
from qa.reading import features
from qa.reading.evidence import ANSWERABLE_FEATURES, answerable_features
from qa.reading.features import FEATURES
from qa.reading.spans import SpanReader
from qa.retrieval import Retrieved, Retriever
from qa.retrieval.retriever import fused
from qa.settings import Settings
from qa.store import Stores

WEIGHTS = Path(qa.reading.__file__).parent / "weights.json"
# The reader looks into this many passages (Settings.top_k; here into all of them, enough or not) …
PASSAGES = 8
# … of this many retrieved, so that eight are left when a question's own are taken away.
_RETRIEVED = 20
_EVIDENCE_L2 = 0.01
_ANSWERABLE_C = 1.0
# The sets that are fitted on, and how often each of their questions counts: long documents as much as short passages.
_FITTED = {"nq": 1, "covid": 2, "qamr": 1}
# Questions taken of a set, evenly over it: qamr has some forty of each sentence.
_MOST_QUESTIONS = 550

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The sentences that the reader would see. `features` is (sentences, len(FEATURES)).

    `gold`: the sentence holds an answer and stands in the text it was asked of; `right`: it holds an answer, wherever.
    """

    features: Floats
    gold: Flags
    right: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One question with all its passages, with those about something else, and with those beside the point."""

    full: Table
    far: Table
    near: Table | None


def main() -> None:
    parser = argparse.ArgumentParser(description="Find the extractive reader's weights.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the question sets")
    parser.add_argument("--work", type=Path, help="keep the libraries here, for the next run (default: thrown away)")
    parser.add_argument("--models", type=Path, help="a data directory's models/ with the exported model, to save exporting")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS}")
    given = parser.parse_args()
    with ExitStack() as stack:
        work: Path = given.work or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fit-evidence-")))
        work.mkdir(parents=True, exist_ok=True)
        if given.models and not (work / "models").exists():
            os.symlink(given.models.resolve(), work / "models")
        embedder = open_embedder(Settings(data_dir=work))
        examples = {
            questions.name: collect(questions, work / questions.name, embedder)
            for questions in (
                *(_held_out(load(given.data)) for load in (natural_questions, covid_qa, qamr)),
                _some(xquad(given.data)),
            )
        }
    evidence = fit_evidence([example for name in _FITTED for example in examples[name] * _FITTED[name]])
    answerable, bias = fit_answerable(examples, evidence)
    weights = {
        "evidence": dict(zip(FEATURES, evidence.round(3).tolist(), strict=True)),
        "answerable": dict(zip(ANSWERABLE_FEATURES, answerable.round(3).tolist(), strict=True)) | {"bias": round(bias, 3)},
    }
    # What is reported is what the rounded weights do.
    report(examples, evidence.round(3), answerable.round(3), round(bias, 3))
    print(json.dumps(weights, indent=1))
    print(f"largest change from {WEIGHTS.name}: {largest_change(weights, json.loads(WEIGHTS.read_text(encoding='utf-8'))):.3f}")
    if given.write:
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def collect(questions: QuestionSet, folder: Path, embedder: Embedder) -> list[Example]:
    """Ingest the documents, ask every question, and keep the tables that the reader would score."""
    started = perf_counter()
    settings = Settings(data_dir=folder)
    with Stores(settings) as stores:
        summary = Ingester(stores, embedder, settings).add(questions.documents)
        print(f"{questions.name}: {summary}, {stores.library.chunk_count} chunks, {perf_counter() - started:.0f} s", flush=True)
        retriever, spans = Retriever(stores), SpanReader()
        found = []
        for asked in questions.questions:
            vector = embedder.embed_question(asked.question)
            found.append(_example(asked, retriever.retrieve(asked.question, vector, _RETRIEVED), stores, spans))
    print(f"{questions.name}: {len(found)} questions, {perf_counter() - started:.0f} s", flush=True)
    return found


def _held_out(questions: QuestionSet) -> QuestionSet:
    return _some(replace(questions, questions=tuple(asked for asked in questions.questions if is_held_out(asked.source))))


def _some(questions: QuestionSet) -> QuestionSet:
    step = max(1, round(len(questions.questions) / _MOST_QUESTIONS))
    return replace(questions, questions=questions.questions[::step])


def _example(asked: Asked, retrieved: Retrieved, stores: Stores, spans: SpanReader) -> Example:
    frequencies = stores.library.word_frequencies([stem(word) for word in content_words(asked.question)])
    taken_apart = features.QuestionFeatures.of(asked.question, frequencies, stores.library.chunk_count)
    kept = [_without(retrieved, keep) for keep in (lambda _: True, asked.far, asked.near) if keep is not None]
    needed = {passage.chunk.id: passage for left in kept for passage in left.passages}
    read = dict(zip(needed, spans.read(asked.question, list(needed.values())), strict=True))

    def table(left: Retrieved) -> Table:
        candidates = features.candidates(left, taken_apart, [read[passage.chunk.id] for passage in left.passages])
        right = [
            any(answer.casefold() in found.passage.words(found.sentence).casefold() for answer in asked.answers)
            for found in candidates
        ]
        gold = [holds and asked.gold(found.passage) for holds, found in zip(right, candidates, strict=True)]
        rows = np.array([found.features for found in candidates], dtype=np.float64).reshape(-1, len(FEATURES))
        return Table(rows, np.array(gold, dtype=np.bool_), np.array(right, dtype=np.bool_))

    full, far, *near = map(table, kept)
    return Example(full, far, near[0] if near else None)


def _without(retrieved: Retrieved, keep: Keep) -> Retrieved:
    """The first passages as they would be retrieved from a library that has only those to keep.

    A passage's lexical score is a share of the query's best: as long as that best one isn't there, the shares tell that
    something better was, and the fit would learn to see what no reader can.
    """
    kept = [n for n, passage in enumerate(retrieved.passages) if keep(passage)]
    best = max((retrieved.chunks[n].lexical for n in kept), default=0.0) or 1.0
    chunks = {
        n: replace(chunk, lexical=chunk.lexical / best, score=fused(chunk.dense, chunk.nearest, chunk.lexical / best))
        for n, chunk in ((n, retrieved.chunks[n]) for n in kept)
    }
    first = sorted(kept, key=lambda n: -chunks[n].score)[:PASSAGES]
    return replace(retrieved, chunks=tuple(chunks[n] for n in first), passages=tuple(retrieved.passages[n] for n in first))


def fit_evidence(examples: Sequence[Example]) -> Floats:
    """Weights for the features as they are (not scaled), (len(FEATURES),)."""
    tables = [example.full for example in examples if example.full.gold.any()]
    spread = np.concatenate([table.features for table in tables]).std(axis=0) + 1e-9
    scaled = [(table.features / spread, table.gold) for table in tables]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for rows, gold in scaled:
            scores = rows @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            hit = chances[gold].sum()
            total -= float(np.log(hit + 1e-12))
            slope -= (np.where(gold, chances / hit, 0.0) - chances) @ rows
        penalty = _EVIDENCE_L2 * float(weights @ weights)
        return total / len(scaled) + penalty, slope / len(scaled) + 2 * _EVIDENCE_L2 * weights

    found: Floats = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x / spread
    return found


def fit_answerable(examples: dict[str, list[Example]], evidence: Floats) -> tuple[Floats, float]:
    """Weights for the answerable features as they are, and the bias, in log-odds of "it is in there"."""
    fitted = [example for name in _FITTED for example in examples[name] * _FITTED[name]]
    yes = _rows([example.full for example in fitted if example.full.gold.any()], evidence)
    no = _rows([example.far for example in fitted] + [example.near for example in fitted], evidence)
    rows, labels = np.concatenate([yes, no]), np.repeat([1.0, 0.0], [len(yes), len(no)])
    spread = rows.std(axis=0) + 1e-9
    # Balanced: a question is taken to be answered as often as not, however many were made unanswerable.
    model = LogisticRegression(C=_ANSWERABLE_C, max_iter=5000, class_weight="balanced").fit(rows / spread, labels)
    return model.coef_[0] / spread, float(model.intercept_[0])


def report(examples: dict[str, list[Example]], evidence: Floats, answerable: Floats, bias: float) -> None:
    """One line a set: is the best sentence (one of the best three) right; are answered and absent told apart."""
    print(f"{'set':6} {'questions':>9} {'evidence@1':>10} {'@3':>6} {'answered':>9}   absent: AUROC (answered all the same)")
    for name, found in examples.items():
        first, three = _hit_rates([example.full for example in found], evidence)
        present = _rows([example.full for example in found], evidence) @ answerable + bias
        line = f"{name:6} {len(found):9} {first:10.3f} {three:6.3f} {(present > 0).mean():9.3f}  "
        for distance, tables in (("far", [e.far for e in found]), ("near", [e.near for e in found])):
            absent = _rows(tables, evidence) @ answerable + bias
            if len(absent):
                labels = np.repeat([1, 0], [len(present), len(absent)])
                auroc = roc_auc_score(labels, np.concatenate([present, absent]))
                line += f" {distance} {auroc:.3f} ({(absent > 0).mean():.3f})"
        print(line)


def largest_change(new: dict[str, dict[str, float]], old: dict[str, dict[str, float]]) -> float:
    return max(abs(value - old[part].get(name, 0.0)) for part, values in new.items() for name, value in values.items())


def _rows(tables: Sequence[Table | None], evidence: Floats) -> Floats:
    """The answerable features of each table that holds a sentence, (tables, len(ANSWERABLE_FEATURES))."""
    rows = [answerable_features(t.features, _order(t, evidence)) for t in tables if t is not None and len(t.features)]
    return np.array(rows, dtype=np.float64).reshape(-1, len(ANSWERABLE_FEATURES))


def _hit_rates(tables: Sequence[Table], evidence: Floats) -> tuple[float, float]:
    best = [table.right[_order(table, evidence)[:3]] for table in tables]
    return float(np.mean([hits[:1].any() for hits in best])), float(np.mean([hits.any() for hits in best]))


def _order(table: Table, evidence: Floats) -> NDArray[np.intp]:
    return np.argsort(-(table.features @ evidence), kind="stable")


if __name__ == "__main__":
    main()
