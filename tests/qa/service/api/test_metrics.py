"""What the service tells of itself, and what it doesn't."""

import io
import json
import logging
import re
import threading
from collections.abc import Callable, Iterator
from time import monotonic
from typing import TypeVar

import httpx
import pytest

from qa.pipeline import Pipeline
from qa.service.api.app import create_app
from qa.service.api.metrics import JsonLines, Tracing
from qa.settings import Settings
from qa.types.errors import SettingsError
from tests import patient
from tests.qa.service.api.conftest import Locked, bearer, served
from tests.qa.service.api.test_ask_routes import WARHEADS
from tests.support import ROOT

Seen = TypeVar("Seen")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What QA_LOG_FORMAT=json writes, at the most talkative level of our own code."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("qa")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield written
    logger.removeHandler(handler)
    logger.setLevel(level)


def figures(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in re.findall(r"^(citedqa\S*(?:\{[^}]*\})?) (\S+)$", text, re.MULTILINE)}


def settled(read: Callable[[], Seen], done: Callable[[Seen], bool]) -> Seen:
    """What is read once it is `done`, or after a minute: a client has all of a response before the server has noted it."""
    until = monotonic() + 60
    while not done(seen := read()) and monotonic() < until:
        threading.Event().wait(0.001)
    return seen


def test_a_request_keeps_the_id_it_came_with_or_gets_one(http: httpx.Client) -> None:
    assert http.get("/health", headers={"x-request-id": "desk-7"}).headers["x-request-id"] == "desk-7"
    for strange in ("x" * 65, "a b", 'a"b'):
        assert re.fullmatch("[0-9a-f]{32}", http.get("/health", headers={"x-request-id": strange}).headers["x-request-id"])


def test_every_request_is_a_line_without_question_or_document_text(locked: Locked, log: io.StringIO) -> None:
    with httpx.Client(base_url=locked.url, headers=bearer(locked.bob), timeout=60) as http:
        answer = http.post("/api/v1/ask", json={"question": WARHEADS}, headers={"x-request-id": "desk-8"}).json()
        http.get(f"/api/v1/documents/{answer['citations'][0]['document_id']}")
        http.get("/api/v1/statements", params={"speaker": "Porter"})
    lines = settled(
        lambda: [json.loads(line) for line in log.getvalue().splitlines()],
        lambda lines: sum(line["message"] == "request" for line in lines) == 3,
    )
    first = next(line for line in lines if line["request_id"] == "desk-8" and line["message"] == "request")
    assert (first["method"], first["route"], first["status"], first["user"]) == ("POST", "/api/v1/ask", 200, "bob")
    assert {line.get("route") for line in lines} >= {"/api/v1/documents/{document_id}", "/api/v1/statements"}
    for secret in ("warhead", "Porter", answer["citations"][0]["document_id"], locked.bob):
        assert secret not in log.getvalue()


def test_what_nobody_foresaw_is_in_the_log_with_its_traceback_and_the_requests_id(
    served_pipeline: Pipeline, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=served_pipeline.stores.library.path.parent)
    app = create_app(served_pipeline, settings)

    @app.get("/api/broken", include_in_schema=False)
    def broken() -> None:
        raise RuntimeError("nobody foresaw this")

    app.router.routes.insert(0, app.router.routes.pop())
    with served(app) as url:
        response = patient.get(f"{url}/api/broken", headers={"x-request-id": "desk-9"})
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal")
    assert response.headers["x-request-id"] == "desk-9"
    line = next(json.loads(line) for line in log.getvalue().splitlines() if "nobody foresaw" in line)
    assert (line["request_id"], line["level"]) == ("desk-9", "error")
    assert "Traceback" in line["exception"]


def test_metrics_count_requests_answers_and_the_time_of_each_stage(locked: Locked) -> None:
    with httpx.Client(base_url=locked.url, headers=bearer(locked.bob), timeout=60) as http:
        before = figures(http.get("/metrics").text)
        http.post("/api/v1/ask", json={"question": WARHEADS})
        http.post("/api/v1/ask", json={"question": WARHEADS, "stream": True})
        total = 'citedqa_requests_total{method="POST",route="/api/v1/ask",status="200"}'
        after = settled(
            lambda: figures(http.get("/metrics").text), lambda now: now.get(total, 0.0) == before.get(total, 0.0) + 2
        )

    def more(name: str) -> float:
        return after[name] - before.get(name, 0.0)

    assert more('citedqa_answers_total{reader="extractive",status="answered"}') == 2
    assert more(total) == 2
    assert more('citedqa_request_seconds_count{route="/api/v1/ask"}') == 2
    for stage in ("embed", "retrieve", "read", "total"):
        assert more(f'citedqa_stage_seconds_count{{stage="{stage}"}}') == 2
    assert after["citedqa_documents"] == 1
    assert after["citedqa_questions_at_work"] == after["citedqa_questions_waiting"] == 0


