"""Happenings → accounts: what is told, how often it is printed, on whose word it rests, what varies and who says
otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import country_name
from sayso.records import Claim, Quantity, digest
from sayso.stories.content import agree, alike, content, rules, undated
from sayso.stories.happenings import happenings
from sayso.stories.origins import Chain, Origin, Statement, bottleneck, counted, statements
from sayso.stories.told import Told

OwnWords = Literal["published", "quoted", "none"]


@dataclass(frozen=True, slots=True)
class Side:
    """A state, owner family or camp, and the origins that stand for it."""

    key: str
    name: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Publishers of one owner: their pages are not independent of one another."""

    owner: str
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a figure or a place is told, by which origins. `of` is what is counted, or `places`."""

    of: str
    text: str
    low: float | None
    high: float | None
    origins: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dissent:
    """Who says otherwise: the claims, their origins and sides, and what is disputed."""

    about: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A happening with its four numbers, each as the list it counts (docs/record.md, Copies, stories, origins)."""

    id: str
    act: str
    mode: str | None
    status: str
    words: str
    claims: tuple[str, ...]
    pages: tuple[str, ...]
    copy_groups: int
    families: tuple[Family, ...]
    statements: tuple[Statement, ...]
    origins: tuple[Origin, ...]
    fewest_origins: int
    most_origins: int
    sides: tuple[Side, ...]
    bottleneck: str | None
    own_words: OwnWords
    variants: tuple[Variant, ...]
    against: tuple[Dissent, ...]
    first_seen: str | None
    last_seen: str | None
    lead: str = ""
    """The claim that says most firmly and fully what happened."""


def accounts(told: Iterable[Told], names: Names = PACKAGED_NAMES) -> list[Account]:
    """The account of each happening in some claims, those on most origins and pages first; `names` tell whose a medium
    is."""
    groups = happenings(t for t in told if not t.page.notice)
    made = [account(group, _against(group, groups), names) for group in groups]
    return sorted(made, key=lambda a: (-a.most_origins, -len(a.pages), a.first_seen or "", a.id))


def account(group: Sequence[Told], against: Sequence[Sequence[Told]] = (), names: Names = PACKAGED_NAMES) -> Account:
    """The account of one happening; `against` are those that deny it."""
    count = counted(group, names)
    found, rest_on = count.chains, count.origins
    claims = [t.claim for t in group]
    lead = _lead(claims)
    days = sorted(t.page.day for t in group if t.page.day)
    pages = tuple(dict.fromkeys(t.page.id for t in group))
    return Account(
        id=digest("happening", min(c.id for c in claims)),
        act=lead.act,
        mode=lead.mode,
        status=lead.status,
        words=" … ".join(" ".join(w.text.split()) for w in lead.evidence) or lead.predicate.text,
        claims=tuple(c.id for c in claims),
        pages=pages,
        copy_groups=len({t.page.group for t in group}),
        families=_families(group, names),
        statements=tuple(statements(found, rest_on)),
        origins=rest_on,
        fewest_origins=count.fewest,
        most_origins=len(rest_on),
        sides=_sides(rest_on),
        bottleneck=bottleneck(found),
        own_words=_own_words(found, rest_on),
        variants=_variants(found),
        against=(*_dissents(against, names), *_disputed(_variants(found), rest_on)),
        first_seen=days[0] if days else None,
        last_seen=days[-1] if days else None,
        lead=lead.id,
    )


def _lead(claims: Sequence[Claim]) -> Claim:
    """The claim that says most firmly and fully what happened."""
    firmness: list[str] = rules()["strongest"]
    return min(claims, key=lambda c: (firmness.index(c.status), -len(c.places) - len(c.actors), c.id))


def _families(group: Sequence[Told], names: Names) -> tuple[Family, ...]:
    """Owners with two or more of the publishers; what a state owns is that state's."""
    found: dict[str, dict[str, None]] = {}
    for item in group:
        row = names.outlet(item.page.publisher)
        if row and row.owner and item.page.publisher:
            owner = f"state of {row.country}" if row.owner == "state" else row.owner
            found.setdefault(owner, {})[item.page.publisher] = None
    return tuple(Family(owner, tuple(names)) for owner, names in sorted(found.items()) if len(names) > 1)


def _sides(rest_on: Sequence[Origin]) -> tuple[Side, ...]:
    """The sides of those who spoke; a medium that names nobody may rest on any of them, and is a side only where nobody
    is named."""
    found: dict[str, list[Origin]] = {}
    for origin in [o for o in rest_on if not o.own] or rest_on:
        found.setdefault(origin.side, []).append(origin)
    return tuple(Side(key, rows[0].side_name, tuple(o.key for o in rows)) for key, rows in found.items())


