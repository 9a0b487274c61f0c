"""What the desk does in numbers, for who watches over it: OpenMetrics at /metrics.

Requests are counted by the pattern of their address, never by the address itself, so that there are never more numbers
than pages.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from fastapi import APIRouter, FastAPI, Request, Response
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from sayso.answers.store import Ledger
from sayso.desk.guard import Next

SECONDS = (0.05, 0.2, 1, 5, 20, 60)
"""Bounds of the times of answers that are told apart."""


class _Kept(Collector):
    """Rows of a ledger by table, counted when they are asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One number a table."""
        rows = GaugeMetricFamily("sayso_ledger_rows", "Rows that the ledger holds.", labels=["table"])
        for table, count in self._ledger.sizes().items():
            rows.add_metric([table], count)
        yield rows

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing is counted for being described."""
        return [GaugeMetricFamily("sayso_ledger_rows", "Rows that the ledger holds.", labels=["table"])]


def measured(app: FastAPI, ledger: Ledger | None) -> None:
    """Counts what an application answers, and answers /metrics."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    answers = Counter("sayso_answers", "Answers by address and status.", ["address", "status"], registry=registry)
    took = Histogram("sayso_answer_seconds", "How long they took.", ["address"], registry=registry, buckets=SECONDS)
    if ledger is not None:
        registry.register(_Kept(ledger))
    routes = APIRouter(include_in_schema=False)

    @routes.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)  # type: ignore[no-untyped-call]

    async def counted(request: Request, call_next: Next) -> Response:
        began = time.perf_counter()
        response = await call_next(request)
        address = str(getattr(request.scope.get("route"), "path", "other"))
        answers.labels(address, response.status_code).inc()
        took.labels(address).observe(time.perf_counter() - began)
        return response

    app.middleware("http")(counted)
    app.include_router(routes)
