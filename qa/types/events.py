"""What happens while a question is answered, in the order in which it is told."""

from dataclasses import dataclass
from typing import Literal

from qa.types.answers import Answer

Stage = Literal["contextualise", "overview", "statements", "retrieve", "read", "write", "check"]


@dataclass(frozen=True, slots=True)
class Working:
    """A stage of answering begins."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The question as understood after the earlier turns, where that isn't how it was asked."""

    standalone_question: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A further piece of the answer's text as it is written. The text of `Answered` is what counts in the end."""

    text: str

    def __add__(self, further: "Piece | Answer") -> "Piece | Answer":
        """What LangChain makes of a stream: the pieces so far, and in the end the answer, which takes their place."""
        return Piece(self.text + further.text) if isinstance(further, Piece) else further


@dataclass(frozen=True, slots=True)
class Answered:
    """Always the last event."""

    answer: Answer


Event = Working | Rewritten | Piece | Answered
