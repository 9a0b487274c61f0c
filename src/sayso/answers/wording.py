"""A claim in one line, its words and its chain of say-so, as answers print them."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.ledger.as_told import AsTold, senses
from sayso.ledger.assertions import PLANS
from sayso.records import Claim, Force, Link, Movement, Party, Place


def sentence(claim: Claim) -> str:
    """A claim in one line: who, what, to whom, where; of forces what the words assert, for the ground they name."""
    if claim.movement is not None:
        return _moved(claim, claim.movement)
    what = f"{verb(claim.act)} ({claim.mode})" if claim.mode else verb(claim.act)
    whom, places = _list(claim.recipients), _list(claim.places)
    return " · ".join(
        filter(None, [_list(claim.actors) or UNNAMED, what, whom and f"to {whom}", places and f"in {places}"])
    )


def plainly(claim: Claim) -> str:
    """The same with how real it is, for people."""
    return f"{sentence(claim)} — {STATUS_WORDING[told_status(claim)]}"


def shortened(words: str) -> str:
    """Words as a row has room for them."""
    return words if len(words) <= QUOTED_SIGNS else words[:QUOTED_SIGNS].rsplit(" ", 1)[0] + " …"


def verb(act: str) -> str:
    """What the type of an act is called in a line for people; a type of a user's own by its name in small letters."""
    return ACTS.get(act, act.lower().replace("_", " "))


ACTS = {
    "CONSULT": "meet or talk", "SUPPORT": "back", "CONCEDE": "give in", "COOPERATE": "work together", "AID": "help",
    "RETREAT": "give way", "REQUEST": "ask", "ACCUSE": "accuse", "REJECT": "reject", "THREATEN": "threaten",
    "PROTEST": "protest", "SANCTION": "punish or break with", "MOBILIZE": "move forces", "COERCE": "coerce",
    "ASSAULT": "attack", "AGREE": "agree", "PRESENT": "are there",
}  # fmt: skip
QUOTED_SIGNS = 160
"""Code points of the words of a claim that are shown in a row."""
STATUS_WORDING = {
    "happened": "done", "ongoing": "going on", "agreed": "agreed, not done", "planned": "planned, not done",
    "demanded": "demanded, not done", "threatened": "threatened, not done", "refused": "refused", "denied": "denied",
    "possible": "possible, not certain",
}  # fmt: skip
UNNAMED = "somebody not named"
VERBS = {"leave": "leave", "reduce": "reduce", "cede": "hand over", "arrive": "come", "reinforce": "reinforce",
         "remain": "are there", "rotate": "rotate", "seize": "take"}  # fmt: skip
DEPARTURES = frozenset({"leave", "reduce"})


def _moved(claim: Claim, movement: Movement) -> str:
    said = senses(claim, movement)[0]
    who = _list(movement.forces) or _list(claim.actors) or UNNAMED
    return " · ".join(filter(None, [who, _change(said), _grounds(claim, said)]))


def _change(said: AsTold) -> str:
    if said.change == "remain":
        return "stay" if said.will or said.status in PLANS else VERBS["remain"]
    return VERBS[said.change] + (" (all)" if said.part == "all" else "")


def _grounds(claim: Claim, said: AsTold) -> str:
    """Where: "from Kumbo", "in five regions"; of parts that are not named only what the claim calls them."""
    unnamed = [" ".join(p.name.split()) for p in claim.places if p.set is not None and not p.set.members]
    named = [g.name for g in said.grounds if not (unnamed and g.key.endswith("/*"))]
    places = ", ".join(dict.fromkeys([*unnamed, *named]))
    way = "from " if said.change in DEPARTURES else "" if said.change in ("seize", "cede") else "in "
    return places and f"{way}{places}"


def told_status(claim: Claim) -> str:
    """How real the words say it is: the claim's status, read once more where it tells of forces."""
    return senses(claim, claim.movement)[0].status if claim.movement else claim.status


def _list(named: Sequence[Party | Force | Place]) -> str:
    return ", ".join(dict.fromkeys(" ".join(n.name.split()) for n in named))


def chain_line(links: Sequence[Link], publisher: str | None) -> str:
    """ "Reuters ← Interfax ← Dmitry Peskov on 2024-05-09"."""
    named = [(link.name or link.text or "somebody unnamed") + (f" on {link.on}" if link.on else "") for link in links]
    return " ← ".join(named) or publisher or "the page's own words"


def evidence_line(claim: Claim) -> str:
    """The words of the text that say it, on one line."""
    told = " … ".join(" ".join(w.text.split()) for w in claim.evidence)
    return told or " ".join(claim.predicate.text.split())
