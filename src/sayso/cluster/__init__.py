"""Articles coded on many machines by Ray (the extra `cluster`): each by the same function as on one.

One process reads the inputs in order and sends them out, `PART` articles at a time, to actors that hold the reader.
What comes back of a part is what `sayso code` would write of its articles, byte for byte, and is kept whole under the
part's number: a run that ended goes on where it was, and a part whose worker died is coded by another. Inputs and parts
lie on disk or where Arrow reaches (s3://, gs://).
"""

from __future__ import annotations

import io
import json
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from sayso.claims.coding.extract import coder
from sayso.errors import InputRejected, OutputError, SaysoError, Unreadable, UsageError
from sayso.exports import WRITERS
from sayso.extras import extra
from sayso.intake import InputNote, sources
from sayso.intake.formats.columns import Columns
from sayso.intake.raw import Raw
from sayso.parallel import Hand, OwnFiles, RejectionWords, WorkerRejection, rejection_words
from sayso.records import Uncoded
from sayso.settings import Settings
from sayso.stages import stage

with extra("cluster"):
    import pyarrow as pa
    import pyarrow.parquet as pq
    import ray
    from pyarrow import fs

PART = 100
"""Articles of a part: half a minute of one processor, so that little is lost with a worker."""
AHEAD = 2
"""Parts that an actor has been sent at a time: the next lies ready when one is done."""
SENT_AGAIN = 3
"""Times that a part is sent out again after its worker died."""
FORMS = ("jsonl", "parquet")
AUTO = "auto"
REACHED = 10
"""Seconds within which a cluster must answer."""
REMOTE = ("s3://", "gs://", "gcs://", "abfss://", "hdfs://", "file://")


GOES_ON = "what is done is kept, the same command goes on from there"


class ClusterLost(SaysoError):
    """The machines that share the work cannot be reached, or end a part of it over and over; parts that are done are
    kept."""

    def __init__(self, what: str, why: str, then: str = GOES_ON) -> None:
        super().__init__(f"cluster: {what}: {why}; {then}")


