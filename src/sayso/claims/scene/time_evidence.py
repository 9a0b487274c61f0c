"""What ties a time to an act: the arcs; where nothing was parsed, nearness in its clause."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.sentence import View
from sayso.english.lists import listed
from sayso.ground import edtf
from sayso.reading import ArticleToken
from sayso.records import TimeMention
from sayso.resources import table

CLAUSES = frozenset({"advcl", "acl", "ccomp", "parataxis", "csubj"})
"""Relations over which a time is another clause's."""
TIME_STEPS = 12
TIME_BREAKS = listed("scene", "time_breaks")
"""Words over which a time is not tied to an act by nearness alone."""
BE = listed("scene", "be_and_have")


@cache
def time_words() -> Mapping[str, frozenset[str]]:
    """data/dating.yaml."""
    return {name: frozenset(words) for name, words in table("dating.yaml").items()}


def _own(view: View, hit: ActHit) -> set[int]:
    return set(range(view.sentence.first + hit.first_token, view.sentence.first + hit.last_token + 1))


def time_hangs(view: View, mention: TimeMention, hit: ActHit) -> tuple[int, bool] | None:
    """(how far the time hangs from the act, whether from a verb that settles it); null where it belongs to another."""
    at, own = _top(view, mention), _own(view, hit)
    if at is None:
        return None
    owner, cost = _owner(view, at, own)
    if owner in own:
        return cost, False
    return _governed(
        view, owner, own, _coarse(mention) and mention.end <= view.tokens[owner - view.sentence.first].start
    )


def _coarse(mention: TimeMention) -> bool:
    """ "In February, Israel said it had downed …": nobody dates a statement by its month."""
    found = edtf.parse(mention.edtf) if mention.edtf else None
    ends = (found.first, found.last) if isinstance(found, edtf.Interval) else (found,)
    return all(
        isinstance(end, edtf.Date) and end.day is None and not end.mark and edtf.first_day(str(end)) for end in ends
    )


def _top(view: View, mention: TimeMention) -> ArticleToken | None:
    inside = [view.in_article(i) for i, t in enumerate(view.tokens) if mention.start <= t.start < mention.end]
    return view.arcs.top(inside[0], inside[-1] + 1) if inside else None


def _owner(view: View, at: ArticleToken, own: set[int]) -> tuple[ArticleToken, int]:
    """(the verb or act that a time hangs on, steps to it)."""
    for step in range(TIME_STEPS):
        if at in own or (step and _event(view, at)) or view.arcs.heads[at] == at:
            return at, step
        at = view.arcs.heads[at]
    return at, TIME_STEPS


def _event(view: View, token: ArticleToken) -> bool:
    """A verb, or a word of any act."""
    i = token - view.sentence.first
    verb = view.arcs.tags[token] == "VERB" if view.arcs else i in view.verbs
    return verb or any(h.first_token <= i <= h.last_token for h in view.acts)


def _governed(view: View, owner: ArticleToken, own: set[int], coarse: bool) -> tuple[int, bool] | None:
    """The act hangs on the owner, as what it settles or carries out, as its argument, or beside it."""
    arcs = view.arcs
    at = ArticleToken(next((i for i in sorted(own) if arcs.heads[i] not in own), min(own, default=0)))
    lemma = arcs.lemmas[owner].lower()
    for step in range(1, TIME_STEPS):
        relation = arcs.relation(at)
        clause = relation in CLAUSES
        at, last = arcs.heads[at], at
        if at == owner:
            return _weighed(lemma, relation, step, coarse)
        if at == last or (clause and arcs.relation(last) != "ccomp"):
            return None
    return None


def _weighed(lemma: str, relation: str, step: int, coarse: bool) -> tuple[int, bool] | None:
    if lemma in time_words()["settling"]:
        return 20 + step, True
    if coarse and relation == "ccomp":
        return 25 + step, False
    if relation in CLAUSES:
        return None
    through = (
        relation in ("conj", "nsubj", "obj", "obl", "xcomp", "aux", "compound", "nmod", "amod")
        or lemma in time_words()["through"]
    )
    return (20 + step, False) if through else None


def time_beside(view: View, mention: TimeMention, hit: ActHit) -> tuple[int, bool] | None:
    """The act is the event next to the time: the last before it in its clause; the first after it where the time opens
    the clause."""
    i = next((k for k, t in enumerate(view.tokens) if t.start >= mention.start), len(view.tokens))
    end = next((k for k, t in enumerate(view.tokens) if t.start >= mention.end), len(view.tokens))
    for k in range(i - 1, -1, -1):
        if view.lower[k] in TIME_BREAKS:
            break
        if hit.first_token <= k <= hit.last_token:
            return 30 + i - k, False
        if _event(view, view.in_article(k)):
            if view.lower[k].endswith("ing") and view.word(k - 1) not in BE:
                continue
            return None
    for k in range(end, len(view.tokens)):
        if hit.first_token <= k <= hit.last_token:
            return 60 + k - end, False
        if view.lower[k] in TIME_BREAKS - {","} or _event(view, view.in_article(k)):
            return None
    return None
