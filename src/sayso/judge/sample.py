"""What a drawn sample keeps, without a word of the pages: where it was drawn from, its strata, its items with their
chances. With it, and the sheets that auditors filled in, an audit can be made again anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.errors import MalformedRecord
from sayso.judge.bundle import LedgerState
from sayso.judge.sampling import Stratum
from sayso.records import from_json
from sayso.spans import Spanned

SAMPLE_KIND = "sayso-sample-1"
"""What a sample calls itself; another number is another form."""


@dataclass(frozen=True, slots=True)
class SampleItem(Spanned):
    """A claim, or a sentence in which the coder sees none, to be judged. `start` and `end` are those of the sentence;
    `in_sentence` is how many claims the coder has in it."""

    id: str
    unit: Literal["claim", "sentence"]
    stratum: str
    probability: float
    article_id: str
    version: str
    start: int
    end: int
    in_sentence: int = 0
    claim: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of a ledger. `pages` were read by `coders`; of `textless` the ledger keeps no text, so that none of
    their sentences can be drawn. `strata` are of claims and of sentences."""

    kind: str
    id: str
    seed: int
    by: str
    known_by: str | None
    recorded_by: str | None
    ledger: LedgerState
    coders: tuple[str, ...]
    pages: int
    textless: int
    claims: tuple[Stratum, ...]
    sentences: tuple[Stratum, ...]
    items: tuple[SampleItem, ...]


def read(raw: bytes, source: str) -> Sample:
    """A sample from a file. Raises MalformedRecord where it is none."""
    try:
        found = from_json(raw, Sample)
    except ValueError as error:
        raise MalformedRecord(source, str(error), what="a sample that sayso sample drew") from error
    if found.kind != SAMPLE_KIND:
        raise MalformedRecord(source, f"its kind is {found.kind}, not {SAMPLE_KIND}", what="a sample of this version")
    return found
