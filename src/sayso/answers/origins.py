"""On whose word what is told rests: the accounts of happenings, what was undone, and how much was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from sayso.answers import recorded
from sayso.answers.question import AskedKeys
from sayso.answers.wording import plainly
from sayso.english.counting import many
from sayso.errors import NotFound
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.stories.accounts import Account, accounts
from sayso.stories.mouths import Voices
from sayso.stories.notices import Notice, all_undone, supporting
from sayso.stories.relations import Reach, reach, relations, rests_on_words
from sayso.stories.told import Page, Told

UNDOING = ("corrects", "retracts")


@dataclass(frozen=True, slots=True)
class Origins:
    """What some pages tell: their accounts, those on most pages and origins first, what was undone, how much was
    looked at.

    `pages` by id; `says` is each account in one plain line, by its id; `on` the page of each claim; `joined` why a
    source is counted under another's name, by that one's.
    """

    accounts: Sequence[Account]
    reaches: Sequence[Reach]
    seen: str
    pages: Mapping[str, Page]
    says: Mapping[str, str] = field(default_factory=dict)
    on: Mapping[str, str] = field(default_factory=dict)
    joined: Mapping[str, Sequence[str]] = field(default_factory=dict)
    told: Sequence[Told] = ()
    """The claims that the accounts fold, each source of their words under one name."""


def of_pages(
    told: Sequence[Told], pages: Sequence[Page], notices: Sequence[Notice], texts: Mapping[str, str],
    names: Names = PACKAGED_NAMES,
) -> Origins:  # fmt: skip
    """The origins of some pages' claims; `notices` are what pages among them say of other stories, `texts` the pages'
    texts by id."""
    undone = all_undone(notices, told, texts)
    support = supporting(told, notices)
    voices = Voices.of(support, texts, (), names)
    support = voices.applied(support)
    seen = f"{many(len(pages), 'page')} seen, others unknown"
    return _found(support, accounts(support, names), [*undone, *_reaches(support, names)], seen, voices, pages)


def _found(
    told: Sequence[Told], kept: Sequence[Account], reaches: Sequence[Reach], seen: str, voices: Voices,
    pages: Iterable[Page],
) -> Origins:  # fmt: skip
    by_id = {t.claim.id: t.claim for t in told}
    says = {a.id: plainly(by_id[a.lead]) for a in kept}
    on = {t.claim.id: t.page.id for t in told}
    return Origins(kept, reaches, seen, {p.id: p for p in pages}, says, on, voices.reasons, told)


def origins_of_ledger(connection: sa.Connection, asked: AskedKeys, names: Names = PACKAGED_NAMES) -> Origins:
    """The origins of what a ledger holds of a question."""
    return _of_ledger(connection, recorded.asked_for(connection, asked), "", names)


def origins_of_claim(connection: sa.Connection, where: str, claim: str, names: Names = PACKAGED_NAMES) -> Origins:
    """The origins of the happening that a claim tells, named by the beginning of its id. Raises UsageError where the
    ledger (`where`) has none."""
    name, told = recorded.happening_of(connection, claim)
    if not name:
        raise NotFound(f"no such claim: no id in the ledger {where} begins {claim!r}; sayso export lists them")
    return _of_ledger(connection, told, name, names)


def _of_ledger(connection: sa.Connection, told: Sequence[Told], claim: str, names: Names) -> Origins:
    voices = recorded.merged_sources(connection, told, names)
    told = voices.applied(told)
    reaches = [*recorded.undone_by_pages(connection, {t.claim.id for t in told}), *_reaches(told, names)]
    kept = [a for a in accounts(told, names) if not claim or claim in a.claims]
    seen = f"{many(recorded.pages_seen(connection), 'page')} in this ledger, others unknown"
    return _found(told, kept, _bearing(reaches, kept), seen, voices, [t.page for t in told])


def _reaches(told: Sequence[Told], names: Names) -> list[Reach]:
    ids = {t.claim.id for t in told}
    found = (r for r in relations(told, names) if r.kind in UNDOING and rests_on_words(r) and {r.claim, r.other} <= ids)
    return [reach(r, told, names) for r in found]


def _bearing(reaches: Sequence[Reach], kept: Sequence[Account]) -> list[Reach]:
    ids = {c for a in kept for c in a.claims}
    return [r for r in reaches if ids & {*r.claims, r.by}]
