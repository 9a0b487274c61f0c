"""Counts in lines that people read: one thing has no plural, several have, whatever its last letters."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.english.counting import agreeing, many, were

SAID = [(0, "page", "0 pages"), (1, "page", "1 page"), (2, "copy", "2 copies"), (1, "copy", "1 copy"),
        (12_000, "more fact", "12,000 more facts"), (3, "guess", "3 guesses")]  # fmt: skip


@pytest.mark.parametrize(("n", "noun", "said"), SAID)
def test_a_number_and_its_noun(n: int, noun: str, said: str) -> None:
    assert many(n, noun) == said


def test_the_verb_goes_with_the_number() -> None:
    assert [were(n) for n in (0, 1, 2)] == ["0 were", "1 was", "2 were"]
    assert were(1, "text") == "1 text was"
    assert agreeing(1, "waits", "wait") == "waits"


LINE = "Chad expelled two French diplomats on Monday, the foreign minister said.\n"
WRONG = re.compile(r"(?<![\d,.])1 (?:more )?(?:articles|claims|pages|texts|sentences|origins|sides|days)\b")
COMMANDS = [
    ("add page.txt --published 2024-05-09", "added 1 article with 1 claim; 0 were there; 0 rejected"),
    ("add page.txt --published 2024-05-09", "added 0 articles with 0 claims; 1 was there; 0 rejected"),
    ("recode --dry-run", "would recode 0 texts: 0 claims as they were"),
    ("origins Chad", None),
    ("brief Chad", "1 page"),
    ("sample --auditor ana -o audit", "drawn: 1 of 1 claim"),
]


def test_no_command_speaks_of_1_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(LINE, encoding="utf-8")
    for words, said in COMMANDS:
        done = CliRunner().invoke(main, [*words.split(), "--ledger", "ledger"])
        assert said is None or said in done.output, (words, done.output)
        assert not WRONG.search(done.output)
