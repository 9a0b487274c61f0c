"""An annotated text of real news → gold claims in the form that `sayso.judge.score` reads; two codings of one text →
one gold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.check import PLACE, QTY, WEEKDAYS
from corpus.reader import Text, as_list
from sayso import ontology
from sayso.judge import alike

Gold = dict[str, Any]
PUBLISHER = "publisher"


def claims(text: Text) -> list[Gold]:
    """The acts of a text as gold claims, in the order of their predicates; what is told again is none."""
    acts = [act for act in text.fields.get("acts") or [] if not act.get("retold")]
    return sorted((_claim(text, act) for act in acts), key=lambda c: (c["predicate"], c["act"], c["status"]))


def _claim(text: Text, act: dict[str, Any]) -> Gold:
    move: dict[str, Any] = act.get("move") or {}
    mode, seizes = act.get("mode"), move.get("change") == "seize"
    derived = ontology.derive(act["act"], mode, act["status"], takes_ground=seizes)
    predicate = text.find(act["on"])
    return {
        "predicate": list(predicate),
        "evidence": list(_evidence(text, act, predicate)),
        "act": act["act"],
        "mode": mode,
        "status": act["status"],
        "event_type": derived.event_type,
        "actors": [_party(text, key) for key in as_list(act.get("actor"))],
        "recipients": [_party(text, key) for key in as_list(act.get("recipient"))],
        "places": [_place(text, key) for key in as_list(act.get("place"))],
        "time": next((_time(text, *item) for item in (act.get("time") or {}).items()), None),
        "quantities": [_quantity(text, *item) for item in (act.get("qty") or {}).items()],
        "movement": _movement(text, move) if move else None,
        "chain": [{"name": text.fields.get("from"), "kind": PUBLISHER}, *_chain(text, act.get("say"))],
        "quoted": act.get("quoted", "none"),
        **({"optional": True} if act.get("optional") else {}),
    }


def _words(text: Text, key: str) -> str:
    return text.text[slice(*text.find(key))]


def _evidence(text: Text, act: dict[str, Any], predicate: tuple[int, int]) -> tuple[int, int]:
    """The clause that holds the predicate, else its sentence."""
    spans = [text.find(key) for key in as_list(act.get("evidence"))]
    around = [*spans, *(tuple(s) for s in text.fields["sentences"]), (0, len(text.text))]
    return next((a, b) for a, b in around if a <= predicate[0] and predicate[1] <= b)


def _who(text: Text, key: str) -> tuple[str, str | None, list[str]]:
    """Fullest name, country (null where none) and sectors of a mention."""
    code, _, name = (text.fields["who"].get(key) or "-").partition(" | ")
    country, *sectors = code.split()
    return name or _words(text, key), None if country == "-" else country, sectors


def _party(text: Text, key: str) -> Gold:
    name, country, sectors = _who(text, key)
    return {"text": _words(text, key), "name": name, "country": country, "sectors": sectors}


def _place(text: Text, key: str) -> Gold:
    _, country, _ = _who(text, key)
    return {"text": _words(text, key), "country": country if country and "/" not in country else None}


def _time(text: Text, key: str, code: str) -> Gold:
    known = None if code == "-" or code in WEEKDAYS else code
    return {"text": _words(text, key), "edtf": known, "weekday": code if code in WEEKDAYS else None}


def _quantity(text: Text, key: str, code: str) -> Gold:
    match = QTY.fullmatch(code)
    assert match, code
    number, bounds = match[1], re.findall(r"([<>])(\d[\d.]*)", code)
    low = next((float(n) for sign, n in bounds if sign == ">"), None)
    high = next((float(n) for sign, n in bounds if sign == "<"), None)
    return {
        "text": _words(text, key),
        "value": None if number == "-" else float(number),
        "low": low,
        "high": high,
        "of": match["of"],
    }


def _movement(text: Text, move: dict[str, Any]) -> Gold:
    forces = [_party(text, key) | {"kind": move["kind"]} for key in as_list(move.get("force"))]
    ends = {f"places_{end}": [_place(text, key) for key in as_list(move.get(end))] for end in ("from", "to")}
    return {"change": move["change"], "what": move.get("what"), "part": move.get("part"), "forces": forces, **ends}


def _chain(text: Text, innermost: str | None) -> Iterator[Gold]:
    """The links from the outside in. What is carried on from an earlier sentence has the link of that one."""
    says = {row["id"]: row for row in text.fields.get("say") or []}
    inward: list[Gold] = []
    seen, at = set[str](), innermost
    while at and at not in seen:
        seen.add(at)
        row = says[at]
        if row.get("as"):
            at = row["as"]
            continue
        inward.append(_link(text, row))
        at = row.get("in")
    yield from reversed(inward)


def _link(text: Text, row: dict[str, Any]) -> Gold:
    sources = as_list(row.get("source"))
    link: Gold = {"name": _who(text, sources[0])[0] if sources else None, "kind": row.get("kind")}
    if sources:
        link["text"] = _words(text, sources[0])
    return link | ({"cue": _words(text, as_list(row["cue"])[0])} if row.get("cue") else {})


def places_known(text: Text) -> set[str]:
    """The keys of the mentions that are places."""
    return {key for key, code in text.fields["who"].items() if PLACE in code.partition(" | ")[0].split()}


DIFFERS = (
    "predicate",
    "evidence",
    "act",
    "mode",
    "status",
    "event_type",
    "actors",
    "recipients",
    "places",
    "time",
    "quantities",
    "movement",
    "chain",
    "quoted",
)


def merged(first: Sequence[Gold], second: Sequence[Gold]) -> list[Gold]:
    """One gold of two independent codings: what both hold, `alt` with the second's values where they differ,
    `optional` what one holds."""
    options = [(_nearness(a, b), i, j) for i, a in enumerate(first) for j, b in enumerate(second) if _same_act(a, b)]
    mate, taken = dict[int, int](), set[int]()
    for _, i, j in sorted(options, reverse=True):
        if i not in mate and j not in taken:
            mate[i] = j
            taken.add(j)
    both = [_joined(a, second[mate[i]]) if i in mate else a | {"optional": True} for i, a in enumerate(first)]
    alone = [b | {"optional": True} for j, b in enumerate(second) if j not in taken]
    return sorted((*both, *alone), key=lambda c: (c["predicate"], c["act"], c["status"]))


def _same_act(a: Gold, b: Gold) -> bool:
    within = _meet(a["predicate"], b["evidence"]) or _meet(b["predicate"], a["evidence"])
    return within and (a["act"] == b["act"] or (a["event_type"] is not None and a["event_type"] == b["event_type"]))


def _meet(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _nearness(a: Gold, b: Gold) -> float:
    same: int = (a["act"] == b["act"]) + (a["status"] == b["status"]) + alike.same_parties(a["actors"], b["actors"])
    apart: int = abs(a["predicate"][0] - b["predicate"][0])
    return 4 * _meet(a["predicate"], b["predicate"]) + same - apart / 1e6


def _joined(a: Gold, b: Gold) -> Gold:
    differs = {name: b[name] for name in DIFFERS if a[name] != b[name]}
    optional = {"optional": True} if a.get("optional") or b.get("optional") else {}
    return {k: v for k, v in a.items() if k != "optional"} | ({"alt": differs} if differs else {}) | optional


def as_found(gold: Gold) -> Gold:
    """A gold claim in the record's form, so that one coding can be judged against another."""
    start, end = gold["predicate"]
    return gold | {"predicate": {"start": start, "end": end}, "attribution": gold["chain"]}
