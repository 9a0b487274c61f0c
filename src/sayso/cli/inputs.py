"""What every command that reads articles takes: its inputs, and how they are read, counted and told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

import click

from sayso import intake
from sayso.errors import UsageError
from sayso.intake import Columns


@dataclass(frozen=True, slots=True)
class Given:
    """The inputs of a command and the options that go with them."""

    names: tuple[str, ...]
    published: str | None = None
    columns: Columns = field(default_factory=Columns)
    limit: int | None = None
    quiet: bool = False
    strict: bool = False
    report: Path | None = None
    rejects: Path | None = None


def dating(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A date that a page can be dated by, in any form that pages themselves use; another ends the command."""
    try:
        return intake.day(value) if value is not None else None
    except UsageError as error:
        raise click.BadParameter(str(error).removeprefix("--published ")) from error


_FILE = click.Path(dir_okay=False, path_type=Path)
_OPTIONS = (
    click.option(
        "--published", metavar="DATE", callback=dating,
        help="Day the inputs were published (2024-05-09), where they do not say it.",
    ),
    click.option("--text-field", metavar="NAME", help="Which column or field of a table or record is the text."),
    click.option("--date-field", metavar="NAME", help="Which one is the day it was published."),
    click.option("--id-field", metavar="NAME", help="Which one is its id."),
    click.option("--limit", type=click.IntRange(1), metavar="N", help="Read the first N articles only."),
    click.option("--strict", is_flag=True, help="End at the first input that is rejected."),
    click.option("--quiet", is_flag=True, help="Say nothing but what is rejected or wrong."),
    click.option("--report", type=_FILE, metavar="FILE", help="Write the run's counts and reasons as JSON."),
    click.option("--rejects", type=_FILE, metavar="FILE", help="Write what is rejected as JSON Lines."),
)  # fmt: skip


def taking(count: int = -1, metavar: str = "INPUT...", *, required: bool = True) -> Callable[..., Any]:
    """Adds inputs and their options to a command, which gets them as `given`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def read(
            *rest: Any,
            inputs: tuple[str, ...] | str,
            text_field: str | None,
            date_field: str | None,
            id_field: str | None,
            **options: Any,
        ) -> Any:
            own = {name: options.pop(name) for name in ("published", "limit", "quiet", "strict", "report", "rejects")}
            names = (inputs,) if isinstance(inputs, str) else inputs
            given = Given(names, columns=Columns(text_field, date_field, id_field), **own)
            return command(*rest, given=given, **options)

        found: Callable[..., Any] = read
        for option in reversed(_OPTIONS):
            found = option(found)
        return click.argument("inputs", nargs=count, required=required, metavar=metavar)(found)

    return decorate
