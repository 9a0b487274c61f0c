"""One article's bytes as received, and what was known of it beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FileKind = Literal["text", "html", "record"]


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one article as received, where they came from, and what reads them.

    `fields` are those of a record that the wrapping tells (the address and time of a fetch, the head of a mail); what
    the article says of itself goes before them. `charset` is what the wrapping says of the bytes, `listed` the day
    under which a feed lists the page.
    """

    source: str
    data: bytes
    kind: FileKind
    fields: Mapping[str, str] = field(default_factory=dict)
    charset: str | None = None
    listed: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()
