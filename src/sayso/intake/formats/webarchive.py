"""Web archives (WARC, WACZ) and ZIP files, read as a stream: one page or member at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from sayso.errors import Damaged, EmptyInput, InputRejected, TooLarge, UnknownFormat
from sayso.intake.formats import office, pages
from sayso.intake.formats.bounded import FREE
from sayso.intake.formats.columns import Columns
from sayso.intake.raw import FileKind, Raw
from sayso.settings import Settings

_KINDS: dict[str, FileKind] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
MOST_MEMBERS = 100_000


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
            yield from _page(item, f"{source} {url}" if url else source, kind, url, limits)
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
    try:
        yield from pages.page(raw, limits) if kind == "html" else [raw]
    except InputRejected as error:
        yield error


def zipped(stream: BinaryIO, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """What lies in a ZIP file, each member by its ending; a Word file is one, and a WACZ file of WARC files too."""
    from sayso.intake.formats import FORMAT_READERS, SUFFIXES  # noqa: PLC0415  (this module is one of those readers)

    if not stream.seekable():
        stream = io.BytesIO(stream.read(limits.max_file_bytes + 1))
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Damaged(source, "ZIP", str(error)) from error
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir()][:MOST_MEMBERS]
        if any(m.filename == "word/document.xml" for m in members):
            stream.seek(0)
            yield from office.docx(stream, source, limits, columns)
            return
        seen = False
        for member in members:
            name = member.filename
            bare = name.lower().removesuffix(".gz")
            suffix = "." + bare.rsplit(".", 1)[-1]
            where = f"{source}/{name}"
            if suffix not in SUFFIXES or SUFFIXES[suffix] == "zip" or (source.endswith(".wacz") and suffix != ".warc"):
                continue
            seen = True
            if member.file_size > FREE + limits.max_unpacked_ratio * member.compress_size:
                ratio = limits.max_unpacked_ratio
                yield TooLarge(where, "bytes for each compressed one", ratio + 1, ratio, "SAYSO_MAX_UNPACKED_RATIO")
                continue
            try:
                with archive.open(member) as inner:
                    yield from FORMAT_READERS[SUFFIXES[suffix]](cast("BinaryIO", inner), where, limits, columns)
            except InputRejected as error:
                yield error
            except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
                yield Damaged(where, "ZIP", str(error))
        if not seen:
            yield UnknownFormat(source, "what lies in it", "those of single files")
