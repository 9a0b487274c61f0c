"""The command line: thin commands over functions. Data goes to stdout, messages to stderr.

Exit status: 0 all done, 1 some inputs were rejected (each named), 2 wrong usage.
"""

from __future__ import annotations

from importlib import import_module

import click

from sayso.cli import coding
from sayso.cli.debug import DEBUG

LATER = {"add": "ledger:add_command", "presence": "ledger:presence_command", "brief": "ledger:brief_command",
         "export": "ledger:export_command", "link": "stories:link_command", "origins": "origins:origins_command"}  # fmt: skip
"""Commands whose libraries cost time to load: name → module of this folder and its command."""


class Commands(click.Group):
    """A group that loads a command's module when the command is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        """All names, in the order of the alphabet."""
        return sorted([*super().list_commands(context), *LATER])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name; null where there is none."""
        if name not in LATER:
            return super().get_command(context, name)
        module, _, command = LATER[name].partition(":")
        found: click.Command = getattr(import_module(f"sayso.cli.{module}"), command)
        return found


@click.group(cls=Commands)
@click.version_option(package_name="sayso")
@DEBUG
def main() -> None:
    """Read news and write claims: who did what to whom, whether it was done, and on whose say-so.

    INPUT is a text, HTML or JSON Lines file, a folder of them, or - for standard input.
    """


for _command in (coding.code_command, coding.annotate_command, coding.relate_command, coding.why_command):
    main.add_command(_command)
