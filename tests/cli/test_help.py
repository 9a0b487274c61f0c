"""What the help promises: every example and every option runs; completion and the man page say what the commands do."""

from __future__ import annotations

import csv
import json
import os
import re
import runpy
import shlex
import shutil
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from click import Command, Context, Group
from click.testing import CliRunner, Result

from sayso import code
from sayso.answers.store import open_ledger
from sayso.cli import main
from tests.intake.test_addresses import OTHER, WORDS, feed, page
from tests.web.server import serving

ROOT = Path(__file__).parent.parent.parent
LINES: list[str] = yaml.safe_load((Path(__file__).parent / "session.yaml").read_text(encoding="utf-8"))
CONTEXT = Context(main, info_name="sayso", **main.context_settings)


def commands(group: Group, before: str = "") -> dict[str, Command]:
    """All commands by their names, those of groups within groups too."""
    found: dict[str, Command] = {}
    for name in group.list_commands(CONTEXT):
        command = group.get_command(CONTEXT, name)
        assert command is not None
        found |= commands(command, f"{name} ") if isinstance(command, Group) else {f"{before}{name}": command}
    return found


COMMANDS = commands(main)
ELSEWHERE = {"serve"}
"""Commands that do not end by themselves; the tests of the desk run them."""
STANDS_FOR = {"fc46561523eefd53": "{claim}", "3fa9": "{coded}", "sayso ": ""}
"""What an example of the help names → what it is in the session."""


@dataclass
class Session:
    """What came of each line of the session."""

    results: dict[str, tuple[int, Result]] = field(default_factory=dict)


def parted(line: str) -> tuple[int, str]:
    """The status that a line should have, and the line."""
    status, _, rest = line.partition(" ")
    return (int(status), rest) if status.isdigit() else (0, line)


def prepare(folder: Path, web: str) -> None:
    """The files that the examples name."""
    news = [
        {"id": "story-17", "text": WORDS, "published": "2024-05-09", "publisher": "A paper"},
        {"id": "story-18", "text": f"{OTHER} {WORDS}", "published": "2024-05-10", "publisher": "Another paper"},
    ]
    rows = "".join(json.dumps(row) + "\n" for row in news)
    pair = {"id": "p", "sentence": "France expelled two Russian diplomats.", "actor": [0, 6], "recipient": [20, 27]}
    mine = {"evidence": ["France expelled two Russian diplomats on Monday"], "predicate": "expelled", "act": "SANCTION",
            "mode": "expel", "status": "happened", "actors": [{"text": "France", "country": "FRA"}]}  # fmt: skip
    shown = {"evidence": ["20 tanks stand at the base near Kismayo"], "predicate": "stand", "act": "PRESENT",
             "status": "ongoing", "movement": {"change": "remain", "forces": [{"text": "tanks", "country": "KEN"}]},
             "places": [{"text": "Kismayo", "country": "SOM", "precision": "city"}]}  # fmt: skip
    files = {
        "claims.jsonl": json.dumps({"article_id": "story-18", **mine}) + "\n",
        "shown.jsonl": json.dumps(shown) + "\n",
        "photo.bin": "a picture",
        "page.txt": WORDS,
        "empty.txt": "",
        "page1.html": page(),
        "page2.html": page(OTHER),
        "news.jsonl": rows,
        "articles.jsonl": rows,
        "pairs.jsonl": json.dumps(pair) + "\n",
        "prices.yaml": "currency: USD\nmodels: {m: {input: 1, output: 2}}\n",
        "table.csv": f'number,day,words\n1,2024-05-09,"{WORDS}"\n',
        "feeds.opml": f'<opml version="2.0"><body><outline text="x" xmlUrl="{web}/feed"/></body></opml>',
    }
    for name, words in files.items():
        (folder / name).write_text(words, encoding="utf-8")
    for name in ("my-codebook.yaml", "my-actors.yaml", "my-outlets.yaml", "my-places.yaml"):
        shutil.copy(ROOT / "docs" / name, folder / name)


