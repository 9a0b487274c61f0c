"""The reader alone on real news: `python -m benchmarks.reader_news [--part study]`.

Acts found (words, F1), type and status of the gold acts, the slots of each given its word (F1 of head words), and the
antecedents of gold mentions within a window. Gold is the first coding; acts that may be left out or are told again
count neither way. Of the blind part only these figures are printed.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from corpus.heads import event_word, head_of
from corpus.reader import Text, as_list

from benchmarks.reader import f1, whole_reader
from corpus import standoff
from sayso.english.sentences import spans as sentence_spans
from sayso.language.encoder import Encoder, Scores
from sayso.language.windows import TokenWindow, token_windows
from sayso.language.words import cut

FILLS = 0.5
"""A word fills a slot from this chance on."""
SLOTS = ("actor", "recipient", "place", "force", "from", "to", "time", "decided", "quantity")


@dataclass(slots=True)
class Tally:
    """Counts over a part: [right, found, wanted] of head words by slot, and of acts and mentions."""

    slots: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    acts: list[int] = field(default_factory=lambda: [0, 0, 0])
    types: list[int] = field(default_factory=lambda: [0, 0])
    statuses: list[int] = field(default_factory=lambda: [0, 0])
    meant: list[int] = field(default_factory=lambda: [0, 0])


def measured(model: Encoder, part: standoff.Part) -> Tally:
    """The tally of one part."""
    tally = Tally()
    for text in standoff.texts(part):
        sentences = [cut(text.text, s, e) for s, e in sentence_spans(text.text, 0, len(text.text))]
        for window in token_windows(model.tokenizer, text.text, sentences):
            scores = model.scores(window)
            _acts(text, window, scores, model.labels, tally)
            _antecedents(text, window, scores, tally)
    return tally


def _words(text: Text, window: TokenWindow, key: str) -> list[int]:
    start, end = text.find(key)
    return [i for i, (s, e) in enumerate(window.spans) if e > start and s < end]


def _acts(text: Text, window: TokenWindow, scores: Scores, labels: Mapping[str, Sequence[str]], tally: Tally) -> None:
    found = {int(i) for i in np.flatnonzero(1 - scores.acts[:, 0] >= FILLS)}
    excused: set[int] = set()
    for act in text.fields.get("acts") or []:
        words = _words(text, window, act["on"])
        if not words:
            continue
        head = event_word([text.text[slice(*w)].lower() for w in window.spans], words)
        if act.get("optional") or act.get("retold"):
            excused |= set(words)
            continue
        tally.acts[2] += 1
        tally.acts[0] += bool(found & set(words))
        excused |= set(words)
        tally.acts[1] += bool(found & set(words))
        tally.types[0] += labels["acts"][1 + int(scores.acts[head, 1:].argmax())] == act["act"]
        tally.types[1] += 1
        tally.statuses[0] += labels["statuses"][1 + int(scores.statuses[head, 1:].argmax())] == act["status"]
        tally.statuses[1] += 1
        _slots(text, window, act, scores.roles[:, head], labels["roles"], tally)
    tally.acts[1] += len(found - excused)


def _slots(text: Text, window: TokenWindow, act: dict[str, Any], rows: Any, names: Sequence[str], tally: Tally) -> None:
    said = [text.text[slice(*span)] for span in window.spans]
    for name, keys in _keys(act):
        phrases = [w for w in (_words(text, window, key) for key in keys) if w]
        gold = {head_of(said, phrase) for phrase in phrases}
        row = rows[names.index(name)]
        found = {head_of(said, run) for run in _runs([int(i) for i in np.flatnonzero(row >= FILLS)])}
        right = sum(bool(found & set(phrase)) for phrase in phrases)
        counts = tally.slots[name]
        counts[0] += min(right, len(found))
        counts[1] += len(found)
        counts[2] += len(gold)


def _keys(act: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    move = act.get("move") or {}
    for name in SLOTS:
        given = (
            act.get("qty")
            if name == "quantity"
            else move.get(name)
            if name in ("force", "from", "to")
            else act.get(name)
        )
        yield name, list(given) if isinstance(given, dict) else as_list(given)


def _runs(words: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for i in words:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _antecedents(text: Text, window: TokenWindow, scores: Scores, tally: Tally) -> None:
    said = [text.text[slice(*span)] for span in window.spans]
    for group in text.fields.get("coref") or []:
        heads = sorted({head_of(said, words) for words in (_words(text, window, key) for key in group) if words})
        for at in heads[1:]:
            row = scores.antecedents[at]
            tally.meant[0] += int(row.argmax()) in heads and int(row.argmax()) != at
            tally.meant[1] += 1


def main() -> int:
    """Prints the figures. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("fit", "study", "blind"), default="study")
    given = parser.parse_args()
    if standoff.folder() is None:
        print("the open news is not here: set SAYSO_OPEN to the folder of open data", file=sys.stderr)
        return 2
    model = whole_reader()
    if model is None:
        return 2
    tally = measured(model, given.part)
    print(f"{given.part}: acts found  {f1(*tally.acts)}")
    print(f"act type {tally.types[0] / tally.types[1]:.4f}, status {tally.statuses[0] / tally.statuses[1]:.4f}")
    for name in SLOTS:
        print(f"  {name:10s} {f1(*tally.slots[name])}")
    print(f"antecedent right {tally.meant[0] / max(1, tally.meant[1]):.4f} of {tally.meant[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
