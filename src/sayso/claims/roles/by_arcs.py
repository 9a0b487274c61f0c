"""Who does it to whom: the actor, recipient and moving force of an act, over the dependency arcs.

Where a sentence was not parsed the words around the act decide (roles_plain.py); where the arcs leave a part empty,
the reader's own view of who fills it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.parties.mentions import Mention
from sayso.claims.parties.parts import Roles
from sayso.claims.roles import by_words as roles_plain
from sayso.claims.roles.folding import each, folded
from sayso.claims.roles.nationality import state, whose
from sayso.claims.say.frames import Frame, cues
from sayso.claims.sentence import View
from sayso.claims.status.weighed import Verdict
from sayso.claims.syntax import arguments
from sayso.claims.syntax.arguments import Heads
from sayso.english.closed import grammar

PARTY_KINDS = frozenset({"person", "country", "organization", "group", "force", "role", "outlet", "pronoun", "capital"})
COLLECTIVE = frozenset(
    [
        "member",
        "dozen",
        "hundred",
        "thousand",
        "score",
        "number",
        "group",
        "majority",
        "rest",
        "part",
        "handful",
        "series",
        "pair",
        "couple",
        "some",
        "many",
        "most",
        "all",
        "none",
        "each",
        "one",
        "two",
        "three",
        "several",
        "remnant",
        "column",
        "convoy",
        "contingent",
        "unit",
    ]
)
"""Lemmas that stand for what follows "of"."""
THINGS = frozenset({"it", "itself", "this", "that", "these"})
TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "CONCEDE", "AID"})
"""Acts whose reciprocal words put all parties among the actors; who fights somebody has a recipient."""
ADDRESSED = frozenset({"demanded", "refused", "threatened"})
GOVERNED = frozenset({"demanded", "agreed", "planned", "refused", "threatened"})
ARCS, WORDS, READER = 0.8, 0.6, 1.6
"""What a party's part weighs that the arcs, the words around the act, or the reader (times its probability) give."""
ENOUGH = {"actors": 1.1, "recipients": 0.75, "forces": 0.75}
"""How much weight a part takes: recipients are missed more often than they are wrong."""
STRONG, BESIDE = 1.4, {"actors": 1.35, "recipients": 1.35, "forces": 0.75}
"""Beside a party that arcs and words agree on another one takes more;"""
JOINED = 0.75
"""less where the two are joined by "and"."""


def roles(view: View, hit: ActHit, verdict: Verdict, frames: Sequence[Frame] = ()) -> Roles:
    """The roles of one act. For what is demanded the asker is actor and the addressee recipient.

    Who only says it (`frames`) has no part in it beside those who do it.
    """
    found = _roles(view, hit, verdict)
    sources = {f.source.start for f in frames if f.source is not None and f.holds(hit.start, hit.end)}
    others = tuple(m for m in found.actors if m.start not in sources)
    actors = others if others and verdict.status not in ADDRESSED else found.actors
    return replace(found, actors=each(actors), recipients=each(found.recipients))


def _roles(view: View, hit: ActHit, verdict: Verdict) -> Roles:
    near = _apart(roles_plain.roles(view, hit, verdict), verdict)
    if not view.arcs:
        return _apart(_moved(hit, near, verdict), verdict)
    at = view.top(hit)
    noun = view.arcs.tags[at] in ("NOUN", "PROPN") or (hit.form == "noun" and not hit.entry.seen)
    parsed = _apart(_noun(view, hit, at, verdict) if noun else _verb(view, hit, at, verdict), verdict)
    found = _weighed(view, hit, parsed, near)
    actors = folded(view, found.actors, parsed.actors)
    found = replace(found, actors=actors, recipients=folded(view, found.recipients, parsed.recipients))
    return _apart(_moved(hit, found, verdict), verdict)


def _moved(hit: ActHit, found: Roles, verdict: Verdict) -> Roles:
    """A force that moves with nobody named who sends it acts itself: "the departure of the peacekeepers", "troops were
    deployed"."""
    if not hit.sense.change:
        return found
    told = hit.sense.change == "seize" or verdict.status in ADDRESSED or hit.sense.act == "RETREAT"
    recipients = found.recipients if told or not found.actors else ()
    if found.actors:
        return replace(found, recipients=recipients)
    forces = found.forces or tuple(m for m in recipients if m.force)
    return replace(found, actors=forces, recipients=tuple(m for m in recipients if m not in forces), forces=forces)


