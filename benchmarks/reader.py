"""The reader alone against treebank, entities and our held-out corpus: `python -m benchmarks.reader [--open FOLDER]`.

Prints UPOS, UAS, LAS and entity F1 on the EWT test part, lemma accuracy, and on the held-out part of our corpus F1 of
cue, source and content words, and act and status by class. Gold words, the packaged model, nothing trained on these
parts.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.reader import Text, as_list, everything

from sayso.english.lemmas import lemma
from sayso.language import decode
from sayso.language.encoder import Encoder, Scores, encoder
from sayso.language.windows import TokenWindow, token_windows
from sayso.language.words import cut

OPEN = Path(__file__).parent.parent.parent / "shared" / "open"
Span = tuple[int, int]
PUNCTUATION = {"punct"}


def f1(right: int, found: int, wanted: int) -> str:
    """F1, precision and recall as one line."""
    precision, recall = right / max(1, found), right / max(1, wanted)
    return (
        f"F1 {2 * precision * recall / max(1e-9, precision + recall):.4f}  P {precision:.4f}  R {recall:.4f} "
        f" (gold {wanted})"
    )


def _joined(sentences: Iterable[Sequence[str]]) -> tuple[str, list[list[Span]]]:
    pieces, spans, at = [], [], 0
    for words in sentences:
        inside = []
        for word in words:
            inside.append((at, at + len(word)))
            pieces.append(word)
            at += len(word) + 1
        spans.append(inside)
    return " ".join(pieces), spans


def _documents(path: Path) -> Iterator[list[list[list[str]]]]:
    """Rows of CoNLL-U by sentence and document."""
    document: list[list[list[str]]] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "", "# newdoc"]:
        if line.startswith("# newdoc") and document:
            yield document
            document = []
        elif not line and rows:
            document.append(rows)
            rows = []
        elif line[:1].isdigit() and line.split("\t", 1)[0].isdigit():
            rows.append(line.split("\t"))


def trees(model: Encoder, path: Path) -> None:
    """UPOS, UAS, LAS (universal labels and with subtypes, punctuation counted) and lemmas."""
    count: Counter[str] = Counter()
    for document in _documents(path):
        text, spans = _joined([[row[1] for row in rows] for rows in document])
        gold = [row for rows in document for row in rows]
        starts = [n for n, rows in enumerate(document) for _ in rows]
        firsts, total = [], 0
        for rows in document:
            firsts.append(total)
            total += len(rows)
        at = 0
        for window in token_windows(model.tokenizer, text, spans):
            scores = model.scores(window)
            for i, arc in enumerate(decode.arcs(scores, window, model.labels)):
                row = gold[at + i]
                first = firsts[starts[at + i]]
                head = at + i if row[6] == "0" else first + int(row[6]) - 1
                ok = at + arc.head == head
                count["words"] += 1
                count["UPOS"] += arc.tag == row[3]
                count["UAS"] += ok
                count["LAS"] += ok and arc.relation == row[7]
                count["LAS, main labels"] += ok and arc.relation.partition(":")[0] == row[7].partition(":")[0]
                count["lemmas"] += lemma(row[1], arc.tag).lower() == row[2].lower()
            at += len(window.spans)
    for name in ("UPOS", "UAS", "LAS", "LAS, main labels", "lemmas"):
        print(f"EWT test {name:20s} {count[name] / count['words']:.4f}  of {count['words']} words")


def entities(model: Encoder, path: Path) -> None:
    """Entity F1, exact span and kind, of PER, ORG and LOC."""
    right = found = wanted = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, spans = _joined([row["tokens"]])
        gold = set(_gold(row["tags"], spans[0]))
        got = {
            (e.start, e.end, e.kind)
            for window in token_windows(model.tokenizer, text, spans)
            for e in decode.entities(model.scores(window), window, model.labels)
            if e.kind != "MISC"
        }
        right, found, wanted = right + len(gold & got), found + len(got), wanted + len(gold)
    print(f"UNER EWT test entities    {f1(right, found, wanted)}")


def _gold(tags: Sequence[str], spans: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for i in range(1, len(tags) + 1):
        if i == len(tags) or tags[i] != f"I-{tags[start][2:]}":
            if tags[start] != "O":
                yield spans[start][0], spans[i - 1][1], tags[start][2:]
            start = i


Words = set[int]


def own(model: Encoder) -> None:
    """Say-so words, acts and statuses of the held-out part of our corpus."""
    say: dict[str, list[int]] = {
        k: [0, 0, 0] for k in ("cue", "source", "content", "actor", "recipient", "place", "force")
    }
    acts: Counter[tuple[str, str]] = Counter()
    statuses: Counter[tuple[str, str]] = Counter()
    found_acts = 0
    for text in everything():
        layers = text.fields.get("layers") or ["say", "acts", "events"]
        if not text.held_out:
            continue
        for window in token_windows(model.tokenizer, text.text, [cut(text.text)]):
            scores = model.scores(window)
            if "say" in layers:
                _say(text, list(window.spans), list(decode.sayings(scores, window)), say)
            for act, best in _best_words(text, window, scores) if "acts" in layers else ():
                found_acts += 1 - float(scores.acts[best, 0]) >= 0.5
                acts[act["act"], model.labels["acts"][1 + int(scores.acts[best, 1:].argmax())]] += 1
                statuses[act["status"], model.labels["statuses"][1 + int(scores.statuses[best, 1:].argmax())]] += 1
                above = dict(zip(model.labels["roles"], (scores.roles[:, best] >= 0.5).tolist(), strict=True))
                _roles(text, act, window.spans, above, say)
    for name, (right, found, wanted) in say.items():
        print(f"own held-out {name:10s} words {f1(right, found, wanted)}")
    print(f"own held-out acts found {found_acts / acts.total():.4f} of {acts.total()}")
    _classes("act", acts)
    _classes("status", statuses)


def _best_words(text: Text, window: TokenWindow, scores: Scores) -> Iterator[tuple[dict[str, Any], int]]:
    """The annotated acts of a window, each with the word of it that the reader is surest of."""
    for act in text.fields.get("acts") or []:
        start, end = text.find(act["on"])
        rows = [i for i, (s, e) in enumerate(window.spans) if s >= start and e <= end]
        if rows:
            yield act, max(rows, key=lambda i: 1 - float(scores.acts[i, 0]))


def _inside(spans: Sequence[Span], stretches: Iterable[Span]) -> Words:
    wanted = list(stretches)
    return {s for s, e in spans if any(a <= s and e <= b for a, b in wanted)}


def _say(text: Text, spans: list[Span], found: Sequence[object], table: dict[str, list[int]]) -> None:
    for name in ("cue", "source", "content"):
        gold = _inside(spans, [text.find(k) for a in text.fields.get("say") or [] for k in as_list(a.get(name))])
        got = _inside(spans, [s for a in found for s in getattr(a, name)])
        _tally(table[name], gold, got)


def _roles(
    text: Text,
    act: dict[str, object],
    spans: Sequence[Span],
    above: Mapping[str, Sequence[bool]],
    table: dict[str, list[int]],
) -> None:
    move = act.get("move") or {}
    keys = {**act, "force": move.get("force") if isinstance(move, dict) else None}
    for name in ("actor", "recipient", "place", "force"):
        gold = _inside(spans, [text.find(k) for k in as_list(keys.get(name))])
        _tally(table[name], gold, {spans[i][0] for i, yes in enumerate(above[name]) if yes})


def _tally(row: list[int], gold: Words, got: Words) -> None:
    row[0] += len(gold & got)
    row[1] += len(got)
    row[2] += len(gold)


def _classes(what: str, table: Counter[tuple[str, str]]) -> None:
    names = sorted({g for g, _ in table} | {p for _, p in table})
    values = []
    for name in names:
        right = table[name, name]
        wanted = sum(n for (g, _), n in table.items() if g == name)
        found = sum(n for (_, p), n in table.items() if p == name)
        if wanted:
            values.append(2 * right / max(1, wanted + found))
            print(f"  {what} {name:12s} {f1(right, found, wanted)}")
    total = sum(table.values())
    print(
        f"own held-out {what}: accuracy {sum(table[n, n] for n in names) / total:.4f}, macro-F1 "
        f"{sum(values) / len(values):.4f}"
    )


def speed(model: Encoder) -> None:
    """Word pieces and articles of 560 pieces (450 words) per second of CPU."""
    text = "\n\n".join(t.text for t in everything(("stories",)))
    parts = list(token_windows(model.tokenizer, text, [cut(line) for line in [text]]))
    begun = time.process_time()
    for window in parts:
        scores = model.scores(window)
        decode.arcs(scores, window, model.labels)
        list(decode.sayings(scores, window))
        list(decode.event_words(scores, window, model.labels, range(len(window.spans))))
    spent = time.process_time() - begun
    pieces = sum(len(w.pieces) for w in parts)
    print(
        f"speed: {pieces / spent:.0f} pieces and {pieces / spent / 560:.1f} articles of 450 words per "
        f"CPU-second ({pieces} pieces)"
    )


def whole_reader() -> Encoder | None:
    """The reader, if it gives slots of every word; else null, and says what to do."""
    found = encoder()
    if not found.gives_all:
        print(
            "the packaged reader gives slots of some words only: set SAYSO_READER to an export that tools/lean.py has "
            "not yet rewritten (training/README.md)",
            file=sys.stderr,
        )
    return found if found.gives_all else None


def main() -> int:
    """Measures what the folder of open data allows. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--open", type=Path, default=OPEN)
    given = parser.parse_args()
    model = whole_reader()
    if model is None:
        return 2
    parts: list[tuple[Path, Callable[[Encoder, Path], None]]] = [
        (given.open / "ud" / "en_ewt-ud-test.conllu", trees),
        (given.open / "ner" / "uner_ewt_test.jsonl", entities),
    ]
    for path, measure in parts:
        if path.exists():
            measure(model, path)
        else:
            print(f"{path.name}: not there, not measured", file=sys.stderr)
    own(model)
    speed(model)
    return 0


if __name__ == "__main__":
    sys.exit(main())
