"""Packages that few need and that a default install leaves out: where one is missing, the command that brings it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sayso.errors import NotInstalled

PURPOSES = {
    "cluster": "coding on a cluster needs the packages ray and pyarrow",
    "desk": "the desk needs the packages fastapi, jinja2, prometheus-client, python-multipart and uvicorn",
    "parquet": "Parquet files and Arrow tables need the package pyarrow",
    "picture": "a PNG picture needs the package Pillow",
    "postgres": "a ledger on a PostgreSQL server needs the package psycopg",
}
"""Extra of `pyproject.toml` → what it is for."""


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Around the imports of an extra's packages. Raises NotInstalled where one of them is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise NotInstalled(PURPOSES[name], name) from error
