"""A writer that is killed loses nothing that was confirmed, doubles nothing, leaves the tables readable; benchmarks
hold the long form."""

from __future__ import annotations

from benchmarks.kills import faults, torment


def test_kill_nine_in_the_middle_of_adding(where: str) -> None:
    result = torment(where, writers=2, each=8, seed=7, longest=2.0)
    assert all(done == set(range(8)) for done in result.confirmed.values())
    assert faults(where, result) == []
