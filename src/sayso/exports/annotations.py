"""What people judged, as annotations in the form of the corpus (corpus/GUIDELINES.md): offsets and codes beside a
text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sayso.answers.corrections import CorrectedPage
from sayso.english.months import WEEKDAYS
from sayso.ontology import SECTORS
from sayso.records import Claim, Link, Movement, Party, Place, Quantity, Strength, When
from sayso.spans import HasSpan, Span

CorpusKeys = list[str]
PLACE = "LOC"
"""Stands for the sectors of an entity that is a place."""
COMPLETE_LAYERS = ["who"]
"""A reviewer judges claims one by one: that nothing else is said on the page, in acts or say-so, nobody has said."""


def annotation(page: CorrectedPage, *, with_text: bool = False) -> dict[str, Any]:
    """One page as a row: every key is `@start:end` of the text that has this digest."""
    article, says = page.article, _Says()
    acts = [_act(claim, says.of(claim)) for claim in page.claims]
    acts += [{"on": key(a), "retold": [key(b)]} for a, b in page.retold]
    dated = article.published.edtf if article.published else None
    return {
        "id": article.id,
        "digest": article.version,
        **({"date": dated} if dated else {}),
        **({"from": article.publisher} if article.publisher else {}),
        "annotator": ", ".join(page.people),
        "layers": COMPLETE_LAYERS,
        **({"text": article.text} if with_text else {}),
        "entities": _entities(page.claims),
        "say": says.items,
        "acts": acts,
        "rejected": [key(words) for words in page.rejected],
    }


def key(at: HasSpan) -> str:
    """A stretch as the corpus names it."""
    return f"@{at.start}:{at.end}"


def _keys(items: Iterable[HasSpan]) -> CorpusKeys:
    return [key(item) for item in items]


def _act(claim: Claim, say: str | None) -> dict[str, Any]:
    row = {
        "on": key(claim.predicate), "act": claim.act, "mode": claim.mode, "status": claim.status,
        "actor": _keys(claim.actors), "recipient": _keys(claim.recipients), "place": _keys(claim.places),
        "time": _time(claim.time), "decided": _time(claim.decided),
        "qty": {key(q): _quantity(q) for q in claim.quantities}, "say": say, "evidence": _keys(claim.evidence),
        "quoted": claim.quoted if claim.quoted in ("direct", "mixed") else None,
        "historical": "true" if "historical" in claim.auxiliary else None,
        "move": _move(claim.movement) if claim.movement else None,
    }  # fmt: skip
    return {name: value for name, value in row.items() if value}


def _time(when: When | None) -> dict[str, str]:
    if when is None:
        return {}
    return {key(when): when.edtf or (WEEKDAYS[when.weekday - 1].title() if when.weekday else "-")}


def _quantity(q: Quantity | Strength) -> str:
    exact = q.low == q.high == q.value
    bounds = [f"{sign}{_number(n)}" for sign, n in (("<", q.high), (">", q.low)) if n is not None and not exact]
    value = "-" if q.value is None else _number(q.value)
    return " ".join([value, *bounds, q.of, *([q.unit] if q.unit else [])])


def _number(value: float) -> str:
    return f"{value:f}".rstrip("0").rstrip(".")


def _move(m: Movement) -> dict[str, Any]:
    row = {
        "force": _keys(m.forces), "kind": m.forces[0].kind if m.forces else "forces", "change": m.change,
        "what": m.what, "part": m.part, "from": _keys(m.places_from), "to": _keys(m.places_to),
        "strength": f"{key(m.strength)} = {m.strength.counts}" if m.strength else None,
        "basis": f"{m.basis.kind} = {key(m.basis)}" if m.basis else None,
    }  # fmt: skip
    return {name: value for name, value in row.items() if value}


class _Says:
    """The attributions of a page, each once, however many claims hang on it. Publisher and agency are none: their
    links have no words that make say-so."""

    def __init__(self) -> None:
        self._by_words: dict[tuple[Any, ...], dict[str, Any]] = {}

    @property
    def items(self) -> list[dict[str, Any]]:
        """In the order in which claims were read."""
        return list(self._by_words.values())

    def of(self, claim: Claim) -> str | None:
        """The innermost attribution of a claim."""
        outer: str | None = None
        for link in claim.attribution:
            if link.cue is None and not link.carried:
                continue
            item = self._item(link, outer, claim)
            beside = [self._item(other, outer, claim)["id"] for other in link.jointly if other.cue or other.carried]
            if beside:
                item["jointly"] = beside
            outer = item["id"]
        return outer

    def _item(self, link: Link, outer: str | None, claim: Claim) -> dict[str, Any]:
        cue = key(link.cue) if link.cue and not link.carried else None
        words = (link.start, link.end, cue, link.carried, outer)
        item = self._by_words.get(words)
        if item is None:
            item = self._by_words[words] = self._new(link, cue, outer, claim)
        item["content"] = sorted({*item["content"], *_content(claim, link)}, key=_start)
        return item

    def _new(self, link: Link, cue: str | None, outer: str | None, claim: Claim) -> dict[str, Any]:
        source = None if link.start is None else f"@{link.start}:{link.end}"
        told = next((i["id"] for i in self.items if link.carried and i.get("source") == source and "cue" in i), None)
        row = {
            "id": f"s{len(self._by_words) + 1}", "source": None if told else source, "kind": link.kind, "cue": cue,
            "carried": "true" if link.carried else None, "as": told, "in": outer, "on": link.on,
            "quoted": claim.quoted if claim.quoted in ("direct", "mixed") else None,
        }  # fmt: skip
        return {**{name: value for name, value in row.items() if value}, "content": []}


def _content(claim: Claim, link: Link) -> Iterator[str]:
    """What is said, as far as the claim's evidence holds it: without the words that say who says so."""
    taken = [(link.start, link.end)] if link.start is not None and link.end is not None else []
    taken += [(link.cue.start, link.cue.end)] if link.cue else []
    for words in claim.evidence:
        yield from (f"@{a}:{b}" for a, b in _without(words, taken))


