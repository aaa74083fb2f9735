"""How likely a document is about a subject, and doesn't only mention it: a logistic regression of four marks.

`python -m eval.training.fit_aboutness` fits the weights, `python -m eval.topics` measures what is told by them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.reading.reader import probability
from qa.reading.subject import Subject
from qa.store.sql import Passage

# From here on a document surely is about the subject; something on the subject may be in it.
SURELY, MAYBE = 0.6, 0.3
# Log odds without any mark, and what each mark brings.
WEIGHTS = (-12.08, 4.64, 11.05, 5.67, 2.99)
# Characters and sentences of a document's beginning that say what it is about; and the share of the subject's words with which
# a passage is on it.
_OPENING, _FIRST, _HALF = 200, 4, 0.5


@dataclass(frozen=True, slots=True)
class About:
    """What a document has of a subject.

    The share, 0 to 1, of its words in the `title`, in that and the `opening`, and in the best `passage` found; the cosine of
    the `nearest` sentence found with it, and of the nearest of the `first` sentences; and the share of the document's passages
    that are on it, which says how `often` it is.
    """

    title: float
    opening: float
    passage: float
    nearest: float
    first: float
    often: float

    @classmethod
    def of(cls, subject: Subject, beginning: str, found: Sequence[Passage]) -> "About":
        """What it has by its title, the words of its first passage and some of its passages.

        Of the beginning and of everywhere that is as much as it can have; `read_through` tells how much it has.
        """
        title, nearest = found[0].title, max(_nearest(subject, each.sentence_vectors) for each in found)
        return cls(
            subject.coverage(title),
            subject.coverage(f"{title} {beginning[:_OPENING]}"),
            max(subject.coverage(each.text) for each in found),
            nearest,
            first=nearest,
            often=1.0,
        )

    def read_through(self, subject: Subject, whole: Sequence[Passage]) -> "About":
        """Return the same with what all passages of the document, in order, have."""
        often = sum(subject.coverage(each.text) >= _HALF for each in whole) / len(whole)
        return replace(self, first=_nearest(subject, whole[0].sentence_vectors[:_FIRST]), often=often)

    @property
    def marks(self) -> tuple[float, ...]:
        return self.opening, self.nearest, self.first, self.often

    @property
    def likely(self) -> float:
        """How likely, 0 to 1, the document is about the subject."""
        nothing, *weights = WEIGHTS
        return probability(nothing + sum(weight * mark for weight, mark in zip(weights, self.marks, strict=True)))


def _nearest(subject: Subject, vectors: NDArray[np.float32]) -> float:
    """Return the highest cosine of these sentences' vectors, (n, d), with the subject; -1 of none."""
    return float((vectors @ subject.vector).max(initial=-1.0))