@dataclass(frozen=True, slots=True)
class Order:
    """What a run codes and how; parts of one run are never mixed with those of another."""

    inputs: tuple[str, ...]
    form: str
    limits: Settings
    own: OwnFiles = (None, None, None, None)
    published: str | None = None
    columns: Columns = sources.PLAIN_COLUMNS
    limit: int | None = None

    def mark(self) -> dict[str, Any]:
        """What must be the same for a run to go on in a folder."""
        how = [self.published, *asdict(self.columns).values(), self.limit, *asdict(self.limits).values()]
        own = [None if path is None else path.read_text(encoding="utf-8") for path in self.own]
        return {"coder": coder().model, "part": PART, "format": self.form, "inputs": list(self.inputs),
                "options": how, "own": own}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """What is to be counted and said of one article; its claims are in the part."""

    source: str
    claims: int = 0
    uncoded: tuple[Uncoded, ...] = ()
    rejected: RejectionWords | None = None
    notes: tuple[InputNote, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedPart:
    """The bytes of a part, and what became of its articles, in their order."""

    data: bytes
    done: tuple[Done, ...]


def _written(path: Path, file: tuple[str, str] | None) -> Path | None:
    """The path of a user's own file, written there with its ending; null where there is none."""
    if file is None:
        return None
    named = path.with_suffix(file[0])
    named.write_text(file[1], encoding="utf-8")
    return named


class CodingActor:
    """What one actor does. `own` are the endings and texts of a user's own files, which lie on another machine."""

    def __init__(
        self, own: Sequence[tuple[str, str] | None], published: str | None, limits: Settings, form: str
    ) -> None:
        with TemporaryDirectory() as folder:
            book, actors, outlets, places = (_written(Path(folder, str(n)), file) for n, file in enumerate(own))
            self._hand = Hand((book, actors, outlets, places), published, limits)
        self._writer = WRITERS[form]

    def part(self, raws: Sequence[Raw | RejectionWords]) -> CodedPart:
        """The claims of some articles, as they are written here."""
        packed: list[Any] = []
        done = tuple(self._one(raw, packed) for raw in raws)
        stream = io.BytesIO()
        self._writer.write(iter(packed), stream)
        return CodedPart(stream.getvalue(), done)

    def _one(self, raw: Raw | RejectionWords, packed: list[Any]) -> Done:
        made = self._hand.code(raw)
        if made.coded is None:
            return Done(made.source, rejected=made.rejected, notes=tuple(made.notes))
        try:
            with stage("print", made.source):
                packed.append(self._writer.packed(made.coded.claims))
        except InputRejected as error:
            return Done(made.source, rejected=rejection_words(error), notes=tuple(made.notes))
        return Done(made.source, len(made.coded.claims), made.coded.uncoded, notes=tuple(made.notes))


class Parts:
    """The folder of a run: `part-0000000.jsonl` or `.parquet`, and `run.json`, by which a run knows its own.

    Raises UsageError where the folder holds something else, OutputError.
    """

    def __init__(self, where: str, order: Order) -> None:
        self.where = where
        with self._writing():
            self._files, self._root = _file_system(where)
            self._files.create_dir(self._root, recursive=True)
            found = [info.base_name for info in self._files.get_file_info(fs.FileSelector(self._root))]
            mark = json.dumps(order.mark(), ensure_ascii=False).encode()
            if "run.json" in found:
                if self._files.open_input_stream(f"{self._root}/run.json").read() != mark:
                    raise UsageError(f"{where} holds the parts of another run (other inputs, options or coder); give "
                                     "another folder")  # fmt: skip
            elif found:
                raise UsageError(f"{where} holds other files; give a new or an empty folder")
            else:
                self._keep("run.json", mark)
        self._form = order.form
        self.there = {int(name[5:12]) for name in found if name.startswith("part-")}

    def write(self, number: int, data: bytes) -> None:
        """Keeps a part, whole or not at all. Raises OutputError."""
        with self._writing():
            self._keep(f"part-{number:07}.{self._form}", data)

    def _keep(self, name: str, data: bytes) -> None:
        """An object of a store appears when its stream is closed; a file is written beside its place and renamed."""
        beside = isinstance(self._files, fs.LocalFileSystem)
        path = f"{self._root}/{name}"
        with self._files.open_output_stream(f"{self._root}/.{name}.new" if beside else path) as stream:
            stream.write(data)
        if beside:
            self._files.move(f"{self._root}/.{name}.new", path)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, pa.ArrowException) as error:
            raise OutputError(
                self.where, f"{getattr(error, 'strerror', None) or error}; check that it may be written and has room"
            ) from error


def _file_system(where: str) -> tuple[fs.FileSystem, str]:
    found: tuple[fs.FileSystem, str] = fs.FileSystem.from_uri(
        where if where.startswith(REMOTE) else str(Path(where).resolve())
    )
    return found


def coded_parts(order: Order, address: str, parts: Parts) -> Iterator[tuple[int, CodedPart | None]]:
    """Each part of a run with its number, as it is kept; null for one that was there. They come as they are done.

    `address`: that of a Ray cluster, or `auto`: the one this machine is part of, else its own processors. Raises
    ClusterLost, OutputError.
    """
    own = [None if path is None else (path.suffix, path.read_text(encoding="utf-8")) for path in order.own]
    with joined_cluster(address) as processors:
        make = ray.remote(CodingActor).options(
            num_cpus=1, max_restarts=-1, max_task_retries=SENT_AGAIN, scheduling_strategy="SPREAD"
        )
        actors = [make.remote(own, order.published, order.limits, order.form) for _ in range(processors)]
        free, out = deque(actors * AHEAD), dict[Any, tuple[Any, int]]()
        for number, raws in enumerate(_in_parts(order)):
            if number in parts.there:
                yield number, None
                continue
            if not free:
                yield _next(free, out, parts)
            actor = free.popleft()
            out[actor.part.remote(raws)] = actor, number
        while out:
            yield _next(free, out, parts)


