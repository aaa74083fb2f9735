"""Finds the weights of the follow-ups: `python -m eval.training.fit_follow_ups DATA [--write]`.

They stand in qa/pipeline/follow_ups/weights.json. DATA holds `canard/` and `cast2019/`. Of CANARD's dialogues 60 % teach, 15 %
set the limits and 25 % are held out (`eval/follow_up_sets.py` tells which); CAsT 2019 teaches, and is measured by three folds
of whole conversations.

The model is a conditional logit: with a question compete "it stands alone" and each noun phrase said before. With s the scores
and G the right choices (the phrases of whose new words more than half are in the hand rewrite; "alone" where there are none),
it minimises  sum over questions of weight · −log( sum_{i in G} exp(s_i) / sum_i exp(s_i) ) + |w|² / 2.  A complete question
(the hand rewrite itself, or one from another conversation) teaches to leave questions alone. Features seen fewer than 8 times
are left out.

CANARD's crowd saw the title of an article and often didn't name it, which no user can leave out: most is learned from the
dialogues with their first question as it was rewritten. The limit is the lowest that makes few enough of the turns worse.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

import qa.pipeline.follow_ups
from eval.follow_up_sets import (
    FollowUp,
    canard,
    canard_in_full,
    cast_2019,
    content_words,
    is_held_out,
    overlap,
    share_of,
    without_answers,
)
from qa.english.noun_phrases import NounPhrase
from qa.pipeline.follow_ups.candidates import Asked, candidates
from qa.pipeline.follow_ups.choosing import Features, features, is_person, likeliest, probabilities

WEIGHTS = Path(qa.pipeline.follow_ups.__file__).parent / "weights.json"
_FEWEST, _L2, _FOLDS = 8, 1.0, 3
_LIMITS = [hundredths / 100 for hundredths in range(40, 96)]
_TAUGHT = 0.6
_WORSE = 0.025  # the share of turns that may be made worse


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question with what may be chosen: `table[0]` is "alone", the others are of `phrases`; `right` says which are right."""

    turn: FollowUp
    phrases: tuple[NounPhrase, ...]
    table: tuple[Features, ...]
    right: tuple[bool, ...]
    weight: float


def lesson(turn: FollowUp, weight: float = 1.0) -> Lesson:
    question = Asked(turn.question)
    asked = content_words(turn.question)
    wanted = content_words(turn.rewrite) - asked
    found = candidates(question, turn.history)
    alone, *rows = features(question, turn.history, found)
    kept, table, right = [], [], []
    for each, row in zip(found, rows, strict=True):
        if new := content_words(each.phrase.text) - asked:
            kept.append(each.phrase)
            table.append(row)
            right.append(len(new & wanted) > len(new) / 2)
    return Lesson(turn, tuple(kept), (alone, *table), (not any(right), *right), weight)


def lessons_of(data: Path) -> Iterator[Lesson]:
    """All that may be learned from, with its weight."""
    draw = random.Random(5)
    asked, in_full = canard(data / "canard"), canard_in_full(data / "canard")
    sets: list[tuple[Sequence[FollowUp], float, float]] = [
        # turns, weight, share
        (asked, 0.6, 1.0),
        (without_answers(asked), 0.3, 0.35),
        (in_full, 1.0, 1.0),
        (without_answers(in_full), 0.5, 0.5),
        ([replace(turn, question=turn.rewrite) for turn in in_full], 1.0, 0.35),
        (_from_elsewhere(in_full, draw), 1.0, 0.15),
    ]
    for turns, weight, share in sets:
        yield from (lesson(turn, weight) for turn in turns if share_of(turn) < _TAUGHT and draw.random() < share)
    news = cast_2019(data / "cast2019")
    first = [turn.history[0].text for turn in news if len(turn.history) == 1]
    for turn in news:
        yield lesson(turn, 4.0)
        yield lesson(replace(turn, question=turn.rewrite), 1.0)
        if draw.random() < 0.4 and (other := draw.choice(first)) != turn.history[0].text:
            yield lesson(replace(turn, question=other, rewrite=other), 1.0)


def _from_elsewhere(turns: Sequence[FollowUp], draw: random.Random) -> list[FollowUp]:
    others = [(turn, draw.choice(turns)) for turn in turns]
    return [
        replace(turn, question=other.rewrite, rewrite=other.rewrite)
        for turn, other in others
        if turn.conversation != other.conversation and share_of(other) < _TAUGHT
    ]


