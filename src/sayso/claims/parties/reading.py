"""A chunk read as a party: by the name, the role noun or the mere form of its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.names.finder import NameHit
from sayso.claims.names.titles import Role, role_of
from sayso.claims.parties.mention import Mention
from sayso.claims.syntax.chunks import Chunk
from sayso.english.closed import grammar
from sayso.english.lists import in_order
from sayso.reading import Token

KIND_OF_NAME = {
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


def new_mention(
    text: str, tokens: Sequence[Token], chunk: Chunk, start: int, end: int, kind: str, name: str
) -> Mention:
    """A chunk as a mention of which only kind and name are known."""
    return Mention(text[start:end], start, end, chunk.first, chunk.last, chunk.head, kind, name)


def by_name(
    text: str, tokens: Sequence[Token], chunk: Chunk, span: tuple[int, int], hit: NameHit, inner: Sequence[NameHit]
) -> Mention:
    """A chunk headed by a name: title before it, role nouns give further sectors."""
    kind = KIND_OF_NAME.get(hit.kind, "capital")
    other = next(
        (h for h in inner if h.country and h.country != hit.country and h.end <= hit.start and own(text, h)), None
    )
    if other is not None and hit.country and kind == "organization" and " " not in text[hit.start : hit.end]:
        name = _plain_name(text[span[0] : span[1]])
        return replace(
            new_mention(text, tokens, chunk, *span, kind=kind, name=name), country=other.country, sectors=hit.sectors
        )
    start = hit.start if kind == "person" else span[0]
    base = new_mention(
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
        base, title=title, country=hit.country or country_within(text, inner), sectors=hit.sectors, entity=hit.entity,
        speaks_for=hit.speaks_for,
    )  # fmt: skip


def _spelt(words: str, hit: NameHit) -> str:
    """The article's own spelling of a whole name; the table's where the text gives less."""
    whole = len(words.split()) == len(hit.name.split()) > 1 and role_of(words.split()[-2].lower()) is None
    return words if whole else hit.name


def by_role(
    text: str, tokens: Sequence[Token], chunk: Chunk, span: tuple[int, int], role: Role, inner: Sequence[NameHit]
) -> Mention:
    """A chunk headed by a role noun: "Russian border guards", "the Kremlin spokesman", "a senior official"."""
    base = new_mention(text, tokens, chunk, *span, kind="force" if role.force else "role", name="")
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
        base,
        name=name,
        kind=kind,
        country=country_within(text, inner),
        sectors=sectors,
        force=role.force,
        speaks_for=mouth,
    )


def _called(tokens: Sequence[Token], chunk: Chunk, inner: Sequence[NameHit]) -> bool:
    """ "Al-Ahrar television", "the Monitor newspaper": a capital that is no name of a place or people stands before
    the noun."""
    before = tokens[chunk.head - 1] if chunk.head > chunk.first else None
    plain = before is None or not before.text[:1].isupper() or before.text.lower() in grammar().determiners
    return before is not None and not plain and not any(h.start <= before.start < h.end for h in inner)


def after_outlet(tokens: Sequence[Token], chunk: Chunk, hit: NameHit) -> int | None:
    """The first token of a name of places that stands right after a noun of outlets: "the newspaper Sabah"."""
    first = next((i for i in range(chunk.first, chunk.last) if tokens[i].start == hit.start), None)
    role = role_of(tokens[first - 1].text.lower()) if first is not None and first > chunk.first else None
    return first if role is not None and role.kind == "outlet" and tokens[(first or 1) - 1].text.islower() else None


def outlet_by_form(
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
    base = new_mention(
        text, tokens, chunk, span[0], max(span[1], end), kind="outlet", name=text[tokens[first].start : end]
    )
    return replace(base, country=country_within(text, inner), sectors=("MED",))


def _plain_name(words: str) -> str:
    return re.sub(r"^(?:the|an?|its|his|their|our)\s+", "", words, flags=re.IGNORECASE)


def by_form(
    text: str, tokens: Sequence[Token], chunk: Chunk, span: tuple[int, int], inner: Sequence[NameHit]
) -> Mention:
    """Capitals that no table knows: a person after a title, else a name of unknown kind."""
    first = _name_starts(tokens, chunk, inner)
    titled = [role_of(tokens[i].text.lower()) for i in range(chunk.first, first)]
    role = next((r for r in reversed(titled) if r is not None), None)
    name, inner = _whole_name(text, tokens, chunk, first), _beside_head(tokens, chunk, inner)
    if role is not None and role.kind == "outlet":
        return outlet_by_form(text, tokens, chunk, span, first, inner)
    person = role is not None and role.kind in ("person", "spokesperson")
    start = tokens[first].start if person else span[0]
    base = new_mention(text, tokens, chunk, start, span[1], "person" if person else "capital", name)
    title = (text[span[0] : start].strip() or None) if person else None
    country, sectors = country_within(text, inner), role.sectors if role else ()
    return replace(base, title=title, country=country, speaks_for=_mouth_of(role, inner), sectors=sectors)


def goes_on(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """The name does not end with its head: "Movement for Democratic Change"."""
    return chunk.last - 1 > chunk.head and tokens[chunk.last - 1].text[:1].isupper()


def _whole_name(text: str, tokens: Sequence[Token], chunk: Chunk, first: int) -> str:
    last = chunk.last - 1 if goes_on(tokens, chunk) else chunk.head
    return _plain_name(text[tokens[first].start : tokens[last].end])


def _beside_head(tokens: Sequence[Token], chunk: Chunk, inner: Sequence[NameHit]) -> list[NameHit]:
    """The names in a chunk; that of its head alone is none where the chunk names another body."""
    return [h for h in inner if not goes_on(tokens, chunk) or h.end != tokens[chunk.head].end]


def _name_starts(tokens: Sequence[Token], chunk: Chunk, inner: Sequence[NameHit]) -> int:
    """The first of the capitals that run up to the head; role nouns and known names are no part of them."""
    first = chunk.head
    while first > chunk.first and tokens[first - 1].text[:1].isupper():
        before = tokens[first - 1]
        if role_of(before.text.lower()) is not None or any(h.start <= before.start < h.end for h in inner):
            break
        first -= 1
    return first


def _mouth_of(role: Role | None, inner: Sequence[NameHit]) -> str | None:
    """The entity that somebody of this role speaks for: the foremost that the chunk names."""
    owner = min(inner, key=lambda h: RANK.get(h.kind, 99), default=None)
    return owner.entity if role and role.mouth and owner else None


FRIENDS = in_order("parties", "friend_endings")
FRIEND_PREFIXES = ("pro-", "anti-")


def own(text: str, hit: NameHit) -> bool:
    """The name is that of whom something belongs to; "US-backed", "pro-Russian" tell whose friend it is."""
    return not text.startswith(FRIENDS, hit.end) and not text[max(0, hit.start - 5) : hit.start].lower().endswith(
        FRIEND_PREFIXES
    )


def country_within(text: str, inner: Sequence[NameHit]) -> str | None:
    """The country whose name stands in a chunk as an owner."""
    return next((h.country for h in inner if h.country and own(text, h)), None)
