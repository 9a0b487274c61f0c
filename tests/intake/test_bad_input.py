"""Bad input is refused by name with a reason; the rest goes on."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.bad_inputs import BAD

from sayso import intake
from sayso.errors import InputRejected, UsageError
from sayso.intake import sources
from sayso.pipeline import code
from sayso.records import Article
from sayso.settings import Settings, load
from tests.ledger.test_opening import as_nobody

GOOD = "PARIS (AFP) - France expelled two Russian diplomats on Monday, the foreign ministry said.\n"


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


def test_a_refused_kind_in_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chad left Mali on Monday.")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.doc").write_bytes(b"no")
    (tmp_path / "below" / "style.css").write_bytes(b"p {}")
    (tmp_path / ".hidden.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = {str(r): r for r in intake.articles([str(tmp_path)]) if isinstance(r, InputRejected)}
    assert [(r.reason, Path(r.source).name) for r in found.values()] == [
        ("unknown-format", "b.doc"),
        ("unreadable", "gone.txt"),
    ]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become a user who may not read")
def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("Chad left Mali on Monday.")
    (tmp_path / "sub" / "b.txt").write_text("Chad left Mali on Monday.")
    (tmp_path / "sub").chmod(0)
    outside = tmp_path
    while outside != outside.parent:
        outside.chmod(outside.stat().st_mode | 0o755)
        outside = outside.parent

    def read(folder: Path) -> list[str]:
        return [
            f"{r.reason} {r.source}" if isinstance(r, InputRejected) else "coded"
            for r in intake.articles([str(folder)])
        ]

    assert as_nobody(lambda: read(tmp_path)) == repr(["coded", f"unreadable {tmp_path / 'sub'}"])
    assert as_nobody(lambda: read(tmp_path / "sub")) == repr([f"unreadable {tmp_path / 'sub'}"])


def test_a_folder_of_bad_inputs_leaves_the_good_one_coded(tmp_path: Path) -> None:
    for name, (data, _) in BAD.items():
        (tmp_path / name).write_bytes(data)
    good = tmp_path / "zz-good.txt"
    good.write_text(GOOD, encoding="utf-8")
    names = sorted(str(p) for p in tmp_path.iterdir())
    done = subprocess.run([sys.executable, "-m", "sayso.cli", "code", *names], capture_output=True, check=False)
    assert done.returncode == 1
    lines = done.stderr.decode().splitlines()
    assert len(lines) == len(names) - 1
    assert all(
        line.startswith("rejected [") and f"/{BAD[Path(name).name][1]}]" in line
        for line, name in zip(lines, names, strict=False)
    )
    assert json.loads(done.stdout.splitlines()[0])["act"]


def test_one_long_sentence_among_others_is_reported_and_the_others_coded() -> None:
    long = "The soldiers left the town and " * 300
    others = "".join(f"France expelled diplomat number {n} on Monday, the foreign ministry said. " for n in range(200))
    coded = code(intake.article({"text": f"{others}\n\n{long}\n"}))
    assert coded.claims
    assert [(u.stage, u.end - u.start) for u in coded.coding.uncoded if u.stage == "length"] == [
        ("length", len(long.strip()))
    ]


def test_encodings_that_are_no_fault(tmp_path: Path) -> None:
    text = "France expelled two “diplomats” on Monday, the ministry said. Société Générale was not named.\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(text.encode(encoding))
        (item,) = intake.articles([str(path)])
        assert isinstance(item, Article)
        assert item.text == text


def test_a_date_after_retrieval_is_not_kept() -> None:
    late = intake.article({"text": GOOD, "published": "2024-05-11", "retrieved": "2024-05-10"})
    assert (late.published, late.anchor.basis) == (None, "none")
    same = intake.article({"text": GOOD, "published": "2024-05-10T23:00:00Z", "retrieved": "2024-05-10"})
    assert same.published is not None


def test_a_bad_line_does_not_stop_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        "\n".join([json.dumps({"id": "a", "text": GOOD}), "{", json.dumps({"id": "b", "text": GOOD})]), encoding="utf-8"
    )
    items = list(intake.articles([str(path)]))
    assert [i.id if isinstance(i, Article) else i.reason for i in items] == ["a", "malformed", "b"]
    assert isinstance(items[1], InputRejected)
    assert "rows.jsonl:2" in str(items[1])


def test_broken_rows_are_named_by_the_command_and_the_others_coded(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [
        json.dumps({"id": "a", "text": GOOD}),
        "{",
        '"words"',
        json.dumps({"id": "c", "text": 3}),
        json.dumps({"id": "b", "text": GOOD}),
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "sayso.cli", "code", str(path)], capture_output=True, check=False)
    assert done.returncode == 1
    assert re.findall(r"rows\.jsonl:(\d+)", done.stderr.decode()) == ["2", "3", "4"], done.stderr
    assert {json.loads(line)["article_id"] for line in done.stdout.splitlines()} == {"a", "b"}


def test_limits_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD * 10, encoding="utf-8")
    (item,) = intake.articles([str(path)], settings=Settings(max_article_bytes=100))
    assert "SAYSO_MAX_ARTICLE_BYTES" in str(item)


def test_a_wrong_date_of_the_caller_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(intake.articles([str(tmp_path)], published="9 May"))


@pytest.mark.parametrize(
    "charset", ["undefined", "utf-7", "idna", "punycode", "unicode_escape", "hex", "rot13", "utf-16", "no-such"]
)
def test_a_page_that_names_no_encoding_of_the_web_is_read_like_one_that_names_none(
    charset: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.html"
    page = "<p>Société Générale à Paris: la France a expulsé deux diplomates, a déclaré le ministère, très fâché.</p>"
    path.write_bytes(f"<meta charset={charset}>".encode() + page.encode("cp1252"))
    (item,) = intake.articles([str(path)])
    assert isinstance(item, Article)
    assert "Société Générale" in item.text


def test_a_page_is_read_by_the_encoding_that_the_web_knows_by_that_name(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    for charset, codec in (("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("Shift_JIS", "shift_jis")):
        words = {"cp1251": "Россия вывела войска", "shift_jis": "ロシア軍は撤退した"}.get(codec, "“Déjà vu” – 5 €")
        path.write_bytes(f"<meta charset='{charset}'><p>".encode() + words.encode(codec))
        (item,) = intake.articles([str(path)])
        assert isinstance(item, Article)
        assert words in item.text


def test_the_last_letter_of_another_encoding_is_no_broken_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("The soldiers were seen on Monday in the old town, near a café".encode("cp1252"))
    (item,) = intake.articles([str(path)])
    assert isinstance(item, Article)


def test_a_page_that_calls_itself_by_no_address_is_read_without_one() -> None:
    page = f"<html><head><link rel='canonical' href='http://[::1'></head><body><p>{GOOD}</p></body></html>"
    assert intake.article({"html": page}).url is None


def test_a_file_name_that_is_no_utf_8_is_written_out(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\x1b.pdf")
    (item,) = intake.articles([str(tmp_path / name)])
    assert isinstance(item, InputRejected)
    assert item.source == str(tmp_path / "\\xff\\x1b.pdf")
    assert str(item).isprintable()


def test_what_breaks_while_an_input_is_opened_is_that_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no")

    good = tmp_path / "good.txt"
    good.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(sources, "_folder", broken)
    items = list(intake.articles([str(tmp_path), str(good)]))
    assert [i.reason if isinstance(i, InputRejected) else "read" for i in items] == ["failed", "read"]


@pytest.mark.parametrize("value", ["²", "٣", "-1", "1.5", "", "9" * 5_000])
def test_a_limit_that_is_no_number_is_wrong_usage(value: str) -> None:
    with pytest.raises(UsageError, match="SAYSO_MAX_SENTENCES"):
        load({"SAYSO_MAX_SENTENCES": value})
