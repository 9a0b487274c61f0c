"""Packaged tables by name, each checked against its digest in data/MANIFEST.yaml (rewritten by tools/manifest.py)."""

from __future__ import annotations

import csv
import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import ResourceError

MANIFEST = "MANIFEST.yaml"
CARD = "card.json"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _bytes(name: str, folder: str = "data") -> bytes:
    try:
        return files("sayso").joinpath(folder, name).read_bytes()
    except OSError as error:
        raise ResourceError(name, f"cannot be read ({error.strerror})") from error


@cache
def _manifest() -> dict[str, dict[str, str]]:
    """Table → its row. Raises ResourceError where the manifest is missing or no manifest."""
    try:
        rows: dict[str, dict[str, str]] = yaml.load(_bytes(MANIFEST), Loader=_LOADER)
        for row in rows.values():
            bytes.fromhex(row["sha256"])
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ResourceError(MANIFEST, "is damaged (it is no table of digests)") from error
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
def model_card() -> dict[str, Any]:
    """The card of the packaged model: its files with their SHA-256, its labels, data, licences and scores.

    Raises ResourceError where it is missing or no card.
    """
    try:
        card: dict[str, Any] = json.loads(_bytes(CARD, "models"))
        for digest in card["files"].values():
            bytes.fromhex(digest)
        card["labels"].items()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ResourceError(CARD, "is damaged (it is no card of a model)") from error
    return card


def model_labels() -> dict[str, list[str]]:
    """The classes of each head of the model, in the order of its scores."""
    labels: dict[str, list[str]] = model_card()["labels"]
    return labels


def model(name: str) -> bytes:
    """The bytes of one file of the model. Raises ResourceError where it is missing or differs from its SHA-256 in the card."""
    raw = _bytes(name, "models")
    if hashlib.sha256(raw).hexdigest() != model_card()["files"].get(name):
        raise ResourceError(name, f"differs from its SHA-256 in models/{CARD}")
    return raw


def model_digest() -> str:
    """16 hexadecimal digits over the model's files: which weights a claim was read by."""
    return hashlib.sha256(repr(sorted(model_card()["files"].items())).encode()).hexdigest()[:16]


@cache
def checked_path(name: str) -> Path:
    """The file of a packaged artefact, for libraries that read it in place. Raises ResourceError as `table` does."""
    _checked(name)
    return Path(str(files("sayso").joinpath("data", name)))


@cache
def rules_digest() -> str:
    """16 hexadecimal digits over all tables: which rules a claim was made by."""
    rows = sorted((name, row["sha256"]) for name, row in _manifest().items())
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
