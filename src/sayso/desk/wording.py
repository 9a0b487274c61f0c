"""Dates and pages as people name them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sayso.stories.told import Page

SEASON_NAMES = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SEASON = re.compile(r"(\d{4})-(2[1-4])(?!\d)")


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
