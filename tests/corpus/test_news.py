"""Real news: sheets and pointers, what is kept, the parts, two codings made one; only offsets and codes are kept."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from corpus.reader import CorpusError, Text

from corpus import agreement, draw, gold, score, sheet, standoff

STORY = [
    "Kenya will withdraw 200 Kenyan soldiers from Somalia, the defence minister said Tuesday.",
    "He said the men would leave Somalia by August.",
    "Rebels attacked the men near Kismayo, killing three soldiers.",
]
ENTRY: dict[str, Any] = yaml.load(
    """
story: [11, 13]
entities:
- [KEN GOV, Kenya@11]
- [KEN GOV, the defence minister@11, He@12]
- [KEN MIL, 200 Kenyan soldiers@11, the men@12, the men@13]
- [SOM REB, Rebels@13]
- [SOM LOC, Somalia@11, Somalia@12]
- [SOM LOC, Kismayo@13]
say:
- {id: s1, source: the defence minister, kind: official, cue: said@11, content: Kenya … Somalia@11}
- {id: s2, source: He, kind: official, cue: said@12, content: the men … August@12}
acts:
- {on: withdraw@11, act: RETREAT, mode: withdraw, status: planned, actor: Kenya, place: Somalia, say: s1,
   qty: {200: 200 troops soldiers},
   move: {force: 200 Kenyan soldiers, kind: army, change: leave, from: Somalia, strength: 200 = moved}}
- {on: leave@12, retold: withdraw@11}
- {on: attacked@13, act: ASSAULT, status: happened, actor: Rebels, recipient: the men, place: Kismayo,
   qty: {three: 3 killed soldiers}}
""",
    Loader=yaml.BaseLoader,
)


@pytest.fixture
def wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A newswire of our own, in which our story stands where the first drawn sentence is; its id."""
    _forget()
    folder = tmp_path / "news"
    folder.mkdir()
    number = 40
    other = [f"Sentence {n} is about the weather." for n in range(200)]
    other[number : number + 3] = STORY
    (folder / "voa.jsonl").write_text("".join(json.dumps({"text": s}) + "\n" for s in other))
    article = {
        "id": "wn-1",
        "published": "2019-02-03",
        "publisher": "Wikinews",
        "title": "T",
        "text": "Sunday \n\nA ban fell. It was old.",
    }
    (folder / "wikinews.jsonl").write_text(json.dumps(article) + "\n")
    monkeypatch.setenv("SAYSO_OPEN", str(tmp_path))
    monkeypatch.setattr(standoff, "NEWS", tmp_path)
    monkeypatch.setattr(draw, "drawn", lambda: ((number, "all"),))
    yield draw.name_of(number)
    _forget()


def _forget() -> None:
    standoff.voa.cache_clear()
    standoff.wikinews.cache_clear()


def entry(name: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, **ENTRY, **fields}


def text_of(name: str, **fields: Any) -> Text:
    return standoff.as_text(*sheet.resolved(entry(name, **fields)))


def test_words_with_the_number_of_their_sentence_become_offsets(wire: str) -> None:
    row, of = sheet.resolved(entry(wire))
    text = " ".join(STORY)
    assert of.text == text
    assert row["acts"][0]["on"] == "@{}:{}".format(*re.search("withdraw", text).span())  # type: ignore[union-attr]
    second = text.index("the men", text.index("attacked"))
    assert row["acts"][2]["recipient"] == [f"@{second}:{second + 7}"], (
        "without a number: in the sentence of the predicate"
    )
    assert list(sheet.wrong(row, of)) == []


