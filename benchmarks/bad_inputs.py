"""Inputs that must be refused: the name of a file → its bytes and the reason for which it is refused."""

from __future__ import annotations

import json

MIXED = "Café société à Paris – naïve. ".encode() + "Déjà vu à Orléans".encode("latin-1")
BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "image.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "not-text"),
    "large.txt": (b"word " * 10_000_001, "too-large"),
    "mixed.txt": (MIXED, "not-text"),
    "signs.txt": (b"12345 --- 67 !!!\n", "no-sentence"),
    "long.txt": (b"word " * 200_000, "too-large"),
    "long-english.txt": (b"The soldiers left the town and " * 33_000, "too-large"),
    "long-word.txt": (b"a" * 1_000_000, "too-large"),
    "long.jsonl": (json.dumps({"text": "x, " * 400_000}).encode() + b"\n", "too-large"),
    "large.jsonl": (b'{"text": "' + b"word " * 10_000_001 + b'"}\n', "too-large"),
    "large.html": (b"<p>" + b"word. " * 10_000_000, "too-large"),
    "deep.html": (b"<html><body>" + b"<div>" * 50_000 + b"hello" + b"</div>" * 50_000 + b"</body></html>", "too-large"),
    "deep-tables.html": (b"<table><tr><td>" * 20_000 + b"hello", "too-large"),
    "unclosed.html": (b"<b>" * 100_000 + b"hello there", "too-large"),
    "hidden.html": (b"<html><body><script>var a = 1;</script><style>p {}</style></body></html>", "empty"),
    "utf-16.txt": ("France expelled two diplomats.".encode("utf-16-le"), "not-text"),
    "broken-bom.txt": (b"\xff\xfeF\x00r\x00\xd8", "not-text"),
    "zip.txt": (b"PK\x03\x04" + bytes(200), "not-text"),
    "page.pdf": (b"%PDF-1.7", "damaged"),
    "letter.doc": (b"\xd0\xcf\x11\xe0", "unknown-format"),
    "cut.jsonl.gz": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03ab", "damaged"),
    "broken.docx": (b"PK\x03\x04", "damaged"),
    "broken.xml": (b"<?xml", "damaged"),
    "other.xml": (b"<a/>", "unknown-format"),
    "rows.jsonl": (b'{"id": "a", "text": 7}\n', "malformed"),
    "list.jsonl": (b"[1, 2]\n", "malformed"),
    "nested.jsonl": (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "malformed"),
    "surrogate.jsonl": (b'{"text": "a \\ud800 b"}\n', "malformed"),
    "broken.jsonl": (b"{nonsense\n", "malformed"),
    "fields.jsonl": (b'{"id": "a"}\n', "malformed"),
    "zero.jsonl": (b'{"text": "Chad expelled the\\u0000 envoy."}\n', "not-text"),
    "zero-title.jsonl": (b'{"text": "Chad expelled the envoy.", "title": "a\\u0000b"}\n', "not-text"),
    "address.jsonl": (b'{"text": "Chad expelled the envoy.", "url": "http://[::1"}\n', "malformed"),
    "compatible-address.jsonl": (
        '{"text": "Chad expelled the envoy.", "url": "http://a\u2100b.com"}\n'.encode(),
        "malformed",
    ),
    "cut.txt": ("Soldiers left Orléans on Monday, police said. Then Orl".encode() + b"\xc3", "not-text"),
    "date.jsonl": (b'{"text": "Chad expelled the envoy.", "published": "yesterday"}\n', "malformed"),
}
