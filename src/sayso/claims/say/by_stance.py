"""Who takes a stand ("criticized the plan", "wants to leave", "spoke of a truce"): attributions over the arcs, from
data/say.yaml.

They are attributions in the wide sense, of use to who looks for all; no link of a chain rests on them.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.claims.say.by_reader import ArticleWords, grown_cue, noun_phrase
from sayso.claims.say.frames import cues
from sayso.claims.syntax.arcs import Arcs, token_range
from sayso.english.lists import listed
from sayso.reading import ArticleToken
from sayso.spans import Span

PARTY_TAGS = frozenset({"PROPN", "PRON"})
NO_STANCE = listed("say", "nobody_takes_a_stand")
WHAT = ("obj", "ccomp", "xcomp", "obl", "advcl")


def stances(words: ArticleWords) -> Iterator[tuple[Span, Span, tuple[Span, ...]]]:
    """Source, cue and content of each stand that a verb and its arcs show, in text order."""
    arcs = words.arcs
    for verb in token_range(0, len(arcs.heads)):
        if arcs.tags[verb] == "VERB" and (hanging := _said(arcs, verb)):
            who = _speaker(arcs, verb)
            cue = grown_cue(words, [verb])
            if who is not None:
                yield _phrase(words, who, verb), cue, _stretches(words, cue, hanging)


def _said(arcs: Arcs, verb: ArticleToken) -> list[ArticleToken]:
    """The children of a verb that say towards what the stand is taken; none where the verb takes no stand."""
    table, about = cues().stance, cues().stance_about.get(arcs.lemmas[verb], ())
    found = [c for c in arcs.children[verb] if c > verb and arcs.relation(c) in WHAT]
    if arcs.lemmas[verb] in table:
        return (
            [c for c in found if arcs.relation(c) != "advcl"]
            if any(arcs.relation(c) in WHAT[:3] for c in found)
            else []
        )
    return found if any(arcs.case(c) in about or arcs.lower(c) in about for c in found) else []


def _speaker(arcs: Arcs, verb: ArticleToken) -> ArticleToken | None:
    """The subject, also of the verb that this one is joined to or hangs on; null where it is no party."""
    at = verb
    for _ in range(3):
        subject = arcs.child(at, "nsubj")
        if subject is not None and arcs.relations[subject] == "nsubj":
            return subject if _may_speak(arcs, subject) else None
        if arcs.relation(at) not in ("conj", "xcomp", "advcl"):
            return None
        at = arcs.heads[at]
    return None


def _may_speak(arcs: Arcs, subject: ArticleToken) -> bool:
    word = arcs.lower(subject)
    if word in NO_STANCE:
        return False
    return arcs.tags[subject] in PARTY_TAGS or word in cues().speakers


def _phrase(words: ArticleWords, who: ArticleToken, verb: ArticleToken) -> Span:
    first, last = noun_phrase(words.arcs, who, (verb,))
    return words.span(first, last - 1)


def _stretches(words: ArticleWords, cue: Span, hanging: list[ArticleToken]) -> tuple[Span, ...]:
    """All that follows the cue and hangs on it, as one stretch."""
    inside = sorted(i for c in hanging for i in words.arcs.below(c) if words.reading.tokens[i].start >= cue[1])
    return (words.span(inside[0], inside[-1]),) if inside else ()
