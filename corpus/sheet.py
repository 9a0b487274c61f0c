"""Sheets to annotate, and what comes back: `python -m corpus.sheet print ID …`, `take FILE …`, `show ID …`, `ids PART
STRATUM`.

A sheet shows numbered sentences. What comes back is YAML in the corpus's readable form, its words pointed at with the
number of their sentence (`troops@3`, `troops@3#2`, `at the … of Kenya@3`); `take` turns each into offsets, verifies
every span and code, and keeps the row. Nothing is kept of a text that has a fault.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import yaml

from corpus import draw, standoff
from corpus.check import PLACE, faults
from corpus.pointers import Pointers, key_of
from corpus.reader import CorpusError, as_list
from corpus.standoff import Source

ROLES = ("actor", "recipient", "place", "evidence")
Resolve = Callable[[str], str]


def resolved(entry: dict[str, Any]) -> tuple[dict[str, Any], Source]:
    """A readable entry as a row to be kept, and its text. Raises CorpusError naming the first key that is not there."""
    name = str(entry["id"])
    found: dict[str, Any] = {"id": name}
    if name.startswith("voa-"):
        number = int(name[4:])
        low = draw.window(number)[0]
        begin, last = (low + int(n) - 1 for n in entry.get("story") or [0, 0])
        if not begin <= number <= last <= draw.window(number)[1]:
            raise CorpusError(f"{name}: `story: [first, last]` must hold the drawn sentence and lie in the sheet")
        of, shown = standoff.story(name, begin, last), begin - low + 1
        found |= {"first": begin, "last": last, "stratum": dict(draw.drawn())[number]}
    else:
        of, shown = standoff.article(name), 1
    at = Pointers(of, shown)
    try:
        found |= {"digest": of.digest, **_layers(entry, at)}
    except CorpusError as error:
        raise CorpusError(f"{name}: {error}") from None
    return found, of


def _layers(entry: dict[str, Any], at: Pointers) -> dict[str, Any]:
    kept: dict[str, Any] = {k: entry[k] for k in ("decoy", "note") if k in entry}
    kept["parts"] = {at(k): str(v) for k, v in (entry.get("parts") or {}).items()}
    kept["entities"] = [[str(code), *(at(k) for k in mentions)] for code, *mentions in entry.get("entities") or []]
    kept["say"] = [_say(item, at) for item in entry.get("say") or []]
    kept["acts"] = [_act(item, at) for item in entry.get("acts") or []]
    return {k: v for k, v in kept.items() if v or k in ("acts", "say")}


def _say(item: dict[str, Any], at: Pointers) -> dict[str, Any]:
    anchor = next((at(as_list(item[k])[0]) for k in ("cue", "content") if item.get(k)), None)
    near = at.sentence(anchor) if anchor else None
    row: dict[str, Any] = {k: str(v) for k, v in item.items()}
    for role in ("source", "cue", "content"):
        if item.get(role):
            keys = [at(k, near) for k in as_list(item[role])]
            row[role] = keys if isinstance(item[role], list) else keys[0]
    return row


def _act(item: dict[str, Any], at: Pointers) -> dict[str, Any]:
    if not item.get("on"):
        raise CorpusError("an act without `on`")
    on = at(item["on"])
    near = at.sentence(on)
    point: Resolve = lambda key: at(key, near)  # noqa: E731
    row: dict[str, Any] = {k: str(v) for k, v in item.items()} | {"on": on}
    for role in (*ROLES, "retold"):
        if item.get(role):
            row[role] = [point(k) for k in as_list(item[role])]
    for role in ("time", "decided", "qty"):
        if item.get(role):
            row[role] = {point(k): str(v) for k, v in item[role].items()}
    if item.get("move"):
        row["move"] = _move(item["move"], point)
    return row


def _move(item: dict[str, Any], point: Resolve) -> dict[str, Any]:
    row: dict[str, Any] = {k: str(v) for k, v in item.items()}
    for role in ("force", "from", "to"):
        if item.get(role):
            row[role] = [point(k) for k in as_list(item[role])]
    if item.get("strength"):
        words, _, counts = str(item["strength"]).rpartition(" = ")
        row["strength"] = f"{point(words)} = {counts}"
    if item.get("basis"):
        kind, _, words = str(item["basis"]).partition(" = ")
        row["basis"] = f"{kind} = {point(words)}"
    return row


def wrong(row: dict[str, Any], of: Source) -> Iterator[str]:
    """Everything wrong with a row, a sentence each: the checks of the corpus, and those of real news."""
    text = standoff.as_text(row, of)
    yield from faults(text)
    seen: Callable[[str], str] = lambda key: f"{of.text[slice(*text.find(key))]!r}"  # noqa: E731
    parties, places = _named(row, places=False), _named(row, places=True)
    for item in row["say"]:
        yield from (
            f"{of.id}: source {seen(k)} is in no entity" for k in as_list(item.get("source")) if k not in parties
        )
    acts = [a for a in row["acts"] if not a.get("retold")]
    for act in acts:
        yield from (f"{of.id}: {fault}" for fault in _uncovered(act, parties, places, seen))
        yield from (f"{of.id}: {fault}" for fault in _evidence(act, acts, of, seen))


def _named(row: dict[str, Any], *, places: bool) -> set[str]:
    """The words of a row's entities, of its places or of its parties."""
    return {k for code, *keys in row.get("entities") or [] for k in keys if (PLACE in code.split()) == places}


