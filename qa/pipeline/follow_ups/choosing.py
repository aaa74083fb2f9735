"""Which phrases of the conversation belong to a question: a conditional logit, fitted by `eval/training/fit_follow_ups.py`.

With a question compete "it stands alone" and each noun phrase said before; their scores are linear in their features, their
probabilities the softmax of the scores. To choose terms is the idea of QuReTeC (Voskarides et al. 2020, arXiv:2005.11723).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from json import loads
from typing import Any

import numpy as np

from qa.pipeline.follow_ups.candidates import PLAIN, Asked, candidates
from qa.pipeline.follow_ups.features import Features, answers, candidate_features, question_features
from qa.pipeline.follow_ups.noun_phrases import NounPhrase, parse
from qa.types import Turn

_MOST = 3


def chosen(question: str, history: Sequence[Turn]) -> tuple[list[NounPhrase], float]:
    """The phrases that belong to the question, likeliest first, and the probability that it doesn't stand alone.

    No phrases where it stands alone, or where that isn't sure enough.
    """
    asked, fitted = Asked(parse(question)), _fitted()
    found = candidates(asked, history)
    if not found or not asked.lows:
        return [], 0.0
    table = [question_features(asked, history), *candidate_features(asked, history, found)]
    alone, *others = probabilities(table, fitted["weights"])
    chances = dict(zip((each.phrase for each in found), others, strict=True))
    new = {phrase: chance for phrase, chance in chances.items() if not phrase.stems <= asked.stems}
    return pick(new, fitted["limits"][limit_for(asked, history, chances)], fitted["limits"]["more"]), 1.0 - alone


def limit_for(asked: Asked, history: Sequence[Turn], chances: Mapping[NounPhrase, float]) -> str:
    """Which limit the best phrase has to reach: a woman whom "she" may mean is right more often than it seems."""
    best = max(chances, key=lambda each: chances[each])
    plain = asked.pronoun in ("he", "she") and best.kind == PLAIN[asked.pronoun][0]
    return "person" if plain else answers(history)


def probabilities(table: Sequence[Features], weights: Mapping[str, float]) -> list[float]:
    scores = np.array([sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in table])
    powers = np.exp(scores - scores.max())
    shares: list[float] = (powers / powers.sum()).tolist()
    return shares


def pick(chances: Mapping[NounPhrase, float], first: float, more: float) -> list[NounPhrase]:
    """The best phrase if its probability is at least `first`, then those with `more` that share no word with it."""
    kept: list[NounPhrase] = []
    for phrase in sorted(chances, key=lambda each: -chances[each]):
        if chances[phrase] < (more if kept else first) or len(kept) == _MOST:
            break
        if all(phrase.stems.isdisjoint(other.stems) for other in kept):
            kept.append(phrase)
    return kept


@cache
def _fitted() -> Any:
    return loads(files("qa.pipeline.follow_ups").joinpath("weights.json").read_text(encoding="utf-8"))
