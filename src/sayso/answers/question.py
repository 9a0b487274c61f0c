"""A question in words → what to look for: "Russian troops in Armenia" is forces of RUS at ARM."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.errors import UsageError
from sayso.ground import edtf
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import country_code, plain, spelling_key, where
from sayso.ontology import TYPES
from sayso.resources import table

TYPE_NAME = re.compile(r"[A-Z][A-Z0-9_]{2,}")
ASKED_ROLES = {
    "who": ("actor", "force"),
    "whom": ("recipient",),
    "places": ("place",),
    "named": ("actor", "force", "recipient", "place", "source"),
}
"""Field of a question → the roles in which a claim may name its keys."""
LONGEST_ASKED = 5
"""Words of the longest name that is looked for."""


@dataclass(frozen=True, slots=True)
class AskedKeys:
    """Keys to look for: who acts or whose force, who is acted upon, where, anyone anywhere; only movements; types of
    act; days.

    `first` and `last` are EDTF dates of the happening; `since` the date after which news counts as a change. Raises
    UsageError where one of them is none.
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
    unread: tuple[str, ...] = ()
    """Words of the question that were not understood, or narrow nothing."""
    loose: tuple[str, ...] = ()
    """Keys that came from words, as they were written: one that a ledger nowhere names narrows nothing."""

    def __post_init__(self) -> None:
        edtf.check_dates({"first": self.first, "last": self.last, "since": self.since})


def key_of(name: str, names: Names = PACKAGED_NAMES) -> str:
    """The key of whoever is asked about: a country's code, name or demonym, a slug, a name of the tables, else its
    plain form."""
    return names.key(name) or (name if "." in name else plain(name))


def place_key(name: str, names: Names = PACKAGED_NAMES) -> str:
    """The key of a place as asked for."""
    asked = where(names.place_asked(name))
    return asked.key or asked.country or asked.name or spelling_key(name)


Own = Callable[[], Collection[str]]
"""Types beside PLOVER's that a ledger's claims have; called only where a name is not PLOVER's."""


def nothing() -> Collection[str]:
    """No types of a user's own."""
    return ()


def type_of(name: str, own: Own = nothing) -> str:
    """A type by its name in any case: PLOVER's, or one that claims of the ledger have by a user's codebook. Raises
    UsageError."""
    kind = name.upper()
    if kind not in TYPES and kind not in (held := own()):
        raise UsageError(f"no type {name!r}; types are {', '.join((*TYPES, *sorted(held)))}")
    return kind


def asked(words: str, own: Own = nothing, names: Names = PACKAGED_NAMES) -> AskedKeys:
    """What a question in words looks for. Raises UsageError where it names nobody, nowhere and no type.

    A type of a user's own is written as there, in capitals. Of two countries ("Chilean troops withdraw Peru") the first
    is who acts, the other anybody or any place. Words that say nothing here are kept as `unread`.
    """
    tokens = re.findall(r"[\w.'’-]+", re.sub(r"['’]s\b", "", words))
    found = _Heard(names, own)
    while tokens:
        tokens = tokens[found.take(tokens) :]
    if not (found.who or found.places or found.named or found.types):
        raise UsageError(f'{words!r} names no actor, place or type; ask for example "Russian troops in Armenia"')
    return AskedKeys(
        tuple(found.who), (), tuple(found.places), tuple(found.named), found.moves, tuple(found.types),
        unread=tuple(found.unread), loose=tuple(found.named),
    )  # fmt: skip


