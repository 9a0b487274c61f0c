"""Bytes as received, each once, in a folder by their SHA-256."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from sayso.errors import OutputError


def keep_bytes(folder: Path, data: bytes) -> str:
    """Keeps the bytes and gives their hash; the file appears whole or not at all. Raises OutputError."""
    name = hashlib.sha256(data).hexdigest()
    place = folder / name[:2] / name
    if place.exists():
        return name
    draft = place.with_name(f".{name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        os.replace(draft, place)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise OutputError(str(place), f"{error.strerror or error}; check that its folder may be written") from error
    return name
