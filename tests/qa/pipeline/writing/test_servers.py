"""What servers say they have, asked over real HTTP: it is bounded, and nobody's word is taken for more than a name."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from qa.pipeline.writing.servers import FoundServer, ListedModel, look_around, models_of
from qa.types.errors import ModelServerError
from tests.qa.pipeline.writing.scripted import serving

Answering = Callable[..., str]


class Listing(BaseHTTPRequestHandler):
    """Answers every GET alike, and notes what was asked and with which key."""

    def do_GET(self) -> None:
        server: Any = self.server
        server.asked.append((self.path, self.headers.get("Authorization")))
        self.send_response(server.status)
        for name, value in server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(server.body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def answering() -> Iterator[Callable[..., ThreadingHTTPServer]]:
    """`answering(body, status=…, headers=…)`: a server of loopback."""
    with ExitStack() as stack:

        def make(body: object, status: int = 200, headers: dict[str, str] | None = None) -> ThreadingHTTPServer:
            server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Listing)
            server.asked, server.status, server.headers = [], status, headers or {}
            server.body = body if isinstance(body, bytes) else json.dumps(body).encode()
            stack.enter_context(serving(server))
            return server

        yield make


def port_of(server: ThreadingHTTPServer) -> int:
    return int(server.server_address[1])


def address_of(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{port_of(server)}/v1"


def models(*names: str, **more: Any) -> dict[str, Any]:
    return {"object": "list", "data": [{"id": name, **more} for name in names]}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_servers_of_this_machine_are_found_at_their_ports_and_no_other_is_asked(answering: Callable[..., Any]) -> None:
    one, other, unasked = (answering(models(name)) for name in ("qwen3", "llama3.2", "gemma"))
    places = [("Ollama", port_of(one)), ("LM Studio", free_port()), ("vLLM", port_of(other))]
    assert look_around(places) == (
        FoundServer("Ollama", address_of(one), (ListedModel("qwen3"),)),
        FoundServer("vLLM", address_of(other), (ListedModel("llama3.2"),)),
    )
    assert one.asked == [("/v1/models", None)]
    assert unasked.asked == []


def test_what_answers_at_such_a_port_and_is_no_models_server_is_passed_over(answering: Callable[..., Any]) -> None:
    others = (
        b"<html>",
        {"detail": "Not Found"},
        [],
        {"data": "x"},
        {"data": [{"id": 7}, "x"]},
        models("citedqa", owned_by="citedqa"),
    )
    assert look_around([("llama.cpp", port_of(answering(body))) for body in others]) == ()


def test_a_port_that_says_nothing_keeps_nobody_waiting() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        done: list[object] = []
        looking = threading.Thread(target=lambda: done.append(look_around([("vLLM", silent.getsockname()[1])])))
        looking.start()
        looking.join(60)
        assert done == [()]


def test_names_come_sorted_with_what_the_server_says_they_read(answering: Callable[..., Any]) -> None:
    server = answering(
        {
            "data": [
                {"id": "zephyr", "max_model_len": 32768},
                {"id": "Apertus", "context_length": 8192},
                {"id": "odd", "max_model_len": "many"},
                {"id": "two words"},
                {"id": "line\nbreak"},
                {"id": "x" * 201},
            ]
        }
    )
    assert models_of(address_of(server)) == (ListedModel("Apertus", 8192), ListedModel("odd"), ListedModel("zephyr", 32768))


def test_a_key_goes_along_and_what_is_wrong_is_said_without_it(answering: Callable[..., Any]) -> None:
    refusing = answering(b"the key sk-secret is wrong", status=401)
    with pytest.raises(ModelServerError, match="refuses this key") as caught:
        models_of(address_of(refusing), "sk-secret")
    assert "sk-secret" not in str(caught.value)
    assert refusing.asked == [("/v1/models", "Bearer sk-secret")]
    with pytest.raises(ModelServerError, match="asks for a key"):
        models_of(address_of(refusing))


def test_no_redirect_takes_the_key_to_another_server(answering: Callable[..., Any]) -> None:
    elsewhere = answering(models("stolen"))
    moved = answering(b"", status=307, headers={"Location": f"{address_of(elsewhere)}/models"})
    with pytest.raises(ModelServerError, match="sends to another address"):
        models_of(address_of(moved), "sk-secret")
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        (b"not json", 200, "no list of models"),
        (b"[" * 100_000, 200, "no list of models"),
        (b'{"data": 1}', 200, "no list of models"),
        (b"", 404, "mostly ends in /v1"),
        (b'{"data": "' + b"x" * 3_000_000 + b'"}', 200, "over the limit"),
    ],
)
def test_what_is_no_list_is_said_in_a_sentence(answering: Callable[..., Any], body: bytes, status: int, why: str) -> None:
    with pytest.raises(ModelServerError, match=why) as caught:
        models_of(address_of(answering(body, status=status)))
    assert "\n" not in str(caught.value)
