"""Dates as people say them."""

from __future__ import annotations

import re

SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SEASON = re.compile(r"(\d{4})-(2[1-4])(?!\d)")


def days(value: str | None) -> str:
    """An EDTF value in words: "../2025-21" is "by spring 2025"; what needs none stays as it is."""
    if not value:
        return ""
    said = _SEASON.sub(lambda m: f"{SEASONS[m[2]]} {m[1]}", value)
    first, slash, last = said.partition("/")
    if slash and first in ("", ".."):
        return f"by {last}"
    return f"from {first}" if slash and last in ("", "..") else said.replace("/", " to ")
