"""Counts as they are printed: "1 page", "2,000 pages"."""

from __future__ import annotations

from sayso.english.forms import with_s


def many(n: int, noun: str) -> str:
    """A number and what it counts, in the plural but for one: "1 copy", "12 copies", "2,000 further pages"."""
    return f"{n:,} {agreeing(n, noun, with_s(noun))}"


def agreeing(n: int, one: str, more: str) -> str:
    """The word that goes with a number of things: "was" with one, "were" with none or several."""
    return one if n == 1 else more


def were(n: int, noun: str = "") -> str:
    """How many, or how many of what, were so: "1 was", "2 texts were"."""
    return f"{many(n, noun) if noun else f'{n:,}'} {agreeing(n, 'was', 'were')}"
