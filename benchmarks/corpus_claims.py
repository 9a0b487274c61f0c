"""The whole coder on our own corpus: `python -m benchmarks.corpus_claims [--part held|training] [--errors N] [--field
NAME]`.

Texts whose acts are annotated are coded as articles; a claim matches an act where its predicate overlaps the annotated
one, else where act and sentence agree. Prints claim F1 and, of matched claims, how often each field is right.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.reader import Text, as_list, everything

import sayso
from sayso import pipeline
from sayso.records import Claim, Party

Span = tuple[int, int]
LAYERS = ("say", "acts")
STOP = frozenset(
    [
        "a",
        "all",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "her",
        "his",
        "in",
        "its",
        "of",
        "on",
        "s",
        "some",
        "the",
        "their",
        "to",
        "two",
    ]
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One annotated act with the claim found for it."""

    text: Text
    act: dict[str, Any]
    claim: Claim


def texts(held_out: bool) -> Iterator[Text]:
    """The texts of one part whose acts are annotated (or that have none, where every layer is)."""
    for text in everything():
        layers = text.fields.get("layers") or LAYERS
        if text.held_out == held_out and "acts" in layers:
            yield text


def claims_of(text: Text) -> Sequence[Claim]:
    """What the coder makes of a text."""
    row = {"id": text.id, "text": text.text, "published": text.fields.get("date"), "publisher": text.fields.get("from")}
    return pipeline.code(sayso.article({k: v for k, v in row.items() if v})).claims


def _sentence(text: str, at: int) -> int:
    return len(re.findall(r"[.!?][”\"']?\s+(?=[“\"A-Z])|\n+", text[:at]))


def matched(text: Text, claims: Sequence[Claim]) -> tuple[list[Pair], int, int]:
    """Pairs, and the numbers of annotated acts and of claims."""
    acts = text.fields.get("acts") or []
    spans = [text.find(a["on"]) for a in acts]
    options = []
    for i, (act, (start, end)) in enumerate(zip(acts, spans, strict=True)):
        for j, claim in enumerate(claims):
            touch = claim.predicate.start < end and start < claim.predicate.end
            near = (
                _sentence(text.text, start) == _sentence(text.text, claim.predicate.start) and claim.act == act["act"]
            )
            if touch or near:
                options.append((-2 * touch - (claim.act == act["act"]), abs(start - claim.predicate.start), i, j))
    used_acts: set[int] = set()
    used_claims: set[int] = set()
    pairs = []
    for _, _, i, j in sorted(options):
        if i not in used_acts and j not in used_claims:
            used_acts.add(i)
            used_claims.add(j)
            pairs.append(Pair(text, acts[i], claims[j]))
    return pairs, len(acts), len(claims)


def _spans(text: Text, keys: Any) -> list[Span]:
    return [text.find(key) for key in as_list(keys)]


def fields(pair: Pair) -> Iterator[tuple[str, bool]]:
    """Which fields of the claim are right; only those that the annotation or the claim fills."""
    text, act, claim = pair.text, pair.act, pair.claim
    yield "act", claim.act == act["act"]
    yield "mode", claim.mode == act.get("mode")
    yield "status", claim.status == act["status"]
    full = "say" in (
        text.fields.get("layers") or LAYERS
    )  # sentences made for their pairs of parties have no places and no say-so
    for name, found in (("actor", claim.actors), ("recipient", claim.recipients)):
        keys = _spans(text, act.get(name))
        if keys or found:
            yield name, same_parties(text.text, keys, found)
    gold, got = _spans(text, act.get("place")), [(p.start, p.end) for p in claim.places]
    if full and (gold or got):
        yield "place", _same(gold, got)
    if act.get("move"):
        yield "change", claim.movement is not None and claim.movement.change == act["move"].get("change")
    if full:
        yield "say", _innermost(pair)


