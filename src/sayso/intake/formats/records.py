"""JSON: a record a line, an array of records, one record over many lines; ninjs, the wires' own JSON."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO, cast

import msgspec

from sayso.errors import EmptyInput, HeldBack, InputRejected, MalformedRecord, TooLarge
from sayso.intake import dates
from sayso.intake.decode import decode
from sayso.intake.formats.bounded import Peeked, peeked, whole_stream
from sayso.intake.formats.columns import Columns
from sayso.intake.formats.pages import record
from sayso.intake.raw import Raw
from sayso.settings import Settings
from sayso.stages import apart

_BOMS = (b"\xff\xfe", b"\xfe\xff")
NO_JSON = (msgspec.DecodeError, RecursionError, UnicodeDecodeError)


def json(stream: BinaryIO, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """The records of a JSON file, whichever way they stand in it."""
    head, rest = peeked(stream)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_BOMS):
        rest = _recoded(rest, source, limits)
        head, rest = peeked(rest)
        start = head.lstrip()
    if start.startswith(b"["):
        yield from _array(
            whole_stream(rest, source, limits.max_file_bytes, "SAYSO_MAX_FILE_BYTES"), source, limits, columns
        )
    elif start.startswith(b"{") and not _whole_line(start):
        yield from _spread(rest, source, limits, columns)
    else:
        yield from json_lines(rest, source, limits, columns)


def json_lines(stream: BinaryIO, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """The records of a file of JSON Lines, each named by its line."""
    head, stream = peeked(stream)
    if head.startswith(_BOMS):
        stream = _recoded(stream, source, limits)
    elif head.lstrip().startswith(b"["):
        yield from json(stream, source, limits, columns)
        return
    limit, seen = limits.max_article_bytes, False
    for number, line in enumerate(_split(stream, limit), 1):
        where = f"{source}:{number}"
        if len(line) > limit:
            seen = True
            yield TooLarge(where, "bytes", len(line), limit, "SAYSO_MAX_ARTICLE_BYTES")
        elif line.strip():
            seen = True
            row = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            yield from apart("intake", where, partial(_line, where, row, columns))
    if not seen:
        yield EmptyInput(source)


def _recoded(stream: BinaryIO, source: str, limits: Settings) -> BinaryIO:
    data = whole_stream(stream, source, limits.max_file_bytes, "SAYSO_MAX_FILE_BYTES")
    return io.BytesIO(decode(Raw(source, data, "text")).encode("utf-8"))


def _whole_line(start: bytes) -> bool:
    """Whether the first line is a record of its own, or too long to tell."""
    line, end, _ = start.partition(b"\n")
    if not end:
        return len(start) >= 4096
    try:
        msgspec.json.decode(line)
    except NO_JSON:
        return False
    return True


def _spread(stream: BinaryIO, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """One record over many lines; where it is none, its lines are read each for itself."""
    raw = Peeked(stream, limits.max_article_bytes + 1)
    if len(raw.head) > limits.max_article_bytes:
        yield from json_lines(cast("BinaryIO", io.BufferedReader(raw)), source, limits, columns)
        return
    data = raw.head
    try:
        msgspec.json.decode(data)
    except NO_JSON:
        yield from json_lines(io.BytesIO(data), source, limits, columns)
        return
    yield from _line(source, data, columns)


def _array(data: bytes, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    try:
        items = msgspec.json.decode(data, type=list[msgspec.Raw])
    except NO_JSON as error:
        yield MalformedRecord(source, f"no JSON array ({error})")
        return
    if not items:
        yield EmptyInput(source)
    elif not any(bytes(item).lstrip().startswith(b"{") for item in items):
        yield MalformedRecord(source, "a JSON array that holds no objects; give records with a `text` or `html`")
        return
    for number, item in enumerate(items, 1):
        piece = bytes(item)
        if len(piece) > limits.max_article_bytes:
            yield TooLarge(
                f"{source}:{number}", "bytes", len(piece), limits.max_article_bytes, "SAYSO_MAX_ARTICLE_BYTES"
            )
        else:
            where = f"{source}:{number}"
            yield from apart("intake", where, partial(_line, where, piece, columns))


def _line(source: str, data: bytes, columns: Columns) -> Iterator[Raw]:
    """A record as it stands, or with a caller's names and those of a wire put into ours."""
    raw = Raw(source, data, "record")
    if not columns and b'"body' not in data:
        yield raw
        return
    try:
        row = msgspec.json.decode(data, type=dict[str, Any])
    except NO_JSON:
        yield raw  # `build` says what is wrong with it.
        return
    if columns:
        yield record(source, columns.applied(row))
    elif "text" in row or "html" in row or not _is_ninjs(row):
        yield raw
    else:
        yield record(source, ninjs(source, row))


