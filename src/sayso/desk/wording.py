"""Dates, forces and pages as people name them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

from sayso.ground.places import country_code
from sayso.stories.told import Page

SEASON_NAMES = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SEASON = re.compile(r"(\d{4})-(2[1-4])(?!\d)")

WRITTEN_DAYS = {"%d %B %Y": "%Y-%m-%d", "%d %b %Y": "%Y-%m-%d", "%B %d %Y": "%Y-%m-%d", "%b %d %Y": "%Y-%m-%d",
           "%B %Y": "%Y-%m", "%b %Y": "%Y-%m"}  # fmt: skip
"""How people write a day or a month whose name leaves no doubt, and the same as EDTF."""
FORCES = {
    "border guards": "border_guards", "air force": "air_force", "army": "army", "navy": "navy",
    "peacekeepers": "peacekeepers", "police": "police", "militia": "militia", "rebels": "rebels",
    "mercenaries": "mercenaries", "armed forces": None, "forces": None, "troops": None, "soldiers": None,
    "military": None,
}  # fmt: skip
"""What may follow a country's name ("Russian border guards"), and the kind of force that it means, if it is one."""
LABELS = {"as_of": "As of the day", "known_by": "As known on", "first": "From the day", "last": "To the day"}
"""Fields of a form by their names in a question."""


def day_typed(value: str) -> str:
    """A day or month as somebody wrote it ("9 May 2024", "May 2024") as EDTF; anything else as it stands."""
    plain = " ".join(value.replace(",", " ").split())
    for written, edtf in WRITTEN_DAYS.items():
        with suppress(ValueError):
            return datetime.strptime(plain, written).strftime(edtf)
    return value


def force_given(value: str) -> tuple[str, str | None]:
    """A force as somebody wrote it: "Russian border guards" is a country's, of a kind; anything else as it stands."""
    for words, kind in FORCES.items():
        country = value[: -len(words) - 1]
        if value.casefold().endswith(f" {words}") and country_code(country.strip()):
            return country.strip(), kind
    return value, None


def labelled(sentence: str) -> str:
    """What is wrong with a field, under the name that it has on the page."""
    name, _, rest = sentence.partition(" ")
    return f"{LABELS[name]}: {rest}" if name in LABELS else sentence


def days(value: str | None) -> str:
    """An EDTF value in words: "../2025-21" is "by spring 2025"; what needs none stays as it is."""
    if not value:
        return ""
    if value.startswith("XXXX-"):
        return f"{value[5:]}, year not known"
    said = _SEASON.sub(lambda m: f"{SEASON_NAMES[m[2]]} {m[1]}", value)
    first, slash, last = said.partition("/")
    if slash and first in ("", ".."):
        return f"by {last}"
    return f"from {first}" if slash and last in ("", "..") else said.replace("/", " to ")


def called(page: Page) -> str:
    """A page by its publisher, its title, the host of its address, or its id."""
    return page.publisher or page.title or host(page.url) or page.id


def host(url: str | None) -> str | None:
    """The host of an address, without what all have."""
    try:
        found = urlsplit(url or "").hostname
    except ValueError:
        return None
    return found.removeprefix("www.") if found else None
