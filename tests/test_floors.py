"""Every floor names a command that is there, and no test holds a floor of its own."""

import re
from pathlib import Path

import pytest
import yaml

from tests.floors import FILE, floors

ROOT = Path(__file__).parent.parent
MEASURES = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("measure", MEASURES)
def test_a_floor_names_the_command_that_measures_it(measure: str) -> None:
    command = MEASURES[measure]["command"].removeprefix("python -m ")
    place = command.split()[1] if command.startswith("pytest ") else f"{command.replace('.', '/')}.py"
    sources = [
        path.read_text(encoding="utf-8") for path in [ROOT / place, *(ROOT / place).rglob("*.py")] if path.is_file()
    ]
    assert any(f'floors("{measure}")' in source for source in sources)
    assert command.startswith("pytest ") or 'if __name__ == "__main__":' in sources[0]
    assert floors(measure)


def test_no_test_holds_a_floor_of_its_own() -> None:
    for path in (ROOT / "tests").rglob("test_*.py"):
        assert not re.search(r"^(FLOOR|CEILING)\w* = [\d.]", path.read_text(encoding="utf-8"), re.MULTILINE), path
