"""Open data → documents of words with labels. One function a source; none keeps text that a head must not see."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.heads import head_of

from sayso.language.words import cut
from training import labels
from training.windows import Document, Frame, Saying, Sentence

RE3D = {
    "Person": "PER",
    "Organisation": "ORG",
    "Location": "LOC",
    "Nationality": "MISC",
    "MilitaryPlatform": "MISC",
    "Weapon": "MISC",
}
POLITICS = {
    "politician": "PER",
    "person": "PER",
    "politicalparty": "ORG",
    "organisation": "ORG",
    "location": "LOC",
    "country": "LOC",
    "election": "MISC",
    "event": "MISC",
    "misc": "MISC",
}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Layers:
    """What other sources say of a treebank's sentences: events by their words, entity tags by their words, predicates
    by sentence id."""

    facts: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    names: Mapping[str, list[str]] = field(default_factory=dict)
    roles: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)


def treebank(path: Path, layers: Layers = Layers()) -> Iterator[Document]:
    """Tags and arcs of a CoNLL-U file, a document each, with what `layers` says of its sentences."""
    document, name, words = Document("", []), "", list[list[str]]()
    for line in [*path.read_text(encoding="utf-8").splitlines(), "", "# newdoc id = end"]:
        if line.startswith("# newdoc"):
            if document.sentences:
                yield document
            document = Document(line.partition("= ")[2], [])
        elif line.startswith("# sent_id"):
            name = line.partition("= ")[2]
        elif not line and words:
            _tree(document, words, layers, layers.roles.get(name, ()))
            words = []
        elif line and line[0].isdigit() and line.split("\t", 1)[0].isdigit():
            words.append(line.split("\t"))


def _tree(document: Document, lines: Sequence[list[str]], layers: Layers, predicates: Sequence[dict[str, Any]]) -> None:
    words = [c[1] for c in lines]
    heads = [int(c[6]) - 1 if c[6] != "0" else i for i, c in enumerate(lines)]
    sentence = Sentence(words, [c[3] for c in lines], heads, [c[7] for c in lines], layers.names.get(" ".join(words)))
    for event in layers.facts.get(" ".join(words), []):
        sentence.events = sentence.events or {}
        sentence.events[event["token"]] = _sure(event["factuality"])
    start = sum(len(s.words) for s in document.sentences)
    within = range(start, start + len(words))
    document.sentences.append(sentence)
    document.frames += [
        Frame(start + p["token"], within, _roles(p, heads, start))
        for p in predicates
        if not p["roleset"].startswith("be.")
    ]


def _roles(predicate: Mapping[str, Any], heads: Sequence[int], start: int) -> dict[str, list[int]]:
    """Role → the words at which its arguments hang on the tree outside them."""
    found: dict[str, list[int]] = defaultdict(list)
    for name, first, last in predicate["args"]:
        outer = [i for i in range(first, last + 1) if heads[i] == i or not first <= heads[i] <= last]
        if name in labels.FRAMES and outer:
            found[name].append(start + outer[0])
    return dict(found)


def propbank(path: Path, split: str = "train") -> dict[str, list[dict[str, Any]]]:
    """PropBank on the treebank's sentences: sentence id → predicates `{token, roleset, args: [[role, first,
    last]]}`."""
    return {row["sent_id"]: row["predicates"] for row in rows(path) if row["split"] == split}


def tags_of(path: Path) -> dict[str, list[str]]:
    """Entity tags of a treebank's sentences, by their words joined by spaces."""
    return {" ".join(row["tokens"]): _bio(row["tags"]) for row in rows(path)}


def _sure(value: float) -> frozenset[str]:
    """How sure an annotator was that it happened, −3 … 3 → the statuses that fit."""
    if value >= 1.5:
        return frozenset(labels.FACT)
    if value <= -1.5:
        return frozenset(labels.COUNTERFACT)
    return frozenset(labels.STATUSES[1:]) - frozenset(labels.FACT) - frozenset(labels.COUNTERFACT)


def factuality(path: Path) -> dict[str, list[dict[str, Any]]]:
    """UDS It-Happened: sentence (words joined by spaces) → its predicates."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(path):
        if row["split"] != "test":
            found[row["text"]] += row["events"]
    return found


def entities(path: Path) -> Iterator[Document]:
    """UNER, WikiGold and CrossNER: words with IO or BIO tags of PER ORG LOC MISC, or of kinds that are one of them."""
    for row in rows(path):
        if row.get("split", "train") == "train":
            yield Document(row["id"], [Sentence(row["tokens"], entities=_bio(row["tags"]))])


def _bio(tags: Sequence[str]) -> list[str]:
    out, before = [], "O"
    for tag in tags:
        kind = tag.partition("-")[2] if "-" in tag else ""
        kind = POLITICS.get(kind, kind)
        kind = kind if f"B-{kind}" in labels.ENTITIES else ""
        inside = kind and before == kind and not tag.startswith("B-")
        out.append("O" if not kind else f"{'I' if inside else 'B'}-{kind}")
        before = kind
    return out


def split(text: str, words: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Word numbers by sentence: after a final stop before a capital or mark, and at line ends. Rough, for training
    windows only."""
    groups: list[list[int]] = [[]]
    for i, (start, end) in enumerate(words):
        if groups[-1]:
            gap = text[words[i - 1][1] : start]
            ended = text[words[i - 1][0] : words[i - 1][1]] in {".", "!", "?", "”", '"'} and len(groups[-1]) > 3
            stop = any(text[s] in ".!?" for s, _ in words[max(0, i - 2) : i])
            if "\n" in gap or (gap and ended and stop and (text[start].isupper() or text[start] in '“"‘')):
                groups.append([])
        groups[-1].append(i)
        if end - start > 80:
            groups.append([])
    return [g for g in groups if g]


def military(path: Path) -> Iterator[Document]:
    """re3d: outermost names (with a capital) of the kinds we have, over whole documents."""
    for row in rows(path):
        words = cut(row["text"])
        tags = ["O"] * len(words)
        spans = sorted(
            ((e["start"], e["end"], RE3D.get(e["type"])) for e in row["entities"]), key=lambda e: e[1] - e[0]
        )
        for start, end, kind in spans:
            inside = within(words, [(start, end)])
            named = any(c.isupper() for c in row["text"][start:end])
            if kind and named and all(tags[i] == "O" for i in inside):
                for n, i in enumerate(inside):
                    tags[i] = f"{'B' if n == 0 else 'I'}-{kind}"
        sentences = [
            Sentence([row["text"][slice(*words[i])] for i in g], entities=[tags[i] for i in g])
            for g in split(row["text"], words)
        ]
        yield Document(row["id"], sentences)


def within(words: Sequence[tuple[int, int]], spans: Iterable[Sequence[int]]) -> list[int]:
    """Numbers of the words that lie within one of the spans."""
    wanted = list(spans)
    return [i for i, (s, e) in enumerate(words) if any(a <= s and e <= b for a, b in wanted)]


def attribution(path: Path, weight: float = 0.6) -> Iterator[Document]:
    """GUM: source, cue and content of attributions in running text. Items without a cue are left out, their documents
    kept."""
    for row in rows(path):
        text, words = row["text"], cut(row["text"])
        groups = split(text, words)
        order = [i for g in groups for i in g]
        place = {old: new for new, old in enumerate(order)}
        sayings = [_saying(a, words, place) for a in row["attributions"] if a["cue"] and a["content"]]
        sentences = [Sentence([text[slice(*words[i])] for i in g]) for g in groups]
        flat = [w for sentence in sentences for w in sentence.words]
        mentions = ((e["group"], [place[i] for i in within(words, [(e["start"], e["end"])])]) for e in row["entities"])
        yield Document(row["id"], sentences, sayings, weight, clusters=clusters_of(flat, mentions))


def _saying(row: Mapping[str, Any], words: Sequence[tuple[int, int]], place: Mapping[int, int]) -> Saying:
    cue, source, content = ([place[i] for i in within(words, row[k])] for k in ("cue", "source", "content"))
    return Saying(cue, source, content)


def clusters_of(words: Sequence[str], mentions: Iterable[tuple[str, list[int]]]) -> list[list[int]]:
    """Head words of the mentions of each entity; of mentions that share a head the longest counts."""
    longest: dict[int, tuple[int, str]] = {}
    for group, phrase in mentions:
        if phrase:
            head = head_of(words, phrase)
            longest[head] = max(longest.get(head, (0, "")), (len(phrase), group))
    clusters: dict[str, list[int]] = defaultdict(list)
    for head in sorted(longest):
        clusters[longest[head][1]].append(head)
    return list(clusters.values())
