"""What the search found once is right from now on."""

import pytest

from tests.fuzz.cases import Case, read
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("case", read(), ids=lambda case: f"{case.target}: {case.broke}"[:80])
def test_what_broke_once_holds(case: Case) -> None:
    TARGETS[case.target].check(case.value)
