"""One question asked and judged: what every metric is a function of, and what `qa eval --json` writes of it.

Whether a chunk, sentence or citation holds the answer is decided when the row is made (`eval.judging`), so metrics need no
text.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

# What was left out of the library when an answerable question was asked again, to be one that isn't answered there.
LeftOut = Literal["near", "far"]


@dataclass(frozen=True, slots=True)
class RankedChunk:
    """A chunk that retrieval ranked, best first; `document` is its source. `relevant` is None where the gold can't tell."""

    document: str
    document_id: str
    start: int
    end: int
    score: float
    relevant: bool | None


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A sentence that the reader ranked as evidence, before it was decided whether to answer."""

    document: str
    document_id: str
    start: int
    end: int
    score: float
    quote: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class JudgedCitation:
    """`resolves`: the stored text at its offsets is its quote; `holds`: it is what the gold asks for, None where unknown."""

    marker: int
    resolves: bool
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """A question as asked. `answerable` is None where the gold doesn't say: such a row is asked, not scored.

    `cites` are the quotes that have to be cited, one of each entry, where the gold lists them.
    `answer` is the object of `qa ask --json`; `relevant_chunks` counts those of the whole library, None where unknown;
    `wanted` and `cited` count the pieces of evidence that the gold asks for and those that some citation holds;
    `answerability` is the reader's probability, 0 to 1, that the documents answer; `latency_ms` is the answer's own total.
    """

    id: str
    question: str
    answers: tuple[str, ...] | None
    documents: tuple[str, ...]
    cites: tuple[tuple[str, ...], ...]
    answerable: bool | None
    left_out: LeftOut | None
    known_failure: str | None
    answer: Mapping[str, Any]
    chunks: tuple[RankedChunk, ...]
    evidence: tuple[RankedSentence, ...]
    citations: tuple[JudgedCitation, ...]
    closest: tuple[JudgedCitation, ...]
    relevant_chunks: int | None
    wanted: int
    cited: int
    answerability: float
    latency_ms: float
    type: str | None = None
    style: str | None = None
    near_miss: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """The same question in another run."""
        return self.id, self.left_out or ""

    @property
    def abstained(self) -> bool:
        return bool(self.answer["status"] == "abstained")

    @property
    def confidence(self) -> str:
        """ "sure", "perhaps" or "no"; answers of earlier versions are either sure or abstentions."""
        return str(self.answer.get("confidence") or ("no" if self.abstained else "sure"))

    @property
    def first_is_right(self) -> bool:
        """Whether the first citation is what the gold asks for."""
        return bool(self.citations) and self.citations[0].holds is True

    @property
    def as_given(self) -> bool:
        """Asked of the whole library, and the gold says what should come of it."""
        return self.left_out is None and self.answerable is not None

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"answer": dict(self.answer)}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Row":
        """Raises KeyError, TypeError or ValueError where `raw` isn't what `to_json` made; unknown keys are passed over."""
        later = {"type", "style", "near_miss"}  # results of earlier versions lack these
        known = {name: raw[name] for name in cls.__dataclass_fields__ if name in raw or name not in later}
        return cls(
            **known
            | {
                "answers": None if raw["answers"] is None else tuple(raw["answers"]),
                "documents": tuple(raw["documents"]),
                "cites": tuple(tuple(quotes) for quotes in raw["cites"]),
                "chunks": tuple(RankedChunk(**chunk) for chunk in raw["chunks"]),
                "evidence": tuple(RankedSentence(**sentence) for sentence in raw["evidence"]),
                "citations": tuple(JudgedCitation(**citation) for citation in raw["citations"]),
                "closest": tuple(JudgedCitation(**citation) for citation in raw["closest"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Failed:
    """A question that raised instead of being answered, and why."""

    id: str
    cause: str
