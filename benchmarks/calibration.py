"""How far scores can be believed: `python -m benchmarks.calibration`. A reliability table and the expected calibration error (ECE).

`relate`: held-out pairs of the corpus (corpus/pairs.py), a marked actor and recipient in one sentence; the scale of the scores is fitted
on one half of these texts (training/pool.py), the table is of the other. Claims: those of the boundary cases and the held-out part in the
half on which their confidence was not fitted (training/confidence.py); benchmarks/confidence.py says which are right. ECE over ten equal
bins, weighed by their counts (Naeini et al. 2015).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.pairs import Pair, pairs

from benchmarks.confidence import coded, half
from sayso import language, pipeline, settings
from sayso.claims import relation
from sayso.claims.document import Document

BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A marked pair: what each voter says, and the annotated event type."""

    votes: Mapping[str, relation.Votes]
    kind: str


def cases(which: str) -> Iterator[Case]:
    """The held-out pairs of one half (`fit`, `test`), split by the hash of a text's id."""
    for pair in pairs():
        if pair.held_out and half(pair.source) == which:
            yield Case(_votes(pair), pair.kind)


def _votes(pair: Pair) -> Mapping[str, relation.Votes]:
    article, limits, marked = pipeline.bare(pair.sentence), settings.load(), (pair.actor, pair.recipient)
    reading, head = language.read_pair(article, limits, marked)
    return relation.voters(Document.words_of(article, reading, limits), marked, head)


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
