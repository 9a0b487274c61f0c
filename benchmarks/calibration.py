"""How far scores can be believed: `python -m benchmarks.calibration`. A reliability table and the expected calibration error (ECE).

`relate`: a marked actor and recipient in one sentence, of the boundary cases, which are plain, and of the held-out pairs of the corpus
(corpus/pairs.py), which were written to hold words that the lexicon lacks and are harder than news. The scores are fitted on one half of
these texts (training/pool.py), the tables are of the other. Claims: those of the boundary cases and the held-out part in the half on
which their confidence was not fitted (training/confidence.py); benchmarks/confidence.py says which are right. ECE over ten equal bins,
weighed by their counts (Naeini et al. 2015).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.pairs import Pair, of_acts, pairs
from corpus.reader import everything

from benchmarks.confidence import coded, half
from sayso import language, pipeline, settings
from sayso.claims import relation
from sayso.claims.document import Document

BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A marked pair: what each voter says, the annotated event type, and whether it is a boundary case."""

    votes: Mapping[str, relation.Votes]
    kind: str
    boundary: bool


def cases(which: str) -> Iterator[Case]:
    """The boundary cases and held-out pairs of one half (`fit`, `test`), split by the hash of a text's id."""
    for pair in (pair for text in everything(("boundaries",)) for pair in of_acts(text)):
        if half(pair.source) == which:
            yield Case(_votes(pair), pair.kind, True)
    for pair in pairs():
        if pair.held_out and half(pair.source) == which:
            yield Case(_votes(pair), pair.kind, False)


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


def show(name: str, scored: Sequence[tuple[float, bool]]) -> None:
    """Prints the table."""
    rows, error = reliability(scored)
    right = sum(holds for _, holds in scored) / max(1, len(scored))
    print(f"{name}: ECE {error:.4f}, right {right:.4f} of {sum(n for n, _, _ in rows)}")
    for count, mean, right in rows:
        print(f"  score {mean:.3f}  right {right:.3f}  n {count}")


def main() -> int:
    """The command. Returns the exit status."""
    found = [(_scored(case), case.boundary) for case in cases("test")]
    show("relate", [scored for scored, _ in found])
    show("relate, boundary cases", [scored for scored, plain in found if plain])
    show("relate, held-out corpus", [scored for scored, plain in found if not plain])
    claims = list(coded("test"))
    show("claims, boundary cases and held-out corpus", [(claim.confidence, claim.right) for claim in claims])
    return 0


def _scored(case: Case) -> tuple[float, bool]:
    """The best score, and whether its type is right."""
    chances = relation.pool(case.votes)
    best = min(chances, key=lambda kind: (-chances[kind], kind))
    return chances[best], best == case.kind


if __name__ == "__main__":
    sys.exit(main())
