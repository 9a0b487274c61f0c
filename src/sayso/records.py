"""The records of `docs/contract`: frozen, plain, the same names in code, in JSON and in Parquet.

Offsets count code points of `Article.text`; `text[start:end]` is always the `text` that stands beside them.
Times are EDTF strings (ISO 8601-2, level 1). Countries are ISO 3166-1 alpha-3. Empty lists stand for "none said".
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar

import msgspec

from sayso.spans import Spanned, cut, sound

PartLabel = Literal[
    "headline", "dateline", "body", "caption", "photo_credit", "byline", "translator", "editor",
    "related", "rights", "source_link", "boilerplate",
]  # fmt: skip
Basis = Literal["published", "dateline", "rights-year", "caller", "none"]
Status = Literal[
    "happened", "ongoing", "agreed", "planned", "demanded", "threatened", "refused", "denied", "possible"
]  # fmt: skip
Quoted = Literal["direct", "mixed", "indirect", "none"]
LinkKind = Literal[
    "publisher", "agency", "outlet", "official", "person", "organization", "document", "witness", "anonymous"
]  # fmt: skip
Change = Literal["arrive", "reinforce", "remain", "rotate", "reduce", "leave", "seize", "cede"]
ForceKind = Literal[
    "army", "navy", "air_force", "border_guards", "peacekeepers", "police", "militia", "rebels", "mercenaries",
    "forces",
]  # fmt: skip
Precision = Literal["point", "city", "admin2", "admin1", "country", "region", "border", "line", "multiple"]
QuantityOf = Literal[
    "killed", "wounded", "missing", "captured", "displaced", "people", "troops", "units", "places", "money", "other"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words(Spanned):
    """A span with the words that stand there."""

    text: str
    start: int
    end: int

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Words:
        """The words of `text` at `[start, end)`. Raises SpanError where there are none."""
        return cls(cut(text, start, end), start, end)


@dataclass(frozen=True, slots=True)
class Part(Spanned):
    """A labelled stretch of an article's text. The parts of an article cover it without overlap."""

    label: PartLabel
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Credit(Spanned):
    """A person, agency or place named in a credit; `name` is the usual form of `text`."""

    name: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Credits:
    """What the furniture of a page says of its makers."""

    agencies: tuple[Credit, ...] = ()
    authors: tuple[Credit, ...] = ()
    translators: tuple[Credit, ...] = ()
    editors: tuple[Credit, ...] = ()
    dateline_place: Credit | None = None
    rights: Words | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the article (EDTF) and where it was read: `caller`, `metadata`, `dateline`, `text`."""

    edtf: str
    basis: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date that "Thursday" is counted from. `edtf` may be a bare year, or null with basis `none`.

    `weekday` (1 Monday … 7 Sunday) is kept where the page names the day of its own writing without a date.
    """

    edtf: str | None
    basis: Basis
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One page or story as received. `text` is never rewritten."""

    id: str
    version: str
    text: str
    language: str | None
    anchor: Anchor
    parts: tuple[Part, ...]
    credits: Credits
    url: str | None = None
    title: str | None = None
    published: Dated | None = None
    modified: Dated | None = None
    retrieved: Dated | None = None
    publisher: str | None = None
    supersedes: str | None = None
    raw_hash: str | None = None
    archive_url: str | None = None


@dataclass(frozen=True, slots=True)
class Coder:
    """Who made a claim: name, version, and `model`, the digests of tables, weights and code; a person is `human:NAME`.

    `codebook` is the version of the rules that say what is to be written down (docs/codebook.md); null in claims made
    before it had one.
    """

    name: str
    version: str
    model: str | None = None
    codebook: str | None = None


@dataclass(frozen=True, slots=True)
class Party(Spanned):
    """Somebody who acts or is acted upon. `name` is the fullest form in the article."""

    text: str
    start: int
    end: int
    name: str
    title: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """A set of places that are not all named: "five Armenian regions" is within ARM, count 5, no members."""

    within: str | None
    count: int | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place(Spanned):
    """Where an act happens. `lat` and `lon` in degrees (WGS 84), only where the text supports a pin."""

    text: str
    start: int
    end: int
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "country"
    set: PlaceSet | None = None
    geonames_id: int | None = None
    disputed_by: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """Both sides of a border; else empty."""


@dataclass(frozen=True, slots=True)
class When(Spanned):
    """A time as EDTF; `edtf` is null where the words cannot be dated. `weekday` is 1 (Monday) to 7."""

    edtf: str | None
    text: str
    start: int
    end: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity(Spanned):
    """A number with its bounds. `low` and `high` are null where the text leaves that side open."""

    value: float | None
    low: float | None
    high: float | None
    of: QuantityOf
    unit: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Force(Spanned):
    """A party that is an armed force, with its kind."""

    text: str
    start: int
    end: int
    name: str
    kind: ForceKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Strength(Spanned):
    """How many people or units, and whether that counts the moved part, the rest or the total."""

    value: float | None
    low: float | None
    high: float | None
    of: QuantityOf
    unit: str | None
    text: str
    start: int
    end: int
    counts: Literal["moved", "residual", "total"]


@dataclass(frozen=True, slots=True)
class MovementBasis(Spanned):
    """Why a force may be there or leaves, with the words that say so."""

    kind: Literal["host_request", "agreement", "mandate", "order", "invasion"]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Movement:
    """What an act changes about where armed forces are (contract, section 5)."""

    forces: tuple[Force, ...]
    change: Change
    what: Literal["personnel", "equipment", "bases", "all"] = "personnel"
    part: Literal["all", "part", "residual"] | None = None
    places_from: tuple[Place, ...] = ()
    places_to: tuple[Place, ...] = ()
    strength: Strength | None = None
    basis: MovementBasis | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain of say-so. Publisher and agency links read from metadata have no span."""

    name: str | None
    kind: LinkKind
    entity: str | None = None
    speaks_for: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None
    cue: Words | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    anonymous: bool = False
    carried: bool = False
    jointly: tuple[Link, ...] = ()
    on: str | None = None

    def __post_init__(self) -> None:
        if self.start is not None or self.end is not None:
            sound((-1 if self.start is None else self.start, -1 if self.end is None else self.end))


