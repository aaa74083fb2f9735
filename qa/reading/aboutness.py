"""How likely a document is about a subject, and doesn't only mention it: a logistic regression of four marks.

`python -m eval.training.fit_aboutness` fits the weights, `python -m eval.topics` measures what is told by them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from qa.reading.digest import Subject
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
    def of(cls, subject: Subject, beginning: str, found: Sequence[Passage], whole: Sequence[Passage] = ()) -> "About":
        """`beginning` is the words of the document's first passage, `found` are some of its passages and `whole` all, in order.

        Without all of them it has as much of the subject at the beginning and everywhere as it can have.
        """
        title = found[0].title
        nearest = max(float((each.sentence_vectors @ subject.vector).max(initial=-1.0)) for each in found)
        return cls(
            subject.coverage(title),
            subject.coverage(f"{title} {beginning[:_OPENING]}"),
            max(subject.coverage(each.text) for each in found),
            nearest,
            float((whole[0].sentence_vectors[:_FIRST] @ subject.vector).max(initial=-1.0)) if whole else nearest,
            sum(subject.coverage(each.text) >= _HALF for each in whole) / len(whole) if whole else 1.0,
        )

    @property
    def marks(self) -> tuple[float, ...]:
        return self.opening, self.nearest, self.first, self.often

    @property
    def likely(self) -> float:
        """How likely, 0 to 1, the document is about the subject."""
        nothing, *weights = WEIGHTS
        return 1 / (1 + exp(-nothing - sum(weight * mark for weight, mark in zip(weights, self.marks, strict=True))))
