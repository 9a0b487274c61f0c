"""How far scores can be believed: `python -m benchmarks.calibration`. A reliability table and the expected calibration error (ECE).

`relate`: one sentence of the corpus's held-out part, a marked actor and recipient of an annotated act; the scale of the scores is fitted
on one half of these texts (training/pool.py), the table is of the other. Claims: those of the boundary cases and the held-out part in the
half on which their confidence was not fitted (training/confidence.py); benchmarks/confidence.py says which are right. ECE over ten equal
bins, weighed by their counts (Naeini et al. 2015).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.reader import TAUGHT, Span, Text, as_list, everything

from benchmarks.confidence import coded, half
from sayso import language, ontology, pipeline, settings
from sayso.claims import relation
from sayso.claims.document import Document
from sayso.language.sentences import spans

BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A marked pair: what each voter says, and the annotated event type."""

    votes: Mapping[str, relation.Votes]
    kind: str


def cases(which: str) -> Iterator[Case]:
    """The pairs of one half (`fit`, `test`) of the held-out texts, split by the hash of a text's id."""
    for text in everything(TAUGHT):
        if text.held_out and half(text.id) == which:
            for act in text.fields.get("acts") or []:
                yield from _of_act(text, act)


def _of_act(text: Text, act: Mapping[str, Any]) -> Iterator[Case]:
    kind = ontology.derive(act["act"], act.get("mode"), act["status"]).event_type
    actors, recipients = ([text.find(key) for key in as_list(act.get(role))] for role in ("actor", "recipient"))
    if kind is None or not actors:
        return
    pairs = [(actors[0], recipients[0])] if recipients else [(actors[0], actors[1])] if len(actors) > 1 else []
    for actor, recipient in pairs:
        marks = (actor, recipient, text.find(act["on"]))
        for start, end in spans(text.text, 0, len(text.text)):
            if all(start <= s and e <= end for s, e in marks):
                yield Case(_votes(text.text[start:end], _moved(actor, start), _moved(recipient, start)), kind)


def _moved(span: Span, by: int) -> Span:
    return span[0] - by, span[1] - by


def _votes(sentence: str, actor: Span, recipient: Span) -> Mapping[str, relation.Votes]:
    article, limits = pipeline.bare(sentence), settings.load()
    reading, head = language.read_pair(article, limits, (actor, recipient))
    return relation.voters(Document.words_of(article, reading, limits), (actor, recipient), head)


def reliability(scored: Iterable[tuple[float, bool]]) -> tuple[list[tuple[int, float, float]], float]:
    """(Count, mean score, share right) of each bin that holds any, and the ECE."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in scored:
        bins[min(BINS - 1, int(score * BINS))].append((score, right))
    rows = [(len(b), sum(s for s, _ in b) / len(b), sum(r for _, r in b) / len(b)) for b in bins if b]
    whole = sum(n for n, _, _ in rows)
    return rows, sum(n * abs(mean - right) for n, mean, right in rows) / max(1, whole)


def show(name: str, scored: Iterable[tuple[float, bool]]) -> None:
    """Prints the table."""
    rows, error = reliability(scored)
    print(f"{name}: ECE {error:.4f} on {sum(n for n, _, _ in rows)}")
    for count, mean, right in rows:
        print(f"  score {mean:.3f}  right {right:.3f}  n {count}")


def main() -> int:
    """The command. Returns the exit status."""
    scored = []
    for case in cases("test"):
        chances = relation.pool(case.votes)
        best = min(chances, key=lambda kind: (-chances[kind], kind))
        scored.append((chances[best], best == case.kind))
    show("relate, held-out corpus", scored)
    print(f"relate, held-out corpus: accuracy {sum(right for _, right in scored) / len(scored):.4f}")
    found = list(coded("test"))
    show("claims, boundary cases and held-out corpus", [(claim.confidence, claim.right) for claim in found])
    print(f"claims: right {sum(claim.right for claim in found) / len(found):.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