def _is_ninjs(row: Mapping[str, Any]) -> bool:
    named = any(key.startswith(("body_", "versioncreated", "pubstatus", "usageterms")) for key in row)
    return named or ("uri" in row and isinstance(row.get("bodies"), list))


def ninjs(source: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an item of ninjs 1 or 2. Raises HeldBack for one that is killed or embargoed."""
    body = _first(row, "body_xhtml", "body_text") or _value(row.get("bodies"), BODY_TYPES)
    words = body if isinstance(body, str) else ""
    versioned = _first(row, "versioncreated", "versionCreated")
    found = {
        "html" if "<" in words else "text": words,
        "id": row.get("uri"),
        "title": row.get("headline") or _value(row.get("headlines"), ()) or row.get("title"),
        "published": _first(row, "firstcreated", "firstCreated") or versioned,
        "modified": versioned,
        "publisher": row.get("provider") or _creator(row.get("infosources")),
    }
    held_back(source, row.get("pubstatus"), row.get("embargoed"), row.get("embargoedreason"), item=found)
    return {name: value for name, value in found.items() if isinstance(value, str) and value}


BODY_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
"""Of the bodies of an item, the one that is read first."""


def _first(row: Mapping[str, Any], *names: str) -> object:
    """The first of the fields that holds anything."""
    return next((row[name] for name in names if row.get(name)), None)


def _creator(sources: object) -> object:
    named = [s.get("name") for s in sources if isinstance(s, dict)] if isinstance(sources, list) else []
    return next(filter(None, named), None)


def _value(items: object, kinds: tuple[str, ...]) -> str | None:
    rows = (
        [item for item in items if isinstance(item, dict) and isinstance(item.get("value"), str)]
        if isinstance(items, list)
        else []
    )
    for kind in kinds:
        for row in rows:
            if row.get("contenttype", row.get("contentType")) == kind:
                return str(row["value"])
    return str(rows[0]["value"]) if rows else None


STATUS = {
    "canceled": "its maker has killed it",
    "cancelled": "its maker has killed it",
    "withheld": "its maker withholds it",
}


KILLED = frozenset({"canceled", "cancelled"})


def held_back(
    source: str, status: object, embargoed: object, why: object = None, *, item: Mapping[str, object]
) -> None:
    """Raises HeldBack for an item whose status forbids its use, or that is under an embargo; `item` are its fields,
    which say of which story."""
    name = str(status or "").rsplit(":", 1)[-1].lower()
    if name in STATUS:
        error, story, day = HeldBack(source, f"{STATUS[name]} (status {name})"), item.get("id"), item.get("modified")
        if name in KILLED and story:
            error.killed = (str(story), dates.normal(str(day)) if day else None)
        raise error
    if embargoed:
        until = f"until {embargoed}" if isinstance(embargoed, str) else "until its maker lifts it"
        raise HeldBack(source, f"embargoed {until}{f' ({why})' if isinstance(why, str) else ''}; give it again then")


def _split(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Lines; of one over the limit only as much is held as shows that it is."""
    while piece := stream.readline(limit + 1):
        line = piece
        while len(piece) > limit and not piece.endswith(b"\n"):
            piece = stream.readline(limit + 1)
        yield line.rstrip(b"\n")
