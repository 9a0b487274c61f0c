"""One act with all that is known of it → its claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.claims.acts import lexicon
from sayso.claims.article.document import Document
from sayso.claims.attribution.chain import chain, quotation_kind
from sayso.claims.coding import confidence
from sayso.claims.coding.gate import SURE_ACT
from sayso.claims.coding.numbers import at_home, numbers, victims
from sayso.claims.parties.mention import Mention
from sayso.claims.roles.draft import Draft
from sayso.claims.roles.movement import movement
from sayso.claims.say.frames import Frame, cues
from sayso.claims.scene.threads import Setting
from sayso.claims.scene.when import of_act
from sayso.claims.scene.where import ends, sites
from sayso.claims.sentence import View
from sayso.claims.weigh import Signs
from sayso.english.lists import listed
from sayso.ground.edtf import long_ago
from sayso.ground.voices import interested
from sayso.ontology import TYPES, acts_that_are
from sayso.records import Claim, Coder, Link, When, Words, claim_id

SPOKEN = acts_that_are("spoken")
"""Acts that are done by speaking."""
PROMISE_LEMMAS = listed("attribution", "promising")


@dataclass(frozen=True, slots=True)
class Scene:
    """The clause of an act, and when and where it happens by its own words."""

    held: tuple[Frame, ...]
    span: tuple[int, int]
    decided: When | None
    setting: Setting


def scene_of(document: Document, draft: Draft) -> Scene:
    """The scene of one act, by its own words alone."""
    view, hit, found = draft.view, draft.hit, draft.roles
    predicate = Words.at(view.text, hit.start, hit.end)
    held = tuple(f for f in document.near.frames(view) if f.holds(predicate.start, predicate.end))
    span = _clause(view, predicate, [c for f in held for c in f.content])
    times = [t for t in document.near.times.starting(view.start, view.stop) if t.end <= view.stop]
    if hit.sense.act not in SPOKEN:  # "…, the minister told a paper on Friday": the day of saying is none of the act
        times = [t for t in times if t.start < span[1] or not any(f.cue[1] <= t.start for f in held)]
    time, decided = of_act(view, times, hit, draft.verdict.status, document.article.anchor.edtf, span)
    where = sites(view, hit, span, document.near, found)
    who = frozenset(m.country or m.name for m in (*found.actors, *found.forces))
    return Scene(
        held, span, decided, Setting(view.sentence.index, hit.sense.act, draft.verdict.status, who, time, tuple(where))
    )


def claim_of(document: Document, draft: Draft, who: Coder, ordinal: int, scene: Scene, thread: Setting) -> Claim:
    """The claim of one act. `ordinal` counts claims of the same words; `thread` is its setting with what its thread
    tells."""
    article, view, hit, found = document.article, draft.view, draft.hit, draft.roles
    predicate = Words.at(view.text, hit.start, hit.end)
    span, time, where = scene.span, thread.time, thread.places
    counted = numbers(draft, document.quantities(view), span)
    historical = long_ago(time.edtf if time else None, article.anchor.edtf)
    derived = document.codebook.ontology.derive(
        hit.sense.act, hit.sense.mode, draft.verdict.status, historical=historical
    )
    said = chain(
        article,
        document.near.frames(view),
        predicate,
        document.near,
        _speakers(draft, document.near.frames(view)),
        document.codebook.names,
    )
    actors, moved = (
        tuple(m.party() for m in found.actors),
        movement(
            view, hit, found, draft.verdict.status, counted, ends(view, hit, span, document.near, scene.setting.places)
        ),
    )
    return Claim(
        id=claim_id(article.id, article.version, predicate, ordinal),
        coder=who,
        article_id=article.id,
        sentence=view.sentence.index,
        predicate=predicate,
        act=hit.sense.act,
        mode=hit.sense.mode,
        status=draft.verdict.status,
        event_type=derived.event_type,
        event_mode=derived.event_mode,
        auxiliary=derived.auxiliary,
        contexts=lexicon.contexts(view.text[view.start : view.stop]),
        actors=actors,
        recipients=at_home(hit.sense.act, [*(m.party() for m in found.recipients), *victims(draft, counted)], where),
        places=where,
        time=time,
        decided=scene.decided,
        quantities=tuple(counted),
        movement=moved,
        attribution=said,
        quoted=quotation_kind(predicate, scene.held, document.near),
        evidence=(Words.at(view.text, *span),),
        confidence=confidence.confidence(confidence_signs(document, draft, said)),
        interested=interested(
            said, article.publisher, (*actors, *(moved.forces if moved else ())), document.codebook.names
        ),
    )


def confidence_signs(document: Document, draft: Draft, said: Sequence[Link]) -> Signs:
    """What the confidence of an act rests on; `said` is its chain."""
    inside = [link for link in said if link.kind not in ("publisher", "agency")]
    return confidence.signs(draft, document.topic(draft.view), len(inside))


def _speakers(draft: Draft, frames: Sequence[Frame]) -> tuple[Mention, ...]:
    """The actors of an act that is done by speaking: who accuses, asks, threatens, praises is the last link of the
    chain; of one that a paper does ("the statement urged"), the paper. `frames` are those of the sentence."""
    hit = draft.hit
    cue = tuple(f.source for f in frames if f.cue[0] < hit.end and hit.start < f.cue[1] and f.source is not None)
    return (draft.roles.actors or cue[:1]) if _spoken(draft, cue) else ()


def _spoken(draft: Draft, cue: Sequence[Mention]) -> bool:
    """It is done by speaking; `cue`: who says something by the very words of the act."""
    sense, status_ = draft.hit.sense, draft.verdict.status
    words = draft.view.lower[draft.hit.first_token : draft.hit.last_token + 1]
    said = bool(cue) or any(w in cues().verbs for w in words)
    by_word = status_ == "happened" and (sense.act in SPOKEN or (said and sense.act in ("SUPPORT", "REJECT")))
    sure = draft.verdict.token >= 0 or dict(draft.verdict.scores).get(status_, 1.0) >= SURE_ACT
    told = status_ in ("demanded", "threatened") or (status_ == "planned" and _promised(draft))
    return (told and sure) or (by_word and sense.mode not in TYPES[sense.act].done)


def _promised(draft: Draft) -> bool:
    """ "Pledged to withdraw": who promises says so."""
    view, token = draft.view, draft.verdict.token
    return token >= 0 and bool(view.arcs) and view.arcs.lemmas[view.sentence.first + token].lower() in PROMISE_LEMMAS


def _clause(view: View, predicate: Words, contents: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The evidence: the innermost content that holds the act, cut to its sentence; else the sentence."""
    holding = [(s, e) for s, e in contents if s <= predicate.start and predicate.end <= e]
    start, end = min(holding, key=lambda c: c[1] - c[0], default=(view.start, view.stop))
    return max(start, view.start), min(end, view.stop)
