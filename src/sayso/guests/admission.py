"""Proposed claims → claims that verify, and those that do not, each with its reasons.

Only the fields that a coder is asked for are read. Ids, coder, event type, entity and chance are never taken over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sayso.english.quotes import quotes
from sayso.ground import edtf
from sayso.ground.voices import interested
from sayso.guests import slots
from sayso.guests.checks import Checks, Fault
from sayso.guests.page import GuestPage
from sayso.ontology import CONTEXTS, STATUSES
from sayso.records import Claim, Coder, Link, Quoted, Words, claim_id

OPEN_QUOTES = 16
ASKED_FIELDS = ("predicate", "evidence", "act", "mode", "status", "actors", "recipients", "places", "time", "decided",
         "quantities", "movement", "attribution", "contexts")  # fmt: skip
"""The fields that a coder gives; the rest of the record follows from them."""
FOLLOWS = ("id", "coder", "article_id", "sentence", "event_type", "event_mode", "auxiliary", "quoted", "confidence",
           "interested", "article")  # fmt: skip
"""Fields of the record that are not read, whoever gives them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """By whom claims are and how sure of them one may be; a `person` may give dates and numbers that Sayso does not
    read."""

    coder: Coder
    confidence: float
    person: bool = False


@dataclass(frozen=True, slots=True)
class RefusedClaim:
    """A claim as it was proposed, and why it is none."""

    given: Any
    faults: tuple[Fault, ...]


def admit(proposed: Iterable[Any], page: GuestPage, terms: Terms) -> tuple[list[Claim], list[RefusedClaim]]:
    """The claims that verify, in the order of the text, and the others as they were given."""
    found: list[Claim] = []
    refused: list[RefusedClaim] = []
    for given in proposed:
        claim, faults = _claim(given, page, terms)
        if claim is not None and claim in found:
            claim, faults = None, [Fault("claim", "repeated", "it was given before")]
        if claim is not None:
            found.append(claim)
        else:
            refused.append(RefusedClaim(given, tuple(faults)))
    ordinals: Counter[tuple[int, int]] = Counter()
    named = []
    for claim in sorted(found, key=lambda c: (c.predicate.start, c.predicate.end)):
        key = (claim.predicate.start, claim.predicate.end)
        name = claim_id(page.article.id, page.article.version, claim.predicate, ordinals[key])
        ordinals[key] += 1
        named.append(replace(claim, id=name))
    return named, refused


def _claim(given: Any, page: GuestPage, terms: Terms) -> tuple[Claim | None, list[Fault]]:
    """The claim, still without an id, or the faults for which there is none."""
    if not isinstance(given, Mapping):
        return None, [Fault("claim", "shape", "must be an object")]
    checks = Checks(page, person=terms.person)
    if terms.person:
        for name in sorted(set(given) - {*ASKED_FIELDS, *FOLLOWS}):
            checks.fault(str(name), "shape", f"is no field of a claim; those are {', '.join(ASKED_FIELDS)}")
    said = slots.evidence(checks, given.get("evidence"), "evidence")
    checks.evidence = [(w.start, w.end) for w in said]
    checks.at = said[0].start if said else 0
    predicate = checks.words(given.get("predicate"), "predicate", sole=True)
    if predicate is not None:
        checks.at = predicate.start
        if said and not any(a <= predicate.start and predicate.end <= b for a, b in checks.evidence):
            checks.fault("predicate", "words", "does not stand in the evidence")
    claim = _filled(checks, given, terms, said, predicate)
    return (None, checks.faults) if checks.faults else (claim, [])


def _filled(
    checks: Checks, given: Mapping[str, Any], terms: Terms, said: tuple[Words, ...], predicate: Words | None
) -> Claim | None:
    page, article = checks.page, checks.page.article
    act = _needed(checks, given, "act", tuple(page.ontology.types), "type of act")
    status = _needed(checks, given, "status", STATUSES, "status")
    modes = tuple(page.ontology.types[act].modes) if act else ()
    mode = checks.code(given.get("mode"), "mode", modes, f"mode of {act}") if act else None
    actors, recipients = (slots.parties(checks, given.get(name), name) for name in ("actors", "recipients"))
    places = slots.places(checks, given.get("places"), "places")
    time, decided = (slots.when(checks, given.get(name), name) for name in ("time", "decided"))
    numbers = slots.read_quantities(checks, given.get("quantities"), "quantities")
    moved = slots.read_movement(checks, given.get("movement"), "movement")
    links = slots.read_chain(checks, given.get("attribution"), "attribution")
    contexts = checks.codes(given.get("contexts"), "contexts", CONTEXTS, "context")
    if not (actors or recipients or moved):
        checks.fault("actors", "shape", "names nobody who does it or suffers it")
    if not act or not status or predicate is None or checks.faults:
        return None
    derived = page.ontology.derive(
        act, mode, status, historical=edtf.long_ago(time.edtf if time else None, article.anchor.edtf)
    )
    return Claim(
        id="", coder=terms.coder, article_id=article.id, sentence=_sentence(checks, predicate), predicate=predicate,
        act=act, mode=mode, status=status, event_type=derived.event_type,  # type: ignore[arg-type]
        event_mode=derived.event_mode, auxiliary=derived.auxiliary, contexts=contexts, actors=actors,
        recipients=recipients, places=places, time=time, decided=decided, quantities=numbers, movement=moved,
        attribution=links, quoted=_quoted(checks, predicate, links), evidence=said, confidence=terms.confidence,
        interested=interested(links, article.publisher, (*actors, *(moved.forces if moved else ())), page.names),
    )  # fmt: skip


def _needed(checks: Checks, given: Mapping[str, Any], name: str, known: tuple[str, ...], what: str) -> str | None:
    if given.get(name) in (None, ""):
        checks.fault(name, "shape", f"is missing: it needs a {what}")
        return None
    return checks.code(given[name], name, known, what)


def _sentence(checks: Checks, predicate: Words) -> int:
    """The number of its sentence. What stands in furniture is no news, unless a person says so."""
    found = checks.page.touched(predicate.start, predicate.end)
    if not found and not checks.person:
        checks.fault("predicate", "words", "stands in no sentence of the news, but in a credit, link or notice")
    return found[0] if found else 0


def _quoted(checks: Checks, predicate: Words, links: tuple[Link, ...]) -> Quoted:
    """By the marks around the words that carry the act; reported where somebody of the text says it."""
    inside = any(q.start <= predicate.start and predicate.end <= q.end for q in quotes(checks.text, OPEN_QUOTES))
    told = len(links) > len(checks.page.head)
    return "direct" if inside and told else "indirect" if told else "none"
