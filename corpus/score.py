"""The coder on real news: `python -m corpus.score --part study [--stratum forces] [--source voa] [--by act] [--errors
N]`.

Prints what `sayso.judge.score` measures: claim F1, each field of the matched, core right, every field right, the
reliability of confidence.
`--coding` judges the second coding against the first instead of the program. Of the blind part only figures are
printed, never an item.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

import sayso
from corpus import gold, standoff
from corpus.reader import Text
from sayso import pipeline
from sayso.claims.coding.extract import Coding
from sayso.judge import score
from sayso.records import Article, Claim

Key = Callable[[dict[str, Any], Text], str]
Row = tuple[Text, list[gold.Gold], score.Judged]
LENGTHS = (15, 25, 35)
"""Sentences of up to so many words are put together."""


def gold_of(part: standoff.Part) -> Iterator[tuple[Text, list[gold.Gold]]]:
    """The texts of a part with their gold: of the doubled parts merged from both codings, and only texts that have
    both."""
    if part not in standoff.DOUBLED:
        yield from ((text, gold.claims(text)) for text in standoff.texts(part))
        return
    again = {text.id: text for text in standoff.texts(part, 2)}
    for text in standoff.texts(part):
        if text.id in again:
            yield text, gold.merged(gold.claims(text), gold.claims(again[text.id]))


def article_of(text: Text) -> Article:
    """A text as the program takes it in."""
    row = {"id": text.id, "text": text.text, "published": text.fields.get("date"), "publisher": text.fields.get("from")}
    return sayso.article({k: v for k, v in row.items() if v})


def coding_of(text: Text) -> Coding:
    """What the program makes of a text."""
    return pipeline.code(article_of(text)).coding


def as_json(claim: Claim) -> dict[str, Any]:
    """A claim as the JSON of the record."""
    found: dict[str, Any] = json.loads(msgspec.json.encode(claim))
    return found


def coded(text: Text) -> list[dict[str, Any]]:
    """The claims that the program makes of a text, as the JSON of the record."""
    return [as_json(claim) for claim in coding_of(text).claims]


def _length(claim: dict[str, Any], text: Text) -> str:
    at = claim["predicate"]["start"] if isinstance(claim["predicate"], dict) else claim["predicate"][0]
    start, end = next(s for s in text.fields["sentences"] if s[0] <= at < s[1])
    words = len(text.text[start:end].split())
    return next((f"up to {n} words" for n in LENGTHS if words <= n), f"over {LENGTHS[-1]} words")


KEYS: dict[str, Key] = {
    "act": lambda c, _: str(c["act"]),
    "status": lambda c, _: str(c["status"]),
    "chain": lambda c, _: (
        f"{sum(link.get('kind') != gold.PUBLISHER for link in c.get('attribution') or c['chain'])} links"
    ),
    "length": _length,
}


def _grouped(rows: list[tuple[Text, score.Judged]], key: Key) -> Iterator[tuple[str, score.Figures]]:
    """Figures by a key: of a gold claim, and of the found ones that match none, their own."""
    groups: dict[str, list[score.Judged]] = defaultdict(list)
    for text, judged in rows:
        by_key: dict[str, tuple[list[score.Scored], list[tuple[score.ClaimRecord, bool]]]] = defaultdict(
            lambda: ([], [])
        )
        matched = {id(v.found): key(dict(v.gold), text) for v in judged.verdicts if v.found is not None}
        for verdict in judged.verdicts:
            by_key[key(dict(verdict.gold), text)][0].append(verdict)
        for claim, right in judged.found:
            by_key[matched.get(id(claim)) or key(dict(claim), text)][1].append((claim, right))
        for name, (verdicts, found) in by_key.items():
            groups[name].append(score.Judged(tuple(verdicts), tuple(found)))
    yield from ((name, score.figures(groups[name])) for name in sorted(groups))


def _errors(rows: list[tuple[Text, score.Judged]], most: int) -> Iterator[str]:
    wrong = ((text, v) for text, judged in rows for v in judged.verdicts if not v.core)
    for _, (text, verdict) in zip(range(most), wrong, strict=False):
        start, end = verdict.gold["evidence"]
        faults = "missed" if verdict.found is None else f"wrong {[n for n in score.CORE if not verdict.fields[n]]}"
        yield f"- {text.id} {verdict.gold['act']}/{verdict.gold['status']} {faults}: {text.text[start:end][:160]!r}"


def _judged(part: standoff.Part, coding: bool) -> Iterator[Row]:
    """Each text with its gold and the verdicts on the program, or on the second coding."""
    again = {t.id: [gold.as_found(c) for c in gold.claims(t)] for t in standoff.texts(part, 2)} if coding else {}
    for text, claims in gold_of(part):
        if coding and text.id not in again:
            continue
        expected = gold.claims(text) if coding else claims
        yield text, claims, score.judge(expected, again[text.id] if coding else coded(text))


def _of(rows: Iterable[Row], stratum: str | None, source: str) -> Iterator[Row]:
    """The texts of one stratum (null: of all) and one source (empty: of both)."""
    return (r for r in rows if stratum in (None, r[0].fields.get("stratum")) and r[0].id.startswith(source))


def _yardstick(text: Text, claims: list[gold.Gold]) -> str:
    """A text and its gold in the form of the yardsticks, one JSON object a line."""
    row = {"id": text.id, "published": text.fields.get("date"), "publisher": text.fields["from"]}
    return json.dumps({**row, "text": text.text, "claims": claims}, ensure_ascii=False) + "\n"


@click.command(help=__doc__)
@click.option("--part", type=click.Choice(list(dict.fromkeys(standoff.PARTS))), default="study", show_default=True)
@click.option("--stratum", type=click.Choice(["all", "forces"]), help="Only texts drawn for this stratum.")
@click.option("--source", type=click.Choice(["voa", "wn"]), help="Only newswire (voa) or Wikinews (wn).")
@click.option("--by", type=click.Choice(list(KEYS)), help="Claim and core figures for each value of this.")
@click.option("--coding", is_flag=True, help="Judge the second coding against the first.")
@click.option("--errors", default=0, help="Print so many wrong gold claims; not of the blind part.")
@click.option(
    "--gold", "kept", type=click.Path(path_type=Path), help="Write texts and gold here; not of the blind part."
)
def main(**given: Any) -> None:
    """Prints the figures."""
    part, by = given["part"], given["by"]
    if part == "blind" and (given["errors"] or given["kept"]):
        raise click.UsageError("of the blind part nobody reads an item: figures only")
    if standoff.folder() is None:
        raise click.UsageError("the open news is not here: set SAYSO_OPEN to the folder of open data")
    rows = list(_of(_judged(part, given["coding"]), given["stratum"], given["source"] or ""))
    judged = [(text, verdicts) for text, _, verdicts in rows]
    if given["kept"]:
        given["kept"].write_text("".join(_yardstick(text, claims) for text, claims, _ in rows), encoding="utf-8")
    click.echo(f"{part}: {len(rows)} texts")
    click.echo("\n".join(score.figure_lines(score.figures(verdicts for _, verdicts in judged))))
    for name, of in _grouped(judged, KEYS[by]) if by else ():
        click.echo(f"{by} {name:16s} claim {of.claims}   core F1 {of.core.f1:.4f}")
    for line in _errors(judged, given["errors"]):
        click.echo(line)


if __name__ == "__main__":
    sys.exit(main())
