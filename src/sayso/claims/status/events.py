"""Words that name something that happens, political or not: the layer `events`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.claims.sentence import View
from sayso.claims.status.weighed import of_token, status
from sayso.reading import ArticleToken
from sayso.records import EventMention, Status

HAPPENS = 0.4
"""Chance of an event from which a word counts that is no verb."""
LEANING = frozenset({"amod", "compound"})
"""A participle that only describes ("the ruling party") names no event of its own."""


def event_mentions(views: Iterable[View]) -> list[EventMention]:
    """Acts with all their words; each other event word alone. In text order, none inside another."""
    found = {span: value for view in views for span, value in _of(view)}
    return [EventMention(start, end, found[start, end]) for start, end in sorted(found)]


def _of(view: View) -> Iterator[tuple[tuple[int, int], Status]]:
    taken: set[int] = set()
    for hit in view.acts:
        taken.update(range(hit.first_token, hit.last_token + 1))
        yield (hit.start, hit.end), status(view, hit).status
    for i, token in enumerate(view.tokens):
        if i not in taken and view.arcs and _names_event(view, view.in_article(i)):
            yield (token.start, token.end), of_token(view, view.in_article(i)).status


def _names_event(view: View, token: ArticleToken) -> bool:
    event = view.events.get(token)
    if event is not None and event.happens >= HAPPENS:
        return True
    tag = view.arcs.tags[token]
    return (tag == "VERB" and view.arcs.relation(token) not in LEANING) or _holds_clause(view, token)


def _holds_clause(view: View, token: ArticleToken) -> bool:
    """The head of a clause, whatever its tag: "is able", "Chad sues Mali" read as nouns; the verb of "there is"."""
    arcs = view.arcs
    clause = arcs.child(token, "nsubj", "csubj", "expl") is not None or (
        arcs.relation(token) == "root" and len(view.tokens) > 1
    )
    return clause or (
        arcs.tags[token] == "AUX" and arcs.relation(token) in ("root", "cop", "ccomp", "acl", "advcl", "conj")
    )
