"""Writes the published JSON Schemas from the records: `python docs/schema/write.py`. A test holds them to the code."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.records import Article, Claim, json_schema

HERE = Path(__file__).parent
PUBLISHED = {"claim.schema.json": Claim, "article.schema.json": Article}


def written(kind: type) -> str:
    """The schema of one record as it is published."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **json_schema(kind)}
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    for name, kind in PUBLISHED.items():
        (HERE / name).write_text(written(kind), encoding="utf-8")
