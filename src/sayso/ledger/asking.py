"""Questions kept in a ledger: each under an id made of what it asks, so that asked anew it has the same address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from sayso.errors import NotFound, UsageError
from sayso.ledger.schema import questions
from sayso.ledger.writing import Run
from sayso.records import digest

LONGEST = 200
"""Signs of a title at most."""


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question by its title; `asked` are the fields of a search, those that are not empty."""

    id: str
    title: str
    asked: dict[str, str]
    recorded_at: str


def question_id(asked: Mapping[str, str]) -> str:
    """The id of what is asked: the same for the same fields in any order."""
    return digest("question", *(part for pair in sorted(_given(asked).items()) for part in pair))


def keep_question(run: Run, title: str, asked: Mapping[str, str]) -> str:
    """Keeps a question; one that is there already takes the title. Gives its id. Raises UsageError where it asks for
    nothing or has no fit title, LedgerError."""
    given, name = _given(asked), " ".join(title.split())
    if not given:
        raise UsageError("there is nothing to keep: ask for something first")
    if not name or len(name) > LONGEST:
        raise UsageError(f"a question needs a title of 1 to {LONGEST} signs")
    return _append(run, question_id(given), name, msgspec.json.encode(given).decode(), holds=True)


def drop_question(run: Run, name: str) -> str:
    """Takes a question off the list; that it was there stays. Gives its id. Raises NotFound, LedgerError."""
    with run.reading() as connection:
        held = question(connection, name)
    return _append(run, held.id, held.title, msgspec.json.encode(held.asked).decode(), holds=False)


def _append(run: Run, name: str, title: str, asked: str, *, holds: bool) -> str:
    row = {"id": name, "title": title, "asked": asked, "holds": holds}
    with run.writing() as connection:
        connection.execute(sa.insert(questions), {**row, **run.stamp(connection)})
    return name


def kept(connection: sa.Connection) -> list[KeptQuestion]:
    """The questions on the list, by title."""
    later = questions.alias()
    overtaken = sa.exists().where(later.c.id == questions.c.id, later.c.n > questions.c.n)
    rows = connection.execute(sa.select(questions).where(questions.c.holds, ~overtaken)).mappings()
    found = [_question(row) for row in rows]
    return sorted(found, key=lambda q: (q.title.casefold(), q.id))


def question(connection: sa.Connection, name: str) -> KeptQuestion:
    """The question with this id. Raises NotFound."""
    asked = sa.select(questions).where(questions.c.id == name).order_by(questions.c.n.desc()).limit(1)
    row = connection.execute(asked).mappings().first()
    if row is None or not row["holds"]:
        raise NotFound(f"no such question: {name!r} {'is none' if row is None else 'was taken off the list'}")
    return _question(row)


def _question(row: sa.RowMapping) -> KeptQuestion:
    asked = msgspec.json.decode(row["asked"], type=dict[str, str])
    return KeptQuestion(row["id"], row["title"], asked, row["recorded_at"])


def _given(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in asked.items() if value.strip()}
