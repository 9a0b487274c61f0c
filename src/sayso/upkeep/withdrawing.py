"""A wire kills a story that a ledger keeps: a last version that tells nothing overtakes what it told, with its
history."""

from __future__ import annotations

from dataclasses import replace

from sayso.errors import HeldBack
from sayso.ledger.recoding import last_text
from sayso.ledger.writing import Run
from sayso.records import Article, Coder, Dated, Part, digest

MARK = "KILL: "
"""How the title of such a version begins; notices are known by it (stories/notices.py)."""
WORDS_QUOTED = 60
"""Words of the story that the version quotes: by them its copies on other pages are known."""


def withdraw(run: Run, held: HeldBack, coder: Coder) -> bool:
    """Withdraws the story of an item that is killed; false where it is not, or the ledger has none of that id. One
    that was withdrawn before stays so. Raises LedgerError."""
    story, day = held.killed or (None, None)
    with run.reading() as connection:
        last = last_text(connection, story) if story else None
    if last is None:
        return False
    if (last.title or "").startswith(MARK):
        run.counts.unchanged += 1
        return True
    run.add(_version(last, day), (), coder)
    run.notices.append(
        f"story {last.id!r} was killed on the wire{_on(day)}: what it told no longer counts; its history stays"
    )
    return True


def _version(last: Article, day: str | None) -> Article:
    """The story as its maker leaves it. Its words are ours: of a killed item wires show nothing, or the story again."""
    title = f"{MARK}{last.title or last.id}"
    opening = " ".join(last.text.split()[:WORDS_QUOTED])
    told = f"{last.publisher or 'Its maker'} has killed this story{_on(day)}."
    text = "\n\n".join([title, told, *([f"“{opening} …”"] if opening else [])])
    return replace(
        last,
        version=digest(text),
        supersedes=last.version,
        title=title,
        text=text,
        parts=(Part("boilerplate", 0, len(text)),),
        modified=Dated(day, "metadata") if day else None,
        raw_hash=None,
    )


def _on(day: str | None) -> str:
    return f" on {day.partition('T')[0]}" if day else ""
