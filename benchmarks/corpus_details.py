"""Scores times, quantities and movement against our own corpus: `python -m benchmarks.corpus_details [--train]
[--errors N]`.

The held-out part is scored; `--train` scores the part that may be learnt from, which is also the only one whose errors
are printed. Figures: times found (overlapping spans, F1) and EDTF right among those found that have one; the
quantities of acts by
span (value, bounds, what is counted); the time, quantities and movement of claims whose predicate and act agree with a
gold act.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.reader import Text, as_list, everything

from sayso import language
from sayso.claims.article.document import Document
from sayso.claims.coding import extract
from sayso.records import Anchor, Article, Claim, Credits, Movement, Part, Quantity
from sayso.settings import Settings

Span = tuple[int, int]
THINGS = {"personnel": "personnel", "marines": "personnel", "base": "bases", "bases": "bases", "all": "all"}
"""How the corpus writes `what`; every other word of it is equipment."""


@dataclass
class Board:
    """Right and all, by figure; `wrong` holds what a person should look at."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    all: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: list[str] = field(default_factory=list)

    def tick(self, name: str, ok: bool, note: str = "") -> None:
        """Counts one item of a figure."""
        self.all[name] += 1
        self.right[name] += ok
        if not ok and note:
            self.wrong.append(f"{name}: {note}")


def article(text: Text) -> Article:
    """A text of the corpus as an article: all body, dated by its `date`."""
    date = text.fields.get("date")
    anchor = Anchor(date, "caller") if date else Anchor(None, "none")
    return Article(text.id, text.id, text.text, "en", anchor, (Part("body", 0, len(text.text)),), Credits())


def complete(text: Text, layer: str) -> bool:
    """Whether a layer of a text is annotated in full."""
    layers = text.fields.get("layers")
    return not layers or layer in layers


def overlap(a: Span, b: Span) -> bool:
    """True where two spans share a code point."""
    return a[0] < b[1] and b[0] < a[1]


# ---------------------------------------------------------------- times
def times(text: Text, document: Document, board: Board) -> None:
    """Every time expression: found, and its EDTF (for lengths the TIMEX3 value)."""
    gold = {text.find(key): value for key, value in (text.fields.get("times") or {}).items()}
    mine = [(m.start, m.end) for m in document.times]
    for span, value in gold.items():
        hit = next((m for m in document.times if overlap(span, (m.start, m.end))), None)
        board.tick("times found (recall)", hit is not None, f"{text.text[slice(*span)]!r} {value} in {text.id}")
        if hit is not None and value not in ("-", ""):
            said = {hit.edtf, hit.timex3}
            around = text.text[max(0, span[0] - 60) : span[1] + 20]
            note = (
                f"{text.text[slice(*span)]!r} gold {value} got {hit.edtf} {hit.timex3} "
                f"({text.fields.get('date')}) {around!r}"
            )
            board.tick("times EDTF", value in said, note)
    for span in mine:
        around = text.text[max(0, span[0] - 30) : span[1] + 20]
        board.tick(
            "times right (precision)", any(overlap(span, g) for g in gold), f"{text.text[slice(*span)]!r} in {around!r}"
        )


# ---------------------------------------------------------------- quantities
def coded(code: str) -> tuple[float | None, float | None, float | None, str]:
    """`2000 <2000 troops peacekeepers` → (value, low, high, of)."""
    words = code.split()
    value = None if words[0] == "-" else float(words[0])
    low = high = None
    rest = words[1:]
    while rest and rest[0][0] in "<>":
        number = float(rest.pop(0)[1:]) if len(rest[0]) > 1 else None
        low, high = (number, high) if words[len(words) - len(rest) - 1][0] == ">" else (low, number)
    return value, low, high, rest[0] if rest else ""


def same_number(code: str, mine: Quantity) -> bool:
    """Value agrees, and where the code has a bound that bound too."""
    value, low, high, _ = coded(code)
    return mine.value == value and (low is None or mine.low == low) and (high is None or mine.high == high)


def quantities(text: Text, document: Document, board: Board) -> None:
    """Every quantity of a gold act: found by span, number right, what is counted right."""
    mine = [q for view in document.views for q in document.quantities(view)]
    for key, code in _quantities(text):
        span = text.find(key)
        hit = next((q for q in mine if overlap(span, (q.start, q.end))), None)
        note = f"{key!r} {code} got {(hit.value, hit.low, hit.high, hit.of, hit.unit) if hit else None}"
        board.tick("quantities found", hit is not None, note)
        if hit is not None:
            board.tick("quantities: number", same_number(code, hit), note)
            board.tick("quantities: what is counted", coded(code)[3] == hit.of, note)


def _quantities(text: Text) -> Iterator[tuple[str, str]]:
    for act in text.fields.get("acts") or []:
        yield from (act.get("qty") or {}).items()


