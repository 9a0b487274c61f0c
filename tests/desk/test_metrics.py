"""What the desk tells a monitor of itself: OpenMetrics, as its own reader reads it."""

from __future__ import annotations

from fastapi.testclient import TestClient
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from sayso.answers.store import Ledger
from sayso.desk.app import desk
from sayso.desk.guard import Door
from sayso.desk.hands import Hands

TOKEN = "a-token-of-many-signs"


def numbers(client: TestClient) -> dict[tuple[str, ...], float]:
    """Name and labels → number."""
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    families = text_string_to_metric_families(answer.text)  # type: ignore[no-untyped-call]
    return {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}


def test_answers_and_the_ledger_are_counted(read: Hands, ledger: Ledger) -> None:
    client = TestClient(desk(read, Door(), ledger), base_url="http://127.0.0.1:8610")
    client.get("/")
    client.get("/nowhere")
    client.get("/nowhere/else")
    found = numbers(client)
    assert found["sayso_answers_total", "/", "200"] == 1
    assert found["sayso_answers_total", "other", "404"] == 2
    assert found["sayso_answer_seconds_count", "other"] == 2
    assert found["sayso_ledger_rows", "claims"] == ledger.sizes()["claims"] > 0
    assert found["process_resident_memory_bytes",] > 0
    assert numbers(client)["sayso_answers_total", "/metrics", "200"] == 1


def test_the_token_is_asked_for(read: Hands) -> None:
    client = TestClient(desk(read, Door("0.0.0.0", TOKEN)), base_url="http://desk.example.org:8610")
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert "set-cookie" not in client.get("/metrics").headers
