"""Finds the reader's weights (qa/reading/weights.json): python -m eval.training.fit_evidence --data FOLDER --work WORK --write.

FOLDER holds the public question sets. Natural Questions' held-out documents (eval/training/lessons.py) are fitted on, since the
trained reader hasn't seen them: they become a small library that is asked its own questions. `--gold GOLD LIBRARY` adds a set
of `qa eval`'s JSON lines that is asked of an existing data directory: news and documents, as users have them.
`xquad-en-dev.json` is only looked at.

* evidence: a conditional logit over one question's sentences. With x_i the features of sentence i and G those that answer, it
  maximises  sum over questions of log( sum_{i in G} exp(w·x_i) / sum_i exp(w·x_i) ) / questions − 0.01 |w|²  (w for features
  scaled to standard deviation 1). Questions whose answer wasn't retrieved teach nothing and are left out.
* first: the same without what the second look tells; it chooses which sentences are looked at again. Tables are made with
  the one in the package.
* answerable: a logistic regression on `JUDGED_FEATURES`. "Yes" is what was retrieved for an answerable question; "no" is what
  was retrieved for an unanswerable one, and what is left of an answerable one's when its right passages are taken away.
* right: the same, "yes" where the best sentence is right.
* short: a logistic regression on `SHORT_FEATURES`, "yes" where the short answer is right.

The limits are found with judges that haven't seen the questions they judge (five folds): see `_limits`. Short answers are shown
from where _SHORT_RIGHT of those shown are right.
"""

import argparse
import json
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

import qa.reading
from eval.training.evidence_tables import Example, Flags, Floats, Table, of_gold, of_set
from eval.training.question_sets import QuestionSet, natural_questions, xquad
from eval.training.train_reader import held_out
from qa.embedding import open_embedder
from qa.reading.evidence import JUDGED_FEATURES, SHORT_FEATURES, judged_features
from qa.reading.features import FEATURES
from qa.settings import Settings

WEIGHTS = Path(qa.reading.__file__).parent / "weights.json"
_EVIDENCE_L2 = 0.01
_JUDGE_C = 0.3
# How often each question of a `--gold` set counts: they are what users ask.
_ASKED_COUNTS = 3
# Questions taken of a set, evenly over it.
_MOST_QUESTIONS = 200
_WRONG_SURE, _ABSENT_SURE, _FALSE_NO, _SHORT_RIGHT = 0.05, 0.055, 0.02, 0.9
_FOLDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description="Find the extractive reader's weights.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the question sets")
    parser.add_argument("--work", type=Path, required=True, help="keep the libraries and tables here")
    parser.add_argument("--models", type=Path, required=True, help="a data directory with the exported embedding model")
    parser.add_argument("--gold", nargs=2, action="append", type=Path, default=[], metavar=("GOLD", "LIBRARY"))
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS}")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    embedder = open_embedder(Settings(data_dir=given.models))
    examples: list[Example] = []
    for questions in _sets(given.data):
        examples += _kept(given.work / f"{questions.name}.pickle", lambda: of_set(questions, given.work, embedder))  # noqa: B023
    for gold, library in given.gold:
        examples += _kept(given.work / f"{gold.stem}.pickle", lambda: of_gold(gold, library))  # noqa: B023
    weights = fit(examples)
    report(examples, weights)
    print(json.dumps(weights, indent=1))
    if given.write:
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def _kept(path: Path, make: Callable[[], Iterator[Example]]) -> list[Example]:
    if path.exists():
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]  # our own file
    started = perf_counter()
    found = list(make())
    path.write_bytes(pickle.dumps(found))
    print(f"{path.stem}: {len(found)} questions, {perf_counter() - started:.0f} s", flush=True)
    return found


def _sets(folder: Path) -> Iterator[QuestionSet]:
    yield _held_out(natural_questions(folder))
    yield _some(xquad(folder))


def _held_out(questions: QuestionSet) -> QuestionSet:
    kept = tuple(asked for asked in questions.questions if held_out(questions.name, asked.source))
    return _some(replace(questions, questions=kept))


def _some(questions: QuestionSet) -> QuestionSet:
    step = max(1, round(len(questions.questions) / _MOST_QUESTIONS))
    return replace(questions, questions=questions.questions[::step])


