"""Every format that is read: what becomes of it, and what is said where it cannot be read."""

import base64
import bz2
import gzip
import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
import zstandard

from sayso.intake import Columns
from tests.intake.reading import LINES, ONE, TWO, articles, ninjs, refusal


@pytest.mark.parametrize("name", ["a.json", "a", "a.jsonl"])
def test_an_array_of_records_is_as_many_articles(tmp_path: Path, name: str) -> None:
    data = json.dumps([{"id": "a", "text": ONE}, {"id": "b", "text": TWO}])
    assert [(a.id, a.text) for a in articles(tmp_path, name, data)] == [("a", ONE), ("b", TWO)]


def test_a_record_over_many_lines_is_one_article(tmp_path: Path) -> None:
    data = json.dumps({"id": "a", "text": ONE}, indent=2)
    assert [a.id for a in articles(tmp_path, "a.json", data)] == ["a"]


def test_an_array_without_records_is_refused_once(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.json", "[1, 2]").reason == "malformed"


def test_other_names_of_fields_are_given_by_the_caller(tmp_path: Path) -> None:
    data = json.dumps({"key": 7, "content": ONE, "day": "2024-05-09 00:00:00"}) + "\n"
    columns = Columns(text="content", published="day", id="key")
    (article,) = articles(tmp_path, "a.jsonl", data, columns)
    assert (article.id, article.text, article.anchor.edtf) == ("7", ONE, "2024-05-09")


def test_a_record_without_text_names_its_fields(tmp_path: Path) -> None:
    error = refusal(tmp_path, "a.jsonl", json.dumps({"id": "a", "maintext": ONE}))
    assert "--text-field" in str(error)
    assert "maintext" in str(error)


def test_rows_of_a_table_are_articles(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, "a.csv", f'id,published,text\n1,2024-05-09,"{ONE}"\n')
    assert (article.id, article.text, article.anchor.edtf) == ("1", ONE, "2024-05-09")
    (other,) = articles(tmp_path, "a.tsv", f"n\tbody\n9\t{TWO}\n", Columns(text="body", id="n"))
    assert (other.id, other.text) == ("9", TWO)
    (third,) = articles(tmp_path, "b.csv", f"id;text\n1;{TWO}\n")
    assert third.text == TWO


def test_a_table_without_a_text_names_its_columns(tmp_path: Path) -> None:
    error = refusal(tmp_path, "a.csv", f"id,story\n1,{TWO}\n")
    assert "--text-field" in str(error)
    assert "story" in str(error)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstandard.compress])
@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.jsonl.bz2", "a"])
def test_compressed_files_are_read_whatever_they_are_called(tmp_path: Path, pack: object, name: str) -> None:
    assert callable(pack)
    assert [a.id for a in articles(tmp_path, name, pack(LINES.encode()))] == ["a", "b"]


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, "a.txt.gz", gzip.compress(b"word " * 20_000_000))
    assert error.reason == "too-large"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a"])
def test_records_in_other_unicode_are_read(tmp_path: Path, encoding: str, name: str) -> None:
    assert [a.id for a in articles(tmp_path, name, LINES.replace("\n", "\r\n").encode(encoding))] == ["a", "b"]


def test_a_page_behind_a_comment_is_a_page(tmp_path: Path) -> None:
    page = f"<!-- saved from url=(0042)https://example.org/a -->\n<!DOCTYPE html><html><body><p>{ONE}</p></body></html>"
    (article,) = articles(tmp_path, "a", page)
    assert article.text == ONE


MAIL = f"""From: Norland News <desk@norland.example>
To: reader@example.org
Subject: France expels two
Date: Thu, 09 May 2024 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

{ONE}
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

{base64.b64encode(f"<html><body><p>{ONE}</p><p>{TWO}</p></body></html>".encode()).decode()}
--b--
"""


def test_mail_gives_its_text_its_sender_and_its_day(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, "a.eml", MAIL)
    assert (article.publisher, article.title) == ("Norland News", "France expels two")
    assert article.published is not None
    assert article.published.edtf == "2024-05-09T10:00:00+02:00"
    assert TWO in article.text


NEXIS = [
    "France expels two diplomats", "Norland Herald", "May 9, 2024 Thursday",
    "Copyright 2024 Norland Herald All Rights Reserved",
    "Section: WORLD; Pg. 4", "Length: 212 words", "Byline: Ana Lopez", "Body", ONE, "It gave no reason.",
    "Load-Date: May 10, 2024", "End of Document",
    "Germany leaves Mali", "Baltic Post", "May 8, 2024 Wednesday", "Length: 90 words", "Body", TWO, "End of Document",
]  # fmt: skip
FACTIVA = [
    "Germany leaves Mali", "By Ana Lopez", "90 words", "8 May 2024", "11:20", "Reuters News", "LBA", "English",
    "(c) 2024 Reuters Limited", TWO, "Document LBA0000020240508ek58000ab", "France expels two diplomats", "212 words",
    "9 May 2024", "Baltic Post", "BALPO", "English", "Copyright 2024 Baltic Post", ONE,
    "Document BALPO00020240509ek5900001",
]  # fmt: skip


def test_an_export_holds_several_stories_each_with_its_own_head(tmp_path: Path) -> None:
    document = docx.Document()
    for row in NEXIS:
        document.add_paragraph(row)
    held = io.BytesIO()
    document.save(held)
    first, second = articles(tmp_path, "a.docx", held.getvalue())
    assert (first.title, first.publisher, first.anchor.edtf) == (
        "France expels two diplomats",
        "Norland Herald",
        "2024-05-09",
    )
    assert [c.name for c in first.credits.authors] == ["Ana Lopez"]
    assert "Load-Date" not in first.text
    assert (second.title, second.publisher, second.anchor.edtf) == ("Germany leaves Mali", "Baltic Post", "2024-05-08")


