"""Limits and switches. The only reader of the environment; a bad value is refused, never replaced."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from sayso.errors import UsageError

DIGITS = 18
"""Of a limit at most."""
DEVICES = ("cpu", "cuda")
"""What the reader can run on."""
DEVICE = "SAYSO_DEVICE"
"""The variable that names it; workers inherit it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All limits count work, never seconds, so that results do not depend on load.

    Each can be set by an environment variable: SAYSO_ and the field's name in capitals.
    """

    max_article_bytes: int = 10_000_000
    """Bytes of one article as received."""
    max_file_bytes: int = 500_000_000
    """Bytes of a file of many articles that must be held as a whole (a JSON array, a Word file)."""
    max_unpacked_ratio: int = 200
    """Bytes that one compressed byte may become, beyond the first 10 million."""
    max_sentences: int = 100_000
    """Sentences of one article."""
    max_sentence_chars: int = 5_000
    """Code points of one sentence; a longer one is kept, not coded, and reported."""
    max_pieces: int = 1_000_000
    """Word pieces that the encoder reads of one article; sentences behind them have no arcs and no events."""
    max_html_depth: int = 1_000
    """Nesting of HTML elements."""
    max_open_quotes: int = 16
    """Quotations of one paragraph that are open at a time; where more are, the marks that opened the first count as
    none."""
    least_confidence: int = 12
    """Hundredths: claims that a coder is less sure of are no ground for presence, plans, corrections and withdrawals.
    Fitted by benchmarks/derived.py."""


def reader_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """The folder of another export of the reader (SAYSO_READER), null for the packaged one.

    Raises UsageError where it holds no card.
    """
    given = (os.environ if environment is None else environment).get("SAYSO_READER")
    if not given:
        return None
    if not Path(given, "card.json").is_file():
        raise UsageError(f"SAYSO_READER={given!r} holds no card.json; unset it or name the folder of a reader")
    return Path(given)


def device(environment: Mapping[str, str] | None = None) -> str:
    """What the reader runs on (SAYSO_DEVICE): cpu where nothing is said. Raises UsageError for another than
    `DEVICES`."""
    given = (os.environ if environment is None else environment).get(DEVICE) or DEVICES[0]
    if given not in DEVICES:
        raise UsageError(f"{DEVICE}={given!r} is no device; unset it or give {' or '.join(DEVICES)}")
    return given


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment (by default the process's). Raises UsageError naming key and value."""
    env = os.environ if environment is None else environment
    given: dict[str, int] = {}
    for item in fields(Settings):
        key = f"SAYSO_{item.name.upper()}"
        if key in env:
            if not (env[key].isascii() and env[key].isdigit() and len(env[key]) <= DIGITS):
                raise UsageError(
                    f"{key}={env[key]!r} is not a whole number; unset it or give digits only, {DIGITS} at most"
                )
            given[item.name] = int(env[key])
    return Settings(**given)


def guest_key(environment: Mapping[str, str] | None = None) -> str | None:
    """The key of a guest's server (SAYSO_GUEST_KEY); null where none is set. It is never printed or kept."""
    env = os.environ if environment is None else environment
    return env.get("SAYSO_GUEST_KEY", "").strip() or None