def _weighed(view: View, hit: ActHit, parsed: Roles, near: Roles) -> Roles:
    """Each party in the part that arcs, words and reader together speak for most, if they do enough."""
    votes: dict[int, dict[str, float]] = {}
    known: dict[int, Mention] = {}
    for found, weight in ((parsed, ARCS), (near, WORDS)):
        for part in ("actors", "recipients", "forces"):
            _vote(votes, known, part, getattr(found, part), weight)
    event = view.event(hit)
    for part, name in (("actors", "actor"), ("recipients", "recipient"), ("forces", "force")):
        for stretch in event.role(name) if event is not None else ():
            _vote(votes, known, part, _seen(view, stretch), READER * stretch[2])
    chosen: dict[str, list[Mention]] = {"actors": [], "recipients": [], "forces": []}
    bars = {
        part: BESIDE[part] if max((v.get(part, 0.0) for v in votes.values()), default=0.0) >= STRONG else ENOUGH[part]
        for part in ENOUGH
    }
    for start in sorted(votes):
        sides = {part: votes[start].get(part, 0.0) for part in ("actors", "recipients")}
        best = max(sides, key=lambda part: (sides[part], part == "actors"))
        if sides[best] >= bars[best]:
            chosen[best].append(known[start])
        if votes[start].get("forces", 0.0) >= ENOUGH["forces"] and hit.sense.change:
            chosen["forces"].append(known[start])
    actors, recipients = (_with_joined(view, chosen[part], votes, part) for part in ("actors", "recipients"))
    forces = tuple(chosen["forces"])
    rule = (
        parsed.rule
        if (actors, recipients) == (parsed.actors, parsed.recipients)
        else f"{parsed.rule}, words and reader"
    )
    return Roles(actors, recipients, forces or (parsed.forces if hit.sense.change else ()), rule)


def _with_joined(
    view: View, group: list[Mention], votes: dict[int, dict[str, float]], part: str
) -> tuple[Mention, ...]:
    """Who is joined to a party by "and" plays its part, unless more speaks for another part."""
    whole = list(group)
    for m in group:
        beside = view.joined(m) if m in view.mentions else []
        whole += [other for other in beside if other not in whole and _plays(votes.get(other.start, {}), part)]
    return tuple(sorted(whole, key=lambda m: m.start))


def _plays(votes: dict[str, float], part: str) -> bool:
    """Nothing speaks for a party's other parts, or enough for this one and more than for them."""
    return not votes or (votes.get(part, 0.0) >= JOINED and max(votes, key=lambda name: votes[name]) == part)


def _vote(
    votes: dict[int, dict[str, float]], known: dict[int, Mention], part: str, group: Iterable[Mention], weight: float
) -> None:
    for m in group:
        known.setdefault(m.start, m)
        of = votes.setdefault(m.start, {})
        of[part] = of.get(part, 0.0) + weight


def _apart(found: Roles, verdict: Verdict) -> Roles:
    """Nobody is both actor and recipient; the moved force is a recipient only where it is told to move."""
    taken = {m.start for m in (*found.actors, *(found.forces if verdict.status != "demanded" else ()))}
    recipients = tuple(m for m in found.recipients if m.start not in taken)
    return replace(found, actors=_parties(found.actors), recipients=_parties(recipients), forces=_once(found.forces))


def _parties(group: Iterable[Mention]) -> tuple[Mention, ...]:
    return _once(m for m in group if m.kind in PARTY_KINDS and not _thing(m))


def _thing(mention: Mention) -> bool:
    """A pronoun that stands for no party we know ("initialled it"), or words on paper or on the air."""
    if mention.kind == "pronoun":
        return mention.name.lower() in THINGS and not mention.country and not mention.entity
    return mention.kind == "role" and mention.text.lower().split()[-1] in cues().lists["document"]


