"""The line of questions."""

import pytest

from qa.types.errors import BusyError
from tests.support import run_async
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

    run_async(scene())


def test_a_line_that_is_too_long_is_a_clear_no() -> None:
    async def scene() -> None:
        line = Line(at_once=1, longest=2)
        line.join()
        line.join()
        with pytest.raises(BusyError, match="try again in a minute"):
            line.join()

    run_async(scene())


def test_nobody_waits_for_all_that_somebody_else_has_asked() -> None:
    async def scene() -> None:
        line = Line(at_once=2, longest=100)
        bobs = [line.join("bob") for _ in range(10)]
        assert [place.ahead for place in bobs[:4]] == [0, 0, 1, 2]
        ann, second = line.join("ann"), line.join("ann")
        assert (ann.ahead, second.ahead) == (1, 2)
        assert [place.ahead for place in bobs[:4]] == [0, 0, 3, 4]  # those at work stay, the others are third and fourth
        bobs[0].leave()
        assert (ann.ahead, bobs[2].ahead, second.ahead) == (0, 1, 2)

    run_async(scene())


def test_one_person_cannot_have_the_whole_line_but_a_machine_without_accounts_can() -> None:
    async def scene() -> None:
        line = Line(at_once=1, longest=8)
        line.join("bob")
        line.join("bob")
        with pytest.raises(BusyError, match="of your questions"):
            line.join("bob")
        line.join("ann")
        for _ in range(5):
            line.join()

    run_async(scene())
