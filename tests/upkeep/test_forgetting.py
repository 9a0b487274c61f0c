"""What is forgotten is gone from every file of the store, and does not come back unasked; the rest stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from sayso.answers.store import Ledger, open_ledger
from sayso.cli import main
from sayso.errors import Forgotten, InputRejected, LedgerBusy
from sayso.ledger import forgetting, opening
from sayso.ledger.schema import metadata
from sayso.linking.tying import place

SECRET = "Quillfeather"
"""A name that stands in one article alone."""
WHO = f"Foreign Minister Amina {SECRET}"
PAGES = {
    "one": f"NAIROBI, March 4 (Reuters) - Kenya sent 200 soldiers to Somalia on Friday, {WHO} said.",
    "two": "NAIROBI, May 2 (Reuters) - Kenya withdrew 90 soldiers from Somalia on Monday, Amina Wanjiru said.",
    "three": "ACCRA, May 2 (AFP) - Ghana expelled two French diplomats on Monday, the foreign ministry said.",
}


def sayso(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    rows = [{"id": name, "text": text, "published": "2023-05-03", "url": f"https://herald.example/{name}"}
            for name, text in PAGES.items()]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def kept(where: str, news: Path) -> str:
    assert sayso("add", str(news), "--ledger", where).exit_code == 0
    return where


def rows(where: str, *arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in sayso("export", *arguments, "--ledger", where).stdout.splitlines()]


def stored(where: str) -> Iterator[bytes]:
    """The bytes of every file that the store keeps its rows in."""
    if "://" not in where:
        yield from (p.read_bytes() for p in Path(where).rglob("*") if p.is_file())
        return
    made = opening.store(where)
    with made.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        asked = "SELECT oid FROM pg_class WHERE relkind IN ('r', 'i', 't') AND (relnamespace = "
        mine = f"{asked}(SELECT oid FROM pg_namespace WHERE nspname = current_schema()) OR relname = 'pg_statistic')"
        toast = f"SELECT reltoastrelid FROM pg_class WHERE oid IN ({mine}) AND reltoastrelid <> 0"
        files = f"SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM ({mine} UNION {toast}) AS t"
        yield from (bytes(row[0]) for row in connection.exec_driver_sql(files))
    made.engine.dispose()


def holding(where: str, words: str) -> int:
    return sum(words.lower().encode() in data.lower() for data in stored(where))


def ids(where: str) -> list[str]:
    with open_ledger(where) as ledger:
        return [row["article_id"] for row in ledger.claim_rows()]


def test_nothing_of_it_is_left_in_any_file(kept: str) -> None:
    claim = str(rows(kept)[0]["id"])
    assert sayso("review", claim, "--by", "ann", "--reject", "--note", f"not {SECRET}", "--ledger", kept).exit_code == 0
    with open_ledger(kept) as ledger, ledger.writing("test", "0") as run:
        run.reject(InputRejected("feed:9", f"broke on 'sent 200 soldiers to Somalia on' by {SECRET}"))
        run.reject(InputRejected("feed:10", "broke on something else"))
    assert holding(kept, SECRET)
    done = sayso("forget", "one", "--note", "takedown", "--ledger", kept)
    assert done.exit_code == 0, done.output
    assert "forgot one: 1 version, 1 claim, 1 review" in done.stderr
    assert json.loads(done.stdout)["claims"] == [claim]
    assert holding(kept, SECRET) == 0
    assert holding(kept, "herald.example/one") == 0
    assert set(ids(kept)) == {"two", "three"}
    with open_ledger(kept) as ledger, ledger.reading() as connection:
        assert connection.scalar(sa.select(metadata.tables["rejects"].c.source)) == "feed:10"


def test_the_tombstone_has_id_and_hash_and_the_ledgers_digests(kept: str) -> None:
    before = json.loads(sayso("cite", str(rows(kept)[0]["id"]), "--format", "bundle", "--ledger", kept).stdout)
    stone = json.loads(sayso("forget", "one", "--ledger", kept).stdout)
    after = json.loads(sayso("cite", str(rows(kept)[0]["id"]), "--format", "bundle", "--ledger", kept).stdout)
    assert (stone["article_id"], stone["versions"]) == ("one", [before["article"]["version"]])
    assert stone["ledger_before"] == before["ledger"]["sha256"]
    assert stone["ledger_after"] == after["ledger"]["sha256"]


def test_a_forgotten_claim_is_told_as_such(kept: str) -> None:
    claim = str(rows(kept)[0]["id"])
    sayso("forget", "one", "--ledger", kept)
    for asked in (("cite", claim), ("review", claim, "--by", "ann", "--accept")):
        done = sayso(*asked, "--ledger", kept)
        assert done.exit_code == 2
        assert "is gone: the ledger was asked on" in done.stderr


def test_it_does_not_come_back_by_id_by_address_or_by_text(kept: str, tmp_path: Path) -> None:
    sayso("forget", "one", "--ledger", kept)
    again = [{"id": "one", "text": "Another text of the same id."},
             {"id": "new", "text": f"{PAGES['one']} Updated.", "url": "https://herald.example/one?utm_source=x"},
             {"id": "reprint", "text": PAGES["one"]},
             {"id": "fresh", "text": "Kenya sent 300 soldiers to Somalia on Sunday, Nairobi said."}]  # fmt: skip
    path = tmp_path / "again.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in again), encoding="utf-8")
    done = sayso("add", str(path), "--ledger", kept)
    assert done.exit_code == 1
    assert done.stderr.count("rejected [keep/forgotten]") == 3
    assert "sayso forget --lift one" in done.stderr
    assert set(ids(kept)) == {"two", "three", "fresh"}
    assert holding(kept, SECRET) == 0


def test_claims_of_it_in_a_file_are_refused_and_the_others_kept(where: str, news: Path, tmp_path: Path) -> None:
    other, file = str(tmp_path / "other"), str(tmp_path / "claims.parquet")
    sayso("add", str(news), "--ledger", other)
    sayso("export", "--format", "parquet", "-o", file, "--ledger", other)
    sayso("add", str(news), "--ledger", where)
    sayso("forget", "one", "two", "--ledger", where)
    done = sayso("add", file, "--ledger", where)
    assert done.stderr.count("[keep/forgotten]") == 2
    assert ids(where) == ["three"]
    assert holding(where, SECRET) == 0


def test_a_page_of_the_same_words_that_was_kept_stays_and_is_named(kept: str, tmp_path: Path) -> None:
    path = tmp_path / "reprint.jsonl"
    path.write_text(json.dumps({"id": "reprint", "text": PAGES["one"]}), encoding="utf-8")
    sayso("add", str(path), "--ledger", kept)
    would = sayso("forget", "one", "--dry-run", "--ledger", kept)
    assert json.loads(would.stdout)["copies"] == ["reprint"]
    assert "one" in ids(kept)
    done = sayso("forget", "one", "--ledger", kept)
    assert "the same words stay on reprint" in done.stderr
    assert set(ids(kept)) == {"two", "three", "reprint"}
    assert sayso("add", str(path), "--ledger", kept).exit_code == 0


def test_forgetting_again_looks_once_more_and_lifting_lets_it_come_back(kept: str, news: Path) -> None:
    first = json.loads(sayso("forget", "one", "--ledger", kept).stdout)
    again = sayso("forget", "https://herald.example/one", "--ledger", kept)
    assert json.loads(again.stdout) == first
    assert "gone since" in again.stderr
    assert sayso("add", str(news), "--ledger", kept).exit_code == 1
    assert sayso("forget", "one", "--lift", "--ledger", kept).exit_code == 0
    assert sayso("add", str(news), "--ledger", kept).exit_code == 0
    assert set(ids(kept)) == {"one", "two", "three"}
    assert sayso("forget", "one", "--lift", "--ledger", kept).exit_code == 2
    sayso("forget", "one", "--ledger", kept)
    assert holding(kept, SECRET) == 0


def test_what_is_not_there_is_wrong_usage_and_takes_nothing(kept: str) -> None:
    done = sayso("forget", "two", "nobody", "--ledger", kept)
    assert done.exit_code == 2
    assert "no article 'nobody'" in done.stderr
    assert set(ids(kept)) == {"one", "two", "three"}


def test_links_are_as_if_it_had_never_come(where: str, tmp_path: Path) -> None:
    """Also for pages whose texts the ledger does not keep: they are known to the linker alone."""
    words = "The ministry in Accra said that two envoys must leave within days, and that talks go on. "
    texts = {f"p{n}": f"Ghana expelled {n} diplomats on Monday. {words * 3}" for n in range(3)}

    def tied(at: str, *names: str) -> set[tuple[str, str, str]]:
        path = tmp_path / "pages.jsonl"
        path.write_text("".join(json.dumps({"id": n, "text": texts[n]}) + "\n" for n in names), encoding="utf-8")
        sayso("add", str(path), "--no-text", "--ledger", at)
        with open_ledger(at) as ledger:
            return {(t["kind"], t["source"], t["target"]) for t in ledger.ties()}

    assert any(source == "p0" for _, source, _ in tied(where, "p0", "p1"))
    assert sayso("forget", "p0", "--ledger", where).exit_code == 0
    assert tied(where, "p2") == tied(str(tmp_path / "fresh"), "p1", "p2")


def test_a_reader_who_holds_the_log_is_told_of(ledger: Ledger, where: str, tmp_path: Path, news: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """While somebody reads on, SQLite cannot take the deleted pages out of its log: that is no success."""
    if "://" in where:
        return
    sayso("add", str(news), "--ledger", where)
    monkeypatch.setattr(opening, "WRITER_SECONDS", 1)
    with open_ledger(where) as reader, reader.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM articles").scalar()
        done = sayso("forget", "one", "--ledger", where)
        assert done.exit_code == 2
        assert "run it again later" in done.stderr
    assert sayso("forget", "one", "--ledger", where).exit_code == 0
    assert holding(where, SECRET) == 0


def test_a_run_that_was_killed_in_between_is_made_up_for(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_: object) -> None:
        raise LedgerBusy(kept)

    with monkeypatch.context() as patched:
        patched.setattr(forgetting, "scrub", killed)
        assert sayso("forget", "one", "--ledger", kept).exit_code == 2
    assert ids(kept) != []
    assert sayso("forget", "one", "--ledger", kept).exit_code == 0
    assert holding(kept, SECRET) == 0


def test_python_meets_the_error_by_its_name(kept: str) -> None:
    import sayso as package  # noqa: PLC0415

    sayso("forget", "one", "--ledger", kept)
    with open_ledger(kept) as ledger, ledger.writing("test", "0") as run:
        with pytest.raises(Forgotten) as caught:
            package.keep({"id": "one", "text": PAGES["one"]}, run)
        assert caught.value.article == "one"
        assert place(run).exists()