def ids(folder: Path) -> dict[str, str]:
    """The ids that lines name, as far as there are any."""
    coded = code(WORDS)[0].id
    if not (folder / "ledger").exists():
        return {"coded": coded}
    with open_ledger(folder / "ledger") as ledger:
        claims = [json.loads(row["json"]) for row in ledger.claim_rows()]
    if not claims:
        return {"coded": coded}
    amended = claims[0] | {"status": "planned"}
    (folder / "amended.json").write_text(json.dumps(amended))
    (folder / "split.json").write_text("".join(json.dumps(row) + "\n" for row in (claims[0], amended)))
    for sheet in (folder / "audit").glob("*.csv"):
        filled_in(sheet)
    return {"coded": coded, "claim": claims[0]["id"], "other": claims[1]["id"]}


def filled_in(sheet: Path) -> None:
    """An auditor says yes to everything."""
    with sheet.open(newline="", encoding="utf-8") as stream:
        heads, *rows = csv.reader(stream)
    for row in rows:
        coded = bool(row[heads.index("words")])
        row[heads.index("missed")] = "0"
        for at in [at for at, name in enumerate(heads) if coded and name.endswith("_right")]:
            row[at] = "y"
    with sheet.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([heads, *rows])


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder, before, done = tmp_path_factory.mktemp("session"), Path.cwd(), Session()
    with serving() as server:
        web = server.url("")
        server.page("/page", page())
        server.page("/feed", feed((f"{web}/page", "Mon, 04 May 2026 10:00:00 GMT")), Content_Type="application/rss+xml")
        prepare(folder, web)
        os.chdir(folder)
        try:
            for line in LINES:
                status, words = parted(line)
                filled = words.format(web=web, open="{", close="}", **ids(folder))
                done.results[words] = (status, CliRunner().invoke(main, shlex.split(filled)))
        finally:
            os.chdir(before)
    return done


@pytest.mark.parametrize("line", [parted(line)[1] for line in LINES])
def test_a_line_of_the_session_ends_well(session: Session, line: str) -> None:
    status, result = session.results[line]
    assert result.exit_code == status, result.output


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_example_of_a_command_is_run(name: str) -> None:
    (example,) = re.findall(r"Example: (sayso .*)", COMMANDS[name].help or "")
    for shown, meant in STANDS_FOR.items():
        example = example.replace(shown, meant)
    if name not in ELSEWHERE | {"watch"}:
        assert example in [parted(line)[1] for line in LINES]


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - ELSEWHERE))
def test_every_option_of_a_command_is_run(name: str) -> None:
    given = {word for line in LINES if parted(line)[1].startswith(f"{name} ") for word in shlex.split(line)}
    unused = [p.opts for p in COMMANDS[name].params if p.opts[0].startswith("-") and not given & set(p.opts)]
    assert unused == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_says_what_it_does(name: str) -> None:
    silent = [p.opts for p in COMMANDS[name].params if p.opts[0].startswith("-") and not getattr(p, "help", None)]
    assert silent == []


@pytest.mark.parametrize(("words", "offered"), [("sayso pre", "presence"), ("sayso code --rep", "--report")])
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_options(shell: str, words: str, offered: str) -> None:
    told = {
        "COMP_WORDS": words,
        "COMP_CWORD": words.rsplit(maxsplit=1)[-1] if shell == "fish" else str(len(words.split()) - 1),
    }
    result = CliRunner().invoke(main, [], prog_name="sayso", env={**told, "_SAYSO_COMPLETE": f"{shell}_complete"})
    assert offered in result.stdout
    script = CliRunner().invoke(main, [], prog_name="sayso", env={"_SAYSO_COMPLETE": f"{shell}_source"})
    assert "_SAYSO_COMPLETE" in script.stdout


def test_the_man_page_is_that_of_the_commands() -> None:
    """`make schema` writes it anew."""
    made = runpy.run_path(str(ROOT / "tools" / "man.py"))["page"]()
    assert (ROOT / "docs" / "sayso.1").read_text(encoding="utf-8") == made


def test_the_man_page_is_installed() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert built["data-files"] == {"share/man/man1": ["docs/sayso.1"]}