def test_the_readable_form_is_made_from_what_is_kept(wire: str) -> None:
    row, of = sheet.resolved(entry(wire))
    readable = sheet.shown(row, of)
    assert readable["acts"][0]["on"] == "withdraw@11"
    assert sheet.resolved(readable)[0] == row


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"story": ["12", "13"]}, "must hold the drawn sentence"),
        ({"acts": [{"on": "withdrew@11"}]}, "do not stand there"),
        ({"acts": [{"on": "withdraw@19"}]}, "sentence 19 is not in the story"),
    ],
)
def test_a_pointer_that_points_at_nothing_is_named(wire: str, fields: dict[str, Any], fault: str) -> None:
    with pytest.raises(CorpusError, match=fault):
        sheet.resolved(entry(wire, **fields))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"actor": "soldiers"}, "party 'soldiers' is in no entity"),
        ({"place": "Kenya"}, "place 'Kenya' is in no entity with LOC"),
        ({"mode": "aerial"}, "mode 'aerial' is not one of RETREAT"),
        ({"time": {"Tuesday": "tuesday"}}, "is no EDTF"),
        ({"evidence": "the defence minister"}, "the predicate lies outside the evidence"),
    ],
)
def test_a_wrong_act_is_named(wire: str, change: dict[str, Any], fault: str) -> None:
    acts = [ENTRY["acts"][0] | change]
    row, of = sheet.resolved(entry(wire, acts=acts))
    assert any(fault in line for line in sheet.wrong(row, of)), list(sheet.wrong(row, of))


def test_two_acts_of_a_sentence_need_their_clauses(wire: str) -> None:
    acts = [*ENTRY["acts"], {"on": "killing@13", "act": "ASSAULT", "status": "happened"}]
    row, of = sheet.resolved(entry(wire, acts=acts))
    assert sum("each needs `evidence`" in line for line in sheet.wrong(row, of)) == 2


def test_what_is_kept_is_read_again_and_a_changed_text_is_refused(wire: str) -> None:
    row, of = sheet.resolved(entry(wire))
    sheet.kept([row], coding=1)
    part = standoff.part_of(wire)
    (text,) = standoff.texts(part)
    assert (text.text, text.fields["from"]) == (of.text, "Voice of America")
    assert text.fields["who"][row["entities"][1][2]] == "KEN GOV | the defence minister"
    with pytest.raises(CorpusError, match="not the one that was annotated"):
        standoff.source(row | {"digest": "0" * 16})


def test_gold_follows_the_record(wire: str) -> None:
    claims = gold.claims(text_of(wire))
    assert [(c["act"], c["event_type"], c["status"]) for c in claims] == [
        ("RETREAT", "CONCEDE", "planned"),
        ("ASSAULT", "ASSAULT", "happened"),
    ]
    withdrawal, attack = claims
    assert [link["name"] for link in withdrawal["chain"]] == ["Voice of America", "the defence minister"]
    assert withdrawal["movement"]["forces"][0]["country"] == "KEN"
    assert attack["chain"] == [{"name": "Voice of America", "kind": "publisher"}]
    assert attack["recipients"][0]["name"] == "200 Kenyan soldiers"
    assert (attack["quantities"][0]["value"], attack["quantities"][0]["of"]) == (3.0, "killed")


def test_two_codings_make_one_gold(wire: str) -> None:
    first = gold.claims(text_of(wire))
    other = [ENTRY["acts"][0] | {"status": "agreed"}]
    merged = gold.merged(first, gold.claims(text_of(wire, acts=other)))
    assert [c.get("optional", False) for c in merged] == [False, True], "what one coding alone holds may be left out"
    assert merged[0]["alt"]["status"] == "agreed"


def test_what_may_be_left_out_or_is_told_again_is_no_disagreement(wire: str) -> None:
    withdrawal, _, attack = ENTRY["acts"]
    sheet.kept([sheet.resolved(entry(wire))[0]], coding=1)
    other = [withdrawal, attack | {"optional": True}]
    sheet.kept([sheet.resolved(entry(wire, acts=other))[0]], coding=2)
    part = standoff.part_of(wire)
    tally = agreement.measure(agreement.news(part), events=False)
    cell = tally.found["acts: predicates"]
    assert (cell.both, cell.one, cell.two) == (1, 1, 1)


