"""How an act hangs between two marked parties: is the one who does it the marked actor, the one who undergoes it the
marked recipient.

Questions and answers are token numbers of the article, as in arguments.py. A link is two signs, the actor's and the
recipient's:
`d` the arcs give it that part at the act word itself, `g` at a word that governs the act or through the noun that it
describes, `-` not at all; `rr` where the two have changed sides, `dd` too where both do it together, `xx` where
nothing was parsed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sayso.claims.syntax import arguments
from sayso.claims.syntax.arcs import Arcs
from sayso.claims.syntax.arguments import Heads
from sayso.reading import ArticleToken

MODIFIES = frozenset({"nmod", "amod", "compound", "flat", "appos", "conj", "det", "nummod", "acl"})
GOVERNS = frozenset({"xcomp", "ccomp", "advcl", "conj", "obj", "nmod", "obl", "acl", "parataxis", "nsubj", "csubj"})
MARK_STEPS = 4
UNREAD = "xx"


@dataclass(frozen=True, slots=True)
class MarkedParty:
    """A marked party: its tokens, and the nouns that its head describes ("Iranian" of "the Iranian tanker")."""

    tokens: frozenset[ArticleToken]
    above: frozenset[ArticleToken]

    @classmethod
    def of(cls, arcs: Arcs, starts: Collection[ArticleToken]) -> MarkedParty:
        """The mark on these tokens, which stand side by side."""
        inside = frozenset(starts)
        if not inside or not arcs:
            return cls(inside, frozenset())
        at, above = arcs.top(min(inside), max(inside) + 1), set[ArticleToken]()
        for _ in range(MARK_STEPS):
            if arcs.relation(at) not in MODIFIES or arcs.heads[at] == at:
                break
            at = arcs.heads[at]
            above.add(at)
        return cls(inside, frozenset(above - inside))

    def in_(self, heads: Iterable[ArticleToken]) -> str:
        """`d` where one of the heads is the party, `g` where one is a noun that the party describes, else `-`."""
        found = set(heads)
        return "d" if found & self.tokens else "g" if found & self.above else "-"


def party_link(arcs: Arcs, at: ArticleToken, actor: MarkedParty, recipient: MarkedParty, together: bool) -> str:
    """The link of the act at token `at`. `together`: a word of acts that parties do with one another."""
    if not arcs:
        return UNREAD
    does, undergoes = _sides(arcs, at)
    mine, theirs = actor.in_(does), recipient.in_(undergoes)
    crossed = actor.in_(undergoes), recipient.in_(does)
    if mine == theirs == "-" and "d" in crossed and not together:
        return "rr"
    if together:
        mine, theirs = (side if side != "-" else other for side, other in zip((mine, theirs), crossed, strict=True))
    above = _governed(arcs, at) if "-" in (mine, theirs) else ()
    if mine == "-" and any(_does(arcs, v, actor) for v in above):
        mine = "g"
    if theirs == "-" and _reaches(arcs, at, recipient, above):
        theirs = "g"
    return mine + theirs


def _reaches(arcs: Arcs, at: ArticleToken, mark: MarkedParty, above: Iterable[ArticleToken]) -> bool:
    """The party stands under the act, or is what a verb above it is done to."""
    return _under(arcs, at, mark) or any(mark.in_(_after(arcs, v)) != "-" for v in above)


def _does(arcs: Arcs, verb: ArticleToken, mark: MarkedParty) -> bool:
    """The party is subject or agent of a verb."""
    return any(mark.in_(heads) != "-" for heads in (arguments.subject(arcs, verb).heads, arguments.agents(arcs, verb)))


def _sides(arcs: Arcs, at: ArticleToken) -> tuple[Heads, Heads]:
    """Who does and who undergoes the act at a verb or noun."""
    if arcs.tags[at] in ("NOUN", "PROPN"):
        does = (*arguments.owners(arcs, at), *arguments.agents(arcs, at), *arguments.doers(arcs, at))
        return does, (*arguments.harmed(arcs, at), *_after(arcs, at))
    subject = arguments.subject(arcs, at)
    if subject.passive:
        return (*arguments.agents(arcs, at), *subject.asker), (*subject.heads, *_after(arcs, at))
    if subject.asker:
        return subject.asker, (*subject.heads, *_after(arcs, at))
    return subject.heads, _after(arcs, at)


def joined_by_and(arcs: Arcs, one: MarkedParty, other: MarkedParty) -> bool:
    """The two are joined by "and"."""
    return any(set(arguments.conjuncts(arcs, token)) & other.tokens for token in one.tokens) if arcs else False


def says(arcs: Arcs, clause: ArticleToken, mark: MarkedParty) -> bool:
    """The clause is what the party says: it hangs on a verb of which the party is subject, or that verb on it ("X must
    go, Y said")."""
    near = [arcs.heads[clause]] if arcs.relation(clause) in ("ccomp", "conj", "parataxis") else []
    near += [c for c in arcs.children[clause] if arcs.relation(c) in ("parataxis", "ccomp")]
    return any(mark.in_(arguments.subject(arcs, verb).heads) != "-" for verb in near if verb != clause)


def undergoes(arcs: Arcs, at: ArticleToken) -> Heads:
    """Whom the act at a verb or noun is done to, as its objects and prepositions say; empty where nothing was
    parsed."""
    return _after(arcs, at) if arcs else ()


def _after(arcs: Arcs, at: ArticleToken) -> Heads:
    """Objects, and whatever a preposition but "by" hangs on the word or on its object."""
    found = list(arguments.objects(arcs, at))
    holders = (at, *(c for c in arcs.children[at] if arcs.relation(c) in ("obj", "xcomp")))
    for holder in holders:
        for child in arcs.children[holder]:
            if (
                arcs.relation(child) in ("obl", "nmod")
                and arcs.case(child) != "by"
                and arcs.relations[child] != "nmod:poss"
            ):
                found += arguments.conjuncts(arcs, child)
    return tuple(dict.fromkeys(found))


def _governed(arcs: Arcs, at: ArticleToken) -> Heads:
    """The words above an act of which it is a part, nearest first."""
    found: list[ArticleToken] = []
    for token in arcs.path(at, MARK_STEPS + 1)[:-1]:
        head = arcs.heads[token]
        if arcs.relation(token) not in GOVERNS or head == token:
            break
        found.append(head)
    return tuple(found)


def _under(arcs: Arcs, at: ArticleToken, mark: MarkedParty) -> bool:
    return any(at in arcs.path(token, 2 * MARK_STEPS) for token in mark.tokens)
