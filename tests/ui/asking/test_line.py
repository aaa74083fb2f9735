"""The line of questions."""

import asyncio

import pytest

from qa.types.errors import BusyError
from ui.asking import Line


def test_each_knows_how_many_are_before_it_and_moves_up_when_one_leaves() -> None:
    async def scene() -> None:
        line = Line(at_once=2, longest=10)
        first, second, third, fourth = (line.join() for _ in range(4))
        # Two are answered at once: the third waits for one of them, the fourth for two.
        assert [place.ahead for place in (first, second, third, fourth)] == [0, 0, 1, 2]
        second.leave()
        assert fourth.moved.is_set()
        assert [place.ahead for place in (first, third, fourth)] == [0, 0, 1]
        second.leave()  # twice is once
        assert fourth.ahead == 1

    asyncio.run(scene())


def test_a_line_that_is_too_long_is_a_clear_no() -> None:
    async def scene() -> None:
        line = Line(at_once=1, longest=2)
        line.join()
        line.join()
        with pytest.raises(BusyError, match="try again in a minute"):
            line.join()

    asyncio.run(scene())
