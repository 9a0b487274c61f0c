"""Fits the weights of status rules on our corpus: `python -m training.status`; writes them into data/status.yaml (then
tools/manifest.py).

The reader has learnt the training part by heart, so the rules are fitted there without it (logistic regression with L2
towards what each rule is expected to be worth, full batch: no randomness). How much the rules and the reader count
beside each other are two numbers, chosen by the log loss on the fit part of real news and the held-out part of the
written corpus, where rare statuses are common, and with them the priors; the figure "in folds" measures that choice
honestly: each fifth of those with the scales chosen on the others.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from corpus.reader import Text, everything

import sayso
from corpus import standoff
from sayso import language, settings
from sayso.claims.acts.lexeme import Form, Lexeme, Sense
from sayso.claims.acts.lexicon import ActHit
from sayso.claims.article.document import Document
from sayso.claims.sentence import View
from sayso.claims.status.by_words import by_words
from sayso.claims.status.signal import expected
from sayso.claims.status.weighed import FLOOR, STATUSES, heard, heeded

TABLE = Path(__file__).parent.parent / "src" / "sayso" / "data" / "status.yaml"
PENALTY, STEPS, RATE = 2.0, 300, 0.5
GRID = (0.2, 0.35, 0.5, 0.6, 0.7, 0.85, 1.0, 1.3)
Matrix = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated act: the statuses that rules speak for, log chances of the reader, the right status by number."""

    spoken: tuple[tuple[str, int], ...]
    reader: tuple[float, ...]
    gold: int


def cases_of(views: Sequence[View], acts: Sequence[tuple[int, int, str, str]]) -> list[Case]:
    """A case for each act `(start, end, status, act)` whose words lie in a view; tokens are taken as they stand where
    no act was seen."""
    found = []
    for start, end, gold, act in acts:
        view = next((v for v in views if v.start <= start < v.stop and v.arcs), None)
        hit = _hit(view, start, end, act) if view is not None else None
        if view is None or hit is None:
            continue
        signals = heard(view, hit, by_words(view, hit))
        event = view.event(hit)
        given = heeded(dict(event.statuses) if event is not None else {}, signals)
        reader = tuple(float(np.log(max(given.get(s, 0.0), FLOOR))) if given else 0.0 for s in STATUSES)
        spoken = tuple((f"{s.rule} {s.status}", STATUSES.index(s.status)) for s in signals)
        found.append(Case(spoken, reader, STATUSES.index(gold)))
    return found


def _hit(view: View, start: int, end: int, act: str) -> ActHit | None:
    known = next((h for h in view.acts if h.start < end and start < h.end), None)
    if known is not None:
        return known
    inside = [i for i, t in enumerate(view.tokens) if t.start >= start and t.end <= end]
    if not inside:
        return None
    noun = view.arcs.tags[view.sentence.first + inside[0]] not in ("VERB", "AUX")
    form: Form = "noun" if noun else "gerund" if view.lower[inside[0]].endswith("ing") else "past"
    sense = Sense(act, None)
    return ActHit(
        start, end, inside[0], inside[-1], Lexeme(view.lower[inside[0]], "noun" if noun else "verb", sense), form, sense
    )


def _written(*, held_out: bool) -> list[Case]:
    """Acts of one part of the written corpus; of the training part also its other event words, as acts of no type."""
    found: list[Case] = []
    for text in everything():
        acts = [(*text.find(a["on"]), a["status"], a["act"]) for a in text.fields.get("acts") or []]
        others = (text.fields.get("events") or {}).items()
        if not held_out:
            acts += [(*text.find(key), status, "none") for key, status in others if status in STATUSES]
        if text.held_out == held_out and acts:
            found += cases_of(_views(text), acts)
    return found


def _news() -> list[Case]:
    """Acts of the fit part of real news that are told for the first time."""
    found: list[Case] = []
    for text in standoff.texts("fit"):
        told = [a for a in text.fields.get("acts") or [] if not a.get("retold")]
        found += cases_of(_views(text), [(*text.find(a["on"]), a["status"], a["act"]) for a in told])
    return found


def _views(text: Text) -> Sequence[View]:
    row = {"id": text.id, "text": text.text, "published": text.fields.get("date"), "publisher": text.fields.get("from")}
    article = sayso.article({k: v for k, v in row.items() if v})
    return Document.of(article, language.read(article, settings.load()), settings.load()).views


def fit(cases: Sequence[Case], least: int = 3) -> tuple[dict[str, float], Matrix]:
    """Weights of the rules that speak at least `least` times, and priors of the statuses."""
    counts = Counter(name for c in cases for name, _ in c.spoken)
    names = sorted(n for n, count in counts.items() if count >= least)
    row, col, status = _spoken(cases, {n: i for i, n in enumerate(names)})
    gold = np.eye(len(STATUSES))[[c.gold for c in cases]]
    start = np.array([expected(n.rpartition(" ")[0]) for n in names])
    weights, prior = start.copy(), np.zeros(len(STATUSES))
    seen = np.bincount(col, minlength=len(names)) + PENALTY
    for _ in range(STEPS):
        scores = np.tile(prior, (len(cases), 1))
        np.add.at(scores, (row, status), weights[col])
        error = gold - _softmax(scores)
        weights += RATE * (np.bincount(col, error[row, status], len(names)) - PENALTY * (weights - start)) / seen
        prior += RATE * (error.sum(0) - PENALTY * prior) / (len(cases) / len(STATUSES) + PENALTY)
    return {n: float(w) for n, w in zip(names, weights, strict=True)}, prior


