"""A ledger is sampled, judged and audited, as a user does it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from benchmarks.reports import HAND, MACHINE, Report
from click.testing import CliRunner, Result

from sayso.answers.sampling import BY, Wanted, sample
from sayso.answers.store import Ledger, open_ledger
from sayso.cli import main
from sayso.judge.verdicts import COLUMN
from tests.ledger import stories
from tests.ledger.test_store import keep

TEXT = ("French soldiers are in Niger, Paris said. They left Mali and they left Chad in May.\n\nNobody knew why. "
        "It rained. A second paragraph told nothing new.")  # fmt: skip


def report() -> Report:
    return (Report("page", "2024-03-01", TEXT).moves("are in Niger", "remain", "Niger")
            .moves("left Mali", "leave", "Niger").moves("left Chad", "leave", "Niger"))  # fmt: skip


def silent() -> Report:
    return Report("silent", "2024-03-02", "=It rained in Paris. Nothing else happened.")


def sayso(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_sentences_without_a_claim_are_drawn_apart_and_claims_know_who_is_beside_them(ledger: Ledger) -> None:
    keep(ledger, report(), silent())
    with ledger.reading() as connection:
        drawn, shown = sample(connection, Wanted(3, 9, 1, "act"))
    assert {(s.name, s.size, s.drawn) for s in (*drawn.claims, *drawn.sentences)} == {
        ("claims: PRESENT", 1, 1), ("claims: RETREAT", 2, 2),
        ("sentences: of pages with claims", 3, 3), ("sentences: of pages without claims", 2, 2)}  # fmt: skip
    by_words = {s.claim.predicate.text: s for s in shown if s.claim}
    mali = by_words["left Mali"]
    assert (mali.sentence, mali.item.in_sentence) == ("They left Mali and they left Chad in May.", 2)
    assert [c.predicate.text for c in mali.others] == ["left Chad"]
    assert (mali.before, mali.after) == ("French soldiers are in Niger, Paris said.", "Nobody knew why.")
    assert {s.sentence for s in shown if not s.claim} == {
        "Nobody knew why.", "It rained.", "A second paragraph told nothing new.", "=It rained in Paris.",
        "Nothing else happened."}  # fmt: skip


def test_the_same_ledger_and_seed_give_the_same_sample_on_every_store(ledger: Ledger) -> None:
    keep(ledger, *stories.syria(), report())
    with ledger.reading() as connection:
        wanted = Wanted(9, 3, 5, "status")
        one, again = (sample(connection, wanted)[0] for _ in range(2))
        other = sample(connection, Wanted(9, 3, 6, "status"))[0]
    assert one == again
    assert one.id != other.id
    assert one.id == "69681ebe7daa085b"
    assert [i.claim for i in one.items] != [i.claim for i in other.items]


@pytest.mark.parametrize("by", BY)
def test_claims_are_put_into_strata_by_what_was_asked(ledger: Ledger, by: str) -> None:
    keep(ledger, *stories.syria())
    with ledger.reading() as connection:
        drawn = sample(connection, Wanted(50, 0, 1, by))[0]
    assert sum(s.size for s in drawn.claims) == len([i for i in drawn.items if i.unit == "claim"]) > 5


def test_people_are_not_audited_and_pages_without_text_are_told(tmp_path: Path) -> None:
    where = tmp_path / "kept"
    with open_ledger(where, create=True) as ledger:
        keep(ledger, report(), coder=HAND)
        keep(ledger, *stories.niger()[:1], coder=MACHINE, text=False)
    done = sayso("sample", "--ledger", where, "-o", tmp_path / "audit")
    drawn = json.loads((tmp_path / "audit" / "sample.json").read_text(encoding="utf-8"))
    assert (done.exit_code, drawn["textless"], drawn["pages"]) == (0, 1, 1)
    assert "no text is kept" in done.stderr
    assert {i["unit"] for i in drawn["items"]} == {"claim"}
    assert (tmp_path / "audit" / "first.csv").read_text(encoding="utf-8").count("test") == 0


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    with open_ledger(tmp_path / "kept", create=True) as ledger:
        keep(ledger, report(), silent(), *stories.syria())
    done = sayso("sample", "--ledger", tmp_path / "kept", "--claims", "9", "--sentences", "4", "--auditor", "ann",
                 "--auditor", "bob", "-o", tmp_path / "audit")  # fmt: skip
    assert done.exit_code == 0, done.stderr
    return tmp_path / "audit"


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def fill(path: Path, wrong: str = "") -> None:
    """All right, but the claim of these words; every sentence misses one."""
    found = rows(path)
    for row in found:
        claim = bool(row["act"])
        row[COLUMN["missed"]] = "0" if claim else "1"
        right = claim and row["words"] != wrong
        row.update({c: ("y" if right else "") for name, c in COLUMN.items() if name not in ("claim", "missed")})
        row[COLUMN["claim"]] = ("y" if right else "n") if claim else ""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, found[0])
        writer.writeheader()
        writer.writerows(found)


def test_sheets_hide_what_would_sway_an_auditor(drawn: Path) -> None:
    ann, bob = rows(drawn / "ann.csv"), rows(drawn / "bob.csv")
    assert [r["item"] for r in ann] != [r["item"] for r in bob]
    assert sorted(r["item"] for r in ann) == sorted(r["item"] for r in bob)
    assert not {"stratum", "probability", "confidence", "coder"} & set(ann[0])
    assert all(row[column] == "" for row in ann for column in COLUMN.values())
    assert not any(row["sentence"].startswith("=") for row in ann)


def test_an_audit_from_sample_to_settled_card(drawn: Path) -> None:
    words = next(r["words"] for r in rows(drawn / "ann.csv") if r["act"])
    fill(drawn / "ann.csv")
    fill(drawn / "bob.csv", wrong=words)
    given = (drawn / "sample.json", drawn / "ann.csv", drawn / "bob.csv")
    done = sayso("audit", *given, "--disputed", drawn / "eve.csv", "--format", "json")
    card = json.loads(done.stdout)
    assert (card["auditors"], card["disputes"], card["items"]) == (2, {"settled": 0, "open": 1},
                                                                   {"drawn": 13, "judged": 13})  # fmt: skip
    claim = card["figures"]["claim"]
    assert claim["precision"]["low"] < claim["precision"]["value"] < claim["precision"]["high"]
    assert claim["recall"]["value"] < claim["precision"]["value"]
    (row,) = rows(drawn / "eve.csv")
    assert (row["words"], row["claim_right"], row["act_right"], row["missed"]) == (words, "", "agreed", "agreed")
    eve = (drawn / "eve.csv").read_text(encoding="utf-8")
    (drawn / "eve.csv").write_text(eve.replace(",,agreed", ",y,agreed"), encoding="utf-8")
    text = sayso("audit", *given, "--settled", drawn / "eve.csv").stdout
    assert "disputes over a field: 1 settled, 0 open" in text
    assert "claim        1 [" in text
    page = sayso("audit", *given, "--format", "markdown").stdout
    assert "| claims: RETREAT | " in page
    assert "Niger" not in page
    assert "ann" not in page.replace("Plann", "")


def test_a_folder_with_sheets_is_not_written_over(drawn: Path) -> None:
    before = (drawn / "ann.csv").read_bytes()
    done = sayso("sample", "--ledger", drawn.parent / "kept", "-o", drawn)
    assert (done.exit_code, "is not empty; give a new folder" in done.stderr) == (2, True)
    assert (drawn / "ann.csv").read_bytes() == before


@pytest.mark.parametrize(("given", "told"), [
    (("--claims", "2"), "strata need a sample of at least"), (("--auditor", "a/b"), "is to be the name of a file"),
    (("--auditor", "ann", "--auditor", "Ann"), "names somebody twice"), (("--by", "moon"), "'moon' is not one of"),
])  # fmt: skip
def test_what_cannot_be_drawn_is_told_in_a_sentence(drawn: Path, given: tuple[str, ...], told: str) -> None:
    done = sayso("sample", "--ledger", drawn.parent / "kept", "-o", drawn / "new", *given)
    assert (done.exit_code, told in done.stderr, (drawn / "new").exists()) == (2, True, False)


def test_what_is_no_sample_or_was_not_judged_is_told_in_a_sentence(drawn: Path) -> None:
    done = sayso("audit", drawn / "ann.csv", drawn / "ann.csv")
    assert (done.exit_code, "not a sample that sayso sample drew" in done.stderr) == (2, True)
    done = sayso("audit", drawn / "sample.json", drawn / "ann.csv")
    assert (done.exit_code, "no item is judged" in done.stderr) == (2, True)
    assert sayso("audit", drawn / "none.json", drawn / "ann.csv").exit_code == 2
