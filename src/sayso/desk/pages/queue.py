"""The queue: claims that wait to be judged, by keyboard, alone or in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from sayso.answers.store import Ledger
from sayso.desk.guard import Door
from sayso.desk.pages.forms import check_form
from sayso.desk.pages.judging import REVIEWER, judged, named
from sayso.desk.rendering import Pages, desk_address
from sayso.errors import UsageError
from sayso.judge.reviews import BECOMES

CLAIMS_SHOWN = 25
"""Claims of a page."""
VERDICT_DONE = {**BECOMES, "undo": "taken back"}


def router(door: Door, pages: Pages, ledger: Ledger) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    def listed(
        request: Request, by: str, done: str = "", last: Sequence[str] = (), said: str | None = None, code: int = 200
    ) -> Response:
        found = ledger.queue(by, CLAIMS_SHOWN)
        return pages.show(request, "queue", code, found=found, by=by, done=done, last=last, said=said)

    @routes.get("/queue")
    def waiting(request: Request, verdict: str = "", last: Annotated[list[str] | None, Query()] = None) -> Response:
        done = VERDICT_DONE.get(verdict, "") if last else ""
        return listed(request, request.cookies.get(REVIEWER, ""), done, last or ())

    @routes.post("/queue")
    def judge(
        request: Request, verdict: Annotated[str, Form()], ids: Annotated[list[str] | None, Form()] = None,
        by: Annotated[str, Form()] = "", note: Annotated[str, Form()] = "", seal: Annotated[str, Form()] = "",
    ) -> Response:  # fmt: skip
        check_form(door, request, seal)
        try:
            judged(ledger, ids or [], by, verdict, note=note)
        except UsageError as error:
            return listed(request, by, said=str(error), code=400)
        return named(RedirectResponse(desk_address("/queue", verdict=verdict, last=ids), 303), by)

    return routes
