"""The line of questions: a few are answered at a time, and whoever waits knows how many are before them.

Fair: a person's first question comes before another's second, so nobody waits for all that somebody else has asked.
"""

import asyncio
from collections import Counter

from qa.types.errors import BusyError


class Line:
    """On one event loop. Waiting takes no thread."""

    def __init__(self, at_once: int, longest: int) -> None:
        self._at_once = at_once
        self._longest = longest
        self._places: list[Place] = []

    def join(self, owner: str = "") -> "Place":
        """Raises BusyError where the line is too long already, or this owner has a quarter of it. Nobody in particular may."""
        if len(self._places) >= self._longest:
            raise BusyError("too many questions are waiting to be answered; try again in a minute")
        if owner and sum(place.owner == owner for place in self._places) >= max(self._at_once, self._longest // 4):
            raise BusyError("too many of your questions are waiting already; wait for their answers")
        place = Place(self, owner)
        self._places.append(place)
        return place

    def ahead_of(self, place: "Place") -> int:
        """How many must be answered before this one begins; 0 when it is its turn, which it then keeps."""
        ahead = max(0, self._order().index(place) - self._at_once + 1)
        place.begun = place.begun or ahead == 0
        return ahead

    def _order(self) -> list["Place"]:
        """Those being answered, then everybody's first, everybody's second, …; among these, first come, first served."""
        seen: Counter[str] = Counter()
        turns: list[tuple[int, int]] = []
        for number, place in enumerate(self._places):
            turns.append((-1 if place.begun else seen[place.owner], number))
            seen[place.owner] += 1
        return [self._places[number] for _, number in sorted(turns)]

    def leave(self, place: "Place") -> None:
        if place in self._places:
            self._places.remove(place)
            for waiting in self._places:
                waiting.moved.set()


class Place:
    """One question's place in the line. `moved` is set whenever somebody before it is done."""

    def __init__(self, line: Line, owner: str) -> None:
        self._line = line
        self.owner = owner
        self.begun = False
        self.moved = asyncio.Event()

    @property
    def ahead(self) -> int:
        return self._line.ahead_of(self)

    def leave(self) -> None:
        self._line.leave(self)