def _uncovered(act: dict[str, Any], parties: set[str], places: set[str], seen: Callable[[str], str]) -> Iterator[str]:
    """Quantities with too long a unit, parties and places of an act that are in no entity."""
    at = f"act {seen(act['on'])}"
    for code in (act.get("qty") or {}).values():
        if len(code.split()) - sum(part[0] in "<>" for part in code.split()) > CODE_WORDS:
            yield f"{at}: quantity {code!r}: the unit is at most two words"
    move = act.get("move") or {}
    for key in (*as_list(act.get("actor")), *as_list(act.get("recipient")), *as_list(move.get("force"))):
        if key not in parties:
            yield f"{at}: party {seen(key)} is in no entity"
    for key in (*as_list(act.get("place")), *as_list(move.get("from")), *as_list(move.get("to"))):
        if key not in places:
            yield f"{at}: place {seen(key)} is in no entity with {PLACE}"


def _evidence(act: dict[str, Any], acts: list[dict[str, Any]], of: Source, seen: Callable[[str], str]) -> Iterator[str]:
    at = Pointers(of)
    beside = [a for a in acts if a is not act and at.sentence(a["on"]) == at.sentence(act["on"])]
    if beside and not act.get("evidence"):
        yield f"act {seen(act['on'])}: two acts in one sentence, so each needs `evidence`, its clause"
    start, end = (int(n) for n in act["on"][1:].split(":"))
    spans = [tuple(int(n) for n in k[1:].split(":")) for k in as_list(act.get("evidence"))]
    if spans and not any(a <= start and end <= b for a, b in spans):
        yield f"act {seen(act['on'])}: the predicate lies outside the evidence"


def printed(name: str) -> str:
    """The sheet of one text: its numbered sentences; the drawn sentence is starred."""
    if not name.startswith("voa-"):
        of = standoff.article(name)
        body = "\n".join(f"[{i}] {of.text[a:b]}" for i, (a, b) in enumerate(of.sentences, 1))
        return f"=== {name}   {of.published}   {of.publisher}   title: {of.title}\n{body}\n"
    number = int(name[4:])
    low, high = draw.window(number)
    lines = [f"[{i - low + 1}]{'*' if i == number else ''} {standoff.voa()[i]}" for i in range(low, high + 1)]
    return (
        f"=== {name}   no date   Voice of America   (the story is the one that holds the starred sentence)\n"
        + "\n".join(lines)
        + "\n"
    )


CODE_WORDS = 4
"""Of a quantity: value, what it counts, and a unit of at most two words."""


def shown(row: dict[str, Any], of: Source) -> dict[str, Any]:
    """A kept row in the readable form that `take` reads: the way back from offsets to words."""
    number = draw.window(int(of.id[4:]))[0] if "first" in row else 0
    low = of.first - number + 1 if "first" in row else 1
    story = {"story": [str(low), str(low + len(of.sentences) - 1)]} if "first" in row else {}
    layers = {k: _in_words(v, of, low) for k, v in row.items() if k not in ("id", "first", "last", "digest", "stratum")}
    return {"id": of.id, **story, **layers}


def _in_words(value: Any, of: Source, low: int) -> Any:
    if isinstance(value, dict):
        return {_in_words(k, of, low): _in_words(v, of, low) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_words(v, of, low) for v in value]
    return (
        re.sub(r"@(\d+):(\d+)", lambda m: key_of(of, int(m[1]), int(m[2]), low), value)
        if isinstance(value, str)
        else value
    )