def _next(free: deque[Any], out: dict[Any, tuple[Any, int]], parts: Parts) -> tuple[int, CodedPart]:
    """The next part that is done, kept."""
    (ready,), _ = ray.wait(list(out))
    actor, number = out.pop(ready)
    try:
        part: CodedPart = ray.get(ready)
    except ray.exceptions.RayError as error:
        raise ClusterLost(f"part {number}", " ".join(str(error).split())[:300]) from error
    free.append(actor)
    parts.write(number, part.data)
    return number, part


@contextmanager
def joined_cluster(address: str) -> Iterator[int]:
    """Joins a cluster, and tells how many processors it has; one that is joined already is not left."""
    if ray.is_initialized():
        yield _processors()
        return
    try:
        given = {} if address == AUTO else {"address": address}
        _answers(address)
        ray.init(**given, log_to_driver=False, logging_level="error", configure_logging=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise ClusterLost(address, f"cannot be joined ({' '.join(str(error).split())[:200]})") from error
    try:
        yield _processors()
    finally:
        ray.shutdown()


def _answers(address: str) -> None:
    """Raises OSError where nobody answers at an address with a port: Ray itself asks again for ten minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), REACHED).close()


def _processors() -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _in_parts(order: Order) -> Iterator[list[Raw | RejectionWords]]:
    every = islice(_raws(order), order.limit)
    while some := list(islice(every, PART)):
        yield [rejection_words(one) if isinstance(one, InputRejected) else one for one in some]


def _raws(order: Order) -> Iterator[Raw | InputRejected]:
    """The raw articles of all inputs, as on one machine; what lies elsewhere, or is Parquet, is brought here first, a
    file at a time."""
    for name in order.inputs:
        if not name.startswith(REMOTE) and not name.endswith(".parquet"):
            yield from sources.raws([name], order.limits, order.columns)
            continue
        try:
            for path in _listed(name):
                yield from _brought(name, path, order)
        except (OSError, pa.ArrowException) as error:
            yield Unreadable(name, " ".join(str(error).split())[:200])


def _listed(name: str) -> list[str]:
    """A file, or the files of a folder and those below it in the order of their names."""
    files, path = _file_system(name)
    if files.get_file_info(path).type != fs.FileType.Directory:
        return [path]
    found = files.get_file_info(fs.FileSelector(path, recursive=True))
    return sorted(one.path for one in found if one.type == fs.FileType.File)


def _brought(name: str, path: str, order: Order) -> Iterator[Raw | InputRejected]:
    files, _ = _file_system(name)
    shown = path if not name.startswith(REMOTE) else f"{name.partition('://')[0]}://{path.lstrip('/')}"
    with TemporaryDirectory() as folder:
        here = Path(folder, Path(path).name)
        with files.open_input_stream(path, compression=None) as stream, here.open("wb") as copy:
            copyfileobj(stream, copy)
        if here.suffix == ".parquet":
            here = _as_lines(here)
        for one in sources.raws([str(here)], order.limits, order.columns):
            yield _renamed(one, str(here), shown)


def _renamed(one: Raw | InputRejected, here: str, shown: str) -> Raw | InputRejected:
    """Under the name of the file that was brought here."""
    if isinstance(one, Raw):
        return replace(one, source=one.source.replace(here, shown, 1))
    source, at, reason, sentence, digest = rejection_words(one)
    return WorkerRejection(source.replace(here, shown, 1), at, reason, sentence.replace(here, shown), digest)


def _as_lines(path: Path) -> Path:
    """A Parquet file of articles, one a row under the names of their fields, as JSON Lines."""
    lines = path.with_suffix(".jsonl")
    with lines.open("wb") as stream:
        for row in _rows(path):
            _line(row, stream)
    return lines


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    for batch in pq.ParquetFile(path).iter_batches(batch_size=1_000):
        yield from batch.to_pylist()


def _line(row: dict[str, Any], stream: BinaryIO) -> None:
    kept = {name: value for name, value in row.items() if value is not None}
    stream.write(json.dumps(kept, ensure_ascii=False, default=str).encode() + b"\n")
