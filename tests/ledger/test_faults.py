"""What a ledger does with what it cannot take: refused by name, the rest kept, the run's end noted; on both stores."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import sayso
from sayso.answers.arrow import SCHEMA, claims_table
from sayso.answers.store import Ledger, open_ledger
from sayso.cli import main
from sayso.errors import InputRejected
from sayso.ledger import bulk
from sayso.ledger.writing import Run
from sayso.records import Article


def test_a_run_has_an_end_however_it_ends(ledger: Ledger) -> None:
    def broken(error: BaseException) -> None:
        with ledger.writing("test", "0") as run:
            run.reject(InputRejected("a.txt", f"refused before {error!r}"))
            raise error

    for error in (RuntimeError("broke"), KeyboardInterrupt(), MemoryError()):
        with pytest.raises(type(error)):
            broken(error)
    with ledger.reading() as connection:
        ends = connection.exec_driver_sql("SELECT run, rejects FROM run_ends ORDER BY run").fetchall()
        assert [tuple(row) for row in ends] == [(1, 1), (2, 1), (3, 1)]


def test_what_no_database_takes_is_refused_and_the_rest_kept(where: str, tmp_path: Path) -> None:
    texts = {"a": "France expelled two\0 envoys on Monday.", "b": "France expelled two envoys on Monday."}
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps({"id": n, "text": text}) for n, text in texts.items()), encoding="utf-8"
    )
    odd = tmp_path / os.fsdecode(b"\xff.pdf")
    odd.write_text("x", encoding="utf-8")
    done = CliRunner().invoke(main, ["add", str(odd), str(tmp_path / "a.jsonl"), "--ledger", where])
    assert done.exit_code == 1, done.output
    with open_ledger(where) as ledger, ledger.reading() as connection:
        rows = [
            tuple(r) for r in connection.exec_driver_sql("SELECT source, reason FROM rejects ORDER BY n").fetchall()
        ]
        assert rows == [(str(tmp_path / "\\xff.pdf"), "damaged"), (f"{tmp_path / 'a.jsonl'}:1", "not-text")]
        assert ledger.articles()["article_id"].to_pylist() == ["b"]


def test_an_article_that_the_database_refuses_is_rejected_alone(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an address too long for PostgreSQL's index: whatever the store says of one article's rows is that
    article's."""
    text = "France expelled two envoys on Monday, the ministry said."
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps({"id": n, "text": f"{text} {n}."}) + "\n" for n in "abc"), encoding="utf-8"
    )
    add = Run.add

    def refused(run: Run, article: Article, *rest: Any) -> bool:
        return add(run, replace(article, title="b\0b") if article.id == "b" else article, *rest)

    if not where.startswith("postgresql"):
        pytest.skip("SQLite takes any text")
    monkeypatch.setattr(Run, "add", refused)
    done = CliRunner().invoke(main, ["add", str(tmp_path / "a.jsonl"), "--ledger", where])
    assert done.exit_code == 1
    assert f"rejected [keep/failed] {tmp_path / 'a.jsonl'}:2: keep failed on it (DataError" in done.stderr
    with open_ledger(where) as ledger:
        assert ledger.articles()["article_id"].to_pylist() == ["a", "c"]


def parquet_of(path: Path, *texts: str, group: int = 1_000) -> Path:
    """A file of claims as `sayso code` writes it, in row groups of `group`."""
    tables = [claims_table(sayso.code(text)) for text in texts]
    pq.write_table(pa.concat_tables(tables), path, row_group_size=group)
    return path


def test_a_damaged_page_of_a_parquet_file_costs_its_row_group(tmp_path: Path) -> None:
    texts = [
        f"France expelled {n} Russian diplomats on Monday, the foreign ministry said." for n in ("two", "three", "four")
    ]
    path = parquet_of(tmp_path / "c.parquet", *texts, group=1)
    at = pq.read_metadata(path).row_group(1).column(0).data_page_offset
    data = bytearray(path.read_bytes())
    data[at : at + 12] = b"\xff" * 12
    path.write_bytes(data)
    refused: list[InputRejected] = []
    kept = [entry for batch in bulk.entries(path, refused.append) for entry in batch]
    assert [e.reason for e in refused] == ["unreadable"]
    assert "c.parquet (row group 2 of 3)" in str(refused[0])
    assert [e.article.id for e in kept] == [sayso.code(texts[n])[0].article_id for n in (0, 2)]


def test_rows_of_a_parquet_file_that_are_no_claims_are_named_and_the_others_kept(tmp_path: Path) -> None:
    texts = [f"France expelled {n} Russian diplomats on Monday, the foreign ministry said." for n in ("two", "three")]
    table = pq.read_table(parquet_of(tmp_path / "c.parquet", *texts)).append_column("article", pa.array(["x", "y"]))
    pq.write_table(table, tmp_path / "article.parquet")
    refused: list[InputRejected] = []
    assert [e for batch in bulk.entries(tmp_path / "article.parquet", refused.append) for e in batch] == []
    assert [e.source for e in refused] == [f"{tmp_path / 'article.parquet'}:1", f"{tmp_path / 'article.parquet'}:2"]
    rows = pq.read_table(tmp_path / "c.parquet").to_pylist()
    rows[0]["predicate"]["end"] = 0
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), tmp_path / "span.parquet")
    done = CliRunner().invoke(main, ["add", str(tmp_path / "span.parquet"), "--ledger", str(tmp_path / "l")])
    assert done.exit_code == 1
    assert "span.parquet:1: not an article record: not a claim (span [" in done.stderr
    with open_ledger(tmp_path / "l") as ledger:
        assert ledger.sizes()["claims"] == 1
