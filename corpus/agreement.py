"""How far two independent annotations of the same texts agree: `python -m corpus.agreement` (`--draw` prints the texts
to annotate, `--news study` compares the two codings of a part of real news).

The second annotation was made from text and guidelines alone, without sight of the first. `second/first.yaml` keeps
the first as it stood before the disagreements were settled, so that the figures can be made again.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click
import yaml

from corpus import standoff
from corpus.reader import HERE, Text, as_list, everything, load

FOLDER = HERE / "second"
DRAWN = 120
"""So many short texts were drawn: about 200 sentences."""
Tokens = frozenset[int]
Pair = tuple[Text, Text]
Item = dict[str, Any]


@dataclass
class Found:
    """Things marked by both, by the first, by the second: F1 treats the two alike."""

    both: float = 0
    one: int = 0
    two: int = 0

    @property
    def f1(self) -> float:
        """2 × both ÷ (one + two), 0 … 1."""
        return 2 * self.both / (self.one + self.two) if self.one + self.two else 1.0


@dataclass
class Labels:
    """The labels that the two gave to the things that both marked."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def same(self) -> float:
        """Share of equal labels, 0 … 1."""
        return sum(n for (a, b), n in self.pairs.items() if a == b) / (self.pairs.total() or 1)

    @property
    def kappa(self) -> float:
        """Cohen's kappa (1960): agreement beyond what the two label frequencies give by chance."""
        total = self.pairs.total() or 1
        ones, twos = Counter[str](), Counter[str]()
        for (a, b), n in self.pairs.items():
            ones[a] += n
            twos[b] += n
        chance = sum(ones[x] * twos[x] for x in ones) / total**2
        return (self.same - chance) / (1 - chance) if chance < 1 else 1.0


@dataclass
class Tally:
    """All figures, by name, in the order in which they were first counted."""

    found: dict[str, Found] = field(default_factory=dict)
    labels: dict[str, Labels] = field(default_factory=dict)

    def marks(self, name: str, one: Iterable[Any], two: Iterable[Any]) -> None:
        """Counts two sets of things that are equal or not."""
        a, b = set(one), set(two)
        cell = self.found.setdefault(name, Found())
        cell.both, cell.one, cell.two = cell.both + len(a & b), cell.one + len(a), cell.two + len(b)

    def label(self, name: str, one: Any, two: Any) -> None:
        """Counts a label that each gave."""
        self.labels.setdefault(name, Labels()).pairs[(str(one or "-"), str(two or "-"))] += 1


def drawn() -> list[Text]:
    """The texts to annotate twice: fully annotated short texts, in the order of a hash of their ids."""
    texts = [t for t in everything(("sentences",)) if "layers" not in t.fields and "generated" not in t.fields]
    return sorted(texts, key=lambda t: hashlib.sha256(f"second {t.id}".encode()).hexdigest())[:DRAWN]


def pairs() -> list[Pair]:
    """First and second annotation of each text. The second files hold no text: it is the first's."""
    firsts = {text.id: text for text in load(FOLDER / "first.yaml")}
    return [
        (firsts[row["id"]], _second(firsts[row["id"]], row))
        for path in sorted(FOLDER.glob("[0-9]*.yaml"))
        for row in _rows(path)
    ]


def _rows(path: Path) -> list[Item]:
    rows: list[Item] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return rows


def _second(first: Text, row: Item) -> Text:
    return Text(first.id, first.text, {"acts": [], **row, "text": first.text}, first.file, story=False)


def news(part: standoff.Part) -> Iterator[Pair]:
    """Both codings of the texts of a part of real news that have two, without what may be left out or is told again."""
    again = {text.id: text for text in standoff.texts(part, 2)}
    yield from (_asked_for(text, again[text.id]) for text in standoff.texts(part) if text.id in again)


def _asked_for(one: Text, two: Text) -> Pair:
    """A pair without retold acts, and without those that either calls optional."""
    told = [[act for act in _layer(text, "acts") if not act.get("retold")] for text in (one, two)]
    met = list(matched(told[0], told[1], _alike(one, two)))
    spared = {id(act) for pair in met if any(a.get("optional") for a in pair) for act in pair}
    spared |= {id(act) for acts in told for act in acts if act.get("optional")}
    kept = [[act for act in acts if id(act) not in spared] for acts in told]
    return (
        replace(one, fields=one.fields | {"acts": kept[0]}),
        replace(two, fields=two.fields | {"acts": kept[1]}),
    )


def tokens(text: Text, keys: Any) -> Tokens:
    """Starts of the words that the keys cover, in code points."""
    spans = [text.find(key) for key in as_list(keys)]
    return frozenset(m.start() for m in re.finditer(r"\w+", text.text) if any(a <= m.start() < b for a, b in spans))


