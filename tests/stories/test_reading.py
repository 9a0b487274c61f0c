"""Several processes read a large input: one that is ended from outside ends the work with an error, never in
silence."""

import os
import signal

import pytest

from sayso.errors import WorkerLost
from sayso.linking.batches import TEXTS_WORTH_A_POOL, batches


def read(job: int) -> bytes:
    return str(job).encode()


def dies(job: int) -> bytes:
    if job == TEXTS_WORTH_A_POOL // 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return read(job)


def test_what_was_read_keeps_its_order() -> None:
    jobs = range(2 * TEXTS_WORTH_A_POOL)
    assert [item for batch in batches(jobs, read, 2) for item in batch] == [read(job) for job in jobs]


def test_a_process_that_is_killed_is_an_error() -> None:
    with pytest.raises(WorkerLost, match="fewer --workers"):
        list(batches(range(2 * TEXTS_WORTH_A_POOL), dies, 2))
