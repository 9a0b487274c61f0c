"""Credits that a page's metadata give and its text does not: agencies and authors without words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.ground.names import Names
from sayso.intake.parts.credits import agency_names, people_in
from sayso.records import Credit, Credits

if TYPE_CHECKING:
    from sayso.intake.page.makers import Makers

_CUT = re.compile(
    r"\s*[,;|/&()\[\]•·–—+]\s*|\s+-\s+|\s+(?:and|with|via|for|of|from|through|y|e|et|und|con|mit|avec|ve)\s+",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"^(?:the|by|from|via|source|agence|agencia|agentur)\s*:?\s+"
    r"|\s*:?\s+(?:news(?: agency| wire| service)?|newswire|newsroom"
    r"|staff(?: writers?| reporters?)?|bureau|wire|agency|online|english|international)$",
    re.IGNORECASE,
)
"""Words beside an agency's name in such a field ("Reuters Staff")."""


def with_unprinted(printed: Credits, said: Makers, names: Names) -> Credits:
    """The credits read off a text, and behind them those that only the metadata give: agencies that the text does not
    credit, and authors where it credits nobody."""
    agencies = [name for name in _agencies(said, names) if name not in {c.name for c in printed.agencies}]
    others = {c.name.casefold() for c in (*printed.translators, *printed.editors)}
    authors = [] if printed.authors else [n for n in _people(said, names) if n.casefold() not in others]
    return replace(
        printed,
        agencies=(*printed.agencies, *map(_unprinted, agencies)),
        authors=(*printed.authors, *map(_unprinted, authors)),
    )


def _unprinted(name: str) -> Credit:
    return Credit(name, basis="metadata")


def _agencies(said: Makers, names: Names) -> tuple[str, ...]:
    """Agencies that stand alone in a field, or beside somebody's name ("Jane Roe, AFP"): "Reuters Institute" is
    none."""
    pieces = (piece for words in (*said.writers, *said.houses) for piece in _CUT.split(words))
    found = (_agency(piece, names) for piece in pieces)
    return tuple(dict.fromkeys(name for name in found if name))


def _agency(piece: str, names: Names) -> str | None:
    for words in _shorter(piece.strip(" .:")):
        if name := agency_names(names).get(words.casefold()):
            return name
    return None


def _shorter(words: str) -> Iterator[str]:
    """The words, and what is left of them without those that stand beside an agency's name."""
    yield words
    while (less := _BESIDE.sub("", words).strip(" .:")) != words:
        words = less
        yield words


def _people(said: Makers, names: Names) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for words in said.writers for name in people_in(words, names)))
