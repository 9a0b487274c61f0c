"""What the README promises: its links lead somewhere, its commands exist, its example runs."""

import re
from pathlib import Path

import pytest
from click import Context

from sayso.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_lead_to_files(target: str) -> None:
    assert (ROOT / target).exists()


def test_every_command_is_shown_and_every_shown_command_exists() -> None:
    assert set(re.findall(r"`sayso ([a-z]+) ", README)) == set(main.list_commands(Context(main)))


def test_options_that_it_shows_are_known() -> None:
    for name, rest in re.findall(r"`sayso ([a-z]+) ([^`]*)`", README):
        command = main.get_command(Context(main), name)
        assert command is not None
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"(?<=\s)--?[a-z-]+", f" {rest}")) <= known, name


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(example, {})
    assert "SANCTION expel happened ['AFP', " in capsys.readouterr().out


def test_tables_that_it_names_are_packaged() -> None:
    packaged = {path.name for path in (ROOT / "src" / "sayso" / "data").iterdir()}
    assert set(re.findall(r"`([a-z]+\.(?:yaml|csv))`", README)) <= packaged
