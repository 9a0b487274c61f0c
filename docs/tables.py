"""Writes the tables of docs/codebook.md from the packaged data: `python docs/tables.py`. A test holds the page to
them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sayso import ontology
from sayso.resources import table

PAGE = Path(__file__).parent / "codebook.md"
BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
WORDS = 8
"""How many of a context's words are shown."""


def _rows(head: str, rows: Iterable[Iterable[object]]) -> str:
    names = head.split("|")
    lines = [names, ["---"] * len(names), *([str(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}".replace("-", "−")


def types() -> str:
    """Type, quad class, score, recipient, what it is."""
    kinds = ontology.TYPES.values()
    required = {True: "required", False: "optional"}
    return _rows(
        "type|quad|score|recipient|in one line",
        ([f"`{k.name}`", k.quad or "–", _number(k.score), required[k.recipient_required], k.says] for k in kinds),
    )


def modes() -> str:
    """Type and its modes with their scores."""
    return _rows(
        "type|modes (score)",
        (
            [f"`{k.name}`", ", ".join(f"`{mode}` {_number(ontology.score(k.name, mode))}" for mode in k.modes)]
            for k in ontology.TYPES.values()
            if k.modes
        ),
    )


def statuses() -> str:
    """Status and what the text says."""
    says: Mapping[str, str] = table("ontology.yaml")["statuses"]
    return _rows("status|the text says that …", ([f"`{name}`", words] for name, words in says.items()))


def derivation() -> str:
    """Each act with each status: the event type, the mode that it takes, and auxiliary modes."""
    return _rows(
        "act|" + "|".join(ontology.STATUSES),
        ([f"`{act}`", *(_derived(act, status) for status in ontology.STATUSES)] for act in ontology.TYPES),
    )


def _derived(act: str, status: str) -> str:
    found = ontology.derive(act, None, status)
    same = found.event_type in (act, None)
    name = "same" if same else f"{found.event_type} {found.event_mode or ''}".strip()
    return " ".join([name, *(f"+{auxiliary}" for auxiliary in found.auxiliary)])


def contexts() -> str:
    """Context and the first of the words that speak for it."""
    rows = table("contexts.yaml")
    return _rows(
        "context|one of these is enough, such as|two of these, such as",
        (
            [f"`{name}`", *(", ".join(_listed(rows[name][kind])[:WORDS]) for kind in ("strong", "weak"))]
            for name in ontology.CONTEXTS
        ),
    )


def _listed(words: str) -> list[str]:
    return " ".join(words.split()).split(", ")


def sectors() -> str:
    """Code and what it stands for."""
    return _rows("code|stands for", ([f"`{code}`", says] for code, says in ontology.SECTORS.items()))


def cameo() -> str:
    """Each event with the CAMEO codes that become it, and the code that it becomes."""
    from_cameo: dict[tuple[str, str | None], list[str]] = {}
    for row in table("cameo.csv"):
        from_cameo.setdefault((row["type"], row["mode"] or None), []).append(row["cameo"])
    events = [(name, mode) for name in ontology.TYPES if name != "PRESENT" for mode in (None, *ontology.MODES[name])]
    return _rows(
        "event|written out as|read from",
        (
            [
                f"`{f'{name} {mode or str()}'.strip()}`",
                ontology.to_cameo(name, mode),
                " ".join(from_cameo.get((name, mode), ["–"])),
            ]
            for name, mode in events
        ),
    )


def differences() -> str:
    """Codes where our crosswalk leaves PLOVER's own, with what PLOVER's says."""
    rows = [row for row in table("cameo.csv") if row["note"]]
    notes: dict[str, list[str]] = {}
    for row in rows:
        notes.setdefault(row["note"], []).append(row["cameo"])
    return _rows("CAMEO codes|note", ([" ".join(codes), note] for note, codes in notes.items()))


def plover() -> str:
    """The rules by which `relate` leaves our types for PLOVER's."""
    rows = table("relation.yaml")["plover"]
    return _rows(
        "act|mode|status|and|`relate` says|CAMEO",
        ([*_conditions(row), f"`{row['becomes']}`", row["cameo"]] for row in rows),
    )


def _conditions(row: Mapping[str, Any]) -> list[str]:
    listed = [", ".join(f"`{name}`" for name in row.get(key, ())) or "any" for key in ("act", "mode", "status")]
    flags = [words for key, words in CONDITIONS.items() if row.get(key)]
    near = [
        f"{key} {', '.join(row[words][:4])}"
        for key, words in (("of the words", "words"), ("without", "without"), ("near", "near"))
        if words in row
    ]
    return [*listed, "; ".join(flags + near) or "–"]


CONDITIONS = {
    "promised": "promised, or said with “will”",
    "suffers": "the recipient suffers it, and is not who is asked",
}

TABLES: Mapping[str, Callable[[], str]] = {
    "types": types,
    "modes": modes,
    "statuses": statuses,
    "derivation": derivation,
    "contexts": contexts,
    "sectors": sectors,
    "cameo": cameo,
    "differences": differences,
    "plover": plover,
}


def written(page: str) -> str:
    """The page with its tables as the data has them now."""
    return BLOCK.sub(lambda block: f"{block[1]}{TABLES[block[2]]()}{block[3]}", page)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
