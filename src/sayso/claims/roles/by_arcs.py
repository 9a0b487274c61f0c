"""Who does it to whom: the actor, recipient and moving force of an act, over the dependency arcs.

Where a sentence was not parsed the words around the act decide (by_words.py); where the arcs leave a part empty,
the reader's own view of who fills it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.parts import Roles
from sayso.claims.roles import by_words
from sayso.claims.roles.evidence import ADDRESSED, weighed
from sayso.claims.roles.folding import each, folded
from sayso.claims.roles.resolve import owners_of, party_or_state, those
from sayso.claims.roles.senders import SENT, of_sender, sender
from sayso.claims.say.frames import Frame, cues
from sayso.claims.sentence import View
from sayso.claims.status.weighed import StatusVerdict
from sayso.claims.syntax import arguments
from sayso.claims.syntax.arguments import Heads
from sayso.ontology import acts_that_are
from sayso.reading import ArticleToken

PARTY_KINDS = frozenset({"person", "country", "organization", "group", "force", "role", "outlet", "pronoun", "capital"})
THING_PRONOUNS = frozenset({"it", "itself", "this", "that", "these"})
JOINT = acts_that_are("joint")
"""Acts whose reciprocal words put all parties among the actors; who fights somebody has a recipient."""
PROSPECTIVE = frozenset({"demanded", "agreed", "planned", "refused", "threatened"})


def roles(view: View, hit: ActHit, verdict: StatusVerdict, frames: Sequence[Frame] = ()) -> Roles:
    """The roles of one act. For what is demanded the asker is actor and the addressee recipient.

    Who only says it (`frames`) has no part in it beside those who do it.
    """
    found = _roles(view, hit, verdict)
    sources = {f.source.start for f in frames if f.source is not None and f.holds(hit.start, hit.end)}
    others = tuple(m for m in found.actors if m.start not in sources)
    actors = others if others and verdict.status not in ADDRESSED else found.actors
    return replace(found, actors=each(actors), recipients=each(found.recipients))


def _roles(view: View, hit: ActHit, verdict: StatusVerdict) -> Roles:
    if not view.arcs:
        return _apart(_moved(hit, _apart(by_words.roles(view, hit, verdict), verdict), verdict), verdict)
    parsed, near = role_votes(view, hit, verdict)
    found = weighed(view, hit, verdict, parsed, near)
    actors = folded(view, found.actors, parsed.actors)
    found = replace(found, actors=actors, recipients=folded(view, found.recipients, parsed.recipients))
    return _sent(hit, _apart(_moved(hit, found, verdict), verdict), verdict)


UNIFORMED = frozenset({"MIL", "COP", "PRM"})


def _sent(hit: ActHit, found: Roles, verdict: StatusVerdict) -> Roles:
    country, actors = sender(hit, found, verdict.status), {m.start for m in found.actors}
    forces = tuple(m if m.start in actors else of_sender(m, country) for m in found.forces)
    return replace(found, forces=forces)


def role_votes(view: View, hit: ActHit, verdict: StatusVerdict) -> tuple[Roles, Roles]:
    """What the arcs and what the words around an act say of its parties; the sentence has arcs."""
    at = view.top(hit)
    noun = view.arcs.tags[at] in ("NOUN", "PROPN") or (hit.form == "noun" and not hit.entry.seen)
    parsed = _noun(view, hit, at, verdict) if noun else _verb(view, hit, at, verdict)
    return _apart(parsed, verdict), _apart(by_words.roles(view, hit, verdict), verdict)


def _moved(hit: ActHit, found: Roles, verdict: StatusVerdict) -> Roles:
    """A force that moves with nobody named who sends it acts itself: "the departure of the peacekeepers", "troops were
    deployed"."""
    if not hit.sense.change:
        return found
    told = hit.sense.change == "seize" or verdict.status in ADDRESSED or hit.sense.act == "RETREAT"
    recipients = found.recipients if told or not found.actors else ()
    if found.actors:
        going = hit.sense.change in SENT and not recipients
        forces = found.forces or (_uniformed(found.recipients) if going else ())
        return replace(found, recipients=recipients, forces=forces)
    forces = found.forces or tuple(m for m in recipients if m.force)
    return replace(found, actors=forces, recipients=tuple(m for m in recipients if m not in forces), forces=forces)


def _uniformed(group: Iterable[Mention]) -> tuple[Mention, ...]:
    """Those of a group who are forces or police."""
    return tuple(m for m in group if m.force or UNIFORMED.intersection(m.sectors))


def _apart(found: Roles, verdict: StatusVerdict) -> Roles:
    """Nobody is both actor and recipient; the moved force is a recipient only where it is told to move."""
    taken = {m.start for m in (*found.actors, *(found.forces if verdict.status != "demanded" else ()))}
    recipients = tuple(m for m in found.recipients if m.start not in taken)
    return replace(found, actors=_parties(found.actors), recipients=_parties(recipients), forces=_once(found.forces))


def _parties(group: Iterable[Mention]) -> tuple[Mention, ...]:
    return _once(m for m in group if m.kind in PARTY_KINDS and not _thing(m))


def _thing(mention: Mention) -> bool:
    """A pronoun that stands for no party we know ("initialled it"), or words on paper or on the air."""
    if mention.kind == "pronoun":
        return mention.name.lower() in THING_PRONOUNS and not mention.country and not mention.entity
    return mention.kind == "role" and mention.text.lower().split()[-1] in cues().lists["document"]


