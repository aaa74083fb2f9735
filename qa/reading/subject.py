"""A subject that is asked about: how much a sentence tells of it, and how likely it says who or what the subject is.

Readers who don't know the program noted both for 123 subjects of news, 121 of which some sentence introduces;
`python -m eval.training.fit_subjects` fits the weights of `subject.json` to that, for vectors of the bundled embedding model.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from json import loads
from math import log

import numpy as np
from numpy.typing import NDArray

from qa.english.weighted_words import WeightedWords
from qa.english.words import stems
from qa.reading.belonging import relative_length

WEIGHTS_FILE = "subject.json"
SOME, _NEAR = 0.6, 0.5
# So many telling words name somebody or something; more of them mostly tell of an event ("mexico city metro collapse"), of
# which sentences near them tell more than those that have them: of 123 names and 99 events those with more words are 6 and 87.
_NAME = 2
_BEGINNING = 3  # words

FEATURES = (
    "near",  # the cosine with the subject
    "covered",  # the share of the subject's words in it, by weight
    "begins",  # whether it begins with one of them
    "belongs",  # the log odds that it belongs in a digest of its document, whatever the subject
    "late",  # the natural logarithm of its place in the document, from 1
    "length",  # as `relative_length` has it
)
# Of "What is X?": its cosine, and how much the trained reader takes the sentence for its answer.
DEFINING = ("defines", "reader", "reader_odds")


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What is asked about: its vector, of length one, and its telling words.

    A sentence is on it with the share `some` of these words, or the cosine `near` with it. `fitted`: the weights of this module
    are for such vectors.
    """

    vector: NDArray[np.float32]
    weights: WeightedWords
    some: float = SOME
    near: float = _NEAR
    fitted: bool = True

    @property
    def is_name(self) -> bool:
        """Whether it is so short that it names somebody or something, and tells of no event; and there are weights for it."""
        return self.fitted and 0 < len(self.weights) <= _NAME

    def coverage(self, text: str) -> float:
        """The share of the subject's words in the text, 0 to 1, by weight."""
        return self.weights.share(stems(text))

    def features(self, text: str, vector: NDArray[np.float32], belongs: float, place: int) -> dict[str, float]:
        """Return FEATURES of a sentence; `place` is its number in the document, from 0."""
        return {
            "near": float(vector @ self.vector),
            "covered": self.coverage(text),
            "begins": float(self.coverage(" ".join(text.split()[:_BEGINNING])) > 0),
            "belongs": belongs,
            "late": log(1 + place),
            "length": relative_length(text),
        }


def tells(features: Mapping[str, float]) -> float:
    """The log odds that the sentence tells one of the main things of somebody or something."""
    return _log_odds("tells", features)


def may_introduce(features: Mapping[str, float]) -> float:
    """The log odds, before its passage is read, that the sentence says who or what the subject is."""
    return _log_odds("may_introduce", features)


def introduces(features: Mapping[str, float]) -> float:
    """The log odds that it says who or what the subject is, with the features of DEFINING, once its passage is read."""
    return _log_odds("introduces", features)


def _log_odds(what: str, features: Mapping[str, float]) -> float:
    weights = _weights()[what]
    return weights["at_all"] + sum(weight * features[name] for name, weight in weights.items() if name != "at_all")


@cache
def _weights() -> dict[str, dict[str, float]]:
    raw: dict[str, dict[str, float]] = loads(files("qa.reading").joinpath(WEIGHTS_FILE).read_text(encoding="utf-8"))
    return raw
