"""Where an act happens: of the places of its clause, those that the reader, the parse and the words around tie to
it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.names.gazetteer import NameHit
from sayso.claims.parties.parts import Roles
from sayso.claims.places.mentions import borders, place_from, place_sets
from sayso.claims.places.resolution import Located
from sayso.claims.say.nearby import PINNED, Nearby
from sayso.claims.sentence import View
from sayso.claims.syntax import arguments
from sayso.records import Place, Precision
from sayso.resources import table

NEAR = 90
"""Code points between an act and a place that only nearness ties to it, at most."""
STEPS = 12
WHICH = frozenset({"which", "that", "whom"})
READER, PARSE, WORDS, SUBJECT, PARTY = 0.9, 0.6, 0.45, 0.8, 0.6
"""Weights: of the reader's chance, an arc to the act, a preposition near it, a subject of "has seen"; what a party of
the act loses."""
ENOUGH = 0.6
HOLDERS, HELD = (
    frozenset({"country", "admin1", "region"}),
    frozenset({"point", "city", "admin2", "admin1", "region", "line"}),
)
_BY_HOLDER = re.compile(r"(?:,|\s)\s*(?:in\s+)?(?:the\s+)?")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Words:
    at: frozenset[str]
    land: frozenset[str]
    witness: frozenset[str]
    nouns: Mapping[str, Precision]
    physical: frozenset[str]
    asked: tuple[str, ...]
    no_place: tuple[str, ...]


@cache
def _words() -> _Words:
    raw = table("sites.yaml")
    nouns = {noun: precision for precision, listed in raw["nouns"].items() for noun in listed}
    return _Words(
        frozenset(raw["at"]),
        frozenset(raw["land"]),
        frozenset(raw["witness"]),
        nouns,
        frozenset(raw["physical"]),
        tuple(raw["asked"]),
        tuple(raw["no_place"]),
    )


def sites(view: View, hit: ActHit, span: Span, near: Nearby, roles: Roles) -> list[Place]:
    """The places of one act in the order of the text; empty where its clause `span` names none.

    `near` knows the names and the toponyms of the article, of which those without a pin count too.
    """
    here = [n for n in near.names.starting(*span) if n.end <= span[1]]
    whole = [
        p for p in (*borders(view.text, here), *place_sets(view.text, here)) if span[0] <= p.start and p.end <= span[1]
    ]
    taken = [(p.start, p.end) for p in whole]
    sides = {p.country for p in whole if p.precision == "border"} | {c for p in whole for c in p.countries}
    single = [
        p
        for p in _named(view, here)
        if not _meets(p, taken) and not (p.precision in ("country", "border") and p.country in sides)
    ]
    unpinned = _unpinned(view.text, near.located.at(*span), span)
    single += [p for p in unpinned if not _meets(p, [*taken, *((q.start, q.end) for q in single)])]
    parties = [(m.start, m.end) for m in (*roles.actors, *roles.recipients, *roles.forces)]
    chosen = [p for p in (*whole, *single) if _weight(view, hit, p, parties) >= ENOUGH]
    for p in single:
        if p not in chosen and any(_listed(view.text, p, c) for c in chosen):
            chosen.append(p)
    common = _common(view, hit, [*taken, *((p.start, p.end) for p in single), *parties], near) if not chosen else []
    return sorted(_narrowest([*chosen, *common], view.text), key=lambda p: (p.start, p.end))


# ---------------------------------------------------------------- candidates
def _named(view: View, names: Iterable[NameHit]) -> list[Place]:
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
    return (noun, after[0].end) if name.country and noun in _words().land else None


def _owns(view: View, name: NameHit) -> bool:
    """ "Tehran's forces": the name owns what is no place."""
    after = next((i for i, t in enumerate(view.tokens) if t.start >= name.end), len(view.tokens))
    if view.word(after) not in ("'s", "’s"):
        return False
    owned = [view.word(k) for k in range(after + 1, after + 5)]
    stop = next((k for k, w in enumerate(owned) if w in _words().at or not w.isalpha()), len(owned))
    named = [t.text for t in view.tokens[after + 1 : after + 1 + stop]]
    return (
        bool(named)
        and named[0][:1].islower()
        and not any(w.lower() in _words().nouns or w.lower() in _words().land for w in named)
    )


def _seat(view: View, name: NameHit) -> bool:
    """ "The Black Sea resort of Sochi", "tensions between Ankara and Washington": what the next name lies at; states,
    not their seats."""
    before, after = view.text[max(view.start, name.start - 24) : name.start], view.text[name.end : name.end + 40]
    return bool(_RESORT.match(after)) or (name.kind in ("country", "capital") and bool(_BETWEEN.search(before)))


_RESORT = re.compile(r" [a-z-]+ of (?=[A-Z])")
_BETWEEN = re.compile(
    r"\b(?:tensions?|relations|ties|talks|war|deal|agreement|pact|friction|rift|row|dispute|peace)\s+between\s+(?:\w+\s+and\s+)?$"
)


def _unpinned(text: str, located: Iterable[Located], span: Span) -> list[Place]:
    """Toponyms that no table knows: a place without a pin."""
    spans = [(i.toponym.start, i.toponym.end) for i in located if i.spot is None]
    spans = [(s, e) for s, e in spans if text[s:e].rsplit(maxsplit=1)[-1][:1].isupper()]
    return [Place(text[s:e], s, e, text[s:e], precision="point") for s, e in spans if span[0] <= s and e <= span[1]]


_LIST = re.compile(r"\s*(?:,|and|or|, and)\s*(?:in\s+)?(?:the\s+)?")


def _listed(text: str, place: Place, other: Place) -> bool:
    """ "Nuli and Avnevi": named in one breath, both towns or both lands."""
    left, right = sorted((place, other), key=lambda p: p.start)
    return (place.precision in HOLDERS) == (other.precision in HOLDERS) and bool(
        _LIST.fullmatch(text, left.end, right.start)
    )


def _common(view: View, hit: ActHit, taken: Sequence[Span], near: Nearby) -> list[Place]:
    """ "The city", "an airport", "the area" where the reader sees the place of the act; the name where one was told
    before."""
    event, found = view.event(hit), []
    seen = [(s, e) for s, e, score in (event.role("place") if event is not None else ()) if score >= 0.5]
    for start, end in seen or _below(view, hit):
        words = view.text[start:end]
        noun = next((w for w in reversed(words.lower().split()) if w in _words().nouns), None)
        if noun is None or _words_only(view, start, end) or any(s < end and start < e for s, e in taken):
            continue
        precision = _words().nouns[noun]
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
    return any(words in around for words in _words().no_place)


def _below(view: View, hit: ActHit) -> list[Span]:
    """Noun phrases of a place that the act has as object or after a preposition of place."""
    if not view.arcs:
        return []
    top, first, found = view.top(hit), view.sentence.first, []
    for child in view.arcs.children[top]:
        bodily = view.arcs.relation(child) == "obj" and hit.sense.act in _words().physical
        if (bodily or view.arcs.case(child) in _words().at) and view.arcs.lemmas[child].lower() in _words().nouns:
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
    return view.text[max(view.start, start - 24) : start].lower().rstrip().endswith(_words().asked)


# ---------------------------------------------------------------- which of them
def _weight(view: View, hit: ActHit, place: Place, parties: Collection[Span]) -> float:
    event = view.event(hit)
    seen = max(
        (s for a, b, s in (event.role("place") if event else ()) if a < place.end and place.start < b), default=0.0
    )
    near = _near(view, hit, place)
    arc = _arc(view, hit, place) if view.arcs else PARSE * near
    party = arc < SUBJECT and any(s <= place.start and place.end <= e for s, e in parties)
    return READER * seen + WORDS * near + arc - PARTY * party


def _near(view: View, hit: ActHit, place: Place) -> bool:
    """A preposition of place stands before it, in reach of the act, with no other act between."""
    left, right = sorted(((hit.start, hit.end), (place.start, place.end)))
    between = right[0] - left[1]
    others = any(left[1] <= h.start < right[0] for h in view.acts if h is not hit)
    whole = place.precision in ("border", "multiple")
    return between <= NEAR and not others and (whole or _tied(view, place))


def _tied(view: View, place: Place) -> bool:
    first = next((i for i, t in enumerate(view.tokens) if t.start >= place.start), 0)
    before = [view.word(k) for k in range(max(0, first - 5), first)]
    if not before:
        return False
    link = before[-1] in (
        "the",
        "of",
        "and",
        ",",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "nearby",
        "north-eastern",
    )
    return before[-1] in _words().at or (link and bool(set(before) & _words().at))


def _arc(view: View, hit: ActHit, place: Place) -> float:
    """What the parse says: the place hangs on the act, is its object or the subject that saw it; less where it is
    another's."""
    first = view.sentence.first
    inside = [first + i for i, t in enumerate(view.tokens) if place.start <= t.start < place.end]
    if not inside:
        return 0.0
    own = range(first + hit.first_token, first + hit.last_token + 1)
    at = view.arcs.top(inside[0], inside[-1] + 1)
    top = view.top(hit)
    if _described(view, top) & set(view.arcs.path(at)[:3]):
        return PARSE
    owner, relation, subject = _owner(view, at, own)
    if owner in own:
        return 0.0 if subject else PARSE
    if subject and view.arcs.lemmas[owner].lower() in _words().witness and owner in view.arcs.path(own[0]):
        return SUBJECT
    if any(owner in view.arcs.path(i)[1:3] for i in own) and relation in ("obl", "nmod"):
        return PARSE / 2
    return -PARSE / 2 if _other(view, owner, own) else 0.0


