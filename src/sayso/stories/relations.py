"""Claims → how they stand to one another: which repeats, contradicts, corrects, retracts, amends, supersedes, cancels
or fulfils which.

A relation runs from the later claim to the earlier one. What it says of a statement holds for every page that hangs on
it: `reach`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.ground.edtf import next_day
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.records import Claim
from sayso.resources import table
from sayso.stories.content import Content, alike, content, rules
from sayso.stories.happenings import happenings
from sayso.stories.origins import Chain, chains, origins, statements
from sayso.stories.told import Told, reading_order

RelationKind = Literal["repeats", "contradicts", "corrects", "retracts", "amends", "supersedes", "cancels", "fulfils"]


@dataclass(frozen=True, slots=True)
class Relation:
    """`claim` (by id) stands in this relation to the earlier claim `other`; `reason` says by what it was found."""

    kind: RelationKind
    claim: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a correction or retraction goes: the claims it undoes, the pages that took it up and those that did
    not.

    `house` says so, on `day`; `right` is what is so now; with a `figure`, only that number was wrong; `target` is the
    first page that it is about.
    """

    kind: RelationKind
    by: str
    claims: tuple[str, ...]
    taken_up: tuple[str, ...]
    uncorrected: tuple[str, ...]
    house: str | None = None
    day: str | None = None
    right: str | None = None
    figure: float | None = None
    target: str | None = None

    @property
    def sentence(self) -> str:
        """ "withdrawn by Reuters on 2021-01-12; 10 copies uncorrected"."""
        word = {"corrects": "corrected", "retracts": "withdrawn"}.get(self.kind, self.kind)
        figure = f" ({self.figure:,g} was wrong)" if self.figure is not None else ""
        when = f" on {self.day}" if self.day else ""
        n = len(self.uncorrected)
        left = f"{n or 'no'} {'copy' if n == 1 else 'copies'} uncorrected"
        right = f"; right now: {self.right}" if self.right else ""
        return f"{word}{figure} by {self.house or 'its origin'}{when}{right}; {left}"


def relations(told: Iterable[Told], names: Names = PACKAGED_NAMES) -> list[Relation]:
    """All relations among some claims, in the order of the later claims; `names` tell whose a medium is."""
    items = sorted(told, key=reading_order)
    place = {t.claim.id: n for n, t in enumerate(items)}
    groups = happenings(t for t in items if not t.page.notice)
    found = [r for group in groups for r in (*_repeats(group, names), *_changes(group, names))]
    found += [r for i, a in enumerate(groups) for b in groups[i + 1 :] for r in _between(a, b, names)]
    found += version_relations(items)
    return sorted(dict.fromkeys(found), key=lambda r: (place.get(r.claim, len(place)), r.kind, place.get(r.other, 0)))


def _repeats(group: Sequence[Told], names: Names) -> Iterator[Relation]:
    """Later reports of a statement repeat its first report."""
    found = chains(group, names)
    order = [c.told.claim.id for c in found]
    for statement in statements(found, origins(found)):
        first, *rest = sorted(statement.claims, key=order.index)
        for claim in rest:
            yield Relation(
                "repeats",
                claim,
                first,
                f"the same statement of {statement.origin}" + (f", {statement.day}" if statement.day else ""),
            )


def _changes(group: Sequence[Told], names: Names) -> Iterator[Relation]:
    """One origin that later gives another figure, place or time for the same happening: the first telling of the new
    one to the first of
    the old one."""
    seen: list[Chain] = []
    for chain in chains(group, names):
        earlier = [c for c in seen if _one_origin(c, chain) and not _says_the_same(c.told.claim, chain.told.claim)]
        if earlier and not any(_says_the_same(c.told.claim, chain.told.claim) for c in seen if _one_origin(c, chain)):
            kind, reason = _change(chain.told.claim)
            yield Relation(kind, chain.told.claim.id, earlier[-1].told.claim.id, reason)
        seen.append(chain)


def _change(claim: Claim) -> tuple[RelationKind, str]:
    if matched := _says("retracts", claim):
        return "retracts", f"the same origin takes it back: “{matched}”"
    if matched := _says("corrects", claim):
        return "corrects", f"the same origin sets it right: “{matched}”"
    if rules()["classes"][claim.status] == "plan":
        return "amends", "the same origin tells the plan differently"
    return "supersedes", "a later figure or place from the same origin"


def _one_origin(a: Chain, b: Chain) -> bool:
    return bool({v.origin for v in a.voices} & {v.origin for v in b.voices})


def _says_the_same(a: Claim, b: Claim) -> bool:
    """Whether nothing that both give differs: figures of one kind, time, named places."""
    one, two = ({q.of: (q.value, q.low, q.high) for q in c.quantities} for c in (a, b))
    if any(one[of] != two[of] for of in one.keys() & two.keys()):
        return False
    return not (a.time and b.time and a.time.edtf and b.time.edtf and a.time.edtf != b.time.edtf)


def _between(a: Sequence[Told], b: Sequence[Told], names: Names) -> Iterator[Relation]:
    """Relations across two happenings of one content: plan and deed, assertion and denial, plan and new plan."""
    early, late = sorted((a, b), key=lambda group: reading_order(group[0]))
    first, second = content(early[0]), content(late[0])
    if not alike(first, second) or not _in_time(first, second):
        return
    relation = _stages(early, late, first, second, names)
    if relation is not None:
        kind, reason = relation
        yield Relation(kind, late[0].claim.id, early[0].claim.id, reason)


