"""Which phrase of the conversation belongs to a question: a conditional logit, fitted by `eval/training/fit_follow_ups.py`.

With a question compete "it stands alone" and each noun phrase said before; their scores are linear in their features, their
probabilities the softmax of the scores. To choose terms is the idea of QuReTeC (Voskarides et al. 2020, arXiv:2005.11723).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from json import loads
from typing import Any

import numpy as np

from qa.english.noun_phrases import NounPhrase
from qa.pipeline.follow_ups.candidates import PERSONS, Asked, Candidate, candidates
from qa.types import Turn

Features = Mapping[str, float]

_POINTING = frozenset("the this that these those".split())
_MANY = 4  # telling words of a question, exchanges ago: more count as these


def chosen(question: str, history: Sequence[Turn], *, surely: bool = False) -> tuple[NounPhrase | None, float]:
    """Return the phrase that belongs to the question, and the probability that it doesn't stand alone.

    No phrase where it stands alone, or where that isn't sure enough; where it `surely` doesn't, the best of the last question.
    """
    asked, fitted = Asked(question), _fitted()
    found = candidates(asked, history)
    if not found:
        return None, 0.0
    alone, *others = probabilities(features(asked, history, found), fitted["weights"])
    chances = dict(zip((each.phrase for each in found), others, strict=True))
    hidden = PERSONS if asked.pronoun == "none" else ()  # "Why are tensions high?" isn't about whoever spoke before
    new = {each: chance for each, chance in chances.items() if each.kind not in hidden and not each.stems <= asked.stems}
    kept = likeliest(new, fitted["limits"]["person" if is_person(asked, chances) else "first"])
    if surely and kept is None:
        last = {each.phrase: new[each.phrase] for each in found if 1 in each.asked and each.phrase in new}
        kept = likeliest(last or new, 0.0)
    return kept, 1.0 - alone


def features(question: Asked, history: Sequence[Turn], found: Sequence[Candidate]) -> list[Features]:
    """Return the question's features, for whether it stands alone, then each candidate's, for whether it belongs to it."""
    names = "names" if any(phrase.named for phrase in question.parsed.phrases) else "no names"
    points = "definite" if any(phrase.determiner in _POINTING for phrase in question.parsed.phrases) else "indefinite"
    marks = (question.pronoun, f"{question.pronoun}, {names}", f"{points}, {names}")
    alone = dict.fromkeys(["alone", *(f"alone: {mark}" for mark in marks)], 1.0)
    size, best = f"{names}, size {min(len(question.stems), _MANY)}", _best(question, found)
    told = "answers" if any(turn.role == "assistant" for turn in history) else "no answers"
    return [alone, *(_of_candidate(each, best, question.pronoun, told, size) for each in found)]


def _best(question: Asked, found: Sequence[Candidate]) -> dict[str, Candidate]:
    """Return the candidates that stand out among those the question doesn't name itself."""
    new = [each for each in found if not each.phrase.stems <= question.stems]
    asked = [each for each in new if each.asked]
    best = {"first": new[0], "most": max(new, key=lambda each: len(each.asked) + len(each.told))} if new else {}
    return best | ({"first asked": asked[0], "last asked": min(asked, key=lambda each: min(each.asked))} if asked else {})


def _of_candidate(each: Candidate, best: Mapping[str, Candidate], pronoun: str, told: str, size: str) -> Features:
    kind, sort = each.phrase.kind, "name" if each.phrase.named else "noun"
    said = (("asked", each.asked), ("told", each.told))
    places = [f"{role} {min(*distances, _MANY)} ago" for role, distances in said if distances]
    places += [name for name, one in best.items() if one is each]
    marks = [f"{context}, {place}" for place in places for context in (pronoun, sort, told)]
    return dict.fromkeys([f"{pronoun}, {kind}", f"{pronoun}, {kind}, {told}", f"{size}, {sort}", *places, *marks], 1.0)


def is_person(asked: Asked, chances: Mapping[NounPhrase, float]) -> bool:
    """Whether "she" most likely means a woman, which is right more often than it seems."""
    return (asked.pronoun, max(chances, key=lambda each: chances[each]).kind) in (("he", "male"), ("she", "female"))


def probabilities(table: Sequence[Features], weights: Mapping[str, float]) -> list[float]:
    scores = np.array([sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in table])
    powers = np.exp(scores - scores.max())
    shares: list[float] = (powers / powers.sum()).tolist()
    return shares


def likeliest(chances: Mapping[NounPhrase, float], least: float) -> NounPhrase | None:
    """Return the phrase of the highest probability, where that is at least `least`."""
    best = max(chances, key=lambda each: chances[each], default=None)
    return best if best is not None and chances[best] >= least else None


@cache
def _fitted() -> Any:
    return loads(files("qa.pipeline.follow_ups").joinpath("weights.json").read_text(encoding="utf-8"))
