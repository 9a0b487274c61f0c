"""The desk for programs: what OpenAPI describes is what it gives."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from sayso.answers.store import Ledger
from tests.desk.conftest import EVIL, PAGES


@pytest.fixture(scope="module")
def described(browser: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = browser.get("/api/openapi.json").json()
    return found


def schema_of(described: dict[str, Any], path: str, method: str = "get") -> dict[str, Any]:
    """The JSON Schema of an answer, with all it refers to."""
    found = described["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]
    return {**found, "components": described["components"]}


def test_every_answer_is_what_is_described(client: TestClient, own: Ledger, described: dict[str, Any]) -> None:
    claim = own.page("interfax").claims[0].id
    sent = {"title": "Kenya abroad", "asked": {"q": "Kenya"}}
    kept = client.post("/api/questions", json=sent)
    jsonschema.validate(kept.json(), schema_of(described, "/api/questions", "post"))
    question = kept.json()["id"]
    asked = {
        "/api/search": "/api/search?q=Russia",
        "/api/brief": "/api/brief?q=Russia",
        "/api/presence": "/api/presence?force=RUS&place=ARM",
        "/api/claims/{claim}": f"/api/claims/{claim}",
        "/api/claims/{claim}/citation": f"/api/claims/{claim}/citation",
        "/api/happenings/{claim}": f"/api/happenings/{claim}",
        "/api/articles/{article}": "/api/articles/interfax",
        "/api/queue": "/api/queue?by=ann",
        "/api/questions": "/api/questions",
        "/api/questions/{question}/changes": f"/api/questions/{question}/changes",
    }
    assert {path for path, ways in described["paths"].items() if "get" in ways} == set(asked)
    for path, address in asked.items():
        found = client.get(address)
        assert found.status_code == 200, (address, found.text)
        jsonschema.validate(found.json(), schema_of(described, path))
    assert client.delete(f"/api/questions/{question}").json() == {"id": question}
    assert client.get("/api/questions").json() == []


def test_pages_are_read_and_counted(browser: TestClient, described: dict[str, Any]) -> None:
    sent = {"pages": [{"text": PAGES[name], "published": "2024-05-10"} for name in ("interfax", "courier")]}
    found = browser.post("/api/read", json=sent)
    assert found.status_code == 200
    jsonschema.validate(found.json(), schema_of(described, "/api/read", "post"))
    assert found.json()["sentence"].startswith("2 pages, 1 origin, 1 side")
    assert browser.post("/api/read", json={"pages": []}).status_code == 422
    refused = browser.post("/api/read", json={"pages": [{"text": "12 34"}]}).json()
    assert refused["sentence"] is None
    assert refused["refused"][0]["page"] == "Page 1"


def test_what_is_wrong_is_told_as_json(browser: TestClient) -> None:
    for path, code in (("/api/claims/none", 404), ("/api/articles/none", 404), ("/api/nothing", 404),
                       ("/api/brief?q=quickly", 400), ("/api/presence?as_of=soon&force=RUS", 400),
                       ("/api/search?most=0", 422), (f"/api/claims/{EVIL}", 404)):  # fmt: skip
        found = browser.get(path)
        assert found.status_code == code, path
        assert set(found.json()) == {"error"}


def test_a_form_of_another_site_cannot_write_through_it(browser: TestClient, ledger: Ledger) -> None:
    sent = '{"ids":["x"],"by":"ann","verdict":"accept"}'
    plain = {"content-type": "text/plain"}
    assert browser.post("/api/reviews", content=sent, headers=plain).status_code == 415
    json = {"content-type": "application/json", "origin": "https://evil.example.org"}
    assert browser.post("/api/reviews", content=sent, headers=json).status_code == 403
    assert ledger.review_rows() == []


def test_without_a_ledger_it_reads_pages_alone(bare: TestClient) -> None:
    assert set(bare.get("/api/openapi.json").json()["paths"]) == {"/api/read"}
