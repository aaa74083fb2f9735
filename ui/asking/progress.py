"""The newest turn while its answer is in the making."""

from dataclasses import dataclass
from time import monotonic

from markupsafe import Markup

from qa.service.api.question_pool import Waiting
from qa.types import Event, Piece, Rewritten, Stage, Working
from ui import rendering

STAGES: dict[Stage, str] = {
    "contextualise": "Reading your question",
    "overview": "Looking through the documents",
    "statements": "Looking up who said what",
    "retrieve": "Searching the documents",
    "read": "Reading the best passages",
    "write": "Writing the answer",
    "check": "Checking each sentence against its source",
}
# A reader can't follow more changes a second than this, and each costs a message to the browser.
SECONDS_BETWEEN = 0.06
_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing has happened for a moment."""


class Progress:
    """Takes the events of an answer, and shows how far it is."""

    def __init__(self, question: str, number: int, within: Markup = _NOTHING) -> None:
        """`within` says what the question is about, where that isn't everything."""
        self._question = question
        self._number = number
        self._within = within
        self._doing = STAGES["contextualise"]
        self._standalone = question
        self._text = ""
        self._quoting = True
        self._shown_at = 0.0
        self._unshown = False

    def take(self, event: Event | Waiting | Pause) -> bool:
        """Whether it is worth showing now; if it isn't, it is at the next pause."""
        match event:
            case Pause():
                return self._unshown
            case Waiting(ahead):
                self._doing = f"Waiting for {rendering.count(ahead, 'question')} to be answered first"
                return True
            case Working(stage):
                self._doing = STAGES[stage]
                self._quoting = self._quoting and stage != "write"
            case Rewritten(standalone):
                self._standalone = standalone
            case Piece(text):
                self._text += text
        self._unshown = monotonic() - self._shown_at < SECONDS_BETWEEN
        return not self._unshown

    def turn(self) -> Markup:
        """All of it, as it is now."""
        self._shown_at = monotonic()
        self._unshown = False
        reply = self.written() + rendering.render_working(self._doing)
        return rendering.render_turn(self._question, reply, self._number, "working")

    def written(self) -> Markup:
        """What there is of the answer so far."""
        understood = self._within + rendering.render_understood(self._question, self._standalone)
        if not self._text:
            return understood
        return understood + rendering.render_writing(self._text, self._number, quoting=self._quoting)
