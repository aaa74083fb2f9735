"""OpenTelemetry spans: one a request, one a stage of its answer. Only where OTEL_EXPORTER_OTLP_ENDPOINT says where to."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from qa.types import Answer
from qa.types.errors import SettingsError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


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
        """A span around a request, below the caller's where a `traceparent` header names it.

        What it yields is told the route and the status of the answer.
        """
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
