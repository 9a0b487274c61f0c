"""In which country a story is told: words that only that country's news uses, the outlet's home, the end of its
address.

This never makes a place; it weighs between places of one name (`resolution`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from ahocorasick_rs import AhoCorasick, MatchKind

from sayso.resources import table

WORD_WEIGHT, MOST_OF_WORDS = 0.5, 1.5
"""Votes of one telling word, and of all of them together at most."""
HOME_VOTES = 1.0
"""Votes of the outlet's home and of the address."""
DOMAINS = {
    "uk": "GBR",
    "ie": "IRL",
    "au": "AUS",
    "nz": "NZL",
    "ca": "CAN",
    "in": "IND",
    "pk": "PAK",
    "ph": "PHL",
    "ng": "NGA",
    "za": "ZAF",
    "ke": "KEN",
    "gh": "GHA",
    "lk": "LKA",
    "il": "ISR",
    "my": "MYS",
    "sg": "SGP",
    "jm": "JAM",
    "zw": "ZWE",
    "ug": "UGA",
    "bd": "BGD",
    "np": "NPL",
    "us": "USA",
    "gov": "USA",
    "mil": "USA",
    "am": "ARM",
    "az": "AZE",
    "ge": "GEO",
    "ua": "UKR",
    "ru": "RUS",
}


@cache
def _cues() -> tuple[AhoCorasick, tuple[tuple[str, float], ...]]:
    rows = [
        (word, (row["country"], float(row["weight"])))
        for row in table("storycountry.csv")
        for word in row["words"].split("|")
    ]
    return AhoCorasick([word for word, _ in rows], matchkind=MatchKind.Standard), tuple(what for _, what in rows)


def lean(text: str, home: str | None = None, url: str | None = None) -> dict[str, float]:
    """Votes for countries (ISO 3166-1 alpha-3). `home` is the country of the outlet, `url` the article's address."""
    votes: dict[str, float] = defaultdict(float)
    for country, weight in _words(text).items():
        votes[country] += min(MOST_OF_WORDS, WORD_WEIGHT * weight)
    for country in filter(None, (home, _domain(url))):
        votes[country] += HOME_VOTES
    return dict(votes)


def _words(text: str) -> Mapping[str, float]:
    """The weight of the different telling words of each country."""
    automaton, meanings = _cues()
    low, seen = text.lower(), set()
    found: dict[str, float] = defaultdict(float)
    if len(low) != len(text):
        return found
    for number, start, end in automaton.find_matches_as_indexes(low, overlapping=True):
        whole = (start == 0 or not low[start - 1].isalnum()) and (
            end == len(low) or not low[end].isalnum() or not low[end - 1].isalnum()
        )
        if whole and number not in seen:
            seen.add(number)
            country, weight = meanings[number]
            found[country] += weight
    return found


def _domain(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url and re.match(r"https?://", url) else None
    return DOMAINS.get(host.rsplit(".", 1)[-1]) if host else None
