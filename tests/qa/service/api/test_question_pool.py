"""The line of questions: bounded, fair, and told how far it is."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing

import pytest

from qa.service.api.errors import RefusedError
from qa.service.api.question_pool import QuestionPool, Waiting
from tests.support import run_async


class Questions:
    """Each is at work until it is told that it is answered; `told` is what each has heard of those before it."""

    def __init__(self, pool: QuestionPool) -> None:
        self._pool = pool
        self._answered: dict[str, threading.Event] = {}
        self.told: dict[str, list[int]] = {}
        self.done: dict[str, asyncio.Task[None]] = {}

    async def ask(self, name: str, owner: str = "") -> None:
        answered = self._answered[name] = threading.Event()
        self.told[name] = []

        def work() -> Iterator[Waiting | str]:
            answered.wait(300)
            yield name

        self.done[name] = asyncio.create_task(self._read(name, self._pool.stream(work, owner, Waiting)))
        await asyncio.sleep(0.01)

    async def answer(self, name: str) -> None:
        self._answered[name].set()
        await self.done[name]
        await asyncio.sleep(0.01)

    async def close(self) -> None:
        for name in self.done:
            self._answered[name].set()
        await asyncio.gather(*self.done.values(), return_exceptions=True)
        await self._pool.close()

    async def _read(self, name: str, items: AsyncGenerator[Waiting | str, None]) -> None:
        async with aclosing(items):
            async for item in items:
                if isinstance(item, Waiting):
                    self.told[name].append(item.ahead)


def scene(at_once: int, waiting: int, play: Callable[[Questions], Awaitable[None]]) -> None:
    async def run() -> None:
        questions = Questions(QuestionPool(at_once, waiting))
        try:
            await play(questions)
        finally:
            await questions.close()

    run_async(run())


def test_each_knows_how_many_are_before_it_and_moves_up_when_one_is_answered_or_leaves() -> None:
    async def play(questions: Questions) -> None:
        for name in "abcde":
            await questions.ask(name)
        # Two are answered at once: the third waits for one of them, the fourth for two.
        assert questions.told == {"a": [], "b": [], "c": [1], "d": [2], "e": [3]}
        await questions.answer("b")
        assert questions.told == {"a": [], "b": [], "c": [1], "d": [2, 1], "e": [3, 2]}
        questions.done["d"].cancel()
        await asyncio.sleep(0.01)
        assert questions.told["e"] == [3, 2, 1]

    scene(2, 10, play)


def test_nobody_waits_for_all_that_somebody_else_has_asked() -> None:
    async def play(questions: Questions) -> None:
        for number in range(10):
            await questions.ask(f"bob {number}", "bob")
        assert [questions.told[f"bob {number}"] for number in range(4)] == [[], [], [1], [2]]
        await questions.ask("ann 0", "ann")
        await questions.ask("ann 1", "ann")
        assert (questions.told["ann 0"], questions.told["ann 1"]) == ([1], [2])
        # Those at work stay; of the others, the third is behind Ann's first, the fourth behind her second.
        assert [questions.told[f"bob {number}"][-1] for number in (2, 3)] == [3, 4]
        await questions.answer("bob 0")
        assert (questions.told["bob 2"][-1], questions.told["ann 1"][-1]) == (1, 2)

    scene(2, 100, play)


def test_one_person_cannot_have_the_whole_line_but_a_machine_without_accounts_can() -> None:
    async def play(questions: Questions) -> None:
        await questions.ask("first", "bob")
        await questions.ask("second", "bob")
        with pytest.raises(RefusedError, match="of your questions") as refused:
            await questions.ask("third", "bob")
        assert (refused.value.status, refused.value.code) == (503, "overloaded")
        await questions.ask("ann's", "ann")
        for number in range(5):
            await questions.ask(f"anybody's {number}")

    scene(1, 8, play)
