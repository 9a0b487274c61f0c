"""Open data and our corpus → documents of words with labels. One function a source; none keeps text that a head must not see."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.reader import Text, as_list, everything

from sayso import ontology
from sayso.language.words import cut
from training import labels
from training.windows import Deed, Document, Saying, Sentence

LIGHT = frozenset(["a", "an", "the", "to", "not", "no", "n't", "has", "have", "had", "having", "was", "were", "is", "are", "be", "been",
                   "being", "will", "would", "did", "does", "do", "could", "may", "might", "must", "should"])  # fmt: skip
"""Words that never stand for an event."""
RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "MISC", "MilitaryPlatform": "MISC", "Weapon": "MISC"}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def treebank(path: Path, facts: dict[str, list[dict[str, Any]]] | None = None) -> Iterator[Document]:
    """Tags and arcs of a CoNLL-U file, a document each; event words with how sure they are where `facts` has the sentence."""
    document, sentences, words = "", [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "", "# newdoc id = end"]:
        if line.startswith("# newdoc"):
            if sentences:
                yield Document(document, sentences)
            document, sentences = line.partition("= ")[2], []
        elif not line and words:
            sentences.append(_tree(words, facts or {}))
            words = []
        elif line and line[0].isdigit() and line.split("\t", 1)[0].isdigit():
            words.append(line.split("\t"))


def _tree(lines: Sequence[list[str]], facts: dict[str, list[dict[str, Any]]]) -> Sentence:
    words = [c[1] for c in lines]
    heads = [int(c[6]) - 1 if c[6] != "0" else i for i, c in enumerate(lines)]
    sentence = Sentence(words, [c[3] for c in lines], heads, [c[7] for c in lines])
    for event in facts.get(" ".join(words), []):
        sentence.events = sentence.events or {}
        sentence.events[event["token"]] = _sure(event["factuality"])
    return sentence


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
    """UNER and WikiGold: words with IO or BIO tags of PER ORG LOC MISC."""
    for row in rows(path):
        yield Document(row["id"], [Sentence(row["tokens"], entities=_bio(row["tags"]))])


def _bio(tags: Sequence[str]) -> list[str]:
    out, before = [], "O"
    for tag in tags:
        kind = tag.partition("-")[2] if "-" in tag else ""
        kind = kind if f"B-{kind}" in labels.ENTITIES else ""
        inside = kind and before == kind and not tag.startswith("B-")
        out.append("O" if not kind else f"{'I' if inside else 'B'}-{kind}")
        before = kind
    return out


def split(text: str, words: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Word numbers by sentence: after a final stop before a capital or mark, and at line ends. Rough, for training windows only."""
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
        spans = sorted(((e["start"], e["end"], RE3D.get(e["type"])) for e in row["entities"]), key=lambda e: e[1] - e[0])
        for start, end, kind in spans:
            inside = _within(words, [(start, end)])
            named = any(c.isupper() for c in row["text"][start:end])
            if kind and named and all(tags[i] == "O" for i in inside):
                for n, i in enumerate(inside):
                    tags[i] = f"{'B' if n == 0 else 'I'}-{kind}"
        sentences = [Sentence([row["text"][slice(*words[i])] for i in g], entities=[tags[i] for i in g]) for g in split(row["text"], words)]
        yield Document(row["id"], sentences)


def _within(words: Sequence[tuple[int, int]], spans: Iterable[Sequence[int]]) -> list[int]:
    wanted = list(spans)
    return [i for i, (s, e) in enumerate(words) if any(a <= s and e <= b for a, b in wanted)]


def attribution(path: Path, weight: float = 0.6) -> Iterator[Document]:
    """GUM: source, cue and content of attributions in running text. Items without a cue are left out, their documents kept."""
    for row in rows(path):
        text, words = row["text"], cut(row["text"])
        groups = split(text, words)
        order = [i for g in groups for i in g]
        place = {old: new for new, old in enumerate(order)}
        sayings = [
            Saying(*([place[i] for i in _within(words, a[k])] for k in ("cue", "source", "content")))
            for a in row["attributions"]
            if a["cue"] and a["content"]
        ]
        yield Document(row["id"], [Sentence([text[slice(*words[i])] for i in g]) for g in groups], sayings, weight)


def own(held_out: bool) -> Iterator[Document]:
    """Our corpus, one part of it: every layer."""
    for text in everything():
        if text.held_out == held_out:
            yield own_text(text)


def own_text(text: Text) -> Document:
    """One text of the corpus as a document with all labels."""
    words = cut(text.text)
    groups = split(text.text, words)
    layers = text.fields.get("layers") or ["say", "names", "acts", "events"]
    events = _events(text, words)
    acts = {_head(text, words, a["on"]): a["act"] for a in text.fields.get("acts") or []}
    tags = _names(text, words)
    sentences = [
        Sentence(
            [text.text[slice(*words[i])] for i in g],
            entities=[tags[i] for i in g] if "names" in layers else None,
            all_events="events" in layers,
            all_acts="acts" in layers,
            events={n: events[i] for n, i in enumerate(g) if i in events},
            acts={n: acts[i] for n, i in enumerate(g) if i in acts},
        )
        for g in groups
    ]
    return Document(text.id, sentences, _sayings(text, words) if "say" in layers else None, deeds=_deeds(text, words))


def _deeds(text: Text, words: Sequence[tuple[int, int]]) -> list[Deed]:
    found = []
    for a in text.fields.get("acts") or []:
        move = a.get("move") or {}
        keys = {"actor": a.get("actor"), "recipient": a.get("recipient"), "place": a.get("place"), "force": move.get("force")}
        roles = {name: _within(words, [text.find(key) for key in as_list(given)]) for name, given in keys.items()}
        mode = f"{a['act']} {a['mode']}" if a.get("mode") else "none"
        derived = ontology.derive(a["act"], a.get("mode"), a["status"]).event_type
        found.append(Deed(_head(text, words, a["on"]), roles, mode, move.get("change") or "none", derived))
    return found


def _head(text: Text, words: Sequence[tuple[int, int]], key: str) -> int:
    """The word that stands for an event phrase: its first that carries meaning."""
    start, end = text.find(key)
    inside = [i for i, (s, e) in enumerate(words) if e > start and s < end]
    return next((i for i in inside if text.text[slice(*words[i])].lower() not in LIGHT), inside[0])


def _events(text: Text, words: Sequence[tuple[int, int]]) -> dict[int, frozenset[str]]:
    found = {_head(text, words, k): frozenset({s}) for k, s in (text.fields.get("events") or {}).items()}
    return found | {_head(text, words, a["on"]): frozenset({a["status"]}) for a in text.fields.get("acts") or []}


def _names(text: Text, words: Sequence[tuple[int, int]]) -> list[str]:
    """Every occurrence of a name that is annotated once."""
    tags = ["O"] * len(words)
    for key, kind in sorted((text.fields.get("names") or {}).items(), key=lambda item: -len(item[0])):
        name = key.partition("#")[0]
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text.text):
            inside = _within(words, [match.span()])
            if all(tags[i] == "O" for i in inside):
                for n, i in enumerate(inside):
                    tags[i] = f"{'B' if n == 0 else 'I'}-{kind}"
    return tags


def _sayings(text: Text, words: Sequence[tuple[int, int]]) -> list[Saying]:
    found = []
    for item in text.fields.get("say") or []:
        spans = {k: [text.find(key) for key in as_list(item.get(k))] for k in ("cue", "source", "content")}
        if spans["cue"]:
            found.append(Saying(*(_within(words, spans[k]) for k in ("cue", "source", "content"))))
    return found
