"""Streams that end where a limit is passed: whole files, and what comes out of compressed ones."""

from __future__ import annotations

import bz2
import gzip
import io
import zlib
from typing import BinaryIO, cast

import zstandard

from sayso.errors import Damaged, TooLarge
from sayso.settings import Settings

FREE = 10_000_000
"""Bytes that anything may unpack to."""
_MAGIC = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "Zstandard"), (b"BZh", "bzip2"))
COUNTED = 1_000_000_000
"""Bytes up to which something too large is counted on, for its size to be told: a device has no end."""
BROKEN = (OSError, EOFError, zlib.error, zstandard.ZstdError)


def whole_stream(stream: BinaryIO, source: str, limit: int, name: str) -> bytes:
    """All bytes of a stream. Raises TooLarge naming the limit."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        size = len(data)
        while size < COUNTED and (piece := stream.read(1 << 20)):
            size += len(piece)
        raise TooLarge(source, "bytes", size, limit, name)
    return data


class Peeked(io.RawIOBase):
    """A stream whose first bytes have been looked at."""

    def __init__(self, stream: BinaryIO, size: int = 8192) -> None:
        self._stream = stream
        self.head = stream.read(size)
        self._at = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills the buffer, first from what was looked at."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        if self._at < len(self.head):
            piece = self.head[self._at : self._at + len(view)]
            self._at += len(piece)
        else:
            piece = self._stream.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


def peeked(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and the stream with them."""
    raw = Peeked(stream)
    return raw.head, cast("BinaryIO", io.BufferedReader(raw))


class _Unpacked(io.RawIOBase):
    """What a compressed stream unpacks to, as far as the limits let it."""

    def __init__(self, packed: _Counted, inner: BinaryIO, source: str, kind: str, limits: Settings) -> None:
        self._packed, self._inner, self._source, self._kind, self._limits = packed, inner, source, kind, limits
        self._out = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Raises Damaged, TooLarge."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        try:
            piece = self._inner.read(len(view))
        except BROKEN as error:
            raise Damaged(self._source, self._kind, str(error) or "it breaks off") from error
        self._out += len(piece)
        ratio = self._limits.max_unpacked_ratio
        if self._out > FREE + ratio * self._packed.count:
            raise TooLarge(self._source, "bytes for each compressed one", ratio + 1, ratio, "SAYSO_MAX_UNPACKED_RATIO")
        view[: len(piece)] = piece
        return len(piece)


class _Counted(io.RawIOBase):
    """A stream that counts what is read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills the buffer."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        piece = self._stream.read(len(view))
        self.count += len(piece)
        view[: len(piece)] = piece
        return len(piece)


def packing(head: bytes) -> str | None:
    """How a stream is compressed, by its first bytes; null where it is not."""
    return next((kind for mark, kind in _MAGIC if head.startswith(mark)), None)


def unpacked(stream: BinaryIO, source: str, kind: str, limits: Settings) -> BinaryIO:
    """What the stream unpacks to. Reading raises Damaged where it breaks, TooLarge where it grows beyond measure."""
    counted = _Counted(stream)
    inner: object
    if kind == "gzip":
        inner = gzip.GzipFile(fileobj=counted)
    elif kind == "bzip2":
        inner = bz2.BZ2File(counted)
    else:
        inner = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
            cast("BinaryIO", counted), read_across_frames=True
        )
    return cast("BinaryIO", io.BufferedReader(_Unpacked(counted, cast("BinaryIO", inner), source, kind, limits)))
