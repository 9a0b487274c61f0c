"""The paste box: pages pasted in, and what they say together. Nothing of it is kept beyond the desk's memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from sayso.answers.store import Ledger
from sayso.desk.guard import Door
from sayso.desk.hands import Hands, Pasted, PastedText
from sayso.desk.pages.forms import check_form
from sayso.desk.pages.telling import tellings
from sayso.desk.pictures.chains import chain_picture
from sayso.desk.pictures.marks import marked
from sayso.desk.rendering import Pages
from sayso.desk.wording import host
from sayso.errors import NotFound, UsageError
from sayso.records import digest

PAGE_RULE = re.compile(r"^[ \t]*(?:-{3,}|={3,}|\*{3,}|_{3,})[ \t]*$", re.M)
"""A line that parts two pages pasted in one go."""
ADDRESS = re.compile(r"\s*(https?://\S+)[ \t]*(?:\n|$)")
ADDRESSES = re.compile(r"(?:\s*https?://\S+)+\s*")
"""Addresses and nothing else, which are a page each."""
ANSWERS_KEPT = 40
"""Answers that the desk remembers."""
LATEST_PAGES = 8
"""Pages of the ledger that the first page names."""
MOST_PASTED = 50
"""Pages in one go."""


def sheets(texts: Sequence[str], published: str | None = None) -> list[PastedText]:
    """The pages in some boxes: parted by lines of dashes, each with its address before its text, if it has one. An
    address alone is a page to be fetched. Raises UsageError where there are none, or too many."""
    parted = [piece for text in texts for piece in PAGE_RULE.split(text.replace("\r\n", "\n")) if piece.strip()]
    pieces = [one for piece in parted for one in (piece.split() if ADDRESSES.fullmatch(piece) else [piece])]
    if not pieces:
        raise UsageError("There is nothing to read: paste the text of at least one page.")
    if len(pieces) > MOST_PASTED:
        raise UsageError(
            f"{len(pieces)} pages are over the limit of {MOST_PASTED} in one go; add them to a ledger instead."
        )
    return [_sheet(n, piece, published) for n, piece in enumerate(pieces, 1)]


def _sheet(n: int, piece: str, published: str | None) -> PastedText:
    found = ADDRESS.match(piece)
    text = piece[found.end() :] if found else piece
    return PastedText(text.strip("\n"), f"Page {n}", found[1] if found else None, published or None)


@dataclass(slots=True)
class PastedAnswers:
    """The last answers, so that each has an address for as long as the desk runs."""

    read: dict[str, Pasted] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def keep(self, key: str, found: Pasted) -> None:
        """Keeps an answer; the oldest goes."""
        with self.lock:
            self.read[key] = found
            while len(self.read) > ANSWERS_KEPT:
                self.read.pop(next(iter(self.read)))

    def of(self, key: str) -> Pasted:
        """An answer. Raises NotFound."""
        if key not in self.read:
            raise NotFound("What was pasted here is no longer in the desk's memory; paste it again.")
        return self.read[key]


def router(hands: Hands, door: Door, pages: Pages, ledger: Ledger | None) -> APIRouter:
    """The addresses."""
    routes, memory = APIRouter(include_in_schema=False), PastedAnswers()

    @routes.get("/")
    def front(request: Request) -> Response:
        latest = ledger.latest(LATEST_PAGES) if ledger is not None else []
        return pages.show(request, "front", texts=[""], published="", said=None, latest=latest)

    @routes.post("/read")
    def read(
        request: Request, text: Annotated[list[str], Form()], published: Annotated[str, Form()] = "",
        seal: Annotated[str, Form()] = "",
    ) -> Response:  # fmt: skip
        check_form(door, request, seal)
        try:
            given = sheets(text, published.strip())
            key = digest(*(part for s in given for part in (s.text, s.url or "", s.published or "")))
            if key not in memory.read:
                memory.keep(key, hands.read(given))
        except UsageError as error:
            return pages.show(request, "front", 400, texts=text, published=published, said=str(error), latest=[])
        return RedirectResponse(f"/read/{key}", 303)

    @routes.get("/read/{key}")
    def answer(request: Request, key: str, happening: int = 1) -> Response:
        found = memory.of(key)
        accounts = found.origins.accounts
        if accounts and not 1 <= happening <= len(accounts):
            raise NotFound(f"There is no happening {happening}; {len(accounts)} are told.")
        told = tellings(found.origins, accounts[happening - 1]) if accounts else None
        return pages.show(
            request, "read", key=key, found=found, told=told, number=happening,
            chains=chain_picture(told.told) if told else None,
            others=[(n, a, found.origins.says[a.id]) for n, a in enumerate(accounts, 1) if n != happening],
        )  # fmt: skip

    @routes.get("/read/{key}/{number}")
    def page(request: Request, key: str, number: int, claim: str = "") -> Response:
        found = memory.of(key)
        if not 1 <= number <= len(found.pages):
            raise NotFound(f"There is no page {number}; {len(found.pages)} were read.")
        shown = found.pages[number - 1]
        sheet = marked(
            shown.article.text, shown.claims, [(p.label, p.start, p.end) for p in shown.article.parts], claim
        )
        title = shown.article.title or shown.article.publisher or host(shown.article.url) or shown.article.id
        return pages.show(
            request, "pasted_page", key=key, title=title, article=shown.article, sheet=sheet, uncoded=shown.uncoded,
        )  # fmt: skip

    return routes
