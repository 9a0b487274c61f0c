"""Verifies every span and code of the corpus: `python -m corpus.check [FILE …]`; of annotations that `sayso
reviews` wrote without their texts the articles are named too. Exit status 1 and a line for each fault."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

from corpus import standoff
from corpus.reader import FOLDERS, CorpusError, Text, as_list, everything, load
from sayso import ontology, records, resources
from sayso.ground.edtf import is_point, parse

KINDS = set(get_args(records.LinkKind))
STATUSES = set(get_args(records.Status))
CHANGES = set(get_args(records.Change))
FORCES = set(get_args(records.ForceKind))
OF = set(get_args(records.QuantityOf))
DEPENDENT = {"COK", "CUW", "ESH", "FLK", "GIB", "GRL", "HKG", "NCL", "NRU", "PYF"}
COUNTRIES = {"-", *DEPENDENT, *(row["code"] for row in resources.table("countries.csv"))}
"""Today's ISO 3166-1 codes: the Soviet Union is RUS, Yugoslavia SRB. The table of countries lacks the dependent
territories."""
WHAT, PARTS = {"personnel", "equipment", "bases", "all"}, {"all", "part", "residual"}
LAYERS = {"say", "acts", "events", "times", "names", "who", "coref"}
BASES = {"host_request", "agreement", "mandate", "order", "invasion"}
PLACE = "LOC"
"""Stands for the sectors of an entity that is a place (real news)."""
NAMES = {"PER", "ORG", "LOC", "MISC"}
WEEKDAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
"""What is known of a day in a text without any date."""
PART_LABELS = set(get_args(records.PartLabel))
FIELDS = {
    "id",
    "date",
    "from",
    "text",
    "say",
    "acts",
    "events",
    "times",
    "names",
    "who",
    "coref",
    "decoy",
    "generated",
    "title",
    "note",
    "annotator",
    "layers",
    "stratum",
    "sentences",
    "parts",
    "rejected",
}
SAY = {"id", "source", "kind", "cue", "content", "in", "as", "on", "carried", "jointly", "quoted", "for"}
ACT = {
    "on",
    "act",
    "mode",
    "status",
    "actor",
    "recipient",
    "place",
    "time",
    "decided",
    "qty",
    "say",
    "move",
    "evidence",
    "carried",
    "historical",
    "quoted",
    "event",
    "open",
    "optional",
    "retold",
}
MOVE = {"force", "kind", "change", "what", "part", "from", "to", "strength", "basis"}
LENGTH = re.compile(r"-|P[\dXT.]+[YMWDHS]+\w*|PRESENT|PAST|FUTURE")
"""What stands for a time that is no date: none, a length, a reference."""
QTY = re.compile(r"(-|\d[\d.]*)( <\d[\d.]*)?( >\d[\d.]*)?( <\d[\d.]*)? (?P<of>[a-z]+)( .+)?")
MAX_SHARED = 5
"""At most so many texts may have one delexicalized skeleton."""


def faults(text: Text) -> Iterator[str]:
    """Everything wrong with one text, a sentence each."""
    for layer in (_fields, _parts, _say, _acts, _events, _times, _names, _who, _coref):
        yield from (f"{text.file}: {text.id}: {fault}" for fault in layer(text))


def _missing(text: Text, keys: Any, where: str) -> Iterator[str]:
    for key in as_list(keys):
        try:
            text.find(key)
        except CorpusError as error:
            yield f"{where}: {str(error).split(': ', 2)[-1]}"


def _unknown(found: Any, known: set[str], where: str) -> Iterator[str]:
    yield from (f"{where}: unknown {name!r}" for name in sorted(set(as_list(found)) - known))


def _fields(text: Text) -> Iterator[str]:
    yield from _unknown(list(text.fields), FIELDS, "field")
    if "date" in text.fields and not is_point(text.fields["date"]):
        yield f"date {text.fields['date']!r} is no EDTF date"
    yield from _unknown(text.fields.get("layers"), LAYERS, "layers")
    yield from _missing(text, text.fields.get("rejected"), "rejected")
    if "acts" not in text.fields and "acts" in text.fields.get("layers", LAYERS):
        yield "no acts (write `acts: []`, or leave them out of `layers`)"
    if text.fields.get("decoy") and text.fields.get("acts"):
        yield "a decoy with acts"


def _parts(text: Text) -> Iterator[str]:
    for words, label in (text.fields.get("parts") or {}).items():
        yield from _missing(text, words, "parts")
        yield from _unknown(label, PART_LABELS, "parts")


def _say(text: Text) -> Iterator[str]:
    items = text.fields.get("say") or []
    ids = [item.get("id") for item in items]
    if len(set(ids)) < len(ids) or None in ids:
        yield "say: ids missing or twice"
    for item in items:
        where = f"say {item.get('id')}"
        yield from _unknown(list(item), SAY, where)
        yield from _missing(text, item.get("source"), f"{where} source")
        yield from _missing(text, item.get("cue"), f"{where} cue")
        yield from _missing(text, item.get("content"), f"{where} content")
        yield from _unknown(item.get("kind"), KINDS, f"{where} kind")
        yield from _unknown(item.get("quoted"), {"direct", "mixed", "indirect"}, f"{where} quoted")
        yield from _unknown([i for k in ("in", "as", "jointly") for i in as_list(item.get(k))], set(ids), where)
        if not item.get("cue") and not item.get("carried"):
            yield f"{where}: neither cue nor carried"
        if item["id"] in _around(item, items):
            yield f"{where}: it lies within itself"
        if not item.get("content"):
            yield f"{where}: no content"


def _around(item: dict[str, Any], items: list[dict[str, Any]]) -> set[str]:
    """Ids of the attributions that this one lies in, near or far."""
    outer, found, at = {i.get("id"): i.get("in") for i in items}, set[str](), item.get("in")
    while at and at not in found:
        found.add(at)
        at = outer.get(at)
    return found


def _acts(text: Text) -> Iterator[str]:
    ids = {item.get("id") for item in text.fields.get("say") or []}
    for act in text.fields.get("acts") or []:
        where = f"act {act.get('on')}"
        yield from _unknown(list(act), ACT, where)
        for role in ("on", "actor", "recipient", "place", "evidence", "retold"):
            yield from _missing(text, act.get(role), f"{where} {role}")
        if act.get("retold"):
            continue
        yield from _codes(act, where)
        yield from _unknown(act.get("say"), ids, f"{where} say")
        yield from _unknown(act.get("open"), {"mode", "actor", "recipient"}, f"{where} open")
        for role in ("time", "decided"):
            yield from _dated(text, act.get(role) or {}, f"{where} {role}")
        for words, code in (act.get("qty") or {}).items():
            yield from _missing(text, words, f"{where} qty")
            match = QTY.fullmatch(code)
            if not match or match["of"] not in OF:
                yield f"{where}: quantity code {code!r}"
        yield from _move(text, act, where)


def _codes(act: dict[str, Any], where: str) -> Iterator[str]:
    kind, mode = act.get("act", ""), act.get("mode")
    if kind not in ontology.TYPES:
        yield f"{where}: unknown act {kind!r}"
    elif mode and mode not in ontology.MODES[kind]:
        yield f"{where}: mode {mode!r} is not one of {kind}"
    if act.get("status") not in STATUSES:
        yield f"{where}: unknown status {act.get('status')!r}"
    elif "event" in act and kind in ontology.TYPES:
        derived = ontology.derive(kind, None, act["status"]).event_type or "-"
        if act["event"] != derived:
            yield f"{where}: event {act['event']!r}, but {kind} {act['status']} is {derived}"
    if not act.get("on"):
        yield f"{where}: no predicate"


def _move(text: Text, act: dict[str, Any], where: str) -> Iterator[str]:
    move = act.get("move")
    if not move:
        if act.get("act") == "PRESENT":
            yield f"{where}: PRESENT without move"
        return
    yield from _unknown(list(move), MOVE, f"{where} move")
    for role in ("force", "from", "to"):
        yield from _missing(text, move.get(role), f"{where} move {role}")
    yield from _unknown(move.get("kind", "missing kind"), FORCES, f"{where} move")
    yield from _unknown(move.get("change", "missing change"), CHANGES, f"{where} move")
    yield from _unknown(move.get("what"), WHAT, f"{where} move what")
    yield from _unknown(move.get("part"), PARTS, f"{where} move part")
    if move.get("strength"):
        words, _, counts = move["strength"].rpartition(" = ")
        yield from _missing(text, words, f"{where} move strength")
        yield from _unknown(counts, {"moved", "residual", "total"}, f"{where} move strength")
    if move.get("basis"):
        kind, _, words = move["basis"].partition(" = ")
        yield from _unknown(kind, BASES, f"{where} move basis")
        yield from _missing(text, words, f"{where} move basis")


def _dated(text: Text, dates: dict[str, str], where: str) -> Iterator[str]:
    for words, value in dates.items():
        yield from _missing(text, words, where)
        if value not in WEEKDAYS and parse(value) is None and not LENGTH.fullmatch(value):
            yield f"{where}: {value!r} is no EDTF"


def _events(text: Text) -> Iterator[str]:
    for words, status in (text.fields.get("events") or {}).items():
        yield from _missing(text, words, "events")
        yield from _unknown(status, STATUSES, f"event {words}")


def _times(text: Text) -> Iterator[str]:
    yield from _dated(text, text.fields.get("times") or {}, "times")


def _names(text: Text) -> Iterator[str]:
    for words, kind in (text.fields.get("names") or {}).items():
        yield from _missing(text, words, "names")
        yield from _unknown(kind, NAMES, f"name {words}")


def _who(text: Text) -> Iterator[str]:
    for words, code in (text.fields.get("who") or {}).items():
        yield from _missing(text, words, "who")
        country, *sectors = code.partition(" | ")[0].split() or [""]
        if not set(country.split("/")) <= COUNTRIES:
            yield f"who {words}: country {country!r}"
        yield from _unknown(sectors, {*ontology.SECTORS, PLACE}, f"who {words}")


def _coref(text: Text) -> Iterator[str]:
    for group in text.fields.get("coref") or []:
        yield from _missing(text, group, "coref")


def skeleton(text: Text) -> str:
    """The text without its names, numbers and longer words: what is left when it is dressed in other words."""
    return " ".join(re.sub(r"\d[\d.,]*", "0", re.sub(r"\b[A-Z][\w’'-]*", "N", text.text)).lower().split())


def together(texts: list[Text]) -> Iterator[str]:
    """What is wrong between texts: an id or a text that stands twice, too many of one skeleton."""
    ids, words, shapes = (Counter(f(t) for t in texts) for f in (_id, _words, skeleton))
    yield from (f"id {name!r} stands {n} times" for name, n in ids.items() if n > 1)
    yield from (f"the same text {n} times: {name[:60]!r}" for name, n in words.items() if n > 1)
    yield from (f"{n} texts share the skeleton {name[:80]!r}" for name, n in shapes.items() if n > MAX_SHARED)


_id: Callable[[Text], str] = lambda text: text.id  # noqa: E731
_words: Callable[[Text], str] = lambda text: text.text  # noqa: E731


def _named(paths: list[Path]) -> Iterator[Text]:
    """The texts of some files: YAML of the corpus; JSON Lines of annotations, and of the articles that they are of."""
    lines = {path.name: [json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in paths
             if path.suffix == ".jsonl"}  # fmt: skip
    articles = {row["id"]: row["text"] for rows in lines.values() for row in rows if "digest" not in row}
    yield from (text for path in paths if path.suffix != ".jsonl" for text in load(path))
    for name, rows in lines.items():
        yield from standoff.annotated([row for row in rows if "digest" in row], articles, name)


def main(arguments: list[str]) -> int:
    """Checks the named files, or the whole corpus. Returns the exit status."""
    try:
        texts = list(_named([Path(path) for path in arguments]) if arguments else everything(FOLDERS))
    except CorpusError as error:
        print(error)
        return 1
    found = [fault for text in texts for fault in faults(text)] + list(together(texts))
    print("\n".join(found) if found else f"{len(texts)} texts, no faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
