"""A server in the test process that answers as it is told, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], Any]
"""Request → the claims (a list), the words, or `Raw` for anything else."""


@dataclass(frozen=True)
class Raw:
    """An answer that is not what a client hopes for."""

    status: int = 200
    body: bytes = b""
    after: float = 0
    headers: tuple[tuple[str, str], ...] = ()
    drip: int = 0


@dataclass
class Served:
    """The server's address and all requests, with their headers and paths."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def chat(words: str, finish: str = "stop", usage: tuple[int, int] | None = (100, 20)) -> bytes:
    """The body of an answer."""
    counted = {} if usage is None else {"usage": {"prompt_tokens": usage[0], "completion_tokens": usage[1]}}
    return json.dumps({"choices": [{"message": {"content": words}, "finish_reason": finish}], **counted}).encode()


@contextmanager
def serving(answer: Answer) -> Iterator[Served]:
    """Answers on a port of this machine as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.asked.append(body)
            served.headers.append(dict(self.headers.items()))
            served.paths.append(self.path)
            made = answer(body)
            raw = made if isinstance(made, Raw) else Raw(body=chat(made if isinstance(made, str) else _claims(made)))
            self._send(raw)

        def _send(self, raw: Raw) -> None:
            time.sleep(raw.after)
            try:
                self.send_response(raw.status)
                for name, value in (("Content-Length", str(len(raw.body) + raw.drip)), *raw.headers):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(raw.body)
                for _ in range(raw.drip):
                    time.sleep(0.1)
                    self.wfile.write(b" ")
                    self.wfile.flush()
            except OSError:
                pass  # the client has gone, as it should

        def log_message(self, *_: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Served(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


def _claims(made: Any) -> str:
    return json.dumps({"claims": made})


def article(body: dict[str, Any]) -> str:
    """The text that a request asks about."""
    words: str = json.loads(body["messages"][1]["content"])["article"]["text"]
    return words
