"""Our corpus, written and annotated, and real news → documents of words with labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.heads import event_word
from corpus.reader import Text, as_list, everything

from corpus import standoff
from sayso import ontology
from sayso.language.words import cut
from training.sources import clusters_of, split, within
from training.windows import Deed, Document, Saying, Sentence

OF_ACT, OF_MOVE = ("actor", "recipient", "place", "time", "decided"), ("force", "from", "to")
"""Slots that stand with the act, and those that stand with its movement."""


def news(part: standoff.Part = "learn") -> Iterator[Document]:
    """Real news, one part of it: say-so, acts with their slots, and who is meant. Nothing where its texts are not at
    hand."""
    for text in standoff.texts(part):
        yield own_text(text)


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
    acts = _acts(text, words)
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
    flat = [text.text[slice(*span)] for span in words]
    mentions = ((str(n), phrase) for n, phrases in enumerate(_mentions(text, words)) for phrase in phrases)
    said = _sayings(text, words) if "say" in layers else None
    return Document(text.id, sentences, said, deeds=_deeds(text, words), clusters=clusters_of(flat, mentions))


def _acts(text: Text, words: Sequence[tuple[int, int]]) -> dict[int, str | None]:
    """Word → act; null for one that may be left out, or is told again; "none" for one that a reader of ours took for an
    act and a person did not."""
    rows = text.fields.get("acts") or []
    open_ = {_head(text, words, a["on"]): None for a in rows if a.get("optional") or a.get("retold")}
    none = {_head(text, words, key): "none" for key in as_list(text.fields.get("rejected"))}
    return none | open_ | {_head(text, words, a["on"]): a["act"] for a in _told(text)}


def _told(text: Text) -> list[dict[str, Any]]:
    return [a for a in text.fields.get("acts") or [] if not a.get("optional") and not a.get("retold")]


def _mentions(text: Text, words: Sequence[tuple[int, int]]) -> list[list[list[int]]]:
    """The phrases of each entity that is mentioned: groups, and parties that stand alone."""
    groups = [list(g) for g in text.fields.get("coref") or []]
    grouped = {key for g in groups for key in g}
    alone = [[key] for key in text.fields.get("who") or {} if key not in grouped]
    return [[phrase for key in g if (phrase := within(words, [text.find(key)]))] for g in (*groups, *alone)]


def _deeds(text: Text, words: Sequence[tuple[int, int]]) -> list[Deed]:
    found = []
    for a in _told(text):
        move = a.get("move") or {}
        keys = {role: list(a.get(role) or ()) if isinstance(a.get(role), dict) else a.get(role) for role in OF_ACT}
        keys |= {"quantity": list(a.get("qty") or ()), **{role: move.get(role) for role in OF_MOVE}}
        roles = {name: within(words, [text.find(key) for key in as_list(given)]) for name, given in keys.items()}
        mode = f"{a['act']} {a['mode']}" if a.get("mode") else "none"
        derived = ontology.derive(a["act"], a.get("mode"), a["status"]).event_type
        found.append(Deed(_head(text, words, a["on"]), roles, mode, move.get("change") or "none", derived))
    return found


def _head(text: Text, words: Sequence[tuple[int, int]], key: str) -> int:
    """The word that stands for an event phrase."""
    start, end = text.find(key)
    inside = [i for i, (s, e) in enumerate(words) if e > start and s < end]
    return event_word([text.text[slice(*w)].lower() for w in words], inside)


def _events(text: Text, words: Sequence[tuple[int, int]]) -> dict[int, frozenset[str]]:
    found = {_head(text, words, k): frozenset({s}) for k, s in (text.fields.get("events") or {}).items()}
    return found | {_head(text, words, a["on"]): frozenset({a["status"]}) for a in _told(text)}


def _names(text: Text, words: Sequence[tuple[int, int]]) -> list[str]:
    """Every occurrence of a name that is annotated once."""
    tags = ["O"] * len(words)
    for key, kind in sorted((text.fields.get("names") or {}).items(), key=lambda item: -len(item[0])):
        name = key.partition("#")[0]
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text.text):
            inside = within(words, [match.span()])
            if all(tags[i] == "O" for i in inside):
                for n, i in enumerate(inside):
                    tags[i] = f"{'B' if n == 0 else 'I'}-{kind}"
    return tags


def _sayings(text: Text, words: Sequence[tuple[int, int]]) -> list[Saying]:
    found = []
    for item in text.fields.get("say") or []:
        spans = {k: [text.find(key) for key in as_list(item.get(k))] for k in ("cue", "source", "content")}
        if spans["cue"]:
            found.append(Saying(*(within(words, spans[k]) for k in ("cue", "source", "content"))))
    return found
