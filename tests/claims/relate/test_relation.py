"""`relate`: of several acts in a sentence, the one that joins the marked two; PLOVER's own types, and ours on
request."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from corpus.pairs import written

from sayso import pipeline
from sayso.claims.relate.relation import Types
from tests.floors import floors

FLOOR = floors("relations")["right"]
"""Share of the held-out pairs of corpus/relations that are right."""
PAIRS = [
    ("The council rejected an appeal by Borduria to lift the siege.", "The council", "Borduria", "REJECT", "REJECT"),
    (
        "The court ordered the release of the Bordurian prisoners on Monday.",
        "The court",
        "the Bordurian prisoners",
        "CONCEDE",
        "CONCEDE",
    ),
    pytest.param(
        *("Ruritania agreed to withdraw its troops from Borduria.", "Ruritania", "Borduria", "AGREE", "CONCEDE"),
        marks=pytest.mark.xfail(strict=True, reason="of what is agreed the reader sees the agreement"),
    ),
    ("Ruritania announced a ceasefire with the rebels of Borduria.", "Ruritania", "the rebels", "RETREAT", "RETREAT"),
    ("Ruritania will expel the ambassador of Borduria.", "Ruritania", "Borduria", "THREATEN", "SANCTION"),
    (
        "Ruritania shelled the port of Borduria after Graustark condemned the blockade.",
        "Ruritania",
        "Borduria",
        "ASSAULT",
        "ASSAULT",
    ),
    (
        "A court in Zenda convicted the former Bordurian minister.",
        "A court in Zenda",
        "the former Bordurian minister",
        "ACCUSE",
        "SANCTION",
    ),
    ("Graustark called for sanctions against Borduria.", "Graustark", "Borduria", "ACCUSE", "REQUEST"),
    ("Ruritania reached an agreement with Borduria on fishing.", "Ruritania", "Borduria", "SUPPORT", "AGREE"),
    (
        "The prime minister said on Monday that Norway must open the port to inspectors.",
        "The prime minister",
        "Norway",
        "REQUEST",
        "REQUEST",
    ),
    ("Russia and Belarus launched war games near the strait.", "Russia", "Belarus", "COOPERATE", "COOPERATE"),
    ("Ruritania launched war games near the Bordurian coast.", "Ruritania", "Bordurian", "MOBILIZE", "MOBILIZE"),
    (
        "The king called the president of Borduria to congratulate him on his victory.",
        "The king",
        "the president of Borduria",
        "SUPPORT",
        "SUPPORT",
    ),
    ("Ruritania opened its borders to refugees from Borduria.", "Ruritania", "refugees", "AID", "AID"),
    (
        "The envoys of Graustark were received by the king of Ruritania.",
        "the king of Ruritania",
        "The envoys of Graustark",
        "CONSULT",
        "CONSULT",
    ),
]


def _related(text: str, actor: str, recipient: str, types: Types) -> str:
    spans = {
        name: [text.index(words), text.index(words) + len(words)]
        for name, words in (("actor", actor), ("recipient", recipient))
    }
    return str(pipeline.relate({"id": "x", "sentence": text, **spans}, types=types)["event_type"])


@pytest.mark.parametrize(("text", "actor", "recipient", "theirs", "ours"), PAIRS)
def test_the_act_that_joins_the_marked_two(text: str, actor: str, recipient: str, theirs: str, ours: str) -> None:
    assert (_related(text, actor, recipient, "plover"), _related(text, actor, recipient, "sayso")) == (theirs, ours)


def test_many_pairs_come_back_in_their_order_and_a_bad_one_is_named(tmp_path: Path) -> None:
    """Two threads read them; more pairs than are held at once."""
    sentence = "Borduria attacked Syldavia."
    rows = [{"id": n, "sentence": sentence, "actor": [0, 8], "recipient": [18, 26]} for n in range(70)]
    rows[5]["recipient"] = [18, 99]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "sayso.cli", "relate", str(path)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    assert [json.loads(line)["id"] for line in found.stdout.splitlines()] == [n for n in range(70) if n != 5]
    assert "pairs.jsonl:6" in found.stderr


def test_held_out_pairs_of_the_corpus_keep_their_floor() -> None:
    """Pairs that were written to hold words that the lexicon lacks, in sentences that nothing has learnt from."""
    held = [pair for pair in written() if pair.held_out]
    rows = [{"id": p.id, "sentence": p.sentence, "actor": list(p.actor), "recipient": list(p.recipient)} for p in held]
    right = sum(pipeline.relate(row, types="sayso")["event_type"] == p.kind for row, p in zip(rows, held, strict=True))
    assert right / len(held) >= FLOOR
