"""How likely a document is about a subject, and doesn't only mention it: a logistic regression of four marks.

`python -m eval.training.fit_aboutness` fits the weights, `python -m eval.topics` measures what is told by them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from qa.reading.digest import Subject
from qa.store.sql import Passage

# From here on a document surely is about the subject; something on the subject may be in it.
SURELY, MAYBE = 0.5, 0.3
# Log odds without any mark, and what each mark brings.
WEIGHTS = (-13.07, 3.77, 6.43, 8.02, 9.54)
# Characters of a document's beginning that say what it is about.
_OPENING = 200


@dataclass(frozen=True, slots=True)
class About:
    """The subject's share, 0 to 1, of a document's `title`, of that and its `opening`, and of the best `passage` found of it;
    and the cosine of the `nearest` sentence with it."""

    title: float
    opening: float
    passage: float
    nearest: float

    @classmethod
    def of(cls, subject: Subject, beginning: str, passages: Sequence[Passage]) -> "About":
        """The passages are some of one document's, `beginning` is its first one's words."""
        title = passages[0].title
        return cls(
            subject.coverage(title),
            subject.coverage(f"{title} {beginning[:_OPENING]}"),
            max(subject.coverage(each.text) for each in passages),
            max(float((each.sentence_vectors @ subject.vector).max(initial=-1.0)) for each in passages),
        )

    @property
    def marks(self) -> tuple[float, ...]:
        return self.title, self.opening, self.passage, self.nearest

    @property
    def likely(self) -> float:
        """How likely, 0 to 1, the document is about the subject."""
        nothing, *weights = WEIGHTS
        return 1 / (1 + exp(-nothing - sum(weight * mark for weight, mark in zip(weights, self.marks, strict=True))))
