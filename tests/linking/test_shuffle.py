"""Linking in shares gives what linking on one machine gives, without any engine that distributes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np
import pytest
from benchmarks.link_scale import Writer, boilerplate, digest_of

from sayso import intake
from sayso.copies.sketch import Sketch, sketch
from sayso.linking import linker, shuffle
from sayso.linking.linker import Linker
from sayso.linking.shuffle import Asked, KeyShare, SharedPostings, SharedShelf, SharedStores, partition


class SharesHere:
    """Shares that are all in this process, and what was asked of each."""

    def __init__(self, count: int) -> None:
        self.count, self.shares = count, [KeyShare() for _ in range(count)]
        self.asked: list[Asked] = []

    def ask(self, asked: Sequence[Asked]) -> list[Any]:
        self.asked += asked
        return [getattr(self.shares[n], what)(*given) for n, what, given in asked]


@pytest.fixture(scope="module")
def sketches() -> list[Sketch]:
    """Reprints, cuts, edits, retellings, pages of one frame, and one page that holds others."""
    rows: Iterator[dict[str, str]] = chain(islice(Writer().articles(), 400), boilerplate(60), digest_of(20))
    return [sketch(intake.article(row)) for row in rows]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches, what is sent at once and what is held so small that a few hundred texts fill many."""
    monkeypatch.setattr(linker, "BATCH", 90)
    monkeypatch.setattr(shuffle, "SKETCHES_SENT", 7)
    monkeypatch.setattr(shuffle, "SKETCHES_HELD", 40)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_shares_give_the_links_groups_and_stories_of_one_machine(sketches: list[Sketch], count: int) -> None:
    here, there = Linker(), Linker(stores=SharedStores(SharesHere(count)))
    assert there.add(sketches) == here.add(sketches)
    assert list(there.linked()) == list(here.linked())
    assert there.copies.common == here.copies.common
    assert there.copies.verified == here.copies.verified
    assert len({g.copy_group for g in here.linked()}) < len(sketches)
    assert len({g.story for g in here.linked()}) < len({g.copy_group for g in here.linked()})


def test_no_share_holds_all_and_each_about_as_much(sketches: list[Sketch]) -> None:
    shares = SharesHere(4)
    Linker(stores=SharedStores(shares)).add(sketches)
    kept, keys = [0] * 4, [0] * 4
    for n, what, given in shares.asked:
        kept[n] += len(given[0]) if what == "keep" else 0
        keys[n] += len(given[1]) if what == "add" else 0
    assert max(kept) - min(kept) <= 1
    assert sum(kept) >= len(sketches) - 7
    assert max(keys) < 1.2 * min(keys)


def test_a_key_falls_to_one_share() -> None:
    keys = np.array([7, 3, 7, 0, 2**32 - 1, 3], np.uint32)
    parts = partition(keys, 3)
    assert sorted(np.concatenate(parts).tolist()) == list(range(6))
    homes = [{int(k) for k in keys[p]} for p in parts]
    assert all(not a & b for i, a in enumerate(homes) for b in homes[i + 1 :])


def test_an_index_in_shares_keeps_the_first_or_the_latest_documents_of_a_key() -> None:
    keys, documents = np.array([1, 1, 1, 2], np.uint32), np.array([10, 11, 12, 12], np.uint32)
    for latest, kept in ((False, [(0, 10), (0, 11), (1, 12)]), (True, [(0, 11), (0, 12), (1, 12)])):
        index = SharedPostings(SharesHere(3), "some", 2, latest=latest)
        index.add(keys, documents)
        places, found = index.find(np.array([1, 2, 9], np.uint32))
        assert sorted(zip(places.tolist(), found.tolist(), strict=True)) == kept


def test_an_index_begun_again_is_empty() -> None:
    shares = SharesHere(2)
    SharedPostings(shares, "some", 2).add(np.array([1], np.uint32), np.array([1], np.uint32))
    assert not len(SharedPostings(shares, "some", 2).find(np.array([1], np.uint32))[1])


def test_a_sketch_comes_back_as_it_was_wherever_it_lies(sketches: list[Sketch]) -> None:
    shares = SharesHere(3)
    shelf = SharedShelf(shares)
    numbers = [shelf.append(s) for s in sketches]
    assert numbers == list(range(len(sketches))) == list(range(len(shelf)))
    assert [shelf.id(n) for n in numbers] == [s.id for s in sketches]
    back = numbers[::-1]
    assert [s.exact for s in shelf.several(back)] == [sketches[n].exact for n in back]


def test_what_was_made_ready_is_brought_in_one_round(sketches: list[Sketch]) -> None:
    shares = SharesHere(2)
    shelf = SharedShelf(shares)
    for item in sketches:
        shelf.append(item)
    shares.asked.clear()
    shelf.ready([3, 8, 13, 14])
    assert [what for _, what, _ in shares.asked] == ["give", "give"]
    assert [shelf[n].id for n in (3, 8, 13, 14)] == [sketches[n].id for n in (3, 8, 13, 14)]
    assert len(shares.asked) == 2