def samples(text: str) -> dict[str, dict[str, set[str]]]:
    """Of each sample's name, its labels with the values they have."""
    found: dict[str, dict[str, set[str]]] = {}
    for name, labels in re.findall(r"^(citedqa\w+)(?:\{([^}]*)\})? ", text, re.MULTILINE):
        held = found.setdefault(name, {})
        for label, value in re.findall(r'(\w+)="([^"]*)"', labels):
            held.setdefault(label, set()).add(value)
    return found


def test_the_dashboard_and_the_alarms_ask_for_figures_and_labels_that_there_are(locked: Locked) -> None:
    with httpx.Client(base_url=locked.url, headers=bearer(locked.bob), timeout=60) as http:
        http.post("/api/v1/ask", json={"question": WARHEADS})
        there = settled(
            lambda: samples(http.get("/metrics").text), lambda seen: "/metrics" in seen["citedqa_requests_total"]["route"]
        )
    dashboard = json.loads((ROOT / "docs" / "grafana.json").read_text(encoding="utf-8"))
    targets = [(target["expr"], target["legendFormat"]) for panel in dashboard["panels"] for target in panel["targets"]]
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    alarms = [(alarm, "") for alarm in re.findall(r"`([^`]*citedqa_\w+\{[^`]*)`", page)]
    assert len(targets) > 10
    assert len(alarms) == 3
    asked = set()
    for expression, legend in targets + alarms:
        assert expression.count("(") == expression.count(")"), expression
        names = set(re.findall(r"citedqa_\w+", expression))
        assert names
        assert names <= set(there), expression
        labels = {label for name in names for label in there[name]} | {"instance"}
        matched = re.findall(r'(\w+)(?:=|=~|!=)"([^"]*)"', expression)
        grouped = [label for group in re.findall(r"by \(([^)]*)\)", expression) for label in group.split(", ")]
        assert {label for label, _ in matched} | set(grouped) <= labels, expression
        assert set(re.findall(r"\{\{(\w+)\}\}", legend)) <= set(grouped), expression
        for label, value in matched:  # a status may not have come up yet, a stage that isn't there never will
            assert label != "stage" or value in set().union(*(there[name]["stage"] for name in names)), expression
        asked |= names
    families = {re.sub(r"_(bucket|sum|count|created|total)$", "", name) for name in there}
    assert {re.sub(r"_(bucket|sum|count|total)$", "", name) for name in asked} == families


def test_addresses_that_are_not_there_make_no_new_figures(http: httpx.Client) -> None:
    for number in range(3):
        http.get(f"/api/v1/nothing-{number}")
        http.get(f"/nothing-{number}")
        http.request(f"ODD{number}", "/api/v1/documents")
    text = http.get("/metrics").text
    assert "nothing-" not in text
    assert "ODD" not in text


def test_spans_show_the_request_its_stages_and_the_callers_trace(
    served_pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter = InMemorySpanExporter()
    monkeypatch.setattr(Tracing, "from_environment", classmethod(lambda cls: cls(exporter)))
    settings = Settings(data_dir=served_pipeline.stores.library.path.parent)
    trace, caller = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    app = create_app(served_pipeline, settings)
    with served(app) as url:
        for stream in (False, True):
            headers = {"traceparent": f"00-{trace}-{caller}-01"}
            assert (
                patient.post(f"{url}/api/v1/ask", json={"question": WARHEADS, "stream": stream}, headers=headers).status_code
                == 200
            )
    # Closed: a client has the end of a response before its span has ended.
    spans = exporter.get_finished_spans()
    requests = [span for span in spans if span.name == "POST /api/v1/ask"]
    assert len(requests) == 2
    for request in requests:
        assert (f"{request.context.trace_id:032x}", f"{request.parent.span_id:016x}") == (trace, caller)
        assert request.attributes["http.response.status_code"] == 200
        stages = [span for span in spans if span.parent.span_id == request.context.span_id]
        assert {"embed", "retrieve", "read"} <= {span.name for span in stages}
        assert all(span.end_time <= request.end_time for span in stages)
    assert "warhead" not in "".join(span.to_json() for span in spans)


def test_nothing_is_traced_unless_an_endpoint_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    assert Tracing.from_environment() is None
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.exporter.otlp.proto.grpc.trace_exporter", None)
    with pytest.raises(SettingsError, match=r"citedqa\[telemetry\]"):
        Tracing.from_environment()
