"""The line of questions: a few are answered at a time, and whoever waits knows how many are before them."""

import asyncio

from qa.types.errors import BusyError


class Line:
    """First come, first served, on one event loop. Waiting takes no thread."""

    def __init__(self, at_once: int, longest: int) -> None:
        self._at_once = at_once
        self._longest = longest
        self._places: list[Place] = []

    def join(self) -> "Place":
        """Raises BusyError where the line is too long already."""
        if len(self._places) >= self._longest:
            raise BusyError("too many questions are waiting to be answered; try again in a minute")
        place = Place(self)
        self._places.append(place)
        return place

    def ahead_of(self, place: "Place") -> int:
        """How many must be answered before this one begins; 0 when it is its turn."""
        return max(0, self._places.index(place) - self._at_once + 1)

    def leave(self, place: "Place") -> None:
        if place in self._places:
            self._places.remove(place)
            for waiting in self._places:
                waiting.moved.set()


class Place:
    """One question's place in the line. `moved` is set whenever somebody before it is done."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.moved = asyncio.Event()

    @property
    def ahead(self) -> int:
        return self._line.ahead_of(self)

    def leave(self) -> None:
        self._line.leave(self)
