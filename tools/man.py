"""Writes the man page, `docs/sayso.1`, off the commands' own help: `python tools/man.py`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from sayso import __version__
from sayso.cli import main as commands

PAGE = Path(__file__).parent.parent / "docs" / "sayso.1"
STATUS = (
    ("0", "all was done"),
    (
        "1",
        "some inputs were rejected, each named with its reason, or what was checked does not hold; the rest was done",
    ),
    ("2", "wrong usage, or something to mend, in one sentence"),
    ("130", "interrupted"),
)


def main() -> None:
    """Writes the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The whole page, in the markup of man."""
    context = click.Context(commands, info_name="sayso", **commands.context_settings)
    rows = [f'.TH SAYSO 1 "" "sayso {__version__}" "User Commands"', ".SH NAME"]
    rows.append("sayso \\- reads news and writes claims: who did what to whom, and on whose say\\-so")
    rows += [".SH SYNOPSIS", ".B sayso", "\\fICOMMAND\\fR [\\fIOPTIONS\\fR] \\fIINPUT\\fR..."]
    rows += [".SH DESCRIPTION", *_paragraphs(commands.help)]
    rows += [".SH OPTIONS", *_options(commands, context), ".SH COMMANDS"]
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        if command is not None:
            rows += _command(name, command, context)
    rows.append(".SH EXIT STATUS")
    rows += [row for status, words in STATUS for row in (".TP", f".B {status}", _escaped(words))]
    rows += [".SH ENVIRONMENT", ".TP", ".B SAYSO_LEDGER", "The ledger, where \\-\\-ledger is not given."]
    rows += [".TP", ".B SAYSO_MAX_ARTICLE_BYTES\\fR, and the other limits"]
    rows.append("Each limit that a refusal names can be set by the variable that it names.")
    return "\n".join(rows) + "\n"


def _command(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    inner = click.Context(command, info_name=name, parent=context)
    if isinstance(command, click.Group):
        for one in command.list_commands(inner):
            if (found := command.get_command(inner, one)) is not None:
                yield from _command(f"{name} {one}", found, context)
        return
    usage = " ".join(command.collect_usage_pieces(inner))
    yield f'.SS "sayso {_escaped(name)} {_escaped(usage)}"'
    yield from _paragraphs(command.help)
    yield from _options(command, inner)


def _paragraphs(words: str | None) -> Iterator[str]:
    for number, piece in enumerate(inspect.cleandoc(words or "").split("\n\n")):
        words = " ".join(piece.split())
        if number:
            yield ".PP"
        if words.startswith("Example: "):
            yield from ("Example:", ".PP", ".nf", f".RS 4\n{_escaped(words.removeprefix('Example: '))}", ".RE", ".fi")
        else:
            yield _escaped(words)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for option in command.get_params(context):
        record = option.get_help_record(context)
        if record is not None and record[1]:
            names, words = record
            yield from (".TP", f"\\fB{_escaped(names)}\\fR", _escaped(" ".join(words.split())))


def _escaped(words: str) -> str:
    """Words as they stand: no line of theirs is an order to man."""
    plain = words.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


if __name__ == "__main__":
    main()
