"""Rewrites the digests of the packaged tables after one was changed: `python tools/manifest.py`. Needs no working package."""

import hashlib
from pathlib import Path

import yaml

DATA = Path(__file__).parent.parent / "src" / "sayso" / "data"
OWN = {"source": "written for Sayso", "licence": "Apache-2.0"}


def main() -> None:
    """Keeps source and licence of each table as they stand; new tables are our own."""
    path = DATA / "MANIFEST.yaml"
    known = yaml.safe_load(path.read_bytes()) if path.exists() else {}
    rows = {}
    for item in sorted(DATA.iterdir()):
        if item.suffix in (".yaml", ".csv", ".sqlite") and item != path:
            rows[item.name] = {**OWN, **known.get(item.name, {}), "sha256": hashlib.sha256(item.read_bytes()).hexdigest()}
    path.write_text(yaml.safe_dump(rows, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
