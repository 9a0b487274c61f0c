"""Origins as a table for people and as rows of data: how many pages, statements, origins and sides stand behind what
is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sayso.answers.origins import Origins
from sayso.stories.accounts import Account
from sayso.stories.origins import Origin

QUOTED_SIGNS = 160
"""Code points of the words of a happening that are shown."""


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def rows(found: Origins) -> Iterator[dict[str, Any]]:
    """One object an account, as `asdict` gives it, with what of it was undone and how much was seen."""
    for a in found.accounts:
        undone = [r.sentence for r in found.reaches if set(r.claims) & set(a.claims)]
        yield {**asdict(a), "undone": undone, "seen": found.seen}


def table(found: Origins, most: int | None = None) -> Iterator[str]:
    """The lines of a table for people, of at most `most` happenings."""
    yield f"{found.seen}; {_many(len(found.accounts), 'happening')}"
    for number, a in enumerate(found.accounts[:most], 1):
        yield ""
        yield from _block(number, a, found)
    left = len(found.accounts) - (most or len(found.accounts))
    if left > 0:
        yield f"\n{left:,} more; --all shows them"


def _block(number: int, a: Account, found: Origins) -> Iterator[str]:
    says = a.words if len(a.words) <= QUOTED_SIGNS else a.words[:QUOTED_SIGNS].rsplit(" ", 1)[0] + " …"
    yield f"{number:2}  {a.act}{f' {a.mode}' if a.mode else ''}, {a.status}: “{says}”"
    least, most = a.fewest_origins, a.most_origins
    counted = _many(most, "origin") if least == most else f"{least} to {most} origins"
    pages = f"{_many(len(a.pages), 'page')}, {_many(a.copy_groups, 'text')}"
    yield f"    {pages} · {_many(len(a.statements), 'statement')} · {counted} · {_many(len(a.sides), 'side')}"
    for o in a.origins:
        yield f"      {o.name} ({o.side_name}){_maybe(o, a.origins)}: {', '.join(o.pages)}"
    yield from _remarks(a, {o.key: o.name for o in a.origins}, found)


def _maybe(origin: Origin, others: Sequence[Origin]) -> str:
    """Whom an unnamed source may be, or on whose word a medium that names nobody may rest."""
    named = [o.name for o in others if o.key in origin.perhaps and (origin.own or not o.own)]
    if not named:
        return ""
    return (
        f"; names no source, may rest on {' or '.join(named)}"
        if origin.own
        else f"; possibly the same as {' or '.join(named)}"
    )


def _remarks(a: Account, names: Mapping[str, str], found: Origins) -> Iterator[str]:
    if a.bottleneck:
        yield f"    all hang on {a.bottleneck}"
    yield {"published": "    the origin's own page is among these", "quoted": "    the origin's words are quoted",
           "none": "    the origin's own words were not seen"}[a.own_words]  # fmt: skip
    for family in a.families:
        yield f"    one owner ({family.owner}): {', '.join(family.publishers)}"
    if len(a.variants) > 1:
        for v in a.variants:
            yield f"    {v.of}: {v.text} — {', '.join(names.get(k, k) for k in v.origins) or 'on hearsay'}"
    for d in a.against:
        yield f"    against: {d.about} ({', '.join(d.sides)})"
    for r in found.reaches:
        if set(r.claims) & set(a.claims):
            yield f"    {r.sentence}"
