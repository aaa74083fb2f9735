"""What the service tells of itself: a request's id, a line in the log, figures for Prometheus, a span for OpenTelemetry."""

import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.service.api.access import API, LOGOUT, OPEN
from qa.service.api.errors import error_response
from qa.service.api.question_pool import QuestionPool
from qa.settings import Settings
from qa.store.sql import Library
from qa.types import Answer
from qa.types.errors import SettingsError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

log = logging.getLogger(__name__)

_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
_REQUEST_ID = re.compile(r"[\w.-]{1,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
# The client hung up before it was answered; nginx's number for it.
_GONE = 499


class Tracing:
    """A tracer of the service's own; nothing global is set. Spans hold no question and no document text."""

    def __init__(self, exporter: "SpanExporter") -> None:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        name = os.environ.get("OTEL_SERVICE_NAME", "citedqa")
        self._provider = TracerProvider(resource=Resource.create({"service.name": name}))
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("qa.server")

    @classmethod
    def from_environment(cls) -> "Tracing | None":
        """None where no endpoint is set. Raises SettingsError where the packages are missing."""
        if not os.environ.get(_ENDPOINT):
            return None
        try:
            from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
        except ImportError as exc:
            raise SettingsError(
                f"{_ENDPOINT} is set but OpenTelemetry isn't installed; pip install 'citedqa[telemetry]', or unset it"
            ) from exc
        return cls(OTLPSpanExporter())

    @contextmanager
    def request(self, headers: Headers, method: str) -> Iterator[Callable[[str, int], None]]:
        """A span around a request, below the caller's (`traceparent`); what it yields is told the answer's route and status."""
        from opentelemetry.trace import SpanKind
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        caller = TraceContextTextMapPropagator().extract(dict(headers))
        with self._tracer.start_as_current_span(
            method, caller, SpanKind.SERVER, {"http.request.method": method}, record_exception=False
        ) as span:

            def answered(route: str, status: int) -> None:
                span.update_name(f"{method} {route}")
                span.set_attribute("http.route", route)
                span.set_attribute("http.response.status_code", status)

            yield answered

    def answered(self, answer: Answer) -> None:
        """A span for each stage, from the times the answer brings: they follow one another and ended just now."""
        stages = {stage: int(ms * 1e6) for stage, ms in answer.timings_ms.items() if stage != "total"}
        at = time.time_ns() - sum(stages.values())
        for stage, nanoseconds in stages.items():
            self._tracer.start_span(stage, start_time=at).end(at + nanoseconds)
            at += nanoseconds

    def close(self) -> None:
        """Send what has ended by now."""
        self._provider.shutdown()


# Of the request being served; empty outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    """`extra={"fields": {…}}` of a record become keys of its line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get() or None,
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up_logging(settings: Settings) -> None:
    """Log to standard error. Called by programs that serve, never by the library."""
    handler = logging.StreamHandler(sys.stderr)
    if settings.log_format == "json":
        handler.setFormatter(JsonLines())
        logging.getLogger("qa").setLevel(logging.INFO)
    else:
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


class Metrics:
    """Figures of one app. Labels have few values: routes, never addresses; stages, never questions."""

    def __init__(self, library: Library, work: QuestionPool) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("citedqa_requests", "Requests", ["method", "route", "status"], registry=self.registry)
        self.seconds = Histogram(
            "citedqa_request_seconds", "Time to the end of the response", ["route"], buckets=_SECONDS, registry=self.registry
        )
        self.answers = Counter("citedqa_answers", "Answers", ["status", "reader"], registry=self.registry)
        self.stages = Histogram(
            "citedqa_stage_seconds", "Time of each stage of an answer", ["stage"], buckets=_SECONDS, registry=self.registry
        )
        for name, help_, value in (
            ("citedqa_questions_at_work", "Questions being answered now", lambda: work.at_work),
            ("citedqa_questions_waiting", "Questions in line", lambda: work.waiting),
            ("citedqa_documents", "Documents in the library", lambda: library.document_count),
        ):
            Gauge(name, help_, registry=self.registry).set_function(value)

    def answered(self, answer: Answer) -> None:
        self.answers.labels(answer.status, answer.reader).inc()
        for stage, milliseconds in answer.timings_ms.items():
            self.stages.labels(stage).observe(milliseconds / 1000)


class RequestMetrics:
    """ASGI middleware, outside of all others of the service; what nobody foresaw ends here, in the log and as one sentence."""

    def __init__(self, app: ASGIApp, metrics: Metrics, tracing: Tracing | None) -> None:
        self._app = app
        self._metrics = metrics
        self._tracing = tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        token = request_id.set(given if _REQUEST_ID.fullmatch(given) else uuid4().hex)
        began, status = perf_counter(), 0

        async def answering(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id.get()
            await send(message)

        try:
            with self._tracing.request(headers, scope["method"]) if self._tracing else nullcontext() as answered:
                try:
                    await self._app(scope, receive, answering)
                except ClientDisconnect:
                    status = status or _GONE
                except Exception as exc:
                    log.exception("A request failed")
                    if status:
                        raise  # half an answer has gone out: all that is left is to cut the connection
                    await error_response(exc)(scope, receive, answering)
                finally:
                    if answered is not None:
                        answered(_route(scope), status or _GONE)
        finally:
            self._note(scope, status or _GONE, perf_counter() - began)
            request_id.reset(token)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route, user = _route(scope), scope.get("state", {}).get("user")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.requests.labels(method, route, str(status)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        fields = {
            "method": method,
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "user": user.name if user is not None else None,
        }
        log.info("request", extra={"fields": fields})


def _route(scope: Scope) -> str:
    """The address with its variable parts left variable, so that no id or name of a document gets into figures and logs."""
    path = str(scope["path"])
    if "endpoint" not in scope:
        return "none"  # refused before it was looked for
    if not path.startswith(API) and path not in OPEN and path not in (LOGOUT, "/metrics"):
        return "page"
    for name, value in scope.get("path_params", {}).items():
        before, _, after = path.rpartition(f"/{value}")
        path = f"{before}/{{{name}}}{after}"
    return path
