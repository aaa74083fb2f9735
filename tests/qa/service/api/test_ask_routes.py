"""Questions over HTTP: whole answers, answers as they are written, and what becomes of them when nobody listens."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from qa.pipeline import Pipeline
from qa.service.api.app import create_app
from qa.settings import Settings
from qa.types import Answer, Answered, Event, Piece, Question, Working
from tests.qa.service.api.conftest import served

WARHEADS = "How many warheads does North Korea have?"


def events(response: httpx.Response) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in response.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_an_answer_over_http_is_what_the_pipeline_answers(http: httpx.Client, pipeline: Pipeline) -> None:
    over_http = http.post("/api/v1/ask", json={"question": WARHEADS}).json()
    here = json.loads(json.dumps(pipeline.ask(WARHEADS).to_json()))
    assert "15-60" in over_http["text"]
    for key in here.keys() - {"timings_ms"}:
        assert over_http[key] == here[key], key


def test_a_stream_tells_what_is_done_then_the_pieces_then_the_answer(http: httpx.Client) -> None:
    with http.stream("POST", "/api/v1/ask", json={"question": WARHEADS, "stream": True}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        told = list(events(response))
    names = [name for name, _ in told]
    assert names[0] == "working"
    assert names[-1] == "answer"
    assert names.index("piece") < names.index("answer")
    assert "".join(value["text"] for name, value in told if name == "piece") == told[-1][1]["text"]


def test_passages_are_found_over_http_as_the_pipeline_finds_them(http: httpx.Client, pipeline: Pipeline) -> None:
    answer = http.post("/api/v1/search", json={"query": "nuclear warheads", "limit": 3})
    here = pipeline.search("nuclear warheads", 3)
    assert answer.json()["passages"] == [
        each.to_json() for each in here
    ]  # without keys that have nothing in them, as of `/ask`
    assert len(here) == 3
    refused = http.post("/api/v1/search", json={"query": "nuclear warheads", "limit": 51})
    assert (refused.status_code, "limit" in refused.json()["error"]["message"]) == (422, True)


def test_an_answer_is_had_as_csv_and_as_markdown_but_not_streamed_so(http: httpx.Client) -> None:
    ask = {"question": "How many documents mention warheads?"}
    table = http.post("/api/v1/ask", json={**ask, "format": "csv"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert "“warheads”" in table.text.splitlines()[1]
    assert http.post("/api/v1/ask", json={**ask, "format": "markdown"}).text.startswith(f"## {ask['question']}\n\n1 of 1")
    refused = http.post("/api/v1/ask", json={**ask, "format": "csv", "stream": True})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "question")


def test_a_follow_up_is_understood_from_the_history_and_can_be_asked_as_it_stands(http: httpx.Client) -> None:
    history = [
        {"role": "user", "text": "When could Biden and Xi meet?"},
        {"role": "assistant", "text": "As early as April 22. [1]"},
    ]
    ask = {"question": "Where?", "history": history}
    assert http.post("/api/v1/ask", json=ask).json()["standalone_question"] == "Where could Biden and Xi meet?"
    assert http.post("/api/v1/ask", json={**ask, "literal": True}).json()["standalone_question"] == "Where?"


def test_a_message_names_what_the_api_has_not_a_command_of_the_terminal(http: httpx.Client) -> None:
    for address in ("/api/v1/documents/nothing", "/api/v1/conversations/nothing"):
        message = http.get(address).json()["error"]["message"]
        assert f"; `GET {address.removesuffix('/nothing')}` shows ids" in message
    unknown = http.post("/api/v1/ask", json={"question": WARHEADS, "collections": ["nothing"]}).json()["error"]["message"]
    assert unknown.endswith("; `GET /api/v1/collections` shows all")


def test_a_question_can_be_kept_to_documents_and_dates(http: httpx.Client) -> None:
    missing = http.post("/api/v1/ask", json={"question": WARHEADS, "documents": ["nothing"]})
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "not_found")
    # The corpus article has no date in its text file, so it is outside every dated scope.
    dated = http.post("/api/v1/ask", json={"question": WARHEADS, "since": "2021-01-01"}).json()
    assert dated["status"] == "abstained"


def test_what_is_wrong_with_a_request_is_one_sentence_in_one_shape(http: httpx.Client) -> None:
    for body, status, code, says in (
        (b"{", 400, "bad_json", "JSON"),
        ('{"question": "Où?"}'.encode("latin-1"), 400, "bad_json", "no JSON in UTF-8"),
        (b"{}", 422, "bad_request", "body.question"),
        (b'{"question": "  "}', 422, "question", "empty"),
        (b'{"question": "Who?", "stram": true}', 422, "bad_request", "body: 'stram' isn't known here; write 'stream'"),
        (json.dumps({"question": "x" * 2001}).encode(), 422, "bad_request", "has 2001 characters, 2000 are allowed"),
        (b'{"question": ""}', 422, "bad_request", "body.question is empty"),
        (b'{"question": "Who?", "documents": "a"}', 422, "bad_request", "body.documents must be a list"),
        (b'{"question": "Who?", "history": [["user", "Hi"]]}', 422, "bad_request", '{"role": "user", "text": '),
        (b"[]", 422, "bad_request", "body must be an object"),
        (b'{"question": "\\ud800"}', 422, "bad_request", "surrogate"),
        (b'{"question": "Who?", "since": "yesterday"}', 422, "bad_request", "body.since"),
        (b'{"question": "Who?", "since": 0}', 422, "bad_request", "body.since"),
        (b'{"question": "Who?", "until": "86400"}', 422, "bad_request", "body.until"),
        (b'{"question": "Who?", "since": "2021-02-01", "until": "2021-01-01"}', 422, "question", "before it begins"),
    ):
        response = http.post("/api/v1/ask", content=body, headers={"content-type": "application/json"})
        assert (response.status_code, set(response.json())) == (status, {"error"}), body
        assert response.json()["error"]["code"] == code
        assert says in response.json()["error"]["message"]
        assert "\n" not in response.json()["error"]["message"]


def test_a_body_that_does_not_come_as_json_is_told_how_to_come(http: httpx.Client) -> None:
    for kind in ("application/x-www-form-urlencoded", "text/plain"):
        response = http.post("/api/v1/ask", content=b'{"question": "Who?"}', headers={"content-type": kind})
        assert (response.status_code, response.json()["error"]["code"]) == (415, "unsupported_media_type")
        assert "content-type application/json" in response.json()["error"]["message"]


def test_a_parameter_that_an_address_does_not_take_is_refused_and_the_nearest_named(http: httpx.Client) -> None:
    paths = http.get("/api/v1/openapi.json").json()["paths"]
    listed = [path for path, operations in paths.items() if path.startswith("/api/v1/") and "get" in operations]
    assert len(listed) > 12
    for path in (*listed, "/api/v1/openapi.json"):
        refused = http.get(path, params={"bogus": "x"})
        assert (path, refused.status_code, refused.json()["error"]["code"]) == (path, 422, "bad_request")
        assert "'bogus'" in refused.json()["error"]["message"]
    for path, wrong, right in (("statements", "collections", "collection"), ("documents", "limt", "limit")):
        message = http.get(f"/api/v1/{path}", params={wrong: "1"}).json()["error"]["message"]
        assert (f"'{wrong}'" in message, f"write '{right}'" in message) == (True, True)
    assert http.post("/api/v1/documents/text", params={"collections": "a"}, json={"text": "It."}).status_code == 422


def test_a_method_that_an_address_does_not_take_is_told_with_those_that_it_takes(http: httpx.Client) -> None:
    for method, path, allowed in (
        ("GET", "/api/v1/ask", "POST"),
        ("DELETE", "/api/v1/documents", "GET"),
        ("PUT", "/api/v1/collections", "GET, POST"),
        ("GET", "/v1/chat/completions", "POST"),
        ("OPTIONS", "/v1/models", "GET"),
        ("TRACE", "/ready", "GET"),
        ("PUT", "/metrics", "GET"),
        ("HEAD", "/api/v1/ask", "POST"),
    ):
        response = http.request(method, path)
        assert (response.status_code, response.headers["allow"]) == (405, allowed)
        assert method == "HEAD" or response.json()["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics", "/api/v1/documents", "/v1/models", "/api/v1/openapi.json"])
def test_head_is_answered_as_get_without_a_body(http: httpx.Client, path: str) -> None:
    heads = http.head(path)
    assert (heads.status_code, heads.content) == (200, b"")
    assert heads.headers["content-type"] == http.get(path).headers["content-type"]
    assert http.head("/api/v1/nothing").status_code == 404


def test_an_address_that_is_not_there_is_told_in_the_same_shape(http: httpx.Client) -> None:
    for path in ("/api/v1/nothing", "/v1/nothing", "/api/v2/ask"):
        response = http.get(path)
        assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


class Endless(Pipeline):
    """Never comes to an end by itself."""

    def __init__(self, like: Pipeline, settings: Settings) -> None:
        super().__init__(like.stores, like.embedder, settings)
        self.closed = threading.Event()

    def stream(self, question: Question | str) -> Iterator[Event]:
        try:
            while not self.closed.wait(0.001):
                yield Working("write")
        finally:
            self.closed.set()


def test_the_work_stops_when_the_client_goes_away(served_pipeline: Pipeline) -> None:
    settings = Settings(data_dir=served_pipeline.stores.library.path.parent)
    for stream in (True, False):
        endless = Endless(served_pipeline, settings)
        with served(create_app(endless, settings)) as url, httpx.Client(base_url=url, timeout=None) as http:
            if stream:
                with http.stream("POST", "/api/v1/ask", json={"question": "Who?", "stream": True}) as response:
                    assert next(events(response)) == ("working", {"stage": "write"})
            else:
                with pytest.raises(httpx.ReadTimeout):
                    http.post("/api/v1/ask", json={"question": "Who?"}, timeout=0.3)
            assert endless.closed.wait(60)


class Patient(Pipeline):
    """Goes on only when its first words have been read."""

    def __init__(self, like: Pipeline, settings: Settings) -> None:
        super().__init__(like.stores, like.embedder, settings)
        self.may_go_on = threading.Event()

    def stream(self, question: Question | str) -> Iterator[Event]:
        yield Piece("It ")
        if not self.may_go_on.wait(300):
            raise TimeoutError
        yield Piece("rained.")
        yield Answered(Answer("How was it?", "How was it?", "answered", "model", "It rained."))


def test_the_first_words_reach_the_client_before_the_answer_is_finished(served_pipeline: Pipeline) -> None:
    settings = Settings(data_dir=served_pipeline.stores.library.path.parent)
    ask = {"question": "How was it?", "stream": True}
    chat = {"model": "citedqa", "messages": [{"role": "user", "content": "How was it?"}], "stream": True}
    for path, body in (("/api/v1/ask", ask), ("/v1/chat/completions", chat)):
        patient = Patient(served_pipeline, settings)
        with (
            served(create_app(patient, settings)) as url,
            httpx.stream("POST", url + path, json=body, timeout=60) as response,
        ):
            lines = response.iter_lines()
            assert any('"It "' in line for line in lines)
            patient.may_go_on.set()
            assert any('"rained."' in line for line in lines)


class Broken(Pipeline):
    """Fails in the middle, in a way nobody foresaw."""

    def stream(self, question: Question | str) -> Iterator[Event]:
        yield Working("retrieve")
        raise RuntimeError("the secret of the harbour")


def test_a_failure_nobody_foresaw_is_told_without_its_insides(served_pipeline: Pipeline) -> None:
    settings = Settings(data_dir=served_pipeline.stores.library.path.parent)
    broken = Broken(served_pipeline.stores, served_pipeline.embedder, settings)
    with served(create_app(broken, settings)) as url, httpx.Client(base_url=url, timeout=60) as http:
        whole = http.post("/api/v1/ask", json={"question": "Who?"})
        streamed = http.post("/api/v1/ask", json={"question": "Who?", "stream": True})
    assert (whole.status_code, whole.json()["error"]["code"]) == (500, "internal")
    told = list(events(streamed))
    assert [name for name, _ in told] == ["working", "error"]
    assert told[-1][1] == whole.json()
    assert "secret" not in whole.text + streamed.text


@pytest.mark.parametrize("limit", ["documents", "collections", "sources"])
def test_a_question_of_nothing_is_refused_rather_than_asked_of_everything(http: httpx.Client, limit: str) -> None:
    talk = http.post("/api/v1/conversations", json={}).json()["id"]
    for path, asked in (("ask", "question"), ("search", "query"), (f"conversations/{talk}/ask", "question")):
        refused = http.post(f"/api/v1/{path}", json={asked: WARHEADS, limit: []})
        assert (refused.status_code, refused.json()["error"]["code"]) == (422, "bad_request")
        assert f"'{limit}' is an empty list, so nothing would be asked; leave it out" in refused.json()["error"]["message"]


def test_a_source_that_nothing_is_from_is_told_as_a_collection_that_is_not_there(http: httpx.Client) -> None:
    talk = http.post("/api/v1/conversations", json={}).json()["id"]
    for path, asked in (("ask", "question"), ("search", "query"), (f"conversations/{talk}/ask", "question")):
        missing = http.post(f"/api/v1/{path}", json={asked: WARHEADS, "sources": ["nope.com"]})
        assert (missing.status_code, missing.json()["error"]["code"]) == (404, "not_found")
        assert missing.json()["error"]["message"] == "no document is from 'nope.com'; `GET /api/v1/documents` shows sources"
