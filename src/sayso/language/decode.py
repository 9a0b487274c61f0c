"""Scores of a window → tags, arcs, entities, sayings and events over the tokens of the article. NumPy alone."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.language import tree
from sayso.language.encoder import Scores
from sayso.language.windows import Floats, TokenWindow
from sayso.reading import Antecedent, Entity, EventWord, Saying
from sayso.spans import Span

Labels = Mapping[str, Sequence[str]]
CUE = 0.2
"""A word is part of a cue from this probability on: a missed say-so costs more than a false one, which has a score."""
SOURCE, CONTENT = 0.3, 0.4
"""A word is part of a source, or of a content, from this probability on."""
ROLE = 0.2
"""A word may fill a role from this probability on; who decides weighs it (claims/roles/evidence.py)."""
EVENT = 0.4
CHANCE = 0.05
"""Classes below this probability are not named."""
MEANT = 0.3
"""A word is said to stand for one before it from this chance on; who asks weighs it."""
SIDES = frozenset({"actor", "recipient"})
GAP = 3
"""Words that a content may lack inside without being cut there."""


@dataclass(frozen=True, slots=True)
class WordArc:
    """Tag, head (a word of the window) and relation of one word."""

    tag: str
    head: int
    relation: str


def arcs(scores: Scores, window: TokenWindow, labels: Labels) -> list[WordArc]:
    """A tree for each sentence of the window."""
    found: list[WordArc] = []
    for _, group in itertools.groupby(range(len(window.sentences)), key=lambda i: int(window.sentences[i])):
        words = list(group)
        first, last = words[0], words[-1] + 1
        for i, head in enumerate(tree.heads(scores.arcs[first:last, first:last]), first):
            relation = labels["relations"][int(scores.rels[i])]
            relation = "root" if head + first == i else "dep" if relation == "root" else relation
            found.append(WordArc(labels["tags"][int(scores.tags[i])], head + first, relation))
    return found


def entities(scores: Scores, window: TokenWindow, labels: Labels) -> Iterator[Entity]:
    """Named stretches: words more likely in a name than not, cut where one begins; the kind is that of all its words
    together."""
    names = labels["entities"]
    kinds = sorted({name[2:] for name in names if name != "O"})
    chance = {(mark, kind): scores.entities[:, names.index(f"{mark}-{kind}")] for mark in "BI" for kind in kinds}
    inside = scores.entities[:, names.index("O")] < 0.5
    starts, goes_on = (np.sum([chance[mark, kind] for kind in kinds], axis=0) for mark in "BI")
    begins = starts > goes_on
    runs: list[list[int]] = []
    for i in map(int, np.flatnonzero(inside)):
        new = not runs or runs[-1][-1] != i - 1 or begins[i] or window.sentences[i] != window.sentences[i - 1]
        if new:
            runs.append([])
        runs[-1].append(i)
    for run in runs:
        kind = max(kinds, key=lambda k: float(chance["B", k][run].sum() + chance["I", k][run].sum()))
        yield Entity(window.spans[run[0]][0], window.spans[run[-1]][1], kind)


def sayings(scores: Scores, window: TokenWindow) -> Iterator[Saying]:
    """Attributions, one a cue; the last word of a cue knows its source and content."""
    for cue in _cues(scores, window):
        key = cue[-1]
        sources, contents = scores.say_of(key)
        source = _runs([i for i in _above(sources, SOURCE) if i not in cue], 1)
        content = _runs([i for i in _above(contents, CONTENT) if i not in cue], GAP)
        best = max(source, key=lambda run: float(sources[run].sum()), default=[])
        content = [run for run in (_without(run, best) for run in content) if run]
        if content:
            sure = float(1 - scores.cues[key, 0]) * float(np.mean([contents[i] for run in content for i in run]))
            yield Saying(
                _stretches(_runs(cue, 1), window),
                _stretches([best] if best else [], window),
                _stretches(content, window),
                round(sure, 3),
            )


def _cues(scores: Scores, window: TokenWindow) -> list[list[int]]:
    """Words of each cue. Two parts of one cue ("quoted … as saying") are joined where the second begins with "as"."""
    inside = [i for i in range(len(scores.cues)) if 1 - scores.cues[i, 0] >= CUE]
    found: list[list[int]] = []
    for i in inside:
        begins = scores.cues[i, 1] > scores.cues[i, 2]
        if found and found[-1][-1] == i - 1 and window.sentences[i] == window.sentences[i - 1] and not begins:
            found[-1].append(i)
        else:
            found.append([i])
    return found


def _above(row: Floats, least: float) -> list[int]:
    return [int(i) for i in np.flatnonzero(row >= least)]


def _runs(words: Sequence[int], gap: int) -> list[list[int]]:
    """Words in stretches; a gap of fewer than `gap` words is filled."""
    runs: list[list[int]] = []
    for i in words:
        if runs and i - runs[-1][-1] <= gap:
            runs[-1] += range(runs[-1][-1] + 1, i + 1)
        else:
            runs.append([i])
    return runs


def _without(run: list[int], other: Sequence[int]) -> list[int]:
    return [i for i in run if i not in set(other)]


def _stretches(runs: Sequence[Sequence[int]], window: TokenWindow) -> tuple[Span, ...]:
    return tuple((window.spans[run[0]][0], window.spans[run[-1]][1]) for run in runs if run)


def event_words(
    scores: Scores, window: TokenWindow, labels: Labels, token_of: Sequence[int], bare: bool = False
) -> Iterator[EventWord]:
    """Words that name an event or an act, with what hangs on them. `token_of` (words) are tokens of the article.

    `bare`: acts alone, with their status and the two sides.
    """
    happens = 1 - scores.statuses[:, 0]
    acts = 1 - scores.acts[:, 0]
    for i in np.flatnonzero((acts >= CHANCE) if bare else (happens >= EVENT) | (acts >= CHANCE)).tolist():
        political = bool(acts[i] >= CHANCE)
        more = political and not bare
        yield EventWord(
            token_of[i], round(float(happens[i]), 3), _ranked(scores.statuses[i], labels["statuses"], "none"),
            _ranked(scores.acts[i], labels["acts"]),
            _ranked(scores.modes[i], labels["modes"]) if more else (),
            _ranked(scores.changes[i], labels["changes"]) if more else (),
            tuple(_roles(scores.roles_of(i), window, labels["roles"], token_of, SIDES if bare else None))
            if political else (),
        )  # fmt: skip


def _ranked(row: Floats, names: Sequence[str], without: str = "") -> tuple[tuple[str, float], ...]:
    kept = [
        (name, round(chance, 3))
        for name, chance in zip(names, row.tolist(), strict=True)
        if chance >= CHANCE and name != without
    ]
    return tuple(sorted(kept, key=lambda pair: (-pair[1], pair[0])))


def _roles(
    rows: Floats, window: TokenWindow, names: Sequence[str], token_of: Sequence[int], wanted: Collection[str] | None
) -> Iterator[tuple[str, tuple[tuple[int, int, float], ...]]]:
    """Slot → the stretches that may fill it; a token that one of its words fills ("al-Mashhadani") fills it whole."""
    likely: dict[int, list[int]] = {}
    for slot, word in np.argwhere(rows >= ROLE).tolist():
        likely.setdefault(slot, []).append(word)
    for slot, words in likely.items():
        name, row = names[slot], rows[slot]
        if wanted is None or name in wanted:
            whole = _whole(row, words, token_of)
            runs = [part for run in _runs(sorted(whole), 1) for part in _sharp(whole, run)]
            yield (
                name,
                tuple((*_stretches([run], window)[0], round(float(max(whole[i] for i in run)), 3)) for run in runs),
            )


def _whole(row: Floats, words: Sequence[int], token_of: Sequence[int]) -> dict[int, np.float32]:
    """The chance of each of some words and of those that are one token with it: that of the likeliest of them."""
    best: dict[int, np.float32] = {}
    for i in words:
        best[token_of[i]] = max(best.get(token_of[i], row[i]), row[i])
    return {j: best[token_of[i]] for i in words for j in range(_end(token_of, i, -1), _end(token_of, i, 1) + 1)}


def _end(token_of: Sequence[int], i: int, step: int) -> int:
    """The last word, in one direction, that is one token with word `i`."""
    while 0 <= i + step < len(token_of) and token_of[i + step] == token_of[i]:
        i += step
    return i


def _sharp(chances: Mapping[int, np.float32], run: Sequence[int]) -> list[list[int]]:
    """The parts of a stretch whose words have at least half of its best chance: two phrases side by side come apart."""
    least = float(max(chances[i] for i in run)) / 2
    return _runs([i for i in run if chances[i] >= least], 1)


def antecedents(scores: Scores, token_of: Sequence[int]) -> Iterator[Antecedent]:
    """Whom a word stands for: the likeliest of the words before it, where it is not likely to stand for nobody."""
    chances = 1 - scores.antecedents.diagonal()
    for i in np.flatnonzero(chances >= MEANT).tolist():
        of = int(scores.antecedents[i, :i].argmax()) if i else 0
        if i and token_of[of] != token_of[i]:
            yield Antecedent(token_of[i], token_of[of], round(float(chances[i]), 3))
