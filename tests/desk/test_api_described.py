"""The API asked whatever its own description allows and much that it does not: no fault of ours, and every answer as
described. The cases are the same on every run (examples and coverage; nothing is drawn)."""

from __future__ import annotations

import schemathesis
from schemathesis.engine import events, from_schema

from sayso.answers.origins import Origins
from sayso.answers.store import Ledger
from sayso.desk.app import desk
from sayso.desk.guard import Door
from sayso.desk.hands import Hands, Pasted

HOST = {"Host": "localhost"}
"""The only name under which a desk on this machine is asked."""
CHECKS = ["not_a_server_error", "response_schema_conformance"]


def test_nothing_that_is_asked_breaks_the_api(own: Ledger) -> None:
    hands = Hands(lambda _: Pasted(Origins((), (), "", {}), ()), lambda *_: ())  # pages are taken and not read
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", desk(hands, Door(), own), headers=HOST)
    schema.config.update(headers=HOST)
    schema.config.seed = 1
    schema.config.checks.update(included_check_names=CHECKS)
    schema.config.phases.fuzzing.enabled = False
    schema.config.phases.stateful.enabled = False
    asked, faults = dict[str, int](), list[str]()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            faults.append(str(event))
        if isinstance(event, events.ScenarioFinished):
            asked[event.recorder.label] = asked.get(event.recorder.label, 0) + len(event.recorder.cases)
            faults += [f"{event.recorder.label}: {c.failure_info.failure}" for checks in event.recorder.checks.values()
                       for c in checks if c.failure_info is not None]  # fmt: skip
    assert faults == []
    described = {f"{way.upper()} {path}" for path, ways in schema.raw_schema["paths"].items() for way in ways}
    assert set(asked) == described
    assert all(asked.values()), asked
