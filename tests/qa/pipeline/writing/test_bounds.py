"""A language model's server that never ends, or sends what nobody asked for, costs a bounded time."""

import gzip
import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import Any

import pytest

from qa.types.deadline import Stopping, stopped_by
from qa.types.errors import DeadlineError
from tests.qa.pipeline.writing.scripted import Reply
from tests.qa.pipeline.writing.test_failures import ask, is_extractive

A_WHILE = 0.02


def without_end(write: Callable[[Reply], None]) -> Callable[[Reply], None]:
    """What a reply does until it is hung up on."""

    def script(reply: Reply) -> None:
        reply.begins()
        while not threading.Event().wait(A_WHILE):
            write(reply)

    return script


def comment(reply: Reply) -> None:
    reply.wfile.write(b": processing\n\n")
    reply.wfile.flush()


def test_comments_are_no_sign_of_life(scripted: Callable[..., Any]) -> None:
    pipeline, server = scripted(without_end(comment), llm_timeout=0.5)
    answer = ask(pipeline)
    assert is_extractive(answer)
    assert answer.notice == "openai:scripted was silent for 0.5 seconds; this is the extractive answer."
    assert server.hung_up.wait(60)


def test_text_without_end_is_cut_at_what_so_many_tokens_can_be(scripted: Callable[..., Any]) -> None:
    pipeline, server = scripted(without_end(lambda reply: reply.piece("China contributes 30%. " * 20)), llm_max_tokens=16)
    answer = ask(pipeline)
    assert server.hung_up.wait(60)
    assert "reached its limit of 16 tokens" in (answer.notice or "")
    assert len(answer.text) < 2000


def test_a_model_that_writes_a_letter_now_and_then_is_ended_at_its_deadline(scripted: Callable[..., Any]) -> None:
    pipeline, server = scripted(without_end(lambda reply: reply.piece("a")), answer_timeout=4, llm_timeout=60)
    answer = ask(pipeline)
    assert is_extractive(answer)
    assert "took too long (setting QA_ANSWER_TIMEOUT)" in (answer.notice or "")
    assert server.hung_up.wait(60)


def test_a_silent_model_is_ended_at_the_deadline_too(scripted: Callable[..., Any]) -> None:
    done = threading.Event()
    pipeline, _ = scripted(lambda reply: (reply.begins(), done.wait(60)), answer_timeout=4, llm_timeout=60)
    answer = ask(pipeline)
    done.set()
    assert is_extractive(answer)
    assert "took too long (setting QA_ANSWER_TIMEOUT)" in (answer.notice or "")


def test_when_nobody_waits_any_more_the_connection_to_a_silent_model_is_cut(scripted: Callable[..., Any]) -> None:
    asked, done = threading.Event(), threading.Event()
    pipeline, _ = scripted(lambda reply: (reply.begins(), asked.set(), done.wait(60)), llm_timeout=60)
    stopping = Stopping()

    def work() -> None:
        stopped_by(stopping)
        with pytest.raises(DeadlineError, match="given up"):
            ask(pipeline)

    thread = threading.Thread(target=copy_context().run, args=[work])
    thread.start()
    assert asked.wait(60)
    stopping.set()
    thread.join(60)
    assert not thread.is_alive()
    done.set()


def test_a_compressed_reply_is_not_unpacked(scripted: Callable[..., Any]) -> None:
    def script(reply: Reply) -> None:
        assert reply.headers["Accept-Encoding"] == "identity"
        body = gzip.compress(b"data: " + b" " * 10_000_000 + b"\n\n")
        reply.send_response(200)
        reply.send_header("Content-Type", "text/event-stream")
        reply.send_header("Content-Encoding", "gzip")
        reply.send_header("Content-Length", str(len(body)))
        reply.end_headers()
        reply.wfile.write(body)

    answer = ask(scripted(script)[0])
    assert is_extractive(answer)
    assert "sent a compressed reply" in (answer.notice or "")


def test_passages_do_not_follow_a_redirect_to_another_server(scripted: Callable[..., Any]) -> None:
    _, other = scripted(lambda reply: reply.says("Mine now."))

    def script(reply: Reply) -> None:
        reply.send_response(307)
        reply.send_header("Location", f"{other.base_url}/chat/completions")
        reply.send_header("Content-Length", "0")
        reply.end_headers()

    answer = ask(scripted(script)[0])
    assert is_extractive(answer)
    assert "sends to another address" in (answer.notice or "")
    assert other.asked == []
