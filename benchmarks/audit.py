"""Whether the intervals of an audit hold what they promise: `python -m benchmarks.audit [--seeds 1000]`; exit status 1
unless all holds.

Ledgers are simulated whose every error is known: claims in strata of unequal size and quality, sentences in which the
coder misses something, or nothing. Each seed draws a sample as `sayso sample` does, auditors who never err judge it,
and `sayso audit` estimates. Of a thousand seeds the intervals must hold the truth in .93 to .97, and be on average at
most 1.2 times as wide as the textbook's, which knows the population: 1.96 standard errors of the stratified share or
ratio to both sides (Cochran 1977, sections 5.3, 6.11).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance

from sayso.judge.audit import audit
from sayso.judge.bundle import LedgerState
from sayso.judge.estimates import Z
from sayso.judge.sample import SAMPLE_KIND, Sample, SampleItem
from sayso.judge.sampling import Drawn, SamplingFrame, Stratum, allocation
from sayso.judge.verdicts import JUDGED_FIELDS, AuditVerdict

LOW, HIGH, WIDEST = 0.93, 0.97, 1.2
SHARES = (0.25, 0.2, 0.14, 0.1, 0.08, 0.07, 0.05, 0.04, 0.03, 0.02, 0.01, 0.007, 0.003)
"""How many of the claims are of each type of act: few types have most, as in news."""
Pair = tuple[float, float]
FIGURES = ("claim precision", "claim recall", "act precision", "act recall", "core precision", "core recall")


@dataclass(frozen=True, slots=True)
class World:
    """A simulated ledger: its claims and sentences by stratum, as verdicts of one who never errs, and the size of the
    samples."""

    claims: Mapping[str, Sequence[tuple[AuditVerdict, int]]]
    sentences: Mapping[str, Sequence[AuditVerdict]]
    drawn: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rates:
    """Error rates: claims right in the best and in the worst stratum, a field right of a right claim, claims with
    something missed beside them, sentences with something missed where the page has claims and where it has none."""

    best: float
    worst: float
    field: float
    beside: float
    with_claims: float
    without: float


WORLDS: dict[str, tuple[Rates, int, int, tuple[int, int]]] = {
    "as measured on news": (Rates(0.85, 0.5, 0.85, 0.15, 0.06, 0.01), 6_000, 20_000, (300, 300)),
    "a good coder": (Rates(0.98, 0.9, 0.97, 0.05, 0.02, 0.004), 6_000, 20_000, (400, 600)),
    "a small sample": (Rates(0.9, 0.6, 0.9, 0.1, 0.08, 0.03), 3_000, 8_000, (150, 200)),
    "half of it drawn": (Rates(0.9, 0.6, 0.9, 0.1, 0.08, 0.03), 600, 800, (300, 400)),
}
"""Name → error rates, claims, sentences, and how many of both are drawn."""


def world(name: str) -> World:
    """A simulated ledger, the same each time."""
    rates, claims, sentences, drawn = WORLDS[name]
    chance = random.Random(name)

    def claim(right: float) -> tuple[AuditVerdict, int]:
        there = chance.random() < right
        fields = {field: chance.random() < rates.field for field in JUDGED_FIELDS} if there else {}
        missed = 0 if chance.random() >= rates.beside else chance.choice((1, 1, 2))
        return AuditVerdict(there, fields, missed), chance.choice((1, 1, 2, 3))

    def sentence(missing: float) -> AuditVerdict:
        return AuditVerdict(missed=0 if chance.random() >= missing else chance.choice((1, 1, 1, 2)))

    last = len(SHARES) - 1
    by_type = {
        f"type {n:02}": [claim(rates.best + (rates.worst - rates.best) * n / last) for _ in range(round(claims * part))]
        for n, part in enumerate(SHARES)
    }
    pages = {"with claims": (rates.with_claims, 0.6), "without": (rates.without, 0.4)}
    return World(
        by_type, {k: [sentence(miss) for _ in range(round(sentences * part))] for k, (miss, part) in pages.items()},
        drawn,
    )  # fmt: skip


Unit = tuple[AuditVerdict, int]
"""What one who never errs says of a claim or a sentence, and how many claims the coder has in it."""


def estimated(of: World, seed: int) -> dict[str, tuple[float, float, float]]:
    """Value, low and high of each figure, from one seed's sample."""
    sentences = {name: [(verdict, 0) for verdict in units] for name, units in of.sentences.items()}
    strata, drawn = _drawn(of.claims, of.drawn[0], seed)
    silent_strata, silent = _drawn(sentences, of.drawn[1], seed)
    every = [*drawn, *silent]
    items = [
        SampleItem(
            str(n), "claim" if n < len(drawn) else "sentence", d.stratum, d.probability, "a", "v", 0, 1, d.unit[1]
        )
        for n, d in enumerate(every)
    ]
    sample = Sample(SAMPLE_KIND, "", seed, "act", None, None, LedgerState(0, "", ""), (), 0, 0,
                    tuple(strata), tuple(silent_strata), tuple(items))  # fmt: skip
    figures = audit(sample, [{str(n): d.unit[0] for n, d in enumerate(every)}]).figures
    held = {}
    for name in FIGURES:
        field, _, measure = name.partition(" ")
        e = getattr(figures[field], measure)
        held[name] = (e.value, e.low, e.high)
    return held


