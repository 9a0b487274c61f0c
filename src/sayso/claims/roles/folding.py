"""Who is named twice in one part of an act counts once; who stands for two counts as two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.parties.mention import Mention
from sayso.claims.sentence import View


def each(group: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, those that stand for two as two."""
    return tuple(one for m in group for one in m.each())


def folded(view: View, group: tuple[Mention, ...], parsed: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Who is named twice counts once: "the foreign minister of Turkey, X" is X; of a name and its pronoun the one that
    has the part."""
    names = {m.name for m in group if m.kind != "pronoun"}
    standing = {m.name: m for m in parsed if m.kind == "pronoun"}
    whole = [standing.get(m.name, m) for m in group if m.kind != "pronoun" or m.name not in names]
    kept = tuple({m.start: m for m in whole}.values())
    found: list[Mention] = []
    for i, m in enumerate(kept):
        one = _as_one(view, found[-1], m, kept[i + 1 : i + 2]) if found else None
        if one is None:
            found.append(m)
        else:
            found[-1] = one
    return tuple(found)


def _as_one(view: View, before: Mention, m: Mention, after: Sequence[Mention]) -> Mention | None:
    """The one party that two neighbours name, whose name or office the other tells; null where they are two."""
    gap = view.text[before.end : m.start].strip(" ")
    if is_part(gap) or opens_with_part(m.text):
        return before
    if gap in PLACING and before.kind in OWNED and m.kind != "person":
        return m if before.text.lower().endswith("s") and _and(view, m, after) else before
    if before.kind == "role" and m.kind == "person" and gap in (",", "") and _fits(before, m):
        country, title = m.country or before.country, m.title or before.name
        return replace(m, country=country, title=title, sectors=m.sectors or before.sectors)
    return None


SOME_OF = re.compile(
    r"[,(–—-]?\s*(?:including|among (?:them|whom)|\w+ of (?:them|whom)(?: were)?)(?: at least| about)?$", re.IGNORECASE
)


def is_part(gap: str) -> bool:
    """What stands between a number of people and some of them: "15 villagers, including", ", eight of them"."""
    return bool(SOME_OF.fullmatch(gap.strip()))


def opens_with_part(words: str) -> bool:
    """ "Eight of them children": some of those named before."""
    return is_part(" ".join(words.split()[:3]))


PLACING = frozenset({"of", "of the", "in", "in the", "at"})
OWNED = frozenset({"role", "force", "organization"})
"""Kinds of parties that may be somebody's: "the leaders of Turkey"."""


def _and(view: View, m: Mention, after: Sequence[Mention]) -> bool:
    return any(view.text[m.end : other.start].strip() == "and" for other in after)


def _fits(role: Mention, person: Mention) -> bool:
    return not person.country or role.country in (None, person.country)