def _described(view: View, verb: int) -> set[int]:
    """The nouns that a relative clause has as its object: "X and its surroundings, which Y retook" is about both.

    Wherever the parse hangs the clause, its pronoun takes up the noun before it.
    """
    arcs = view.arcs
    found = set(arguments.objects(arcs, verb)) if arcs.relations[verb] == "acl:relcl" else set()
    pronouns = [
        c
        for c in arcs.children[verb]
        if arcs.relation(c) in ("obj", "obl") and arcs.words[c].lower() in WHICH and not arcs.case(c)
    ]
    found |= {
        c for p in pronouns for c in (p - 1, p - 2) if c >= view.sentence.first and arcs.tags[c] in ("NOUN", "PROPN")
    }
    return found | {arcs.heads[noun] for noun in found if arcs.relation(noun) == "conj"}


def _owner(view: View, at: int, own: Collection[int]) -> tuple[int, str, bool]:
    """(the act or verb that a noun hangs on, how the noun hangs, whether as part of its subject)."""
    relation, subject = view.arcs.relation(at), False
    for _ in range(STEPS):
        head = view.arcs.heads[at]
        if head == at:
            break
        subject = view.arcs.relation(at) in ("nsubj", "csubj")
        if head in own or view.arcs.tags[head] == "VERB" or _other(view, head, own):
            return head, relation, subject
        at = head
    return at, relation, subject


def _other(view: View, token: int, own: Collection[int]) -> bool:
    i = token - view.sentence.first
    return token not in own and any(h.first_token <= i <= h.last_token for h in view.acts)


def _narrowest(found: Sequence[Place], text: str) -> list[Place]:
    """ "The villages of A and B in C": what holds another place that it follows is not named again."""
    kept: list[Place] = []
    for p in sorted(found, key=lambda p: p.start):
        if not (kept and _holds(p, kept[-1], text)):
            kept.append(p)
    return kept


def _holds(place: Place, before: Place, text: str) -> bool:
    holder = place.precision in HOLDERS or (place.precision == "city" and " in " in text[before.end : place.start])
    peers = (
        place.precision == before.precision in ("admin1", "region") and text[before.end : place.start].strip() == ","
    )
    return (
        holder and not peers and before.precision in HELD and bool(_BY_HOLDER.fullmatch(text, before.end, place.start))
    )


def _meets(place: Place, spans: Iterable[Span]) -> bool:
    return any(s < place.end and place.start < e for s, e in spans)
