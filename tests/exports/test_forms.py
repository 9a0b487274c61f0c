"""Every form in which a ledger is written out, opened by another program; what can be read back is read back."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import duckdb
import geojson
import pandas as pd
import prov.model
import pytest

from sayso.answers.store import Ledger
from sayso.errors import MalformedRecord
from sayso.exports.cells import read_csv
from sayso.exports.interchange import gdelt, ged, polecat
from sayso.exports.interchange.countries import alpha_2, fips
from sayso.exports.interchange.losses import HAS, Losses
from sayso.exports.interchange.prov import read_chains
from sayso.exports.ledger import FORMS
from sayso.ledger.scope import Axis
from sayso.records import Claim, from_json
from sayso.resources import table

FORMULA = '=HYPERLINK("x")'
WHOLE = ("jsonl", "parquet")


def written(ledger: Ledger, form: str, axis: Axis | None = None) -> tuple[bytes, Losses | None]:
    stream = io.BytesIO()
    report = FORMS[form].write(ledger, axis or Axis(), False, stream)
    return stream.getvalue(), report


def file(ledger: Ledger, form: str, folder: Path) -> str:
    path = folder / f"out.{form}"
    path.write_bytes(written(ledger, form)[0])
    return str(path)


def claims(ledger: Ledger) -> list[Claim]:
    return [from_json(row["json"], Claim) for row in ledger.claim_rows()]


def test_duckdb_reads_the_whole_claims_from_lines_and_from_parquet(shelf: Ledger, tmp_path: Path) -> None:
    lines = duckdb.read_json(file(shelf, "jsonl", tmp_path), format="newline_delimited", columns={"id": "VARCHAR"})
    table = duckdb.read_parquet(file(shelf, "parquet", tmp_path))
    assert sorted(lines.fetchall()) == sorted((c.id,) for c in claims(shelf))
    deaths = table.filter("act = 'ASSAULT'").project("article_id, quantities[1].value AS n").order("article_id")
    assert deaths.fetchall() == [("odd", None), ("raid-1", 12.0), ("raid-2", 15.0)]


def test_pandas_reads_one_row_a_claim(shelf: Ledger, tmp_path: Path) -> None:
    table = pd.read_csv(file(shelf, "csv", tmp_path), keep_default_na=False)
    assert list(table["id"]) == [c.id for c in claims(shelf)]
    raid = table[table["article_id"] == "raid-1"].iloc[0]
    told = ("Tessit", "2024-03-01", "12.0", "AFP ← Malian army")
    assert tuple(raid[["place", "time", "killed", "chain"]]) == told


def test_pandas_reads_one_row_a_happening_with_figures_origins_and_sides(shelf: Ledger, tmp_path: Path) -> None:
    table = pd.read_csv(file(shelf, "happenings", tmp_path), keep_default_na=False)
    raid = table[table["place"] == "Tessit"]
    assert len(raid) == 1
    row = raid.iloc[0]
    told = tuple(row[["date", "killed_low", "killed_best", "killed_high"]])
    assert told == ("2024-03-01", "12.0", "12.0", "15.0")
    assert (row["pages"], row["origins_high"]) == (2, 2)
    assert set(row["origins"].split("; ")) == {"Malian army", "hospital source"}
    assert sum(len(c.split("; ")) for c in table["claims"]) == len({c.id for c in claims(shelf)})


def test_pages_read_are_the_denominators(shelf: Ledger, tmp_path: Path) -> None:
    table = duckdb.read_csv(file(shelf, "pages", tmp_path))
    assert table.aggregate("sum(pages), sum(with_claims)").fetchall() == [(16, 16)]
    assert table.filter("day = '2024-05-09'").project("publisher, pages").fetchall() == [("Test Wire", 2)]


def test_polecat_has_its_forty_columns_and_is_read_back(shelf: Ledger, tmp_path: Path) -> None:
    path = file(shelf, "polecat", tmp_path)
    table = pd.read_csv(path, sep="\t", keep_default_na=False, quoting=3)
    assert len(table.columns) == 40
    back = list(polecat.read(io.BytesIO(Path(path).read_bytes())))
    assert [row["Event ID"] for row in back] == list(table["Event ID"])
    raid = next(row for row in back if row["Event Date"] == "2024-03-01")
    assert (raid["Intensity"], raid["Quad Code"], raid["Primary Actor Sector"]) == ("-9", "MATERIAL CONFLICT", "REB")
    assert (raid["Latitude"], raid["Placename"], raid["Wikipedia Actor ID"]) == ("15.25", "Tessit", None)


def test_polecat_files_as_they_were_published_are_read() -> None:
    names = ["Event Intensity" if name == "Intensity" else name for name in polecat.COLUMNS]
    head = "\t".join([*names, "Headline", "Event Text", "Feed", "Story ID"])
    row = "\t".join([*["None"] * 7, "São Tomé", *["None"] * 32, "", ""])
    (found,) = polecat.read(io.BytesIO(f"{head}\r\n{row}\r\n".encode("iso-8859-1")))
    assert (found["Actor Name"], found["Event ID"]) == ("São Tomé", None)
    with pytest.raises(MalformedRecord, match="missing: Event Date"):
        list(polecat.read(io.BytesIO(b"Event ID\tEvent Type\n")))
    with pytest.raises(MalformedRecord, match="2 columns, not 40"):
        list(polecat.read(io.BytesIO(("\t".join(polecat.COLUMNS) + "\na\tb\n").encode())))


def test_gdelt_events_and_mentions_hang_together(shelf: Ledger, tmp_path: Path) -> None:
    both = {form: pd.read_csv(file(shelf, form, tmp_path), sep="\t", header=None, dtype=str, quoting=3)
            for form in ("gdelt", "gdelt-mentions")}  # fmt: skip
    assert [len(t.columns) for t in both.values()] == [61, 16]
    assert set(both["gdelt-mentions"][0]) == set(both["gdelt"][0])
    raid = next(r for r in gdelt.read_events(io.BytesIO(written(shelf, "gdelt")[0])) if r["Day"] == "20240301")
    assert (raid["EventRootCode"], raid["QuadClass"], raid["NumMentions"], raid["NumArticles"]) == ("19", "4", "2", "2")
    assert (raid["Actor2CountryCode"], raid["ActionGeo_CountryCode"]) == ("MLI", "ML")
    told = [m for m in gdelt.read_mentions(io.BytesIO(written(shelf, "gdelt-mentions")[0]))
            if m["GLOBALEVENTID"] == raid["GLOBALEVENTID"]]  # fmt: skip
    assert [m["MentionIdentifier"] for m in told] == ["https://news.example/raid-1", "https://news.example/raid-2"]


def test_what_a_form_could_only_show_as_done_is_left_out_and_counted(shelf: Ledger) -> None:
    untrue = {c.id for c in claims(shelf) if c.status in ("denied", "possible")}
    assert untrue
    for form in ("polecat", "gdelt-mentions", "ftm"):
        raw, report = written(shelf, form)
        assert not [i for i in untrue if i.encode() in raw], form
        assert report is not None
        assert sum(report.dropped.values()) + report.claims == len(claims(shelf)), form


def test_ged_has_its_columns_codes_and_order_of_figures(shelf: Ledger, tmp_path: Path) -> None:
    table = duckdb.read_csv(file(shelf, "ged", tmp_path), header=True)
    assert table.columns == list(ged.COLUMNS)
    raid = table.filter("where_coordinates = 'Tessit'")
    codes = raid.project("date_prec, where_prec, type_of_violence, low, best, high")
    assert codes.fetchall() == [(1, 1, 1, 12, 12, 15)]
    raw = written(shelf, "ged")[0]
    without_head = raw.split(b"\n", 1)[1]
    assert list(ged.read(io.BytesIO(raw))) == list(ged.read(io.BytesIO(without_head)))


@pytest.mark.parametrize(("days", "code"), [
    (("2024-03-01", "2024-03-01"), 1), (("2024-03-01", "2024-03-04"), 2), (("2024-03-01", "2024-03-31"), 4),
    (("2024-01-01", "2024-12-31"), 5), (("2020-01-01", "2024-12-31"), None), ((None, "2024-03-01"), None),
])  # fmt: skip
def test_ged_codes_how_exactly_a_day_is_known(days: tuple[str | None, str], code: int | None) -> None:
    assert ged.date_precision(*days) == code


def test_geojson_is_valid_and_pins_only_what_the_text_supports(shelf: Ledger) -> None:
    found = geojson.loads(written(shelf, "geojson")[0])
    assert found.is_valid
    by_id = {f["id"]: f for f in found["features"]}
    assert set(by_id) == {c.id for c in claims(shelf)}
    pinned = [f for f in found["features"] if f["geometry"]]
    assert {(f["properties"]["article"], tuple(f["geometry"]["coordinates"])) for f in pinned} == {
        ("raid-1", (0.35, 15.25)), ("raid-2", (0.35, 15.25))
    }  # fmt: skip


def test_prov_is_read_by_another_library_and_gives_the_chains_back(shelf: Ledger) -> None:
    raw = written(shelf, "prov")[0]
    document = prov.model.ProvDocument.deserialize(content=raw.decode(), format="json")
    sources = [r for r in document.get_records(prov.model.ProvDerivation) if "PrimarySource" in str(r.attributes)]
    assert sources
    told = {c.id: tuple(x.name or x.text or "" for x in c.attribution) for c in claims(shelf)}
    assert dict(read_chains(io.BytesIO(raw))) == told


def test_followthemoney_accepts_every_entity(shelf: Ledger) -> None:
    model: Any = pytest.importorskip(
        "followthemoney", reason="followthemoney (below 3.8.3) is not installed; newer ones need ICU's headers to build"
    ).model
    rows = [json.loads(line) for line in written(shelf, "ftm")[0].splitlines()]
    for row in rows:
        proxy = model.get_proxy(row)
        assert {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()} == {
            name: sorted(values) for name, values in row["properties"].items()
        }
        proxy.schema.validate(row)  # raises where a value is none of its type


def test_entities_of_followthemoney_point_at_entities_of_the_file(shelf: Ledger) -> None:
    rows = {row["id"]: row for row in map(json.loads, written(shelf, "ftm")[0].splitlines())}
    events = [row["properties"] for row in rows.values() if row["schema"] == "Event"]
    assert {key for event in events for key in (*event["proof"], *event.get("involved", ()))} <= set(rows)
    raid = next(e for e in events if e.get("date") == ["2024-03-01"])
    assert (raid["name"], raid["country"], raid["description"]) == (
        ["ASSAULT firearms: Gunmen"], ["ml"], ["On whose say-so: AFP ← Malian army"]
    )  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "happenings", "ged", "polecat", "gdelt"])
def test_no_cell_is_a_formula(shelf: Ledger, form: str) -> None:
    text = written(shelf, form)[0].decode()
    rows = [line.split("\t") for line in text.split("\n")] if form in ("polecat", "gdelt") else pd.read_csv(
        io.StringIO(text), keep_default_na=False, dtype=str).values.tolist()  # fmt: skip
    cells = [cell for row in rows for cell in row]
    numbers = [cell for cell in cells if _number(cell)]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@") and cell not in numbers]
    if form in ("csv", "ged", "polecat"):
        assert any(FORMULA in cell.replace('""', '"') for cell in cells)


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_a_defused_cell_is_read_back_as_it_was(shelf: Ledger) -> None:
    rows = read_csv(io.BytesIO(written(shelf, "csv")[0]))
    odd = next(row for row in rows if row["article_id"] == "odd")
    assert odd["actors"] == f"{FORMULA}\tof\nnowhere"


@pytest.mark.parametrize("form", [name for name in FORMS if name not in WHOLE])
def test_a_report_of_losses_counts_the_claims_that_had_something_there(shelf: Ledger, form: str) -> None:
    report = written(shelf, form)[1]
    assert report is not None
    assert set(report.lost) <= set(HAS)
    for name, n in report.counts.items():
        assert 0 < n <= report.claims, name
    if form == "polecat":
        assert report.counts["attribution"] == report.claims
        assert any(line.startswith("attribution: only the publisher") for line in report.lines())


def test_every_country_of_the_tables_has_its_codes() -> None:
    known = {row["code"] for row in table("countries.csv")}
    assert known == set(alpha_2())
    assert known - set(fips()) == {"PSE"}
    assert len(set(fips().values())) == len(fips())


@pytest.mark.parametrize("form", FORMS)
def test_known_by_holds_for_every_form(shelf: Ledger, form: str) -> None:
    if form == "parquet":
        known = duckdb.from_arrow(shelf.claims(Axis(known_by="2017-12-31")))
        assert known.aggregate("count(*)").fetchall() == [(2,)]
        return
    raw = written(shelf, form, Axis(known_by="2017-12-31"))[0]
    assert b"2024-05-09" not in raw
    assert b"armenia" not in raw
