"""The accuracy floors of the suite, as `floors.yaml` has them."""

from __future__ import annotations

from pathlib import Path

import yaml

FILE = Path(__file__).parent / "floors.yaml"


def floors(measure: str) -> dict[str, float]:
    """The floors of one measure by name; its command is no floor."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))[measure]
    return {name: float(floor) for name, floor in rows.items() if name != "command"}
