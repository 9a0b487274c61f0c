"""A name that may be a place, and all that it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.claims.names.entries import KnownName
from sayso.claims.names.finder import NameHit
from sayso.ground.atlas import GazetteerPlace
from sayso.spans import Spanned

PLACES = frozenset({"country", "demonym", "capital", "metonym", "city", "region"})
"""Kinds of known names that can be put on a map."""
ALSO_READ = {"metonym": "city", "demonym": "country"}
"""Kind of a known name → kind of place."""
_TWINS = {"capital": ("city",), "city": ("city",), "region": ("admin1", "admin2")}


@dataclass(frozen=True, slots=True)
class Toponym(Spanned):
    """A name at `[start, end)` that may mean any of `spots`, or the known thing of `hit`; neither where it has no pin.

    `first` and `after` number its words; `sort` is "short" for an abbreviated state and "part" for a road, a county of
    a list and the like, which are places by the noun that goes with them; `evidence` says for and against its being a
    place.
    """

    start: int
    end: int
    first: int
    after: int
    form: str
    hit: NameHit | None = None
    spots: tuple[GazetteerPlace, ...] = ()
    sort: Literal["name", "short", "part"] = "name"
    evidence: tuple[tuple[str, float], ...] = ()

    @property
    def score(self) -> float:
        """The sum of the evidence."""
        return sum(weight for _, weight in self.evidence)


def choices(topo: Toponym) -> list[GazetteerPlace]:
    """All that a toponym may mean; the known thing of our own tables first."""
    entry = topo.hit.entry if topo.hit else None
    if entry is None or ((entry.lat is None or entry.lon is None) and not entry.own):
        return list(topo.spots)
    kind = _kind(entry)
    twin = next((s for s in topo.spots if _same(entry, s)), None)
    if twin is None:
        return [GazetteerPlace(None, entry.name, kind, entry.country, None, entry.lat, entry.lon, 0), *topo.spots]
    own = GazetteerPlace(twin.id, entry.name, kind, entry.country, twin.admin1, entry.lat, entry.lon, twin.population)
    return [own, *(s for s in topo.spots if s is not twin and not (s.kind == "admin1" and s.id == twin.admin1))]


def _kind(entry: KnownName) -> str:
    if entry.precision == "admin1":
        return "admin1"
    return "region" if entry.kind == "demonym" and entry.precision else ALSO_READ.get(entry.kind, entry.kind)


def of_own_table(topo: Toponym) -> bool:
    """Whether a user's own table names the place."""
    return topo.hit is not None and topo.hit.entry.own


def _same(entry: KnownName, spot: GazetteerPlace) -> bool:
    """Is a place of the gazetteer the known one?"""
    pinned = entry.own and entry.precision in ("point", "line")
    if entry.country != spot.country or pinned:
        return False
    if entry.kind == "country":
        return spot.kind == "country"
    far = 0.5 if entry.kind in ("capital", "city") else 4.0
    near = _near(entry.lat, spot.lat, far) and _near(entry.lon, spot.lon, far)
    return near and spot.kind in _TWINS.get(entry.kind, ())


def _near(mine: float | None, theirs: float | None, far: float) -> bool:
    return mine is not None and theirs is not None and abs(mine - theirs) < far


def contains(outer: GazetteerPlace, inner: GazetteerPlace) -> bool:
    """Does a country or first-order division hold the smaller place?"""
    if inner.kind == "country" or outer.kind not in ("country", "admin1"):
        return False
    if outer.kind == "country":
        return inner.country == outer.country
    return inner.admin1 == outer.id and outer.id is not None
