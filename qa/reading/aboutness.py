"""How likely a document is about a subject, not only mentions it: a logistic regression of four marks.

Fitted on the documents near 90 topics that somebody worded, labelled by whoever worded them (eval/gold/topics-fitting.jsonl).
`python -m eval.topics` measures what is told by it.
"""

from collections.abc import Sequence
from math import exp

from qa.reading.digest import Subject
from qa.store.sql import Passage

# From here on a document surely is about the subject; something on the subject may be in it.
SURELY, MAYBE = 0.5, 0.3
# What the subject's share of the title, of the title and the first so many characters, of the best passage, and the nearest
# sentence's cosine with it bring, in log odds; and what there is without them.
_TITLE, _BEGINNING, _PASSAGE, _NEAREST, _NOTHING = 3.65, 6.28, 7.36, 10.5, -13.08
_OPENING = 200


def likely_about(subject: Subject, beginning: str, passages: Sequence[Passage]) -> float:
    """Return how likely, 0 to 1, the document of these passages, some of its own, is about the subject.

    `beginning` is its first passage's words.
    """
    title = passages[0].title
    passage = max(subject.coverage(each.text) for each in passages)
    nearest = max(float((each.sentence_vectors @ subject.vector).max(initial=-1.0)) for each in passages)
    marks = (subject.coverage(title), subject.coverage(f"{title} {beginning[:_OPENING]}"), passage, nearest)
    weights = (_TITLE, _BEGINNING, _PASSAGE, _NEAREST)
    return 1 / (1 + exp(-_NOTHING - sum(weight * mark for weight, mark in zip(weights, marks, strict=True))))
