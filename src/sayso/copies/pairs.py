"""Evidence → is it a copy, of which kind, who copied whom, how surely, and why, by the table data/copies.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np

from sayso.copies.evidence import Evidence, aligned, pair_evidence
from sayso.copies.sketch import Sketch
from sayso.english.counting import many
from sayso.resources import table

CopyKind = Literal["reprint", "cut", "update", "rewrite", "translation"]


@dataclass(frozen=True, slots=True)
class CopyLink:
    """Two articles with one text or one source. `copied_from` is the id of the elder one, null where nothing tells.

    `merges` says that both carry the same text; a rewrite is linked and stays a text of its own.
    """

    article: str
    other: str
    kind: CopyKind
    copied_from: str | None
    score: float
    merges: bool
    reasons: tuple[str, ...]


def pair_link(a: Sketch, b: Sketch, common: frozenset[int] = frozenset()) -> CopyLink | None:
    """How the two are copies; None where they are not. `common` are sentences known as boilerplate."""
    if a.exact == b.exact and a.size == b.size:
        return CopyLink(a.id, b.id, "reprint", original_of(a, b, "reprint"), 1.0, True, ("the same words throughout",))
    if a.language != b.language and not _one_script(a, b):
        return _across(a, b)
    evidence = pair_evidence(a, b, common)
    rule = copy_verdict(evidence, a, b)
    if rule is None and _worth_aligning(evidence):
        evidence = aligned(evidence, a, b)
        rule = copy_verdict(evidence, a, b)
    if rule is None:
        return _across(a, b) if a.language != b.language else None
    kind: CopyKind = rule["kind"]
    return CopyLink(
        a.id, b.id, kind, original_of(a, b, kind), pair_score(evidence), rule["merges"], copy_reasons(evidence)
    )


def _one_script(a: Sketch, b: Sketch) -> bool:
    """Texts whose language was told wrongly (a short or a scraped one) still share words."""
    return len(np.intersect1d(a.stems, b.stems)) > len(np.intersect1d(a.names, b.names)) + 5


def _worth_aligning(e: Evidence) -> bool:
    """Whether any rule that looks at sentences can still hold."""
    when = [rule["when"] for rule in _rules()["rules"] if "aligned" in rule["when"]]
    return any(max(e.of_a, e.of_b) >= w["most"] and (e.names is None or e.names >= w["names"]) for w in when)


Measure = Callable[[Evidence, Sketch, Sketch], float | None]
MEASURES: Mapping[str, Measure] = {
    "most": lambda e, a, b: max(e.of_a, e.of_b),
    "least": lambda e, a, b: least(e),
    "shared": lambda e, a, b: e.shared,
    "words": lambda e, a, b: min(a.size, b.size),
    "aligned": lambda e, a, b: e.aligned or 0.0,
    "lead": lambda e, a, b: float(e.lead),
    "names": lambda e, a, b: e.names,
    "figures": lambda e, a, b: e.figures,
    "quotes": lambda e, a, b: e.quotes,
    "head": lambda e, a, b: e.head_of_a if a.size >= b.size else e.head_of_b,
    "begins": lambda e, a, b: max(e.head_of_a, e.head_of_b),
    "same_agency": lambda e, a, b: float(e.same_agency),
    "same_dateline": lambda e, a, b: float(e.same_dateline),
    "translated": lambda e, a, b: float(a.translated or b.translated),
    "days": lambda e, a, b: None if e.days is None else -e.days,
}
"""What the table's conditions measure; None counts as met (there was nothing to compare)."""


@cache
def _rules() -> dict[str, Any]:
    raw: dict[str, Any] = table("copies.yaml")
    return raw


def copy_verdict(e: Evidence, a: Sketch, b: Sketch) -> dict[str, Any] | None:
    """The first rule of the table that the evidence meets; None where none does or where something speaks against
    it."""
    rules = _rules()
    if e.other_agency and not _meets(rules["other_agency"], e, a, b):
        return None
    if _template(rules["template"], e, a, b):
        return None
    for rule in rules["rules"]:
        if _meets(rule["when"], e, a, b) and any(
            _meets({k: v}, e, a, b) for k, v in rule.get("any", {"shared": 0}).items()
        ):
            found: dict[str, Any] = rule
            return found
    return None


