"""Origins as a table for people and as rows of data: how many pages, statements, origins and sides stand behind what
is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sayso.answers.origins import Origins
from sayso.answers.wording import shortened
from sayso.english.counting import many
from sayso.stories.accounts import Account
from sayso.stories.origins import Origin


def account_rows(found: Origins) -> Iterator[dict[str, Any]]:
    """One object an account, as `asdict` gives it, with what it says in a plain line, what of it was undone and how
    much was seen."""
    for a in found.accounts:
        undone = [r.sentence for r in found.reaches if set(r.claims) & set(a.claims)]
        yield {**asdict(a), "says": found.says.get(a.id, a.words), "undone": undone, "seen": found.seen}


def origin_lines(found: Origins, most: int | None = None) -> Iterator[str]:
    """The lines for people: the answer in a sentence, then at most `most` happenings by weight, each with its pages."""
    yield _answer(found)
    yield f"{found.seen}; {many(len(found.accounts), 'happening')}"
    for number, a in enumerate(found.accounts[:most], 1):
        yield ""
        yield from _block(number, a, found)
    left = len(found.accounts) - (most or len(found.accounts))
    if left > 0:
        yield f"\n{left:,} more; --all shows them"


def _answer(found: Origins) -> str:
    """What is claimed of most, on how many pages and whose word, and whether whoever said it first was seen."""
    if not found.accounts:
        return "Nothing is claimed here."
    a = found.accounts[0]
    undone = [r for r in found.reaches if set(r.claims) & set(a.claims)]
    taken = f" It was {undone[0].sentence.partition(';')[0]}." if undone else ""
    return f"Told of most: {found.says.get(a.id, a.words)}. {count_line(a)}; {FIRST_SOURCE[a.own_words]}.{taken}"


FIRST_SOURCE = {
    "published": "the first source's own page is among these",
    "quoted": "the first source is quoted in its words, its own page was not seen",
    "none": "the first source's own words were not seen",
}


def in_short(a: Account) -> str:
    """The three numbers and what was seen, in a line: "5 pages, 2–3 origins, 1 side; …"."""
    least, most = a.fewest_origins, a.most_origins
    origins = many(most, "origin") if least == most else f"{least}–{most} origins"
    return f"{many(len(a.pages), 'page')}, {origins}, {many(len(a.sides), 'side')}; {FIRST_SOURCE[a.own_words]}"


def count_line(a: Account) -> str:
    """The four numbers with the texts, in a line."""
    least, most = a.fewest_origins, a.most_origins
    origins = many(most, "origin") if least == most else f"{least} to {most} origins"
    sides = many(len(a.sides), "side") + (
        f" ({', '.join(s.name for s in a.sides)})" if len(a.sides) <= FEW_SIDES else ""
    )
    pages = f"{many(len(a.pages), 'page')}, {many(a.copy_groups, 'text')}"
    return f"{pages} · {many(len(a.statements), 'statement')} · {origins} · {sides}"


OTHER = "somebody else"
FEW_SIDES = 4
"""Sides that are named in the line that counts them."""


def _block(number: int, a: Account, found: Origins) -> Iterator[str]:
    yield f"{number:2}  {found.says.get(a.id, a.words)}"
    yield f"    “{shortened(a.words)}”"
    yield f"    {count_line(a)}"
    for o in a.origins:
        yield f"      {o.name} ({o.side_name}){_maybe(o, a.origins)}: {', '.join(o.pages)}"
        yield from (f"        counted as one: {reason}" for reason in found.joined.get(o.key, ()))
    yield from _remarks(a, {o.key: o.name for o in a.origins}, found)
    yield from (f"      - {line}" for line in _pages(a, found))


def _pages(a: Account, found: Origins) -> Iterator[str]:
    """Each page with its day, address and the claim that tells it, in the order of their days."""
    first: dict[str, str] = {}
    for claim in a.claims:
        first.setdefault(found.on.get(claim, ""), claim)
    pages = [found.pages[name] for name in a.pages if name in found.pages]
    for p in sorted(pages, key=lambda p: (p.day or "9999", p.id)):
        title = " ".join((p.title or p.publisher or p.id).split())
        yield ", ".join(
            filter(None, [p.id if title != p.id else "", title, p.day, p.url, f"claim {first.get(p.id, '')}"])
        )


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
    yield f"    {FIRST_SOURCE[a.own_words]}"
    for family in a.families:
        yield f"    one owner ({family.owner}): {', '.join(family.publishers)}"
    if len(a.variants) > 1:
        for v in a.variants:
            by = ", ".join(names.get(k, OTHER) for k in v.origins)
            yield f"    {v.of}: {v.text} — {by or 'on hearsay'}"
    sides = {s.key: s.name for other in found.accounts for s in other.sides}
    for d in a.against:
        yield f"    against: {d.about} ({', '.join(sides.get(s, OTHER) for s in d.sides)})"
    for r in found.reaches:
        if set(r.claims) & set(a.claims):
            left = f": {', '.join(r.uncorrected)}" if r.uncorrected else ""
            yield f"    {r.sentence}{left} (page {r.by})"
