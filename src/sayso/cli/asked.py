"""The options of `code --guest`; what they ask for is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from sayso.cli.files import A_FILE

_OPTIONS = (
    click.option("--guest", "url", metavar="URL",
                 help="Let a large model code: an OpenAI-compatible address, such as http://127.0.0.1:11434/v1."),
    click.option("--model", metavar="NAME", help="Its name there. The key, if any, is read from SAYSO_GUEST_KEY."),
    click.option("--remote", is_flag=True, help="The guest may be another machine, which gets the articles' text."),
    click.option("--dry-run", is_flag=True, help="Ask nothing; say what the guest would cost."),
    click.option("--prices", type=A_FILE, metavar="FILE", help="Prices by model, for a million tokens (YAML)."),
    click.option("--max-tokens", type=click.IntRange(1), metavar="N", help="Tokens of the whole run, in and out."),
    click.option("--answer-tokens", type=click.IntRange(1), default=4096, show_default=True, metavar="N",
                 help="Tokens of one answer."),
    click.option("--timeout", type=click.FloatRange(0.1), default=120, show_default=True, metavar="SECONDS",
                 help="For one answer."),
    click.option("--parameters", metavar="JSON", help='More of the request, such as {"seed": 7}; null takes one out.'),
    click.option("--guest-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="P",
                 help="The chance that its claims are right, where you measured it. Default: 0, not known."),
    click.option("--journal", type=A_FILE, default=Path("sayso-guest.jsonl"), show_default=True, metavar="FILE",
                 help="Where its answers are kept, so that nothing is paid for twice."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GuestOptions:
    """What the options say of a guest."""

    url: str
    model: str
    remote: bool
    dry_run: bool
    prices: Path | None
    max_tokens: int | None
    answer_tokens: int
    timeout: float
    parameters: str | None
    guest_confidence: float
    journal: Path


def guests(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options of a guest to a command, which gets them as `guest`, null where none is named."""

    @wraps(command)
    def read(*given: Any, url: str | None, model: str | None, **options: Any) -> Any:
        own = {name: options.pop(name) for name in GuestOptions.__slots__ if name not in ("url", "model")}
        if (url is None) != (model is None):
            raise click.UsageError("--guest URL and --model NAME go together")
        if url is None and any(own[name] for name in ("remote", "dry_run", "prices", "max_tokens", "parameters")):
            raise click.UsageError("--remote, --dry-run, --prices, --max-tokens and --parameters are for --guest URL")
        return command(
            *given, guest=None if url is None or model is None else GuestOptions(url, model, **own), **options
        )

    found: Callable[..., Any] = read
    for option in reversed(_OPTIONS):
        found = option(found)
    return found
