"""What the article has named so far: short names, pronouns and "the two leaders" take what it told before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from sayso.claims.parties.mention import Mention, taken_for
from sayso.claims.parties.seeds import without_clitic
from sayso.english.closed import grammar
from sayso.english.lists import in_order
from sayso.reading import Antecedent


@dataclass(slots=True)
class Memory:
    """What the article has named so far, for short names and pronouns. Grows in reading order only."""

    meant: Mapping[int, Antecedent] = field(default_factory=dict)
    """Token of the article → whom the reader takes its phrase to stand for."""
    at: dict[int, Mention] = field(default_factory=dict)
    """Token of the article → the mention that holds it."""
    full: dict[str, Mention] = field(default_factory=dict)
    """Last word of a person's name → its fullest mention."""
    person: Mention | None = None
    thing: Mention | None = None
    plural: Mention | None = None
    latest: dict[str, dict[str, Mention]] = field(default_factory=lambda: {"person": {}, "country": {}})
    """Persons and countries by entity or name, each once, the last named last."""

    def keep(self, mention: Mention, first: int) -> None:
        """Takes note of where a mention stands; `first`: number of the first token of its sentence."""
        self.at.update(dict.fromkeys(range(first + mention.first, first + mention.last), mention))

    def antecedent(self, token: int) -> Mention | None:
        """Whom the reader takes the phrase of a token to stand for; null where it is not sure."""
        found = self.meant.get(token)
        return self.at.get(found.of) if found is not None and found.chance >= SURE else None

    def pair(self, kind: str) -> tuple[Mention, ...]:
        """The last two that were named."""
        last = tuple(islice(reversed(self.latest[kind].values()), 2))
        return last[::-1] if len(last) > 1 else ()

    def learn(self, mention: Mention) -> None:
        """Takes note of a named mention; a longer name replaces a shorter one."""
        if mention.kind in self.latest:
            self.latest[mention.kind].pop(mention.entity or mention.name, None)
            self.latest[mention.kind][mention.entity or mention.name] = mention
        if mention.kind == "person":
            key = _last_word(mention.name)
            known = self.full.get(key)
            if known is None or len(mention.name) > len(known.name):
                self.full[key] = mention
            self.person = self.full[key]
        elif mention.kind in ("force", "group") or mention.name.endswith("s"):
            self.plural = mention
        if mention.kind in ("country", "organization", "group", "outlet"):
            self.thing = mention
            self.plural = self.plural or mention


def _last_word(name: str) -> str:
    return (name.split() or [""])[-1].lower()


def remembered(mention: Mention, memory: Memory, token: int) -> Mention:
    """Short names take what their full form had; pronouns and descriptions what the reader takes them to stand for,
    pronouns else the last that fits. `token`: the number of its head in the article."""
    meant = memory.antecedent(token)
    if mention.kind == "pronoun":
        return _stood_for(mention, memory, meant)
    if pair := PAIR.fullmatch(mention.text.lower()):
        return replace(mention, members=memory.pair("person" if pair["noun"] in MEN else "country"))
    if mention.kind in ("person", "capital"):
        known = memory.full.get(_last_word(mention.name))
        if known is not None and known.name != mention.name and mention.name in known.name:
            return taken_for(mention, known)
    return mention if meant is None or meant.kind == "place" else _as_described(mention, meant)


def _as_described(mention: Mention, meant: Mention) -> Mention:
    """A description of nobody we know takes what the reader's antecedent has."""
    if mention.kind not in DESCRIBED or mention.country or mention.entity:
        return mention
    if mention.name.islower() and meant.kind in BEARERS.get(mention.kind, ()):  # "the group", "the agency"
        return taken_for(mention, meant)
    return replace(mention, country=meant.country) if meant.country else mention


SURE = 0.5
"""The chance of an antecedent from which the reader's is taken."""
DESCRIBED = frozenset({"role", "force", "organization", "group"})
BEARERS = {
    "organization": frozenset({"organization", "group", "outlet"}),
    "group": frozenset({"organization", "group"}),
    "role": frozenset({"person"}),
}
"""Kind of a description → the kinds of named mentions it can stand for."""
FITTING = {"person": frozenset({"person", "role", "capital"}), "thing": frozenset({"country", "organization", "group",
           "outlet", "force", "role", "capital"})}  # fmt: skip
"""Kind of a pronoun → the kinds of mentions it can stand for; "they" can stand for any."""


def _stood_for(mention: Mention, memory: Memory, meant: Mention | None) -> Mention:
    kind = grammar().pronouns[without_clitic(mention.text.lower())]
    if meant is not None and kind in KINDS_MEANT and meant.kind in FITTING.get(kind, (meant.kind,)) and meant.name:
        return taken_for(mention, meant)
    last = {"person": memory.person, "thing": memory.thing, "plural": memory.plural or memory.thing}.get(kind)
    return mention if last is None else taken_for(mention, last)


KINDS_MEANT = frozenset({"person", "thing", "plural"})
"""Pronouns that stand for somebody named; "we" and "you" are the speaker's."""


MEN = in_order("parties", "pairs_of_people")
STATES = in_order("parties", "pairs_of_states")
PAIR = re.compile(rf"(?:the two|both|both the)\s+(?P<noun>{'|'.join((*MEN, *STATES))})")
"""Descriptions of the two that were named last."""
