"""What a reader should know of an input that is read all the same: a page decoded twice, a date that can mean two
days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sayso.errors import printable

TWICE = re.compile(r"[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}")
"""What a letter of UTF-8 becomes where its bytes are read as those of Western Europe."""
_ENTITY = r"(?:amp|quot|apos|nbsp|lt|gt|[rl][sd]quo|[mn]dash|hellip|#x?[0-9a-fA-F]{2,6});"
ESCAPED = re.compile(rf"&{_ENTITY}")
ESCAPED_TWICE = re.compile(rf"&amp;(?={_ENTITY})")
"""The ampersand of an entity that was escaped once more: a page shows "&#39;" for it."""
FEW = 2


@dataclass(frozen=True, slots=True)
class InputNote:
    """A warning about an input that is read. `kind` is a short fixed code."""

    source: str
    kind: str
    sentence: str

    def __str__(self) -> str:
        return f"{printable(self.source)}: {printable(self.sentence)}"


Tell = Callable[[InputNote], None]
"""Who is told of a notice."""


def unheard(_: InputNote) -> None:
    """Nobody is told."""


def of_text(source: str, text: str, tell: Tell) -> None:
    """Notices of a text that was spoilt before it came here."""
    found = TWICE.findall(text)
    if len(found) >= FEW:
        tell(
            InputNote(
                source,
                "decoded-twice",
                f"decoded in the wrong encoding before it came here ({found[0]!r} stands for one letter, "
                f"{len(found)} times); it is read as it is, better get the page anew",
            )
        )

    escaped = ESCAPED.findall(text)
    if len(escaped) >= FEW:
        tell(
            InputNote(
                source,
                "escaped",
                f"holds signs in HTML escapes ({escaped[0]!r} and {len(escaped) - 1} more); it is read as it is, "
                "better give plain text",
            )
        )


def escaped_once(source: str, html: str, tell: Tell) -> str:
    """The page, its entities escaped once where they were escaped twice ("France&amp;#39;s"), of which it is told."""
    found = len(ESCAPED_TWICE.findall(html))
    if found < FEW:
        return html
    tell(
        InputNote(
            source,
            "escaped-twice",
            f"escaped twice before it came here ({found} signs); it is read as if it had been escaped once",
        )
    )
    return ESCAPED_TWICE.sub("&", html)


def of_date(source: str, words: str, readings: tuple[str, ...], tell: Tell) -> None:
    """The notice of a date that can mean two days."""
    days = " or ".join(readings)
    tell(InputNote(source, "doubtful-date", f"its date {words!r} may be {days}; give --published to say which"))
