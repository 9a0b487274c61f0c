"""Who may ask the desk, and what a browser may do with its pages."""

import pytest
from fastapi.testclient import TestClient

from sayso.desk.app import desk
from sayso.desk.guard import Door
from sayso.desk.hands import Hands
from sayso.errors import UsageError

TOKEN = "a-token-of-many-signs"


@pytest.fixture
def locked(read: Hands) -> TestClient:
    return TestClient(desk(read, Door("0.0.0.0", TOKEN)), base_url="http://desk.example.org:8610")


def test_others_are_let_in_only_with_a_token_and_a_long_one() -> None:
    for host in ("0.0.0.0", "192.0.2.7", "::", "desk.example.org"):
        with pytest.raises(UsageError, match="token"):
            Door(host)
    with pytest.raises(UsageError, match="short"):
        Door("0.0.0.0", "12345")
    for host in ("127.0.0.1", "localhost", "::1"):
        assert Door(host).loopback


def test_without_the_token_there_is_only_the_form_that_asks_for_it(locked: TestClient) -> None:
    found = locked.get("/presence?force=RUS", follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (303, "/sign-in?to=/presence%3Fforce%3DRUS")
    assert locked.get("/api/openapi.json").status_code == 401
    assert locked.post("/read", data={"text": "x"}).status_code == 401
    assert locked.get("/static/desk.css").status_code == 200
    page = locked.get("/sign-in?to=//evil.example.org")
    seal = page.text.partition('name="seal" value="')[2].partition('"')[0]
    assert 'name="to" value="/"' in page.text
    wrong = locked.post("/sign-in", data={"token": TOKEN + "x", "seal": seal})
    assert wrong.status_code == 403
    assert "not this desk" in wrong.text
    right = locked.post("/sign-in", data={"token": TOKEN, "seal": seal, "to": "https://evil.example.org"})
    assert right.status_code == 200
    assert str(right.url) == "http://desk.example.org:8610/"
    assert locked.get("/").status_code == 200


def test_a_program_gives_the_token_as_bearer(locked: TestClient) -> None:
    assert locked.get("/api/openapi.json", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert locked.get("/api/openapi.json", headers={"Authorization": f"Bearer {TOKEN}x"}).status_code == 401


def test_the_cookie_of_who_signed_in_is_not_the_token_and_no_script_reads_it(locked: TestClient) -> None:
    seal = locked.get("/sign-in").text.partition('name="seal" value="')[2].partition('"')[0]
    given = locked.post("/sign-in", data={"token": TOKEN, "seal": seal}, follow_redirects=False).headers["set-cookie"]
    assert TOKEN not in given
    assert "HttpOnly" in given
    assert "SameSite=strict" in given


@pytest.mark.parametrize("path", ["/", "/static/desk.css", "/nothing", "/read/none", "/sign-in"])
def test_every_answer_has_a_policy_without_anything_inline(bare: TestClient, path: str) -> None:
    headers = bare.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_another_name_that_points_here_is_turned_away(bare: TestClient) -> None:
    assert bare.get("/", headers={"host": "evil.example.org"}).status_code == 421
    assert bare.get("/", headers={"host": "localhost:8610"}).status_code == 200
    assert bare.get("/", headers={"host": "[::1]:8610"}).status_code == 200


OUT = ("/../pyproject.toml", "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
       "/read/..%2f..%2fetc")  # fmt: skip


@pytest.mark.parametrize("path", OUT)
def test_no_address_leads_out_of_the_assets(bare: TestClient, path: str) -> None:
    found = bare.get(path)
    assert found.status_code == 404
    assert "import" not in found.text


def test_another_sites_page_sends_nothing(bare: TestClient, seal) -> None:  # type: ignore[no-untyped-def]
    good = {"text": "Kenya withdrew 300 soldiers from Somalia on Monday.", "seal": seal(bare)}
    for headers in ({"origin": "https://evil.example.org"}, {"sec-fetch-site": "cross-site"},
                    {"sec-fetch-site": "same-site"}, {"origin": "null"}):  # fmt: skip
        assert bare.post("/read", data=good, headers=headers).status_code == 403
    for wrong in ("", "0" * 64, "é"):
        assert bare.post("/read", data={**good, "seal": wrong}).status_code == 403
    bare.cookies.clear()
    assert bare.post("/read", data=good).status_code == 403


def test_a_request_that_is_too_long_is_not_read(read: Hands) -> None:
    client = TestClient(desk(read, Door(limit=1000)), base_url="http://127.0.0.1")
    assert client.post("/read", data={"text": "x" * 2000}).status_code == 413
    assert client.post("/read", content=iter([b"text=x"])).status_code == 411
