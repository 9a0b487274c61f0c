"""Packaged tables by name, each checked against its digest in data/MANIFEST.yaml (rewritten by tools/manifest.py)."""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sayso.errors import ResourceError

MANIFEST = "MANIFEST.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _bytes(name: str) -> bytes:
    try:
        return files("sayso").joinpath("data", name).read_bytes()
    except OSError as error:
        raise ResourceError(name, f"cannot be read ({error.strerror})") from error


@cache
def _manifest() -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = yaml.load(_bytes(MANIFEST), Loader=_LOADER)
    return rows


def _checked(name: str) -> bytes:
    """The bytes of a table whose digest is right. Raises ResourceError."""
    raw, row = _bytes(name), _manifest().get(name)
    if row is None:
        raise ResourceError(name, f"is not listed in {MANIFEST}")
    if hashlib.sha256(raw).hexdigest() != row["sha256"]:
        raise ResourceError(name, f"differs from its digest in {MANIFEST}")
    return raw


@cache
def table(name: str) -> Any:
    """The content of a YAML table, or the rows of a CSV table as dictionaries of strings; loaded once.

    Raises ResourceError where the file is missing, damaged or not listed.
    """
    raw = _checked(name)
    if name.endswith(".csv"):
        return tuple(csv.DictReader(raw.decode("utf-8").splitlines()))
    return yaml.load(raw, Loader=_LOADER)


@cache
def rules_digest() -> str:
    """16 hexadecimal digits over all tables: which rules a claim was made by."""
    rows = sorted((name, row["sha256"]) for name, row in _manifest().items())
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
