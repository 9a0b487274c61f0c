"""What the corpus holds, counted: `python -m corpus.counts` writes the tables of `corpus/README.md`, `--check` only
compares them."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from corpus import agreement, standoff
from corpus.reader import FOLDERS, HERE, Text, everything
from sayso import ontology, records

README = HERE / "README.md"
LAYERS = ("say", "acts", "events", "times", "names", "who", "coref")
STATUSES = get_args(records.Status)
IMPOSSIBLE = {("THREATEN", "threatened")}
"""A threat to threaten is a threat; nobody writes it otherwise."""
Item = dict[str, Any]
STOP = re.compile(r"(?<![A-Z])[.!?][\"'”’]?\s+(?=[\"'“‘]?[A-Z0-9])|\n\n")
"""Where a sentence ends, near enough to count them."""


def complete(text: Text, layer: str) -> bool:
    """True where the layer is fully annotated in the text."""
    return "layers" not in text.fields or layer in text.fields["layers"]


def items(texts: Iterable[Text], layer: str) -> Iterator[tuple[Text, Item]]:
    """Every act or attribution with its text."""
    for text in texts:
        yield from ((text, item) for item in text.fields.get(layer) or [])


def chain(text: Text, act: Item) -> list[Item]:
    """The attributions that an act hangs on, outermost first; a carried one stands for the one it continues."""
    says = {say["id"]: say for say in text.fields.get("say") or []}
    links: list[Item] = []
    at = act.get("say")
    while at and len(links) < len(says):
        say = says[at]
        links.insert(0, say)
        at = say.get("in") or says.get(say.get("as", ""), {}).get("in")
    return links


def shape(text: Text, act: Item) -> str:
    """The kinds of the sources from the outside in: "agency → official"; what nobody says is "the writer"."""
    return " → ".join(_kind(text, link) for link in chain(text, act)) or "the writer"


def _kind(text: Text, link: Item) -> str:
    says = {say["id"]: say for say in text.fields.get("say") or []}
    own = link.get("kind") or says.get(link.get("as", ""), {}).get("kind", "unnamed")
    return f"{own}{' (carried)' if link.get('carried') else ''}{' (jointly)' if link.get('jointly') else ''}"


def empty_cells(texts: Iterable[Text]) -> list[str]:
    """Pairs of type and status that no act has, of those that are possible in life."""
    seen = {(act["act"], act["status"]) for _, act in items(texts, "acts")}
    return [f"{t} {s}" for t in ontology.TYPES for s in STATUSES if (t, s) not in seen | IMPOSSIBLE]


def report() -> str:
    """All tables as Markdown."""
    taught = list(everything())
    parts = (
        _folders(),
        _news(),
        _layers(taught),
        _types(taught),
        _modes(taught),
        _movement(taught),
        _shapes(taught),
        _agreement(),
    )
    return "\n\n".join("\n".join(part) for part in parts)


def _news() -> list[str]:
    """Real news by part, counted in what is kept; no text is needed for that."""
    table = []
    for part in dict.fromkeys(standoff.PARTS):
        rows = standoff.stored(part)
        acts = [act for row in rows for act in row["acts"]]
        told = [act for act in acts if not act.get("retold")]
        table.append([
            part, len(rows), sum(row["id"].startswith("wn-") for row in rows),
            sum(row.get("stratum") == "forces" for row in rows),
            len(told), sum(bool(act.get("optional")) for act in told),
            len(acts) - len(told), sum("move" in act for act in told), sum(len(row["say"]) for row in rows),
            len(standoff.stored(part, 2)),
        ])  # fmt: skip
    head = "| part | texts | Wikinews | forces | acts | optional | retold | movement | say-so | coded twice |"
    return ["### Real news (`news/`)", "", *_rows(head, table)]


def _rows(head: str, rows: Iterable[Iterable[Any]]) -> list[str]:
    return [
        head,
        "|" + "---|" * (head.count("|") - 1),
        *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows),
    ]


def _folders() -> list[str]:
    rows = [_folder(name, list(everything((name,)))) for name in FOLDERS]
    every = list(everything(FOLDERS))
    share = sum("decoy" in t.fields for t in every) / len(every)
    words = f"Texts without a political act (decoys): {share:.0%} of all."
    return ["### Texts", "", *_rows("| folder | texts | sentences | held out | decoys |", rows), "", words]


def _folder(name: str, texts: list[Text]) -> tuple[str, int, int, str, int]:
    held = [t for t in texts if t.held_out] if name in ("sentences", "stories") else texts
    counted = [sum(len(STOP.findall(t.text)) + 1 for t in part) for part in (texts, held)]
    return (
        f"`{name}/`",
        len(texts),
        counted[0],
        f"{len(held)} ({counted[1]} sentences)",
        sum("decoy" in t.fields for t in texts),
    )


def _layers(texts: list[Text]) -> list[str]:
    rows = []
    for layer in LAYERS:
        full = [t for t in texts if complete(t, layer)]
        rows.append(
            (layer, len(full), sum(t.held_out for t in full), sum(len(t.fields.get(layer) or ()) for t in full))
        )
    return [
        "### Layers (`sentences/` and `stories/`)",
        "",
        *_rows("| layer | texts complete | of these held out | annotations |", rows),
    ]


def _types(texts: list[Text]) -> list[str]:
    cells = Counter((act["act"], act["status"]) for _, act in items(texts, "acts"))
    rows = []
    for t in ontology.TYPES:
        row = [cells[t, s] for s in STATUSES]
        rows.append(
            (t, *(n or ("×" if (t, s) in IMPOSSIBLE else 0) for n, s in zip(row, STATUSES, strict=True)), sum(row))
        )
    return [
        "### Acts: types and statuses",
        "",
        *_rows("| | " + " | ".join((*STATUSES, "all")) + " |", rows),
        "",
        "× cannot be.",
    ]


def _modes(texts: list[Text]) -> list[str]:
    cells = Counter((act["act"], act.get("mode")) for _, act in items(texts, "acts"))
    rows = [
        (t, ", ".join(f"{m} {cells[t, m]}" for m in ontology.MODES[t]), cells[t, None])
        for t in ontology.TYPES
        if ontology.MODES[t]
    ]
    return ["### Modes", "", *_rows("| type | modes | none |", rows)]


def _movement(texts: list[Text]) -> list[str]:
    moves = [act["move"] for _, act in items(texts, "acts") if act.get("move")]
    change, kind = (
        ", ".join(f"{k} {n}" for k, n in Counter(m[f] for m in moves).most_common()) for f in ("change", "kind")
    )
    basis = Counter(m["basis"].split(" = ")[0] for m in moves if m.get("basis"))
    part = Counter(m["part"] for m in moves if m.get("part"))
    rest = ", ".join(f"{k} {n}" for c in (part, basis) for k, n in c.most_common())
    return [
        "### Movement",
        "",
        f"{len(moves)} acts with movement. Change: {change}. Force: {kind}. Part and basis: {rest}.",
    ]


def _shapes(texts: list[Text]) -> list[str]:
    shapes = Counter(shape(t, act) for t, act in items((t for t in texts if complete(t, "say")), "acts"))
    depth = Counter[int]()
    for name, n in shapes.items():
        depth[0 if name == "the writer" else name.count("→") + 1] += n
    rows = [(name, n) for name, n in sorted(shapes.items(), key=lambda pair: (-pair[1], pair[0])) if n > 1]
    once = sum(n == 1 for n in shapes.values())
    counted = ", ".join(f"{n} with {d or 'no'} link{'s' * (d != 1)}" for d, n in sorted(depth.items()))
    listed = _rows("| from the outside in | acts |", rows)
    return ["### Chains of the acts", "", f"{counted}.", "", *listed, "", f"And {once} shapes once each."]


def _agreement() -> list[str]:
    return ["### Agreement of two annotations", "", *agreement.table(agreement.measure(agreement.pairs()))]


def current(page: str) -> str:
    """The page with its tables made anew: what stands between the two marks is replaced. Raises ValueError where a
    mark is missing."""
    before, first, rest = page.partition("<!-- counts -->")
    _, second, after = rest.partition("<!-- end of counts -->")
    if not first or not second:
        raise ValueError(f"{README.name}: the marks around the counts are missing")
    return f"{before}{first}\n{report()}\n{second}{after}"


def main(arguments: list[str]) -> int:
    """Writes the tables, or with `--check` says whether they are current. Returns the exit status."""
    page = README.read_text(encoding="utf-8")
    fresh = current(page)
    if "--check" not in arguments:
        README.write_text(fresh, encoding="utf-8")
        return 0
    print("README.md is current" if fresh == page else "README.md is not current: run `python -m corpus.counts`")
    return int(fresh != page)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
