"""Who may ask, and what a browser may do with the answer: hosts, token, forged requests, sizes, headers."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse

from sayso.errors import UsageError

SHORTEST = 16
"""Signs that a token has at least."""
VISIT, SIGNED_IN = "sayso_visit", "sayso_signed"
"""Cookies: of one browser, to which its forms are bound; and of who gave the token."""
SAFE = ("GET", "HEAD", "OPTIONS")
OPEN = ("/sign-in", "/static/")
PROGRAMS = ("/api/", "/metrics")
"""Addresses that programs ask."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Next = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Door:
    """Where the desk listens and who may come in. Raises UsageError where others could reach it and there is no token,
    or a short one."""

    host: str = "127.0.0.1"
    token: str | None = None
    limit: int = 20_000_000
    """Bytes of what one request may send."""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def __post_init__(self) -> None:
        if self.token is None and not self.loopback:
            raise UsageError(
                f"--host {self.host} can be reached by others: give a token (SAYSO_TOKEN or --token), "
                "or leave out --host"
            )
        if self.token is not None and len(self.token) < SHORTEST:
            raise UsageError(f"the token is too short to be safe; give {SHORTEST} signs or more")

    @property
    def loopback(self) -> bool:
        """Whether this machine alone can reach it."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False

    def seal(self, purpose: str, value: str) -> str:
        """What nobody can make up who does not know the secret."""
        key = self.token.encode() if self.token else self.secret
        return hmac.new(key, f"{purpose}\x1f{value}".encode(), hashlib.sha256).hexdigest()

    def form_seal(self, request: Request) -> str:
        """What every form of this browser carries."""
        return self.seal("form", visit(request))

    def is_token(self, given: str) -> bool:
        """Whether somebody gave the token."""
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())


def visit(request: Request) -> str:
    """The name of this browser, made on its first request."""
    if not hasattr(request.state, "visit"):
        request.state.visit = request.cookies.get(VISIT) or secrets.token_urlsafe(16)
    return str(request.state.visit)


def guard(door: Door) -> Callable[[Request, Next], Awaitable[Response]]:
    """The middleware of a door."""

    async def guarded(request: Request, call_next: Next) -> Response:
        refused = _refused(request, door)
        response = refused if refused is not None else await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if request.cookies.get(VISIT) != visit(request) and not request.url.path.startswith((*PROGRAMS, "/static/")):
            response.set_cookie(VISIT, visit(request), httponly=True, samesite="strict")
        return response

    return guarded


def _refused(request: Request, door: Door) -> Response | None:
    """Why a request is turned away; null where it may go on."""
    if "\x00" in request.url.path or "%00" in str(request.url.query):
        return _no(request, 400, "An address holds no zero byte.")
    if door.loopback and not _own_name(request.headers.get("host", "")):
        return _no(request, 421, "This desk is asked by its own address only: http://127.0.0.1 or http://localhost.")
    if request.method not in SAFE:
        wrong = _forged(request) or _too_large(request, door.limit)
        if wrong is not None:
            return wrong
    if door.token is None or request.url.path.startswith(OPEN) or _signed(request, door):
        return None
    if request.url.path.startswith(PROGRAMS) or request.method not in SAFE:
        return JSONResponse({"error": "give the token: Authorization: Bearer TOKEN"}, 401)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?to={quote(asked)}", 303)


def _own_name(host: str) -> bool:
    """Whether a request names this machine: a foreign name that points here is somebody else's page."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _signed(request: Request, door: Door) -> bool:
    bearer = request.headers.get("authorization", "")
    if bearer.lower().startswith("bearer "):
        return door.is_token(bearer[7:].strip())
    given = request.cookies.get(SIGNED_IN, "")
    return hmac.compare_digest(given.encode(), door.seal("signed", "in").encode())


def _forged(request: Request) -> Response | None:
    """A request that another site's page sends. Browsers say whose page it was; programs say nothing."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or site not in (None, "same-origin", "none"):
        return _no(request, 403, "This was sent from another site's page, and is not done.")
    bodiless = request.method == "DELETE"  # which no form of another site can send
    if request.url.path.startswith("/api/") and not bodiless and not _is_json(request):
        return JSONResponse({"error": "send JSON: Content-Type: application/json"}, 415)
    return None


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"


def _too_large(request: Request, limit: int) -> Response | None:
    bodiless = request.method == "DELETE" and "transfer-encoding" not in request.headers
    length = request.headers.get("content-length", "0" if bodiless else "")
    if not length.isdigit():
        return _no(request, 411, "Say how long the request is (Content-Length).")
    if int(length) > limit:
        return _no(request, 413, f"{int(length):,} bytes are over the limit of {limit:,}; give fewer pages at a time.")
    return None


def _no(request: Request, status: int, sentence: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": sentence}, status)
    return PlainTextResponse(f"{sentence}\n", status)
