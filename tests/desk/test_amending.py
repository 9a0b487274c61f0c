"""A claim amended and split field by field: what comes back unchanged is the claim, the rest is held against page and
codebook."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import FormData

from sayso.answers.store import Ledger
from sayso.desk.pages.amending import Leaf, amended
from sayso.desk.pages.drafting import GROUPS, SINGLE, ClaimForm, draft, form_received, with_room
from sayso.errors import UsageError
from sayso.judge.reviews import Detail
from sayso.records import Claim, from_json
from tests.desk.conftest import PAGES
from tests.desk.test_review import seal_of


@pytest.fixture(scope="module")
def claim(ledger: Ledger) -> Claim:
    return ledger.page("tribune").claims[0]


@pytest.fixture(scope="module")
def leaf() -> Leaf:
    return Leaf(PAGES["tribune"], "v", "2024-05-14")


def sent(found: ClaimForm, prefix: str = "1-") -> list[tuple[str, str]]:
    """What a browser sends of a form."""
    pairs = [(f"{prefix}{name}", getattr(found, name)) for name in SINGLE]
    for name, group in GROUPS.items():
        pairs += [(f"{prefix}{name}-{key}", row.get(key, "")) for row in found.rows[name]
                  for key in ("row", *group.columns)]  # fmt: skip
    return pairs


def changed(found: ClaimForm, group: str, n: int, **values: str) -> ClaimForm:
    """The form with a row changed; one more than there are is a new one."""
    rows = [dict(row) for row in with_room(found).rows[group]]
    rows[n] = {**rows[n], **values}
    return replace(found, rows={**found.rows, group: rows})


@pytest.mark.parametrize("name", PAGES)
def test_a_form_sent_back_as_it_is_is_the_claim(ledger: Ledger, name: str) -> None:
    for claim in ledger.page(name).claims:
        back = form_received(FormData([*sent(with_room(draft(claim)))]), "1-")
        assert amended(claim, back, Leaf(PAGES[name], "v", None)) == claim
        assert amended(claim, back, Leaf(None, "v", None)) == claim


def test_act_and_status_bring_their_event(claim: Claim, leaf: Leaf) -> None:
    found = amended(claim, replace(draft(claim), act="AID", status="agreed"), leaf)
    assert (found.act, found.mode, found.event_type, found.auxiliary) == ("AID", None, "AGREE", ())
    found = amended(claim, replace(draft(claim), status="denied"), leaf)
    assert (found.event_type, found.auxiliary) == ("RETREAT", ("negation",))


def test_parties_change_sides_go_and_come_by_their_words(claim: Claim, leaf: Leaf) -> None:
    form = draft(claim)
    found = amended(claim, changed(form, "party", 0, **{"as": "recipient"}), leaf)
    assert (len(found.actors), found.recipients[0]) == (len(claim.actors) - 1, claim.actors[0])
    last = len(form.rows["party"])
    new = {"as": "actor", "words": "the foreign ministry in  Nairobi", "country": "Kenya", "sectors": "gov"}
    found = amended(claim, changed(form, "party", last, **new), leaf)
    added = found.actors[-1]
    assert (added.text, added.name, added.country, added.sectors) == (
        "the foreign ministry in Nairobi", "the foreign ministry in Nairobi", "KEN", ("GOV",),
    )  # fmt: skip
    assert PAGES["tribune"][added.start : added.end] == added.text


def test_a_name_that_changes_is_no_longer_the_same_body(claim: Claim, leaf: Leaf) -> None:
    found = amended(claim, changed(draft(claim), "party", 0, name="Kenya Defence Forces"), leaf)
    assert (found.actors[0].name, found.actors[0].entity) == ("Kenya Defence Forces", None)
    assert (found.actors[0].start, found.actors[0].country) == (claim.actors[0].start, claim.actors[0].country)


def test_a_movement_changes_and_goes(claim: Claim, leaf: Leaf) -> None:
    form = draft(claim)
    found = amended(claim, replace(form, change="arrive", part="part"), leaf)
    assert found.movement is not None
    assert claim.movement is not None
    assert (found.movement.change, found.movement.part) == ("arrive", "part")
    assert found.movement.strength == claim.movement.strength  # which the form does not show
    assert amended(claim, replace(form, change=""), leaf).movement is None


def test_a_number_that_is_corrected_is_so_wherever_it_counts(claim: Claim, leaf: Leaf) -> None:
    found = amended(claim, changed(draft(claim), "quantity", 0, value="250"), leaf)
    assert found.movement is not None
    assert found.movement.strength is not None
    assert [(n.value, n.low, n.high) for n in (found.quantities[0], found.movement.strength)] == [(250, 250, 250)] * 2


@pytest.mark.parametrize(
    ("group", "values", "said"),
    [
        ("party", {"as": "actor", "words": "the navy"}, r"row \d: “the navy” does not stand in the page"),
        ("party", {"as": "actor", "words": "Kenya", "country": "Zubrowka"}, "no country 'Zubrowka'"),
        ("party", {"as": "actor", "words": "Kenya", "sectors": "ARMY"}, "no sector 'ARMY'; those are"),
        ("party", {"as": "actor"}, "give the words in the text"),
        ("party", {"as": "boss", "words": "Kenya"}, ""),
        ("time", {"as": "decided", "words": "Monday", "edtf": "soon"}, "'soon' is no date"),
        ("time", {"as": "time", "words": "Monday", "edtf": "2024-05"}, "one time"),
        ("quantity", {"as": "troops", "words": "300", "value": "many"}, "'many' is no number"),
        ("place", {"as": "at", "words": "Somalia", "precision": "near"}, "that is no claim"),
        ("link", {"as": "uncle", "words": "Nairobi"}, "that is no claim"),
    ],
)
def test_what_cannot_be_is_told_with_its_field(
    claim: Claim, leaf: Leaf, group: str, values: Mapping[str, str], said: str
) -> None:
    form = draft(claim)
    wrong = changed(form, group, len(form.rows[group]), **values)
    if not said:  # a part that no row has is no party
        assert amended(claim, wrong, leaf) == claim
        return
    with pytest.raises(UsageError, match=said):
        amended(claim, wrong, leaf)


@pytest.mark.parametrize(
    "values", [{"act": "DANCE"}, {"act": "RETREAT waltz"}, {"status": "perhaps"}, {"word": "marched"}]
)
def test_what_the_codebook_does_not_know_is_refused(claim: Claim, leaf: Leaf, values: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        amended(claim, replace(draft(claim), **values), leaf)  # type: ignore[arg-type]


def test_of_a_page_without_its_text_no_new_words_are_taken(claim: Claim) -> None:
    wrong = changed(draft(claim), "party", 0, words="Kenya", name="x")
    assert amended(claim, wrong, Leaf(None, "v", None)).actors[0].name == "x"
    with pytest.raises(UsageError, match="not kept"):
        amended(claim, changed(draft(claim), "party", 0, words="Nairobi"), Leaf(None, "v", None))


def test_a_claim_is_amended_and_split_in_the_browser(client: TestClient, own: Ledger) -> None:
    claim = own.page("tribune").claims[0]
    address = f"/claims/{claim.id}/judge"
    assert 'name="1-party-words" value="Kenya"' in client.get(address).text
    form = draft(claim)
    base = {"by": "ann", "seal": seal_of(client)}

    def send(verdict: str, *forms: ClaimForm, to: str = address) -> tuple[int, str]:
        pairs = [p for n, f in enumerate(forms, 1) for p in sent(with_room(f), f"{n}-")]
        data: dict[str, list[str]] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        found = client.post(to, data={**base, "verdict": verdict, **data})
        return found.status_code, unescape(found.text)

    code, text = send("amend", replace(form, status="planned", word="marched"))
    assert code == 400
    assert "“marched” does not stand in the page" in text
    assert re.search(r'<option value="planned" selected>', text)  # what was chosen is not lost
    code, text = send("amend", replace(form, status="planned"))
    assert code == 200
    assert "How real: <del>done</del> <ins>planned, not done</ins>" in text
    other = replace(form, act="CONSULT", change="")
    assert send("split", form, other, to=f"{address}?parts=2")[0] == 200
    amend, split = own.review_rows(claim.id)
    assert from_json(amend["correction"], Detail).claim == replace(
        claim, status="planned", event_type="CONCEDE", auxiliary=claim.auxiliary,
        event_mode=from_json(amend["correction"], Detail).claim.event_mode,  # type: ignore[union-attr]
    )  # fmt: skip
    one, two = from_json(split["correction"], Detail).claims
    assert one == claim
    assert (two.act, two.movement) == ("CONSULT", None)
    assert two.id != one.id
    assert client.get(f"{address}?parts=9").status_code == 422


def test_a_record_is_held_against_its_page_too(client: TestClient, own: Ledger) -> None:
    claim = own.page("tribune").claims[0]
    record = client.get(f"/api/claims/{claim.id}").json()["told"]["claim"]
    record["evidence"][0]["start"] += 1

    given = {"ids": [claim.id], "by": "ann", "verdict": "amend", "text": json.dumps(record)}
    found = client.post("/api/reviews", json=given)
    assert found.status_code == 400
    assert "does not stand at" in found.json()["error"] or "no claim" in found.json()["error"]
    assert own.review_rows() == []