def fit(examples: Sequence[Example]) -> dict[str, object]:
    """All weights and limits, rounded."""
    fitted = [example for example in examples if example.set != "xquad"]
    evidence, answering, sure = _judges(fitted)
    limit_sure, limit_no = _limits(fitted)
    first = fit_evidence([(_before_second_look(each.full), _count(each)) for each in fitted if each.full.right.any()]).round(3)
    weights: dict[str, object] = {
        "first": dict(zip(FEATURES, first.tolist(), strict=True)),
        "evidence": dict(zip(FEATURES, evidence.tolist(), strict=True)),
    }
    weights["answerable"] = _named(JUDGED_FEATURES, answering, limit_no)
    weights["right"] = _named(JUDGED_FEATURES, sure, limit_sure)
    weights["short"] = _fit_short(fitted, evidence, sure)
    return weights


def _judges(fitted: Sequence[Example]) -> tuple[Floats, tuple[Floats, float], tuple[Floats, float]]:
    """The evidence's weights, and the judges of "answerable" and of "right" with it."""
    evidence = fit_evidence([(each.full, _count(each)) for each in fitted if each.full.right.any()]).round(3)
    rows, answers, right, counts = [], [], [], []
    for each in fitted:
        for table, answerable in ((each.full, each.answerable and bool(each.full.right.any())), (each.without, False)):
            if table is not None and len(table.features):
                order = _order(table, evidence)
                rows.append(judged_features(table.features, table.features @ evidence, order))
                answers.append(answerable)
                right.append(bool(table.right[order[0]]))
                counts.append(_count(each))
    answering = _judge(np.array(rows), np.array(answers), np.array(counts, dtype=float))
    sure = _judge(np.array(rows), np.array(right), np.array(counts, dtype=float))
    return evidence, answering, sure


def _before_second_look(table: Table) -> Table:
    features = table.features.copy()
    features[:, FEATURES.index("second") :] = 0.0
    return replace(table, features=features)


def _count(example: Example) -> int:
    return 1 if example.set == "nq" else _ASKED_COUNTS


def fit_evidence(tables: Sequence[tuple[Table, int]]) -> Floats:
    """Weights for the features as they are (not scaled), (len(FEATURES),); each table counts so often."""
    spread = np.concatenate([table.features for table, _ in tables]).std(axis=0) + 1e-9
    scaled = [(table.features / spread, table.right, count) for table, count in tables]
    total_count = sum(count for _, count in tables)

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for rows, gold, count in scaled:
            scores = rows @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            hit = chances[gold].sum()
            total -= count * float(np.log(hit + 1e-12))
            slope -= count * ((np.where(gold, chances / hit, 0.0) - chances) @ rows)
        penalty = _EVIDENCE_L2 * float(weights @ weights)
        return total / total_count + penalty, slope / total_count + 2 * _EVIDENCE_L2 * weights

    found: Floats = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x / spread
    return found


def _judge(rows: Floats, labels: Flags, counts: Floats) -> tuple[Floats, float]:
    spread = rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=_JUDGE_C, max_iter=5000).fit(rows / spread, labels, sample_weight=counts)
    return (model.coef_[0] / spread).round(4), round(float(model.intercept_[0]), 4)


def _named(names: Sequence[str], judge: tuple[Floats, float], limit: float) -> dict[str, object]:
    return {"weights": dict(zip(names, judge[0].tolist(), strict=True)), "bias": judge[1], "limit": round(limit, 3)}


def _judged(table: Table, evidence: Floats, judge: tuple[Floats, float]) -> float:
    order = _order(table, evidence)
    return float(judged_features(table.features, table.features @ evidence, order) @ judge[0]) + judge[1]


def _asked(examples: Sequence[Example]) -> list[Example]:
    asked = [each for each in examples if _count(each) > 1 and len(each.full.features)]
    return asked or [each for each in examples if len(each.full.features)]


def _limits(examples: Sequence[Example]) -> tuple[float, float]:
    """The limits of "sure" and "no", from the odds of judges that were fitted without the questions they judge.

    "Sure" is the least limit at which so few answerable questions are surely and wrongly answered, and so few unanswerable ones
    are surely answered; "no" the greatest at which so few answerable ones are refused.
    """
    missed, absent, there = [], [], []
    for part in range(_FOLDS):
        evidence, answering, sure = _judges([each for n, each in enumerate(examples) if n % _FOLDS != part])
        for each in _asked([each for n, each in enumerate(examples) if n % _FOLDS == part]):
            odds = _judged(each.full, evidence, sure)
            if not each.answerable:
                absent.append(odds)
                continue
            there.append(_judged(each.full, evidence, answering))
            if not each.full.right[_order(each.full, evidence)[0]]:
                missed.append(odds)
    limits = [_least_above(missed, _WRONG_SURE * len(there)), _least_above(absent, _ABSENT_SURE * len(absent))]
    return max(limits), sorted(there)[int(_FALSE_NO * len(there))]


