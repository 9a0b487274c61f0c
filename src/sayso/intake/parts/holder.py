"""Who holds the rights of a page, which is its outlet where the page names no other."""

from __future__ import annotations

import re

from sayso.ground.names import Names
from sayso.records import Part

_HOLDER = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?,?)?\s*(?:by\s+)?"
    r"(?P<name>(?-i:[A-Z])[\w&’'-]*(?: (?:(?:of|the|and|for|de) )?(?-i:[A-Z0-9])[\w&’'-]*){0,5})",
    re.IGNORECASE,
)


def rights_holder(text: str, parts: tuple[Part, ...], names: Names) -> str | None:
    """Who holds the rights of a page that names no outlet; an agency holds those of its own copy only."""
    for part in parts:
        match = _HOLDER.search(text, part.start, part.end) if part.label == "rights" else None
        name = re.sub(r"\s+(?:All )?Rights Reserved$", "", match["name"], flags=re.IGNORECASE) if match else ""
        name = re.sub(r"(?:\s+(?:S|SA|Ltd|Limited|Inc|LLC|PLC|GmbH|AG|OÜ|AS|Oy|BV|Co))+$", "", name)
        if name and name not in names.agencies and not name.lower().startswith("all rights"):
            return name
    return None
