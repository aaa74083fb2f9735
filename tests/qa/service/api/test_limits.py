"""Too large, too often, too many at once: each told clearly, none lost."""

import asyncio
import gc
import resource
import threading
from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from qa.pipeline import Pipeline
from qa.service.api.app import create_app
from qa.service.api.errors import RefusedError
from qa.service.api.question_pool import QuestionPool
from qa.settings import Settings
from qa.types import Event, Question
from tests import patient
from tests.qa.service.api.conftest import MANY, served
from tests.qa.service.api.test_ask_routes import WARHEADS
from tests.support import run_async


def test_a_request_that_is_too_large_is_refused_before_and_while_it_is_read(served_pipeline: Pipeline) -> None:
    settings = Settings(data_dir=served_pipeline.stores.library.path.parent, max_file_mb=1)
    with served(create_app(served_pipeline, settings)) as url, httpx.Client(base_url=url, timeout=60) as http:
        large = b" " * 2_100_000  # a file of 1 MB and 1 MB for the form around it are allowed

        def in_chunks() -> Iterator[bytes]:
            yield from (large[at : at + 65_536] for at in range(0, len(large), 65_536))

        for body in (large, in_chunks()):
            told = http.post("/api/v1/ask", content=body, headers={"content-type": "application/json"})
            assert (told.status_code, told.json()["error"]["code"]) == (413, "too_large")
            assert "at most 2 MB" in told.json()["error"]["message"]
        upload = http.post("/api/v1/documents/files", files=[("files", ("a.txt", large))])
        assert (upload.status_code, upload.json()["error"]["code"]) == (413, "too_large")
        assert http.post("/mcp", content=in_chunks(), headers={"content-type": "application/json"}).status_code == 413


def test_more_requests_a_minute_than_allowed_are_told_when_to_come_again(served_pipeline: Pipeline) -> None:
    settings = Settings(data_dir=served_pipeline.stores.library.path.parent, requests_per_minute=1)
    with served(create_app(served_pipeline, settings)) as url, httpx.Client(base_url=url, timeout=60) as http:
        assert http.get("/v1/models").status_code == 200
        told = http.get("/api/v1/documents")
        assert (told.status_code, told.json()["error"]["code"]) == (429, "too_many_requests")
        assert 1 <= int(told.headers["retry-after"]) <= 60
        assert http.get("/health").status_code == 200


def test_two_hundred_at_once_are_all_answered_or_told_to_come_again_and_none_is_lost(served_pipeline: Pipeline) -> None:
    settings = Settings(
        data_dir=served_pipeline.stores.library.path.parent, requests_per_minute=MANY, questions_at_once=2, questions_waiting=8
    )
    most = 0

    class Counted(Pipeline):
        """The real one; it notes how many it works on at a time."""

        inside = 0
        lock = threading.Lock()

        def stream(self, question: Question | str) -> Iterator[Event]:
            events = super().stream(question)

            def counted() -> Iterator[Event]:
                nonlocal most
                with self.lock:
                    self.inside += 1
                    most = max(most, self.inside)
                try:
                    yield from events
                finally:
                    with self.lock:
                        self.inside -= 1

            return counted()

    async def ask_all(url: str) -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as http:
            return await asyncio.gather(*(http.post("/api/v1/ask", json={"question": WARHEADS}) for _ in range(200)))

    pipeline = Counted(served_pipeline.stores, served_pipeline.embedder, settings)
    app = create_app(pipeline, settings)
    with served(app) as url:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        responses = run_async(ask_all(url))
        grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown_kb < 300_000  # two at work and a line of eight: what 200 at once would take is several times that
        statuses = Counter(response.status_code for response in responses)
        assert set(statuses) == {200, 503}
        assert statuses.total() == 200
        # 2 at work and 8 in line; more as places come free while the others arrive.
        assert statuses[200] >= 10
        assert most <= 2
        for response in responses:
            if response.status_code == 200:
                assert "15-60" in response.json()["text"]
            else:
                assert (response.json()["error"]["code"], int(response.headers["retry-after"])) == ("overloaded", 2)
        work = app.state.server.work
        assert (work.at_work, work.waiting) == (0, 0)
        assert patient.post(f"{url}/api/v1/ask", json={"question": WARHEADS}).status_code == 200


def test_a_place_is_given_back_when_the_work_has_ended_not_before() -> None:
    async def run() -> None:
        work = QuestionPool(at_once=1, waiting=1)
        begun, go_on = threading.Event(), threading.Event()

        def slow() -> Iterator[int]:
            begun.set()
            go_on.wait(300)
            yield 1
            yield 2

        first = work.stream(slow)
        reading = asyncio.ensure_future(anext(first))
        await asyncio.to_thread(begun.wait, 300)
        never_begun = []
        second = work.stream(lambda: iter(never_begun.append(1) or [1]))
        assert (work.at_work, work.waiting) == (1, 1)
        with pytest.raises(RefusedError) as refused:
            work.stream(slow)
        assert (refused.value.status, refused.value.retry_after) == (503, 2)
        # Whoever leaves the line makes room; whoever leaves while being served doesn't, until the thread is free.
        waiting = asyncio.ensure_future(anext(second))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.sleep(0)
        assert (work.at_work, work.waiting, never_begun) == (1, 0, [])
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        assert work.at_work == 1
        go_on.set()
        assert await work.run(lambda: 3) == 3
        assert work.at_work <= 1
        await work.close()
        await asyncio.sleep(0)
        assert work.at_work == 0

    run_async(run())
    gc.collect()
