"""A page, good answers about it, and the run that asks for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.records import Claim, from_json
from tests.guests.server import Served

TEXT = (
    "NAIROBI, May 2 (Reuters) - Kenya has agreed to withdraw 200 soldiers from Somalia by Friday, Foreign Minister "
    "Amina Wanjiru said on Tuesday.\n\nSomalia expelled three Kenyan diplomats, the foreign ministry in Mogadishu said."
)
GOOD: dict[str, Any] = {
    "evidence": ["Kenya has agreed to withdraw 200 soldiers from Somalia by Friday"],
    "predicate": "withdraw",
    "act": "RETREAT", "mode": "withdraw", "status": "agreed",
    "actors": [{"text": "Kenya", "name": "Kenya", "country": "KEN", "sectors": ["GOV"]}],
    "recipients": [],
    "places": [{"text": "Somalia", "country": "SOM", "precision": "country"}],
    "time": "by Friday",
    "quantities": [{"text": "200 soldiers", "value": 200, "of": "troops"}],
    "attribution": [{"text": "Amina Wanjiru", "kind": "official", "country": "KEN", "sectors": ["GOV"], "cue": "said"}],
    "movement": {"change": "leave", "forces": [{"text": "200 soldiers", "kind": "army", "country": "KEN"}],
                 "places_from": [{"text": "Somalia", "country": "SOM"}]},
    "contexts": ["military"],
}  # fmt: skip
EXPELLED: dict[str, Any] = {
    "evidence": ["Somalia expelled three Kenyan diplomats"], "predicate": "expelled",
    "act": "SANCTION", "mode": "expel", "status": "happened",
    "actors": [{"text": "Somalia", "country": "SOM"}],
    "recipients": [{"text": "three Kenyan diplomats", "country": "KEN"}],
}  # fmt: skip


def write(*texts: str) -> None:
    rows = [{"id": f"a{n}", "text": text, "published": "2024-05-02", "publisher": "Coast Herald"}
            for n, text in enumerate(texts)]  # fmt: skip
    Path("news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def code(served: Served, *options: str) -> Result:
    where = ("code", "news.jsonl", "--guest", served.url, "--model", "m", "--report", "report.json", *options)
    return CliRunner().invoke(main, list(where))


def claims(done: Result) -> list[Claim]:
    return [from_json(line, Claim) for line in done.stdout.splitlines()]


def report() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path("report.json").read_text(encoding="utf-8"))["guest"]
    return found