def test_only_texts_that_have_two_codings_are_compared(wire: str) -> None:
    sheet.kept([sheet.resolved(entry(wire))[0]], coding=1)
    result = CliRunner().invoke(score.main, ["--part", standoff.part_of(wire), "--coding"])
    assert result.exit_code == 0
    assert result.output.startswith(f"{standoff.part_of(wire)}: 0 texts")


def test_sixty_texts_of_learn_are_coded_twice_as_drawn() -> None:
    again = {row["id"]: row for row in standoff.stored("learn", 2)}
    assert sorted(draw.twice()) == sorted(again)
    assert len(again) == draw.TWICE
    for row in standoff.stored("learn"):
        if row["id"] in again:
            assert row["digest"] == again[row["id"]]["digest"], f"{row['id']}: the two codings are of other texts"


def test_every_article_judged_political_is_annotated_and_no_other() -> None:
    annotated = {row["id"] for _, coding, row in KEPT if coding == 1 and row["id"].startswith("wn-")}
    assert {name for name, political in standoff.judged().items() if political} == annotated


@pytest.mark.skipif(standoff.folder() is None, reason="the texts of real news are not here (../shared/open)")
def test_every_article_of_wikinews_was_judged() -> None:
    assert list(standoff.judged()) == list(standoff.wikinews())
    lines = CliRunner().invoke(sheet.main, ["titles"]).output.splitlines()
    assert len(lines) == len(standoff.judged())
    assert all(line.endswith(" -") for line in lines if standoff.part_of(line.split()[0]) == "blind")


def test_of_the_blind_part_nobody_reads_an_item() -> None:
    for option in (["--errors", "3"], ["--gold", "x.jsonl"]):
        result = CliRunner().invoke(score.main, ["--part", "blind", *option])
        assert result.exit_code == 2
        assert "figures only" in result.output


def test_wikinews_is_covered_to_the_letter(wire: str) -> None:
    of = standoff.article("wn-1")
    assert [of.text[a:b] for a, b in of.sentences] == ["Sunday", "A ban fell.", "It was old."]


KEPT = [
    (part, coding, row)
    for part in dict.fromkeys(standoff.PARTS)
    for coding in (1, 2)
    for row in standoff.stored(part, coding)
]


def test_only_offsets_codes_and_digests_are_kept() -> None:
    for part, _, row in KEPT:
        assert standoff.part_of(row["id"]) == part
        prose = re.findall(
            r'"(?:[^"\\]|\\.)*(?:[a-z]+ ){4}(?:[^"\\]|\\.)*"', json.dumps({k: v for k, v in row.items() if k != "note"})
        )
        assert not prose, f"{row['id']}: words of a text are kept: {prose[0][:60]}"


@pytest.mark.skipif(standoff.folder() is None, reason="the texts of real news are not here (../shared/open)")
def test_every_kept_row_verifies() -> None:
    found = [line for _, _, row in KEPT for line in sheet.wrong(row, standoff.source(row))]
    assert found == []


@pytest.mark.skipif(standoff.folder() is None, reason="the texts of real news are not here (../shared/open)")
def test_every_kept_row_comes_back_from_its_readable_form() -> None:
    for _, _, row in KEPT:
        assert sheet.resolved(sheet.shown(row, standoff.source(row)))[0] == row, row["id"]


@pytest.mark.skipif(standoff.folder() is None, reason="the texts of real news are not here (../shared/open)")
def test_no_story_is_taken_twice_and_every_text_was_drawn() -> None:
    drawn = {draw.name_of(n) for n, _ in draw.drawn()}
    covered: Counter[int] = Counter()
    for _, coding, row in KEPT:
        if row["id"].startswith("voa-"):
            assert row["id"] in drawn
            covered.update(range(row["first"], row["last"] + 1) if coding == 1 else ())
    assert [n for n, times in covered.items() if times > 1] == []
