"""One request and its answer, within bounds of size and time, on a connection whose other end is known to be public.

A host's name is looked up here and the connection goes to the address that was checked: a name that says something else
the next time leads nowhere.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError
from urllib3.response import HTTPResponse
from urllib3.util.ssl_ import create_urllib3_context

from sayso.errors import TooLarge
from sayso.web.address import Address, worldwide
from sayso.web.faults import NotFetched
from sayso.web.manners import Manners

READ_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answered: status, headers by their names in lower case, the body as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Bound:
    """How much of an answer is taken: its bytes, the setting that says so (null: the rest is left), its seconds."""

    size: int
    setting: str | None
    seconds: float


class _Watch:
    """Ends a connection when its time is over: a host that sends a byte now and then never falls silent."""

    def __init__(self, source: str, manners: Manners) -> None:
        self.source, self.manners = source, manners
        self.over = False
        self._line: socket.socket | None = None

    def connected(self, host: str, port: int) -> socket.socket:
        """A connection to a public address of the host. Raises NotFetched, OSError."""
        refused, failed = "", OSError("the name has no address")
        for family, kind, proto, _, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            if not (self.manners.private or worldwide(str(where[0]))):
                refused = str(where[0])
                continue
            try:
                return self._line_to(socket.socket(family, kind, proto), where)
            except OSError as error:
                failed = error
        if refused:
            raise private(self.source, host, refused)
        raise failed

    def _line_to(self, line: socket.socket, where: tuple[object, ...]) -> socket.socket:
        try:
            line.settimeout(self.manners.silence)
            line.connect(where)
            there = str(line.getpeername()[0])
            if not (self.manners.private or worldwide(there)):
                raise private(self.source, str(where[0]), there)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._line = line.dup()  # TLS takes the first one over
        except BaseException:
            line.close()
            raise
        return line

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """A block that a connection does not outlast."""
        timer = threading.Timer(max(seconds, 0.01), self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            if self._line is not None:
                self._line.close()

    def _end(self) -> None:
        self.over = True
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


def private(source: str, host: str, found: str) -> NotFetched:
    """The refusal of a host within one's own network."""
    at = "a loopback or private address" if host == found else f"{found}, a loopback or private address"
    return NotFetched(source, "private-address", f"{host} is {at}")


class _Plain(HTTPConnection):
    watch: _Watch

    def _new_conn(self) -> socket.socket:
        return _opened(self.watch, self)


class _Secure(HTTPSConnection):
    watch: _Watch

    def _new_conn(self) -> socket.socket:
        return _opened(self.watch, self)


def _opened(watch: _Watch, connection: HTTPConnection) -> socket.socket:
    try:
        return watch.connected(connection.host, connection.port)
    except OSError as error:
        raise NewConnectionError(connection, error.strerror or str(error)) from error


def exchange(at: Address, headers: Mapping[str, str], bound: Bound, source: str, manners: Manners) -> Reply:
    """Asks for a page and takes its answer. Raises NotFetched, TooLarge."""
    watch = _Watch(source, manners)
    connection = _connection(at, watch)
    try:
        with watch.within(bound.seconds):
            connection.request("GET", at.target, headers=dict(headers), preload_content=False, decode_content=False)
            reply = _reply(connection.getresponse(), bound, source)
        if watch.over:  # a line that was cut within the headers looks like their end
            raise TimeoutError
        return reply
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise _told(error, watch, at, source) from error
    finally:
        connection.close()


def _connection(at: Address, watch: _Watch) -> HTTPConnection:
    if at.scheme == "http":
        plain = _Plain(at.host, at.port, timeout=watch.manners.silence)
        plain.watch = watch
        return plain
    context = create_urllib3_context()
    context.load_default_certs()
    context.load_verify_locations(certifi.where())
    secure = _Secure(at.host, at.port, timeout=watch.manners.silence, ssl_context=context)
    secure.watch = watch
    return secure


def _reply(response: HTTPResponse, bound: Bound, source: str) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    said = headers.get("content-length", "")
    if bound.setting and said.isascii() and said.isdigit() and len(said) < 18 and int(said) > bound.size:
        raise TooLarge(source, "bytes", int(said), bound.size, bound.setting)
    pieces, size = [], 0
    while size <= bound.size and (piece := response.read(READ_AT_ONCE, decode_content=False)):
        pieces.append(piece)
        size += len(piece)
    if size > bound.size and bound.setting:
        raise TooLarge(source, "bytes", size, bound.size, bound.setting)
    return Reply(response.status, headers, b"".join(pieces)[: bound.size])


def _told(error: Exception, watch: _Watch, at: Address, source: str) -> NotFetched:
    """What went wrong, as a user is told it."""
    why = " ".join(str(error).split())[:160]
    if watch.over:
        return NotFetched(source, "slow", f"{at.host} gave no whole answer within {watch.manners.seconds:g} seconds")
    cause = error.__cause__ or error
    if isinstance(error, SSLError) or isinstance(cause, ssl.SSLError):
        return NotFetched(source, "certificate", f"no safe connection with {at.host} ({why})")
    if isinstance(error, NewConnectionError):
        why = getattr(cause, "strerror", None) or str(cause)
        return NotFetched(source, "unreachable", f"{at.host} cannot be reached ({why})", passing=True)
    if isinstance(error, TimeoutError) or isinstance(cause, TimeoutError):
        silence = f"{watch.manners.silence:g}"
        return NotFetched(source, "slow", f"{at.host} said nothing for {silence} seconds", passing=True)
    return NotFetched(source, "broken", f"the answer of {at.host} breaks off or is none ({why})", passing=True)
