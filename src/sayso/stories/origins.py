"""Chains of say-so → on whose word a happening rests: origins (lowest and highest count), statements, sides, the link
all share.

The origin of a claim is the first link that is no news medium: it spoke to the press, and what it says that others
said is hearsay (docs/record.md, Chain of say-so). Keys of voices and sides are those of the ledger, so that both count
alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.ground.edtf import day_of, next_day
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import country_code, plain
from sayso.ground.voices import MEDIA, Voice, voices
from sayso.records import Link
from sayso.stories.mouths import keyed
from sayso.stories.persons import likeness
from sayso.stories.told import Told, reading_order

ONE_STATEMENT = 1
"""Days that a report may lag behind the statement it reports, where no text dates the statement."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Who relies on whom for one claim. `keys` are the links' keys without the publisher, unless nobody else is in
    it."""

    told: Told
    keys: tuple[str, ...]
    names: tuple[str, ...]
    voices: tuple[Voice, ...]
    unnamed: bool
    own: bool
    """The page's or agency's own words: nobody else is named as knowing it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Somebody on whose word the happening rests. `unnamed` ones, and media in their own words, may be one with
    another origin."""

    key: str
    name: str
    side: str
    side_name: str
    unnamed: bool
    own: bool
    claims: tuple[str, ...]
    pages: tuple[str, ...]
    perhaps: tuple[str, ...] = ()
    """Keys of origins that it is possibly the same as."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One origin on one day. `dated` is false where the day is that of the first report."""

    origin: str
    day: str | None
    dated: bool
    claims: tuple[str, ...]


def link_key(link: Link) -> str:
    """What a link is known by: the body it speaks for, itself, or its name."""
    return link.speaks_for or _real(link.entity) or plain(link.name or link.text or "somebody")


def _real(entity: str | None) -> str | None:
    return None if entity is None or entity.startswith("x:") else entity


def chains(told: Sequence[Told], names: Names = PACKAGED_NAMES) -> list[Chain]:
    """The chains of some claims; `names` tell whose a medium is. What copies of one text say in their own words is
    said by one author."""
    authors = _authors(told)
    return _one_unnamed([_chain(item, authors, names) for item in sorted(told, key=reading_order)])


def _one_unnamed(found: list[Chain]) -> list[Chain]:
    """Copies of one text that each name one unnamed source mean the same one, however they translate or shorten its
    description."""
    named: dict[str, dict[str, dict[str, Voice]]] = {}
    for chain in found:
        for voice in chain.voices if chain.unnamed else ():
            named.setdefault(chain.told.page.group, {}).setdefault(chain.told.page.id, {})[voice.origin] = voice
    alone = [
        replace(c, voices=(_same_voice(c, named[c.told.page.group]),)) if c.unnamed and len(c.voices) == 1 else c
        for c in found
    ]
    first: dict[tuple[str, str], Voice] = {}
    return [replace(c, voices=tuple(_described(v, c, first) for v in c.voices)) for c in alone]


def _described(voice: Voice, chain: Chain, first: dict[tuple[str, str], Voice]) -> Voice:
    """Whom the copies of a text describe alike ("residents") is one, whichever medium they name before."""
    if not voice.origin.startswith("anonymous:"):
        return voice
    known = first.setdefault((chain.told.page.group, plain(voice.name)), voice)
    return replace(known, said=voice.said)


def _same_voice(chain: Chain, pages: Mapping[str, Mapping[str, Voice]]) -> Voice:
    """The voice under which the source of a copy is known: that of the first copy which gives its side, else of the
    first."""
    mine = chain.voices[0]
    alone = [next(iter(voices_.values())) for voices_ in pages.values() if len(voices_) == 1]
    if mine not in alone:
        return mine
    sides = {v.side for v in alone if v.side != v.origin}
    best = next((v for v in alone if v.side in sides), alone[0])
    return mine if len(sides) > 1 else replace(best, said=mine.said)


