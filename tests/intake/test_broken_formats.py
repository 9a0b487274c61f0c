"""What is broken, hostile or cut in a file is named alone, and the rest is read."""

import gzip
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from sayso import intake
from sayso.errors import InputRejected
from tests.intake.reading import LINES, ONE, TWO, articles, ninjs, outcomes, zipped

LAUGHS = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><rss><channel><item><title>Germany leaves &b;&c;</title>
<description>Germany left Mali on Tuesday.</description></item></channel></rss>"""


def test_entities_of_a_file_are_never_followed(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, "a.rss", LAUGHS)
    assert "root:" not in article.text
    assert "haha" not in article.text


def test_a_broken_item_of_a_feed_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    items = f"<item><title></title></item><item><x:title>a</x:title><description>{TWO}</description></item>"
    assert outcomes(tmp_path, "a.rss", f"<rss><channel>{items}</channel></rss>") == ["empty", "ok"]


def test_a_record_of_a_wire_with_odd_fields_ends_nothing(tmp_path: Path) -> None:
    odd = ninjs(infosources=7, bodies=3, headlines={"a": 1})
    assert outcomes(tmp_path, "a.jsonl", f"{odd}\n{LINES}") == ["ok", "ok", "ok"]


def test_a_broken_first_line_is_named_however_long_the_file_is(tmp_path: Path) -> None:
    line = json.dumps({"text": ONE, "more": "x" * 6_000_000})
    for name in ("a.json", "a", "a.jsonl"):
        assert outcomes(tmp_path, name, f"{{nonsense\n{line}\n{line}\n") == ["malformed", "ok", "ok"]


@pytest.mark.parametrize("bad", [b"\x82", b"\xed\xa0\x80"])
def test_a_line_in_no_encoding_is_named_alone(tmp_path: Path, bad: bytes) -> None:
    data = b'{"id": "\xc3\xa9' + bad + b'", "text": "a"}\n' + LINES.encode()
    for name in ("a", "a.jsonl"):
        assert outcomes(tmp_path, name, data)[-2:] == ["ok", "ok"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["id,text", f"1,{ONE}"], ["malformed"]),
        (["id,text", f'1,"{ONE}"', f'2,"{TWO}"'], ["ok", "ok"]),
        (["id,text", f'1,"{ONE}",x', f'2,"{TWO}"'], ["malformed", "ok"]),
        (["id,text,text", f'1,"{ONE}","{TWO}"'], ["malformed"]),
        (["id,text", f'1,"{ONE}"x', f'2,"{TWO}"'], ["malformed"]),
        (["text", f'"{ONE}"', '"', '"'], ["ok", "empty"]),
    ],
)
def test_a_text_that_a_table_would_cut_is_refused(tmp_path: Path, rows: list[str], expected: list[str]) -> None:
    rows = [row.replace(ONE, ONE.replace(" on", ", on")) for row in rows]
    assert outcomes(tmp_path, "a.csv", "\n".join(rows)) == expected


def test_members_that_are_not_read_are_named_as_in_a_folder(tmp_path: Path) -> None:
    members: list[tuple[str, str | bytes]] = [
        ("a.txt", ONE), ("b.doc", b"x"), ("c.zip", zipped(("d.txt", TWO))), ("e.css", b"p {}"),
        ("__MACOSX/._a.txt", b"\0"), (".git/f.txt", b"\0"), ("g.jsonl.gz", gzip.compress(LINES.encode())),
        ("h.pdf", b"%PDF-1.7"),
    ]  # fmt: skip
    assert outcomes(tmp_path, "a.zip", zipped(*members)) == ["ok", "unknown-format", "unknown-format", "ok", "ok",
                                                             "damaged"]  # fmt: skip


def test_a_damaged_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.txt", ONE * 9), ("b.txt", TWO)))
    data[40] ^= 255
    assert outcomes(tmp_path, "a.zip", bytes(data)) == ["damaged", "ok"]
    cut = zipped(("a.txt", ONE))
    assert outcomes(tmp_path, "b.zip", cut[:20] + cut[25:]) == ["damaged"]


def test_members_that_share_their_bytes_are_refused_together(tmp_path: Path) -> None:
    """What unpacks to a hundred megabytes out of a few hundred bytes, no member over its own limit."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"word " * 1_900_000)
        for number in range(50):
            again = zipfile.ZipInfo(f"b{number}.txt")
            first = archive.infolist()[0]
            for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(again, field, getattr(first, field))
            archive.filelist.append(again)
    assert outcomes(tmp_path, "a.zip", held.getvalue()) == ["too-large"]


@pytest.mark.parametrize("head", ["From: " + "(" * 5_000, "From: \xff", "Date: never", "Subject: =?x?q?=FF?="])
def test_a_mail_with_a_broken_head_is_still_an_article(tmp_path: Path, head: str) -> None:
    (article,) = articles(tmp_path, "a.eml", head.encode("latin-1") + f"\n\n{ONE}".encode())
    assert article.text == ONE


def test_what_has_no_end_is_refused(tmp_path: Path) -> None:
    (error,) = intake.articles(["/dev/zero"])
    assert isinstance(error, InputRejected)
    assert error.reason == "too-large"
    (tmp_path / "a.txt").write_text(ONE)
    (tmp_path / "b.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "c.txt")
    found = list(intake.articles([str(tmp_path)]))
    assert [getattr(item, "reason", "ok") for item in found] == ["ok", "unreadable", "unreadable"]


def test_a_text_of_spaces_gives_way_to_the_page(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, "a.jsonl", json.dumps({"text": " \n", "html": f"<p>{ONE}</p>"}))
    assert article.text == ONE
