"""What a guest answered, kept in a file line by line, so that a run that was stopped pays for nothing twice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.errors import OutputError, UsageError
from sayso.guests.endpoint import ModelReply

Key = tuple[str, str, str]
"""Coder, article, version."""


@dataclass(slots=True)
class Journal:
    """The answers so far; each new one is written at once. Lines of other programs are left alone, and a last line that
    a stopped run left in the middle."""

    path: Path
    answers: dict[Key, list[ModelReply]] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path) -> Journal:
        """The journal in a file, which need not be there. Raises UsageError where it cannot be read."""
        found = cls(path)
        for row in found._rows():
            reply = _reply(row)
            if reply is not None:
                key = (str(row.get("coder")), str(row.get("article_id")), str(row.get("version")))
                found.answers.setdefault(key, []).append(reply)
        return found

    def _rows(self) -> Iterator[dict[str, Any]]:
        try:
            lines = self.path.read_bytes().splitlines() if self.path.exists() else []
        except OSError as error:
            raise UsageError(f"--journal {self.path} cannot be read: {error.strerror or error}") from error
        for line in lines:
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row, dict):
                yield row

    def head(self, coder: str, **said: Any) -> None:
        """Notes with which words and parameters a coder is asked, where the file does not say so yet."""
        if not any(row.get("guest") == coder for row in self._rows()):
            self.write({"guest": coder, **said})

    def keep(self, key: Key, reply: ModelReply) -> None:
        """Writes an answer down before anything is made of it."""
        coder, article, version = key
        self.answers.setdefault(key, []).append(reply)
        self.write({"coder": coder, "article_id": article, "version": version, "answer": reply.text,
                    "finish": reply.finish, "tokens_in": reply.tokens_in, "tokens_out": reply.tokens_out})  # fmt: skip

    def write(self, row: dict[str, Any]) -> None:
        """Appends a line. Raises OutputError."""
        try:
            with self.path.open("a+b") as stream:
                end = stream.seek(0, os.SEEK_END)
                stream.seek(max(0, end - 1))
                torn = stream.read(1) not in (b"", b"\n")
                stream.write(b"\n" * torn + json.dumps(row).encode() + b"\n")
        except OSError as error:
            why = f"{error.strerror}; check that its folder is there and has room"
            raise OutputError(str(self.path), why) from error


def _reply(row: dict[str, Any]) -> ModelReply | None:
    text = row.get("answer")
    if not isinstance(text, str):
        return None
    return ModelReply(text, row.get("finish"), row.get("tokens_in"), row.get("tokens_out"))
