"""Whatever breaks on one article is that article's: it is rejected by name, the rest is done, and the run comes to its
end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from sayso import language
from sayso.answers.store import open_ledger
from sayso.claims.coding import extract
from sayso.cli import coding, main
from sayso.errors import InputRejected, LedgerFull, ResourceError, StageFailed, UsageError
from sayso.exports import account, jsonl
from sayso.intake import build
from sayso.intake.decode import decode
from sayso.ledger.writing import Run
from sayso.linking import tying
from sayso.stages import OUTWARD, STAGES, stage

MARK = "Zenda"
"""A word of the article that every stage is made to break on."""
ROWS = {
    "one": "France expelled two Russian diplomats on Monday, the foreign ministry said.",
    "bad": f"Kenya withdrew 200 soldiers from Somalia on Monday, the mayor of {MARK} said.",
    "two": "Germany expelled three Iranian diplomats on Friday, the foreign ministry said.",
}
PLACES: dict[str, tuple[object, str]] = {
    "intake": (build, "decode"),
    "language": (language, "read"),
    "claims": (extract, "code_document"),
    "link": (tying, "read"),
    "keep": (Run, "add"),
}
"""What does the work of each stage of `add`."""


class Broken(RuntimeError):
    """What nobody foresaw."""


def breaking(work: Callable[..., Any], error: BaseException) -> Callable[..., Any]:
    """The same work, but for the article with the mark."""

    def broken(*given: Any, **options: Any) -> Any:
        if any(MARK in str(vars_of(item)) for item in given):
            raise error
        return work(*given, **options)

    return broken


def vars_of(item: Any) -> Any:
    return (
        getattr(item, "data", None)
        or getattr(item, "text", None)
        or getattr(getattr(item, "article", None), "text", None)
        or item
    )


def sayso(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def news(tmp_path: Path) -> str:
    path = tmp_path / "news.jsonl"
    path.write_text(
        "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in ROWS.items()), encoding="utf-8"
    )
    return str(path)


@pytest.fixture
def rows(tmp_path: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    """The rows that a query finds in the ledger."""

    def found(query: str) -> list[tuple[Any, ...]]:
        with open_ledger(tmp_path / "ledger") as ledger, ledger.reading() as connection:
            return [tuple(row) for row in connection.execute(sa.text(query))]

    return found


@pytest.mark.parametrize("name", PLACES)
def test_add_goes_on_where_a_stage_breaks(
    name: str, news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Any
) -> None:
    where, what = PLACES[name]
    monkeypatch.setattr(where, what, breaking(getattr(where, what), Broken("the stage\nbroke")))
    done = sayso("add", news, "--ledger", str(tmp_path / "ledger"))
    assert done.exit_code == 1, done.output
    source = "bad" if name == "link" else f"{news}:2"
    sentence = f"{source}: {name} failed on it (Broken: the stage broke); please report it"
    assert f"rejected [{name}/failed] {sentence}\n" in done.stderr
    assert "Traceback" not in done.stderr
    assert rows("SELECT source, stage, reason, sentence FROM rejects") == [(source, name, "failed", sentence)]
    assert rows("SELECT rejects FROM run_ends") == [(1,)]
    kept = {"one", "two"} | ({"bad"} if name == "link" else set())
    assert {row[0] for row in rows("SELECT article_id FROM articles")} == kept
    assert {row[0] for row in rows("SELECT article_id FROM claims")} == kept


@pytest.mark.parametrize("name", ["intake", "language", "claims"])
@pytest.mark.parametrize("form", ["table", "jsonl", "parquet"])
def test_code_goes_on_where_a_stage_breaks(
    name: str, form: str, news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, what = PLACES[name]
    monkeypatch.setattr(where, what, breaking(getattr(where, what), Broken("it broke")))
    target = tmp_path / "out"
    done = sayso("code", news, "--format", form, "-o", str(target))
    assert done.exit_code == 1
    assert (
        done.stderr == f"rejected [{name}/failed] {news}:2: {name} failed on it (Broken: it broke); please report it\n"
    )
    assert target.stat().st_size > 0


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_an_article_that_cannot_be_printed_leaves_no_half(
    form: str, news: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sayso("code", news, "--format", form).stdout
    where, what = (account, "_rest") if form == "table" else (jsonl, "to_json")
    work = getattr(where, what)

    def broken(item: Any, *rest: Any) -> Any:
        if "Somalia" in str(item):
            raise Broken("no ink")
        return work(item, *rest)

    monkeypatch.setattr(where, what, broken)
    done = sayso("code", news, "--format", form)
    assert done.exit_code == 1
    assert f"rejected [print/failed] {news}:2: print failed on it (Broken: no ink)" in done.stderr
    assert "Somalia" not in done.stdout
    assert len(done.stdout) > 100
    assert all(line in whole.splitlines() for line in done.stdout.splitlines())


@pytest.mark.parametrize("command", ["link", "origins", "annotate", "why"])
def test_every_command_that_reads_goes_on(command: str, news: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "decode", breaking(decode, Broken("it broke")))
    more = ["--layers", "parts"] if command == "annotate" else []
    done = sayso(command, news, *more)
    assert done.exit_code == 1
    assert f"rejected [intake/failed] {news}:2: intake failed on it (Broken: it broke)" in done.stderr
    assert done.stdout


def test_relate_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rows.jsonl"
    sentences = ["Ruritania accused Borduria.", f"{MARK} accused Borduria.", "Ruritania praised Borduria."]
    pairs = [json.dumps({"sentence": s, "actor": [0, 4], "recipient": [18, 22]}) for s in sentences]
    path.write_text("\n".join(pairs), encoding="utf-8")
    monkeypatch.setattr(language, "read_pair", breaking(language.read_pair, Broken("it broke")))
    done = sayso("relate", str(path))
    assert done.exit_code == 1
    assert f"rejected [language/failed] {path}:2: language failed on it (Broken: it broke)" in done.stderr
    assert len(done.stdout.splitlines()) == 2
    path.write_text('{"sentence":' + "[" * 5_000 + "\n" + pairs[2], encoding="utf-8")
    deep = sayso("relate", str(path))
    assert "rejected [intake/malformed]" in deep.stderr
    assert len(deep.stdout.splitlines()) == 1


@pytest.mark.parametrize("at", [("--debug", "code"), ("code", "--debug")])
def test_debug_shows_the_trace(at: tuple[str, str], news: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "read", breaking(language.read, Broken("it broke \x1b[2J")))
    done = sayso(*at, news)
    assert "Traceback (most recent call last):" in done.stderr
    assert "Broken: it broke \\x1b[2J" in done.stderr


@pytest.mark.parametrize("error", [LedgerFull("ledger"), MemoryError(), KeyboardInterrupt()], ids=repr)
def test_what_is_not_the_articles_fault_ends_the_run_and_notes_its_end(
    error: BaseException, news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Any
) -> None:
    monkeypatch.setattr(Run, "add", breaking(Run.add, error))
    done = sayso("add", news, "--ledger", str(tmp_path / "ledger"))
    assert done.exit_code != 0
    assert rows("SELECT article_id FROM articles") == [("one",)]
    assert rows("SELECT articles, rejects FROM run_ends") == [(1, 0)]
    assert rows("SELECT source FROM rejects") == []


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_tells_what_broke_and_lets_others_errors_pass(name: str) -> None:
    with pytest.raises(StageFailed) as told, stage(name, "a.txt", "f00"):
        raise Broken("it\nbroke\x00")
    assert str(told.value) == f"a.txt: {name} failed on it (Broken: it broke\\x00); please report it"
    assert (told.value.stage, told.value.reason, told.value.digest) == (name, "failed", "f00")
    assert isinstance(told.value.cause, Broken)
    for other in (
        LedgerFull("l"),
        ResourceError("t", "gone"),
        UsageError("no"),
        InputRejected("a", "b"),
        MemoryError(),
        KeyboardInterrupt(),
    ):
        with pytest.raises(type(other)) as passed, stage(name, "a.txt"):
            raise other
        assert passed.value is other
    with pytest.raises(OSError if name in OUTWARD else StageFailed), stage(name, "a.txt"):
        raise OSError("no space left on device")


def test_the_message_of_a_find_is_one_line_and_printable() -> None:
    error = StageFailed("a\udcff\x1b.txt", "claims", ValueError("x" * 5_000))
    assert str(error).isprintable()
    assert error.source == "a\\xff\\x1b.txt"
    assert len(str(error)) < 300


def test_the_first_record_of_relate_is_refused_with_its_line() -> None:
    with pytest.raises(InputRejected, match=r"rows:3.*not a JSON object"):
        coding._record(b'{"a":' + b"[" * 9_000, "rows:3")