def _authors(told: Sequence[Told]) -> Mapping[str, Link]:
    """The agency credited in any copy of a text, else whoever published it first, by copy group."""
    found: dict[str, Link] = {}
    for item in sorted(told, key=reading_order):
        agency = next((x for x in item.claim.attribution if x.kind == "agency"), None)
        first = next((x for x in item.claim.attribution if x.kind in MEDIA), None)
        publisher = (
            Link(item.page.publisher, "publisher") if item.page.publisher else first or Link(item.page.id, "publisher")
        )
        better = agency if agency is not None and item.claim.attribution[:2].count(agency) else publisher
        if item.page.group not in found or (better.kind == "agency" and found[item.page.group].kind != "agency"):
            found[item.page.group] = better
    return found


def _chain(item: Told, authors: Mapping[str, Link], names: Names) -> Chain:
    links = tuple(x for x in item.claim.attribution if x.kind != "publisher")
    own = not links
    if own:
        links = (authors[item.page.group],)
    spoke = next((i for i, x in enumerate(links) if x.kind not in MEDIA), None)
    heard = links if spoke is None else links[: spoke + 1]
    speaker = links[-1] if spoke is None else links[spoke]
    said = voices([keyed(x) for x in heard], item.page.publisher, names)
    return Chain(
        item, tuple(link_key(x) for x in heard), tuple(_name(x) for x in heard), said, _unnamed(speaker), spoke is None
    )


def _name(link: Link) -> str:
    return link.name or link.text or "somebody unnamed"


def _unnamed(link: Link) -> bool:
    """A description, not a name: "a senior official", "Putin's spokesman", "parliamentary leader"."""
    if link.kind in MEDIA or _real(link.entity) or link.speaks_for:
        return False
    words = re.findall(r"[^\W\d_]+", _name(link))
    last = words[-1] if words else ""
    return (
        link.anonymous
        or link.kind in ("anonymous", "witness")
        or not last[:1].isupper()
        or country_code(last) is not None
    )


def origins(found: Sequence[Chain]) -> list[Origin]:
    """The origins of one happening, those first on whom most pages rest. A chain that only stops short of another's
    adds none."""
    kept = _whole(found)
    by_key: dict[str, list[tuple[Chain, Voice]]] = {}
    for chain in kept:
        for voice in chain.voices:
            by_key.setdefault(voice.origin, []).append((chain, voice))
    made = [_origin(k, rows) for k, rows in by_key.items()]
    together = _same_page(kept)
    joined = [_with_perhaps(o, made, together) for o in made]
    return sorted(joined, key=lambda o: (-len(o.pages), o.key))


def _whole(found: Sequence[Chain]) -> list[Chain]:
    """The chains that do not stop short: no other goes on where one ends, nor does the same text name somebody where
    it names nobody."""
    beginnings = {c.keys[:n] for c in found for n in range(1, len(c.keys))}
    named: dict[str, int] = {}
    for c in found:
        if not c.own:
            named[c.told.page.group] = max(len(c.keys), named.get(c.told.page.group, 0))
    return [
        c for c in found if c.keys not in beginnings and not (c.own and len(c.keys) <= named.get(c.told.page.group, 0))
    ]


def _origin(key_: str, rows: Sequence[tuple[Chain, Voice]]) -> Origin:
    names = [v.name for _, v in rows]
    name = max(dict.fromkeys(names), key=lambda n: (names.count(n), len(n)))
    claims = tuple(dict.fromkeys(c.told.claim.id for c, _ in rows))
    pages = tuple(dict.fromkeys(c.told.page.id for c, _ in rows))
    unnamed, own = all(c.unnamed for c, _ in rows), all(c.own for c, _ in rows)
    sided = next((v for c, v in rows if v.side != v.origin), rows[0][1])
    return Origin(key_, name, sided.side, sided.side_name, unnamed, own, claims, pages)


def _same_page(found: Sequence[Chain]) -> set[tuple[str, str]]:
    """Pairs of origins that one page names side by side: it takes them for two."""
    by_page: dict[str, set[str]] = {}
    for chain in found:
        by_page.setdefault(chain.told.page.id, set()).update(v.origin for v in chain.voices)
    return {(a, b) for keys in by_page.values() for a in keys for b in keys if a != b}