def _least_above(odds: Sequence[float], allowed: float) -> float:
    """The least limit that at most so many of these reach."""
    ordered = sorted(odds, reverse=True)
    return ordered[int(allowed)] + 0.001 if int(allowed) < len(ordered) else -50.0


def _fit_short(examples: Sequence[Example], evidence: Floats, sure: tuple[Floats, float]) -> dict[str, object]:
    """The judge learns from all tables. Its limit is that of news as it is asked, by judges that haven't seen the questions.

    Of other documents' questions one wording of a short answer is known, where several are right.
    """
    rows, labels, counts, asked, parts = [], [], [], [], []
    for number, each in enumerate(examples):
        for table in (each.full, each.without):
            if table is None or not len(table.features):
                continue
            best = _order(table, evidence)[0]
            if not np.isnan(table.short_right[best]):
                short = table.short[best].copy()
                short[0] = _judged(table, evidence, sure)
                rows.append(short)
                labels.append(table.short_right[best] > 0)
                counts.append(_count(each))
                asked.append(table is each.full and each.set.startswith("news"))
                parts.append(number % _FOLDS)
    shorts, flags, weights, part = np.array(rows), np.array(labels), np.array(counts, dtype=float), np.array(parts)
    odds = np.empty(len(shorts))
    for n in range(_FOLDS):
        slopes, bias = _judge(shorts[part != n], flags[part != n], weights[part != n])
        odds[part == n] = shorts[part == n] @ slopes + bias
    order = [place for place in np.argsort(-odds) if asked[place]]
    precision = np.cumsum(flags[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(precision >= _SHORT_RIGHT)
    limit = float(odds[order[enough[-1]]]) if len(enough) else 50.0
    return _named(SHORT_FEATURES, _judge(shorts, flags, weights), limit)


def report(examples: Sequence[Example], weights: dict[str, object]) -> None:
    """One line a set: is the best sentence (one of the best three) right; are answered and absent told apart; the outcomes."""
    evidence = np.array(list(weights["evidence"].values()))  # type: ignore[attr-defined]
    judges = {name: weights[name] for name in ("answerable", "right")}
    parts = {n: (np.array(list(j["weights"].values())), j["bias"], j["limit"]) for n, j in judges.items()}  # type: ignore[index]
    print(f"{'set':12} {'asked':>6} {'@1':>6} {'@3':>6}  AUROC   wrong sure, sure, said no; unanswerable: sure, perhaps")
    for name in dict.fromkeys(each.set for each in examples):
        found = [each for each in examples if each.set == name and len(each.full.features)]
        there = [each for each in found if each.answerable]
        first = np.array([each.full.right[_order(each.full, evidence)[0]] for each in there])
        three = np.array([each.full.right[_order(each.full, evidence)[:3]].any() for each in there])
        absent = [each.full for each in found if not each.answerable] or [e.without for e in there if e.without is not None]
        odds = {n: np.array([_judged(each.full, evidence, parts[n][:2]) for each in there]) for n in parts}
        none = {n: np.array([_judged(t, evidence, parts[n][:2]) for t in absent if len(t.features)]) for n in parts}
        labels = np.repeat([1, 0], [len(odds["right"]), len(none["right"])])
        auroc = roc_auc_score(labels, np.concatenate([odds["answerable"], none["answerable"]]))
        sure, no = odds["right"] >= parts["right"][2], odds["answerable"] < parts["answerable"][2]
        none_sure, none_no = none["right"] >= parts["right"][2], none["answerable"] < parts["answerable"][2]
        print(
            f"{name:12} {len(there):6} {first.mean():6.3f} {three.mean():6.3f}  {auroc:.3f}   {(sure & ~first).mean():.3f} "
            f"{sure.mean():.3f} {(no & ~sure).mean():.3f}; {none_sure.mean():.3f} {(~none_sure & ~none_no).mean():.3f}"
        )


def _order(table: Table, evidence: Floats) -> NDArray[np.intp]:
    return np.argsort(-(table.features @ evidence), kind="stable")


if __name__ == "__main__":
    main()
