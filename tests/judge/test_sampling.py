"""Samples with known chances: what is drawn hangs on seed and units alone."""

from __future__ import annotations

from collections import Counter

import pytest

from sayso.errors import UsageError
from sayso.judge.sampling import Drawn, SamplingFrame, allocation

SIZES = {"many": 900, "some": 90, "few": 9, "one": 1}


def drawn(seed: int, most: int, keys: list[tuple[str, str]]) -> list[Drawn[str]]:
    frame = SamplingFrame[str](seed, most)
    for stratum, key in keys:
        frame.add(stratum, key, key)
    return frame.draw()[1]


KEYS = [(name, f"{name} {n}") for name, size in SIZES.items() for n in range(size)]


def test_the_same_seed_draws_the_same_in_any_order_and_another_seed_others() -> None:
    assert drawn(1, 100, KEYS) == drawn(1, 100, KEYS[::-1])
    assert {d.unit for d in drawn(1, 100, KEYS)} != {d.unit for d in drawn(2, 100, KEYS)}


def test_what_a_seed_draws_never_changes() -> None:
    """Who published a sample's seed can draw it again in ten years."""
    assert [d.unit for d in drawn(7, 10, KEYS)][:4] == ["many 56", "many 379", "many 880", "many 181"]


def test_strata_are_drawn_by_size_and_two_at_least_with_their_chances() -> None:
    found = drawn(1, 100, KEYS)
    assert Counter(d.stratum for d in found) == {"many": 89, "some": 8, "few": 2, "one": 1}
    assert {d.stratum: d.probability for d in found} == {"many": 89 / 900, "some": 8 / 90, "few": 2 / 9, "one": 1.0}


def test_every_unit_of_a_stratum_has_the_same_chance() -> None:
    counts = Counter(d.unit for seed in range(400) for d in drawn(seed, 20, [("all", str(n)) for n in range(50)]))
    assert len(counts) == 50
    assert all(120 < n < 200 for n in counts.values()), counts
    assert sum(counts.values()) == 400 * 20


@pytest.mark.parametrize("total", [7, 8, 50, 333, 999, 1000, 5000])
def test_allocation_gives_what_was_asked_for_and_no_more_than_there_is(total: int) -> None:
    found = allocation(SIZES, total)
    assert sum(found.values()) == min(total, 1000)
    assert all(min(2, SIZES[name]) <= n <= SIZES[name] for name, n in found.items())


def test_too_few_for_the_strata_are_refused_and_none_is_none() -> None:
    with pytest.raises(UsageError, match="4 strata need a sample of at least 7; 6 were asked for"):
        allocation(SIZES, 6)
    assert set(allocation(SIZES, 0).values()) == {0}
