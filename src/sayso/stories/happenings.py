"""Claims → happenings: claims of many pages that tell of one thing at one stage, whoever tells it and however
exactly."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.stories.content import Content, agree, content
from sayso.stories.told import Told, in_order

ASKED = 8
"""Members of a happening that a newcomer is held against; it must agree with most of them."""
Cluster = list[tuple[Told, Content]]


def happenings(told: Iterable[Told]) -> list[tuple[Told, ...]]:
    """The claims in groups, each group one happening, in the order of their first reports.

    A claim joins the group whose members agree with it best: most of those asked must, and where several groups would
    take it the one that says as exactly where and when.
    """
    clusters: dict[tuple[str, str], list[Cluster]] = {}
    found: list[Cluster] = []
    for item in sorted(told, key=in_order):
        mine = content(item)
        block = clusters.setdefault((mine.kind, mine.stage), [])
        taken = max((c for c in block if _takes(c, mine)), key=lambda c: _closeness(c, mine), default=None)
        if taken is None:
            taken = []
            block.append(taken)
            found.append(taken)
        taken.append((item, mine))
    return [tuple(item for item, _ in cluster) for cluster in found]


def _takes(cluster: Cluster, mine: Content) -> bool:
    asked = cluster[:ASKED]
    return 2 * sum(agree(theirs, mine) for _, theirs in asked) > len(asked)


def _closeness(cluster: Cluster, mine: Content) -> tuple[int, int]:
    """How many members share a place by name, and how many share parties."""
    names = {p.name for p in mine.places}
    same = sum(bool(names & {p.name for p in theirs.places}) for _, theirs in cluster[:ASKED])
    return same, sum(bool(theirs.who & mine.who) for _, theirs in cluster[:ASKED])
