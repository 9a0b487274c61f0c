"""One table of forms an answer: presence, briefs and origins as text, data and pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from sayso.answers.brief import Brief
from sayso.answers.origins import Origins
from sayso.answers.presence import Presence
from sayso.errors import UsageError
from sayso.exports import brief, origins, presence, timeline

PRESENCE: Mapping[str, Callable[[Presence], str | bytes]] = {
    "table": presence.as_text, "json": presence.as_json, "csv": presence.as_csv, "svg": timeline.svg,
    "png": timeline.png,
}  # fmt: skip
T = TypeVar("T")
BRIEF = {"table": brief.brief_text, "markdown": brief.markdown, "html": brief.brief_html}
ORIGINS: Mapping[str, Callable[[Origins], str]] = {"table": lambda found: "\n".join(origins.origin_lines(found)) + "\n"}


def render(answer: Presence | Brief | Origins, form: str = "table") -> str | bytes:
    """An answer in one of its forms. Raises UsageError for another one, NotInstalled."""
    match answer:
        case Presence():
            return _form(PRESENCE, form)(answer)
        case Brief():
            return _form(BRIEF, form)(answer)
        case Origins():
            return _form(ORIGINS, form)(answer)


def _form(forms: Mapping[str, T], form: str) -> T:
    if form not in forms:
        raise UsageError(f"no form {form!r}; those of this answer are {', '.join(forms)}")
    return forms[form]
