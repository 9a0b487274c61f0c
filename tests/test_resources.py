"""Packaged files that are missing or damaged are told by name, in one sentence."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

import sayso
from sayso import resources
from sayso.errors import ResourceError

ROOT = Path(sayso.__file__).parent
READERS = {"data/ontology.yaml": lambda: resources.table("ontology.yaml"), "data/cameo.csv": lambda: resources.table("cameo.csv"),
           "data/MANIFEST.yaml": lambda: resources.table("ontology.yaml"), "models/card.json": resources.model_labels}  # fmt: skip
DAMAGE = {
    "missing": None,
    "empty": b"",
    "cut": b'{"files": [',
    "bytes": b"\xff\x00\x81",
    "other": b"[1, 2]",
    "names": b"{ontology.yaml: 7}",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the packaged tables, read instead of the installed ones."""
    copytree(ROOT / "data", tmp_path / "data", ignore=lambda _, names: [n for n in names if n.endswith(".sqlite")])
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "card.json").write_bytes((ROOT / "models" / "card.json").read_bytes())
    caches = (resources._manifest, resources.table, resources.model_card)
    for cached in caches:
        cached.cache_clear()
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    yield tmp_path
    for cached in caches:
        cached.cache_clear()


@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_of_the_package_is_named(name: str, how: str, package: Path) -> None:
    assert READERS[name]()
    for cached in (resources._manifest, resources.table, resources.model_card):
        cached.cache_clear()
    damage = DAMAGE[how]
    if damage is None:
        (package / name).unlink()
    else:
        (package / name).write_bytes(damage)
    with pytest.raises(ResourceError, match=Path(name).name) as told:
        READERS[name]()
    assert str(told.value).endswith("reinstall sayso or mend the file")
    assert "\n" not in str(told.value)
