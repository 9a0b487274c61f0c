"""When two codings of one text say the same of a field: the same parties, link, chain, time, amounts, movement.

Values are the JSON of the record (`docs/schema`), so that claims of any coder, of a person or of gold data can be
compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from sayso import resources

Fields = Mapping[str, Any]
UNNAMED_KINDS = frozenset({"anonymous", "witness"})
COPY_SHARE = 0.6
"""An agency or outlet that opens the chain of so many of an article's claims wrote the copy."""
MOST_PARTIES = 6
"""Lists are compared up to this length, since every way of pairing them is tried."""
LONGEST_PARTY = 12
"""A party of more words is a clause, not a party."""


@cache
def _table() -> tuple[
    frozenset[str], frozenset[str], tuple[tuple[re.Pattern[str], str], ...], Mapping[str, str], re.Pattern[str]
]:
    raw = resources.table("alike.yaml")
    patterns = tuple((re.compile(pattern, re.IGNORECASE), f" {name} ") for name, pattern in raw["patterns"].items())
    return frozenset(raw["small"]), frozenset(raw["common"]), patterns, raw["short"], re.compile(raw["continents"])


@lru_cache(maxsize=1 << 14)
def name_words(name: str | None) -> frozenset[str]:
    """The words by which a name is known: no possessives, numbers or small words; a name written in several ways
    counts as one."""
    small, _, patterns, short, continents = _table()
    text = re.sub(r"\bUS\b", "usa", " ".join((name or "").split()))
    text = continents.sub(lambda m: m[0].replace("America", "Americas"), text)
    for pattern, one in patterns:
        text = pattern.sub(one, text)
    text = re.sub(r"['’‘]s\b|['’‘]", " ", text.lower())
    return frozenset(short.get(w, w) for w in re.findall(r"\w+", text) if w not in small and not w.isdigit())


def _own(found: Collection[str]) -> set[str]:
    return set(found) - _table()[1]


def _known_by(item: Fields) -> frozenset[str]:
    return name_words(item.get("name")) | name_words(item.get("text"))


def same_party(gold: Fields, found: Fields) -> bool:
    """They share a word of their own, or a common noun and no other country. A party of gold that holds a country
    alone asks for that."""
    a, b = _known_by(gold), _known_by(found)
    one, other = gold.get("country"), found.get("country")
    if not a and one:
        return bool(one == other)
    if len((found.get("text") or "").split()) > LONGEST_PARTY:
        return False
    return bool(_own(a & b)) or (bool(a & b) and not (one and other and one != other))


def all_paired(gold: Sequence[Fields], found: Sequence[Fields], like: Callable[[Fields, Fields], bool]) -> bool:
    """Whether every item of each list has one of its own in the other."""
    if len(gold) != len(found):
        return False
    if not gold:
        return True
    return any(
        like(gold[0], other) and all_paired(gold[1:], [*found[:k], *found[k + 1 :]], like)
        for k, other in enumerate(found)
    )


def same_parties(gold: Sequence[Fields] | None, found: Sequence[Fields] | None) -> bool:
    """The parties (or places) of both codings, one to one."""
    return all_paired(list(gold or [])[:MOST_PARTIES], list(found or [])[:MOST_PARTIES], same_party)


def same_link(gold: Fields, found: Fields) -> bool:
    """Two links share a word of their own; or both name nobody, and share their common noun or are both unnamed
    sources."""
    a, b = name_words(gold.get("name") or gold.get("text")), name_words(found.get("name") or found.get("text"))
    if _own(a & b):
        return True
    if _own(a) or _own(b):
        return False
    unnamed = gold.get("kind") in UNNAMED_KINDS and (found.get("kind") in UNNAMED_KINDS or bool(found.get("anonymous")))
    return bool(a & b) or (not a and not b) or unnamed


def copy_agencies(chains: Iterable[Sequence[Fields] | None]) -> frozenset[frozenset[str]]:
    """The agency or outlet that wrote the copy, as words of its name: inside the publisher it opens the chains of most
    claims."""
    firsts, n = Counter[frozenset[str]](), 0
    for chain in chains:
        n += 1
        inside = [link for link in chain or () if link.get("kind") != "publisher"]
        if inside and inside[0].get("kind") in ("agency", "outlet"):
            firsts[name_words(inside[0].get("name"))] += 1
    return frozenset(name for name, count in firsts.items() if count >= COPY_SHARE * max(1, n))


def inner(chain: Sequence[Fields] | None, own: Collection[frozenset[str]]) -> list[Fields]:
    """The links inside the publisher and the copy's own agency."""
    links = list(chain or ())
    while links and links[0].get("kind") == "publisher":
        links = links[1:]
    return links[1:] if links and name_words(links[0].get("name")) in own else links


def same_chain(gold: Sequence[Fields] | None, found: Sequence[Fields] | None, own: Collection[frozenset[str]]) -> bool:
    """Link by link, the copy's own publisher and agency left out."""
    a, b = inner(gold, own), inner(found, own)
    return len(a) == len(b) and all(map(same_link, a, b))


def same_origin(gold: Sequence[Fields] | None, found: Sequence[Fields] | None, own: Collection[frozenset[str]]) -> bool:
    """The last link, or none in both."""
    a, b = inner(gold, own), inner(found, own)
    return same_link(a[-1], b[-1]) if a and b else not a and not b


def known_edtf(when: Fields | None) -> str | None:
    """The EDTF of a time, or null where it holds no year and no month."""
    edtf = (when or {}).get("edtf")
    return edtf if edtf and not edtf.startswith("XXXX-XX") and edtf != "XXXX" else None


def same_amounts(gold: Sequence[Fields] | None, found: Sequence[Fields] | None) -> bool:
    """Equal values, and equal things counted where both say what."""
    a, b = _amounts(gold), _amounts(found)
    return len(a) == len(b) and all(
        x[0] == y[0] and (not x[1] or not y[1] or x[1] == y[1]) for x, y in zip(a, b, strict=True)
    )


def _amounts(quantities: Sequence[Fields] | None) -> list[tuple[float, str]]:
    return sorted((float(q["value"]), q.get("of") or "") for q in quantities or () if q.get("value") is not None)


def same_movement(gold: Fields | None, found: Fields | None) -> bool:
    """The same change, of forces of the same country where gold names it."""
    if not gold or not found:
        return not gold and not found
    return bool(
        gold["change"] == found.get("change")
        and (not _force_countries(gold) or _force_countries(gold) & _force_countries(found))
    )


def _force_countries(movement: Fields) -> set[str]:
    return {c for c in (movement.get("country"), *(f.get("country") for f in movement.get("forces") or ())) if c}
