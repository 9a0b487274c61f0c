"""The command line: thin commands over functions. Data goes to stdout, messages to stderr.

Exit status: 0 all done, 1 some inputs were rejected (each named), 2 wrong usage or something to mend, 130 interrupted.
"""

from __future__ import annotations

from sayso.cli.start import collect_seldom, loading

collect_seldom()
with loading():
    import sys
    from importlib import import_module
    from typing import Any

    import click

    from sayso.cli.debug import DEBUG
    from sayso.cli.ending import ended

COMMANDS = {"code": "coding:code_command", "annotate": "coding:annotate_command", "relate": "coding:relate_command",
            "why": "coding:why_command", "add": "ledger:add_command", "presence": "ledger:presence_command",
            "sample": "auditing:sample_command", "audit": "auditing:audit_command",
            "compare": "comparing:compare_command",
            "brief": "ledger:brief_command", "export": "exporting:export_command", "link": "stories:link_command",
            "origins": "origins:origins_command", "cite": "citing:cite_command",
            "verify": "citing:verify_command", "review": "reviewing:review_command",
            "forget": "forgetting:forget_command", "recode": "recoding:recode_command", "claim": "entering:claim_group",
            "reviews": "reviewing:reviews_command", "serve": "serving:serve_command",
            "watch": "watching:watch_command"}  # fmt: skip
"""Commands by name → module of this folder and its command, loaded when it is asked for."""


class Commands(click.Group):
    """A group that loads a command's module when the command is asked for, and ends every command in one way."""

    def list_commands(self, context: click.Context) -> list[str]:
        """All names, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name; null where there is none."""
        if name not in COMMANDS:
            return None
        module, _, command = COMMANDS[name].partition(":")
        with loading():
            found: click.Command = getattr(import_module(f"sayso.cli.{module}"), command)
        return found

    def invoke(self, context: click.Context) -> Any:
        """Runs the command; inside, because Click has endings of its own for pipes and interrupts."""
        with ended():
            return super().invoke(context)

    def main(self, *given: Any, **options: Any) -> Any:
        """Runs the command line. What a terminal's encoding lacks is shown as a question mark."""
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")
        with ended():
            status = super().main(*given, **{**options, "standalone_mode": False})
        if not options.get("standalone_mode", True):
            return status
        sys.exit(status if isinstance(status, int) else 0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sayso")
@DEBUG
def main() -> None:
    """Read news and write claims: who did what to whom, whether it was done, and on whose say-so.

    INPUT is a file, a folder of files, an address (http, https), or - for standard input. Formats: text, HTML, JSON,
    JSON Lines, CSV, TSV, RSS, Atom, NITF, NewsML-G2, ninjs, mail, PDF, DOCX, RTF, WARC, WACZ, ZIP; also compressed.
    """
