"""A question in words → what to look for: "Russian troops in Armenia" is forces of RUS at ARM."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

from sayso.errors import UsageError
from sayso.ledger.places import country_code, plain, where
from sayso.ontology import TYPES
from sayso.resources import table

AT = frozenset({"in", "from", "at", "on", "near", "to", "into", "of"})
FORCES = frozenset(
    {"troops", "troop", "forces", "force", "soldiers", "army", "military", "peacekeepers", "guards", "presence", "deployment", "withdrawal"}
)
SKIPPED = frozenset({"the", "a", "an", "and", "by", "with", "about", "border", "s", "what", "is", "are", "where"})
TYPE_NAME = re.compile(r"[A-Z][A-Z0-9_]{2,}")
LONGEST = 5
"""Words of the longest name that is looked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Keys to look for: who acts or whose force, who is acted upon, where, anyone anywhere; only movements; types of act; days.

    `first` and `last` are EDTF days of the happening; `since` the day after which news counts as a change.
    """

    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    moves: bool = False
    types: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    since: str | None = None


@cache
def _names() -> Mapping[str, str]:
    """Names and aliases of the actors table, and the names of the bodies that its people speak for → slug."""
    found: dict[str, str] = {}
    for row in table("actors.csv"):
        body = row["speaks_for"]
        if body:
            found.setdefault(body.partition(".")[2].replace("-", " "), body)
        for form in (row["name"], *row["aliases"].split("|")):
            if form:
                found.setdefault(form.casefold(), row["slug"])
    return found


def key_of(name: str) -> str:
    """The key of an actor as asked for: a country's code, name or demonym, a slug, a name of the actors table, else its plain form."""
    return country_code(name) or _names().get(name.casefold()) or (name if "." in name else plain(name))


def place_key(name: str) -> str:
    """The key of a place as asked for."""
    asked = where(name)
    return asked.key or asked.country or asked.name or plain(name)


Own = Callable[[], Collection[str]]
"""Types beside PLOVER's that a ledger's claims have; called only where a name is not PLOVER's."""


def nothing() -> Collection[str]:
    """No types of a user's own."""
    return ()


def type_of(name: str, own: Own = nothing) -> str:
    """A type by its name in any case: PLOVER's, or one that claims of the ledger have by a user's codebook. Raises UsageError."""
    kind = name.upper()
    if kind not in TYPES and kind not in (held := own()):
        raise UsageError(f"no type {name!r}; types are {', '.join((*TYPES, *sorted(held)))}")
    return kind


def asked(words: str, own: Own = nothing) -> Asked:
    """What a question in words looks for. Raises UsageError where it names nobody, nowhere and no type.

    A type of a user's own is written as there, in capitals.
    """
    tokens = re.findall(r"[\w.'’-]+", re.sub(r"['’]s\b", "", words))
    who: list[str] = []
    places: list[str] = []
    named: list[str] = []
    types: list[str] = []
    moves, at, i = False, False, 0
    while i < len(tokens):
        word = tokens[i].casefold()
        size, key = _longest(tokens[i:])
        if word in AT:
            at = True
        elif key is not None:
            (places if at else who).append(place_key(" ".join(tokens[i : i + size])) if at else key)
        elif word in FORCES:
            moves = True
        elif word.upper() in TYPES or (TYPE_NAME.fullmatch(tokens[i]) and tokens[i] in own()):
            types.append(word.upper())
        elif word not in SKIPPED:
            size = _run(tokens[i:])
            (places if at else named).append(plain(" ".join(tokens[i : i + size])))
        at = at and word in AT | SKIPPED
        i += size
    if not (who or places or named or types):
        raise UsageError(f'{words!r} names no actor, place or type; ask for example "Russian troops in Armenia"')
    return Asked(tuple(who), (), tuple(places), tuple(named), moves, tuple(types))


def titled(wanted: Asked) -> str:
    """A question in words for what was asked by options."""
    rows = (("by", wanted.who), ("to", wanted.whom), ("at", wanted.places), ("naming", wanted.named), ("type", wanted.types))
    pieces = [f"{word} {', '.join(keys)}" for word, keys in rows if keys]
    days = f"from {wanted.first or '…'} to {wanted.last or '…'}" if wanted.first or wanted.last else ""
    return " · ".join(filter(None, ["movements of forces" if wanted.moves else "claims", *pieces, days]))


def _longest(tokens: list[str]) -> tuple[int, str | None]:
    """How many words the longest known name at the beginning takes, and its key."""
    for size in range(min(LONGEST, len(tokens)), 0, -1):
        words = " ".join(tokens[:size])
        key = country_code(words) or _names().get(words.casefold())
        if key:
            return size, key
    return 1, None


def _run(tokens: list[str]) -> int:
    """Words with capitals ("Deir al-Zor") that stand together are one name."""
    size = 1
    while _capital(tokens[0]) and size < len(tokens) and _capital(tokens[size]) and _longest(tokens[size:])[1] is None:
        size += 1
    return size


def _capital(word: str) -> bool:
    return any(letter.isupper() for letter in word)
