"""Two coders side by side: which claims both have, and of those both have, in which fields they say the same.

The measure is that of `score`, which judges a coder against gold; here the first coder stands where gold does, and
nobody is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.judge import alike, score
from sayso.judge.score import ClaimRecord

RECORD = "record"
"""Under which a claim in the scorer's form keeps itself as it was."""


@dataclass(frozen=True, slots=True)
class Met:
    """A claim of the first coder, of the second, or the same of both, with whether each field is alike."""

    article_id: str
    first: ClaimRecord | None
    second: ClaimRecord | None
    fields: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two coders over the same articles; `figures` are those of `score`, where the first is asked for and the second
    found."""

    articles: int
    figures: score.Figures
    met: tuple[Met, ...]


def compare(
    articles: Sequence[str], first: Mapping[str, Sequence[ClaimRecord]], second: Mapping[str, Sequence[ClaimRecord]]
) -> Comparison:
    """Lays the claims of two coders side by side, article by article."""
    judged, met = [], list[Met]()
    for article in articles:
        gold, found = [_asked(claim) for claim in first.get(article, ())], second.get(article, ())
        here = score.judge(gold, found)
        judged.append(here)
        met += _met(article, here, found)
    return Comparison(len(articles), score.figures(judged), tuple(met))


def _met(article: str, judged: score.Judged, found: Sequence[ClaimRecord]) -> Iterator[Met]:
    """In the order of the text: claims of the first with their match, then what only the second has."""
    mates = {id(v.found) for v in judged.verdicts if v.found is not None}
    for verdict in judged.verdicts:
        yield Met(article, verdict.gold[RECORD], verdict.found, verdict.fields)
    yield from (Met(article, None, claim, {}) for claim in found if id(claim) not in mates)


def _asked(claim: ClaimRecord) -> ClaimRecord:
    """A record in the form in which the scorer takes what it asks for; its evidence is the clause of the predicate."""
    at = claim["predicate"]
    clauses = [(w["start"], w["end"]) for w in claim.get("evidence") or ()]
    around = next(((a, b) for a, b in clauses if a <= at["start"] and at["end"] <= b), (at["start"], at["end"]))
    return {**claim, "predicate": [at["start"], at["end"]], "evidence": list(around),
            "chain": claim.get("attribution") or [], RECORD: claim}  # fmt: skip


def differences(met: Met) -> dict[str, dict[str, Any]]:
    """The fields in which two coders of one claim differ, with what each says."""
    if met.first is None or met.second is None:
        return {}
    wrong = [name for name, same in met.fields.items() if not same]
    return {name: {"first": field_said(name, met.first), "second": field_said(name, met.second)} for name in wrong}


def field_said(field: str, claim: ClaimRecord) -> Any:
    """What a claim says in a field, short enough to lie beside another's."""
    return _SAID[field](claim) if field in _SAID else claim.get(field)


def _named(field: str) -> Callable[[ClaimRecord], list[Any]]:
    return lambda claim: [item.get("name") or item.get("text") for item in claim.get(field) or ()]


def _time(claim: ClaimRecord) -> str | None:
    return alike.known_edtf(claim.get("time")) or (claim.get("time") or {}).get("text")


_chain = _named("attribution")
_SAID: Mapping[str, Callable[[ClaimRecord], Any]] = {
    **{name: _named(name) for name in ("actors", "recipients", "places")},
    "actor countries": lambda claim: [party.get("country") for party in claim.get("actors") or ()],
    "chain": _chain,
    "origin": lambda claim: (_chain(claim) or [None])[-1],
    "time": _time,
    "quantities": lambda claim: [f"{q.get('value')} {q.get('of')}" for q in claim.get("quantities") or ()],
    "movement": lambda claim: (claim.get("movement") or {}).get("change"),
}
