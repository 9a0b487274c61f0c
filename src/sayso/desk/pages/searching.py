"""Search, and an Atom feed of what changes in a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from sayso.answers.question import AskedKeys, key_of, place_key, type_of
from sayso.answers.searching import Sought, sought
from sayso.answers.store import Ledger
from sayso.answers.wording import STATUS_WORDING
from sayso.desk.rendering import Pages
from sayso.desk.wording import day_typed, labelled
from sayso.errors import UsageError
from sayso.ground.names import Names
from sayso.ledger.asking import question_id
from sayso.ontology import TYPES
from sayso.stories.told import Told

SHOWN, FED = 40, 60
"""Claims of a page, and of a feed."""
SEARCH_FIELDS = ("q", "actor", "recipient", "place", "type", "status", "origin", "words", "first", "last")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Question:
    """What an address asks for: words, and fields that narrow them."""

    def __init__(
        self, q: str = "", actor: str = "", recipient: str = "", place: str = "", type: str = "", status: str = "",
        origin: str = "", words: str = "", first: str = "", last: str = "",
    ) -> None:  # fmt: skip
        given = (q, actor, recipient, place, type, status, origin, words, first, last)
        self.given = {name: value.strip() for name, value in zip(SEARCH_FIELDS, given, strict=True)}

    def sought(self, ledger: Ledger, names: Names, before: int | None = None) -> Sought:
        """What is looked for. Raises UsageError where a type, a status or a day is none."""
        g = self.given
        if g["status"] and g["status"] not in STATUS_WORDING:
            raise UsageError(f"no status {g['status']!r}; statuses are {', '.join(STATUS_WORDING)}")
        narrowed = AskedKeys(
            who=(key_of(g["actor"], names),) if g["actor"] else (),
            whom=(key_of(g["recipient"], names),) if g["recipient"] else (),
            places=(place_key(g["place"], names),) if g["place"] else (),
            types=(type_of(g["type"], ledger.own_types),) if g["type"] else (),
            first=day_typed(g["first"]) or None,
            last=day_typed(g["last"]) or None,
        )
        found = sought(g["q"], ledger.own_types, names, narrowed=narrowed, status=g["status"] or None,
                       origin=g["origin"] or None, before=before)  # fmt: skip
        return found if not g["words"] else Sought(found.asked, found.status, found.origin, g["words"], before)


Asking = Annotated[Question, Depends()]


def router(pages: Pages, ledger: Ledger, names: Names) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/search")
    def search(request: Request, question: Asking, before: int | None = None) -> Response:
        try:
            view = results(ledger, names, question, before)
        except UsageError as error:
            return pages.show(request, "search", 400, **results(ledger, names, question, said=labelled(str(error))))
        return pages.show(request, "search", **view)

    @routes.get("/feed")
    def feed(request: Request, question: Asking) -> Response:
        title = " · ".join(filter(None, question.given.values())) or "all claims"
        asked = f"?{request.url.query}" if request.url.query else ""
        return atom(request, pages, ledger, names, question, title, f"/search{asked}")

    return routes


def results(
    ledger: Ledger, names: Names, question: Question, before: int | None = None, said: str | None = None
) -> dict[str, Any]:
    """What the page of a search shows: what was found, or what is wrong with what was asked (`said`). Raises
    UsageError."""
    listed = ledger.questions()
    view = {
        "asked": question.given, "types": TYPES, "statuses": STATUS_WORDING, "said": said, "found": None,
        "wanted": None, "listed": listed, "kept": None, "changed": (), "link": question.given, "elsewhere": False,
        "force": None,
    }  # fmt: skip
    if said is not None:
        return view
    wanted = question.sought(ledger, names, before)
    found = ledger.search(wanted, SHOWN)
    asked = {name for name, value in question.given.items() if value}
    elsewhere = not found.told and asked == {"q"} and not wanted.words and before is None
    if elsewhere:  # what is filed under no name may stand in the pages
        question = Question(words=question.given["q"])
        wanted = question.sought(ledger, names)
        found = ledger.search(wanted, SHOWN)
    kept = next((q for q in listed if q.id == question_id(question.given)), None)
    return {
        **view, "found": found, "wanted": wanted, "link": question.given, "kept": kept, "elsewhere": elsewhere,
        "force": _force(found.told),
    }  # fmt: skip


def _force(told: Sequence[Told]) -> tuple[str, str] | None:
    """Whose force most of some claims tell of, and in which country (codes): presence says more of it."""
    moves = [m for t in told if (m := t.claim.movement) is not None]
    grounds = [(f.country, p.country) for m in moves for f in m.forces for p in (*m.places_from, *m.places_to)]
    pairs = [(force, place) for force, place in grounds if force and place]
    return Counter(pairs).most_common(1)[0][0] if pairs else None


def atom(
    request: Request, pages: Pages, ledger: Ledger, names: Names, question: Question, title: str, page: str
) -> Response:  # fmt: skip
    """The Atom feed of what changes in a question; `page` is the address of its page. Raises UsageError."""
    made = pages.made(
        request, "feed.xml", title=title, page=page, news=ledger.news(question.sought(ledger, names), FED),
        base=str(request.base_url).rstrip("/"), own=str(request.url),
    )  # fmt: skip
    return Response(_NOT_XML.sub("\ufffd", made), media_type="application/atom+xml; charset=utf-8")