def _once(group: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple({m.start: m for m in group}.values())


# ---------------------------------------------------------------- from tokens to parties
def _those(view: View, heads: Heads) -> tuple[Mention, ...]:
    return tuple(m for head in heads for m in (_shared(view, head) or _one(_that(view, head))))


def _one(mention: Mention | None) -> tuple[Mention, ...]:
    return () if mention is None else (mention,)


def _shared(view: View, head: int) -> tuple[Mention, ...]:
    """ "Syrian and Russian jets", "the leaders of Turkey and Russia": one noun of several parties is a party of
    each."""
    owners = [
        c
        for c in view.arcs.children[head]
        if view.arcs.relation(c) in ("amod", "compound") or view.arcs.case(c) == "of"
    ]
    groups = [arguments.joined(view.arcs, c) for c in owners]
    group = next((g for g in groups if len(g) > 1), ())
    found = [state(view, token) for token in group]
    mention = _inside(view, head)
    if len(found) < 2 or not all(found) or mention is None or mention.kind not in ("role", "force"):
        return ()
    noun = view.tokens[mention.head].text
    return tuple(
        replace(mention, text=m.text, start=m.start, end=m.end, name=f"{m.name} {noun}", country=m.country, entity=None)
        for m in found
        if m
    )


def _that(view: View, head: int) -> Mention | None:
    """The mention of a token; of "dozens of soldiers", "members of Hamas" the part after "of" where the first is
    nobody we know."""
    i = head - view.sentence.first
    holding = [m for m in view.mentions if m.first <= i < m.last]
    found = next((m for m in holding if m.head == i), holding[0] if holding else None)
    if found is not None and (found.country or found.entity):
        return found
    inner = next(
        (m for c in arguments.obliques(view.arcs, head, ("of", "from")) if (m := _inside(view, c)) is not None), None
    )
    if found is None:
        return inner if view.arcs.lemmas[head].lower() in COLLECTIVE else None
    if inner is not None and inner.country and found.kind not in ("person", "pronoun"):
        return replace(found, country=inner.country)
    return found


def _inside(view: View, token: int) -> Mention | None:
    i = token - view.sentence.first
    return next((m for m in view.mentions if m.first <= i < m.last), None)


# ---------------------------------------------------------------- verbs
def _verb(view: View, hit: ActHit, at: int, verdict: Verdict) -> Roles:
    arcs = view.arcs
    subject = arguments.subject(arcs, at)
    who = tuple(_named(view, m) for m in _those(view, subject.heads))
    asker = _those(view, subject.asker or _asker(view, at, verdict))
    if subject.passive or hit.passive:
        by = _those(view, arguments.agents(arcs, at))
        if verdict.status == "demanded" and asker and not by:
            by = asker
        moved = who if hit.sense.frame == "object_force" else ()
        return Roles(by or _in_attack(view, at), who, moved, "passive")
    after = _those(view, arguments.objects(arcs, at)) or _behind(view, arguments.objects(arcs, at))
    if verdict.status == "demanded" and asker:
        moved = who if hit.sense.frame == "subject_force" else after
        return Roles(asker, who, moved if hit.sense.change else (), "demanded")
    return _active(view, hit, at, verdict, who, after)


def _named(view: View, mention: Mention) -> Mention:
    """A place of no known country that acts is somebody: "Ruritania has deployed"."""
    name = view.arcs.tags[view.sentence.first + mention.head] == "PROPN"
    return replace(mention, kind="capital") if mention.kind == "place" and not mention.country and name else mention


def _in_attack(view: View, at: int) -> tuple[Mention, ...]:
    """ "Killed in a PKK attack": whose the act is in which it happened."""
    first = view.sentence.first
    others = {i for h in view.acts for i in range(first + h.first_token, first + h.last_token + 1)}
    for token in arguments.obliques(view.arcs, at, ("in", "during", "by", "from")):
        if token in others:
            return tuple(m for o in arguments.owners(view.arcs, token) if (m := _party_orstate(view, o)) is not None)
    return ()


def _behind(view: View, heads: Heads) -> tuple[Mention, ...]:
    """Whose the object is that is no party itself: "condemned Russia's role", "downed an Iranian drone"."""
    found = [
        owner
        for head in heads
        for owner in (*arguments.owners(view.arcs, head), *arguments.obliques(view.arcs, head, ("of", "on")))
    ]
    return tuple(m for owner in found if (m := _party_orstate(view, owner)) is not None)


def _party_orstate(view: View, token: int) -> Mention | None:
    found = _that(view, token)
    if found is not None:
        found = whose(view, found)
    return state(view, token) if found is None or found.kind == "place" else found


def _asker(view: View, at: int, verdict: Verdict) -> Heads:
    """Who demands what stands in a clause of its own: "demanded that Russia withdraw"."""
    if verdict.status != "demanded":
        return ()
    first = view.sentence.first
    asking = {first + i for h in view.hits if h.sense.act == "REQUEST" for i in range(h.first_token, h.last_token + 1)}
    asking |= {first + verdict.token} if verdict.token >= 0 else set()
    governor = next((token for token in view.arcs.path(at)[1:] if token in asking), None)
    return () if governor is None else arguments.subject(view.arcs, governor).heads


def _active(
    view: View, hit: ActHit, at: int, verdict: Verdict, who: tuple[Mention, ...], after: tuple[Mention, ...]
) -> Roles:
    frame = hit.sense.frame
    if frame == "reciprocal" and (hit.sense.act not in TOGETHER or verdict.status in ADDRESSED):
        return Roles(who, after or _by_word(view, at, ("with", "against", "to")), (), "one-sided")
    if frame == "reciprocal":
        return Roles((*who, *after, *_by_word(view, at, ("with", "and"))), (), (), "reciprocal")
    if frame == "object_force" and any(m.force for m in after):
        return Roles(who, (), tuple(m for m in after if m.force), "object-force")
    if frame in ("subject_force", "object_force"):
        return Roles(who, (), tuple(m for m in who if m.force or m.kind == "pronoun") or who, "subject-force")
    if frame == "subject_only":
        return Roles(who, (), (), "subject-only")
    if frame == "object_only":
        return Roles((), who, (), "object-only")
    return Roles(who, after or _by_word(view, at, hit.entry.recipient_prep), (), "active")


def _by_word(view: View, at: int, prepositions: Collection[str]) -> tuple[Mention, ...]:
    return _those(view, arguments.obliques(view.arcs, at, prepositions))


# ---------------------------------------------------------------- nouns
def _noun(view: View, hit: ActHit, at: int, verdict: Verdict) -> Roles:
    arcs = view.arcs
    owner = tuple(m for o in arguments.owners(arcs, at) if (m := _party_orstate(view, o)) is not None) or _running_in(
        view, hit
    )
    of = _by_word(view, at, ("of",))
    actors = owner or _by_word(view, at, (*hit.entry.actor_prep, "by"))
    recipients = _by_word(view, at, hit.entry.recipient_prep)
    if hit.sense.act == "ASSAULT":
        recipients = _those(view, arguments.harmed(arcs, at)) or recipients
    forces: tuple[Mention, ...] = ()
    if hit.sense.change:
        forces = tuple(m for m in (*of, *owner) if m.force) or of or owner
        recipients = ()
    if hit.sense.frame == "reciprocal":
        actors, recipients = (*actors, *_by_word(view, at, ("between", "of", "with", "and", "among"))), ()
    governor = _those(view, arguments.doers(arcs, at)) if arcs.child(at, "nmod:poss") is None else ()
    if hit.sense.frame == "reciprocal" and len(actors) > 1:
        actors = (*governor, *actors) if verdict.status in GOVERNED else actors
    elif not actors or (verdict.status in GOVERNED and governor):
        actors = governor or actors
    return Roles(actors, recipients, forces, "noun")


def _running_in(view: View, hit: ActHit) -> tuple[Mention, ...]:
    """A mention that the noun itself is a part of ("the Russian withdrawal" read as one name)."""
    return tuple(m for m in view.mentions if m.first < hit.first_token < m.last)[:1]


# ---------------------------------------------------------------- what the reader sees
def _seen(view: View, stretch: tuple[int, int, float]) -> tuple[Mention, ...]:
    start, end, score = stretch
    there = [m for m in view.mentions if start <= view.tokens[m.head].start < end and (m.kind != "place" or m.country)]
    inside = tuple(m for m in (whose(view, m) for m in there if not _placing(view, m, start)) if m.kind != "place")
    if inside or score < 0.5:
        return inside
    return tuple(_described(view, start, end))


def _placing(view: View, mention: Mention, start: int) -> bool:
    """The mention tells where somebody is whom the stretch names before it: "a tanker off Evia"."""
    return view.tokens[mention.first].start > start and view.governed(mention) in grammar().placing


def _described(view: View, start: int, end: int) -> list[Mention]:
    """Somebody the tables do not know, with what the text says of them: "air defences", "the shopkeepers of the old
    town"."""
    inside = [i for i, t in enumerate(view.tokens) if start <= t.start < end]
    if not inside:
        return []
    head = view.arcs.top(view.sentence.first + inside[0], view.sentence.first + inside[-1] + 1) - view.sentence.first
    if view.arcs.tags[view.sentence.first + head] not in ("NOUN", "PROPN"):
        return []
    owner = next(
        (m for o in arguments.owners(view.arcs, view.sentence.first + head) if (m := state(view, o)) is not None), None
    )
    words = view.text[start:end]
    name = re.sub(r"^(?:the|an?|its|his|their|our)\s+", "", words, flags=re.IGNORECASE)
    return [
        Mention(
            words, start, end, inside[0], inside[-1] + 1, head, "role", name, country=owner.country if owner else None
        )
    ]