def _with_perhaps(o: Origin, others: Sequence[Origin], together: set[tuple[str, str]]) -> Origin:
    perhaps = tuple(
        sorted(x.key for x in others if x.key != o.key and (o.key, x.key) not in together and _maybe_one(o, x))
    )
    return Origin(o.key, o.name, o.side, o.side_name, o.unnamed, o.own, o.claims, o.pages, perhaps)


def _maybe_one(a: Origin, b: Origin) -> bool:
    """An unnamed source may be anybody of its side; a medium that names no source may rest on any."""
    if a.own or b.own or likeness(a.name, b.name) == "maybe":
        return True
    return (a.unnamed or b.unnamed) and (a.side == b.side or _sideless(a) or _sideless(b))


def _sideless(o: Origin) -> bool:
    return o.unnamed and (o.side == o.key or o.side.startswith("anonymous:"))


@dataclass(frozen=True, slots=True)
class Counted:
    """On whose word a happening rests: the chains of its claims, its origins, and how few they may be; at most they
    are all of them."""

    chains: tuple[Chain, ...]
    origins: tuple[Origin, ...]
    fewest: int


def counted(told: Sequence[Told], names: Names = PACKAGED_NAMES) -> Counted:
    """The one count of origins, for every answer that gives one."""
    found = chains(told, names)
    rest_on = origins(found)
    return Counted(tuple(found), tuple(rest_on), lowest(rest_on))


def lowest(found: Sequence[Origin]) -> int:
    """How many origins there are at least: each that may be another is taken for it, named ones stay apart."""
    groups: list[list[Origin]] = []
    for origin in sorted(found, key=lambda o: (o.own, o.unnamed, o.key)):
        perhaps = set(origin.perhaps)
        home = next((g for g in groups if all(o.key in perhaps for o in g)), None)
        if home is None:
            groups.append([origin])
        else:
            home.append(origin)
    return len(groups)


def statements(found: Sequence[Chain], of: Sequence[Origin]) -> list[Statement]:
    """What each origin said on which day. A report that dates no statement is of one made at most a day before it, if
    there is one."""
    wanted = {o.key for o in of}
    dated: dict[tuple[str, str], list[str]] = {}
    rest: list[tuple[str, str | None, str]] = []
    firsts = _first_days(found)
    for chain in found:
        for voice in chain.voices:
            day = day_of(voice.said)
            if voice.origin not in wanted:
                continue
            if day:
                dated.setdefault((voice.origin, day), []).append(chain.told.claim.id)
            else:
                rest.append((voice.origin, firsts.get(chain.told.page.group), chain.told.claim.id))
    made = {k: (ids, True) for k, ids in dated.items()}
    for origin, day, claim in rest:
        near = next((k for k in made if k[0] == origin and _one_statement(k[1], day)), (origin, day or ""))
        made.setdefault(near, ([], False))[0].append(claim)
    return [
        Statement(o, day or None, sure, tuple(dict.fromkeys(ids))) for (o, day), (ids, sure) in sorted(made.items())
    ]


def _first_days(found: Sequence[Chain]) -> dict[str, str | None]:
    """The day on which each text first came out."""
    days: dict[str, str | None] = {}
    for chain in found:
        page = chain.told.page
        known = days.get(page.group)
        days[page.group] = min(known, page.day) if known and page.day else known or page.day
    return days


def _one_statement(said: str, reported: str | None) -> bool:
    if not said or reported is None:
        return True
    return said <= reported <= next_day(said, ONE_STATEMENT) or reported <= said <= next_day(reported, ONE_STATEMENT)


def bottleneck(found: Sequence[Chain]) -> str | None:
    """The name of the innermost link that all chains share; null where they share none, or where there is one page
    only."""
    if len({c.told.page.id for c in found}) < 2:
        return None
    shared = set.intersection(*(set(c.keys) for c in found))
    innermost = [n for k, n in zip(found[0].keys, found[0].names, strict=True) if k in shared]
    return innermost[-1] if innermost else None
