"""Who is meant: chunks of a sentence → mentions with name, title, country, sectors and entity, and who a pronoun
stands for."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import cast

from sayso.claims.names.gazetteer import NameHit, Role, role_of
from sayso.claims.parties.seeds import bare, bodies, seeds
from sayso.claims.syntax.chunks import Chunk, chunks
from sayso.english.closed import grammar
from sayso.reading import Entity, Token
from sayso.records import Party, digest
from sayso.spans import Spanned

NAMED = {
    "leader": "person",
    "country": "country",
    "capital": "country",
    "metonym": "country",
    "demonym": "country",
    "organization": "organization",
    "group": "group",
    "outlet": "outlet",
    "city": "place",
    "region": "place",
}
RANK = {"leader": 0, "group": 1, "organization": 2, "outlet": 3, "metonym": 4, "country": 5, "capital": 6, "demonym": 7,
        "region": 8, "city": 9}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention(Spanned):
    """One chunk understood. `first`, `last` and `head` are tokens of its sentence; offsets are those of the article."""

    text: str
    start: int
    end: int
    first: int
    last: int
    head: int
    kind: str
    """person country organization group force role outlet place pronoun capital"""
    name: str
    title: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity: str | None = None
    force: str | None = None
    speaks_for: str | None = None
    members: tuple[Mention, ...] = ()
    """Whom "the two leaders", "both countries" stand for."""

    def each(self) -> tuple[Mention, ...]:
        """The mention itself, or one on its words for each of its members."""
        whole = replace(self, members=())
        return tuple(_as(whole, member) for member in self.members) or (self,)

    def party(self) -> Party:
        """The record of this mention. An unknown entity gets an id from its name and country."""
        entity = self.entity or f"x:{digest(self.name.lower(), self.country or '')}"
        return Party(self.text, self.start, self.end, self.name, self.title, self.country, self.sectors, entity)


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


def mentions(
    text: str, tokens: Sequence[Token], hits: Sequence[NameHit], verbs: frozenset[int], memory: Memory,
    entities: Sequence[Entity] = (),
) -> list[Mention]:  # fmt: skip
    """All parties a sentence could hold, in order, pronouns resolved against what went before.

    `entities` are the names that the reader sees in the sentence.
    """
    people = [(e.start, e.end) for e in entities if e.kind == "PER"]
    found = []
    opening = {tokens[0].text.lower(): e for e in entities if tokens and tokens[0].start == e.start}
    called = ChainMap[str, object](dict(opening), cast("dict[str, object]", memory.full))
    apart = [*people, *((hit.start, hit.end) for hit in hits)]
    for chunk in bodies(tokens, chunks(tokens, seeds(tokens, hits, verbs, called), verbs), apart):
        mention = _understand(text, tokens, chunk, hits)
        if mention.kind == "capital" and any(s < mention.end and mention.start < e for s, e in people):
            mention = replace(mention, kind="person")
        mention = _remember(mention, memory)
        if mention.kind not in ("pronoun", "place", "capital"):
            memory.learn(mention)
        found.append(mention)
    return found


def _understand(text: str, tokens: Sequence[Token], chunk: Chunk, hits: Sequence[NameHit]) -> Mention:
    chunk = _without_openers(tokens, chunk)
    start, end = _trimmed(tokens, chunk)
    inner = [h for h in hits if start <= h.start and h.end <= end]
    head = tokens[chunk.head]
    low = head.text.lower()
    if bare(low) in grammar().pronouns:
        end = head.start + len(bare(low))
        return _mention(text, tokens, chunk, head.start, end, kind="pronoun", name=text[head.start : end])
    heading = next((h for h in inner if h.end == head.end), None)
    role = role_of(low, tokens[chunk.head - 1].text.lower() if chunk.head else "")
    if (
        heading is not None
        and heading.kind in ("city", "region", "capital")
        and (at := _after_outlet(tokens, chunk, heading)) is not None
    ):
        return _outlet(text, tokens, chunk, (start, end), at, inner)
    if heading is not None and heading.kind != "demonym":
        return _named(text, tokens, chunk, (start, end), heading, inner)
    if role is not None:
        return _described(text, tokens, chunk, (start, end), role, inner)
    if heading is not None:
        named = _named(text, tokens, chunk, (start, end), heading, inner)
        return replace(named, kind="place") if _modifies_noun(tokens, chunk.last) else named
    return _unknown(text, tokens, chunk, (start, end), inner)


def _modifies_noun(tokens: Sequence[Token], after: int) -> bool:
    """A demonym before a plain noun ("Armenian regions", "Russian gas") is no party."""
    word = tokens[after].text if after < len(tokens) else "."
    g = grammar()
    closed = (
        word in g.prepositions
        or word in g.conjunctions
        or word in g.auxiliaries
        or word in g.adverbs
        or word in g.pronouns
    )
    return word[:1].islower() and not closed and not word.endswith(("ed", "ly")) and word not in ("to", "not", "s")


ABOUT = frozenset({"about", "over", "around", "on", "both", "angry", "up"})
"""Words that can open a number ("over 200 troops"); before a name they belong to what stands before."""


def _without_openers(tokens: Sequence[Token], chunk: Chunk) -> Chunk:
    first = chunk.first
    while first < chunk.head and _opens(tokens[first].text.lower(), tokens[first + 1].text):
        first += 1
    return replace(chunk, first=first)


def _opens(word: str, after: str) -> bool:
    if word == "both":
        return after[:1].isupper()
    return word in ABOUT and (word == "on" or not after[:1].isdigit())


def _trimmed(tokens: Sequence[Token], chunk: Chunk) -> tuple[int, int]:
    return tokens[chunk.first].start, tokens[chunk.last - 1].end


def _mention(text: str, tokens: Sequence[Token], chunk: Chunk, start: int, end: int, kind: str, name: str) -> Mention:
    return Mention(text[start:end], start, end, chunk.first, chunk.last, chunk.head, kind, name)


def _named(
    text: str, tokens: Sequence[Token], chunk: Chunk, span: tuple[int, int], hit: NameHit, inner: Sequence[NameHit]
) -> Mention:
    """A chunk headed by a name: title before it, role nouns give further sectors."""
    kind = NAMED.get(hit.kind, "capital")
    other = next(
        (h for h in inner if h.country and h.country != hit.country and h.end <= hit.start and own(text, h)), None
    )
    if other is not None and hit.country and kind == "organization" and " " not in text[hit.start : hit.end]:
        name = _plain_name(text[span[0] : span[1]])
        return replace(
            _mention(text, tokens, chunk, *span, kind=kind, name=name), country=other.country, sectors=hit.sectors
        )
    start = hit.start if kind == "person" else span[0]
    base = _mention(
        text,
        tokens,
        chunk,
        start,
        span[1],
        kind,
        _spelt(text[hit.start : hit.end], hit) if kind == "person" else hit.name,
    )
    title = text[span[0] : hit.start].strip() or hit.role if kind == "person" else None
    return replace(
        base, title=title, country=hit.country or _country(text, inner), sectors=hit.sectors, entity=hit.entity,
        speaks_for=hit.speaks_for,
    )  # fmt: skip


def _spelt(words: str, hit: NameHit) -> str:
    """The article's own spelling of a whole name; the table's where the text gives less."""
    whole = len(words.split()) == len(hit.name.split()) > 1 and role_of(words.split()[-2].lower()) is None
    return words if whole else hit.name


def _described(
    text: str, tokens: Sequence[Token], chunk: Chunk, span: tuple[int, int], role: Role, inner: Sequence[NameHit]
) -> Mention:
    """A chunk headed by a role noun: "Russian border guards", "the Kremlin spokesman", "a senior official"."""
    base = _mention(text, tokens, chunk, *span, kind="force" if role.force else "role", name="")
    owner = min(inner, key=lambda h: RANK.get(h.kind, 99), default=None)
    sectors = tuple(dict.fromkeys((*role.sectors, *(owner.sectors if owner and not role.sectors else ()))))
    name = _plain_name(text[span[0] : span[1]])
    mouth = owner.entity if owner and role.mouth else None
    kind = "organization" if role.kind == "organization" else base.kind
    if owner and owner.kind == "outlet" and role.kind == "outlet":
        return replace(
            base, kind="outlet", name=owner.name, country=owner.country, sectors=owner.sectors, entity=owner.entity
        )
    if role.kind == "outlet" and _called(tokens, chunk, inner):
        kind = "outlet"
    return replace(
        base, name=name, kind=kind, country=_country(text, inner), sectors=sectors, force=role.force, speaks_for=mouth
    )


def _called(tokens: Sequence[Token], chunk: Chunk, inner: Sequence[NameHit]) -> bool:
    """ "Al-Ahrar television", "the Monitor newspaper": a capital that is no name of a place or people stands before
    the noun."""
    before = tokens[chunk.head - 1] if chunk.head > chunk.first else None
    plain = before is None or not before.text[:1].isupper() or before.text.lower() in grammar().determiners
    return before is not None and not plain and not any(h.start <= before.start < h.end for h in inner)


def _after_outlet(tokens: Sequence[Token], chunk: Chunk, hit: NameHit) -> int | None:
    """The first token of a name of places that stands right after a noun of outlets: "the newspaper Sabah"."""
    first = next((i for i in range(chunk.first, chunk.last) if tokens[i].start == hit.start), None)
    role = role_of(tokens[first - 1].text.lower()) if first is not None and first > chunk.first else None
    return first if role is not None and role.kind == "outlet" and tokens[(first or 1) - 1].text.islower() else None


def _outlet(
    text: str, tokens: Sequence[Token], chunk: Chunk, span: tuple[int, int], first: int, inner: Sequence[NameHit]
) -> Mention:  # fmt: skip
    """An outlet by its form: "the newspaper Sabah", "Radio Sur", "Channel Nine"."""
    while (
        first > chunk.first
        and tokens[first - 1].text[:1].isupper()
        and tokens[first - 1].text.lower() not in grammar().determiners
    ):
        first -= 1
    number = tokens[chunk.last] if chunk.last < len(tokens) else None
    joined = number is not None and number.text.isdigit() and number.start == tokens[chunk.head].end
    end = number.end if joined and number is not None else tokens[chunk.head].end
    base = _mention(
        text, tokens, chunk, span[0], max(span[1], end), kind="outlet", name=text[tokens[first].start : end]
    )
    return replace(base, country=_country(text, inner), sectors=("MED",))


def _plain_name(words: str) -> str:
    return re.sub(r"^(?:the|an?|its|his|their|our)\s+", "", words, flags=re.IGNORECASE)


def _unknown(
    text: str, tokens: Sequence[Token], chunk: Chunk, span: tuple[int, int], inner: Sequence[NameHit]
) -> Mention:
    """Capitals that no table knows: a person after a title, else a name of unknown kind."""
    first = chunk.head
    while first > chunk.first and tokens[first - 1].text[:1].isupper() and role_of(tokens[first - 1].text.lower()) is None \
            and not any(h.start <= tokens[first - 1].start < h.end for h in inner):  # fmt: skip
        first -= 1
    titled = [role_of(tokens[i].text.lower()) for i in range(chunk.first, first)]
    role = next((r for r in reversed(titled) if r is not None), None)
    name = text[tokens[first].start : tokens[chunk.head].end]
    if role is not None and role.kind == "outlet":
        return _outlet(text, tokens, chunk, span, first, inner)
    kind = "person" if role is not None and role.kind in ("person", "spokesperson") else "capital"
    start = tokens[first].start if kind == "person" else span[0]
    base = _mention(text, tokens, chunk, start, span[1], kind, name)
    title = text[span[0] : start].strip() or None
    owner = min(inner, key=lambda h: RANK.get(h.kind, 99), default=None)
    mouth = owner.entity if role and role.mouth and owner else None
    return replace(
        base, title=title if kind == "person" else None, country=_country(text, inner), speaks_for=mouth,
        sectors=role.sectors if role else (),
    )  # fmt: skip


def _last_word(name: str) -> str:
    return (name.split() or [""])[-1].lower()


FRIENDS = (
    "-backed",
    "-funded",
    "-armed",
    "-trained",
    "-aligned",
    "-allied",
    "-supported",
    "-sponsored",
    "-equipped",
    "-held",
)
SIDES = ("pro-", "anti-")


def own(text: str, hit: NameHit) -> bool:
    """The name is that of whom something belongs to; "US-backed", "pro-Russian" tell whose friend it is."""
    return not text.startswith(FRIENDS, hit.end) and not text[max(0, hit.start - 5) : hit.start].lower().endswith(SIDES)


def _country(text: str, inner: Sequence[NameHit]) -> str | None:
    return next((h.country for h in inner if h.country and own(text, h)), None)


def _remember(mention: Mention, memory: Memory) -> Mention:
    """Short names take what their full form had; pronouns take the whole person."""
    if mention.kind == "pronoun":
        kind = grammar().pronouns[bare(mention.text.lower())]
        meant = {"person": memory.person, "thing": memory.thing, "plural": memory.plural or memory.thing}.get(kind)
        return mention if meant is None else _as(mention, meant)
    if pair := PAIR.fullmatch(mention.text.lower()):
        return replace(mention, members=memory.pair("person" if pair["noun"] in MEN else "country"))
    if mention.kind in ("person", "capital"):
        known = memory.full.get(_last_word(mention.name))
        if known is not None and known.name != mention.name and mention.name in known.name:
            return _as(mention, known)
    return mention


MEN = (
    "leaders",
    "presidents",
    "men",
    "ministers",
    "premiers",
    "prime ministers",
    "foreign ministers",
    "defence ministers",
)
STATES = ("countries", "nations", "governments", "states", "neighbours", "neighbors", "sides", "capitals", "armies")
PAIR = re.compile(rf"(?:the two|both|both the)\s+(?P<noun>{'|'.join((*MEN, *STATES))})")
"""Descriptions of the two that were named last."""


def _as(mention: Mention, meant: Mention) -> Mention:
    kind = mention.kind if mention.kind == "pronoun" else meant.kind
    return replace(
        mention, kind=kind, name=meant.name, title=mention.title or meant.title, country=meant.country,
        sectors=meant.sectors, entity=meant.entity, force=meant.force, speaks_for=meant.speaks_for,
    )  # fmt: skip
