"""Who speaks again: a pronoun is whoever spoke last, "the group" the body that was named last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from sayso.claims.parties.mention import Mention
from sayso.claims.say.frames import Frame, cues

NEAR_SENTENCES = 3
"""Sentences over which a body stays in mind."""


def resolved_sources(found: Sequence[Frame]) -> list[Frame]:
    """Frames, in reading order, with such sources understood."""
    done: list[Frame] = []
    for frame in found:
        source = frame.source
        if source is not None:
            last = _speaker(source, frame, done) or _body(source, frame, done)
            frame = frame if last is None else replace(frame, source=_as(source, last))
        done.append(frame)
    return done


def _as(source: Mention, last: Mention) -> Mention:
    return replace(
        source, name=last.name, title=last.title, country=last.country, sectors=last.sectors, entity=last.entity,
        speaks_for=last.speaks_for, kind=last.kind if last.kind != "pronoun" else source.kind,
    )  # fmt: skip


def _speaker(source: Mention, frame: Frame, done: Sequence[Frame]) -> Mention | None:
    """For a pronoun: the one who spoke last, within two sentences."""
    if source.kind != "pronoun" or source.text.lower() not in ("he", "she", "they"):
        return None
    return next((m for m in _before(frame, done, 2) if _could_be(source, m)), None)


def _before(frame: Frame, done: Sequence[Frame], reach: int) -> Iterator[Mention]:
    """Who spoke in the sentences before, up to `reach` of them and its own, the last first. The frames are in reading
    order."""
    near = takewhile(lambda f: f.sentence >= frame.sentence - reach, reversed(done))
    return (f.source for f in near if f.source)


def _could_be(pronoun: Mention, source: Mention) -> bool:
    plural = source.text.lower().endswith("s") and source.kind in ("role", "force", "group")
    return plural if pronoun.text.lower() == "they" else source.kind in ("person", "role", "pronoun") and not plural


def _body(source: Mention, frame: Frame, done: Sequence[Frame]) -> Mention | None:
    """For "the group", "the agency", "the newspaper": the last that spoke, under a name, of those that may be called
    so."""
    words = source.text.lower().split()
    if len(words) != 2 or words[0] != "the" or words[1] not in cues().bodies:
        return None
    near = _before(frame, done, NEAR_SENTENCES)
    medium = words[1] in cues().lists["outlet"]
    return next((m for m in near if _named(m) and (words[1] == "agency" or (m.kind == "outlet") == medium)), None)


def _named(source: Mention) -> bool:
    """A body with a name of its own, also where a pronoun stands for it."""
    inside = source.name.split()
    capital = (
        any(word[:1].isupper() for word in inside[1:])
        or (len(inside) == 1 and inside[0][:1].isupper())
        or source.name[:1].isupper()
    )
    return capital and source.kind in ("organization", "group", "outlet", "role") and not source.title
