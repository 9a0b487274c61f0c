"""The options of `code --cluster`; Ray, an extra, is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from sayso.cli.inputs import Given
from sayso.cli.shell import run
from sayso.parallel import OwnFiles

_OPTIONS = (
    click.option("--cluster", "address", metavar="WHERE",
                 help="Code on a Ray cluster: its address, or auto (the one this machine is in, else its processors)."),
    click.option("--out", metavar="DIR",
                 help="With --cluster: a folder, or an s3:// address, for the claims, a file for every 100 articles."),
)  # fmt: skip


def own_files() -> OwnFiles:
    """The files that a user's own options name, of the command that runs."""
    own = click.get_current_context().params
    return own["book"], own["actors"], own["outlets"], own["places"]


def clustering(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command, which runs where they are not given."""

    @wraps(command)
    def read(*, address: str | None, out: str | None, **options: Any) -> Any:
        if address is None and out is None:
            return command(**options)
        return _on_cluster(address, out, **options)

    found: Callable[..., Any] = read
    for option in reversed(_OPTIONS):
        found = option(found)
    return found


def _on_cluster(
    address: str | None, out: str | None, given: Given, form: str | None, output: object, guest: object, **_: Any
) -> None:
    """Raises UsageError for options that do not go together."""
    if address is None or out is None:
        raise click.UsageError("--cluster and --out go together; give both, such as --cluster auto --out claims")
    if output is not None or guest is not None or form not in (None, "jsonl", "parquet"):
        raise click.UsageError(
            "--cluster writes jsonl or parquet into --out; leave out --output, --guest and other formats"
        )
    from sayso.cli import clustered  # noqa: PLC0415

    with run(given) as rejects:
        clustered.code(given, address, out, form or "parquet", own_files(), rejects)
