"""The queue: claims that wait to be judged, by keyboard, alone or in bulk; and judging one claim on its own page."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import msgspec
from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from sayso.answers.reviewing import review, to_judge
from sayso.answers.store import Ledger
from sayso.desk.guard import Door
from sayso.desk.pages.forms import bound
from sayso.desk.rendering import Pages, query
from sayso.errors import UsageError
from sayso.judge.reviews import BECOMES, JUDGING, Detail, ReviewVerdict
from sayso.records import Claim, from_json, to_json

SHOWN = 25
"""Claims of a page."""
REVIEWER = "sayso_reviewer"
"""Cookie that keeps the reviewer's name for the next form."""
DONE = {**BECOMES, "undo": "taken back"}
VERDICTS = (*JUDGING, "undo")


def judged(
    ledger: Ledger, ids: Sequence[str], by: str, verdict: str, *, settle: bool = False, text: str = "", note: str = ""
) -> int:
    """Keeps a verdict on some claims by a named reviewer: all or none. `text` is the claim as it should be (amend), the
    claims it should be (split, one a line), or the id of the one it is (merge). Raises UsageError, LedgerError."""
    if verdict not in VERDICTS:
        raise UsageError(f"no verdict {verdict!r}; verdicts are {', '.join(VERDICTS)}")
    if not ids:
        raise UsageError("choose a claim first")
    named: ReviewVerdict = verdict  # type: ignore[assignment]
    with ledger.reading() as connection:
        found = [to_judge(connection, ledger.where, i) for i in dict.fromkeys(ids)]
        other = to_judge(connection, ledger.where, text.strip()).id if verdict == "merge" else None
    detail = _detail(verdict, text, other, settle)
    rows = [review(f, by, named, detail, note.strip() or None) for f in found]
    with ledger.writing("review", version("sayso")) as run:
        run.review(rows)
    return len(rows)


def _detail(verdict: str, text: str, other: str | None, settle: bool) -> Detail:
    try:
        if verdict == "amend":
            return Detail(claim=from_json(text, Claim), adjudicates=settle)
        if verdict == "split":
            parts = tuple(from_json(line, Claim) for line in text.splitlines() if line.strip())
            if len(parts) < 2:
                raise UsageError("a split needs two claims or more, one a line")
            return Detail(claims=parts, adjudicates=settle)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise UsageError(f"that is no claim: {error}") from error
    return Detail(merged_into=other, adjudicates=settle)


def router(door: Door, pages: Pages, ledger: Ledger) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    def listed(
        request: Request, by: str, done: str = "", last: Sequence[str] = (), said: str | None = None, code: int = 200
    ) -> Response:
        found = ledger.queue(by, SHOWN)
        return pages.show(request, "queue", code, found=found, by=by, done=done, last=last, said=said)

    @routes.get("/queue")
    def waiting(request: Request, verdict: str = "", last: Annotated[list[str] | None, Query()] = None) -> Response:
        done = DONE.get(verdict, "") if last else ""
        return listed(request, request.cookies.get(REVIEWER, ""), done, last or ())

    @routes.post("/queue")
    def judge(
        request: Request, verdict: Annotated[str, Form()], ids: Annotated[list[str] | None, Form()] = None,
        by: Annotated[str, Form()] = "", note: Annotated[str, Form()] = "", seal: Annotated[str, Form()] = "",
    ) -> Response:  # fmt: skip
        bound(door, request, seal)
        try:
            judged(ledger, ids or [], by, verdict, note=note)
        except UsageError as error:
            return listed(request, by, said=str(error), code=400)
        return _named(RedirectResponse(query("/queue", verdict=verdict, last=ids), 303), by)

    @routes.get("/claims/{claim}/judge")
    def ask(request: Request, claim: str) -> Response:
        return shown(request, claim, request.cookies.get(REVIEWER, ""), None)

    @routes.post("/claims/{claim}/judge")
    def one(
        request: Request, claim: str, verdict: Annotated[str, Form()], by: Annotated[str, Form()] = "",
        text: Annotated[str, Form()] = "", note: Annotated[str, Form()] = "", settle: Annotated[bool, Form()] = False,
        seal: Annotated[str, Form()] = "",
    ) -> Response:  # fmt: skip
        bound(door, request, seal)
        try:
            judged(ledger, [claim], by, verdict, settle=settle, text=text, note=note)
        except UsageError as error:
            return shown(request, claim, by, str(error), 400)
        return _named(RedirectResponse(f"/claims/{claim}", 303), by)

    def shown(request: Request, claim: str, by: str, said: str | None, code: int = 200) -> Response:
        found = ledger.claim(claim)
        return pages.show(request, "judge", code, found=found, by=by, said=said, record=to_json(found.claim).decode())

    return routes


def _named(response: Response, by: str) -> Response:
    """Keeps the reviewer's name for the next form, where a cookie can hold it."""
    if by.isascii() and by.isprintable():
        response.set_cookie(REVIEWER, by.strip(), httponly=True, samesite="strict")
    return response
