"""Packaged tables by name, each checked against its digest in data/MANIFEST.yaml (rewritten by tools/manifest.py)."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import ResourceError
from sayso.settings import reader_folder

MANIFEST = "MANIFEST.yaml"
CARD = "card.json"
CODER = "coder.json"
TRUTH = "tag:yaml.org,2002:bool"


def words_stay_words(base: Any) -> Any:
    """A loader of YAML for which true and false alone are truth values, as in YAML 1.2: "on", "off", "no" and "yes"
    are words."""
    signs = base.yaml_implicit_resolvers.items()
    kept = {sign: [row for row in rows if row[0] != TRUTH] for sign, rows in signs}
    loader: Any = type("WordsLoader", (base,), {"yaml_implicit_resolvers": kept})
    loader.add_implicit_resolver(TRUTH, re.compile("true|false"), list("tf"))
    return loader


_LOADER = words_stay_words(getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _bytes(name: str, folder: str = "data") -> bytes:
    own = reader_folder() if folder == "models" else None
    try:
        return (own or files("sayso").joinpath(folder)).joinpath(name).read_bytes()
    except OSError as error:
        raise ResourceError(name, f"cannot be read ({error.strerror})") from error


@cache
def _manifest() -> dict[str, dict[str, str]]:
    """Table → its row. Raises ResourceError where the manifest is missing or no manifest."""
    rows = _parsed(MANIFEST, lambda: yaml.load(_bytes(MANIFEST), Loader=_LOADER))
    if not isinstance(rows, dict) or not all(isinstance(row, dict) and "sha256" in row for row in rows.values()):
        raise ResourceError(MANIFEST, "is no list of tables with their digests")
    return rows


def _parsed(name: str, parse: Callable[[], Any]) -> Any:
    """What `parse` makes of a file. Raises ResourceError where it is damaged."""
    try:
        return parse()
    except (yaml.YAMLError, ValueError) as error:
        raise ResourceError(name, f"is damaged ({' '.join(str(error).split())[:120]})") from error


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
    """The card of the model, packaged or in the folder that SAYSO_READER names: its files with their SHA-256, its
    labels, data, licences and scores.

    Raises ResourceError where it is missing or no card.
    """
    card = _parsed(CARD, lambda: json.loads(_bytes(CARD, "models")))
    if not isinstance(card, dict) or not all(isinstance(card.get(part), dict) for part in ("files", "labels")):
        raise ResourceError(CARD, "does not name the model's files and labels")
    return card


def model_labels() -> dict[str, list[str]]:
    """The classes of each head of the model, in the order of its scores."""
    labels: dict[str, list[str]] = model_card()["labels"]
    return labels


def model(name: str) -> bytes:
    """The bytes of one file of the model. Raises ResourceError where it is missing or differs from its SHA-256 in the
    card."""
    raw = _bytes(name, "models")
    if hashlib.sha256(raw).hexdigest() != model_card()["files"].get(name):
        raise ResourceError(name, f"differs from its SHA-256 in models/{CARD}")
    return raw


def model_is_optimized(name: str) -> bool:
    """Whether a graph of the model is as ONNX Runtime makes it of any graph at its start."""
    return name in model_card().get("optimized", ())


def model_digest() -> str:
    """8 hexadecimal digits over the model's files: which weights a claim was read by."""
    return _short(sorted(model_card()["files"].items()))


@cache
def checked_path(name: str) -> Path:
    """The file of a packaged artefact, for libraries that read it in place. Raises ResourceError as `table` does."""
    _checked(name)
    return Path(str(files("sayso").joinpath("data", name)))


def rules_digest() -> str:
    """8 hexadecimal digits over all tables: which words a claim was made by."""
    return _short(sorted((name, row["sha256"]) for name, row in _manifest().items()))


@cache
def code_digest() -> str:
    """8 hexadecimal digits over the code of the rooms that decide, as tools/manifest.py wrote them. Raises
    ResourceError."""
    try:
        found: str = json.loads(_bytes(CODER))["code"]
    except (ValueError, KeyError) as error:
        raise ResourceError(CODER, "does not hold the digest of the code; install the package again") from error
    return _short(found)


def coder_digest() -> str:
    """What makes claims here: the digests of tables, weights and code, joined by dots. Reads no source and no
    weights."""
    return ".".join((rules_digest(), model_digest(), code_digest()))


def _short(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:8]