def read(path: Path) -> list[dict[str, Any]]:
    """The entries of a returned file. Raises CorpusError where it is no list of texts."""
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise CorpusError(f"{path.name}: not YAML: {error}") from None
    if not isinstance(entries, list) or not all(isinstance(e, dict) and e.get("id") for e in entries):
        raise CorpusError(f"{path.name}: not a list of texts with ids")
    return entries


def judged(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of a returned file that are right, and every fault of the others."""
    rows, found = [], []
    try:
        entries = read(path)
    except CorpusError as error:
        return [], [str(error)]
    for entry in entries:
        try:
            row, of = resolved(entry)
            said = list(wrong(row, of))
        except (CorpusError, KeyError, ValueError, TypeError, AttributeError) as error:
            said = [
                f"{entry.get('id')}: {error if isinstance(error, CorpusError) else f'{type(error).__name__}: {error}'}"
            ]
        found += said
        if not said:
            rows.append(row)
    return rows, found


def kept(rows: list[dict[str, Any]], coding: int) -> None:
    """Writes rows into the files of their parts, replacing earlier rows of the same texts, in the order of ids."""
    for part in dict.fromkeys(standoff.PARTS):
        new = {row["id"]: row for row in rows if standoff.part_of(row["id"]) == part}
        if new:
            old = {row["id"]: row for row in standoff.stored(part, coding)}
            path = standoff.NEWS / (f"{part}.jsonl" if coding == 1 else f"{part}.second.jsonl")
            lines = [
                json.dumps(row, ensure_ascii=False, separators=(",", ":")) for _, row in sorted((old | new).items())
            ]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@click.group(help="Print sheets of real news to annotate, check what comes back, keep it stand-off.")
def main() -> None:
    """The command line of this page."""


@main.command("print", help="Print the sheets of texts, e.g. voa-00123 or wn-d1e5c1e515.")
@click.argument("names", nargs=-1, required=True)
def print_sheets(names: tuple[str, ...]) -> None:
    """Sheets to stdout."""
    for name in names:
        click.echo(printed(name))


@main.command(help="Print kept texts in the readable form; of the blind part, nothing.")
@click.argument("names", nargs=-1, required=True)
@click.option("--coding", type=click.IntRange(1, 2), default=1)
def show(names: tuple[str, ...], coding: int) -> None:
    """Readable YAML to stdout."""
    for name in names:
        part = standoff.part_of(name)
        if part == "blind":
            raise click.UsageError(f"{name} is of the blind part: nobody reads its items")
        rows = [shown(row, standoff.source(row)) for row in standoff.stored(part, coding) if row["id"] == name]
        click.echo(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=200, default_flow_style=None))


@main.command(help="Ids in the order of the draw, e.g. `ids study all`.")
@click.argument("part", type=click.Choice(sorted(set(standoff.PARTS))))
@click.argument("stratum", type=click.Choice(list(draw.COUNTS)))
def ids(part: str, stratum: str) -> None:
    """Ids to stdout, one a line."""
    for number, of in draw.drawn():
        if of == stratum and standoff.part_of(draw.name_of(number)) == part:
            click.echo(draw.name_of(number))


@main.command(help="Ids of learn that are coded twice, in the order of their draw.")
def twice() -> None:
    """Ids to stdout, one a line."""
    click.echo("\n".join(draw.twice()))


@main.command(help="Wikinews by id: a political act or none, and the title; of the blind part no title.")
def titles() -> None:
    """A line an article to stdout."""
    for name, political in standoff.judged().items():
        title = "-" if standoff.part_of(name) == "blind" else standoff.wikinews()[name]["title"]
        click.echo(f"{name} {'yes' if political else 'no '} {title}")


@main.command(help="Check returned files; print each fault and nothing else.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Faults to stdout; exit status 1 where there are any."""
    found = [fault for path in files for fault in judged(path)[1]]
    click.echo("\n".join(found) if found else "no faults")
    sys.exit(1 if found else 0)


@main.command(
    help="Check returned files and keep what is right, e.g. `take batch-01.yaml` or `take --coding 2 again-01.yaml`."
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--coding", type=click.IntRange(1, 2), default=1, help="2: the second, independent coding.")
def take(files: tuple[Path, ...], coding: int) -> None:
    """Keeps right texts, prints faults; exit status 1 where there are any."""
    results = [judged(path) for path in files]
    kept([row for rows, _ in results for row in rows], coding)
    found = [fault for _, faulty in results for fault in faulty]
    click.echo("\n".join(found) if found else f"{sum(len(rows) for rows, _ in results)} texts kept")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
