"""What became of the questions of the last while, for a page whose line to the server dropped meanwhile."""

import re
from asyncio import Event
from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

State = Literal["working", "kept", "unknown"]

_ID = re.compile(r"[0-9a-f]{16}")
# Questions that are remembered; the one longest ago is forgotten first.
_MOST = 10_000


@dataclass(slots=True)
class _Asked:
    stop: Event
    kept: bool = False


class Known:
    """By the id that the browser gave each; somebody else's is as unknown as one that never was. On one event loop.

    `stop`, the event that ends an answer in the making, tells one answering of a question from another.
    """

    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[str, str], _Asked] = OrderedDict()

    def begin(self, owner: str, ask: str, stop: Event) -> bool:
        """Whether it is to be answered: it hasn't been. Where it is being answered for a page that is gone, that ends."""
        if not _ID.fullmatch(ask):
            return True
        before = self._asked.get((owner, ask))
        if before is not None and before.kept:
            return False
        if before is not None:
            before.stop.set()
        self._asked[owner, ask] = _Asked(stop)
        if len(self._asked) > _MOST:
            self._asked.popitem(last=False)
        return True

    def superseded(self, owner: str, ask: str, stop: Event) -> bool:
        """Whether another answering of it has begun since."""
        now = self._asked.get((owner, ask))
        return now is not None and now.stop is not stop

    def keep(self, owner: str, ask: str, stop: Event) -> None:
        """Note that its answer is in the library."""
        now = self._asked.get((owner, ask))
        if now is not None and now.stop is stop:
            now.kept = True

    def end(self, owner: str, ask: str, stop: Event) -> None:
        """This answering of it is over; where the answer wasn't kept, it may be asked again."""
        now = self._asked.get((owner, ask))
        if now is not None and now.stop is stop and not now.kept:
            del self._asked[owner, ask]

    def state(self, owner: str, ask: str) -> State:
        now = self._asked.get((owner, ask))
        return "unknown" if now is None else "kept" if now.kept else "working"
