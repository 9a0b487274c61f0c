"""Writes the base map of the desk (`python tools/basemap.py countries-50m.json`): countries of Natural Earth at 1:50m
(public domain), from the file of the npm package `world-atlas`, which has them as TopoJSON.

Kept are the lines (arcs) with the countries that they bound, so that a border is known as the lines that two countries
share. Countries have the codes of our tables; ground without one is drawn as land of nobody named.
"""

import json
import sys
from pathlib import Path
from typing import Any

from sayso.ground.places import country_code

OUT = Path(__file__).parent.parent / "src" / "sayso" / "desk" / "basemap.json"
NAMES = {
    "Bosnia and Herz.": "BIH", "Central African Rep.": "CAF", "Côte d'Ivoire": "CIV", "Czechia": "CZE",
    "Dem. Rep. Congo": "COD", "Congo": "COG", "Dominican Rep.": "DOM", "Eq. Guinea": "GNQ", "Macedonia": "MKD",
    "S. Sudan": "SSD", "Solomon Is.": "SLB", "United States of America": "USA", "Kosovo": "XKX", "Timor-Leste": "TLS",
    "eSwatini": "SWZ", "Antigua and Barb.": "ATG", "Marshall Is.": "MHL", "St. Kitts and Nevis": "KNA",
    "St. Vin. and Gren.": "VCT", "São Tomé and Principe": "STP", "Vatican": "VAT", "Micronesia": "FSM",
}  # fmt: skip
"""Names that the file abbreviates, of countries that our tables know."""


def main() -> None:
    """Reads the file that is named and writes the map."""
    whole = json.loads(Path(sys.argv[1]).read_bytes())
    countries: dict[str, list[list[int]]] = {}
    for shape in whole["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        countries.setdefault(NAMES.get(name) or country_code(name) or "", []).extend(_rings(shape))
    arcs = [[number for point in arc for number in point] for arc in whole["arcs"]]
    found = {**whole["transform"], "arcs": arcs, "countries": dict(sorted(countries.items()))}
    OUT.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


def _rings(shape: dict[str, Any]) -> list[list[int]]:
    """The rings of a shape, each the numbers of its arcs (one less than zero is walked backwards)."""
    if shape["type"] == "Polygon":
        return [list(ring) for ring in shape["arcs"]]
    return [list(ring) for polygon in shape.get("arcs", ()) for ring in polygon]


if __name__ == "__main__":
    main()
