"""--debug, before a command or behind it. This module loads nothing of the package, so that `sayso --help` does not
wait for it."""

from __future__ import annotations

import click

_KEY = "sayso.debug"


def debugging() -> bool:
    """Whether --debug was given."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_KEY))


def _keep(context: click.Context, _: click.Parameter, given: bool) -> None:
    if given:
        context.meta[_KEY] = True


DEBUG = click.option(
    "--debug", is_flag=True, expose_value=False, callback=_keep, help="Show the trace where a stage fails on an input."
)
