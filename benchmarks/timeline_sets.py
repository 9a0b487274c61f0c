"""The story sets of corpus/timelines: their pages as input records, and their right answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "corpus" / "timelines"
TO_READ = ("01", "02", "03", "04", "05")
"""Sets whose errors may be read; of the others figures alone are printed."""
UNREAD = ("06", "07", "08", "09", "10")
FIELDS = {"URL": "url", "Title": "title", "Publisher": "publisher", "Published": "published"}


@dataclass(frozen=True, slots=True)
class TimelineSet:
    """A set by its two digits: `pages` are input records, `right` and `words` its two files."""

    name: str
    pages: tuple[Mapping[str, str], ...]
    right: Mapping[str, Any]
    words: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, name: str) -> TimelineSet:
        """The set of that name, read from its folder."""
        folder = FOLDER / f"set-{name}"
        pages = tuple(_record(path) for path in sorted((folder / "pages").glob("*.txt")))
        right, words = (_yaml(folder / f"{x}.yaml") for x in ("right", "words"))
        return cls(name, pages, right, words)

    def told(self, happening: str) -> dict[str, tuple[str, ...]]:
        """The words that tell a happening, by page."""
        rows = self.words.get(happening, {})
        return {page: tuple(said) if isinstance(said, list) else (said,) for page, said in rows.items()}


def _record(path: Path) -> dict[str, str]:
    """A page: four header lines, a blank one, and the text."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.partition(":")[::2] for line in head.splitlines())
    given = {FIELDS[name]: value.strip() for name, value in fields.items() if value.strip()}
    return {"id": path.name[:2], "text": text, **given}


def _yaml(path: Path) -> dict[str, Any]:
    # dates stay texts: those of the sets are EDTF
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded
