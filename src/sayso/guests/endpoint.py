"""One request to an OpenAI-compatible server, and its answer. No other host is asked: no proxy, no redirect."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError, NewConnectionError, TimeoutError
from urllib3.util import parse_url

from sayso.errors import UsageError
from sayso.guests.faults import GuestRefuses, NoAnswer

LARGEST_ANSWER = 4_000_000
"""Bytes of an answer."""
REFUSALS = {401: "the key is missing or wrong", 402: "the account has no credit", 403: "the key may not use this model",
            404: "there is no such model or address"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelReply:
    """An answer: its words, whether it ended by itself, and the tokens that the server counted (null: it did not)."""

    text: str
    finish: str | None
    tokens_in: int | None
    tokens_out: int | None


@dataclass(slots=True)
class Endpoint:
    """A server. `key` goes into the header alone: it stands in no message, file or error."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 120
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False), repr=False)

    def ask(self, messages: Sequence[Mapping[str, str]], parameters: Mapping[str, Any], source: str) -> ModelReply:
        """What the model answers. Raises NoAnswer, GuestRefuses."""
        body = {"model": self.model, "messages": list(messages), **parameters}
        plain = {name: value for name, value in body.items() if value is not None}
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "sayso"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            status, raw = self._exchange(json.dumps(plain).encode(), headers)
        except (HTTPError, OSError) as error:
            raise self._failed(error, source) from error
        if status in REFUSALS:
            why = f"the server refuses ({status}: {REFUSALS[status]})"
            raise GuestRefuses(f"--guest {self.url}: {why}; the key is read from the variable {KEY}")
        if status != 200:
            raise NoAnswer(source, "status", f"the server says {status}{_said(raw)}")
        return _reply(raw, source)

    def _exchange(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Status and body, all within the time: a server that sends a sign now and then is late too."""
        ends = time.monotonic() + self.seconds
        response = self.pool.request("POST", self.url, body=body, headers=headers, redirect=False, retries=False,
                                     timeout=urllib3.Timeout(self.seconds), preload_content=False)  # fmt: skip
        raw = b""
        try:
            while piece := response.read1(1 << 16):
                raw += piece
                if len(raw) > LARGEST_ANSWER or time.monotonic() > ends:
                    raise TimeoutError
        finally:
            response.close()
        return response.status, raw

    def _failed(self, error: Exception, source: str) -> NoAnswer:
        if isinstance(error, NewConnectionError):
            return NoAnswer(source, "unreachable", f"{self.url} cannot be reached")
        if isinstance(error, TimeoutError):
            return NoAnswer(source, "late", f"it said nothing whole within {self.seconds:g} seconds")
        return NoAnswer(source, "broken", f"the connection broke off ({type(error).__name__})")


KEY = "SAYSO_GUEST_KEY"
"""Where the key is read from: it stands on no command line, in no file."""


def endpoint_address(url: str, *, remote: bool) -> str:
    """Where requests go to. Raises UsageError for what is no address, and for a host that is not this machine unless
    `remote`."""
    try:
        found = parse_url(url)
    except LocationParseError:
        found = parse_url("")
    if found.scheme not in ("http", "https") or not found.host or found.auth:
        raise UsageError(f"--guest {url!r} is no address; give one such as http://127.0.0.1:11434/v1")
    if not remote and not _here(found.host):
        why = f"{found.host} is not this machine, and would get the articles' whole text"
        raise UsageError(f"--guest: {why}; if it may, add --remote")
    path = (found.path or "").rstrip("/")
    whole = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    return f"{found.scheme}://{found.netloc}{whole}"


def _here(host: str) -> bool:
    name = host.strip("[]").rstrip(".").lower()
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _said(raw: bytes) -> str:
    words = " ".join(raw[:300].decode("utf-8", "replace").split())
    return f" (“{words[:160]}”)" if words else ""


def _reply(raw: bytes, source: str) -> ModelReply:
    try:
        found = json.loads(raw)
        choice = found["choices"][0]
        text, finish, usage = choice["message"]["content"], choice.get("finish_reason"), found.get("usage") or {}
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise NoAnswer(source, "broken", "what came is no answer of a chat") from error
    counted = [usage.get(name) if isinstance(usage, dict) else None for name in ("prompt_tokens", "completion_tokens")]
    given, made = (n if isinstance(n, int) and not isinstance(n, bool) and n >= 0 else None for n in counted)
    return ModelReply(text if isinstance(text, str) else "", finish if isinstance(finish, str) else None, given, made)
