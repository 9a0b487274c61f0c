"""The records of `docs/record.md`: frozen, plain, the same names in code, in JSON and in Parquet.

Offsets count code points of `Article.text`; `text[start:end]` is always the `text` that stands beside them.
Times are EDTF strings (ISO 8601-2, level 1). Countries are ISO 3166-1 alpha-3. Empty lists stand for "none said".
"""

from __future__ import annotations

from sayso.records.arguments import Party, Place, PlaceSet, Precision, Quantity, QuantityOf, When
from sayso.records.article import PROSE, Anchor, Article, Basis, Credit, Credits, Dated, Part, PartLabel
from sayso.records.claim import Claim, Coder, Status
from sayso.records.layers import Attribution, EventMention, PlaceMention, Reason, TimeMention, Uncoded
from sayso.records.movement import (
    LEAVING,
    BasisKind,
    Change,
    Force,
    ForceKind,
    MovedPart,
    MovedWhat,
    Movement,
    MovementBasis,
    Strength,
    StrengthCounts,
)
from sayso.records.say_so import Link, LinkKind, Quoted
from sayso.records.serial import claim_id, digest, from_json, json_schema, to_json
from sayso.records.words import Words

__all__ = [
    "LEAVING",
    "PROSE",
    "Anchor",
    "Article",
    "Attribution",
    "Basis",
    "BasisKind",
    "Change",
    "Claim",
    "Coder",
    "Credit",
    "Credits",
    "Dated",
    "EventMention",
    "Force",
    "ForceKind",
    "Link",
    "LinkKind",
    "MovedPart",
    "MovedWhat",
    "Movement",
    "MovementBasis",
    "Part",
    "PartLabel",
    "Party",
    "Place",
    "PlaceMention",
    "PlaceSet",
    "Precision",
    "Quantity",
    "QuantityOf",
    "Quoted",
    "Reason",
    "Status",
    "Strength",
    "StrengthCounts",
    "TimeMention",
    "Uncoded",
    "When",
    "Words",
    "claim_id",
    "digest",
    "from_json",
    "json_schema",
    "to_json",
]
