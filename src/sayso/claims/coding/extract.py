"""Document → claims, each with its reasons, and what was not coded with the first stage that said no."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from sayso.claims.acts import lexicon
from sayso.claims.article.document import Document
from sayso.claims.attribution import chain as links
from sayso.claims.codebook import PACKAGED, Codebook
from sayso.claims.coding import confidence
from sayso.claims.coding import when as dating
from sayso.claims.coding.reasons import no_act, no_party, no_politics, reasons
from sayso.claims.coding.retold import once
from sayso.claims.coding.staying import settled
from sayso.claims.coding.threads import Told, filled
from sayso.claims.coding.where import sites
from sayso.claims.parties.mentions import Mention
from sayso.claims.roles.by_arcs import roles
from sayso.claims.roles.draft import Draft
from sayso.claims.roles.movement import movement
from sayso.claims.say.frames import Frame, cues
from sayso.claims.sentence import View
from sayso.claims.status.events import event_mentions
from sayso.claims.status.weighed import status
from sayso.ground.voices import interested
from sayso.records import Claim, Coder, EventMention, Quantity, Reason, Uncoded, When, Words, claim_id
from sayso.resources import coder_digest

NAME = "sayso-rules"
SURE = 0.5
"""Chance of a political act in the reader's eyes that counts neither for nor against it."""
TOPIC, SLOPE, STRANGERS, LEAST = -0.3, 2.0, 0.7, 0.15
"""Log odds of politics that a sentence needs, how much less the surer the act is, how much more where no party of
politics is known,
and the chance of an act that is needed even then.
Set on corpus/decoys (fewer than 3 claims in 100 paragraphs) and corpus/boundaries."""
SPOKEN = frozenset({"ACCUSE", "REQUEST", "THREATEN"})
"""Acts that are done by speaking,"""
DEEDS = frozenset({"investigate"})
"""but for these modes."""
VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})
ASKING = VERBAL - {"CONCEDE"}
"""Acts of words that govern other acts;"""
OWN, REACH = 0.3, 4
"""the chance of being one that the reader must give them where they do, and how many arcs below they govern."""
CARRYING = frozenset({"ccomp", "xcomp", "obj", "obl", "nmod", "acl", "conj", "advcl"})


@dataclass(frozen=True, slots=True)
class Coding:
    """The claims of one article, the reasons of each by its id, and what gave none."""

    claims: tuple[Claim, ...] = ()
    reasons: tuple[tuple[str, tuple[Reason, ...]], ...] = ()
    uncoded: tuple[Uncoded, ...] = ()
    signs: tuple[tuple[str, confidence.Signs], ...] = ()
    """What each claim's confidence rests on, by its id."""

    def why(self, prefix: str) -> list[tuple[Claim, tuple[Reason, ...]]]:
        """Claims whose id begins with `prefix`, with their reasons."""
        by_id = dict(self.reasons)
        return [(c, by_id[c.id]) for c in self.claims if c.id.startswith(prefix)]


def coder(codebook: Codebook = PACKAGED) -> Coder:
    """Who codes here: the package's version, the digests of its tables, weights and code and of a user's own files,
    and the codebook."""
    own = codebook.digest
    return Coder(NAME, version("sayso"), "+".join(filter(None, (coder_digest(), own))), codebook.version)


def code(document: Document) -> Coding:
    """All claims in the order of their predicates. Pure: the same document gives the same claims."""
    drafts: list[Draft] = []
    uncoded = [
        Uncoded(s.start, s.end, "length", "longer than SAYSO_MAX_SENTENCE_CHARS", s.index) for s in document.too_long
    ]
    for view in document.views:
        found, why_not = _drafts(view, document.topic(view), document.near.frames(view))
        drafts += found
        if not found:
            uncoded.append(Uncoded(view.start, view.stop, *why_not, view.sentence.index))
    drafts = settled(drafts)
    kept = once(drafts, document)
    uncoded += _told_before(drafts, kept)
    uncoded += [
        Uncoded(p.start, p.end, "anatomy", f"{p.label} is furniture, not news")
        for p in document.article.parts
        if p.label not in ("body", "headline", "caption", "dateline")
    ]
    return _finish(document, drafts, kept, sorted(uncoded, key=lambda u: (u.start, u.end)))


def _told_before(drafts: Sequence[Draft], kept: Sequence[Draft]) -> list[Uncoded]:
    """The sentences whose every act was told before."""
    left = {d.view.sentence.index for d in kept}
    views = {d.view.sentence.index: d.view for d in drafts if d.view.sentence.index not in left}
    words: defaultdict[int, list[str]] = defaultdict(list)
    for d in drafts:
        words[d.view.sentence.index].append(d.view.text[d.hit.start : d.hit.end])
    return [Uncoded(v.start, v.stop, "retold", f"told before: {', '.join(words[i])}", i) for i, v in views.items()]