# ---------------------------------------------------------------- claims
def claims(text: Text, document: Document, board: Board) -> None:
    """Time, quantities and movement of the claims that match a gold act by predicate and act."""
    mine = list(extract.code_document(document).claims)
    for act in text.fields.get("acts") or []:
        span = text.find(act["on"])
        match = next(
            (c for c in mine if overlap(span, (c.predicate.start, c.predicate.end)) and c.act == act["act"]), None
        )
        if match is not None:
            mine.remove(match)
            _time(text, act, match, board)
            _claim_quantities(act, match, board)
            _movement(text, act, match, board)


def _time(text: Text, act: dict[str, Any], claim: Claim, board: Board) -> None:
    for name, gold, mine in (("time", act.get("time"), claim.time), ("decided", act.get("decided"), claim.decided)):
        values = [v for v in (gold or {}).values() if v != "-"]
        note = f"{act['on']} gold {gold} got {mine and (mine.text, mine.edtf)}: {text.text[:160]!r}"
        if values:
            board.tick(f"claims: {name}", mine is not None and mine.edtf in values, note)
        elif not gold:
            board.tick(f"claims: no {name} where none is", mine is None, note)


def _claim_quantities(act: dict[str, Any], claim: Claim, board: Board) -> None:
    gold = act.get("qty") or {}
    note = f"{act['on']} gold {gold} got {[(q.text, q.value, q.of) for q in claim.quantities]}"
    if gold:
        board.tick(
            "claims: quantities", {coded(c)[0] for c in gold.values()} == {q.value for q in claim.quantities}, note
        )
    else:
        board.tick("claims: no quantity where none is", not claim.quantities, note)


def _movement(text: Text, act: dict[str, Any], claim: Claim, board: Board) -> None:
    gold, mine = act.get("move"), claim.movement
    note = f"{act['on']} gold {gold} got {mine}"
    if not gold:
        board.tick("claims: no movement where none is", mine is None, note)
        return
    board.tick("movement: there", mine is not None, note)
    if mine is None:
        return
    forces = [(f.text, f.kind) for f in mine.forces]
    board.tick("movement: change", mine.change == gold.get("change"), note)
    named = any(overlap(text.find(k), (f.start, f.end)) for k in as_list(gold.get("force")) for f in mine.forces)
    board.tick("movement: force", named, note)
    kind = any(f.kind == gold.get("kind") for f in mine.forces)
    board.tick("movement: kind", kind, f"{gold.get('kind')} {gold.get('force')} got {forces}")
    board.tick("movement: what", mine.what == THINGS.get(gold.get("what", "personnel"), "equipment"), note)
    board.tick(
        "movement: part", mine.part == (gold.get("part") or None), f"part {mine.part}: {note} {text.text[:140]!r}"
    )
    for name, places in (("from", mine.places_from), ("to", mine.places_to)):
        keys = as_list(gold.get(name))
        if keys:
            ok = all(any(overlap(text.find(k), (p.start, p.end)) for p in places) for k in keys)
            board.tick(
                f"movement: {name}",
                ok,
                f"{act['on']} {name} gold {keys} got {[p.text for p in places]}: {text.text[:140]!r}",
            )
    _strength(text, gold, mine, board)
    if gold.get("basis"):
        board.tick("movement: basis", mine.basis is not None and mine.basis.kind == gold["basis"].split(" = ")[0], note)


def _strength(text: Text, gold: dict[str, Any], mine: Movement, board: Board) -> None:
    if not gold.get("strength"):
        return
    words, _, counts = gold["strength"].partition(" = ")
    found = mine.strength
    right = found is not None and overlap(text.find(words), (found.start, found.end))
    note = f"{gold['strength']} got {found and (found.text, found.counts)}: {text.text[:140]!r}"
    board.tick("movement: strength", right, note)
    if right and found is not None:
        board.tick("movement: what the strength counts", found.counts == counts, note)


def score(*, train: bool) -> Board:
    """The figures of one part of the corpus; generated texts are never scored."""
    board = Board()
    limits = Settings()
    for text in everything():
        if text.held_out == train or "generated" in text.fields:
            continue
        document = Document.of(found := article(text), language.read(found, limits), limits)
        if complete(text, "times"):
            times(text, document, board)
        if complete(text, "acts"):
            quantities(text, document, board)
            claims(text, document, board)
    return board


def main() -> int:
    """Prints the figures. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", action="store_true", help="score the part that may be learnt from")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong items (with --train)")
    parser.add_argument("--only", default="", help="print wrong items of figures that begin so")
    given = parser.parse_args()
    board = score(train=given.train)
    for name, number in board.all.items():
        print(f"{name:40s} {board.right[name] / number:.4f}  of {number}")
    if given.train:
        print("\n".join([w for w in board.wrong if w.startswith(given.only)][: given.errors]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
