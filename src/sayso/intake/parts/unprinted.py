"""Credits that a page's metadata give and its text does not: agencies and authors without words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.ground.names import Names
from sayso.intake.page.line import line_key
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


def with_unprinted(printed: Credits, said: Makers, names: Names, outlet: str = "") -> Credits:
    """The credits read off a text, and behind them those that only the metadata give: agencies that the text does not
    credit, and authors where it credits nobody; the `outlet` itself is none."""
    told = _agencies(said, names)
    printed = replace(printed, agencies=tuple(_in_full(credit, told, names) for credit in printed.agencies))
    agencies = [name for name in told if name not in {c.name for c in printed.agencies}]
    others = {c.name.casefold() for c in (*printed.translators, *printed.editors)}
    own = line_key(outlet)
    people = [n for n in _people(said, names) if n.casefold() not in others and not is_outlet(n, own)]
    authors = [] if printed.authors else people
    return replace(
        printed,
        agencies=(*printed.agencies, *map(_unprinted, agencies)),
        authors=(*printed.authors, *map(_unprinted, authors)),
    )


def _in_full(credit: Credit, told: Iterable[str], names: Names) -> Credit:
    """A sign that stands for an agency of the metadata ("PNA" where these name the Philippine News Agency) is that
    agency."""
    for name in told if credit.name.isupper() else ():
        row = names.outlet(name)
        forms = (row.name, *row.aliases) if row else ()
        if credit.name in {"".join(word[0] for word in form.split() if word[0].isupper()) for form in forms}:
            return replace(credit, name=name)
    return credit


def is_outlet(name: str, own: str) -> bool:
    """Whether a name is the outlet's own (`own` is its key), or begins with it ("Harbour Standard Online")."""
    key = line_key(name)
    return bool(own) and (key.startswith(own) or (len(key) >= LONG_KEY and own.startswith(key)))


LONG_KEY = 8
"""Letters of a beginning of the outlet's name that is the outlet."""


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
