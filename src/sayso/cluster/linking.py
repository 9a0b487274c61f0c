"""Articles linked on many machines by Ray: their sketches made by all processors, and kept with the keys of every index
in shares, one a processor (see `linking.shuffle`).

What is decided is decided by the process that was started, which holds no texts. A share that is lost ends the run.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sayso.cluster import SENT_AGAIN, ClusterLost, joined_cluster
from sayso.errors import InputRejected
from sayso.extras import extra
from sayso.intake.raw import Raw
from sayso.linking.batches import SENT_TOGETHER, Packed
from sayso.linking.linker import BATCH
from sayso.linking.shuffle import Asked, KeyShare, SharedStores

with extra("cluster"):
    import ray

BATCHES_AHEAD = 2
"""Batches whose sketches are made while those before are linked."""
SketchReader = Callable[[Raw | InputRejected], Packed]
"""Makes an article's sketch, packed, or what is to be said of one that is rejected: a function that travels."""


class SharesAfar:
    """The shares of a run, each an actor of Ray."""

    def __init__(self, count: int) -> None:
        make = ray.remote(KeyShare).options(num_cpus=0, scheduling_strategy="SPREAD")
        self.count, self._actors = count, [make.remote() for _ in range(count)]

    def ask(self, asked: Sequence[Asked]) -> list[Any]:
        """What the shares answer, in the order asked. Raises ClusterLost."""
        return _got([getattr(self._actors[n], what).remote(*given) for n, what, given in asked], "a share of the texts")


@dataclass(frozen=True)
class Machines:
    """A cluster that links: where its linker keeps what it knows, and who reads for it."""

    stores: SharedStores
    processors: int

    def batches(self, jobs: Iterable[Raw | InputRejected], read: SketchReader) -> Iterator[list[Packed]]:
        """What `read` makes of each job, in their order, as many together as on one machine. Raises ClusterLost."""
        send, rest, out = _sender(read), iter(jobs), deque[list[Any]]()
        while some := list(islice(rest, BATCH)):
            out.append(send(some))
            if len(out) > BATCHES_AHEAD:
                yield _together(out.popleft())
        while out:
            yield _together(out.popleft())


@contextmanager
def machines(address: str) -> Iterator[Machines]:
    """The machines of a Ray cluster: its address, or `auto`, as for coding. Raises ClusterLost."""
    with joined_cluster(address) as processors:
        yield Machines(SharedStores(SharesAfar(processors)), processors)


def _sender(read: SketchReader) -> Callable[[Sequence[Raw | InputRejected]], list[Any]]:
    """Sends articles out; what was rejected before is put into words here, since errors do not travel."""
    work = ray.remote(_read_all).options(num_cpus=1, max_retries=SENT_AGAIN, scheduling_strategy="SPREAD")
    there = ray.put(read)

    def send(jobs: Sequence[Raw | InputRejected]) -> list[Any]:
        told = [read(job) if isinstance(job, InputRejected) else job for job in jobs]
        return [work.remote(there, told[at : at + SENT_TOGETHER]) for at in range(0, len(told), SENT_TOGETHER)]

    return send


def _read_all(read: SketchReader, jobs: Sequence[Raw | Packed]) -> list[Packed]:
    return [read(job) if isinstance(job, Raw) else job for job in jobs]


def _together(parts: list[Any]) -> list[Packed]:
    return [one for part in _got(parts, "a part of the articles") for one in part]


def _got(asked: list[Any], what: str) -> list[Any]:
    try:
        found: list[Any] = ray.get(asked)
    except ray.exceptions.RayError as error:
        raise ClusterLost(what, " ".join(str(error).split())[:300], "link again") from error
    return found
