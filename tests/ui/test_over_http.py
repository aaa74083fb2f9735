"""The app's own requests, as its page sends them, without a browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from qa.embedding import Embedder
from qa.settings import Settings
from tests.support import open_pipeline
from tests.ui.conftest import served

PASSWORD = "open:sesame:9"
CONVERSATION = "00c0ffee00c0ffee"


@pytest.fixture
def people(own_dir: Path, embedder: Embedder) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Ann and Bob, each logged in, on a server that takes 12 requests of each a minute."""
    settings = Settings(data_dir=own_dir, auth=f"ann:{PASSWORD}", requests_per_minute=12)
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings) as url:
        pipeline.stores.library.accounts.add("bob", PASSWORD)
        with httpx.Client(base_url=url, timeout=60) as ann, httpx.Client(base_url=url, timeout=60) as bob:
            for http, name in ((ann, "ann"), (bob, "bob")):
                assert http.post("/login", data={"name": name, "password": PASSWORD}).status_code == 303
            yield ann, bob


def send(http: httpx.Client, session: str, name: str, **sent: str) -> httpx.Response:
    """An event of the question box."""
    (number,) = [each["id"] for each in http.get("/config").json()["dependencies"] if each["api_name"] == name]
    body = {"data": [None], "event_data": sent, "fn_index": number, "session_hash": session}
    return http.post("/gradio_api/queue/join", json=body)


def ask(http: httpx.Client, session: str, question: str = "What did Porter say?", conversation: str = "") -> httpx.Response:
    return send(http, session, "ask", question=question, conversation=conversation)


def told(http: httpx.Client, session: str) -> list[Any]:
    events = []
    with http.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            if line.startswith("data:"):
                events.append(json.loads(line.removeprefix("data:")))
                if events[-1]["msg"] == "process_completed":
                    break
    return events


def test_a_page_that_takes_as_long_as_a_question_counts_against_the_rate(people: tuple[httpx.Client, httpx.Client]) -> None:
    ann, bob = people
    for page in ("/people/Porter", "/library/overview", "/library/document/none") * 4:
        assert ann.get(page).status_code in (200, 404)
    assert {ann.get(page).status_code for page in ("/people/Porter", "/library/overview", "/library/document/none")} == {429}
    assert ann.get("/library/shelf").status_code == bob.get("/people/Porter").status_code == 200


def test_the_description_is_the_apis_where_clients_look_for_one(people: tuple[httpx.Client, httpx.Client]) -> None:
    described = people[0].get("/openapi.json", follow_redirects=True)
    assert (described.url.path, described.json()["info"]["title"]) == ("/api/v1/openapi.json", "CitedQA")


def test_a_question_is_answered_for_whoever_opened_the_page_and_counts_against_their_rate(
    people: tuple[httpx.Client, httpx.Client],
) -> None:
    ann, bob = people
    assert 'id="masthead"' in ann.get("/", headers={"accept": "text/html"}).text or "gradio" in ann.get("/").text
    assert ask(ann, "anns").status_code == 200
    last = told(ann, "anns")[-1]
    assert last["success"]
    assert "Porter" in json.dumps(last["output"])
    assert ask(bob, "anns").status_code == 403
    with bob.stream("GET", "/gradio_api/queue/data", params={"session_hash": "anns"}) as refused:
        assert refused.status_code == 403
    assert bob.post("/gradio_api/upload", files=[("files", ("a.html", b"<b>"))]).status_code == 404
    assert ask(bob, "bobs").status_code == 200
    # A question more every five seconds is allowed again: however slow the machine is, it asks faster than that.
    assert any(ask(bob, f"bobs{number}").status_code == 429 for number in range(100))
    assert ask(ann, "anns").status_code == 200


def test_a_question_goes_on_in_its_own_conversation_though_the_page_was_shown_an_empty_one_meanwhile(
    people: tuple[httpx.Client, httpx.Client],
) -> None:
    ann, _bob = people
    ask(ann, "one", conversation=CONVERSATION)
    told(ann, "one")
    send(ann, "other", "show_another", conversation="")  # shown too late: the page wants the conversation above by now
    told(ann, "other")
    ask(ann, "other", "And about the bill?", conversation=CONVERSATION)
    told(ann, "other")
    (kept,) = ann.get("/api/v1/conversations").json()["conversations"]
    assert (kept["id"], kept["exchanges"]) == (CONVERSATION, 2)
