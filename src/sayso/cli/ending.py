"""How a command ends when it does not end by itself: one sentence on stderr and a status, never a traceback."""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from typing import NoReturn

import click

from sayso.cli.start import INTERRUPTED, remembering
from sayso.errors import SaysoError
from sayso.exports.terminal import harmless

LOG = logging.getLogger("sayso.told")
"""What is told, for a command that keeps a log of it."""
LOG.propagate = False
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def tell(sentence: str, *, one_line: bool = False) -> None:
    """A message for people, on stderr, and in the log where a command keeps one."""
    click.echo(harmless(sentence, one_line=one_line), err=True)
    LOG.info("%s", harmless(sentence, one_line=True))


@contextmanager
def ended() -> Iterator[None]:
    """Ctrl-C ends with status 130, a closed pipe quietly, a full disk and what else a user can mend with status 2."""
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)  # it logs a trace where Ctrl-C meets a closing file
    try:
        with remembering():
            yield
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        _end("interrupted", INTERRUPTED)
    except click.ClickException as error:
        said = StringIO()
        error.show(said)
        click.echo(harmless(said.getvalue()), err=True, nl=False)
        sys.exit(error.exit_code)
    except SaysoError as error:
        _end(f"Error: {error}", 2)
    except BrokenPipeError:
        _end(None, 0)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        _end(
            f"Error: {error.filename or 'standard output'} cannot be written: {error.strerror}; make room and run it "
            "again",
            2,
        )


def _end(sentence: str | None, status: int) -> NoReturn:
    """Says it and ends; what still waits for stdout goes nowhere, or Python would try again and complain."""
    with suppress(OSError, ValueError):
        if sentence is not None:
            tell(sentence)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)
