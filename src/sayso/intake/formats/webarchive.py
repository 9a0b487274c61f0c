"""Web archives (WARC, WACZ) and ZIP files, read as a stream: one page or member at a time."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from sayso.errors import Damaged, EmptyInput, InputRejected, TooLarge, UnknownFormat
from sayso.intake.formats import office, pages
from sayso.intake.formats.bounded import BROKEN, FREE, whole_stream
from sayso.intake.formats.columns import Columns
from sayso.intake.raw import FileKind, Raw
from sayso.settings import Settings
from sayso.stages import apart

_KINDS: dict[str, FileKind] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


def warc(stream: BinaryIO, source: str, limits: Settings, _: Columns) -> Iterator[Raw | InputRejected]:
    """The pages of a WARC file: answers with status 200 that hold HTML or text. Others are passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415

    seen = False
    told = stream if stream.seekable() else cast("BinaryIO", _Told(stream))
    try:
        for item in ArchiveIterator(
            told, record_types=WarcRecordType.response | WarcRecordType.resource, auto_decode="all"
        ):
            http = item.http_headers
            kind = _KINDS.get(
                (item.http_content_type or item.headers.get("Content-Type", "") or "").partition(";")[0].strip().lower()
            )
            if kind is None or (http is not None and http.status_code != 200):
                continue
            seen = True
            url = (item.headers.get("WARC-Target-URI") or "").strip("<>")
            where = f"{source} {url}" if url else source
            yield from apart("intake", where, partial(_page, item, where, kind, url, limits))
    except (InputRejected, MemoryError, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # a panic of the library's Rust is no Exception
        yield Damaged(source, "WARC", f"{type(error).__name__}: {error}"[:200])
        return
    if not seen:
        yield EmptyInput(source)


class _Told(io.RawIOBase):
    """A stream without places, which can at least say where it is: the library asks for that."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Bytes read so far."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Only to where it is."""
        if (offset, whence) not in ((0, 1), (self._at, 0)):
            raise io.UnsupportedOperation("seek")
        return self._at

    def readinto(self, buffer: object) -> int:
        """Fills the buffer."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        piece = self._stream.read(len(view))
        self._at += len(piece)
        view[: len(piece)] = piece
        return len(piece)


def _page(item: object, source: str, kind: FileKind, url: str, limits: Settings) -> Iterator[Raw | InputRejected]:
    reader = item.reader  # type: ignore[attr-defined]
    data = reader.read(limits.max_article_bytes + 1)
    if len(data) > limits.max_article_bytes:
        yield TooLarge(source, "bytes", len(data), limits.max_article_bytes, "SAYSO_MAX_ARTICLE_BYTES")
        return
    if not data.strip():
        yield EmptyInput(source)
        return
    date = item.headers.get("WARC-Date")  # type: ignore[attr-defined]
    charset = item.http_charset  # type: ignore[attr-defined]
    told = {"url": url if url.startswith("http") else None, "retrieved": date}
    raw = Raw(source, data, kind, {k: v for k, v in told.items() if v}, charset)
    yield from pages.page(raw, limits) if kind == "html" else [raw]


def zipped(stream: BinaryIO, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """What lies in a ZIP file, each member by its ending; a Word file is one, and a WACZ file of WARC files too.

    Raises Damaged, TooLarge, UnknownFormat.
    """
    if not stream.seekable():
        stream = io.BytesIO(whole_stream(stream, source, limits.max_file_bytes, "SAYSO_MAX_FILE_BYTES"))
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except UNZIPPED as error:
        raise Damaged(source, "ZIP", str(error)) from error
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        if any(m.filename == "word/document.xml" for m in members):
            stream.seek(0)
            yield from office.docx(stream, source, limits, columns)
            return
        _fits(source, sum(m.file_size for m in members), size, limits)
        told = False
        for member in members:
            read = _reader(archive, member, source, limits, columns)
            if read is not None:
                told = True
                yield from apart("intake", f"{source}/{member.filename}", read)
        if not told:
            yield UnknownFormat(source, "what lies in it", "those of single files")


UNZIPPED = (*BROKEN, zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, OverflowError, struct.error)
"""What `zipfile` raises where a file is damaged, locked or packed in a way that it does not know."""


def _fits(source: str, unpacked: int, packed: int, limits: Settings) -> None:
    """Raises TooLarge for what unpacks beyond measure: members may share their bytes."""
    if unpacked > FREE + limits.max_unpacked_ratio * packed:
        ratio = limits.max_unpacked_ratio
        raise TooLarge(source, "bytes for each compressed one", ratio + 1, ratio, "SAYSO_MAX_UNPACKED_RATIO")


def _reader(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str, limits: Settings, columns: Columns
) -> Callable[[], Iterator[Raw | InputRejected]] | None:
    """What reads a member; null for one that is passed over, as a file of a folder would be."""
    from sayso.intake.formats import REFUSED, SUFFIXES, ending, hidden  # noqa: PLC0415  (it has this reader too)

    suffix, where = ending(member.filename), f"{source}/{member.filename}"
    if hidden(PurePosixPath(member.filename)) or (source.lower().endswith(".wacz") and suffix != ".warc"):
        return None
    if suffix in REFUSED or SUFFIXES.get(suffix) == "zip":
        return partial(_refused, where, REFUSED.get(suffix, "archives within archives"))
    return partial(_member, archive, member, where, limits, columns) if suffix in SUFFIXES else None


def _refused(source: str, kind: str) -> Iterator[InputRejected]:
    from sayso.intake.formats import KNOWN_FORMATS  # noqa: PLC0415

    yield UnknownFormat(source, kind, KNOWN_FORMATS)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str, limits: Settings, columns: Columns
) -> Iterator[Raw | InputRejected]:
    from sayso.intake.formats import ending, stream_of  # noqa: PLC0415

    _fits(source, member.file_size, member.compress_size, limits)
    try:
        inner = archive.open(member)
    except UNZIPPED as error:
        raise Damaged(source, "ZIP", str(error)) from error
    with inner:
        held = io.BufferedReader(_Held(cast("BinaryIO", inner), source))
        yield from stream_of(cast("BinaryIO", held), source, ending(member.filename), limits, columns)


class _Held(io.RawIOBase):
    """A member of an archive; reading raises Damaged where it breaks."""

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self._stream, self._source = stream, source

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills the buffer."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        try:
            piece = self._stream.read(len(view))
        except UNZIPPED as error:
            raise Damaged(self._source, "ZIP", str(error) or "it breaks off") from error
        view[: len(piece)] = piece
        return len(piece)
