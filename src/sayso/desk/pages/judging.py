"""Judging one claim on its own page: accepted, rejected, amended or split field by field, or merged with another."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from sayso.answers.reading import ClaimRead
from sayso.answers.reviewing import review, to_judge
from sayso.answers.store import Ledger
from sayso.desk.guard import Door
from sayso.desk.pages.amending import Leaf, amended, checked
from sayso.desk.pages.drafting import CHOICES, GROUPS, ClaimForm, acts_to_choose, draft, form_received, with_room
from sayso.desk.pages.forms import check_form
from sayso.desk.rendering import Pages
from sayso.errors import UsageError
from sayso.judge.reviews import JUDGING, Detail, ReviewVerdict
from sayso.ontology import TYPES
from sayso.records import Claim, from_json, to_json

REVIEWER = "sayso_reviewer"
"""Cookie that keeps the reviewer's name for the next form."""
VERDICTS = (*JUDGING, "undo")
PARTS = 5
"""Claims that one is split into at most."""


def judged(
    ledger: Ledger, ids: Sequence[str], by: str, verdict: str, *, settle: bool = False, text: str = "", note: str = "",
    made: Sequence[Claim] = (),
) -> int:  # fmt: skip
    """Keeps a verdict on some claims by a named reviewer: all or none. The claims that one should be (amend, split) are
    those `made`, or stand in `text`, one a line; of a merger it is the id of the claim that it is one with. Raises
    UsageError, LedgerError."""
    if verdict not in VERDICTS:
        raise UsageError(f"no verdict {verdict!r}; verdicts are {', '.join(VERDICTS)}")
    if not ids:
        raise UsageError("choose a claim first")
    named: ReviewVerdict = verdict  # type: ignore[assignment]
    with ledger.reading() as connection:
        found = [to_judge(connection, ledger.where, i) for i in dict.fromkeys(ids)]
        other = to_judge(connection, ledger.where, text.strip()).id if verdict == "merge" else None
    detail = _detail(verdict, tuple(made) or _written(ledger, ids[0], verdict, text), other, settle)
    rows = [review(f, by, named, detail, note.strip() or None) for f in found]
    with ledger.writing("review", version("sayso")) as run:
        run.review(rows)
    return len(rows)


def _detail(verdict: str, made: tuple[Claim, ...], other: str | None, settle: bool) -> Detail:
    if verdict == "amend":
        return Detail(claim=made[0], adjudicates=settle)
    if verdict == "split":
        if len(made) < 2:
            raise UsageError("a split needs two claims or more, one a line")
        return Detail(claims=made, adjudicates=settle)
    return Detail(merged_into=other, adjudicates=settle)


def _written(ledger: Ledger, claim: str, verdict: str, text: str) -> tuple[Claim, ...]:
    """The claims that somebody wrote as JSON, each held against the page and the codebook. Raises UsageError."""
    if verdict not in ("amend", "split"):
        return ()
    try:
        found = [from_json(text, Claim)] if verdict == "amend" else [
            from_json(line, Claim) for line in text.splitlines() if line.strip()
        ]  # fmt: skip
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise UsageError(f"that is no claim: {error}") from error
    leaf = _leaf(ledger, ledger.claim(claim))
    own = ledger.own_types() if any(c.act not in TYPES for c in found) else ()
    return tuple(checked(c, leaf, own) for c in found)


def _leaf(ledger: Ledger, found: ClaimRead) -> Leaf:
    page = ledger.page(found.told.page.id, found.told.page.version)
    return Leaf(page.text, page.page.version, page.page.day)


async def _sent(request: Request) -> FormData:
    """All fields of a form, those of a claim among them."""
    return await request.form()


Sent = Annotated[FormData, Depends(_sent)]
SplitParts = Annotated[int, Query(ge=1, le=PARTS)]


def router(door: Door, pages: Pages, ledger: Ledger) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/claims/{claim}/judge")
    def ask(request: Request, claim: str, parts: SplitParts = 1, view: str = "") -> Response:
        found = ledger.claim(claim)
        forms = [draft(found.claim)] * parts
        return shown(request, found, forms, by=request.cookies.get(REVIEWER, ""), record=view == "record")

    @routes.post("/claims/{claim}/judge")
    def one(
        request: Request, claim: str, sent: Sent, verdict: Annotated[str, Form()], by: Annotated[str, Form()] = "",
        text: Annotated[str, Form()] = "", note: Annotated[str, Form()] = "", settle: Annotated[bool, Form()] = False,
        seal: Annotated[str, Form()] = "", parts: SplitParts = 1,
    ) -> Response:  # fmt: skip
        check_form(door, request, seal)
        found = ledger.claim(claim)
        filled = "1-act" in sent
        forms = [form_received(sent, f"{n}-") for n in range(1, parts + 1)] if filled else [draft(found.claim)] * parts
        try:
            made = _made(ledger, found, forms, verdict) if filled else ()
            judged(ledger, [claim], by, verdict, settle=settle, text=text, note=note, made=made)
        except UsageError as error:
            return shown(request, found, forms, by=by, said=str(error), record=not filled, text=text, note=note)
        return named(RedirectResponse(f"/claims/{claim}", 303), by)

    def shown(
        request: Request, found: ClaimRead, forms: Sequence[ClaimForm], *, by: str, said: str | None = None,
        record: bool = False, text: str = "", note: str = "",
    ) -> Response:  # fmt: skip
        near = [c for c in ledger.page(found.told.page.id, found.told.page.version).claims if c.id != found.claim.id]
        written = text or to_json(found.claim).decode()
        return pages.show(
            request, "judge", 200 if said is None else 400, found=found, by=by, said=said, note=note, near=near,
            forms=[with_room(f) for f in forms], written=written if record else None, groups=GROUPS, choices=CHOICES,
            acts=acts_to_choose(found.claim.act),
        )  # fmt: skip

    return routes


def _made(ledger: Ledger, found: ClaimRead, forms: Sequence[ClaimForm], verdict: str) -> tuple[Claim, ...]:
    """The claims that filled forms mean, where a verdict asks for them. Raises UsageError."""
    if verdict not in ("amend", "split"):
        return ()
    leaf = _leaf(ledger, found)
    if verdict == "amend":
        return (amended(found.claim, forms[0], leaf),)
    return tuple(amended(found.claim, form, leaf, n) for n, form in enumerate(forms))


def named(response: Response, by: str) -> Response:
    """Keeps the reviewer's name for the next form, where a cookie can hold it."""
    if by.isascii() and by.isprintable():
        response.set_cookie(REVIEWER, by.strip(), httponly=True, samesite="strict")
    return response
