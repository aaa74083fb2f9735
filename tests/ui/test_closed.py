"""What the server sends beside the app, without a browser: what is closed, whose a page is, and which headers go out."""

import json
from typing import Any

import pytest

from qa.store.sql.users import User
from tests.support import run_async
from ui.security import Closed, SecurityHeaders

ANN, BOB = User("ann", admin=True), User("bob", admin=False)


async def inner(scope: Any, receive: Any, send: Any) -> None:
    body = (await receive())["body"] if scope["method"] == "POST" else b""
    kind = b"text/html" if scope["path"] in ("/", "/source/x") else b"application/json"
    headers = [(b"content-type", kind), (b"access-control-allow-origin", b"http://127.0.0.1:1")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body or b"<script>let ours;</script>"})


def call(app: Any, path: str, user: User = ANN, body: Any = None, scheme: str = "http") -> tuple[int, dict[str, str], bytes]:
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": "GET" if body is None else "POST",
        "path": path,
        "query_string": query.encode(),
        "headers": [],
        "scheme": scheme,
        "state": {"user": user},
    }
    sending = body if isinstance(body, bytes) else json.dumps(body).encode()
    halves = [sending[:9], sending[9:]]
    coming = [{"type": "http.request", "body": half, "more_body": number == 0} for number, half in enumerate(halves)]
    sent: list[Any] = []

    async def receive() -> Any:
        return coming.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    run_async(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/upload/",
        "/gradio_api/upload_progress",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=http://127.0.0.1/",
        "/gradio_api/component_server",
        "/gradio_api/stream/1",
        "/gradio_api/run/ask",
        "/gradio_api/call/ask",
        "/gradio_api/process_recording",
        "/gradio_api/vibe-code",
        "/gradio_api/what/comes/next",
        "/monitoring/summary",
        "/logout",
    ],
)
def test_what_the_app_does_not_use_of_gradio_is_closed(path: str) -> None:
    assert call(Closed(inner), path)[0] == 404


def test_what_the_app_uses_stays_open_and_a_log_out_too() -> None:
    closed = Closed(inner)
    for path in (
        "/",
        "/config",
        "/gradio_api/info",
        "/gradio_api/startup-events",
        "/gradio_api/app_id",
        "/theme.css",
        "/assets/index.js",
        "/source/x",
    ):
        assert call(closed, path)[0] == 200
    assert call(closed, "/logout", body={})[0] == 200


def test_a_page_belongs_to_whoever_used_it_first() -> None:
    closed = Closed(inner)
    asked = {"session_hash": "s1", "data": [None], "text": "x" * 100}
    status, _, body = call(closed, "/gradio_api/queue/join", ANN, asked)
    assert (status, json.loads(body)) == (200, asked)  # handed on whole
    assert call(closed, "/gradio_api/queue/data?session_hash=s1", ANN)[0] == 200
    assert call(closed, "/gradio_api/queue/join", BOB, asked)[0] == 403
    assert call(closed, "/gradio_api/queue/data?session_hash=s1", BOB)[0] == 403
    assert call(closed, "/gradio_api/cancel", BOB, {"session_hash": "s1", "event_id": "e"})[0] == 403
    assert call(closed, "/gradio_api/queue/data?session_hash=s2", BOB)[0] == 200
    for wrong in ({}, {"session_hash": 5}, {"session_hash": "x" * 200}, []):
        assert call(closed, "/gradio_api/queue/join", ANN, wrong)[0] == 422


def test_an_event_that_is_nested_too_deep_is_refused_like_any_that_is_none() -> None:
    nested = json.dumps([0]).replace("0", "[" * 50_000 + "]" * 50_000).encode()
    assert call(Closed(inner), "/gradio_api/queue/join", ANN, nested)[0] == 422


def test_only_the_apps_own_page_may_run_inline_scripts() -> None:
    app = SecurityHeaders(inner)
    assert "'sha256-" in call(app, "/")[1]["content-security-policy"]
    policy = call(app, "/source/x")[1]["content-security-policy"]
    assert "script-src 'self';" in policy  # neither by hash, whatever stands in it, nor evaluated


def test_no_other_origin_may_read_and_behind_tls_browsers_keep_to_it() -> None:
    app = SecurityHeaders(inner)
    headers = call(app, "/config")[1]
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "strict-transport-security" not in headers
    assert call(app, "/config", scheme="https")[1]["strict-transport-security"] == "max-age=31536000"
