"""What the article has named so far: short names, pronouns and "the two leaders" take what it told before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice

from sayso.claims.parties.mention import Mention, taken_for
from sayso.claims.parties.seeds import bare
from sayso.english.closed import grammar
from sayso.english.lists import in_order


@dataclass(slots=True)
class Memory:
    """What the article has named so far, for short names and pronouns. Grows in reading order only."""

    full: dict[str, Mention] = field(default_factory=dict)
    """Last word of a person's name → its fullest mention."""
    person: Mention | None = None
    thing: Mention | None = None
    plural: Mention | None = None
    latest: dict[str, dict[str, Mention]] = field(default_factory=lambda: {"person": {}, "country": {}})
    """Persons and countries by entity or name, each once, the last named last."""

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


def remembered(mention: Mention, memory: Memory) -> Mention:
    """Short names take what their full form had; pronouns take the whole person."""
    if mention.kind == "pronoun":
        kind = grammar().pronouns[bare(mention.text.lower())]
        meant = {"person": memory.person, "thing": memory.thing, "plural": memory.plural or memory.thing}.get(kind)
        return mention if meant is None else taken_for(mention, meant)
    if pair := PAIR.fullmatch(mention.text.lower()):
        return replace(mention, members=memory.pair("person" if pair["noun"] in MEN else "country"))
    if mention.kind in ("person", "capital"):
        known = memory.full.get(_last_word(mention.name))
        if known is not None and known.name != mention.name and mention.name in known.name:
            return taken_for(mention, known)
    return mention


MEN = in_order("parties", "pairs_of_people")
STATES = in_order("parties", "pairs_of_states")
PAIR = re.compile(rf"(?:the two|both|both the)\s+(?P<noun>{'|'.join((*MEN, *STATES))})")
"""Descriptions of the two that were named last."""