class _Heard:
    """What a question has named so far; `at` while a place may follow."""

    def __init__(self, names: Names, own: Own) -> None:
        self._names, self._own, self._at = names, own, False
        self.who: list[str] = []
        self.places: list[str] = []
        self.named: list[str] = []
        self.types: list[str] = []
        self.unread: list[str] = []
        self.moves = False

    def take(self, tokens: list[str]) -> int:
        """Reads what stands first; returns how many words that is."""
        word = tokens[0].casefold()
        size, key = _longest(tokens, self._names.key)
        ground, found = _longest(tokens, self._own_place)
        if word in _words("at"):
            self._at = True
        elif found is not None and ground >= size:
            size = ground
            (self.places if self._at else self.named).append(found)
        elif key is not None:
            self._name(key, " ".join(tokens[:size]))
        elif word in _words("forces") | _words("moving"):
            self.moves = True
        elif self._is_type(tokens[0]):
            self.types.append(word.upper())
        elif word not in _words("skipped"):
            size = self._other(tokens)
        self._at = self._at and word in _words("at") | _words("skipped") | _words("compass")
        return size

    def _own_place(self, words: str) -> str | None:
        """The key of a place of a user's own table by one of its names; null where it has none."""
        return place_key(words, self._names) if self._names.knows_place(words) and _capital(words) else None

    def _name(self, key: str, words: str) -> None:
        """A name of the tables: a place after "in", else who acts; a second one is anybody, or any place."""
        if self._at:
            self.places.append(place_key(words, self._names))
        elif self.who and country_code(words):
            self.named.append(key)
        else:
            self.who.append(key)

    def _other(self, tokens: list[str]) -> int:
        """A name that no table has, or a word that says nothing here; returns how many words that is."""
        size = _run(tokens, self._names)
        words = " ".join(tokens[:size])
        if tokens[0].casefold() in _words("compass") or not (_capital(tokens[0]) or self._at):
            self.unread.append(words)
        elif self._at:
            self.places.append(spelling_key(words))
        else:
            self.named.append(plain(words))
        return size

    def _is_type(self, token: str) -> bool:
        return token.upper() in TYPES or bool(TYPE_NAME.fullmatch(token) and token in self._own())


@cache
def _words(which: str) -> frozenset[str]:
    """A list of data/question.yaml."""
    return frozenset(table("question.yaml")[which])


def narrowed_question(
    question: str | None, own: Own, names: Names, *, actor: Sequence[str] = (), recipient: Sequence[str] = (),
    place: Sequence[str] = (), kinds: Sequence[str] = (), first: str | None = None, last: str | None = None,
    since: str | None = None,
) -> AskedKeys | None:  # fmt: skip
    """A question in words, narrowed by names, types and days; null where neither says anything. Raises UsageError as
    `asked` and `type_of` do."""
    base = asked(question, own, names) if question else AskedKeys()
    wanted = replace(
        base,
        who=(*base.who, *(key_of(name, names) for name in actor)),
        whom=tuple(key_of(name, names) for name in recipient),
        places=(*base.places, *(place_key(name, names) for name in place)),
        types=(*base.types, *(type_of(kind, own) for kind in kinds)),
        first=first,
        last=last,
        since=since,
    )
    return None if replace(wanted, unread=(), loose=()) == AskedKeys(since=since) else wanted


def asked_roles(wanted: AskedKeys) -> list[tuple[str, tuple[str, ...]]]:
    """What is asked for, key by key, each with the roles in which a claim may name it; about an outlet, its word is
    asked for too."""
    named = [(key, found) for field, found in ASKED_ROLES.items() for key in getattr(wanted, field)]
    return [(key, (*found, "source") if key.startswith("outlet.") else found) for key, found in named]


def titled(wanted: AskedKeys) -> str:
    """A question in words for what was asked by options."""
    rows = (
        ("by", wanted.who),
        ("to", wanted.whom),
        ("at", wanted.places),
        ("naming", wanted.named),
        ("type", wanted.types),
    )
    pieces = [f"{word} {', '.join(keys)}" for word, keys in rows if keys]
    days = f"from {wanted.first or '…'} to {wanted.last or '…'}" if wanted.first or wanted.last else ""
    return " · ".join(filter(None, ["movements of forces" if wanted.moves else "claims", *pieces, days]))


def _longest(tokens: list[str], key_of_name: Callable[[str], str | None]) -> tuple[int, str | None]:
    """How many words the longest known name at the beginning takes, and its key."""
    for size in range(min(LONGEST_ASKED, len(tokens)), 0, -1):
        key = key_of_name(" ".join(tokens[:size]))
        if key:
            return size, key
    return 1, None


def _run(tokens: list[str], names: Names) -> int:
    """Words with capitals ("Deir al-Zor") that stand together are one name."""
    size = 1
    while (
        _capital(tokens[0])
        and size < len(tokens)
        and _capital(tokens[size])
        and _longest(tokens[size:], names.key)[1] is None
    ):
        size += 1
    return size


def _capital(word: str) -> bool:
    return any(letter.isupper() for letter in word)
