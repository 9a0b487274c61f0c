"""docs/codebook.md says what the data says, and leaves nothing out."""

import re
import runpy
from pathlib import Path

from sayso import ontology

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "codebook.md").read_text(encoding="utf-8")


def test_the_tables_are_those_of_the_data() -> None:
    tables = runpy.run_path(str(DOCS / "tables.py"))
    assert tables["written"](PAGE) == PAGE, "run python docs/tables.py"
    assert set(re.findall(r"<!-- table: (\w+) -->", PAGE)) == set(tables["TABLES"])


def test_every_type_mode_status_and_context_is_explained() -> None:
    names = {
        *ontology.TYPES,
        *ontology.STATUSES,
        *ontology.CONTEXTS,
        *ontology.SECTORS,
        *(m for ms in ontology.MODES.values() for m in ms),
    }
    assert sorted(name for name in names if f"`{name}`" not in PAGE) == []
    assert [name for name in ontology.TYPES if f"**{name}** – " not in PAGE] == []


def test_the_stages_of_why_are_explained() -> None:
    assert [
        stage
        for stage in ("language", "anatomy", "length", "events", "parties", "topic", "retold")
        if f"| `{stage}` |" not in PAGE
    ] == []
