"""That soldiers are somewhere, told by "be" alone: "about 900 soldiers are at Bartica", "there is no soldier in the
town". No word of the lexicon names that, and the reader was not taught it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.claims.acts.lexeme import BEING_THERE, Form, Lexeme, Sense
from sayso.claims.acts.lexicon import ActHit, word_class
from sayso.claims.names.finder import NameHit
from sayso.claims.syntax.arcs import Arcs, token_range
from sayso.claims.syntax.arguments import definite
from sayso.english.lists import listed
from sayso.reading import ArticleToken, Entity, Sentence, Token

BEING = listed("acts", "being")
LOCATIVE = listed("acts", "locative")
SOLDIERS = word_class("state_forces") | word_class("armed_groups") | word_class("police_nouns")
GROUND = word_class("ground_nouns") | listed("acts", "more_ground")
LANDS = frozenset({"place", "country", "capital"})
ENTRY = Lexeme(BEING_THERE, "verb", Sense("PRESENT", None, "subject_force", "remain"), sure=True)


def with_whereabouts(
    tokens: Sequence[Token],
    sentence: Sentence,
    arcs: Arcs,
    acts: Sequence[ActHit],
    names: Sequence[NameHit],
    entities: Sequence[Entity],
) -> tuple[ActHit, ...]:
    """The acts of a sentence with forms of "be" whose subject is soldiers and whose predicate is ground, where no
    other act moves them. What the reader alone sees of that ("town", "soldier") gives way."""
    found = tuple(acts)
    for at in token_range(sentence.first, sentence.last) if arcs else ():
        who = _who(arcs, at) if arcs.lower(at) in BEING else None
        if who is None:
            continue
        where = next((t for t in _where(arcs, at) if _ground(tokens, sentence, arcs, t, names, entities)), None)
        if where is not None:
            within = range(min(who, at) - sentence.first, max(where, at) - sentence.first + 1)
            found = _added(found, _hit(tokens, at - sentence.first), within)
    return found


def _hit(tokens: Sequence[Token], i: int) -> ActHit:
    token = tokens[i]
    form: Form = "past" if token.text.lower() in PAST else "third"
    return ActHit(token.start, token.end, i, i, ENTRY, form, ENTRY.sense)


def _added(acts: tuple[ActHit, ...], there: ActHit, within: range) -> tuple[ActHit, ...]:
    """The acts with a presence that spans some tokens of the sentence, unless a word there moves them."""
    if any(h.first_token in within and h.sense.change and not _vague(h) for h in acts):
        return acts
    kept = [h for h in acts if not (h.first_token in within and _vague(h))]
    return tuple(sorted([*kept, there], key=lambda h: h.first_token))


def _vague(hit: ActHit) -> bool:
    """A presence that no word of the lexicon names."""
    return hit.entry.seen and hit.sense.act == "PRESENT"


PAST = frozenset({"was", "were"})


def _who(arcs: Arcs, at: ArticleToken) -> ArticleToken | None:
    """The soldiers who are the subject: "soldiers", "a crew of soldiers"; where the parse knows none, who stands right
    before "be"."""
    subject = arcs.child(arcs.clause(at), "nsubj")
    if subject is None:
        before = ArticleToken(at - 1)
        return before if at > 0 and arcs.lower(before) in SOLDIERS and arcs.relation(before) != "nmod" else None
    of = (c for c in arcs.children[subject] if arcs.relation(c) == "nmod" and arcs.case(c) == "of")
    return next((t for t in (subject, *of) if arcs.lower(t) in SOLDIERS), None)


def _where(arcs: Arcs, at: ArticleToken) -> Iterator[ArticleToken]:
    """What stands after a preposition of place: the predicate, or what hangs on it, on "there is" or on who is
    there."""
    clause = arcs.clause(at)
    if clause != at and arcs.tags[clause] != "ADV":
        yield from (clause,) if arcs.case(clause) in LOCATIVE else ()
        return
    subject = arcs.child(clause, "nsubj")
    left = arcs.child(clause, "advmod")
    for above in (clause, *([subject] if subject is not None else ()), *([left] if left is not None else ())):
        for child in arcs.children[above]:
            if arcs.relation(child) in ("obl", "nmod") and child > at and arcs.case(child) in LOCATIVE:
                yield child


def _ground(
    tokens: Sequence[Token],
    sentence: Sentence,
    arcs: Arcs,
    at: ArticleToken,
    names: Sequence[NameHit],
    entities: Sequence[Entity],
) -> bool:
    """A place by its name, or a town, base or country that is one the reader knows."""
    token = tokens[at - sentence.first]
    known = any(n.start <= token.start < n.end and n.kind in LANDS for n in names)
    named = any(e.start <= token.start < e.end and e.kind == "LOC" for e in entities)
    return known or named or (arcs.lower(at) in GROUND and definite(arcs, at))
