"""Document → claims, each with its reasons, and what was not coded with the first stage that said no."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from sayso.claims.article.document import Document
from sayso.claims.codebook import NO_CODEBOOK, Codebook
from sayso.claims.coding.claim import claim_of, confidence_signs, scene_of
from sayso.claims.coding.gate import of_state, political
from sayso.claims.coding.reasons import no_act, no_party, no_politics, reasons
from sayso.claims.coding.retold import once
from sayso.claims.coding.staying import remaining
from sayso.claims.roles.by_arcs import roles
from sayso.claims.roles.draft import Draft
from sayso.claims.say.frames import Frame
from sayso.claims.scene.threads import filled
from sayso.claims.sentence import View
from sayso.claims.status.events import event_mentions
from sayso.claims.status.weighed import status
from sayso.claims.weigh import Signs
from sayso.records import Claim, Coder, EventMention, Reason, Uncoded
from sayso.resources import coder_digest

CODER_NAME = "sayso-rules"


@dataclass(frozen=True, slots=True)
class Coding:
    """The claims of one article, the reasons of each by its id, and what gave none."""

    claims: tuple[Claim, ...] = ()
    reasons: tuple[tuple[str, tuple[Reason, ...]], ...] = ()
    uncoded: tuple[Uncoded, ...] = ()
    signs: tuple[tuple[str, Signs], ...] = ()
    """What each claim's confidence rests on, by its id."""

    def why(self, prefix: str) -> list[tuple[Claim, tuple[Reason, ...]]]:
        """Claims whose id begins with `prefix`, with their reasons."""
        by_id = dict(self.reasons)
        return [(c, by_id[c.id]) for c in self.claims if c.id.startswith(prefix)]


def coder(codebook: Codebook = NO_CODEBOOK) -> Coder:
    """Who codes here: the package's version, the digests of its tables, weights and code and of a user's own files,
    and the codebook."""
    own = codebook.digest
    return Coder(CODER_NAME, _version(), "+".join(filter(None, (coder_digest(), own))), codebook.version)


@cache
def _version() -> str:
    return version("sayso")


def code_document(document: Document) -> Coding:
    """All claims in the order of their predicates. Pure: the same document gives the same claims."""
    drafts, uncoded = political_acts(document)
    kept = once(drafts, document)
    uncoded += _told_before(drafts, kept)
    uncoded += [
        Uncoded(p.start, p.end, "anatomy", f"{p.label} is furniture, not news")
        for p in document.article.parts
        if p.label not in ("body", "headline", "caption", "dateline")
    ]
    return _finish(document, drafts, kept, sorted(uncoded, key=lambda u: (u.start, u.end)))


def political_acts(document: Document) -> tuple[list[Draft], list[Uncoded]]:
    """The political acts of all sentences, those told again too, and the sentences without one."""
    drafts: list[Draft] = []
    told: set[str] = set()
    uncoded = [
        Uncoded(s.start, s.end, "length", "longer than SAYSO_MAX_SENTENCE_CHARS", s.index) for s in document.too_long
    ]
    for view in document.views:
        proposed, topic = drafts_of(view, document.near.frames(view)), document.topic(view)
        found = political(proposed, (topic, document.whole_topic), told)
        drafts += found
        told |= {d.hit.sense.act for d in found if not d.headline}
        if not found:
            uncoded.append(Uncoded(view.start, view.stop, *_why_not(view, proposed, topic), view.sentence.index))
    return remaining(drafts), uncoded


def _told_before(drafts: Sequence[Draft], kept: Sequence[Draft]) -> list[Uncoded]:
    """The sentences whose every act was told before."""
    left = {d.view.sentence.index for d in kept}
    views = {d.view.sentence.index: d.view for d in drafts if d.view.sentence.index not in left}
    words: defaultdict[int, list[str]] = defaultdict(list)
    for d in drafts:
        words[d.view.sentence.index].append(d.view.text[d.hit.start : d.hit.end])
    return [Uncoded(v.start, v.stop, "retold", f"told before: {', '.join(words[i])}", i) for i, v in views.items()]


def drafts_of(view: View, frames: Sequence[Frame]) -> list[Draft]:
    """Every act of one sentence with its status and parties, before the gate."""
    return [Draft(view, hit, verdict := status(view, hit), roles(view, hit, verdict, frames)) for hit in view.acts]


def _why_not(view: View, drafts: Sequence[Draft], topic: float) -> tuple[str, str]:
    """The first stage that said no, and why."""
    if not drafts:
        return "events", no_act(view)
    if any(of_state(m) for d in drafts for m in (*d.roles.actors, *d.roles.recipients, *d.roles.forces)):
        return "topic", no_politics(view, view.acts, topic)
    return "parties", no_party(view, view.acts)


def _finish(document: Document, drafts: Sequence[Draft], kept: Sequence[Draft], uncoded: Sequence[Uncoded]) -> Coding:
    ordinals: Counter[tuple[int, int]] = Counter()
    claims, whys, found = [], [], []
    who = coder(document.codebook)
    scenes = {id(d): scene_of(document, d) for d in drafts}
    threads = dict(zip(scenes, filled([s.setting for s in scenes.values()]), strict=True))
    for draft in kept:
        key = (draft.hit.start, draft.hit.end)
        claim = claim_of(document, draft, who, ordinals[key], scenes[id(draft)], threads[id(draft)])
        ordinals[key] += 1
        claims.append(claim)
        whys.append((claim.id, reasons(draft, claim)))
        found.append((claim.id, confidence_signs(document, draft, claim.attribution)))
    return Coding(tuple(claims), tuple(whys), tuple(uncoded), tuple(found))


def event_layer(document: Document) -> list[EventMention]:
    """The layer `events`: every act word, every word in which the reader sees an event, and every other verb, each
    with its status."""
    return event_mentions(document.views)