def _meets(conditions: Mapping[str, float], e: Evidence, a: Sketch, b: Sketch) -> bool:
    for name, bound in conditions.items():
        value = MEASURES[name](e, a, b)
        if value is not None and value < (-bound if name == "days" else bound):
            return False
    return True


FEWEST_FIGURES = 3


def _template(rule: Mapping[str, float], e: Evidence, a: Sketch, b: Sketch) -> bool:
    """The wording is shared, the figures and names are not."""
    if e.figures is None or min(len(a.figures), len(b.figures)) < FEWEST_FIGURES:
        return False
    return e.figures < rule["figures"] and (e.names is None or e.names < rule["names"])


def least(e: Evidence) -> float:
    """The share of the text that has less of its words in the other."""
    return min(e.of_a, e.of_b)


def pair_score(e: Evidence) -> float:
    """0..1: how surely one text stands behind both, by the weights of the table."""
    weights, left = _rules()["weights"], 1.0
    strengths = {
        "most": max(e.of_a, e.of_b),
        "least": least(e),
        "aligned": e.aligned or least(e),
        "names": e.names or 0.0,
        "quotes": min(e.quotes, 2) / 2,
        "same_agency": float(e.same_agency),
        "same_dateline": float(e.same_dateline),
    }
    for name, strength in strengths.items():
        left *= 1 - weights[name] * strength
    return round(1 - left, 3)


def copy_reasons(e: Evidence) -> tuple[str, ...]:
    """The evidence in words, for people."""
    found = [
        f"{max(e.of_a, e.of_b):.0%} of one text's three-word runs stand in the other, {least(e):.0%} the other way"
    ]
    if e.aligned is not None:
        found.append(f"{e.aligned:.0%} of the shorter text is there sentence by sentence, in the same order")
    if e.quotes:
        found.append(f"{many(e.quotes, 'long quotation')} word for word")
    if e.names is not None:
        found.append(f"{e.names:.0%} of the names")
    if e.figures is not None:
        found.append(f"{e.figures:.0%} of the figures")
    found += ["one agency in the credits"] * e.same_agency + ["one place in the dateline"] * e.same_dateline
    if e.days is not None:
        found.append("published on one day" if e.days == 0 else f"{many(e.days, 'day')} apart")
    return tuple(found)


def _across(a: Sketch, b: Sketch) -> CopyLink | None:
    """Two languages: names, figures and days only. The text may be one or merely the same source, so nothing merges."""
    rule = _rules()["across"]
    names = np.intersect1d(a.names, b.names)
    figures = np.intersect1d(a.figures, b.figures)
    near = a.day is None or b.day is None or abs(a.day - b.day) <= rule["days"]
    share = (len(names) + len(figures)) / max(1, min(len(a.names) + len(a.figures), len(b.names) + len(b.figures)))
    if not near or len(names) < rule["names"] or share < rule["share"]:
        return None
    said = (
        f"{len(names)} names and {len(figures)} figures in common, {share:.0%} of the poorer text's",
        f"{a.language} and {b.language}",
    )
    merges = bool(set(a.agencies) & set(b.agencies))
    return CopyLink(
        a.id, b.id, "translation", original_of(a, b, "translation"), round(0.5 * share + 0.1 * merges, 3), merges, said
    )


def original_of(a: Sketch, b: Sketch, kind: CopyKind) -> str | None:
    """The id of the text that the other was made from, where credits, dates or containment tell."""
    if kind != "rewrite" and a.translated != b.translated:
        return b.id if a.translated else a.id
    own_a, own_b = (s.publisher is not None and s.publisher in s.agencies for s in (a, b))
    if own_a != own_b:
        return a.id if own_a else b.id
    if a.day is not None and b.day is not None and a.day != b.day:
        return a.id if a.day < b.day else b.id
    if kind == "cut" and a.size != b.size:
        return a.id if a.size > b.size else b.id
    return None
