"""Bad input is refused by name with a reason; the rest goes on."""

import json
from pathlib import Path

import pytest

from sayso import intake
from sayso.errors import InputRejected, UsageError
from sayso.pipeline import code
from sayso.records import Article
from sayso.settings import Settings

GOOD = "PARIS (AFP) - France expelled two Russian diplomats on Monday, the foreign ministry said.\n"
MIXED = "Café société à Paris – naïve. ".encode() + "Déjà vu à Orléans".encode("latin-1")
BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "image.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "not-text"),
    "large.txt": (b"word " * 10_000_001, "too-large"),
    "mixed.txt": (MIXED, "not-text"),
    "signs.txt": (b"12345 --- 67 !!!\n", "no-sentence"),
    "long.txt": (b"word " * 200_000, "too-large"),
    "deep.html": (b"<html><body>" + b"<div>" * 50_000 + b"hello" + b"</div>" * 50_000 + b"</body></html>", "too-large"),
    "page.pdf": (b"%PDF-1.7", "unknown-format"),
    "rows.jsonl": (b'{"id": "a", "text": 7}\n', "malformed"),
    "broken.jsonl": (b"{nonsense\n", "malformed"),
    "fields.jsonl": (b'{"id": "a"}\n', "malformed"),
    "date.jsonl": (b'{"text": "Chad expelled the envoy.", "published": "yesterday"}\n', "malformed"),
}


def outcome(path: Path) -> InputRejected | Article:
    (item,) = intake.articles([str(path)])
    if isinstance(item, Article):
        try:
            code(item)
        except InputRejected as error:
            return error
    return item


@pytest.mark.parametrize("name", BAD)
def test_refused_with_name_and_reason_and_the_rest_goes_on(name: str, tmp_path: Path) -> None:
    data, reason = BAD[name]
    path, good = tmp_path / name, tmp_path / "zz-good.txt"
    path.write_bytes(data)
    good.write_text(GOOD, encoding="utf-8")
    error = outcome(path)
    assert isinstance(error, InputRejected)
    assert error.reason == reason
    assert name in str(error)
    last = list(intake.articles([str(path), str(good)]))[-1]
    assert isinstance(last, Article)
    assert code(last).claims


def test_a_bad_line_does_not_stop_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join([json.dumps({"id": "a", "text": GOOD}), "{", json.dumps({"id": "b", "text": GOOD})]), encoding="utf-8")
    items = list(intake.articles([str(path)]))
    assert [i.id if isinstance(i, Article) else i.reason for i in items] == ["a", "malformed", "b"]
    assert isinstance(items[1], InputRejected)
    assert "rows.jsonl:2" in str(items[1])


def test_limits_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD * 10, encoding="utf-8")
    (item,) = intake.articles([str(path)], settings=Settings(max_article_bytes=100))
    assert "SAYSO_MAX_ARTICLE_BYTES" in str(item)


def test_a_wrong_date_of_the_caller_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(intake.articles([str(tmp_path)], published="9 May"))
