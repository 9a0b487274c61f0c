"""Why a claim is as it is: for each field the rule or head that decided, the words it saw, and what else was
possible."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.names.finder import NameHit
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.parts import Roles
from sayso.claims.roles.draft import Draft
from sayso.claims.sentence import View
from sayso.reading import EventWord
from sayso.records import Claim, Party, Place, Reason, Words

CHANCES_SHOWN = 4
"""How many possibilities are shown, best first."""
STAKES = {True: "yes", False: "no", None: "unknown"}
Chances = tuple[tuple[str, float], ...]


def reasons(draft: Draft, claim: Claim) -> tuple[Reason, ...]:
    """The reasons of one claim, in the order in which its fields were decided."""
    view, hit, verdict, roles = draft.view, draft.hit, draft.verdict, draft.roles
    seen = view.event(hit)
    at = verdict.token
    cue = Words.at(view.text, view.tokens[at].start, view.tokens[at].end) if 0 <= at < len(view.tokens) else None
    sayso = " ← ".join(link.name or link.text or "unnamed" for link in claim.attribution) or "the writer"
    cues = next((link.cue for link in reversed(claim.attribution) if link.cue is not None), None)
    return (
        Reason("act", f"{claim.act} {claim.mode or ''}".strip(), _rule(hit), claim.predicate, _acts(seen)),
        Reason("claimed", f"{draft.claimed:.2f}", f"the gate: {draft.gate}"),
        Reason("status", claim.status, f"status.yaml: {verdict.rule}", cue, verdict.scores[:CHANCES_SHOWN]),
        Reason(
            "event_type",
            f"{claim.event_type} {claim.event_mode or ''}".strip(),
            f"codebook: {claim.act} with {claim.status}",
        ),
        Reason(
            "actors",
            _names(claim.actors),
            _voters(roles, "actor"),
            _first(view, roles.actors),
            _parties(view, seen, "actor"),
        ),
        Reason(
            "recipients",
            _names(claim.recipients),
            _voters(roles, "recipient"),
            _first(view, roles.recipients),
            _parties(view, seen, "recipient"),
        ),
        Reason("places", ", ".join(p.name for p in claim.places) or "none", _tables(view, claim.places)),
        Reason("attribution", sayso, "; ".join(link.kind for link in claim.attribution) or "no credit, no cue", cues),
        Reason("interested", STAKES[claim.interested], "side of the origin against the sides of actors and forces"),
    )


def _tables(view: View, places: Sequence[Place]) -> str:
    """Which table names each place."""
    hits = [(p, next((n for n in view.names if p.start <= n.start < p.end), None)) for p in places]
    return "; ".join(_table(place, hit) for place, hit in hits) or "no place of the act is named"


def _table(place: Place, hit: NameHit | None) -> str:
    if hit is not None and hit.entry.own:
        return "your table of places"
    if place.geonames_id is not None:
        return f"gazetteer {place.geonames_id}"
    return "places.csv and countries.csv" if hit is not None else "its form alone"


def _voters(roles: Roles, slot: str) -> str:
    """The rule, and what each voter said of the parties of a slot."""
    return "; ".join((roles.rule, *(said for name, said in roles.shares if name == slot)))


def no_act(view: View) -> str:
    """Why a sentence without a word of the lexicon holds no act: the word in which the reader came nearest to one."""
    tokens = range(view.sentence.first, view.sentence.last)
    inside = [view.events[i] for i in tokens if i in view.events and view.events[i].act > 0]
    if not inside:
        return "no word that names an act"
    nearest = max(inside, key=lambda event: (event.act, -event.token))
    word = view.tokens[nearest.token - view.sentence.first].text
    return f"no word that names an act; the reader comes nearest at “{word}”, {_act(nearest)} {nearest.act:.2f}"


def no_party(view: View, hits: Sequence[ActHit]) -> str:
    """Why a sentence's acts are not political, with their words."""
    return f"{_words(view, hits)}: no political party or force does it or suffers it"


def no_politics(view: View, hits: Sequence[ActHit], topic: float) -> str:
    """The same where there are such parties. `topic`: log odds that the sentence is about politics or conflict."""
    odds = f"the sentence is not about politics or conflict (log odds {topic:.1f})"
    return f"{_words(view, hits)}: {odds}, or the reader is not sure of the act"


def _words(view: View, hits: Sequence[ActHit]) -> str:
    return ", ".join(f"“{' '.join(view.text[hit.start : hit.end].split())}” ({hit.sense.act})" for hit in hits)


def _rule(hit: ActHit) -> str:
    entry = hit.entry
    if entry.own:
        return f"your codebook: {entry.pos} {entry.lemma!r}"
    if entry.seen:
        return "the reader's act head: a word that acts.yaml does not have"
    overruled = hit.sense.act != entry.sense.act and hit.sense not in [option.sense for option in entry.options]
    return (
        f"the reader's act head over acts.yaml: {entry.pos} {entry.lemma!r}"
        if overruled
        else f"acts.yaml: {entry.pos} {entry.lemma!r}"
    )


def _act(event: EventWord) -> str:
    return next(name for name, _ in event.acts if name != "none")


def _acts(seen: EventWord | None) -> Chances:
    """Acts and modes that the reader held possible; "none" is that the word names no political act."""
    if seen is None:
        return ()
    return tuple(sorted((*seen.acts, *seen.modes), key=lambda pair: -pair[1])[:CHANCES_SHOWN])


def _parties(view: View, seen: EventWord | None, role: str) -> Chances:
    if seen is None:
        return ()
    best = sorted(seen.role(role), key=lambda stretch: -stretch[2])[:CHANCES_SHOWN]
    return tuple((" ".join(view.text[start:end].split()), score) for start, end, score in best)


def _names(parties: Sequence[Party]) -> str:
    return "; ".join(party.name for party in parties) or "none"


def _first(view: View, mentions: Sequence[Mention]) -> Words | None:
    return Words.at(view.text, mentions[0].start, mentions[0].end) if mentions else None
