"""The places that the clause of an act names: by the gazetteer, by their form, by a noun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.names.finder import NameHit
from sayso.claims.places.mentions import place_from
from sayso.claims.places.resolution import Located
from sayso.claims.say.nearby import PINNED, Nearby
from sayso.claims.scene.place_words import HOLDERS, place_words
from sayso.claims.sentence import View
from sayso.records import Place, Precision
from sayso.spans import Span


def named_places(view: View, names: Iterable[NameHit]) -> list[Place]:
    """The places that the gazetteer's names are, with their land where a noun of land follows."""
    found = []
    for n in names:
        place = place_from(n, view.text)
        land = _land(view, n)
        if land is not None:
            words = view.text[n.start : land[1]]
            found.append(
                replace(
                    place,
                    text=words,
                    end=land[1],
                    name=words,
                    precision="border" if land[0] in _BORDER else place.precision,
                )
            )
        elif n.kind in PINNED and not _asked(view, n.start) and not _owns(view, n) and not _seat(view, n):
            found.append(place)
    return found


_BORDER = frozenset({"border", "frontier", "borders", "frontiers"})


def _land(view: View, name: NameHit) -> tuple[str, int] | None:
    """ "Turkish frontier", "Syria's airspace": the noun of land, air or water that a country's name or adjective owns,
    and its end."""
    after = [t for t in view.tokens if t.start >= name.end][:2]
    if after and after[0].text in ("'s", "’s", "'", "’"):
        after = after[1:]
    noun = after[0].text.lower() if after else ""
    return (noun, after[0].end) if name.country and noun in place_words().land else None


def _owns(view: View, name: NameHit) -> bool:
    """ "Tehran's forces": the name owns what is no place."""
    after = next((i for i, t in enumerate(view.tokens) if t.start >= name.end), len(view.tokens))
    if view.word(after) not in ("'s", "’s"):
        return False
    owned = [view.word(k) for k in range(after + 1, after + 5)]
    stop = next((k for k, w in enumerate(owned) if w in place_words().at or not w.isalpha()), len(owned))
    named = [t.text for t in view.tokens[after + 1 : after + 1 + stop]]
    return (
        bool(named)
        and named[0][:1].islower()
        and not any(w.lower() in place_words().nouns or w.lower() in place_words().land for w in named)
    )


def _seat(view: View, name: NameHit) -> bool:
    """ "The Black Sea resort of Sochi", "tensions between Ankara and Washington": what the next name lies at; states,
    not their seats."""
    before, after = view.text[max(view.start, name.start - 24) : name.start], view.text[name.end : name.end + 40]
    return bool(_RESORT.match(after)) or (name.kind in ("country", "capital") and bool(_BETWEEN.search(before)))


_RESORT = re.compile(r" [a-z-]+ of (?=[A-Z])")
_BETWEEN = re.compile(
    r"\b(?:tensions?|relations|ties|talks|war|deal|agreement|pact|friction|rift|row|dispute|peace)"
    r"\s+between\s+(?:\w+\s+and\s+)?$"
)


def unpinned_places(text: str, located: Iterable[Located], span: Span) -> list[Place]:
    """Toponyms that no table knows: a place without a pin."""
    spans = [(i.toponym.start, i.toponym.end) for i in located if i.spot is None]
    spans = [(s, e) for s, e in spans if text[s:e].rsplit(maxsplit=1)[-1][:1].isupper()]
    return [Place(text[s:e], s, e, text[s:e], precision="point") for s, e in spans if span[0] <= s and e <= span[1]]


_LIST = re.compile(r"\s*(?:,|and|or|, and)\s*(?:in\s+)?(?:the\s+)?")


def enumerated(text: str, place: Place, other: Place) -> bool:
    """ "Nuli and Avnevi": named in one breath, both towns or both lands."""
    left, right = sorted((place, other), key=lambda p: p.start)
    return (place.precision in HOLDERS) == (other.precision in HOLDERS) and bool(
        _LIST.fullmatch(text, left.end, right.start)
    )


def places_of_nouns(view: View, hit: ActHit, taken: Sequence[Span], near: Nearby) -> list[Place]:
    """ "The city", "an airport", "the area" where the reader sees the place of the act; the name where one was told
    before."""
    event, found = view.event(hit), []
    seen = [(s, e) for s, e, score in (event.role("place") if event is not None else ()) if score >= 0.5]
    for start, end in seen or _below(view, hit):
        words = view.text[start:end]
        noun = next((w for w in reversed(words.lower().split()) if w in place_words().nouns), None)
        if noun is None or _words_only(view, start, end) or any(s < end and start < e for s, e in taken):
            continue
        precision = place_words().nouns[noun]
        meant = _meant(words, start, precision, near)
        place = Place(words, start, end, words, precision=precision)
        if meant is not None:
            known = place_from(meant)
            place = replace(known, text=words, start=start, end=end)
        found.append(place)
    return found


def _words_only(view: View, start: int, end: int) -> bool:
    """ "In front of" is a preposition."""
    around = view.text[max(view.start, start - 12) : end + 4].lower()
    return any(words in around for words in place_words().no_place)


def _below(view: View, hit: ActHit) -> list[Span]:
    """Noun phrases of a place that the act has as object or after a preposition of place."""
    if not view.arcs:
        return []
    top, first, found = view.top(hit), view.sentence.first, []
    for child in view.arcs.children[top]:
        bodily = view.arcs.relation(child) == "obj" and hit.sense.act in place_words().physical
        if (bodily or view.arcs.case(child) in place_words().at) and view.arcs.lemmas[
            child
        ].lower() in place_words().nouns:
            left, right = view.arcs.stretch(child, without=frozenset({"case", "acl", "nmod", "punct"}))
            found.append((view.tokens[left - first].start, view.tokens[right - 1 - first].end))
    return found


def _meant(words: str, start: int, precision: Precision, near: Nearby) -> NameHit | None:
    """The last place of that kind named before a definite noun of one or two words."""
    if (
        words.lower().split()[0] not in ("the", "that", "this")
        or len(words.split()) > 2
        or precision not in ("city", "country", "admin1")
    ):
        return None
    named = near.by_precision.get(precision)
    return next((n for n in named.before(start) if n.end <= start), None) if named else None


def _asked(view: View, start: int) -> bool:
    """ "At the request of Yerevan" names who asked, not where."""
    return view.text[max(view.start, start - 24) : start].lower().rstrip().endswith(place_words().asked)
