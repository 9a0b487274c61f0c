"""The queue: what waits first, verdicts alone and in bulk, taken back, disputed, settled; nobody's is lost."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

from fastapi.testclient import TestClient

from sayso.answers.store import Ledger
from sayso.records import to_json


def waiting(client: TestClient) -> list[str]:
    return re.findall(r'name="ids" value="(\w+)"> ', client.get("/queue").text)


def seal_of(client: TestClient) -> str:
    return client.get("/queue").text.partition('name="seal" value="')[2].partition('"')[0]


def judge(client: TestClient, verdict: str, *ids: str, by: str = "ann", **more: str) -> int:
    sent = {"ids": list(ids), "verdict": verdict, "by": by, "seal": seal_of(client), **more}
    return client.post("/queue", data=sent).status_code


def test_what_is_judged_no_longer_waits_and_can_be_taken_back(client: TestClient, own: Ledger) -> None:
    first, second, *_ = before = waiting(client)
    assert judge(client, "accept", first, second, note="plainly so") == 200
    assert waiting(client) == before[2:]
    text = client.get(f"/claims/{first}").text
    assert "now accepted" in text
    assert "“plainly so”" in unescape(text)
    page = client.get(f"/queue?verdict=accept&last={first}").text
    assert "1 claim accepted" in page
    assert judge(client, "undo", first) == 200
    assert first in waiting(client)
    assert [r["verdict"] for r in own.review_rows(first)] == ["accept", "undo"]


def test_a_forged_or_faulty_form_keeps_nothing(client: TestClient, own: Ledger) -> None:
    first = waiting(client)[0]
    assert client.post("/queue", data={"ids": first, "verdict": "accept", "by": "ann"}).status_code == 403
    for sent in ({"verdict": "accept", "by": " "}, {"verdict": "burn", "by": "ann"}, {"verdict": "grade", "by": "ann"}):
        assert client.post("/queue", data={"ids": first, "seal": seal_of(client), **sent}).status_code == 400
    assert judge(client, "accept") == 400
    assert judge(client, "accept", "ffff") == 400
    assert judge(client, "accept", first, "ffff") == 400
    assert own.review_rows() == []


def test_a_claim_is_amended_merged_and_split_on_its_page(client: TestClient, own: Ledger) -> None:
    first, second, third, *_ = waiting(client)
    record = to_json(own.claim(first).claim).decode()
    said = unescape(client.get(f"/claims/{first}/judge?view=record").text)
    assert record in said
    other = record.replace('"status":"', '"status":"possible","_":"', 1)

    def send(claim: str, verdict: str, text: str, **more: str) -> int:
        form = {"verdict": verdict, "by": "ann", "text": text, "seal": seal_of(client), **more}
        return client.post(f"/claims/{claim}/judge", data=form).status_code

    assert send(first, "amend", other) == 200
    assert send(second, "merge", first) == 200
    own_record = to_json(own.claim(third).claim).decode()
    assert send(third, "split", f"{own_record}\n{own_record}") == 200
    assert send(third, "split", own_record) == 400
    assert send(third, "split", f"{record}\n{record}") == 400  # the words of another page
    assert send(third, "amend", "{not json") == 400
    assert send(third, "merge", "nobody") == 400
    found = {r["claim"]: r["verdict"] for r in own.review_rows()}
    assert found == {first: "amend", second: "merge", third: "split"}


def test_what_two_dispute_comes_first_until_somebody_settles_it(client: TestClient) -> None:
    *_, last = waiting(client)
    judge(client, "accept", last, by="ann")
    judge(client, "reject", last, by="ben")
    text = unescape(client.get("/queue").text)
    assert waiting(client)[0] == last
    assert "disputed: ann accepted, ben rejected" in text
    assert "Two or more judged 1 claim, 0 alike" in text
    form = {"verdict": "reject", "by": "cleo", "settle": "true", "seal": seal_of(client)}
    assert client.post(f"/claims/{last}/judge", data=form).status_code == 200
    assert last not in waiting(client)


def test_two_who_review_at_once_lose_nothing(client: TestClient, own: Ledger) -> None:
    ids = waiting(client)

    def all_of(by: str) -> list[int]:
        sent = [{"ids": [i], "by": by, "verdict": "accept"} for i in ids]
        return [client.post("/api/reviews", json=one).status_code for one in sent]

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(all_of, ("ann", "ben")))
    assert {code for some in codes for code in some} == {200}
    kept = {(r["claim"], r["reviewer"]) for r in own.review_rows()}
    assert kept == {(i, by) for i in ids for by in ("ann", "ben")}


def test_the_less_sure_claim_of_two_alike_comes_first(client: TestClient, own: Ledger) -> None:
    found = own.queue().waiting
    moving = [
        w.told.claim.confidence for w in found if w.told.claim.movement is not None and w.told.page.id == "tribune"
    ]
    assert moving == sorted(moving)
    assert len(found) == len(waiting(client))
