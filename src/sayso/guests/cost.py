"""What a run with a guest costs: a bound that is kept, a bill beforehand, prices that the user gives.

Tokens are not known before a server counts them. A byte is at most one token, which bounds; four bytes are about one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import UsageError
from sayso.guests.prompt import AGAIN, BACK

WIDEST = 4
"""Bytes of a sign at most."""
PER_TOKEN = 4
"""Bytes of a token, about."""
FRAME = 16
"""Tokens around a message at most."""
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, in and out."""

    currency: str
    tokens_in: float
    tokens_out: float

    def of(self, tokens_in: int, tokens_out: int) -> str:
        """A sum in words."""
        return f"{(tokens_in * self.tokens_in + tokens_out * self.tokens_out) / MILLION:,.4f} {self.currency}"


@dataclass(slots=True)
class Spent:
    """Tokens that were paid for, in and out, within a bound (null: none) on both together."""

    bound: int | None = None
    tokens_in: int = 0
    tokens_out: int = 0

    def allows(self, most: int) -> bool:
        """Whether so many more stay within the bound."""
        return self.bound is None or self.tokens_in + self.tokens_out + most <= self.bound


@dataclass(slots=True)
class Bill:
    """What a run would cost: about, and at most (each article asked twice, each answer as long as it may be)."""

    articles: int = 0
    about_in: int = 0
    about_out: int = 0
    most_in: int = 0
    most_out: int = 0

    def add(self, messages: Sequence[Mapping[str, str]], text: str, answer: int) -> None:
        """One article more."""
        asked = most_tokens(messages)
        again = asked + min(WIDEST * BACK, WIDEST * answer) + WIDEST * BACK + len(AGAIN) + 2 * FRAME
        self.articles += 1
        self.about_in += asked // PER_TOKEN
        self.about_out += min(answer, len(text.encode("utf-8", "surrogatepass")) // PER_TOKEN)
        self.most_in += asked + again
        self.most_out += 2 * answer


def most_tokens(messages: Sequence[Mapping[str, str]]) -> int:
    """Tokens of a request at most."""
    return sum(len(m["content"].encode("utf-8", "surrogatepass")) + FRAME for m in messages)


def prices(path: Path, model: str) -> Prices:
    """The prices of a model in a user's table: `{currency: USD, models: {NAME: {input: 0.15, output: 0.6}}}`, for a
    million tokens. Raises UsageError."""
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        row = table["models"][model]
        given: list[Any] = [row["input"], row["output"]]
        currency = str(table.get("currency", ""))
    except OSError as error:
        raise UsageError(f"--prices {path} cannot be read: {error.strerror or error}") from error
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise UsageError(f"--prices {path} has no prices of {model!r}; write {EXAMPLE.format(model)}") from error
    if not all(isinstance(p, int | float) and not isinstance(p, bool) and p >= 0 for p in given):
        raise UsageError(f"--prices {path}: input and output of {model!r} must be numbers, for a million tokens")
    return Prices(currency, *given)


EXAMPLE = "models: {{{!r}: {{input: 0.15, output: 0.60}}}}"
