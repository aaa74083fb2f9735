"""The newest turn while its answer is in the making."""

from dataclasses import dataclass
from time import monotonic

from markupsafe import Markup

from qa.service.api.question_pool import Waiting
from qa.types import Event, Piece, Rewritten, Stage, Working
from ui.language import gettext as _
from ui.language import ngettext
from ui.rendering.answers import render_turn, render_understood, render_working, render_writing

# A reader can't follow more changes a second than this, and each costs a message to the browser.
SECONDS_BETWEEN = 0.06


def doing(stage: Stage) -> str:
    """What a person is told while this is being done."""
    return {
        "contextualise": _("Reading your question"),
        "overview": _("Looking through the documents"),
        "statements": _("Looking up who said what"),
        "retrieve": _("Searching the documents"),
        "read": _("Reading the best passages"),
        "write": _("Writing the answer"),
        "check": _("Checking each sentence against its source"),
    }[stage]


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing has happened for a moment."""


class Progress:
    """Takes the events of an answer, and shows how far it is."""

    def __init__(self, question: str, number: int, within: Markup) -> None:
        """`within` says what the question is about, where that isn't everything."""
        self._question = question
        self._number = number
        self._within = within
        self._doing = doing("contextualise")
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
                self._doing = ngettext(
                    "Waiting for %(num)s question to be answered first",
                    "Waiting for %(num)s questions to be answered first",
                    ahead,
                )
                return True
            case Working(stage):
                self._doing = doing(stage)
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
        reply = self.written() + render_working(self._doing)
        return render_turn(self._question, reply, self._number, "working")

    def written(self) -> Markup:
        """What there is of the answer so far; how the question was understood comes with it, so that it moves nothing."""
        if not self._text and self._quoting:
            return self._within
        understood = self._within + render_understood(self._question, self._standalone)
        return understood + render_writing(self._text, self._number, quoting=self._quoting) if self._text else understood
