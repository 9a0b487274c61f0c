"""One reader a format: a stream of bytes → the raw articles in it. A new format is a function and a row here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO

from sayso.errors import InputRejected
from sayso.intake.formats.bounded import packing, peeked, unpacked
from sayso.intake.formats.columns import Columns
from sayso.intake.raw import Raw
from sayso.settings import Settings

FormatReader = Callable[[BinaryIO, str, Settings, Columns], Iterator[Raw | InputRejected]]
FORMAT_READERS: Mapping[str, str] = {
    "text": "pages:text",
    "html": "pages:html",
    "lines": "records:json_lines",
    "json": "records:json",
    "csv": "tables:commas",
    "tsv": "tables:tabs",
    "xml": "feeds:xml",
    "mail": "letters:mail",
    "pdf": "office:pdf",
    "docx": "office:docx",
    "rtf": "office:rtf",
    "warc": "webarchive:warc",
    "zip": "webarchive:zipped",
}
"""Kind of a file → module of this folder and what reads it there, loaded when there is such a file."""
SUFFIXES: Mapping[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".nitf": "xml",
    ".eml": "mail",
    ".pdf": "pdf",
    ".docx": "docx",
    ".rtf": "rtf",
    ".warc": "warc",
    ".wacz": "zip",
    ".zip": "zip",
}
PACKED = (".gz", ".zst", ".bz2")
"""Endings of compressed files; what lies in them is told by the ending before."""
REFUSED: Mapping[str, str] = {
    ".doc": "old Word files",
    ".odt": "OpenDocument files",
    ".xlsx": "spreadsheets",
    ".xls": "spreadsheets",
    ".tar": "tar archives",
    ".7z": "7-Zip archives",
    ".xz": "xz archives",
    ".parquet": "Parquet (sayso add takes the Parquet files that sayso wrote)",
    ".mbox": "mailboxes",
    ".png": "pictures",
    ".jpg": "pictures",
}
KNOWN_FORMATS = (
    "text, HTML, JSON Lines, JSON, CSV, TSV, RSS, Atom, NITF, NewsML-G2, ninjs, mail (.eml), PDF, DOCX, RTF, WARC, "
    "WACZ and ZIP, also compressed (.gz, .zst, .bz2)"
)
_MAGIC = ((b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"PK\x03\x04", "zip"), (b"WARC/", "warc"))
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<div", b"<p>")


def sniffed(head: bytes) -> str:
    """The kind of a stream without a name, by its first bytes."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    for mark, kind in _MAGIC:
        if start.startswith(mark):
            return kind
    words = readable(head)[:2048].lstrip("\ufeff \t\r\n")
    while words.startswith("<!--") and "-->" in words:
        words = words.partition("-->")[2].lstrip()
    lower = words[:64].lower()
    if lower.startswith(("{", "[")):
        return "json"
    if lower.startswith(tuple(mark.decode() for mark in _PAGE)):
        return "html"
    if lower.startswith("<?xml"):
        return "html" if "<html" in words.lower() else "xml"
    return "xml" if lower.startswith(("<rss", "<feed", "<rdf:", "<nitf", "<newsmessage", "<newsitem")) else "text"


def readable(head: bytes) -> str:
    """The first bytes of a stream as far as they are text; those of UTF-16 too."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return head[: len(head) // 2 * 2].decode(encoding, "replace")


def ending(name: str) -> str:
    """The ending of a file's name that tells its kind: that before ".gz" of a compressed one."""
    path = PurePath(name.lower())
    return path.with_suffix("").suffix if path.suffix in PACKED else path.suffix


def hidden(path: PurePath) -> bool:
    """Whether a file, or a folder that it lies in, is one that systems hide: ".git", and what a Mac puts beside
    files."""
    return any(piece.startswith(".") or piece == "__MACOSX" for piece in path.parts)


def stream_of(
    stream: BinaryIO, source: str, suffix: str, limits: Settings, columns: Columns
) -> Iterator[Raw | InputRejected]:
    """The articles of a stream. What is compressed is unpacked, whatever its name says."""
    kind = SUFFIXES.get(suffix)
    if kind != "zip":
        head, stream = peeked(stream)
        packed = packing(head)
        if packed and kind != "warc":
            head, stream = peeked(unpacked(stream, source, packed, limits))
        kind = kind or sniffed(head)
    yield from format_reader(kind)(stream, source, limits, columns)


def format_reader(kind: str) -> FormatReader:
    """What reads a kind of files."""
    module, _, name = FORMAT_READERS[kind].partition(":")
    found: FormatReader = getattr(import_module(f"{__name__}.{module}"), name)
    return found
