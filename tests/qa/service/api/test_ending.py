"""The server ends soon after it is asked to, whatever it does."""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from qa.service.api.errors import RefusedError
from qa.service.api.question_pool import QuestionPool
from tests.qa.pipeline.writing.scripted import Reply, ScriptedServer, serving
from tests.support import run_async
from tests.ui.conftest import Serve, address_of
from tests.ui.conftest import serve as serve

CHINA = "How much of the world's emissions does China contribute?"


def test_who_waits_for_an_answer_is_told_that_the_server_ends() -> None:
    async def run() -> None:
        work = QuestionPool(at_once=1, waiting=5)
        go_on = threading.Event()

        def slow() -> Iterator[int]:
            yield 1
            go_on.wait(300)

        answers = work.stream(slow)
        assert await anext(answers) == 1
        in_line = work.stream(slow)
        work.stop()
        for stream in (answers, in_line):
            with pytest.raises(RefusedError) as refused:
                await anext(stream)
            assert (refused.value.status, refused.value.code) == (503, "shutting_down")
        with pytest.raises(RefusedError):
            work.stream(slow)
        go_on.set()
        await work.close()
        assert work.at_work == 0

    run_async(run())


def test_while_a_model_never_stops_a_signal_ends_the_stream_with_an_error_and_the_process(serve: Serve, own_dir: Path) -> None:
    """Ctrl-C does the same (tests/ui/test_serving.py)."""

    def script(reply: Reply) -> None:
        reply.begins()
        while not threading.Event().wait(0.05):
            reply.wfile.write(b": processing\n\n")

    model = ScriptedServer(script)
    with serving(model):
        started = serve(own_dir, QA_LLM="openai:scripted", QA_LLM_BASE_URL=model.base_url)
        url = address_of(started)
        body = {"question": CHINA, "stream": True}
        told = ""
        with httpx.stream("POST", f"{url}/api/v1/ask", json=body, timeout=60) as response:
            for line in response.iter_lines():
                told += line + "\n"
                if '"write"' in line:
                    started.send_signal(signal.SIGTERM)
        assert "event: error\n" in told
        assert "shutting_down" in told
        started.communicate(timeout=120)
