"""Questions kept in the ledger: each at an address of its own, listed, with a feed of what changes in it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from sayso.answers.store import Ledger
from sayso.desk.guard import Door
from sayso.desk.pages.forms import check_form
from sayso.desk.pages.searching import Asking, Question, atom, results
from sayso.desk.rendering import Pages
from sayso.errors import UsageError
from sayso.ground.names import Names
from sayso.ledger import asking


def keep_asked(ledger: Ledger, names: Names, title: str, question: Question) -> str:
    """Keeps a question that can be asked, under its title; its id. Raises UsageError, LedgerError."""
    question.sought(ledger, names)
    with ledger.writing("question", version("sayso")) as run:
        return asking.keep_question(run, title, question.given)


def drop_asked(ledger: Ledger, name: str) -> str:
    """Takes a question off the list. Raises NotFound, LedgerError."""
    ledger.question(name)
    with ledger.writing("question", version("sayso")) as run:
        return asking.drop_question(run, name)


def router(door: Door, pages: Pages, ledger: Ledger, names: Names) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/questions")
    def listed(request: Request) -> Response:
        return pages.show(request, "questions", kept=ledger.questions())

    @routes.post("/questions")
    def kept(
        request: Request, question: Asking, title: Annotated[str, Form()] = "", seal: Annotated[str, Form()] = ""
    ) -> Response:
        check_form(door, request, seal)
        try:
            name = keep_asked(ledger, names, title, question)
        except UsageError as error:
            return pages.show(request, "search", 400, **results(ledger, names, question, said=str(error)))
        return RedirectResponse(f"/questions/{name}", 303)

    @routes.get("/questions/{name}")
    def one(request: Request, name: str) -> Response:
        held = ledger.question(name)
        question = Question(**held.asked)
        changed = [n for n in ledger.news(question.sought(ledger, names)) if n.what != "new"]
        return pages.show(request, "search", **{**results(ledger, names, question), "changed": changed})

    @routes.get("/questions/{name}/feed")
    def feed(request: Request, name: str) -> Response:
        held = ledger.question(name)
        return atom(request, pages, ledger, names, Question(**held.asked), held.title, f"/questions/{held.id}")

    @routes.post("/questions/{name}/drop")
    def dropped(request: Request, name: str, seal: Annotated[str, Form()] = "") -> Response:
        check_form(door, request, seal)
        drop_asked(ledger, name)
        return RedirectResponse("/questions", 303)

    return routes
