"""Nouns that can head a party: forces, offices, occupations (data/titles.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.resources import table


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that can head a party. `force` is a ForceKind; `mouth` says that it speaks for the body before it."""

    kind: str
    sectors: tuple[str, ...]
    force: str | None = None
    mouth: bool = False


@cache
def _roles() -> dict[str, Role]:
    raw, found = table("titles.yaml"), {}
    for row in raw["forces"]:
        for word in row["words"]:
            found[word] = Role("force", tuple(row["sectors"]), force=row["force"])
    for row in raw["roles"]:
        for word in row["words"]:
            found.setdefault(word, Role(row["kind"], tuple(row["sectors"]), mouth=row.get("mouth", False)))
    return found


def role_of(word: str, before: str = "") -> Role | None:
    """The role of a lower-case noun, the two-word one ("border guards") first; null where it heads no party."""
    return _roles().get(f"{before} {word}") or _roles().get(word)