def priors(scores: Matrix, gold: Sequence[int]) -> Matrix:
    """Priors of the statuses beside scaled scores, by the same descent."""
    prior, right = np.zeros(len(STATUSES)), np.eye(len(STATUSES))[list(gold)]
    for _ in range(STEPS):
        error = right - _softmax(scores + prior)
        prior += RATE * (error.sum(0) - PENALTY * prior) / (len(gold) / len(STATUSES) + PENALTY)
    return prior


def _spoken(cases: Sequence[Case], number: Mapping[str, int]) -> tuple[Indices, Indices, Indices]:
    """Each rule that speaks: of which case, the rule's number, and the status it names."""
    said = [(i, number[n], s) for i, c in enumerate(cases) for n, s in c.spoken if n in number]
    rows, columns, statuses = np.array(said, dtype=np.intp).reshape(-1, 3).T
    return rows, columns, statuses


def _softmax(scores: Matrix) -> Matrix:
    parts = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(parts / parts.sum(1, keepdims=True))


def both(cases: Sequence[Case], rules: dict[str, float]) -> tuple[Matrix, Matrix, list[int]]:
    """Scores of the rules, scores of the reader, and the right statuses."""
    said = np.zeros((len(cases), len(STATUSES)))
    for i, case in enumerate(cases):
        for name, status in case.spoken:
            said[i, status] += rules.get(name, 0.0)
    return said, np.array([c.reader for c in cases]), [c.gold for c in cases]


def scales(said: Matrix, read: Matrix, gold: Sequence[int]) -> tuple[float, float]:
    """How much rules and reader count: the least log loss on a grid."""
    loss = {
        (a, b): -float(np.log(_weighed(a, b, said, read, gold)[range(len(gold)), list(gold)] + 1e-9).mean())
        for a in GRID for b in (0.0, *GRID)
    }  # fmt: skip
    return min(loss, key=lambda pair: (loss[pair], pair))


def _weighed(a: float, b: float, said: Matrix, read: Matrix, gold: Sequence[int]) -> Matrix:
    """The chances of all statuses, with the priors that fit."""
    scores = a * said + b * read
    return _softmax(scores + priors(scores, gold))


def folded(said: Matrix, read: Matrix, gold: Sequence[int], folds: int = 5) -> list[int]:
    """What is chosen for each case with scales from the other folds."""
    chosen = [0] * len(gold)
    for fold in range(folds):
        others = [i for i in range(len(gold)) if i % folds != fold]
        there = [gold[i] for i in others]
        a, b = scales(said[others], read[others], there)
        prior = priors(a * said[others] + b * read[others], there)
        for i in range(fold, len(gold), folds):
            chosen[i] = int((a * said[i] + b * read[i] + prior).argmax())
    return chosen


def figures(chosen: Sequence[int], gold: Sequence[int]) -> str:
    """Accuracy and macro-F1 over the statuses that occur."""
    values = []
    for s in sorted(set(gold)):
        right = sum(c == g == s for c, g in zip(chosen, gold, strict=True))
        values.append(2 * right / max(1, sum(c == s for c in chosen) + sum(g == s for g in gold)))
    right = sum(c == g for c, g in zip(chosen, gold, strict=True))
    return f"accuracy {right / len(gold):.4f}  macro-F1 {sum(values) / len(values):.4f}  (of {len(gold)})"


def written(rules: dict[str, float], prior: Matrix, pair: tuple[float, float]) -> str:
    """The section `weights` of the table."""
    lines = ["weights:", f"  scales: {{reader: {pair[1]}, rules: {pair[0]}}}"]
    lines.append("  prior: {" + ", ".join(f"{s}: {w:.2f}" for s, w in zip(STATUSES, prior, strict=True)) + "}")
    lines.append("  rules:")
    told = {name: weight for name, weight in rules.items() if abs(weight - expected(name.rpartition(" ")[0])) >= 0.05}
    lines += [f"    {name}: {weight:.2f}" for name, weight in sorted(told.items())]
    return "\n".join(lines) + "\n"


def report(rules: dict[str, float], held: Sequence[Case]) -> tuple[tuple[float, float], Matrix]:
    """Prints the figures of both parts and gives the scales and priors chosen on all of it."""
    said, read, gold = both(held, rules)
    print("rules alone       ", figures([int(r.argmax()) for r in said], gold))
    print("reader alone      ", figures([int(r.argmax()) for r in read], gold))
    print("together, in folds", figures(folded(said, read, gold), gold))
    a, b = scales(said, read, gold)
    return (a, b), priors(a * said + b * read, gold)


def main() -> None:
    """Fits, prints the figures, writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="fit and print, but do not write the table")
    given = parser.parse_args()
    rules, _ = fit(_written(held_out=False))
    pair, prior = report(rules, [*_news(), *_written(held_out=True)])
    print("scales (rules, reader):", pair)
    if not given.measure:
        head = re.split(r"(?m)^weights:$", TABLE.read_text(encoding="utf-8"))[0]
        TABLE.write_text(head + written(rules, prior, pair), encoding="utf-8")


if __name__ == "__main__":
    main()