def _once(group: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple({m.start: m for m in group}.values())


def _verb(view: View, hit: ActHit, at: ArticleToken, verdict: StatusVerdict) -> Roles:
    arcs = view.arcs
    subject = arguments.subject(arcs, at)
    who = tuple(_named(view, m) for m in those(view, subject.heads))
    asker = those(view, subject.asker or _asker(view, at, verdict))
    if subject.passive or hit.passive:
        by = those(view, arguments.agents(arcs, at))
        if verdict.status == "demanded" and asker and not by:
            by = asker
        moved = who if hit.sense.frame == "object_force" else ()
        return Roles(by or _in_attack(view, at), who, moved, "passive")
    after = those(view, arguments.objects(arcs, at)) or owners_of(view, arguments.objects(arcs, at))
    if verdict.status == "demanded" and asker:
        moved = who if hit.sense.frame == "subject_force" else after
        return Roles(asker, who, moved if hit.sense.change else (), "demanded")
    return _active(view, hit, at, verdict, who, after)


def _named(view: View, mention: Mention) -> Mention:
    """A place of no known country that acts is somebody: "Ruritania has deployed"."""
    name = view.arcs.tags[view.in_article(mention.head)] == "PROPN"
    return replace(mention, kind="capital") if mention.kind == "place" and not mention.country and name else mention


def _in_attack(view: View, at: ArticleToken) -> tuple[Mention, ...]:
    """ "Killed in a PKK attack": whose the act is in which it happened."""
    first = view.sentence.first
    others = {i for h in view.acts for i in range(first + h.first_token, first + h.last_token + 1)}
    for token in arguments.obliques(view.arcs, at, ("in", "during", "by", "from")):
        if token in others:
            return tuple(m for o in arguments.owners(view.arcs, token) if (m := party_or_state(view, o)) is not None)
    return ()


def _asker(view: View, at: ArticleToken, verdict: StatusVerdict) -> Heads:
    """Who demands what stands in a clause of its own: "demanded that Russia withdraw"."""
    if verdict.status != "demanded":
        return ()
    first = view.sentence.first
    asking = {first + i for h in view.hits if h.sense.act == "REQUEST" for i in range(h.first_token, h.last_token + 1)}
    asking |= {first + verdict.token} if verdict.token >= 0 else set()
    governor = next((token for token in view.arcs.path(at)[1:] if token in asking), None)
    return () if governor is None else arguments.subject(view.arcs, governor).heads


def _active(
    view: View,
    hit: ActHit,
    at: ArticleToken,
    verdict: StatusVerdict,
    who: tuple[Mention, ...],
    after: tuple[Mention, ...],
) -> Roles:
    frame = hit.sense.frame
    if frame == "reciprocal":
        if hit.sense.act not in JOINT or verdict.status in ADDRESSED:
            return Roles(who, after or _by_word(view, at, ("with", "against", "to")), (), "one-sided")
        return Roles((*who, *after, *_by_word(view, at, ("with", "and"))), (), (), "reciprocal")
    if frame in ("subject_force", "object_force"):
        return _moving(frame, who, after)
    if frame == "subject_only":
        return Roles(who, (), (), "subject-only")
    if frame == "object_only":
        return Roles((), who, (), "object-only")
    return Roles(who, after or _by_word(view, at, hit.entry.recipient_prep), (), "active")


def _moving(frame: str, who: tuple[Mention, ...], after: tuple[Mention, ...]) -> Roles:
    """Who sends forces, or goes."""
    sent = tuple(m for m in after if m.force) if frame == "object_force" else ()
    if sent:
        return Roles(who, (), sent, "object-force")
    return Roles(who, (), tuple(m for m in who if m.force or m.kind == "pronoun") or who, "subject-force")


def _by_word(view: View, at: ArticleToken, prepositions: Collection[str]) -> tuple[Mention, ...]:
    return those(view, arguments.obliques(view.arcs, at, prepositions))


def _noun(view: View, hit: ActHit, at: ArticleToken, verdict: StatusVerdict) -> Roles:
    arcs = view.arcs
    whose = tuple(m for o in arguments.owners(arcs, at) if (m := party_or_state(view, o)) is not None)
    owner = whose or _running_in(view, hit)
    of = _by_word(view, at, ("of",))
    actors = owner or _by_word(view, at, (*hit.entry.actor_prep, "by"))
    forces = (tuple(m for m in (*of, *owner) if m.force) or of or owner) if hit.sense.change else ()
    if hit.sense.frame == "reciprocal":
        actors = (*actors, *_by_word(view, at, ("between", "of", "with", "and", "among")))
    governor = those(view, arguments.doers(arcs, at)) if arcs.child(at, "nmod:poss") is None else ()
    actors = _with_governor(actors, governor, verdict, together=hit.sense.frame == "reciprocal")
    return Roles(actors, _undergoing(view, hit, at), forces, "noun")


def _undergoing(view: View, hit: ActHit, at: ArticleToken) -> tuple[Mention, ...]:
    """To whom the act of a noun is done; nobody where it moves forces or is done together."""
    if hit.sense.change or hit.sense.frame == "reciprocal":
        return ()
    harmed = those(view, arguments.harmed(view.arcs, at)) if hit.sense.act == "ASSAULT" else ()
    return harmed or _by_word(view, at, hit.entry.recipient_prep)


def _with_governor(
    actors: tuple[Mention, ...], governor: tuple[Mention, ...], verdict: StatusVerdict, *, together: bool
) -> tuple[Mention, ...]:
    """The actors of a noun; who agrees to it, plans or asks for it stands beside them or in their place."""
    governed = verdict.status in PROSPECTIVE
    if together and len(actors) > 1:
        return (*governor, *actors) if governed else actors
    return governor or actors if not actors or governed else actors


def _running_in(view: View, hit: ActHit) -> tuple[Mention, ...]:
    """A mention that the noun itself is a part of ("the Russian withdrawal" read as one name)."""
    return tuple(m for m in view.mentions if m.first < hit.first_token < m.last)[:1]