def _in_time(first: Content, second: Content) -> bool:
    if first.published is None or second.published is None:
        return True
    start = max(first.published, first.when.high or "")
    return second.published <= next_day(start, rules()["thread"])


def _stages(
    early: Sequence[Told], late: Sequence[Told], first: Content, second: Content, names: Names
) -> tuple[RelationKind, str] | None:
    match first.stage, second.stage:
        case "plan", "done":
            return ("fulfils", _how_much(late)) if _after(first, second) else None
        case "plan", "plan":
            if first.when.meets(second.when):
                return None
            return "amends", "the same plan with another time"
        case "plan", "denial":
            return (
                ("cancels", "its own side says it will not be")
                if _own(early, late, names)
                else ("contradicts", "denied by another origin")
            )
        case ("done", "denial") | ("denial", "done") | ("denial", "plan"):
            if not first.when.meets(second.when) and "plan" not in (first.stage, second.stage):
                return None
            return (
                ("retracts", "the same origin denies what it said")
                if _own(early, late, names)
                else ("contradicts", "told otherwise by another origin")
            )
    return None


def _after(plan: Content, deed: Content) -> bool:
    """Whether what was done can be the plan's doing: not over before the plan was told."""
    return plan.published is None or deed.when.high is None or deed.when.high >= plan.published


def _how_much(late: Sequence[Told]) -> str:
    parts = {t.claim.movement.part for t in late if t.claim.movement}
    return (
        "done in part"
        if parts & {"part", "residual"}
        else "under way"
        if all(t.claim.status == "ongoing" for t in late)
        else "done"
    )


def _own(early: Sequence[Told], late: Sequence[Told], names: Names) -> bool:
    keys = [{v.origin for c in chains(group, names) for v in c.voices} for group in (early, late)]
    return bool(keys[0] & keys[1])


def version_relations(items: Sequence[Told]) -> Iterator[Relation]:
    """A later version of one page: what it tells anew supersedes what it told; what it left out is withdrawn by the
    page."""
    by_version: dict[tuple[str, str], list[Told]] = {}
    for item in items:
        by_version.setdefault((item.page.id, item.page.version), []).append(item)
    for (page, version), new in by_version.items():
        old = by_version.get((page, new[0].page.supersedes or ""), [])
        for item in old if old and new[0].page.supersedes != version else ():
            twin = next(
                (n for n in new if content(n).stage == content(item).stage and alike(content(n), content(item))), None
            )
            if twin is None:
                yield Relation("retracts", page, item.claim.id, "no longer in the page's later version")
            elif not _says_the_same(twin.claim, item.claim):
                kind: RelationKind = "corrects" if _says("corrects", twin.claim) else "supersedes"
                yield Relation(kind, twin.claim.id, item.claim.id, "told differently in the page's later version")


def reach(relation: Relation, told: Iterable[Told], names: Names = PACKAGED_NAMES) -> Reach:
    """Which claims hang on what a correction or retraction undoes, and which pages have not taken it up.

    Those are the claims of the same happening that rest on the same origin and say the same, and those of the same
    text. `names` tell whose a medium is.
    """
    items = sorted(told, key=reading_order)
    undone = next(t for t in items if t.claim.id == relation.other)
    group = next(g for g in happenings(items) if undone in g)
    hit = [t for t in _hanging_on(undone, group, names) if t.claim.id != relation.claim]
    pages = dict.fromkeys(t.page.id for t in hit)
    up = dict.fromkeys(t.page.id for t in items if t.claim.id == relation.claim or _takes_up(t, relation, items))
    claims, left = tuple(t.claim.id for t in hit), tuple(p for p in pages if p not in up)
    return Reach(relation.kind, relation.claim, claims, tuple(up), left)


def _hanging_on(undone: Told, group: Sequence[Told], names: Names) -> list[Told]:
    """Those of a happening that say the same on the same origin or in the same text."""
    found = {c.told.claim.id: c for c in chains(group, names)}
    chain = found[undone.claim.id]
    return [
        t for t in group
        if _says_the_same(t.claim, undone.claim)
        and (t.page.group == undone.page.group or _one_origin(found[t.claim.id], chain))
    ]  # fmt: skip


def _takes_up(item: Told, relation: Relation, items: Sequence[Told]) -> bool:
    """Whether a page has the new telling too, in whatever version."""
    new = next((t for t in items if t.claim.id == relation.claim), None)
    if new is None:
        return item.page.notice and relation.claim == item.page.id
    mine, theirs = content(item), content(new)
    return (
        item.claim.status == new.claim.status
        and alike(mine, theirs)
        and _says_the_same(item.claim, new.claim)
        and bool(new.claim.quantities)
    )


@cache
def patterns(name: str) -> re.Pattern[str]:
    """One of the lists of data/relations.yaml as a pattern."""
    return re.compile("|".join(f"(?:{p})" for p in table("relations.yaml")[name]), re.IGNORECASE)


def rests_on_words(relation: Relation) -> bool:
    """Whether words of the claim say so: what only follows from the order of claims takes nothing back."""
    return "“" in relation.reason


def _says(name: str, claim: Claim) -> str | None:
    """The words of a claim that say so."""
    for words in (*claim.evidence, *(x.cue for x in claim.attribution if x.cue)):
        match = patterns(name).search(" ".join(words.text.split()))
        if match:
            return match[0]
    return None
