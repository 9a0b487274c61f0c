"""What README, CONTRIBUTING and the pages of docs promise: links lead somewhere, commands exist, examples run, files
and tables that they name are there."""

import re
import tomllib
from pathlib import Path

import pytest
from click import Context, Group
from click.testing import CliRunner

from sayso.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {
    path: path.read_text(encoding="utf-8") for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
}
ARCHITECTURE = PAGES[ROOT / "docs" / "architecture.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for target, heading in re.findall(r"\]\(([^)#:]*)#?([^)#:]*)\)", PAGES[page]):
        there = page.parent / target if target else page
        assert there.exists(), target
        if heading:
            assert heading in {h.lower().replace(" ", "-") for h in re.findall(r"^#+ (.*)$", PAGES[page], re.M)}


def test_the_output_that_it_shows_is_what_the_program_prints() -> None:
    """Pieces between lines of an ellipsis stand in the output in their order, to the letter."""
    (command, shown), *rest = re.findall(r"^```\n\$ sayso (code [^\n]*)\n(.*?)\n```", README, re.S | re.M)
    assert not rest
    _, *inputs = command.split()
    paths = [str(ROOT / path) for path in inputs]
    printed = CliRunner().invoke(main, ["code", *paths, "--format", "table"]).stdout
    head, *pieces = shown.split("\n\n …\n\n")
    assert printed.startswith(head)
    for piece in pieces:
        assert piece in printed, printed
        printed = printed.partition(piece)[2]
    assert not printed.strip()


def test_extras_that_it_names_are_those_of_the_package() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(re.findall(r"`\.\[(\w+)\]`", README)) == set(extras) - {"dev"}


def test_rooms_that_are_described_are_those_of_the_package() -> None:
    package = ROOT / "src" / "sayso"
    for page in (README, ARCHITECTURE):
        assert [r for r in _rooms(package) if f"`{r}`" not in page] == []
    assert [r for r in _rooms(package / "claims") if f"\n| `{r}` |" not in ARCHITECTURE] == []


def _rooms(folder: Path) -> list[str]:
    return sorted(p.parent.name for p in folder.glob("*/__init__.py"))


def test_files_that_architecture_names_are_there() -> None:
    package = ROOT / "src" / "sayso"
    for row in re.findall(r"^\| .* \|$", ARCHITECTURE, re.MULTILINE):
        folder = package
        for name in re.findall(r"`((?:[a-z_]+/)+[a-z_]+(?:\.py)?|[a-z_]+\.py)`", row):
            found = [p for p in (ROOT / name, package / name, folder / name) if p.exists()]
            assert found or list(package.rglob(name)), name
            folder = found[0].parent if found else folder


def test_every_command_is_shown_and_every_shown_command_exists() -> None:
    assert set(re.findall(r"`sayso ([a-z]+) ", README)) == set(main.list_commands(Context(main)))


def test_options_that_it_shows_are_known() -> None:
    for name, rest in re.findall(r"`sayso ([a-z]+) ([^`]*)`", README):
        command = main.get_command(Context(main), name)
        assert command is not None
        inner = command.get_command(Context(command), rest.split()[0]) if isinstance(command, Group) else command
        assert inner is not None, rest
        known = {option for parameter in inner.params for option in parameter.opts}
        assert set(re.findall(r"(?<=\s)--?[a-z-]+", f" {rest}")) <= known, name


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(example, {})
    assert "SANCTION expel happened ['AFP', " in capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_tables_that_are_named_are_packaged(page: Path) -> None:
    packaged = {path.name for path in (ROOT / "src" / "sayso" / "data").iterdir()}
    assert set(re.findall(r"`([a-z]+\.(?:yaml|csv))`", PAGES[page])) <= packaged | {"cues.yaml"}


def test_architecture_names_every_table_of_rules() -> None:
    packaged = {path.name for path in (ROOT / "src" / "sayso" / "data").glob("*.yaml")} - {
        "alike.yaml",
        "MANIFEST.yaml",
    }
    assert packaged - set(re.findall(r"`(\w+\.yaml)`", ARCHITECTURE)) == set()
