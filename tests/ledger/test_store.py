"""Keeping and finding again, on both stores."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from benchmarks.reports import HAND, MACHINE, Report, heard

from sayso.answers.store import Ledger, open_ledger
from sayso.errors import EmptyInput, MalformedRecord, Unreadable
from sayso.exports.parquet import write_kept
from sayso.ledger import bulk
from sayso.ledger.batch import Addition
from sayso.ledger.scope import Axis, Query
from sayso.ledger.writing import Review, Tie
from sayso.records import Claim, Coder, from_json, to_json
from tests.ledger import stories
from tests.ledger.conftest import Ticking


def keep(ledger: Ledger, *reports: Report, coder: Coder = MACHINE, text: bool = True) -> list[bool]:
    """Adds reports as `sayso add` does: under the id of their page."""
    with ledger.writing("test", "0", keep_text=text) as run:
        results = []
        for report in reports:
            article = run.named(report.article)
            claims = [replace(c, article_id=article.id, coder=coder) for c in report.claims]
            results.append(run.add(article, claims, coder))
    return results


def kept(ledger: Ledger, axis: Axis | None = None, *, everything: bool = False) -> list[Claim]:
    return [from_json(row["json"], Claim) for row in ledger.claim_rows(axis, everything=everything)]


def page(day: str, text: str, modified: str | None = None, name: str = "page") -> Report:
    report = Report(name, day, text, modified=modified, url="https://example.org/story?utm_source=x#top")
    number = 500 if "500" in text else 2000
    return report.moves(
        "soldiers are in Syria", "remain", "Syria", by="Pentagon", status="ongoing", number=(number, "total")
    )


FIRST = page("2024-05-01", "About 500 soldiers are in Syria, the Pentagon said.", name="page-a")
EDITED = page("2024-05-01", "About 2,000 soldiers are in Syria, the Pentagon said.", "2024-05-02", name="page-b")


def test_what_was_kept_comes_back_byte_for_byte(ledger: Ledger) -> None:
    reports = stories.armenia()
    keep(ledger, *reports)
    assert [to_json(c) for c in kept(ledger)] == [to_json(c) for r in reports for c in r.claims]


def test_adding_twice_changes_nothing(ledger: Ledger) -> None:
    assert keep(ledger, *stories.syria()) == [True] * 8
    before = ledger.sizes()
    assert keep(ledger, *stories.syria()) == [False] * 8
    assert ledger.sizes() == before


def test_the_same_story_twice_in_one_transaction_is_kept_once(ledger: Ledger) -> None:
    report = stories.syria()[0]
    entry = Addition(report.article, MACHINE, tuple(report.claims))
    with ledger.writing("test", "0") as run:
        assert run.add_all([entry, entry]) == 1
    assert ledger.sizes()["claims"] == 1


def test_the_store_answers_as_the_pure_function_does(ledger: Ledger) -> None:
    keep(ledger, *stories.syria())
    for query in (
        Query("USA", "SYR"),
        Query("USA", "SYR", as_of="2019-03-01"),
        Query("USA", "SYR", known_by="2019-01-01"),
        Query(None, "Manbij"),
        Query("American", "Syria", kind="forces"),
    ):
        from_rows, pure = ledger.assertions(query), list(heard(*stories.syria()))
        assert {a.claim for a in from_rows} <= {a.claim for a in pure}
        found = ledger.presence(query)
        assert found.entries
        assert [(e.place, [(t.side, t.spans) for t in e.tracks]) for e in found.entries] == _pure(query)


def _pure(query: Query) -> list[object]:
    from sayso.answers.presence import presence  # noqa: PLC0415

    return [(e.place, [(t.side, t.spans) for t in e.tracks]) for e in presence(heard(*stories.syria()), query).entries]


def test_an_edited_page_is_one_article_with_two_versions_each_known_in_its_time(ledger: Ledger) -> None:
    keep(ledger, FIRST, EDITED)
    rows = ledger.articles().to_pylist()
    assert [(r["known"], r["basis"]) for r in rows] == [("2024-05-01", "published"), ("2024-05-02", "modified")]
    assert len({r["article_id"] for r in rows}) == 1
    assert rows[1]["supersedes"] == rows[0]["version"]

    def numbers(known_by: str | None) -> list[float | None]:
        return [s.value for e in ledger.presence(Query("USA", "SYR", known_by=known_by)).entries for s in e.strengths]

    assert numbers("2024-05-01") == [500]
    assert numbers("2024-05-02") == [2000]
    assert numbers(None) == [2000]


def test_the_difference_between_versions_is_told_in_their_words(ledger: Ledger) -> None:
    keep(ledger, FIRST, EDITED)
    (change,) = ledger.changes("page-a")
    assert change.out is not None
    assert change.into is not None
    assert [w.text for w in change.out] == [" 500"]
    assert [w.text for w in change.into] == [" 2,000"]
    assert all(FIRST.text[w.start : w.end] == w.text for w in change.out)
    assert all(EDITED.text[w.start : w.end] == w.text for w in change.into)


def test_a_brief_since_a_day_lists_the_edit(ledger: Ledger) -> None:
    keep(ledger, FIRST, EDITED)
    from sayso.answers.question import AskedKeys  # noqa: PLC0415

    found = ledger.brief(AskedKeys(places=("SYR",), since="2024-05-01"))
    (edit,) = found.edits
    assert edit.known == "2024-05-02"
    assert ["500 troops" in said for said in edit.dropped] == [True]
    assert ["2000 troops" in said.replace(",", "") for said in edit.added] == [True]


def test_a_page_that_returns_to_its_older_text_is_current_again(ledger: Ledger) -> None:
    back = page("2024-05-01", FIRST.text, "2024-05-03", name="page-a")
    keep(ledger, FIRST, EDITED, back)
    values = [c.movement.strength.value for c in kept(ledger) if c.movement and c.movement.strength]
    assert values == [500]
    assert keep(ledger, EDITED, FIRST) == [False, False]
    assert [c.movement.strength.value for c in kept(ledger) if c.movement and c.movement.strength] == [500]


def test_a_later_version_without_a_date_of_its_edit_counts_from_its_recording(ledger: Ledger) -> None:
    silent = page("2024-05-01", "Now 2,000 soldiers are in Syria.", name="page-a")
    keep(ledger, FIRST, silent)
    assert [(r["known"], r["basis"]) for r in ledger.articles().to_pylist()] == [
        ("2024-05-01", "published"),
        ("2024-06-01", "recorded"),
    ]


def test_an_article_without_a_date_counts_from_its_recording(ledger: Ledger) -> None:
    keep(
        ledger,
        Report("undated", None, "Soldiers are in Syria.").moves("are in Syria", "remain", "Syria", status="ongoing"),
    )
    assert ledger.presence(Query("USA", "SYR", known_by="2024-05-31")).entries == ()
    assert ledger.presence(Query("USA", "SYR", known_by="2024-06-01")).entries


def test_recorded_by_gives_what_this_ledger_said_then(where: str) -> None:
    clock = Ticking("2024-06-01T00:00:00+00:00")
    with open_ledger(where, create=True, clock=clock) as ledger:
        keep(ledger, FIRST)
        clock.now = clock.now.replace(day=10)
        keep(ledger, EDITED)
        before, after = (ledger.presence(Query("USA", "SYR", recorded_by=day)) for day in ("2024-06-09", "2024-06-10"))
    assert [s.value for e in before.entries for s in e.strengths] == [500]
    assert [s.value for e in after.entries for s in e.strengths] == [2000]


def test_a_better_coder_overtakes_and_a_person_stands_beside(ledger: Ledger) -> None:
    report = stories.syria()[0]
    keep(ledger, report)
    keep(ledger, report, coder=Coder("test-rules", "2", "def"))
    keep(ledger, report, coder=HAND)
    assert [c.coder.name + c.coder.version for c in kept(ledger)] == ["test-rules2", "human:tester1"]
    assert len(kept(ledger, everything=True)) == 3
    assert len({c.id for c in kept(ledger, everything=True)}) == 1


def test_a_person_may_add_claims_to_an_article_one_by_one(ledger: Ledger) -> None:
    report = stories.syria()[3]
    for claim in report.claims:
        with ledger.writing("test", "0") as run:
            run.add(report.article, [replace(claim, coder=HAND)], HAND)
    assert len(kept(ledger)) == 2


def test_without_text_offsets_hashes_and_evidence_are_kept(ledger: Ledger) -> None:
    report = stories.syria()[0]
    keep(ledger, report, text=False)
    (row,) = ledger.articles().to_pylist()
    assert row["text"] is None
    assert row["version"] == report.article.version
    assert kept(ledger)[0].evidence[0].text == "are serving in Syria"
    with ledger.reading() as connection:
        assert report.text not in str(list(connection.exec_driver_sql("SELECT record FROM articles")))


def test_rejects_are_noted_once(ledger: Ledger) -> None:
    for _ in range(2):
        with ledger.writing("test", "0") as run:
            run.reject(EmptyInput("a.txt", "00ff"))
    with ledger.reading() as connection:
        rows = connection.exec_driver_sql("SELECT source, stage, reason, digest FROM rejects").fetchall()
    assert [tuple(r) for r in rows] == [("a.txt", "intake", "empty", "00ff")]


def test_ties_hold_until_undone_and_are_not_repeated(ledger: Ledger) -> None:
    tie = Tie("copy", "a", "group-1", "9 of 10 sentences", "copies/1")
    with ledger.writing("test", "0") as run:
        assert run.tie([tie, tie]) == 1
        assert run.tie([tie]) == 0
    assert [t["target"] for t in ledger.ties("copy", ["a"])] == ["group-1"]
    with ledger.writing("test", "0") as run:
        assert run.tie([replace(tie, holds=False, reason="a person looked")]) == 1
    assert ledger.ties("copy") == []


def test_reviews_are_appended_and_none_is_rewritten(ledger: Ledger) -> None:
    said = [("ann", "reject"), ("bob", "accept"), ("ann", "accept")]
    with ledger.writing("test", "0") as run:
        for who, verdict in said:
            run.review([Review("c1", "test-rules/1/abc", who, verdict)])
    assert [(r["reviewer"], r["verdict"]) for r in ledger.review_rows("c1")] == said
    assert ledger.review_rows("c2") == []


def test_a_run_that_ends_says_what_it_did(ledger: Ledger) -> None:
    keep(ledger, *stories.niger())
    with ledger.reading() as connection:
        rows = connection.exec_driver_sql("SELECT articles, claims, unchanged, rejects FROM run_ends").fetchall()
    assert [tuple(r) for r in rows] == [(3, 7, 0, 0)]


def test_parquet_carries_a_ledger_into_another(ledger: Ledger, tmp_path: Path, clock: Ticking) -> None:
    keep(ledger, FIRST, EDITED, *stories.armenia())
    file = tmp_path / "claims.parquet"
    with file.open("wb") as stream:
        write_kept(ledger.claim_rows(everything=True), stream)
    assert pq.read_metadata(file).num_rows == ledger.sizes()["claims"]
    with open_ledger(tmp_path / "other", create=True, clock=clock) as other:
        for _ in range(2):
            with other.writing("test", "0") as run:
                for batch in bulk.entries(file):
                    run.add_all(batch)
        assert [to_json(c) for c in kept(other)] == [to_json(c) for c in kept(ledger)]
        query = Query("RUS", "ARM", known_by="2024-05-10")
        assert other.presence(query).entries == ledger.presence(query).entries
        assert [r["known"] for r in other.articles().to_pylist()] == [r["known"] for r in ledger.articles().to_pylist()]


def test_parquet_that_holds_no_claims_is_refused(tmp_path: Path) -> None:
    wrong, torn = tmp_path / "wrong.parquet", tmp_path / "torn.parquet"
    torn.write_bytes(b"PAR1 and then nothing")
    import pyarrow as pa  # noqa: PLC0415

    pq.write_table(pa.table({"id": ["a"]}), wrong)
    with pytest.raises(Unreadable, match=r"torn\.parquet"):
        list(bulk.entries(torn))
    with pytest.raises(MalformedRecord, match=r"wrong\.parquet:1"):
        list(bulk.entries(wrong))


def test_arrow_tables_have_the_records_columns(ledger: Ledger) -> None:
    keep(ledger, *stories.syria())
    table = ledger.claims()
    assert table.num_rows == ledger.sizes()["claims"]
    assert {"id", "act", "status", "movement", "attribution", "article"} <= set(table.column_names)
    assert table["article"][0].as_py()["known"] == "2017-06-15"
    spans = ledger.presence_table(Query("USA", "SYR"))
    assert "absent" in spans["state"].to_pylist()
    assert ledger.claims(Axis(known_by="2000-01-01")).num_rows == 0
