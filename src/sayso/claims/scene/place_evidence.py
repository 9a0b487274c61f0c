"""What ties a place to an act: the reader's view, the arcs, and the words around it."""

from __future__ import annotations

from collections.abc import Collection

from sayso.claims.acts.lexeme import BEING_THERE
from sayso.claims.acts.lexicon import ActHit
from sayso.claims.scene.place_words import place_words
from sayso.claims.sentence import View
from sayso.claims.syntax import arguments
from sayso.claims.syntax.arcs import token_range
from sayso.claims.weigh import Signs, log_odds
from sayso.english.lists import listed
from sayso.reading import ArticleToken, EventWord
from sayso.records import Place
from sayso.spans import Span

NEAR_CHARS = 90
"""Code points between an act and a place that only nearness ties to it, at most."""
OWNER_STEPS = 12
WHICH = frozenset({"which", "that", "whom"})
PARSE, SUBJECT = 0.6, 0.8
"""What the parse says for an arc to the act, and for a subject of "has seen"."""
SLOTS = ("place", "from", "to")


def place_signs(view: View, hit: ActHit, place: Place, parties: Collection[Span], span: Span) -> Signs:
    """What ties a place to an act: the reader's chances, nearness, arcs, and whether a party of the act holds it.
    `span`: the clause of the act."""
    event = view.event(hit)
    here = span[0] <= place.start and place.end <= span[1]
    chances = {slot: seen(event, slot, place) for slot in SLOTS}
    near = here and _near(view, hit, place)
    arc = 0.0 if not here else _arc(view, hit, place) if view.arcs else PARSE * near
    inner = _inner(view, event, place)
    return {
        "elsewhere": float(not here),
        "reader_head": float(inner is False),
        "reader_inner": float(inner is True),
        "reader": log_odds(chances["place"]),
        "reader_move": log_odds(max(chances["from"], chances["to"])),
        "reader_hit": log_odds(seen(event, "recipient", place)),
        "reader_best": float(chances["place"] > 0 and chances["place"] == _best(event)),
        "near": float(near),
        "arc": float(PARSE <= arc < SUBJECT),
        "arc_weak": float(0 < arc < PARSE),
        "arc_subject": float(arc >= SUBJECT),
        "arc_other": float(arc < 0),
        "party": float(any(s <= place.start and place.end <= e for s, e in parties)),
        "country": float(place.precision == "country"),
        "whole": float(place.precision in ("border", "multiple")),
        "before": float(place.start < hit.start),
        "tied": float(here and _tied(view, place)),
        "moves": float(bool(hit.sense.change)),
        "only_act": float(len(view.acts) == 1),
        "of_another": float(here and _of_another(view, place)),
    }


def seen(event: EventWord | None, slot: str, place: Place) -> float:
    """The reader's chance that a place fills a slot of an act."""
    stretches = event.role(slot) if event is not None else ()
    return max((s for a, b, s in stretches if a < place.end and place.start < b), default=0.0)


def of_another_act(view: View, hit: ActHit, place: Place) -> bool:
    """The parse hangs the place on another act than one of being somewhere: "a withdrawal of troops, during a meeting
    in Moscow"."""
    if not view.arcs or _arc(view, hit, place) >= 0:
        return False
    first = view.sentence.first
    inside = [first + i for i, t in enumerate(view.tokens) if place.start <= t.start < place.end]
    own = range(first + hit.first_token, first + hit.last_token + 1)
    owner = _owner(view, view.arcs.top(inside[0], inside[-1] + 1), own)[0] - first
    return any(h.sense.act != "PRESENT" and h.first_token <= owner <= h.last_token for h in view.acts)


def _inner(view: View, event: EventWord | None, place: Place) -> bool | None:
    """Whether a place stands in a stretch of the reader beside its head ("Beirut" in "a suburb of Beirut"); null where
    it stands in none."""
    stretches = event.role("place") if event is not None else ()
    for start, end, _ in stretches:
        if start < place.end and place.start < end and view.start <= start < view.stop and view.arcs:
            inside = [view.in_article(i) for i, t in enumerate(view.tokens) if start <= t.start < end]
            head = view.arcs.top(inside[0], inside[-1] + 1) - view.sentence.first if inside else 0
            return not place.start <= view.tokens[head].start < place.end
    return None


def _best(event: EventWord | None) -> float:
    return max((s for _, _, s in (event.role("place") if event is not None else ())), default=0.0)


def _near(view: View, hit: ActHit, place: Place) -> bool:
    """A preposition of place stands before it, in reach of the act, with no other act between."""
    left, right = sorted(((hit.start, hit.end), (place.start, place.end)))
    between = right[0] - left[1]
    others = any(left[1] <= h.start < right[0] for h in view.acts if h is not hit)
    whole = place.precision in ("border", "multiple")
    return between <= NEAR_CHARS and not others and (whole or _tied(view, place))


