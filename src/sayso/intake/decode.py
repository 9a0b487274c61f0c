"""Bytes → text, or a clear no. UTF-8 first, then what a page declares, then charset-normalizer's best guess."""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import map_encoding_to_html5

from sayso.errors import NotText
from sayso.intake.raw import Raw

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
CONTROLS = frozenset(chr(c) for c in range(32)) - set("\t\n\v\f\r\x1b") | {"\x7f"}
_CONTROL = re.compile(f"[{re.escape(''.join(sorted(CONTROLS)))}]")
MOST_CONTROLS = 0.005
"""Greatest share of control characters in a text."""


def decode(raw: Raw) -> str:
    """The text of the bytes. Raises NotText for binary bytes, mixed encodings and encodings nobody can tell."""
    for mark, encoding in _BOMS:
        if raw.data.startswith(mark):
            return _plain(raw, _strictly(raw, encoding))
    if b"\0" in raw.data:
        raise NotText(raw.source, "it holds zero bytes", raw.digest)
    try:
        return _plain(raw, raw.data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _plain(raw, _other(raw, error))


def _strictly(raw: Raw, encoding: str) -> str:
    try:
        return raw.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(raw.source, f"byte {error.start} breaks its declared encoding {encoding}", raw.digest) from error


def _other(raw: Raw, broken: UnicodeDecodeError) -> str:
    at = broken.start
    if broken.end == len(raw.data) and any(byte > 127 for byte in raw.data[:at]):
        raise NotText(raw.source, f"UTF-8 that breaks off in the middle of a letter, at byte {at}", raw.digest)
    if any(ord(c) > 127 for c in raw.data.decode("utf-8", "ignore")) and _both(raw.data):
        raise NotText(raw.source, f"mixed encodings: UTF-8 and, from byte {at}, something else", raw.digest)
    declared = _declared(raw)
    if declared:
        try:
            return raw.data.decode(declared)
        except UnicodeDecodeError:
            pass  # A page that lies about its encoding is read like one that says nothing.
    from charset_normalizer import from_bytes  # noqa: PLC0415  (only what is no UTF-8 waits for it)

    best = from_bytes(raw.data).best()
    if best is None:
        raise NotText(raw.source, f"byte {at} is no UTF-8 and no other encoding fits", raw.digest)
    return str(best)


def _declared(raw: Raw) -> str | None:
    """The encoding that a page names, by the web's own table of names (WHATWG): others ("undefined", "utf-7") say
    nothing, and what can
    be read in ASCII so far is no UTF-16."""
    found = _DECLARED.search(raw.data[:4096]) if raw.kind == "html" else None
    said = raw.charset or (found[1].decode("ascii", "replace") if found else None)
    name: str | None = map_encoding_to_html5(said, fallback_utf8=False) if said else None
    return None if name is None or name.startswith("utf-16") else name


_MULTI = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")


def _both(data: bytes) -> bool:
    """Some characters beyond ASCII are sound UTF-8, others are not: at least two of the sound ones, or a long one."""
    sound = [m[0] for m in _MULTI.finditer(data) if _is_utf8(m[0])]
    return len(sound) >= 2 or any(len(piece) > 2 for piece in sound)


def _is_utf8(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _plain(raw: Raw, text: str) -> str:
    wrong = len(_CONTROL.findall(text))
    if wrong > MOST_CONTROLS * len(text) or "\0" in text:
        raise NotText(raw.source, f"{wrong} control characters in {len(text)}", raw.digest)
    return text
