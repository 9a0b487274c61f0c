"""Signing in with the desk's token, and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from sayso.desk.guard import SIGNED_IN, Door
from sayso.desk.pages.forms import check_form
from sayso.desk.rendering import Pages


def router(door: Door, pages: Pages) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/sign-in")
    def ask(request: Request, to: str = "/") -> Response:
        return pages.show(request, "sign_in", to=_inside(to), wrong=False)

    @routes.post("/sign-in")
    def sign(
        request: Request, token: Annotated[str, Form()], to: Annotated[str, Form()] = "/",
        seal: Annotated[str, Form()] = "",
    ) -> Response:  # fmt: skip
        check_form(door, request, seal)
        if not door.is_token(token.strip()):
            return pages.show(request, "sign_in", 403, to=_inside(to), wrong=True)
        response = RedirectResponse(_inside(to), 303)
        response.set_cookie(SIGNED_IN, door.seal("signed", "in"), httponly=True, samesite="strict")
        return response

    return routes


def _inside(to: str) -> str:
    """An address of this desk, never of another site."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable() else "/"