def same_parties(text: str, gold: Sequence[Span], got: Sequence[Party]) -> bool:
    """Every annotated party has one that overlaps it or whose name, for a pronoun that of the party meant, shares a
    word; and the other
    way round."""

    def alike(span: Span, party: Party) -> bool:
        overlaps = party.start < span[1] and span[0] < party.end
        return overlaps or bool(_words(text[span[0] : span[1]]) & _words(party.name))

    return all(any(alike(g, p) for p in got) for g in gold) and all(any(alike(g, p) for g in gold) for p in got)


def _words(name: str | None) -> set[str]:
    return {word for word in re.findall(r"\w+", (name or "").lower()) if word not in STOP}


def _same(gold: list[Span], got: list[Span]) -> bool:
    return all(any(a < d and c < b for c, d in got) for a, b in gold) and all(
        any(a < d and c < b for a, b in gold) for c, d in got
    )


def _innermost(pair: Pair) -> bool:
    """The innermost source is the annotated one, or neither has one."""
    row = _annotated(pair)
    links = [link for link in pair.claim.attribution if link.cue is not None]
    if row is None or not links:
        return row is None and not links
    last = links[-1]
    if not row.get("source"):
        return True
    if last.start is None or last.end is None:
        return False
    spans = _spans(pair.text, row["source"])
    same = any(last.start < b and a < last.end for a, b in spans)
    return same or any((last.name or "?").split()[-1] in pair.text.text[a:b] for a, b in spans)


def _annotated(pair: Pair) -> dict[str, Any] | None:
    """The annotated say-so of an act, that of the row which it repeats."""
    rows = {row.get("id"): row for row in pair.text.fields.get("say") or []}
    row = rows.get(pair.act.get("say"))
    while row is not None and row.get("as"):
        row = rows.get(row["as"])
    return row


def main() -> int:
    """Prints the figures. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["held", "training"], default="held")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--field", default="missed", help="which errors to show: missed, extra, or a field")
    given = parser.parse_args()
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    gold = got = found = 0
    shown = 0
    for text in texts(given.part == "held"):
        claims = claims_of(text)
        pairs, n, m = matched(text, claims)
        agreed = [p for p in pairs if p.claim.act == p.act["act"]]
        gold, got, found = gold + n, got + m, found + len(agreed)
        for pair in agreed:
            for name, ok in fields(pair):
                seen[name] += 1
                right[name] += ok
                if not ok and name == given.field and shown < given.errors:
                    shown += 1
                    print(f"- {_show(pair, name)}")
        if given.field in ("missed", "extra") and shown < given.errors:
            for line in _unmatched(text, claims, agreed, given.field):
                shown += 1
                print(line)
    precision, recall = found / max(1, got), found / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"claim F1 {f1:.4f}  P {precision:.4f}  R {recall:.4f}  (gold {gold}, found {got})")
    for name in seen:
        print(f"  {name:10s} {right[name] / seen[name]:.4f}  of {seen[name]}")
    return 0


def _show(pair: Pair, name: str) -> str:
    got = {"status": pair.claim.status, "mode": pair.claim.mode, "actor": [p.text for p in pair.claim.actors],
           "recipient": [p.text for p in pair.claim.recipients], "place": [p.text for p in pair.claim.places],
           "say": [link.name for link in pair.claim.attribution],
           "change": pair.claim.movement and pair.claim.movement.change}  # fmt: skip
    return (
        f"{pair.text.id} {name}: gold {pair.act.get(name)!r} got {got.get(name)!r} on {pair.act['on']!r} in: "
        f"{pair.text.text[:240]}"
    )


def _unmatched(text: Text, claims: Sequence[Claim], agreed: Sequence[Pair], what: str) -> Iterator[str]:
    if what == "extra":
        known = {p.claim.id for p in agreed}
        for claim in claims:
            if claim.id not in known:
                yield f"- {text.id} extra {claim.act} {claim.status} {claim.predicate.text!r} in: {text.text[:240]}"
        return
    held = [p.act for p in agreed]
    for act in text.fields.get("acts") or []:
        if act not in held:
            yield f"- {text.id} missed {act['act']} {act['status']} {act['on']!r} in: {text.text[:240]}"


if __name__ == "__main__":
    sys.exit(main())