@dataclass(frozen=True, slots=True)
class Claim:
    """One act, with one status, on one chain of say-so."""

    id: str
    coder: Coder
    article_id: str
    sentence: int
    predicate: Words
    act: str
    mode: str | None
    status: Status
    event_type: str | None
    event_mode: str | None
    auxiliary: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Place, ...]
    time: When | None
    decided: When | None
    quantities: tuple[Quantity, ...]
    movement: Movement | None
    attribution: tuple[Link, ...]
    quoted: Quoted
    evidence: tuple[Words, ...]
    confidence: float
    interested: bool | None = None
    """Is the origin itself an actor of the act, or of an actor's side? Null where either side is unknown; absent from
    older records."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words or thoughts as the text gives them: spans `[start, end)` of source, cue and content."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        sound(*self.source, *self.cue, *self.content)


@dataclass(frozen=True, slots=True)
class TimeMention(Spanned):
    """A time expression: type (DATE TIME DURATION SET), EDTF where it has one, and the TIMEX3 value."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    edtf: str | None
    timex3: str | None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention(Spanned):
    """A toponym, demonyms and metonyms included."""

    start: int
    end: int
    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class EventMention(Spanned):
    """A word that names an event, political or not, and how real the text says it is."""

    start: int
    end: int
    status: Status


@dataclass(frozen=True, slots=True)
class Uncoded(Spanned):
    """A sentence or part that gave no claim, and the first stage that said no."""

    start: int
    end: int
    stage: str
    reason: str
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field of a claim is as it is: the field, its value, the rule or head that decided and the words it saw.

    `scores`: what the reader held possible there, with its chance (0..1), best first; empty where it was not asked.
    """

    field: str
    value: str
    rule: str
    words: Words | None = None
    scores: tuple[tuple[str, float], ...] = ()


T = TypeVar("T")


def to_json(record: Any) -> bytes:
    """One record (or plain data) as UTF-8 JSON, fields in their declared order."""
    return msgspec.json.encode(record)


@cache
def _decoder(kind: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, strict=True)


def from_json(line: bytes | str, kind: type[T]) -> T:
    """The record of `kind` that `to_json` wrote. Raises msgspec.ValidationError naming the field that is wrong."""
    value: T = _decoder(kind).decode(line)  # type: ignore[arg-type]
    return value


def json_schema(kind: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` writes for `kind`."""
    return msgspec.json.schema(kind)


def digest(*pieces: str) -> str:
    """16 hexadecimal digits of SHA-256 over the pieces, which cannot run into one another."""
    return hashlib.sha256("\x1f".join(pieces).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def claim_id(article_id: str, version: str, predicate: Words, ordinal: int) -> str:
    """The id of a claim: it hangs on the words alone, so that a better coder keeps it (contract, section 2)."""
    return digest(article_id, version, str(predicate.start), str(predicate.end), str(ordinal))
