"""Violent happenings with UCDP GED's 49 columns and its codes of precision: CSV with a head.

"Like": UCDP's own data sets have one event a deadly clash of named conflicts, judged by people. Here is every happening
whose act is ASSAULT and that is told as done; what UCDP's people would judge (conflict, dyad, clarity) is empty.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from sayso.answers.analysis import Happening
from sayso.errors import MalformedRecord
from sayso.exports.cells import fused, write_csv
from sayso.exports.interchange.kept import GONE, KeptClaim
from sayso.exports.interchange.losses import Losses
from sayso.ground.edtf import Window, days_between, window
from sayso.ground.places import country_name
from sayso.records import Party, Place

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
WHERE_PREC = {"point": 1, "city": 1, "admin2": 3, "admin1": 4, "region": 5, "line": 5, "border": 5, "multiple": 5,
         "country": 6}  # fmt: skip
"""Precision of a place → `where_prec`. 2 (near a point) and 7 (at sea) are never given: no field tells them."""
DATED = ((0, 1), (6, 2), (7, 3), (31, 4), (366, 5))
"""At most so many days between first and last → `date_prec`; more is no date of UCDP's."""
STATE_SECTORS, CIVIL = (
    {"GOV", "MIL", "COP", "SPY", "JUD", "LEG"},
    {"CVL", "REF", "JRN", "MED", "EDU", "REL", "LAB", "NGO"},
)
ARMED = {"REB", "PRM", "IMG", "UAF", "CRM", "OPP"}
LOST = {
    "mode": GONE, "status": "only what is told as done is in the file", "auxiliary": GONE, "contexts": GONE,
    "further actors": "names only, in side_a", "further recipients": "names only, in side_b", "titles": GONE,
    "entities": GONE, "sectors": "only as type_of_violence", "further places": "only the most precise of the happening",
    "sets of places": "only their name", "disputed_by": GONE, "other figures than deaths": GONE, "decided": GONE,
    "movement": GONE, "attribution": "only origins and publishers", "quoted": GONE, "evidence": GONE, "spans": GONE,
    "confidence": GONE, "interested": GONE, "coder": GONE,
}  # fmt: skip
BLANK = tuple(
    name for name in COLUMNS
    if name in ("code_status", "region", "event_clarity", "country_id", "gwnoa", "gwnob", "priogrid_gid",
                "deaths_a", "deaths_b", "deaths_civilians", "active_year", "adm_2")
    or name.startswith(("conflict", "dyad")) or name.endswith(("dset_id", "new_id"))
)  # fmt: skip
NO_FORCE, NOT_DONE_YET = "no act of violence", "violence that is not told as done"


def write(found: Iterable[Happening], pages: Mapping[str, KeptClaim], stream: BinaryIO) -> Losses:
    """One row a violent happening; `pages` holds its claims with their pages, by the claim's id."""
    report = Losses("ged", LOST, BLANK)

    def rows() -> Iterator[Mapping[str, object]]:
        for happening in found:
            why = _unfit(happening)
            for told in happening.claims:
                report.drop(why) if why else report.see(told.claim)
            if why is None:
                yield _row(happening, [pages[t.claim.id] for t in happening.claims if t.claim.id in pages])

    write_csv(rows(), COLUMNS, stream)
    return report


def _unfit(happening: Happening) -> str | None:
    if happening.account.act != "ASSAULT":
        return NO_FORCE
    return None if happening.account.status in ("happened", "ongoing") else NOT_DONE_YET


def _row(h: Happening, items: Sequence[KeptClaim]) -> dict[str, object]:
    deaths = h.figure("killed")
    return {
        "id": int(h.account.id[:13], 16),
        "relid": h.account.id,
        "type_of_violence": kind_of_violence(h.actors, h.recipients),
        "side_a": SEPARATOR.join(p.name for p in h.actors),
        "side_b": SEPARATOR.join(p.name for p in h.recipients),
        "number_of_sources": len(h.account.pages),
        "source_article": _once(i.page.url or i.claim.article_id for i in items),
        "source_office": _once(i.page.publisher for i in items),
        "source_date": _once(i.published for i in items),
        "source_headline": _once(i.page.title for i in items),
        "source_original": SEPARATOR.join(o.name for o in h.account.origins),
        **(_ground(h.place) if h.place else {}),
        **_days(window(h.time.edtf if h.time else None)),
        **(_deaths(deaths.best, deaths.low, deaths.high) if deaths else {}),
    }


SEPARATOR = "; "
"""What GED puts between the names of one cell."""


def _once(values: Iterable[str | None]) -> str:
    return SEPARATOR.join(dict.fromkeys(filter(None, values)))


def _days(when: Window) -> dict[str, object]:
    precision = date_precision(when.low, when.high)
    if precision is None or when.low is None:
        return {"date_prec": precision}
    return {"year": when.low[:4], "date_prec": precision, "date_start": when.low, "date_end": when.high}


def _ground(place: Place) -> dict[str, object]:
    return {
        "where_prec": WHERE_PREC[place.precision], "where_coordinates": place.name, "where_description": place.text,
        "adm_1": place.admin1, "latitude": place.lat, "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if place.lat is not None else None,
        "country": country_name(place.country) if place.country else None,
    }  # fmt: skip


def _deaths(best: float | None, low: float | None, high: float | None) -> dict[str, object]:
    """Whole numbers; UCDP asks for low ≤ best ≤ high, so an open side is empty and never made up. Whose the dead were
    is not told by a figure alone: all are `unknown`."""
    whole = [None if x is None else int(x) for x in (best, low, high)]
    return {"best": whole[0], "low": whole[1], "high": whole[2], "deaths_unknown": whole[0]}


def date_precision(first: str | None, last: str | None) -> int | None:
    """UCDP's `date_prec` of a span of days; null where it is open or longer than a year."""
    if first is None or last is None:
        return None
    apart = days_between(first, last)
    return next((code for most, code in DATED if apart <= most), None)


def kind_of_violence(actors: Sequence[Party], recipients: Sequence[Party]) -> int | None:
    """UCDP's `type_of_violence`: 1 with a state on a side and arms on both, 2 without a state, 3 against civilians;
    null where the sectors do not tell."""
    one, other = ({s for p in side for s in p.sectors} for side in (actors, recipients))
    if not one or not other:
        return None
    if other & CIVIL and not other & (STATE_SECTORS | ARMED):
        return 3
    if not (one & (STATE_SECTORS | ARMED) and other & (STATE_SECTORS | ARMED)):
        return None
    return 1 if (one | other) & STATE_SECTORS else 2


def read(stream: BinaryIO, source: str = "GED file") -> Iterator[Mapping[str, str | None]]:
    """The rows of a file, by the names of `COLUMNS`; some Candidate releases have no head. Raises MalformedRecord for
    another number of columns."""
    text = stream.read().decode("utf-8-sig").replace("\r\n", "\n")
    for number, cells in enumerate(csv.reader(line + "\n" for line in text.split("\n") if line), 1):
        if len(cells) != len(COLUMNS):
            raise MalformedRecord(f"{source}:{number}", f"{len(cells)} columns, not {len(COLUMNS)}")
        if tuple(cells) != COLUMNS:
            yield {name: fused(cell) or None for name, cell in zip(COLUMNS, cells, strict=True)}
