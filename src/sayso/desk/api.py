"""The desk for programs: the same answers as JSON, described by OpenAPI at /api/openapi.json."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from sayso.answers.brief import Brief
from sayso.answers.changing import News
from sayso.answers.presence import Presence
from sayso.answers.queue import Queue
from sayso.answers.reading import ClaimRead, PageRead
from sayso.answers.searching import SearchResult
from sayso.answers.store import Ledger
from sayso.desk.hands import Hands, PastedText
from sayso.desk.pages import questions
from sayso.desk.pages.judging import judged
from sayso.desk.pages.paste import MOST_PASTED
from sayso.desk.pages.presence import presence_query
from sayso.desk.pages.reading import citation
from sayso.desk.pages.searching import SEARCH_FIELDS, Asking, Question
from sayso.errors import UsageError
from sayso.exports.origins import account_rows, in_short
from sayso.ground.names import Names
from sayso.ledger.asking import KeptQuestion
from sayso.records import to_json

MOST_ROWS = 500
"""Rows of one answer at most."""
WRONG: dict[int | str, dict[str, Any]] = {
    code: {"description": words, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Wrong"}}}}
    for code, words in {400: "What is asked for cannot be", 404: "There is none", 422: "A field is none"}.items()
}  # fmt: skip


class Wrong(BaseModel):
    """What is wrong, in one sentence."""

    error: str


class PastedPage(BaseModel):
    """A page to be read: its text or markup, and what is known of it; without a text it is fetched from its
    address."""

    text: str = ""
    url: str | None = None
    published: str | None = None
    publisher: str | None = None


class ToRead(BaseModel):
    """Pages to be read together; nothing of them is kept."""

    pages: Annotated[list[PastedPage], Field(min_length=1, max_length=MOST_PASTED)]


class ApiAnswer(BaseModel):
    """What pages say together: a sentence, the happenings by weight, and the pages that could not be read."""

    sentence: str | None
    happenings: list[dict[str, Any]]
    refused: list[dict[str, str]]


class Judgement(BaseModel):
    """A verdict on some claims by a named reviewer, kept beside them. `text`: the claim as it should be (amend), the
    claims it should be, one a line (split), the id of the one it is (merge)."""

    ids: Annotated[list[str], Field(min_length=1, max_length=MOST_ROWS)]
    by: Annotated[str, Field(min_length=1)]
    verdict: Literal["accept", "amend", "reject", "merge", "split", "undo"]
    text: str = ""
    note: str = ""
    settle: bool = False


class ToKeep(BaseModel):
    """A question to be kept: its title, and the fields of a search that it asks for."""

    title: str
    asked: dict[str, str]


class Named(BaseModel):
    """The id of a kept question."""

    id: str


class Kept(BaseModel):
    """How many claims were judged."""

    judged: int


def _json(found: Any) -> Response:
    """A record as JSON, fields in their declared order."""
    return Response(to_json(found), media_type="application/json")


def router(hands: Hands, ledger: Ledger | None, names: Names) -> APIRouter:
    """The addresses; without a ledger only that which reads pages."""
    routes = APIRouter(prefix="/api", responses={**WRONG, 400: {**WRONG[400], "model": Wrong}})
    _reading(routes, hands)
    if ledger is not None:
        _asking(routes, ledger, names)
        _records(routes, ledger, names)
        _judging(routes, ledger)
        _keeping(routes, ledger, names)
    return routes


def _reading(routes: APIRouter, hands: Hands) -> None:
    @routes.post("/read", response_model=ApiAnswer)
    def read(given: ToRead) -> Response:
        """Read pages and say on whose word they rest; nothing is kept."""
        sheets = [
            PastedText(p.text, f"Page {n}", p.url, p.published, p.publisher) for n, p in enumerate(given.pages, 1)
        ]
        found = hands.read(sheets)
        accounts = found.origins.accounts
        said = in_short(accounts[0]) if accounts else None
        refused = [{"page": r.name, "error": r.sentence} for r in found.refused]
        return _json({"sentence": said, "happenings": list(account_rows(found.origins)), "refused": refused})


def _asking(routes: APIRouter, ledger: Ledger, names: Names) -> None:
    @routes.get("/search", response_model=SearchResult)
    def search(
        question: Asking, before: int | None = None, most: Annotated[int, Query(ge=1, le=MOST_ROWS)] = 50
    ) -> Response:
        """Claims that fit, the last recorded first; `before` is the `next` of the page before."""
        return _json(ledger.search(question.sought(ledger, names, before), most))

    @routes.get("/brief", response_model=Brief)
    def brief(q: str, lines: Annotated[int, Query(ge=1, le=MOST_ROWS)] = 20) -> Response:
        """What is claimed of something, by whom, on how many origins, with footnotes."""
        return _json(ledger.brief(q, None, lines, names))

    @routes.get("/presence", response_model=Presence)
    def presence(
        force: str = "", place: str = "", kind: str = "", as_of: str = "", known_by: str = "", recorded_by: str = ""
    ) -> Response:
        """Whose forces are where, since when, according to whom."""
        asked = {"force": force, "place": place, "kind": kind, "as_of": as_of, "known_by": known_by}
        return _json(ledger.presence(presence_query(names, **asked, recorded_by=recorded_by)))


def _records(routes: APIRouter, ledger: Ledger, names: Names) -> None:
    @routes.get("/claims/{claim}", response_model=ClaimRead)
    def one(claim: str) -> Response:
        """A claim with its page, its reviews and what other coders made of its words."""
        return _json(ledger.claim(claim))

    @routes.get("/claims/{claim}/citation", response_model=dict[str, str])
    def cite(claim: str) -> Response:
        """A claim as footnote, CSL-JSON, BibTeX and bundle."""
        forms, bundle = citation(ledger, claim)
        return _json({**forms, "bundle": bundle})

    @routes.get("/happenings/{claim}", response_model=list[dict[str, Any]])
    def happening(claim: str) -> Response:
        """The happening that a claim tells: pages, statements, origins, sides, who says otherwise."""
        return _json(list(account_rows(ledger.origins_of(ledger.claim(claim).claim.id, names))))

    @routes.get("/articles/{article:path}", response_model=PageRead)
    def article(article: str, version: str | None = None) -> Response:
        """A page with its text, its claims, its versions and its copies."""
        return _json(ledger.page(article, version))


def _judging(routes: APIRouter, ledger: Ledger) -> None:
    @routes.get("/queue", response_model=Queue)
    def waiting(by: str = "", most: Annotated[int, Query(ge=1, le=MOST_ROWS)] = 50) -> Response:
        """What to judge next: disputes, disagreeing coders, then by weight and doubt."""
        return _json(ledger.queue(by, most))

    @routes.post("/reviews", response_model=Kept)
    def judge(given: Judgement) -> Response:
        """Judge claims: all or none are kept."""
        count = judged(
            ledger, given.ids, given.by, given.verdict, settle=given.settle, text=given.text, note=given.note
        )
        return _json({"judged": count})


def _keeping(routes: APIRouter, ledger: Ledger, names: Names) -> None:
    @routes.get("/questions", response_model=list[KeptQuestion])
    def listed() -> Response:
        """The questions that are kept, by title."""
        return _json(ledger.questions())

    @routes.post("/questions", response_model=Named)
    def keep(given: ToKeep) -> Response:
        """Keep a question; the same question has the same id, and takes the new title."""
        if unknown := sorted(set(given.asked) - set(SEARCH_FIELDS)):
            raise UsageError(f"no field {unknown[0]!r}; a search has {', '.join(SEARCH_FIELDS)}")
        return _json({"id": questions.keep_asked(ledger, names, given.title, Question(**given.asked))})

    @routes.delete("/questions/{question}", response_model=Named)
    def drop(question: str) -> Response:
        """Take a question off the list."""
        return _json({"id": questions.drop_asked(ledger, question)})

    @routes.get("/questions/{question}/changes", response_model=list[News])
    def changes(question: str, most: Annotated[int, Query(ge=1, le=MOST_ROWS)] = 60) -> Response:
        """What changed in a question, the latest first: claims that came, were judged, undone, or went."""
        return _json(ledger.news(Question(**ledger.question(question).asked).sought(ledger, names), most))
