"""A question on its way: the newest turn while its answer is in the making, and what became of those of the last while."""

import asyncio
import re
from collections import OrderedDict
from time import monotonic
from typing import Literal

from markupsafe import Markup

from qa.service.api.question_pool import Waiting
from qa.types import Event, Piece, Rewritten, Stage, Working
from ui.language import gettext as _
from ui.language import ngettext
from ui.rendering.answers import render_turn, render_understood, render_working, render_writing

State = Literal["working", "kept", "unknown"]

_ID = re.compile(r"[0-9a-f]{16}")
# Questions that are remembered; the one longest ago is forgotten first.
_MOST = 10_000
# A reader can't follow more changes a second than this, and each costs a message to the browser.
SECONDS_BETWEEN = 0.06


class Known:
    """By the id that the browser gave each; somebody else's is as unknown as one that never was. On one event loop.

    `stop`, the event that ends an answer in the making, tells one answering of a question from another.
    """

    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[str, str], asyncio.Event | None] = OrderedDict()  # None: its answer is kept
        self._stopped: OrderedDict[tuple[str, str], None] = OrderedDict()

    def begin(self, owner: str, ask: str, stop: asyncio.Event) -> bool:
        """Whether it is to be answered: it hasn't been. Where it is being answered for a page that is gone, that ends."""
        if not _ID.fullmatch(ask):
            return True
        if (owner, ask) in self._asked:
            before = self._asked[owner, ask]
            if before is None:
                return False
            before.set()
        self._asked[owner, ask] = stop
        if len(self._asked) > _MOST:
            self._asked.popitem(last=False)
        if (owner, ask) in self._stopped:
            stop.set()
        return True

    def stop(self, owner: str, ask: str) -> None:
        """End its answering, also where it hasn't come to that yet: whoever changes their mind at once may be faster."""
        if going := self._asked.get((owner, ask)):
            going.set()
        self._stopped[owner, ask] = None
        if len(self._stopped) > _MOST:
            self._stopped.popitem(last=False)

    def superseded(self, owner: str, ask: str, stop: asyncio.Event) -> bool:
        """Whether another answering of it has begun since."""
        return self._asked.get((owner, ask), stop) is not stop

    def keep(self, owner: str, ask: str, stop: asyncio.Event) -> None:
        """Note that its answer is in the library."""
        if self._asked.get((owner, ask)) is stop:
            self._asked[owner, ask] = None

    def end(self, owner: str, ask: str, stop: asyncio.Event) -> None:
        """This answering of it is over; where the answer wasn't kept, it may be asked again."""
        if self._asked.get((owner, ask)) is stop:
            del self._asked[owner, ask]

    def state(self, owner: str, ask: str) -> State:
        if (owner, ask) not in self._asked:
            return "unknown"
        return "kept" if self._asked[owner, ask] is None else "working"


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

    def take(self, event: Event | Waiting | None) -> bool:
        """None: nothing has happened for a moment. Whether it is worth showing now; if it isn't, it is at the next pause."""
        match event:
            case None:
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
