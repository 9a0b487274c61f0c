"""Each known case names the tests that hold it right, and these tests are there."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
CASES: dict[str, Any] = {
    case: row
    for name in ("reliability", "intake", "answers")
    for case, row in yaml.safe_load((HERE / "cases" / f"{name}.yaml").read_text(encoding="utf-8")).items()
}
TESTS = {
    name
    for path in HERE.rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
}


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_held_by_tests_that_are_there(case: str) -> None:
    assert CASES[case]["tests"]
    assert set(CASES[case]["tests"]) <= TESTS
