"""What every reader offers; docs/extending.md adds one."""

from dataclasses import dataclass, replace
from math import exp
from typing import Protocol

from qa.reading.features import Candidate
from qa.retrieval import Retrieved
from qa.types import Confidence

# Further sentences are quoted only while they are at least so likely, as a share of the best one's likelihood of being the
# evidence: a quarter of it.
_NEAR_BEST = exp(-1.4)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One sentence as evidence; `score` is its probability of being the one, among the sentences read.

    `short_answer` are the few words of it that answer, None where they aren't sure enough to be shown.
    """

    candidate: Candidate
    score: float
    short_answer: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """`ranked` is every sentence read, best first.

    `answerable` is the probability, 0 to 1, that they answer at all, `right` that the best one does. `limits`: "sure" from
    which `right` on, and "perhaps" from which `answerable` on, where the reader has such; other things may count, too.
    """

    ranked: tuple[Evidence, ...]
    answerable: float
    right: float = 0.0
    confidence: Confidence = "no"
    limits: tuple[float, float] | None = None

    @property
    def document(self) -> str:
        """The id of the document that the best sentence is of; "" where nothing was read."""
        return self.ranked[0].candidate.passage.chunk.document_id if self.ranked else ""

    def quotable(self, limit: int) -> tuple[Evidence, ...]:
        """The best sentence and those close behind it, at most `limit`; after one that announces a list, the list,
        after a question what follows."""
        if not self.ranked:
            return ()
        close = tuple(evidence for evidence in self.ranked[:limit] if is_near(evidence.score, self.ranked[0].score))
        return (close[0], *self._following(close[0]), *close[1:])[:limit]

    def _following(self, first: Evidence) -> tuple[Evidence, ...]:
        if (end := first.candidate.text.rstrip()[-1:]) not in ("?", ":"):
            return ()
        same = [each for each in self.ranked if each.candidate.passage is first.candidate.passage]
        after = [each for each in same if each.candidate.sentence.start > first.candidate.sentence.start]
        return tuple(sorted(after, key=lambda each: each.candidate.sentence.start)[: 1 if end == "?" else None])

    def reordered(self, retrieved: Retrieved) -> Retrieved:
        """The passages that were read, by their best sentence; those that weren't stay behind them in their order.

        Scores stay those of retrieval.
        """
        best: dict[str, int] = {}
        for place, evidence in enumerate(self.ranked):
            best.setdefault(evidence.candidate.chunk.chunk.id, place)
        unread = len(self.ranked)
        order = sorted(range(len(retrieved.chunks)), key=lambda n: best.get(retrieved.chunks[n].chunk.id, unread))
        return replace(
            retrieved,
            chunks=tuple(replace(retrieved.chunks[n], rank=rank) for rank, n in enumerate(order)),
            passages=tuple(retrieved.passages[n] for n in order),
        )


def is_near(score: float, best: float) -> bool:
    """Whether a sentence is likely enough, beside the best one, to be quoted after it."""
    return score >= _NEAR_BEST * best


class Reader(Protocol):
    def read(self, retrieved: Retrieved) -> Reading:
        """Rank the sentences of the retrieved passages, and say how sure it is that they answer.

        An empty reading has probability 0.
        """
        ...


def probability(log_odds: float) -> float:
    """Return the probability, 0 to 1, that these log odds are."""
    return 1.0 / (1.0 + exp(-min(max(log_odds, -50.0), 50.0)))