def _drawn(units: Mapping[str, Sequence[Unit]], most: int, seed: int) -> tuple[list[Stratum], list[Drawn[Unit]]]:
    frame = SamplingFrame[Unit](seed, most)
    for stratum, found in units.items():
        for n, unit in enumerate(found):
            frame.add(stratum, f"{stratum} {n}", unit)
    return frame.draw()


def _right(verdict: AuditVerdict, field: str) -> float:
    asked = {"claim": (), "act": ("act",), "core": ("act", "status", "actors", "recipients", "origin")}[field]
    return float(bool(verdict.claim) and all(verdict.fields[name] for name in asked))


def truth(of: World) -> dict[str, tuple[float, float]]:
    """Each figure of the whole population, and the half width of the textbook's interval for such a sample."""
    return {name: _true(of, *name.split()) for name in FIGURES}


def _true(of: World, field: str, measure: str) -> tuple[float, float]:
    layers = _layers(of, field, measure)
    over = sum(b for pairs, _ in layers for _, b in pairs)
    value = sum(a for pairs, _ in layers for a, _ in pairs) / over
    return value, Z * sqrt(sum(_spread(pairs, n, value) for pairs, n in layers)) / over


def _spread(pairs: Sequence[Pair], n: int, value: float) -> float:
    size = len(pairs)
    return size**2 * (1 - n / size) * variance([a - value * b for a, b in pairs]) / n


def _layers(of: World, field: str, measure: str) -> list[tuple[list[Pair], int]]:
    """Of each stratum what all of its units add to numerator and denominator, and how many units are drawn."""
    whole = {name: [_pair(unit, field, measure) for unit in units] for name, units in of.claims.items()}
    shares = allocation({name: len(units) for name, units in of.claims.items()}, of.drawn[0])
    if measure == "recall":
        whole |= {name: [(0.0, float(v.missed or 0)) for v in units] for name, units in of.sentences.items()}
        shares |= allocation({name: len(units) for name, units in of.sentences.items()}, of.drawn[1])
    return [(pairs, shares[name]) for name, pairs in whole.items()]


def _pair(unit: Unit, field: str, measure: str) -> Pair:
    verdict, beside = unit
    of_text = float(bool(verdict.claim)) + (verdict.missed or 0) / beside
    return _right(verdict, field), 1.0 if measure == "precision" else of_text


def coverage(name: str, seeds: range) -> dict[str, tuple[float, float, float]]:
    """Of each figure: its true value, the share of seeds whose interval holds it, and the mean width of the intervals
    over the textbook's."""
    of = world(name)
    true = truth(of)
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for seed in seeds:
        for figure, estimate in estimated(of, seed).items():
            found[figure].append(estimate)
    return {
        figure: (
            true[figure][0],
            fmean(low <= true[figure][0] <= high for _, low, high in rows),
            fmean(high - low for _, low, high in rows) / (2 * true[figure][1]),
        )
        for figure, rows in found.items()
    }


def main() -> int:
    """Prints every figure of every simulated ledger. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=1_000)
    seeds = range(parser.parse_args().seeds)
    bad = 0
    print(
        "| simulated ledger | figure | truth | intervals hold it | width over the textbook's |\n|---|---|---|---|---|"
    )
    for name in WORLDS:
        for figure, (true, share, width) in coverage(name, seeds).items():
            good = LOW <= share <= HIGH and width <= WIDEST
            bad += not good
            print(f"| {name} | {figure} | {true:.3f} | {share:.3f} | {width:.3f} |{'' if good else ' missed'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