def _own_words(found: Sequence[Chain], rest_on: Sequence[Origin]) -> OwnWords:
    """Whether an origin's own page is among these, or at least its words in quotation marks."""
    names = {o.key.rpartition(".")[2] for o in rest_on} | {o.name.casefold() for o in rest_on if not o.unnamed}
    if any((c.told.page.publisher or "").casefold() in names and not c.own for c in found):
        return "published"
    heard = [c for c in found if not c.own and c.told.claim.quoted in ("direct", "mixed")]
    return "quoted" if heard else "none"


def _variants(found: Sequence[Chain]) -> tuple[Variant, ...]:
    """Every figure and every set of places, with who gives it; those given by most origins first."""
    rows: dict[tuple[str, float | None, float | None, str], list[Chain]] = {}
    for chain in found:
        for of, low, high, text in _figures(chain.told.claim):
            rows.setdefault((of, low, high, text), []).append(chain)
    made = [
        Variant(of, text, low, high, _keys(told), tuple(dict.fromkeys(c.told.claim.id for c in told)))
        for (of, low, high, text), told in rows.items()
    ]
    return tuple(sorted(made, key=lambda v: (v.of, -len(v.origins), -len(v.claims), v.text)))


def _keys(found: Sequence[Chain]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v.origin for c in found for v in c.voices))


def _figures(claim: Claim) -> Iterable[tuple[str, float | None, float | None, str]]:
    for q in claim.quantities:
        if q.of != "places":
            yield q.of, *_bounds(q), _digits(q)
    for place in claim.places:
        if place.set is not None and not place.set.members:
            count = place.set.count
            within = country_name(place.set.within) if place.set.within else "places not named"
            yield "places", count, count, f"{count or 'some'} in {within}"
    named = [p.name for p in claim.places if p.set is None and p.precision not in ("country", "border", "multiple")]
    if len(named) > 1:
        yield "places", len(named), len(named), ", ".join(sorted(named))


def _bounds(q: Quantity) -> tuple[float | None, float | None]:
    return (q.low if q.low is not None else q.value, q.high if q.high is not None else q.value)


def _digits(q: Quantity) -> str:
    low, high = _bounds(q)
    if q.value is not None:
        return f"{q.value:,.0f}"
    return f"{low:,.0f} or more" if low is not None else f"up to {high:,.0f}" if high is not None else q.text


def _disputed(variants: Sequence[Variant], rest_on: Sequence[Origin]) -> Iterable[Dissent]:
    """Figures of one thing that cannot both be true, from different origins."""
    sides = {o.key: o.side for o in rest_on}
    for of in dict.fromkeys(v.of for v in variants if v.of != "places"):
        apart = _apart([v for v in variants if v.of == of])
        if apart:
            origins_ = tuple(dict.fromkeys(k for v in apart for k in v.origins))
            claims = tuple(dict.fromkeys(i for v in apart for i in v.claims))
            yield Dissent(f"{of}: {' or '.join(v.text for v in apart)}", claims, origins_, _sides_of(origins_, sides))


def _apart(told: Sequence[Variant]) -> list[Variant]:
    return [v for v in told if any(_exclude(v, w) and not set(v.origins) & set(w.origins) for w in told)]


def _exclude(a: Variant, b: Variant) -> bool:
    return (a.high is not None and b.low is not None and a.high < b.low) or (
        b.high is not None and a.low is not None and b.high < a.low
    )


def _sides_of(keys: Iterable[str], sides: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sides[k] for k in keys if k in sides))


def _against(group: Sequence[Told], groups: Sequence[Sequence[Told]]) -> list[Sequence[Told]]:
    """The happenings that deny this one, or that it denies."""
    mine = content(group[0])
    found = []
    for other in groups:
        theirs = content(other[0])
        if (
            {mine.stage, theirs.stage} in ({"done", "denial"}, {"plan", "denial"})
            and alike(mine, theirs)
            and _same_time(group, other)
        ):
            found.append(other)
    return found


def _same_time(a: Sequence[Told], b: Sequence[Told]) -> bool:
    """Whether the denial may be of that: their days meet, a plan being open to the future."""
    one, two = undated(content(a[0])), undated(content(b[0]))
    return agree(one, two) and content(a[0]).when.meets(content(b[0]).when)


def _dissents(against: Sequence[Sequence[Told]], names: Names) -> Iterable[Dissent]:
    for group in against:
        found = counted(group, names).origins
        status = Counter(t.claim.status for t in group).most_common(1)[0][0]
        about = {"denied": "denies it", "refused": "refuses it"}.get(status, "says it is so")
        yield Dissent(
            about,
            tuple(t.claim.id for t in group),
            tuple(o.key for o in found),
            tuple(dict.fromkeys(o.side for o in found)),
        )