def matched(ones: list[Item], twos: list[Item], alike: Callable[[Item, Item], float]) -> Iterator[tuple[Item, Item]]:
    """Pairs one to one, the most alike first; what is not alike at all (0) stays alone."""
    ranked = sorted(((alike(a, b), -i, -j) for i, a in enumerate(ones) for j, b in enumerate(twos)), reverse=True)
    left, right = set(range(len(ones))), set(range(len(twos)))
    for score, i, j in ranked:
        if score > 0 and -i in left and -j in right:
            left.discard(-i)
            right.discard(-j)
            yield ones[-i], twos[-j]


def measure(both: Iterable[Pair], *, events: bool = True) -> Tally:
    """All layers of all pairs; of real news, events that are no acts are not asked for."""
    tally = Tally()
    for one, two in both:
        for layer in (_say, _acts, *([_events] if events else []), _spans):
            layer(tally, one, two)
    return tally


def _layer(text: Text, name: str) -> Any:
    return text.fields.get(name) or []


def _overlap(one: Text, two: Text, *fields: str) -> Callable[[Item, Item], float]:
    def alike(a: Item, b: Item) -> float:
        return sum(len(tokens(one, a.get(f)) & tokens(two, b.get(f))) for f in fields)

    return alike


def _say(tally: Tally, one: Text, two: Text) -> None:
    ones, twos = _layer(one, "say"), _layer(two, "say")
    for role in ("source", "cue", "content"):
        sides = [frozenset().union(*(tokens(t, s.get(role)) for s in says)) for t, says in ((one, ones), (two, twos))]
        tally.marks(f"say: words of {role}", *({(one.id, at) for at in side} for side in sides))
    worded = [[s for s in says if s.get("cue")] for says in (ones, twos)]
    met = list(matched(worded[0], worded[1], _overlap(one, two, "source", "cue")))
    _count(tally, "say: attributions", len(met), worded[0], worded[1])
    for a, b in met:
        tally.label("say: kind of source", a.get("kind"), b.get("kind"))
        tally.label("say: nested or not", bool(a.get("in")), bool(b.get("in")))
        tally.label("say: quoted", a.get("quoted", "indirect"), b.get("quoted", "indirect"))


def _count(tally: Tally, name: str, both: float, ones: list[Any], twos: list[Any]) -> None:
    cell = tally.found.setdefault(name, Found())
    cell.both, cell.one, cell.two = cell.both + both, cell.one + len(ones), cell.two + len(twos)


def _acts(tally: Tally, one: Text, two: Text) -> None:
    ones, twos = _layer(one, "acts"), _layer(two, "acts")
    met = list(matched(ones, twos, _alike(one, two)))
    _count(tally, "acts: predicates", len(met), ones, twos)
    same = [(a, b) for a, b in met if (a["act"], a.get("mode"), a["status"]) == (b["act"], b.get("mode"), b["status"])]
    _count(tally, "acts: predicate, type, mode and status", len(same), ones, twos)
    for a, b in met:
        _act(tally, (one, a), (two, b))


def _alike(one: Text, two: Text) -> Callable[[Item, Item], float]:
    """How much two acts share: words of their predicates, then type and status."""

    def alike(a: Item, b: Item) -> float:
        shared = _overlap(one, two, "on")(a, b)
        return shared and shared + (a["act"] == b["act"]) / 2 + (a["status"] == b["status"]) / 4

    return alike


def _act(tally: Tally, first: tuple[Text, Item], second: tuple[Text, Item]) -> None:
    (one, a), (two, b) = first, second
    for name in ("act", "mode", "status"):
        tally.label(f"acts: {'type' if name == 'act' else name}", a.get(name), b.get(name))
    for role in ("actor", "recipient", "place"):
        ones, twos = ([{role: key} for key in as_list(act.get(role))] for act in (a, b))
        _count(tally, f"acts: {role}", len(list(matched(ones, twos, _overlap(one, two, role)))), ones, twos)
    for role in ("time", "decided"):
        tally.marks(
            f"acts: {role}",
            *({(one.id, str(a["on"]), date) for date in (act.get(role) or {}).values()} for act in (a, b)),
        )
    tally.marks(
        "acts: quantity",
        *({(one.id, str(a["on"]), _amount(code)) for code in (act.get("qty") or {}).values()} for act in (a, b)),
    )
    tally.label("acts: movement (kind of force, change)", *(_movement(act) for act in (a, b)))
    tally.label("acts: length of the chain", len(_chain(one, a)), len(_chain(two, b)))
    tally.label("acts: last source", "same", "same" if _meets(_last(one, a), _last(two, b)) else "other")


