"""Who does it to whom where nothing was parsed: from the words around the act."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.parts import Roles
from sayso.claims.roles.nationality import state_meant
from sayso.claims.sentence import View
from sayso.claims.status.weighed import StatusVerdict, group_start
from sayso.english.closed import grammar

APART = frozenset(
    [
        ",",
        ";",
        "after",
        "over",
        "for",
        "in",
        "during",
        "amid",
        "following",
        "despite",
        "at",
        "since",
        "before",
        "against",
        "when",
        "as",
        "that",
        "because",
    ]
)
DEMANDING = frozenset({"demanded"})
PROMISE_FORMS = frozenset(
    [
        "promise",
        "promises",
        "promised",
        "promising",
        "vowed",
        "vow",
        "vows",
        "pledged",
        "pledge",
        "pledges",
        "pledging",
        "threatened",
        "threatens",
        "threatening",
    ]
)
"""Verbs whose object is told, and whose subject acts."""
SELF_MOVING = frozenset({"subject_force"})


def roles(view: View, hit: ActHit, verdict: StatusVerdict) -> Roles:
    """The roles of one act. For what is demanded the asker is actor and the addressee recipient."""
    return _noun(view, hit, verdict) if hit.form == "noun" else _verb(view, hit, verdict)


# ---------------------------------------------------------------- verbs
def _verb(view: View, hit: ActHit, verdict: StatusVerdict) -> Roles:
    start = group_start(view, hit.first_token)
    subject, asker = _controller(view, start)
    after = _object(view, hit)
    if _is_passive(view, hit):
        agents = _by(view, hit)
        return Roles(agents, tuple(subject), tuple(subject) if hit.sense.frame == "object_force" else (), "passive")
    if verdict.status in DEMANDING and asker:
        moved = tuple(subject) if hit.sense.frame == "subject_force" else tuple(after)
        return Roles(tuple(asker), tuple(subject), _moving(moved, hit), "demanded")
    return _active(view, hit, subject, after)


def _active(view: View, hit: ActHit, subject: list[Mention], after: list[Mention]) -> Roles:
    frame = hit.sense.frame
    if frame == "reciprocal":
        return Roles((*subject, *after, *_with(view, hit, ("with", "and"))), (), (), "reciprocal")
    if frame in ("subject_force", "object_force"):
        return _moved(view, hit, subject, after)
    if frame == "subject_only":
        return Roles(tuple(subject), (), (), "subject-only")
    if frame == "object_only":
        return Roles((), tuple(subject), (), "object-only")
    return Roles(tuple(subject), tuple(after) or _with(view, hit, hit.entry.recipient_prep), (), "active")


def _moved(view: View, hit: ActHit, subject: list[Mention], after: list[Mention]) -> Roles:
    """The force that an act moves: its object where the frame allows one, else its subject."""
    forces = tuple(m for m in after if m.force)
    if forces and hit.sense.frame == "object_force":
        return Roles(tuple(subject), _with(view, hit, hit.entry.recipient_prep), forces, "object-force")
    itself = tuple(m for m in subject if m.force or m.kind == "pronoun") or tuple(subject)
    return Roles(tuple(subject), (), itself, "subject-force")


def _moving(group: tuple[Mention, ...], hit: ActHit) -> tuple[Mention, ...]:
    return group if hit.sense.change else ()


def _is_passive(view: View, hit: ActHit) -> bool:
    if hit.passive:
        return True
    if hit.form not in ("participle", "past"):
        return False
    group = view.lower[group_start(view, hit.first_token) : hit.first_token]
    if any(w in grammar().be for w in group):
        return True
    return not group and view.word(hit.last_token + 1) == "by"


def _controller(view: View, start: int) -> tuple[list[Mention], list[Mention]]:
    """(subject of the act, who asks): follows "agreed to", "urged X to" up to the governing verb."""
    if view.word(start - 1) != "to":
        return _all(view, view.subject_before(start)), []
    verb = next((k for k in range(start - 2, max(-1, start - 14), -1) if _governs(view, k)), None)
    if verb is None:
        return _all(view, view.subject_before(start - 1)), []
    upper = group_start(view, verb)
    between = _asked(view, verb, start - 1)
    if view.word(upper - 1) == "to" and not between:
        return _controller(view, upper)
    subject = _all(view, view.subject_before(upper))
    if any(view.lower[k] in grammar().be for k in range(upper, verb)):
        return subject, [m for m in between if view.governed(m) == "by"]
    return (_all(view, between[0]), subject) if between else (subject, subject)


def _asked(view: View, verb: int, stop: int) -> list[Mention]:
    """Who stands between a verb that governs an act and its "to": "urged X to", "called on X to"; not after a
    promise."""
    if view.lower[verb] in PROMISE_FORMS:
        return []
    after = (m for m in view.mentions if verb < m.first and m.last <= stop)
    return [m for m in after if view.governed(m) in ("", "on", "upon", "for", "by")]


def _governs(view: View, k: int) -> bool:
    return k in view.verbs and view.lower[k] not in grammar().auxiliaries


def _all(view: View, mention: Mention | None) -> list[Mention]:
    return view.joined(mention) if mention is not None else []


def _object(view: View, hit: ActHit) -> list[Mention]:
    """The first mention after the verb, unless a preposition, verb or stop stands between."""
    for m in view.mentions:
        if m.first > hit.last_token or (m.first > hit.first_token and m.last <= hit.last_token + 1):
            between = view.lower[hit.last_token + 1 : m.first]
            blocked = any(w in grammar().prepositions or w in (",", ";", "that", "and") for w in between)
            far = len(between) > 4 or any(k in view.verbs for k in range(hit.last_token + 1, m.first))
            return [] if blocked or far else view.joined(m)
    return []


def _by(view: View, hit: ActHit) -> tuple[Mention, ...]:
    for m in view.mentions:
        if hit.last_token < m.first <= hit.last_token + 16 and view.governed(m) == "by":
            return tuple(view.joined(m))
    return ()


def _with(view: View, hit: ActHit, prepositions: Sequence[str]) -> tuple[Mention, ...]:
    for m in view.mentions:
        if hit.last_token < m.first <= hit.last_token + 10 and view.governed(m) in prepositions:
            return tuple(view.joined(m))
    return ()


# ---------------------------------------------------------------- nouns
def _noun(view: View, hit: ActHit, verdict: StatusVerdict) -> Roles:
    owner = _owner(view, hit)
    of = _with(view, hit, ("of",))
    actors = tuple(owner) or _with(view, hit, hit.entry.actor_prep) or _by(view, hit)
    recipients = _with(view, hit, hit.entry.recipient_prep)
    forces: tuple[Mention, ...] = ()
    if hit.sense.change:
        forces = tuple(m for m in (*of, *owner) if m.force) or tuple(of) or tuple(owner)
        recipients = ()
    if hit.sense.frame == "reciprocal":
        actors = tuple(
            dict.fromkeys((*actors, *_with(view, hit, ("between", "of")), *_with(view, hit, ("with", "and"))))
        )
        recipients = ()
    governed_by = _governor_subject(view, hit, verdict)
    if not actors or (verdict.status in ("demanded", "agreed", "planned", "refused", "threatened") and governed_by):
        actors = tuple(governed_by) or actors
    return Roles(actors, recipients, forces, "noun")


def _owner(view: View, hit: ActHit) -> list[Mention]:
    """ "Russia's withdrawal", "the Russian withdrawal": the mention that runs into the noun."""
    for m in view.mentions:
        gap = view.lower[m.last : hit.first_token]
        if m.last <= hit.first_token and len(gap) <= 3 and (not gap or gap[0] in ("'s", "’s", "'", "’")):
            return [state_meant(view, j) if not gap else j for j in view.joined(m)]
        if m.first <= hit.first_token < m.last and m.first < hit.first_token:
            return [m]
    return []


def _governor_subject(view: View, hit: ActHit, verdict: StatusVerdict) -> list[Mention]:
    """The subject of the verb that governs the noun: "Putin agreed on the withdrawal", "Chad held talks"."""
    at = verdict.token if 0 <= verdict.token < hit.first_token else None
    verb = (
        at if at is not None and at in view.verbs else max((v for v in view.verbs if v < hit.first_token), default=None)
    )
    if verb is None or hit.first_token - verb > 12:
        return []
    if verb != at and any(w in APART for w in view.lower[verb + 1 : hit.first_token]):
        return []
    return _all(view, view.subject_before(group_start(view, verb)))
