"""What every command that reads articles takes: its inputs, and how they are read, counted and told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso import intake
from sayso.cli.files import A_FILE
from sayso.errors import UsageError
from sayso.intake import Columns
from sayso.web import is_address

if TYPE_CHECKING:
    from sayso.intake.addresses import Web


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
    web: Web | None = None
    """What fetches the addresses among the inputs; null where there is none."""


def dating(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A date that a page can be dated by, in any form that pages themselves use; another ends the command."""
    try:
        return intake.day_given(value) if value is not None else None
    except UsageError as error:
        raise click.BadParameter(str(error).removeprefix("--published ")) from error


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
    click.option("--report", type=A_FILE, metavar="FILE", help="Write the run's counts and reasons as JSON."),
    click.option("--rejects", type=A_FILE, metavar="FILE", help="Write what is rejected as JSON Lines."),
)  # fmt: skip
FETCHING = (
    click.option("--items", is_flag=True, help="Of a feed at an address, read the items, not the pages they lead to."),
    click.option("--delay", type=click.FloatRange(0, 300), default=1.0, show_default=True, metavar="SECONDS",
                 help="Wait so long between two pages of one host; longer where its robots.txt says so."),
    click.option("--agent", metavar="TEXT", callback=lambda *given: _header(given[2]),
                 help="How to introduce yourself to hosts, such as 'Lab/1.0 (mail@example.org)'."),
    click.option("--raw", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
                 help="Keep the bytes of fetched pages there, by their SHA-256."),
    click.option("--private", is_flag=True, help="Fetch from loopback and private hosts too."),
)  # fmt: skip
"""Of commands that take addresses."""


def _header(words: str | None) -> str | None:
    """A text that can stand in a header; another ends the command."""
    if words is not None and not (words.strip() and words.isascii() and words.isprintable()):
        raise click.BadParameter("give printable ASCII of at least one letter")
    return words


def web(
    names: tuple[str, ...], memory: Path | None = None, *, items: bool, delay: float, agent: str | None,
    raw: Path | None, private: bool
) -> Web | None:  # fmt: skip
    """What fetches the addresses among some inputs; null where there is none. `memory`: where to remember pages."""
    if not any(map(is_address, names)):
        return None
    from sayso.intake.addresses import Fetching, Web  # noqa: PLC0415
    from sayso.web.manners import Manners, introduced  # noqa: PLC0415

    manners = Manners(agent or introduced(), private=private, delay=delay)
    return Web(Fetching(manners, memory=memory, raw=raw, items=items))


def folder_of(where: str | None) -> Path | None:
    """The folder of a ledger; null for one on a server."""
    return None if where is None or "://" in where else Path(where)


def taking(
    count: int = -1, metavar: str = "INPUT...", *, required: bool = True, remembers: bool = False
) -> Callable[..., Any]:
    """Adds inputs and their options to a command, which gets them as `given`. One that `remembers` keeps the marks of
    fetched pages beside its ledger."""

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
            how = {name: options.pop(name) for name in ("items", "delay", "agent", "raw", "private")}
            fetches = web(names, folder_of(options.get("where")) if remembers else None, **how)
            given = Given(names, columns=Columns(text_field, date_field, id_field), web=fetches, **own)
            return command(*rest, given=given, **options)

        found: Callable[..., Any] = read
        for option in reversed((*_OPTIONS, *FETCHING)):
            found = option(found)
        return click.argument("inputs", nargs=count, required=required, metavar=metavar)(found)

    return decorate
