"""A claim is cited, and the citation checked on a machine without the ledger."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from benchmarks.reports import HAND, Report
from bibtexparser.entrypoint import parse_string
from click.testing import CliRunner, Result

from sayso.answers.store import open_ledger
from sayso.cli import main
from tests.exports.conftest import raids
from tests.ledger.test_store import keep

CLAIM = raids()[0].claims[0]
TEXT = raids()[0].text


def sayso(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def kept(tmp_path: Path) -> str:
    with open_ledger(tmp_path / "kept", create=True) as ledger:
        keep(ledger, *raids(), coder=HAND)
    return str(tmp_path / "kept")


def bundled(kept: str, *options: str) -> Path:
    path = Path(kept).parent / "claim.json"
    done = sayso("cite", CLAIM.id, "--format", "bundle", "-o", str(path), "--ledger", kept, *options)
    assert done.exit_code == 0, done.stderr
    return path


def test_a_footnote_names_page_words_chain_and_what_it_is_checked_by(kept: str) -> None:
    note = sayso("cite", CLAIM.id[:8], "--ledger", kept).stdout
    seal = json.loads(bundled(kept).read_text(encoding="utf-8"))["sha256"]
    start, end = CLAIM.predicate.start, CLAIM.predicate.end
    for piece in ("Test Wire, “Report raid-1”, 2024-03-02", f"“killed” ({start}–{end})", "AFP ← Malian army",
                  "ASSAULT firearms, done", f"claim {CLAIM.id}", f"bundle {seal[:16]}"):  # fmt: skip
        assert piece in note


def test_csl_and_bibtex_say_the_same(kept: str) -> None:
    (item,) = json.loads(sayso("cite", CLAIM.id, "--format", "csl", "--ledger", kept).stdout)
    entry = parse_string(sayso("cite", CLAIM.id, "--format", "bibtex", "--ledger", kept).stdout)
    assert not entry.failed_blocks
    fields = {name: field.value for name, field in entry.entries[0].fields_dict.items()}
    assert item["issued"] == {"date-parts": [[2024, 3, 2]]}
    assert (fields["date"], fields["url"], fields["title"]) == ("2024-03-02", item["URL"], item["title"])
    assert CLAIM.id in fields["note"]
    assert CLAIM.id in item["note"]


def test_bibtex_takes_a_title_that_would_break_it(tmp_path: Path) -> None:
    page = raids()[0]
    odd = Report("a{b}_c & 100%", page.published, page.text, claims=list(page.claims))
    with open_ledger(tmp_path / "odd", create=True) as ledger:
        keep(ledger, odd, coder=HAND)
    done = sayso("cite", CLAIM.id, "--format", "bibtex", "--ledger", str(tmp_path / "odd"))
    assert done.stdout.count("{") - done.stdout.count(r"\{") == done.stdout.count("}") - done.stdout.count(r"\}")
    assert r"Report a\{b\}\_c \& 100\%" in done.stdout


def test_a_bundle_holds_without_the_ledger(kept: str) -> None:
    path = bundled(kept)
    page = path.with_name("page.txt")
    page.write_text(TEXT, encoding="utf-8")
    shutil.rmtree(kept)
    done = sayso("verify", str(path))
    assert (done.exit_code, "holds (seal, id and evidence)" in done.stdout) == (0, True)
    assert "and every span" in sayso("verify", str(path), "--text", str(page)).stdout
    page.write_text(TEXT.replace("12", "13"), encoding="utf-8")
    other = sayso("verify", str(path), "--text", str(page))
    assert other.exit_code == 1
    assert "the text has '13 soldiers', and the claim '12 soldiers'" in other.stderr


def test_the_text_in_a_bundle_leaves_its_seal_and_is_checked(kept: str) -> None:
    bare = json.loads(bundled(kept).read_text(encoding="utf-8"))
    path = bundled(kept, "--with-text")
    held = json.loads(path.read_text(encoding="utf-8"))
    assert (held["article"]["text"], held["sha256"]) == (TEXT, bare["sha256"])
    held["article"]["text"] = TEXT.replace("Tessit", "Timbuk")
    path.write_text(json.dumps(held), encoding="utf-8")
    done = sayso("verify", str(path))
    assert done.exit_code == 1
    assert "the text is version" in done.stderr


@pytest.mark.parametrize(("change", "told"), [
    (lambda b: b["claim"].update(status="denied"), "something was changed"),
    (lambda b: b["article"].update(version="0" * 16), "is not that of these words"),
    (lambda b: b["evidence"][0].update(text="wounded"), "the evidence is not the claim's"),
    (lambda b: b["claim"].pop("act"), "does not hold what it must"),
    (lambda b: b["ledger"].update(claims=99), "something was changed"),
])  # fmt: skip
def test_a_changed_bundle_is_told(kept: str, change, told: str) -> None:  # type: ignore[no-untyped-def]
    path = bundled(kept)
    held = json.loads(path.read_text(encoding="utf-8"))
    change(held)
    path.write_text(json.dumps(held), encoding="utf-8")
    done = sayso("verify", str(path))
    assert done.exit_code == 1
    assert told in done.stderr


def test_the_ledgers_state_moves_with_every_claim(kept: str) -> None:
    before = json.loads(bundled(kept).read_text(encoding="utf-8"))["ledger"]
    again = json.loads(bundled(kept).read_text(encoding="utf-8"))["ledger"]
    other = Report("later", "2024-03-09", TEXT)
    other.moves("killed", "leave", "Niger")
    with open_ledger(kept, create=True) as ledger:
        keep(ledger, other)
    after = json.loads(bundled(kept).read_text(encoding="utf-8"))["ledger"]
    assert before == again
    assert (after["claims"], after["sha256"] == before["sha256"]) == (before["claims"] + 1, False)


def test_what_cannot_be_cited_or_read_is_told_in_a_sentence(kept: str, tmp_path: Path) -> None:
    none = sayso("cite", "ffffffff", "--ledger", kept)
    assert (none.exit_code, "no such claim" in none.stderr) == (2, True)
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    wrong = sayso("verify", str(tmp_path / "x.json"))
    assert (wrong.exit_code, "no bundle of sayso cite" in wrong.stderr) == (1, True)
    assert sayso("verify", str(tmp_path / "absent.json")).exit_code == 1
