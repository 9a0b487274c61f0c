"""Who is meant across sentences, once sources are known: "our troops" in a quotation, "the president's spokesman" named elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.frames import Frame
from sayso.claims.parties import Mention
from sayso.claims.view import View

OURS = frozenset({"our", "we", "us", "my", "i", "me"})
MOUTHS = ("spokesman", "spokeswoman", "spokesperson")


def settle(views: Sequence[View], frames: Sequence[Frame]) -> tuple[tuple[View, ...], tuple[Frame, ...]]:
    """Views and frames with such mentions understood; nothing else changes."""
    named = _named_mouths(views)
    new_frames = tuple(replace(f, source=_named(f.source, named)) if f.source else f for f in frames)
    new_views = tuple(replace(v, mentions=tuple(_ours(_named(m, named), v, new_frames) for m in v.mentions)) for v in views)
    return new_views, new_frames


def _named_mouths(views: Sequence[View]) -> dict[str, Mention]:
    """Country → its one spokesperson named in the article."""
    found: dict[str, dict[str, Mention]] = {}
    for view in views:
        for m in view.mentions:
            if m.kind == "person" and m.country and (m.speaks_for or _is_mouth(m.title or "")):
                found.setdefault(m.country, {}).setdefault(m.name, m)
    return {country: next(iter(names.values())) for country, names in found.items() if len(names) == 1}


def _is_mouth(words: str) -> bool:
    return words.lower().endswith(MOUTHS)


def _named(mention: Mention, named: dict[str, Mention]) -> Mention:
    """An unnamed spokesperson of a country whose only named one is known; those of ministries stay as they are."""
    words = mention.text.lower()
    if mention.kind != "role" or not _is_mouth(words) or "ministry" in words or words.startswith(("a ", "one ", "another ")):
        return mention
    known = named.get(mention.country or "")
    if known is None:
        return mention
    return replace(mention, name=known.name, title=mention.name, entity=known.entity, speaks_for=known.speaks_for)


def _ours(mention: Mention, view: View, frames: Sequence[Frame]) -> Mention:
    if mention.country or mention.text.split()[0].lower() not in OURS:
        return mention
    holding = [f for f in frames if f.source and f.source.country and f.holds(mention.start, mention.end)]
    if not holding:
        return mention
    speaker = min(holding, key=lambda f: sum(e - s for s, e in f.content)).source
    assert speaker is not None
    name = mention.name if mention.force or mention.kind == "role" else (speaker.country or mention.name)
    return replace(mention, country=speaker.country, name=name, sectors=mention.sectors or speaker.sectors)
