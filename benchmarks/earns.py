"""What each voter earns: `python -m benchmarks.earns [--part study] [--decision actor] [--source voa]`.

Every sign of every pool is silenced in turn, with the weights of the others as they are, and the part is coded again;
prints what claim F1, core right and every field right lose by it, the dearest first, a Markdown table. Texts are read
once; what is coded anew is what the pools decide.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.gold import Gold

from corpus import score, standoff
from sayso import language
from sayso.claims import weigh
from sayso.claims.article.document import Document
from sayso.claims.codebook import NO_CODEBOOK
from sayso.claims.coding import extract
from sayso.judge.score import Figures, figures, judge
from sayso.reading import Reading
from sayso.records import Article
from sayso.resources import table
from sayso.settings import Settings

Told = Sequence[tuple[list[Gold], Callable[[], extract.Coding]]]


@dataclass(frozen=True, slots=True)
class Earned:
    """What a part loses without one sign of one decision: claim F1, core F1, F1 of every field, in hundredths."""

    decision: str
    sign: str
    weight: float
    claim: float
    core: float
    every: float


def told(part: standoff.Part, source: str) -> Told:
    """The gold of each text, and how to code it once more without reading it again."""
    limits = Settings()
    found = []
    for text, gold in score.gold_of(part):
        if text.id.startswith(source):
            article = score.article_of(text)
            found.append((gold, _again(article, language.read(article, limits), limits)))
    return found


def _again(article: Article, reading: Reading, limits: Settings) -> Callable[[], extract.Coding]:
    return lambda: extract.code_document(Document.of(article, reading, limits, NO_CODEBOOK))


def measured(texts: Told) -> Figures:
    """The figures of a part as the pools now decide."""
    return figures([judge(gold, [score.as_json(c) for c in code().claims]) for gold, code in texts])


def earned(texts: Told, decisions: Sequence[str]) -> Iterator[Earned]:
    """What each sign of these decisions earns."""
    whole = measured(texts)
    weights = table("weights.yaml")
    for decision in decisions:
        for sign, weight in weights[decision].items():
            if sign in (weigh.BIAS, weigh.NEEDED) or not weight:
                continue
            with_it = weights[decision]
            weights[decision] = {**with_it, sign: 0.0}
            weigh.pool.cache_clear()
            without = measured(texts)
            weights[decision] = with_it
            weigh.pool.cache_clear()
            yield Earned(decision, sign, weight, *_lost(whole, without))
            if sys.stderr.isatty():
                print(f"{decision} {sign}", file=sys.stderr)


def _lost(whole: Figures, without: Figures) -> tuple[float, float, float]:
    claim, core, every = (
        round(100 * (getattr(whole, name).f1 - getattr(without, name).f1), 2) for name in ("claims", "core", "whole")
    )
    return claim, core, every


def main() -> int:
    """Prints the table. Returns the exit status."""
    names = [name for name in table("weights.yaml") if name != "type"]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("study", "fit"), default="study")
    parser.add_argument("--source", default="voa", help="texts whose id begins so")
    parser.add_argument("--decision", action="append", choices=names, help="only these decisions")
    given = parser.parse_args()
    if standoff.folder() is None:
        print("the open news is not here: set SAYSO_OPEN to the folder of open data", file=sys.stderr)
        return 2
    rows = list(earned(told(given.part, given.source), given.decision or names))
    print("| decision | voter | weight | claim F1 | core | every field |\n|---|---|---|---|---|---|")
    for row in sorted(rows, key=lambda r: (-r.core, -r.claim, r.decision, r.sign)):
        lost = f"{row.claim:+.2f} | {row.core:+.2f} | {row.every:+.2f}"
        print(f"| {row.decision} | {row.sign} | {row.weight:+.2f} | {lost} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
