"""Files of every format: whole ones, and what damage makes of them."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import zipfile
from collections.abc import Mapping

import docx
import zstandard
from hypothesis import strategies as st

from tests.fuzz import values
from tests.intake.reading import LINES, ONE, TWO, ninjs
from tests.intake.test_formats import ATOM, FACTIVA, MAIL, NEXIS, NITF, RSS, g2, pdf, warc

File = tuple[str, bytes]
"""The ending of its name, and its bytes."""
PAGE = f"<html><head><title>Norland Herald | Two leave</title></head><body><p>{ONE}</p><p>{TWO}</p></body></html>"


def _word(rows: list[str]) -> bytes:
    document, held = docx.Document(), io.BytesIO()
    for row in rows:
        document.add_paragraph(row)
    document.save(held)
    return held.getvalue()


def _zip(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in dict(members).items():
            archive.writestr(name, data)
    return held.getvalue()


_RICH = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}" + "".join(f"{row}\\par\n" for row in FACTIVA) + "}"
_WARC = warc("https://a.example/2024/05/09/x", PAGE) + warc("https://a.example/2024/05/09/y", PAGE)
WHOLE: Mapping[str, bytes] = {
    ".csv": f'id,published,text\n1,2024-05-09,"{ONE}"\n2,,{TWO}\n'.encode(),
    ".tsv": f"id\tpublished\ttext\n1\t2024-05-09\t{ONE}\n".encode(),
    ".jsonl": (LINES + ninjs() + "\n").encode(),
    ".json": ("[" + ",".join(LINES.splitlines()) + "]").encode(),
    ".rss": RSS.encode(),
    ".atom": ATOM.encode(),
    ".nitf": NITF.encode(),
    ".xml": g2().encode(),
    ".eml": MAIL.encode(),
    ".rtf": _RICH.encode(),
    ".pdf": pdf(ONE),
    ".docx": _word(NEXIS),
    ".warc": _WARC,
    ".warc.gz": gzip.compress(_WARC),
    ".zip": _zip(("a.txt", ONE.encode()), ("b/c.jsonl", LINES.encode()), ("d.html", PAGE.encode())),
    ".wacz": _zip(("archive/data.warc", _WARC)),
    ".txt.gz": gzip.compress(ONE.encode() * 3),
    ".txt.bz2": bz2.compress(ONE.encode() * 3),
    ".txt.zst": zstandard.compress(ONE.encode() * 3),
    ".txt": "\n".join(NEXIS).encode(),
    ".html": PAGE.encode(),
}
"""Ending → a file of that kind that is right."""
_SIGNS = st.one_of(
    st.binary(max_size=6),
    st.sampled_from([b"\0", b'"', b"<", b">", b"&", b"{", b"}", b"\\u-1?", b"\\'ff", b"\xff\xfe", b"\xc3", b"\r",
        b"<a:b>", b"</item>", b"<![CDATA[", b"]]>", b"\xed\xa0\x80", b"=?utf-8?b?/w==?=", b"\\ud800", b"[[", b"9" * 40,
        b"-1", b"null", b"Content-Type: message/rfc822\n\n", b"charset=zlib", b"\n\n", b"Body\n", b"&#0;", b"\\bin9"]),
)  # fmt: skip
_DAMAGE = st.tuples(st.integers(0, 1_000_000), st.integers(0, 40), _SIGNS)
"""Where, how many bytes go, and which come."""
damaged = st.tuples(st.sampled_from(sorted(WHOLE)), st.lists(_DAMAGE, max_size=4)).map(lambda p: (p[0], _hurt(*p)))


def _hurt(ending: str, damages: list[tuple[int, int, bytes]]) -> bytes:
    data = bytearray(WHOLE[ending])
    for place, gone, come in damages:
        at = place % (len(data) + 1)
        data[at : at + gone] = come
    return bytes(data)


_CELLS = st.one_of(values.news, values.scalars.map(str), st.sampled_from(['"', '""', ",", ";", "\t", "\n", "\r", "\0"]))
_tables = st.lists(st.lists(_CELLS, max_size=4).map(",".join), max_size=4).map(
    lambda rows: "\n".join(["id,text,published", *rows]).encode("utf-8", "surrogatepass")
)
_members = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(["a.txt", "../a.txt", "/a.html", "a\x1b[2J.txt", "\u202etxt.a.txt", "a.zip", "x/"]),
                  st.text(max_size=6).map(lambda t: "b" + t.replace("\0", "") + ".txt")),
        st.one_of(values.any_bytes, values.raw_records),
    ),
    max_size=3,
)  # fmt: skip
_tags = ["<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<description>", "<media:title>", "<link/>",
    "<link href='http://[::1'/>", "<pubDate>now</pubDate>", "<content:encoded>", "<feed>", "<entry>", "<updated>9999",
    "<content type='xhtml'>", "<nitf>", "<newsItem>", "<embargoed/>", "<pubStatus/>", "<:a>", "<a:>", "<?php ?>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "<source/>", "<guid>", "<body.content>", "<hl1>"]  # fmt: skip
_feeds = st.lists(st.one_of(st.sampled_from(_tags), values.news), max_size=12).map(
    lambda pieces: ("<rss><channel><item>" + "".join(pieces)).encode("utf-8", "surrogatepass")
)
_wire_fields = ["uri", "bodies", "headlines", "infosources", "body_text", "body_xhtml", "pubstatus", "embargoed",
    "embargoedreason", "versioncreated", "headline", "provider", "text", "html", "id"]  # fmt: skip
_nested = st.recursive(values.scalars, lambda inner: st.one_of(st.lists(inner, max_size=2),
    st.dictionaries(st.sampled_from(["value", "name", "contenttype"]), inner, max_size=2)), max_leaves=4)  # fmt: skip
_wires = st.lists(st.dictionaries(st.sampled_from(_wire_fields), _nested, max_size=5), min_size=1, max_size=2).map(
    lambda rows: "\n".join(map(json.dumps, rows)).encode("utf-8", "surrogatepass")
)
_heads = st.sampled_from(["From: ", "Subject: ", "Date: ", "Content-Type: ", "Content-Transfer-Encoding: "])
_rows = ["Content-Type: multipart/mixed; boundary=b", "--b", "--b--", "Content-Type: text/html; charset=\xff", "",
    "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: x", "Date: Thu, 99 May 99999 25:61:00 +9999",
    "Content-Type: message/rfc822", "Content-Type: text/plain; charset=utf-7", "Subject: =?x?q?=FF?="]  # fmt: skip
_letters = st.lists(
    st.one_of(st.tuples(_heads, values.news).map("".join), values.news, st.sampled_from(_rows)), max_size=10
).map(lambda rows: "\n".join(rows).encode("utf-8", "surrogatepass"))
files: st.SearchStrategy[File] = st.one_of(
    damaged,
    _tables.map(lambda data: (".csv", data)),
    _feeds.map(lambda data: (".rss", data)),
    _wires.map(lambda data: (".jsonl", data)),
    _letters.map(lambda data: (".eml", data)),
    _members.map(lambda members: (".zip", _zip(*members))),
    damaged.map(lambda file: ("", file[1])),
)
