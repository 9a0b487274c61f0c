"""Which columns or fields of a record are its text, date and id, where they are not called so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Columns:
    """The names that a caller's records have for `text`, `published` and `id`; null for these names themselves."""

    text: str | None = None
    published: str | None = None
    id: str | None = None

    def applied(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row with the caller's names put into ours; the row's own of that name give way."""
        fields = dict(row)
        for ours, theirs in (("text", self.text), ("published", self.published), ("id", self.id)):
            if theirs is not None and theirs in row:
                fields[ours] = row[theirs]
        if self.text is not None and self.text in row:
            fields.pop("html", None)
        return fields

    def __bool__(self) -> bool:
        return any((self.text, self.published, self.id))