def _drafts(view: View, topic: float, frames: Sequence[Frame]) -> tuple[list[Draft], tuple[str, str]]:
    """Acts of one sentence that involve a party we can place; else the first stage that said no."""
    if not view.acts:
        return [], ("events", no_act(view))
    drafts = [Draft(view, hit, verdict := status(view, hit), roles(view, hit, verdict, frames)) for hit in view.acts]
    kept = [d for d in drafts if _political(d, topic) and not _governs(d, drafts)]
    return kept, _why_not(view, drafts, topic)


def _why_not(view: View, drafts: Sequence[Draft], topic: float) -> tuple[str, str]:
    if any(_of_state(m) for d in drafts for m in (*d.roles.actors, *d.roles.recipients, *d.roles.forces)):
        return "topic", no_politics(view, view.acts, topic)
    return "parties", no_party(view, view.acts)


def _governs(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """ "Agreed", "urged", "refused" beside the act they govern are that act's status, not acts of their own."""
    own = range(draft.hit.first_token, draft.hit.last_token + 1)
    others = [d for d in drafts if d is not draft]
    if draft.hit.sense.act in VERBAL and any(d.verdict.token in own for d in others):
        return True
    if _over(draft, others):
        return True
    if draft.hit.sense.act != "AGREE":
        return False
    near = [
        d for d in drafts if d is not draft and d.verdict.status in ("agreed", "planned") and d.hit.sense.act != "AGREE"
    ]
    return any(
        d.verdict.token in range(draft.hit.first_token, draft.hit.last_token + 1)
        or 0 < d.hit.first_token - draft.hit.last_token < 14
        for d in near
    )


def _over(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "Demanded" over "be out within a month": the act asked for hangs on the verb, which the reader sees as no act
    of its own."""
    view, sense = draft.view, draft.hit.sense
    if not view.arcs or sense.act not in ASKING or draft.verdict.status not in ("happened", "ongoing"):
        return False
    seen = view.event(draft.hit)
    if seen is not None and dict(seen.acts).get(sense.act, 0.0) >= OWN:
        return False
    first = view.sentence.first
    own = range(first + draft.hit.first_token, first + draft.hit.last_token + 1)
    return any(_hangs(view, view.top(d.hit), own) for d in others)


def _hangs(view: View, token: int, own: range) -> bool:
    """A token hangs on those of `own`, at most `REACH` arcs below, by arcs that carry what is asked, promised or done
    beside."""
    if token in own:
        return False
    for below in view.arcs.path(token)[: REACH + 1]:
        if below in own:
            return True
        if view.arcs.relation(below) not in CARRYING:
            return False
    return False


def _to_the_press(draft: Draft) -> bool:
    """ "Spoke to Reuters": say-so, no consultation."""
    return draft.hit.sense.act == "CONSULT" and any(
        m.kind == "outlet" for m in (*draft.roles.actors, *draft.roles.recipients)
    )


def _political(draft: Draft, topic: float) -> bool:
    """The sentence is about politics or conflict (log odds `topic`), the more so the less we know of the parties and
    of the act."""
    if _to_the_press(draft):
        return False
    parties = (*draft.roles.actors, *draft.roles.recipients, *draft.roles.forces)
    seen = draft.view.event(draft.hit)
    chance = seen.act if seen is not None else 0.5
    if any(_of_state(m) for m in parties):
        if draft.hit.entry.risky and not _both_sides(draft):
            return chance >= SURE and topic > TOPIC
        return topic > TOPIC - SLOPE * (chance - SURE)
    if parties:
        return chance >= LEAST and topic > TOPIC + STRANGERS + SLOPE * max(0.0, SURE - chance)
    return chance >= SURE and topic > TOPIC + 2 * STRANGERS


def _of_state(mention: Mention) -> bool:
    return bool(mention.country or mention.sectors or mention.force) and mention.kind != "place"


def _both_sides(draft: Draft) -> bool:
    return any(_of_state(m) for m in draft.roles.actors) and any(
        _of_state(m) for m in (*draft.roles.recipients, *draft.roles.forces)
    )


def _finish(document: Document, drafts: Sequence[Draft], kept: Sequence[Draft], uncoded: Sequence[Uncoded]) -> Coding:
    ordinals: Counter[tuple[int, int]] = Counter()
    claims, whys, found = [], [], []
    who = coder(document.codebook)
    scenes = {id(d): _scene(document, d) for d in drafts}
    threads = dict(zip(scenes, filled([s.told for s in scenes.values()]), strict=True))
    for draft in kept:
        key = (draft.hit.start, draft.hit.end)
        claim = _claim(document, draft, who, ordinals[key], scenes[id(draft)], threads[id(draft)])
        ordinals[key] += 1
        claims.append(claim)
        whys.append((claim.id, reasons(draft.view, draft.hit, draft.verdict, draft.roles, claim)))
        found.append((claim.id, _signs(document, draft)))
    return Coding(tuple(claims), tuple(whys), tuple(uncoded), tuple(found))


@dataclass(frozen=True, slots=True)
class _Scene:
    """The clause of an act, and when and where it happens by its own words."""

    held: tuple[Frame, ...]
    span: tuple[int, int]
    decided: When | None
    told: Told


def _scene(document: Document, draft: Draft) -> _Scene:
    view, hit, found = draft.view, draft.hit, draft.roles
    predicate = Words.at(view.text, hit.start, hit.end)
    held = tuple(f for f in document.near.frames(view) if f.holds(predicate.start, predicate.end))
    span = _clause(view, predicate, [c for f in held for c in f.content])
    times = [t for t in document.near.times.starting(view.start, view.stop) if t.end <= view.stop]
    time, decided = dating.of_act(view, times, hit, draft.verdict.status, document.article.anchor.edtf, span)
    where = sites(view, hit, span, document.near, found)
    who = frozenset(m.country or m.name for m in (*found.actors, *found.forces))
    return _Scene(
        held, span, decided, Told(view.sentence.index, hit.sense.act, draft.verdict.status, who, time, tuple(where))
    )


def _claim(document: Document, draft: Draft, who: Coder, ordinal: int, scene: _Scene, thread: Told) -> Claim:
    article, view, hit, found = document.article, draft.view, draft.hit, draft.roles
    predicate = Words.at(view.text, hit.start, hit.end)
    span, time, where = scene.span, thread.time, thread.places
    numbers = [q for q in document.quantities(view) if span[0] <= q.start and q.end <= span[1] and _counts(q, draft)
               and not dating.parted(view, (q.start, q.end), predicate)]  # fmt: skip
    historical = dating.historical(time.edtf if time else None, article.anchor.edtf)
    derived = document.codebook.ontology.derive(
        hit.sense.act, hit.sense.mode, draft.verdict.status, historical=historical
    )
    said = links.chain(
        article, document.near.frames(view), predicate, document.near, _speakers(draft), document.codebook.names
    )
    actors, moved = tuple(m.party() for m in found.actors), movement(view, hit, found, scene.told.places, numbers)
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
        recipients=tuple(m.party() for m in found.recipients),
        places=where,
        time=time,
        decided=scene.decided,
        quantities=tuple(numbers),
        movement=moved,
        attribution=said,
        quoted=links.quoted(predicate, scene.held, document.near),
        evidence=(Words.at(view.text, *span),),
        confidence=confidence.confidence(_signs(document, draft)),
        interested=interested(
            said, article.publisher, (*actors, *(moved.forces if moved else ())), document.codebook.names
        ),
    )


def _signs(document: Document, draft: Draft) -> confidence.Signs:
    return confidence.signs(draft.view, draft.hit, draft.verdict, draft.roles, document.topic(draft.view))


def _speakers(draft: Draft) -> tuple[Mention, ...]:
    """The actors of an act that is done by speaking: who accuses, asks, threatens, praises is the last link of the
    chain."""
    sense, status_ = draft.hit.sense, draft.verdict.status
    words = draft.view.lower[draft.hit.first_token : draft.hit.last_token + 1]
    said = any(w in cues().verbs for w in words)
    by_word = status_ == "happened" and (sense.act in SPOKEN or (said and sense.act in ("SUPPORT", "REJECT")))
    sure = draft.verdict.token >= 0 or dict(draft.verdict.scores).get(status_, 1.0) >= SURE
    spoken = (status_ in ("demanded", "threatened") and sure) or (by_word and sense.mode not in DEEDS)
    return draft.roles.actors if spoken else ()


def _clause(view: View, predicate: Words, contents: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The evidence: the innermost content that holds the act, cut to its sentence; else the sentence."""
    holding = [(s, e) for s, e in contents if s <= predicate.start and predicate.end <= e]
    start, end = min(holding, key=lambda c: c[1] - c[0], default=(view.start, view.stop))
    return max(start, view.start), min(end, view.stop)


def _counts(q: Quantity, draft: Draft) -> bool:
    return q.of != "other" or abs(q.start - draft.hit.end) < 40


def events(document: Document) -> list[EventMention]:
    """The layer `events`: every act word, every word in which the reader sees an event, and every other verb, each
    with its status."""
    return event_mentions(document.views)