def _without(words: HasSpan, taken: Sequence[Span]) -> list[Span]:
    """A stretch less others; the whole of it where nothing would be left."""
    left = [(words.start, words.end)]
    for start, end in taken:
        left = [piece for a, b in left for piece in ((a, min(b, start)), (max(a, end), b)) if piece[0] < piece[1]]
    return [span for span in left if span[1] - span[0] > 1] or [(words.start, words.end)]


def _start(key_of: str) -> int:
    return int(key_of[1:].partition(":")[0])


def _entities(claims: Sequence[Claim]) -> list[CorpusKeys]:
    """Who and what the claims name: a code (country, sectors; LOC for a place), then the words, the fullest first."""
    found: dict[tuple[str, str], set[Span]] = {}
    for claim in claims:
        for name, code, at in (*_parties(claim), *_places(claim)):
            found.setdefault((code, name), set()).add(at)
    rows = [(code, sorted(at, key=lambda s: (s[0] - s[1], s))) for (code, _), at in found.items()]
    return [[code, *(f"@{a}:{b}" for a, b in at)] for code, at in sorted(rows, key=lambda row: min(row[1]))]


def _parties(claim: Claim) -> Iterator[tuple[str, str, Span]]:
    forces = claim.movement.forces if claim.movement else ()
    parties: Iterable[Party | Any] = (*claim.actors, *claim.recipients, *forces)
    for p in parties:
        yield p.entity or p.name, _code(p.country, p.sectors), (p.start, p.end)
    for link in claim.attribution:
        if link.start is not None and link.end is not None and (link.country or link.sectors):
            yield link.entity or link.name or "", _code(link.country, link.sectors), (link.start, link.end)


def _places(claim: Claim) -> Iterator[tuple[str, str, Span]]:
    m = claim.movement
    places: Iterable[Place] = (*claim.places, *(m.places_from if m else ()), *(m.places_to if m else ()))
    for p in places:
        yield p.name, _code(p.country, (PLACE,)), (p.start, p.end)


def _code(country: str | None, sectors: Iterable[str]) -> str:
    """Links of outlets carry their kind beside the sectors, which the corpus does not."""
    return " ".join([country or "-", *(name for name in sectors if name in SECTORS or name == PLACE)])