def test_rich_text_of_another_archive_is_read_as_its_stories(tmp_path: Path) -> None:
    rows = "".join(f"{row}\\par\n" for row in FACTIVA)
    first, second = articles(tmp_path, "a.rtf", "{\\rtf1\\ansi " + rows + "}")
    assert (first.title, first.publisher, first.anchor.edtf) == ("Germany leaves Mali", "Reuters News", "2024-05-08")
    assert (second.title, second.publisher, second.anchor.edtf) == (
        "France expels two diplomats",
        "Baltic Post",
        "2024-05-09",
    )


def pdf(words: str) -> bytes:
    """The smallest PDF with one line of text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode() if words else b""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def test_a_pdf_is_read_by_its_text_layer_and_a_scan_is_refused(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, "a.pdf", pdf(ONE))
    assert article.text.strip() == ONE
    assert refusal(tmp_path, "b.pdf", pdf("")).reason == "no-sentence"


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>World collected</title><item><title>France expels two</title><link>https://a.example/1</link><guid>tag:1</guid>
<pubDate>Thu, 09 May 2024 10:00:00 GMT</pubDate><source url="https://herald.example/rss">Norland Herald</source>
<description>short</description>
<content:encoded><![CDATA[<p>{ONE}</p><p>It gave no reason.</p>]]></content:encoded></item>
<item><title>Germany leaves</title><link>https://a.example/2</link><description>{TWO}</description>
</item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Baltic Post</title>
<entry><id>urn:1</id><title>Germany leaves</title>
<link rel="alternate" href="https://b.example/1"/><published>2024-05-08T07:00:00Z</published>
<updated>2024-05-09T07:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TWO}</p></div></content></entry></feed>"""


def test_items_of_a_feed_are_articles_of_their_own_source(tmp_path: Path) -> None:
    first, second = articles(tmp_path, "a.rss", RSS)
    assert (first.id, first.url, first.publisher) == ("tag:1", "https://a.example/1", "Norland Herald")
    assert first.anchor.edtf == "2024-05-09"
    assert "It gave no reason." in first.text
    assert (second.publisher, second.published) == ("World collected", None)
    (entry,) = articles(tmp_path, "a.xml", ATOM)
    assert (entry.id, entry.publisher, entry.anchor.edtf) == ("urn:1", "Baltic Post", "2024-05-08")
    assert entry.modified is not None
    assert TWO in entry.text


def g2(status: str = "stat:usable", embargo: str = "") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g:1" version="3">
<itemMeta><itemClass qcode="n:text"/>
<provider literal="Norland Wire"/><versionCreated>2024-05-08T07:00:00Z</versionCreated>{embargo}
<pubStatus qcode="{status}"/></itemMeta>
<contentMeta><headline>Germany leaves</headline></contentMeta><contentSet>
<inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TWO}</p></body></html></inlineXML></contentSet></newsItem>"""


NITF = f"""<nitf><head><docdata management-status="usable"><doc-id id-string="n1"/><date.issue norm="20240508T070000Z"/>
<doc.copyright holder="Norland Wire" year="2024"/></docdata></head>
<body><body.head><hedline><hl1>Germany leaves</hl1></hedline>
<byline>By Ana Lopez</byline></body.head><body.content><p>{TWO}</p></body.content></body></nitf>"""


@pytest.mark.parametrize(("name", "data"), [("a.json", ninjs()), ("a.xml", g2()), ("b.xml", NITF)])
def test_items_of_the_wires_are_read(tmp_path: Path, name: str, data: str) -> None:
    (article,) = articles(tmp_path, name, data)
    assert (article.title, article.publisher, article.anchor.edtf) == ("Germany leaves", "Norland Wire", "2024-05-08")
    assert [article.text[p.start : p.end].strip() for p in article.parts if p.label == "body"] == [TWO]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", ninjs(pubstatus="canceled")),
        ("a.json", ninjs(embargoed="2024-06-01T00:00:00Z")),
        ("a.xml", g2("stat:canceled")),
        ("a.xml", g2(embargo="<embargoed>2024-06-01T00:00:00Z</embargoed>")),
    ],
)
def test_what_is_killed_or_embargoed_is_held_back_with_the_reason(tmp_path: Path, name: str, data: str) -> None:
    error = refusal(tmp_path, name, data)
    assert error.reason == "held-back"
    assert "killed" in str(error) or "embargoed until 2024-06-01" in str(error)


def warc(url: str, html: str, status: str = "200 OK", charset: str = "utf-8") -> bytes:
    body = html.encode(charset)
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset={charset}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-10T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(body):012d}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_pages_of_a_web_archive_keep_their_address_and_day(tmp_path: Path) -> None:
    page = f"<html><head><title>Société</title></head><body><p>{ONE} Société Générale was not named.</p></body></html>"
    records = [
        warc("https://a.example/2024/05/09/x", page, charset="iso-8859-1"),
        warc("https://a.example/no", page, "404 Not Found"),
    ]
    (article,) = articles(tmp_path, "a.warc.gz", b"".join(map(gzip.compress, records)))
    assert "Société Générale" in article.text
    assert (article.url, article.anchor.edtf, article.anchor.basis) == (
        "https://a.example/2024/05/09/x",
        "2024-05-09",
        "address",
    )
    assert article.retrieved is not None
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("archive/data.warc", b"".join(records))
        archive.writestr("pages/pages.jsonl", "{}")
    (again,) = articles(tmp_path, "a.wacz", held.getvalue())
    assert again.text == article.text
