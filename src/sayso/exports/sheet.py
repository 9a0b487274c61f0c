"""The sheet of an auditor: a row an item, what is to be judged, and columns to fill in. It shows neither chance nor
stratum nor confidence, nor what others said; the rows of each auditor stand in an order of his or her own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import BinaryIO

from sayso.answers.sampling import ItemShown
from sayso.exports.cells import fused, write_csv
from sayso.judge.sampling import unit_number
from sayso.judge.verdicts import AGREED, COLUMN, SHEET_COLUMNS
from sayso.records import Claim, Force, Party, Place, Quantity

SHEET_HEAD = ("item", "title", "publisher", "published", "before", "sentence", "after", "also_found")
VALUES = (
    "words", "act", "mode", "status", "actors", "recipients", "places", "time", "quantities", "movement", "origin",
)  # fmt: skip
COLUMNS = (*SHEET_HEAD, *VALUES, *SHEET_COLUMNS)


def write(shown: Iterable[ItemShown], auditor: str, seed: int, stream: BinaryIO) -> None:
    """The sheet of one auditor, nothing filled in."""
    rows = sorted(shown, key=lambda s: unit_number(seed, f"{auditor}\x1f{s.item.id}"))
    write_csv((_row(s) for s in rows), COLUMNS, stream)


def write_disputed(
    sheet: Sequence[Mapping[str, str]], disputed: Mapping[str, Collection[str]], stream: BinaryIO
) -> None:
    """The rows of a sheet in which auditors differ, for somebody who settles them; what they said is left out."""
    write_csv((
        {name: fused(row.get(name) or "") for name in (*SHEET_HEAD, *VALUES)}
        | {column: "" if name in disputed[row["item"]] else AGREED for name, column in COLUMN.items()}
        for row in sheet if row["item"] in disputed
    ), COLUMNS, stream)  # fmt: skip


def _row(shown: ItemShown) -> dict[str, object]:
    row: dict[str, object] = {
        "item": shown.item.id, "title": shown.title, "publisher": shown.publisher, "published": shown.published,
        "before": _line(shown.before), "sentence": _line(shown.sentence), "after": _line(shown.after),
        "also_found": "; ".join(f"{c.act} {c.status} “{c.predicate.text}”" for c in shown.others),
    }  # fmt: skip
    return row | (fields_in_words(shown.claim) if shown.claim else {})


def _line(text: str) -> str:
    return " ".join(text.split())


def fields_in_words(claim: Claim) -> dict[str, object]:
    """A claim's fields in words, as an auditor reads them."""
    return {
        "words": _line(claim.predicate.text),
        "act": claim.act,
        "mode": claim.mode,
        "status": claim.status,
        "actors": "; ".join(map(_who, claim.actors)),
        "recipients": "; ".join(map(_who, claim.recipients)),
        "places": "; ".join(map(_place, claim.places)),
        "time": f"{claim.time.edtf or 'not dated'} “{_line(claim.time.text)}”" if claim.time else "",
        "quantities": "; ".join(map(_quantity, claim.quantities)),
        "movement": _movement(claim),
        "origin": (claim.attribution[-1].name or claim.attribution[-1].text or "") if claim.attribution else "",
    }


def _who(party: Party | Force) -> str:
    known = " ".join(filter(None, (party.country, *party.sectors)))
    return f"{party.name} ({known})" if known else party.name


def _place(place: Place) -> str:
    return f"{place.name} ({', '.join(filter(None, (place.precision, place.country)))})"


def _quantity(q: Quantity) -> str:
    bounds = "" if q.value is not None else f"{q.low or ''}–{q.high or ''}"
    return f"{f'{q.value:g}' if q.value is not None else bounds} {q.of} “{_line(q.text)}”"


def _movement(claim: Claim) -> str:
    move = claim.movement
    if move is None:
        return ""
    ends = [f"{word} {'; '.join(map(_place, places))}"
            for word, places in (("from", move.places_from), ("to", move.places_to)) if places]  # fmt: skip
    return ", ".join([f"{'; '.join(map(_who, move.forces))}: {move.change}", *ends])
