"""Lists of feeds as readers of feeds exchange them (OPML)."""

from __future__ import annotations

from pathlib import Path

from sayso.errors import Damaged, UsageError
from sayso.intake.formats.feeds import xml_root
from sayso.intake.formats.wires import local
from sayso.web import is_address


def feeds_listed(name: str) -> list[str]:
    """The addresses of the feeds that a file lists, each once, in its order. Raises UsageError, for without its list
    nothing can be done."""
    try:
        root = xml_root(Path(name).read_bytes(), name)
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror or error}") from error
    except Damaged as error:
        raise UsageError(str(error)) from error
    found = [str(e.get("xmlUrl")).strip() for e in root.iter() if local(e) == "outline" and e.get("xmlUrl")]
    feeds = list(dict.fromkeys(url for url in found if is_address(url)))
    if not feeds:
        raise UsageError(f"{name} lists no feed; give OPML whose outlines have an xmlUrl, or the address of a feed")
    return feeds