BEFORE_PLACE = listed("scene", "before_place")


def _tied(view: View, place: Place) -> bool:
    first = next((i for i, t in enumerate(view.tokens) if t.start >= place.start), 0)
    before = [view.word(k) for k in range(max(0, first - 5), first)]
    if not before:
        return False
    link = before[-1] in BEFORE_PLACE
    return before[-1] in place_words().at or (link and bool(set(before) & place_words().at))


def _of_another(view: View, place: Place) -> bool:
    """ "Pakistan's city of Lahore", "India-controlled Kashmir": it stands before the place that is meant."""
    last = max((i for i, t in enumerate(view.tokens) if t.start < place.end), default=0)
    if not view.arcs or last + 1 >= len(view.tokens):
        return False
    hyphen = view.text[place.end : place.end + 1] == "-"
    return hyphen or view.arcs.relations[view.in_article(last)] == "nmod:poss"


def _arc(view: View, hit: ActHit, place: Place) -> float:
    """What the parse says: the place hangs on the act, is its object or the subject that saw it; less where it is
    another's."""
    first = view.sentence.first
    inside = [first + i for i, t in enumerate(view.tokens) if place.start <= t.start < place.end]
    if not inside:
        return 0.0
    own = list(token_range(first + hit.first_token, first + hit.last_token + 1))
    at = view.arcs.top(inside[0], inside[-1] + 1)
    top = view.top(hit)
    if _described(view, top) & set(view.arcs.path(at)[:3]):
        return PARSE
    owner, relation, subject = _owner(view, at, own)
    if owner in own:
        return 0.0 if subject else PARSE
    if subject and view.arcs.lemmas[owner].lower() in place_words().witness and owner in view.arcs.path(own[0]):
        return SUBJECT
    if any(owner in view.arcs.path(i)[1:3] for i in own) and relation in ("obl", "nmod"):
        return PARSE / 2
    return -PARSE / 2 if _other(view, owner, own) else 0.0


def stands_there(view: View, hit: ActHit, place: Place) -> bool:
    """ "There is no soldier in Bartica": the ground of a form of "be", of which the reader knows nothing."""
    first = view.sentence.first
    inside = [first + i for i, t in enumerate(view.tokens) if place.start <= t.start < place.end]
    if hit.entry.lemma != BEING_THERE or not inside or place.start < hit.start:
        return False
    at, be = view.arcs.top(inside[0], inside[-1] + 1), view.top(hit)
    return _predicate(view, be, at) or _owner(view, at, (be,))[0] == be


def _predicate(view: View, be: ArticleToken, at: ArticleToken) -> bool:
    """ "Soldiers are in Goma and Beni": a form of "be" hangs on where they are, and so may the place; no soldiers of
    another clause do."""
    arcs = view.arcs
    if arcs.relation(be) != "cop":
        return False
    for token in arcs.path(at)[:4]:
        if token == arcs.heads[be]:
            return True
        if arcs.relation(token) not in PART_OF_NAME or arcs.child(token, "nsubj") is not None:
            return False
    return False


PART_OF_NAME = frozenset({"nmod", "flat", "compound", "appos", "conj"})
"""Relations by which a name belongs to the noun that tells where somebody is: "the town of Goma", "Goma and Beni"."""


def _described(view: View, verb: ArticleToken) -> set[ArticleToken]:
    """The nouns that a relative clause has as its object: "X and its surroundings, which Y retook" is about both.

    Wherever the parse hangs the clause, its pronoun takes up the noun before it.
    """
    arcs = view.arcs
    found = set(arguments.objects(arcs, verb)) if arcs.relations[verb] == "acl:relcl" else set()
    pronouns = [
        c
        for c in arcs.children[verb]
        if arcs.relation(c) in ("obj", "obl") and arcs.lower(c) in WHICH and not arcs.case(c)
    ]
    found |= {
        ArticleToken(c)
        for p in pronouns
        for c in (p - 1, p - 2)
        if c >= view.sentence.first and arcs.tags[c] in ("NOUN", "PROPN")
    }
    return found | {arcs.heads[noun] for noun in found if arcs.relation(noun) == "conj"}


def _owner(view: View, at: ArticleToken, own: Collection[int]) -> tuple[ArticleToken, str, bool]:
    """(the act or verb that a noun hangs on, how the noun hangs, whether as part of its subject)."""
    relation, subject = view.arcs.relation(at), False
    for _ in range(OWNER_STEPS):
        head = view.arcs.heads[at]
        if head == at:
            break
        subject = view.arcs.relation(at) in ("nsubj", "csubj")
        if head in own or view.arcs.tags[head] == "VERB" or _other(view, head, own):
            return head, relation, subject
        at = head
    return at, relation, subject


def _other(view: View, token: ArticleToken, own: Collection[int]) -> bool:
    i = token - view.sentence.first
    return token not in own and any(h.first_token <= i <= h.last_token for h in view.acts)
