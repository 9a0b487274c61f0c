"""Sheets that auditors fill in: a row an item, a column a question."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sayso.errors import CodebookError

JUDGED_FIELDS = (
    "act", "mode", "status", "actors", "recipients", "places", "time", "quantities", "movement", "origin",
)  # fmt: skip
"""Fields of a claim that are judged, each by itself."""
CLAIM, MISSED, NOTE = "claim", "missed", "note"
COLUMN = {**{name: f"{name}_right" for name in (CLAIM, *JUDGED_FIELDS)}, MISSED: MISSED}
"""Question → its column in a sheet."""
SHEET_COLUMNS = (*COLUMN.values(), NOTE)
YES_NO = {"y": True, "yes": True, "1": True, "true": True, "n": False, "no": False, "0": False, "false": False}
UNCLEAR = "?"
"""What an auditor writes who cannot tell."""
AGREED = "agreed"
"""What stands in a sheet of disputes where there is nothing to settle."""
MOST_FAULTS = 5


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """What an auditor says of an item; null is not said, or not to be told. `missed`: claims that the sentence makes
    and the coder has not."""

    claim: bool | None = None
    fields: Mapping[str, bool | None] = field(default_factory=dict)
    missed: int | None = None
    unclear: int = 0

    def under(self, settled: AuditVerdict) -> AuditVerdict:
        """This verdict with what was settled in its place."""
        given = {name: said for name, said in settled.fields.items() if said is not None}
        claim = self.claim if settled.claim is None else settled.claim
        missed = self.missed if settled.missed is None else settled.missed
        return AuditVerdict(claim, {**self.fields, **given}, missed, self.unclear)


Sheet = Mapping[str, AuditVerdict]
"""Item → verdict, of the items that were judged."""


def read(raw: bytes, source: str, known: Mapping[str, str], *, partly: bool = False) -> dict[str, AuditVerdict]:
    """A sheet that was filled in; `known` are the sample's items with their unit. Rows without a verdict are left out.
    `partly`: a claim's fields need not all be there, since the sheet only settles others.

    Raises CodebookError that names line and column of every fault.
    """
    faults: list[tuple[int | None, str]] = []
    found: dict[str, AuditVerdict] = {}
    rows = list(sheet_lines(raw, source))
    silent = {name for name in JUDGED_FIELDS if not any(_cell(row, COLUMN[name]) for _, row in rows)}
    for line, row in rows:
        item = _cell(row, "item")
        if item not in known:
            faults.append((line, f"no item {item!r} in the sample; is this the sheet of another one?"))
        elif item in found:
            faults.append((line, f"item {item} stands in two rows"))
        elif any(_cell(row, name) for name in SHEET_COLUMNS if name != NOTE):
            found[item], wrong = _verdict(row, known[item], silent, partly=partly)
            faults += [(line, why) for why in wrong]
    if faults:
        more = [(None, f"… and {len(faults) - MOST_FAULTS} more")] if len(faults) > MOST_FAULTS else []
        raise CodebookError(source, [*faults[:MOST_FAULTS], *more])
    return found


def sheet_lines(raw: bytes, source: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows with their line; what separates cells is what the head has most of, since spreadsheets differ. Raises
    CodebookError where it is no sheet."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(source, [(None, "is not UTF-8; save the sheet as CSV in UTF-8")]) from error
    between = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=between)
    missing = [name for name in ("item", COLUMN[CLAIM], MISSED) if name not in (reader.fieldnames or ())]
    if missing:
        raise CodebookError(source, [(1, f"no column {missing[0]!r}; give a sheet that sayso sample wrote")])
    for row in reader:
        yield reader.line_num, row


def _cell(row: Mapping[str, str], name: str) -> str:
    cell = (row.get(name) or "").strip()
    return "" if cell == AGREED else cell


def _verdict(
    row: Mapping[str, str], unit: str, silent: Collection[str], *, partly: bool
) -> tuple[AuditVerdict, list[str]]:  # fmt: skip
    wrong: list[str] = []
    said = {name: _said(row, COLUMN[name], wrong) for name in (CLAIM, *JUDGED_FIELDS)}
    missed = _count(row, wrong)
    needed = [MISSED]
    if unit == "sentence":
        wrong += [f"{COLUMN[name]} is for claims, and this is a sentence without one; leave it blank"
                  for name in said if _cell(row, COLUMN[name])]  # fmt: skip
    else:
        needed = [CLAIM, *(name for name in JUDGED_FIELDS if said[CLAIM] and name not in silent), MISSED]
    blank = [COLUMN[name] for name in needed if not _cell(row, COLUMN[name])]
    if blank and not partly and not wrong:
        wrong.append(f"{', '.join(blank)} of item {_cell(row, 'item')} is blank; write a verdict, or ? for unclear")
    unclear = sum(_cell(row, column) == UNCLEAR for column in COLUMN.values())
    return AuditVerdict(said[CLAIM], {name: said[name] for name in JUDGED_FIELDS}, missed, unclear), wrong


def _said(row: Mapping[str, str], name: str, wrong: list[str]) -> bool | None:
    cell = _cell(row, name)
    if not cell or cell == UNCLEAR:
        return None
    if cell.lower() not in YES_NO:
        wrong.append(f"{name} is {cell!r}; write y, n, or ? for unclear")
    return YES_NO.get(cell.lower())


def _count(row: Mapping[str, str], wrong: list[str]) -> int | None:
    cell = _cell(row, MISSED).removesuffix(".0")
    if not cell or cell == UNCLEAR:
        return None
    if not cell.isdecimal():
        wrong.append(f"{MISSED} is {cell!r}; write how many claims are missed: 0, 1, 2 …, or ? for unclear")
        return None
    return int(cell)
