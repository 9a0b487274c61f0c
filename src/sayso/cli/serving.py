"""The command serve: the desk in a browser. It hands the desk the coder, which the desk itself does not know."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from threading import Lock, Thread

import click

from sayso import intake, pipeline
from sayso.answers.store import Ledger, open_ledger
from sayso.claims.codebook import Codebook
from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.shell import own_tables
from sayso.desk.hands import CodedPage, Hands, Pasted, PastedText, UnreadPage
from sayso.errors import InputRejected, LedgerBusy, LedgerError, LedgerReadOnly, UsageError
from sayso.extras import extra
from sayso.pipeline import Coded
from sayso.records import Article, Reason

PORT = 8610
WAKING_SENTENCE = "Kenya withdrew 200 soldiers from Somalia on Monday, the foreign ministry said."
"""A sentence that is read once at the beginning: the reader takes seconds to wake up."""


@click.command(name="serve")
@click.option(
    "--ledger",
    "where",
    envvar="SAYSO_LEDGER",
    metavar="WHERE",
    help="What to show: a folder, or postgresql://USER@HOST/DATABASE. Without it: the paste box alone.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="HOST",
    help="Where to listen. One that others can reach needs a token.",
)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0: any that is free.")
@click.option(
    "--token",
    envvar="SAYSO_TOKEN",
    metavar="TEXT",
    help="What one must know to come in. Better given as SAYSO_TOKEN, which no list of processes shows.",
)
@DEBUG
@own_tables
def serve_command(where: str | None, host: str, port: int, token: str | None, codebook: Codebook) -> None:
    """Open the desk in a browser: paste pages and see whose word they are, read a ledger's pages with their claims.

    It listens on this machine alone. Ctrl-C ends it. A ledger of an older Sayso is brought up to date first, where it
    may be written to.

    Example: sayso serve --ledger ./ledger
    """
    with extra("desk"):
        import uvicorn  # noqa: PLC0415  (an extra: other commands do without)

        from sayso.desk.app import desk  # noqa: PLC0415
        from sayso.desk.guard import Door  # noqa: PLC0415
    with ExitStack() as opened:
        try:
            door = Door(host, token)
            ledger = opened.enter_context(_ledger(where)) if where else None
            listening = opened.enter_context(_socket(host, port))
        except (UsageError, LedgerError) as error:
            raise click.UsageError(str(error)) from error
        waking = Thread(target=_wake, args=(codebook,))
        waking.start()
        opened.callback(waking.join)  # a process that ends while the reader wakes is aborted by its runtime
        app = desk(hands(codebook), door, ledger, codebook.names)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", server_header=False))
        tell(f"the desk is open at {_address(host, listening)} (Ctrl-C closes it)")
        server.run(sockets=[listening])


def _ledger(where: str) -> Ledger:
    """The ledger to show, brought up to date where this user may write to it. Raises LedgerError."""
    try:
        return open_ledger(where, upgrade=True)
    except (LedgerReadOnly, LedgerBusy):
        return open_ledger(where)


def _socket(host: str, port: int) -> socket.socket:
    """Where the desk listens. Raises UsageError where it cannot."""
    try:
        (family, *_, at), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return socket.create_server((at[0], port), family=family)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host}, port {port} ({error.strerror}); give another --port or --host"
        ) from error


def _address(host: str, listening: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listening.getsockname()[1]}"


def _wake(codebook: Codebook) -> None:
    """Reads a sentence, so that who pastes first does not wait for the reader; what is wrong is told on the page."""
    with suppress(Exception):
        pipeline.code(pipeline.bare_article(WAKING_SENTENCE), codebook=codebook)


def hands(codebook: Codebook) -> Hands:
    """The coder as the desk is handed it: one at a time, since it takes the whole machine."""
    busy = Lock()

    def read(given: Sequence[PastedText]) -> Pasted:
        with busy:
            return _read(given, codebook)

    return Hands(read, partial(_why, codebook=codebook))


def _read(given: Sequence[PastedText], codebook: Codebook) -> Pasted:
    """What some pages say together; a page that cannot be read is told of, the others go on."""
    refused: list[UnreadPage] = []
    shown: list[CodedPage] = []

    def refuse(error: InputRejected) -> None:
        refused.append(UnreadPage(error.source, str(error)))

    def see(coded: Coded) -> None:
        shown.append(CodedPage(coded.article, coded.claims, coded.uncoded))

    def articles() -> Iterator[tuple[str, Article]]:
        for sheet in given:
            try:
                found = (
                    _fetched(sheet, codebook) if sheet.url and not sheet.text.strip() else [_pasted(sheet, codebook)]
                )
            except (InputRejected, UsageError) as error:
                refused.append(UnreadPage(sheet.id, _plainly(error)))
                continue
            for source, item in found:
                if isinstance(item, InputRejected):
                    refused.append(UnreadPage(sheet.url or source, _plainly(item)))
                else:
                    yield source, item

    found = pipeline.origins(articles(), codebook, refuse, see)
    return Pasted(found, tuple(shown), tuple(refused))


def _plainly(error: InputRejected | UsageError) -> str:
    """What is wrong, without the name under which the coder knows the page, and without a command's option."""
    source = error.source if isinstance(error, InputRejected) else ""
    return str(error).removeprefix(f"{source}: ").removeprefix("--published ")


def _pasted(sheet: PastedText, codebook: Codebook) -> tuple[str, Article]:
    """The article of a page's text. Raises InputRejected."""
    return sheet.id, intake.article(sheet.fields, codebook.names)


def _fetched(sheet: PastedText, codebook: Codebook) -> list[tuple[str, Article | InputRejected]]:
    """What lies at a page's address, by the rules of its host; never from a host that the world cannot reach. Raises
    UsageError."""
    from sayso.intake.addresses import Web  # noqa: PLC0415  (only who gives an address needs the network)

    names = (sheet.url or "",)
    return list(intake.received(names, published=sheet.published, names=codebook.names, web=Web()))


def _why(fields: Mapping[str, object], claim: str, codebook: Codebook) -> Sequence[Reason]:
    """The reasons of a claim as today's coder reads its article."""
    coded = pipeline.code(intake.article(fields, codebook.names), codebook=codebook)
    return next((reasons for _, reasons in coded.why(claim)), ())
