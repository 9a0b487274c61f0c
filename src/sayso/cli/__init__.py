"""The command line: thin commands over functions. Data goes to stdout, messages to stderr.

Exit status: 0 all done, 1 some inputs were rejected (each named), 2 wrong usage.
"""

from __future__ import annotations

import click

from sayso.cli import coding


@click.group()
@click.version_option(package_name="sayso")
def main() -> None:
    """Read news and write claims: who did what to whom, whether it was done, and on whose say-so.

    INPUT is a text, HTML or JSON Lines file, a folder of them, or - for standard input.
    """


for _command in (coding.code_command, coding.annotate_command, coding.relate_command, coding.why_command):
    main.add_command(_command)