def _amount(code: str) -> tuple[str, str]:
    value, _, rest = code.partition(" ")
    return value, next((w for w in rest.split() if w.isalpha()), "")


def _movement(act: Item) -> str:
    move = act.get("move")
    return f"{move['kind']} {move['change']}" if move else "none"


def _chain(text: Text, act: Item) -> list[Item]:
    says, chain, at = {s["id"]: s for s in _layer(text, "say")}, list[Item](), act.get("say")
    while at:
        chain, at = [says[at], *chain], says[at].get("in") or (says[at].get("as") and says[says[at]["as"]].get("in"))
    return chain


def _last(text: Text, act: Item) -> Tokens:
    chain = _chain(text, act)
    if not chain:
        return frozenset()
    says = {s["id"]: s for s in _layer(text, "say")}
    link = says.get(chain[-1].get("as", ""), chain[-1]) if chain[-1].get("carried") else chain[-1]
    return tokens(text, link.get("source"))


def _meets(one: Tokens, two: Tokens) -> bool:
    return bool(one & two) or one == two


def _events(tally: Tally, one: Text, two: Text) -> None:
    sides = [_event_words(t) for t in (one, two)]
    tally.marks("events: words", *({(one.id, at) for at in side} for side in sides))
    for at in sides[0].keys() & sides[1].keys():
        tally.label("events: status", sides[0][at], sides[1][at])


def _event_words(text: Text) -> dict[int, str]:
    """First word of every event and act → its status. Acts are events too; which layer holds a word is counted under
    acts."""
    words = {
        **{a["on"]: a["status"] for a in _layer(text, "acts") if isinstance(a["on"], str)},
        **(text.fields.get("events") or {}),
    }
    return {at: status for key, status in words.items() for at in sorted(tokens(text, key))[-1:]}


def _spans(tally: Tally, one: Text, two: Text) -> None:
    for layer, label in (("times", "value"), ("names", "kind"), ("who", "country")):
        ones, twos = ([{"key": k, "label": v} for k, v in (t.fields.get(layer) or {}).items()] for t in (one, two))
        met = list(matched(ones, twos, _overlap(one, two, "key")))
        _count(tally, f"{layer}: spans", len(met), ones, twos)
        for a, b in met:
            tally.label(f"{layer}: {label}", *(x["label"].split()[0] if layer == "who" else x["label"] for x in (a, b)))
            if layer == "who":
                tally.label(
                    "who: sectors", *(" ".join(sorted(x["label"].partition(" | ")[0].split()[1:])) for x in (a, b))
                )


def table(tally: Tally) -> list[str]:
    """The figures as lines of Markdown."""
    lines = ["| marked by both | F1 | first | second |", "|---|---|---|---|"]
    marked = [(name, cell) for name, cell in tally.found.items() if cell.one + cell.two]
    lines += [f"| {name} | {cell.f1:.2f} | {cell.one} | {cell.two} |" for name, cell in marked]
    lines += ["", "| labels of what both marked | equal | kappa | n |", "|---|---|---|---|"]
    return lines + [
        f"| {name} | {cell.same:.2f} | {_kappa(cell)} | {cell.pairs.total()} |" for name, cell in tally.labels.items()
    ]


def _kappa(cell: Labels) -> str:
    return f"{cell.kappa:.2f}" if len({a for a, _ in cell.pairs}) > 1 else "–"


def differences(tally: Tally, least: int = 2) -> list[str]:
    """The confusions that came up at least so often: what the guidelines leave open."""
    return [
        f"{name}: {a} / {b} × {n}"
        for name, cell in tally.labels.items()
        for (a, b), n in cell.pairs.most_common()
        if a != b and n >= least
    ]


PARTS: tuple[standoff.Part, ...] = ("learn", "study")
"""Parts of real news that hold texts coded twice and whose items may be read."""


@click.command(help="Figures of the two annotations, e.g. `--news study`.")
@click.option("--draw", is_flag=True, help="Print the short texts to annotate.")
@click.option("--news", "part", type=click.Choice(PARTS), help="The two codings of a part of real news instead.")
@click.option("--differences", "confused", is_flag=True, help="Print the commonest confusions.")
def main(draw: bool, part: standoff.Part | None, confused: bool) -> None:
    """Prints the texts to annotate, the figures, or the commonest confusions."""
    if draw:
        for t in drawn():
            click.echo(f"{t.id} | {t.fields.get('date', '-')} | {t.fields.get('from', '-')}\n  {t.text}")
        return
    tally = measure(news(part), events=False) if part else measure(pairs())
    click.echo("\n".join(differences(tally) if confused else table(tally)))


if __name__ == "__main__":
    main()
