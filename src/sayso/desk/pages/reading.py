"""A page of the ledger with its claims marked, a claim with its fields, and a happening with all who tell of it."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request, Response

from sayso.answers.store import Ledger
from sayso.desk.hands import Hands
from sayso.desk.pages.fields import fields, fields_corrected
from sayso.desk.pages.telling import tellings
from sayso.desk.pictures.chains import chain_picture
from sayso.desk.pictures.marks import marked
from sayso.desk.rendering import Pages
from sayso.exports.citation import CITATION_FORMS
from sayso.exports.interchange.kept import kept_claims
from sayso.ground.names import Names
from sayso.judge import bundle
from sayso.ledger.queries import DESCRIPTION


def router(hands: Hands, pages: Pages, ledger: Ledger, names: Names) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/articles/{article:path}")
    def story(request: Request, article: str, version: str | None = None, claim: str = "") -> Response:
        found = ledger.page(article, version)
        sheet = marked(found.text or "", found.claims, (), claim)
        return pages.show(request, "story", found=found, sheet=sheet)

    @routes.get("/claims/{claim}")
    def one(request: Request, claim: str) -> Response:
        found = ledger.claim(claim)
        origins = ledger.origins_of(claim, names)
        told = tellings(origins, origins.accounts[0]) if origins.accounts else None
        corrected = {
            r.n: fields_corrected(found.claim, r.detail.claim) for r in found.reviews if r.detail.claim is not None
        }
        return pages.show(
            request, "claim", found=found, fields=fields(found.claim), told=told, chains=chain_picture([found.told]),
            corrected=corrected,
        )  # fmt: skip

    @routes.get("/claims/{claim}/why")
    def why(request: Request, claim: str) -> Response:
        found = ledger.claim(claim)
        page = ledger.page(found.told.page.id, found.told.page.version)
        reasons = hands.why(page.fields, claim) if page.text is not None else ()
        return pages.show(request, "why", found=found, reasons=reasons, has_text=page.text is not None)

    @routes.get("/claims/{claim}/cite")
    def cite(request: Request, claim: str) -> Response:
        forms, held = citation(ledger, claim)
        return pages.show(request, "cite", claim=claim, forms=forms, bundle=held)

    @routes.get("/happenings/{claim}")
    def happening(request: Request, claim: str) -> Response:
        origins = ledger.origins_of(ledger.claim(claim).claim.id, names)
        told = tellings(origins, origins.accounts[0]) if origins.accounts else None
        return pages.show(
            request,
            "happening",
            claim=claim,
            told=told,
            chains=chain_picture(told.told) if told else None,
            seen=origins.seen,
        )

    return routes


def citation(ledger: Ledger, claim: str) -> tuple[dict[str, str], str]:
    """A claim in every form of a citation, and as a bundle that proves itself. Raises NotFound."""
    found = ledger.cited(claim)
    (item,) = kept_claims([found.row])
    held = bundle.bundle(item.claim, {name: found.row[name] for name in DESCRIPTION}, found.state)
    forms = {name: form(item, held["sha256"]) for name, form in CITATION_FORMS.items()}
    return forms, json.dumps(held, ensure_ascii=False, indent=1)
