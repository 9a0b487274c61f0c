"""A claim as a form: one row for each thing it names, with the words that it rests on, and what one may choose from.

`amending.py` makes a claim of what comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol, get_args

from sayso.answers.wording import STATUS_WORDING
from sayso.ontology import MODES
from sayso.records import Claim
from sayso.records.arguments import Precision, QuantityOf
from sayso.records.movement import Change, ForceKind, MovedPart, MovedWhat
from sayso.records.say_so import LinkKind, Quoted

OUT = {"": "leave out"}
Choice = Mapping[str, str]
Row = dict[str, str]


def _plain(kind: object) -> dict[str, str]:
    """The values of a literal type, each as it is read."""
    return {value: value.replace("_", " ") for value in get_args(kind)}


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A kind of rows: its heading, and its columns by key, each with a label and what may be chosen (null: anything is
    typed). The first column says what the row is in the claim."""

    heading: str
    columns: Mapping[str, tuple[str, Choice | None]]


WORDS = ("Words in the text", None)
NAME, COUNTRY = ("Name", None), ("Country", None)
GROUPS: Mapping[str, RowGroup] = {
    "party": RowGroup("Who, and to whom", {
        "as": ("Part", OUT | {"actor": "does it", "recipient": "to whom"}), "words": WORDS, "name": NAME,
        "country": COUNTRY, "sectors": ("Sectors", None),
    }),
    "force": RowGroup("Whose force moves or stays", {
        "as": ("Kind", OUT | _plain(ForceKind)), "words": WORDS, "name": NAME, "country": COUNTRY,
    }),
    "place": RowGroup("Where", {
        "as": ("Part", OUT | {"at": "where", "from": "from", "to": "to"}), "words": WORDS, "name": NAME,
        "country": COUNTRY, "precision": ("How exact", _plain(Precision)),
    }),
    "time": RowGroup("When", {
        "as": ("Part", OUT | {"time": "it happens", "decided": "it was decided"}), "words": WORDS,
        "edtf": ("Date (EDTF)", None),
    }),
    "quantity": RowGroup("How many", {
        "as": ("Of what", OUT | _plain(QuantityOf)), "words": WORDS, "value": ("Number", None), "unit": ("Unit", None),
    }),
    "link": RowGroup("On whose word, the page first", {
        "as": ("Kind", OUT | _plain(LinkKind)), "words": WORDS, "name": NAME, "country": COUNTRY,
        "on": ("Said on", None),
    }),
    "evidence": RowGroup("The words that say it", {"as": ("Part", OUT | {"evidence": "say it"}), "words": WORDS}),
}  # fmt: skip
STATUS_CHOICES = {name: f"{words} ({name})" for name, words in STATUS_WORDING.items()}
CHOICES: Mapping[str, tuple[str, Choice]] = {
    "status": ("How real", STATUS_CHOICES),
    "quoted": ("In quotation marks", _plain(Quoted)),
    "change": ("Which way a force goes", {"": "no force moves or stays"} | _plain(Change)),
    "what": ("What of it", _plain(MovedWhat)),
    "part": ("How much of it", {"": "not told"} | _plain(MovedPart)),
}


def acts_to_choose(own: str) -> dict[str, tuple[str, ...]]:
    """Acts with their modes, the claim's `own` act among them, which may be one of a user's codebook."""
    found = {act: (act, *(f"{act} {mode}" for mode in modes)) for act, modes in MODES.items()}
    return found if own in found else {**found, own: (own,)}


class SentForm(Protocol):
    """What a form sends: values by name, some more than once."""

    def getlist(self, key: str) -> Sequence[object]:
        """All values of a name."""
        ...


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """A claim while somebody amends it. `act` is type and mode; in `rows`, by group, `row` is the number of the thing
    in the claim, "" for a new one."""

    act: str
    word: str
    status: str
    quoted: str
    change: str
    what: str
    part: str
    rows: Mapping[str, Sequence[Row]]


SINGLE = ("act", "word", "status", "quoted", "change", "what", "part")


def draft(claim: Claim) -> ClaimForm:
    """The form of a claim as it stands."""
    moved = claim.movement
    rows: dict[str, list[Row]] = {
        "party": [*_rows("actor", claim.actors), *_rows("recipient", claim.recipients)],
        "force": _rows(None, moved.forces if moved else ()),
        "place": [
            *_rows("at", claim.places), *_rows("from", moved.places_from if moved else ()),
            *_rows("to", moved.places_to if moved else ()),
        ],
        "time": [*_rows("time", filter(None, [claim.time])), *_rows("decided", filter(None, [claim.decided]))],
        "quantity": _rows(None, claim.quantities),
        "link": _rows(None, claim.attribution),
        "evidence": _rows("evidence", claim.evidence),
    }  # fmt: skip
    return ClaimForm(
        " ".join(filter(None, [claim.act, claim.mode])), claim.predicate.text, claim.status, claim.quoted,
        moved.change if moved else "", moved.what if moved else "personnel", (moved.part or "") if moved else "", rows,
    )  # fmt: skip


def _rows(role: str | None, things: Iterable[object]) -> list[Row]:
    """A row a thing; its role is told, or its own kind."""
    found = []
    for n, thing in enumerate(things):
        own = {key: _shown(value) for key, value in asdict(thing).items()}  # type: ignore[call-overload]
        kind = role or own.get("kind") or own.get("of") or ""
        found.append({**own, "row": f"{role or ''}{n}", "as": kind, "words": " ".join(own.get("text", "").split())})
    return found


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else str(value if value is not None else "")


def with_room(found: ClaimForm) -> ClaimForm:
    """The form with an empty row in each group."""
    rows = {name: [*found.rows.get(name, ()), _empty(group)] for name, group in GROUPS.items()}
    return replace(found, rows=rows)


def _empty(group: RowGroup) -> Row:
    return {
        "row": "",
        **dict.fromkeys(group.columns, ""),
        **({"precision": "city"} if "precision" in group.columns else {}),
    }


def form_received(sent: SentForm, prefix: str) -> ClaimForm:
    """A form as it came back; rows in which nothing stands are none."""
    single = {name: _first(sent, f"{prefix}{name}") for name in SINGLE}
    rows: dict[str, Sequence[Row]] = {}
    for name, group in GROUPS.items():
        keys = ("row", *group.columns)
        columns = [[str(v).strip() for v in sent.getlist(f"{prefix}{name}-{key}")] for key in keys]
        found = [dict(zip(keys, values, strict=False)) for values in zip(*columns, strict=False)]
        rows[name] = [row for row in found if row["row"] or row["words"] or row["as"]]
    return ClaimForm(**single, rows=rows)


def _first(sent: SentForm, name: str) -> str:
    return next((str(value).strip() for value in sent.getlist(name)), "")