def fit(lessons: Sequence[Lesson]) -> dict[str, float]:
    """Feature → weight."""
    counts: dict[str, int] = {}
    for each in lessons:
        for row in each.table:
            for name in row:
                counts[name] = counts.get(name, 0) + 1
    column = {name: number for number, name in enumerate(sorted(name for name in counts if counts[name] >= _FEWEST))}
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for row in (row for each in lessons for row in each.table):
        for name, value in row.items():
            if name in column:
                columns.append(column[name])
                values.append(value)
        ends.append(len(values))
    table = csr_matrix((np.array(values), np.array(columns), np.array(ends)), shape=(len(ends) - 1, len(column)))
    sizes = [len(each.table) for each in lessons]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(lessons)), sizes)
    right = np.array([mark for each in lessons for mark in each.right], dtype=float)
    weight = np.array([each.weight for each in lessons])
    transposed = table.T.tocsr()

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = table @ w
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        every, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        slope = (powers / every[group] - powers * right / good[group]) * weight[group]
        return float((weight * (np.log(every) - np.log(good))).sum() + _L2 * w @ w / 2), transposed @ slope + _L2 * w

    found = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {name: round(float(found.x[number]), 3) for name, number in column.items() if abs(found.x[number]) >= 0.005}


def limit(asked: Sequence[tuple[Lesson, dict[str, float]]], person: bool) -> float:
    """The lowest limit that makes few enough of the turns worse, each read with the weights beside it.

    `person`: of those where "he" or "she" means a person, else of all, and only the others are read.
    """
    ranked = [(each.turn, _chances(each, weights)) for each, weights in asked if each.phrases]
    meant = [(turn, chances) for turn, chances in ranked if is_person(Asked(turn.question), chances) == person]
    for least in _LIMITS:
        worse = sum(_gain(turn, likeliest(chances, least)) < 0 for turn, chances in meant)
        if worse <= _WORSE * len(meant if person else ranked):
            return least
    return _LIMITS[-1]


def _chances(each: Lesson, weights: dict[str, float]) -> dict[NounPhrase, float]:
    return dict(zip(each.phrases, probabilities(each.table, weights)[1:], strict=True))


def _gain(turn: FollowUp, phrase: NounPhrase | None) -> float:
    added = f"{turn.question} {phrase.text if phrase else ''}"
    return overlap(added, turn.rewrite).f1 - overlap(turn.question, turn.rewrite).f1


def by_folds(data: Path, lessons: Sequence[Lesson]) -> list[tuple[Lesson, dict[str, float]]]:
    """CAsT 2019's turns, each with weights that were fitted without its conversation."""
    news = [lesson(turn) for turn in cast_2019(data / "cast2019")]
    names = {each.turn.conversation for each in news}
    found = []
    for fold in range(_FOLDS):
        out = {name for name in names if int(name) % _FOLDS == fold}
        weights = fit([each for each in lessons if each.turn.conversation not in out])
        found += [(each, weights) for each in news if each.turn.conversation in out]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Find the weights that choose what a follow-up is about.")
    parser.add_argument("data", type=Path, help="folder with canard/ and cast2019/")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS}")
    arguments = parser.parse_args()
    data: Path = arguments.data
    lessons = list(lessons_of(data))
    weights = fit(lessons)
    folds = by_folds(data, lessons)
    asked, in_full = (
        [(lesson(turn), weights) for turn in turns if share_of(turn) >= _TAUGHT and not is_held_out(turn)]
        for turns in (canard(data / "canard"), canard_in_full(data / "canard"))
    )
    limits = {
        "first": limit([*asked, *in_full, *folds], person=False),
        "person": limit(in_full, person=True),
    }
    print(f"{len(lessons)} questions, {len(weights)} weights, limits {limits}")
    gains = np.array([_gain(each.turn, likeliest(_chances(each, own), limits["first"])) for each, own in folds])
    print(f"CAsT 2019 by folds: F1 {gains.mean():+.3f}, better {(gains > 0).mean():.3f}, worse {(gains < 0).mean():.3f}")
    if arguments.write:
        WEIGHTS.write_text(
            json.dumps({"limits": limits, "weights": weights}, indent=0, sort_keys=True) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
