"""On whose word a claim rests in the end, and for which side that voice stands (docs/record.md,
Copies, stories, origins)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import country_code, country_name, plain
from sayso.records import Force, Link, Party, digest
from sayso.resources import table

MEDIA = frozenset({"publisher", "agency", "outlet"})
OWN_CAMPS = ("REB", "OPP", "PRE", "IMG", "PRM", "NGO", "ISM")
"""Sectors whose voices do not speak for the state whose country code they carry: each is a camp of its own."""
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR"})


@dataclass(frozen=True, slots=True)
class Voice:
    """An origin and its side: keys to compare by, names to show. `said` is the day of the statement (EDTF), if told."""

    origin: str
    name: str
    side: str
    side_name: str
    said: str | None = None


def voices(chain: Sequence[Link], publisher: str | None, names: Names = PACKAGED_NAMES) -> tuple[Voice, ...]:
    """Whose words a chain hangs on: the first who is no news medium, with those who said it alongside; else the last
    medium.

    What comes after that link is hearsay and adds no origin. `publisher` stands in where the chain is empty;
    `names` tell whose a medium is.
    """
    spoke = next((i for i, link in enumerate(chain) if link.kind not in MEDIA), None)
    if spoke is not None:
        before = chain[spoke - 1] if spoke else None
        return tuple(dict.fromkeys(_person(link, before) for link in (chain[spoke], *chain[spoke].jointly)))
    if chain:
        return tuple(dict.fromkeys(_medium(link, names) for link in (chain[-1], *chain[-1].jointly)))
    return (_owned(publisher or "unknown publisher", None, None, names),)


def _person(link: Link, before: Link | None) -> Voice:
    name = link.name or link.text or "somebody unnamed"
    if link.anonymous or link.kind == "anonymous":
        told = (before.entity or before.name or "") if before else ""
        key = f"anonymous:{digest(plain(name), told)}"
    else:
        key = link.speaks_for or link.entity or f"name:{plain(name)}"
    side, side_name = _camp(link, key, name)
    return Voice(key, name, side, side_name, link.on)


def _camp(link: Link, key: str, name: str) -> tuple[str, str]:
    apart = next((s for s in OWN_CAMPS if s in link.sectors), None)
    if camp := None if link.country else international(name):
        return camp, camp.upper()
    if INTERNATIONAL & set(link.sectors) or not link.country:
        body = (link.speaks_for or link.entity or key).partition(".")[0] if INTERNATIONAL & set(link.sectors) else key
        return body, body.upper() if body in ("un", "eu", "nato", "osce", "au") else name
    if apart:
        return f"{link.country}:{apart}", f"{country_name(link.country)} ({apart})"
    return link.country, country_name(link.country)


def _medium(link: Link, names: Names) -> Voice:
    return _owned(link.name or link.text or "unknown publisher", link.entity, link.on, names)


def _owned(name: str, entity: str | None, said: str | None, names: Names) -> Voice:
    """A medium in its own words stands for its owner; one that no table has goes by its name, and a ministry or army
    that publishes is the state's."""
    row = names.outlet(entity) or names.outlet(name)
    if row is None and (state := state_of(name)):
        return Voice(f"name:{plain(name)}", name, state, country_name(state), said)
    known = entity if entity and not entity.startswith("x:") else f"outlet.{plain(name)}"
    key = row.slug if row else known
    if row and row.owner == "state" and row.country:
        return Voice(key, name, row.country, country_name(row.country), said)
    return Voice(key, name, f"media:{(row.owner if row else None) or plain(name)}", f"{name} in its own words", said)


@lru_cache(maxsize=65_536)
def international(name: str) -> str | None:
    """The key of the international body that a name begins with ("the United Nations mission in Abyei"); null where it
    begins with none."""
    low = name.lower().removeprefix("the ")
    camps: dict[str, list[str]] = table("voices.yaml")["camps"]
    return next(
        (camp for camp, forms in camps.items() for f in forms if f"{low} ".startswith((f"{f} ", f"{f}'s "))), None
    )


@lru_cache(maxsize=65_536)
def state_of(name: str) -> str | None:
    """The country whose ministry, embassy or army somebody is by his name; null where the name does not say so."""
    words = re.findall(r"[^\W\d_][\w.’'&-]*", name)
    low = " ".join(w.lower() for w in words)
    if not _bodies().search(low):
        return None
    runs = (words[i : i + size] for size in (3, 2, 1) for i in range(len(words) - size + 1))
    found = (country_code(re.sub(r"['’]s$", "", " ".join(run))) for run in runs if run[0][:1].isupper())
    return next((code for code in found if code), None)


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table('voices.yaml')['bodies']))})\b")


def interested(
    chain: Sequence[Link], publisher: str | None, parties: Sequence[Party | Force], names: Names = PACKAGED_NAMES
) -> bool | None:
    """Is the origin of a claim one of `parties`, or of the side of one? Null where no side is known to compare."""
    told = voices(chain, publisher, names) if chain or publisher else ()
    spoken = [v for v in told if not (v.side == v.origin and _nameless(v.origin))]
    known = [(party.entity, plain(party.name), side) for party in parties if (side := _side(party)) is not None]
    for voice in spoken:
        if any(voice.side == side or voice.origin in (entity, f"name:{name}") for entity, name, side in known):
            return True
    return False if spoken and known else None


def _nameless(origin: str) -> bool:
    """Somebody of whom neither country nor body is known."""
    return origin.startswith(("anonymous:", "name:", "x:"))


def _side(party: Party | Force) -> str | None:
    """The side of a party, as `_camp` tells that of a voice; null where nothing is known of it."""
    if not party.country and _nameless(party.entity or "x:"):
        return None
    link = Link(party.name, "organization", party.entity, country=party.country, sectors=party.sectors)
    return _camp(link, party.entity or party.name, party.name)[0]


STRANGERS, MEDIA_RANK = 3, 4
"""The standing of states and camps whose force and ground it is not, and of news media in their own words."""


def rank_of_side(side: str, holder: str, countries: Sequence[str | None]) -> int:
    """How well placed a side is to know where a force is; smaller is better.

    0 the state or group whose force it is, 1 the state whose ground it is, 2 international bodies, 3 other states and
    camps, 4 news media.
    """
    if side == holder:
        return 0
    if side in countries:
        return 1
    if side.startswith("media:"):
        return MEDIA_RANK
    return 2 if side in ("un", "eu", "nato", "osce", "au", "csto", "ecowas", "arab-league") else STRANGERS
