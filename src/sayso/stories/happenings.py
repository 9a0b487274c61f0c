"""Claims → happenings: claims of many pages that tell of one thing at one stage, whoever tells it and however
exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.stories.content import Content, agree, content, rules, tied
from sayso.stories.told import Told, reading_order

MEMBERS_ASKED = 8
"""Members of a happening that a newcomer is held against; it must agree with most of them."""
ClaimCluster = list[tuple[Told, Content]]


def happenings(told: Iterable[Told]) -> list[tuple[Told, ...]]:
    """The claims in groups, each group one happening, in the order of their first reports.

    A claim joins the group whose members agree with it best: most of those asked must, and where several groups would
    take it the one that says as exactly where and when. Groups that then differ in mode alone are put together.
    """
    clusters: dict[tuple[str, str], list[ClaimCluster]] = {}
    found: list[ClaimCluster] = []
    for item in sorted(told, key=reading_order):
        mine = content(item)
        block = clusters.setdefault((mine.family, mine.stage), [])
        fitting = (
            c for c in block if _tied(c, item, mine) and _takes(c, mine, loosely=False) and not _beside(c, item, mine)
        )
        taken = max(fitting, key=lambda c: _closeness(c, mine), default=None)
        if taken is None:
            taken = []
            block.append(taken)
            found.append(taken)
        taken.append((item, mine))
    for block in clusters.values():
        _put_together(block)
    return [tuple(item for item, _ in cluster) for cluster in found if cluster]


def _put_together(block: Sequence[ClaimCluster]) -> None:
    """Empties each smaller group into the larger one that it is alike but for its mode, where no page tells both as two
    acts."""
    for small in sorted(block, key=len):
        lead = small[0][1]
        pages = {told.page.id for told, _ in small}
        others = [
            c
            for c in block
            if c is not small and len(c) >= len(small) and _tied(c, *small[0]) and _takes(c, lead, loosely=True)
            and (_one_deed(small, c) or not pages & {told.page.id for told, _ in c})
        ]  # fmt: skip
        home = max(others, key=lambda c: (len(c), _closeness(c, lead)), default=None)
        if home is not None:
            home += small
            home.sort(key=lambda row: reading_order(row[0]))
            small.clear()


def _one_deed(a: ClaimCluster, b: ClaimCluster) -> bool:
    """Whether one tells of an attack and the other by what means it was made: "raided the village", "started
    shooting"."""
    modes = [{c.mode for _, c in cluster} for cluster in (a, b)]
    attacks = all(c.kind == "ASSAULT" and c.stage == "done" for cluster in (a, b) for _, c in cluster)
    return attacks and {None} in modes and any(m - {None} <= set(rules()["means"]) for m in modes if m != {None})


def _tied(cluster: ClaimCluster, item: Told, mine: Content) -> bool:
    """Whether more than that nothing sets them apart ties a newcomer to one of these: one text, or enough of day,
    ground, parties and figures in common. A claim that leaves these out agrees with half of the news."""
    return any(told.page.group == item.page.group or tied(theirs, mine) for told, theirs in cluster[:MEMBERS_ASKED])


def _takes(cluster: ClaimCluster, mine: Content, *, loosely: bool) -> bool:
    """Whether most of those asked agree, and most of those that name ground or parties as the newcomer does: members
    that name none agree with everything, and hold no two others together."""
    some = [theirs for _, theirs in cluster[:MEMBERS_ASKED]]
    placed = [theirs for theirs in some if _grounded(mine) and _grounded(theirs)]
    known = [theirs for theirs in some if mine.who and theirs.who]
    if mine.who and not known and not placed and not any(set(mine.figures) & set(c.figures) for c in some):
        return False
    return all(_most(group, mine, loosely=loosely) for group in (some, placed, known) if group)


def _most(group: Sequence[Content], mine: Content, *, loosely: bool) -> bool:
    return 2 * sum(agree(theirs, mine, loosely=loosely) for theirs in group) > len(group)


def _grounded(c: Content) -> bool:
    return bool(c.places or c.grounds)


def _beside(cluster: ClaimCluster, item: Told, mine: Content) -> bool:
    """Whether the same page tells it beside one of these, as another act."""
    return any(
        told.page.id == item.page.id and told.page.version == item.page.version and (theirs.kind, theirs.mode) != (
            mine.kind, mine.mode)
        for told, theirs in cluster
    )  # fmt: skip


def _closeness(cluster: ClaimCluster, mine: Content) -> tuple[int, ...]:
    """How many members are the same act, share a place by name, a figure, parties."""
    names, numbers = _names(mine), set(mine.figures)
    some = [theirs for _, theirs in cluster[:MEMBERS_ASKED]]
    return (
        sum((c.kind, c.mode) == (mine.kind, mine.mode) for c in some),
        sum(bool(names & _names(c)) for c in some),
        sum(bool(numbers & set(c.figures)) for c in some),
        sum(bool(c.who & mine.who) for c in some),
    )


def _names(c: Content) -> set[str]:
    return {p.name for p in c.places} | {g.key for g in c.grounds}
