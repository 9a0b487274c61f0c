"""The commands review and reviews: people judge claims, and what stands of it."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import click

from sayso.answers import reviewing
from sayso.answers.corrections import Corrections, corrections
from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.ledger import WHERE, opened_ledger
from sayso.cli.shell import print_lines
from sayso.english.counting import many
from sayso.errors import UsageError
from sayso.exports.annotations import annotation
from sayso.judge.reviews import BECOMES, Detail, ReviewVerdict, agreement
from sayso.records import Claim, from_json


@click.command(name="review")
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option("--by", "reviewer", required=True, metavar="NAME", help="Who judges.")
@click.option("--accept", "verdict", flag_value="accept", help="It is right.")
@click.option("--reject", "verdict", flag_value="reject", help="It is wrong.")
@click.option("--amend", type=click.File("rb"), metavar="FILE", help="It should be the claim in this file (JSON).")
@click.option("--merge", metavar="ID", help="It is one with this claim.")
@click.option("--split", type=click.File("rb"), metavar="FILE", help="It should be these claims (JSON Lines).")
@click.option(
    "--grade", metavar="B2", help="Reliability of the source, A to F, and credibility of what it says, 1 to 6."
)
@click.option("--undo", "verdict", flag_value="undo", help="Take back your last judgement of it.")
@click.option("--last", is_flag=True, help="Instead of ids: all that you judged in your last command (with --undo).")
@click.option("--settle", is_flag=True, help="This settles what others dispute.")
@click.option("--confidence-from", type=click.FloatRange(0, 1), metavar="P",
              help="Instead of ids: all current claims of at least this confidence (with --accept).")  # fmt: skip
@click.option("--note", metavar="TEXT", help="Why.")
@WHERE
@DEBUG
def review_command(ids: tuple[str, ...], where: str, reviewer: str, note: str | None, **said: Any) -> None:
    """Judge claims by a name. Judgements are kept beside the claims, never in their place, and can be taken back.
    With - for ID, ids are read from standard input, one a line, or as sayso reviews and sayso export write them.

    Example: sayso review fc46561523eefd53 --by ann --accept --ledger ./ledger
    """
    least, last = said.pop("confidence_from"), said.pop("last")
    verdict, detail = _verdict(**said)
    _only_one_way(bool(ids), least is not None, last, verdict)
    if not reviewer.strip():
        raise click.UsageError("a review needs the name of who gives it (--by)")
    with opened_ledger(where) as (ledger, _):
        named = _ids(ids)
        with ledger.reading() as connection:
            if verdict == "undo":
                taken = [reviewing.to_undo(connection, reviewer, i) for i in named]
                taken += reviewing.last_run(connection, reviewer) if last else []
                rows = [reviewing.undo_review(row, note) for row in taken]
            else:
                found = [reviewing.to_judge(connection, where, i) for i in named]
                found += reviewing.sure(connection, least) if least is not None else []
                if detail.merged_into:
                    detail = replace(detail, merged_into=reviewing.to_judge(connection, where, detail.merged_into).id)
                rows = [reviewing.review(f, reviewer, verdict, detail, note) for f in found]
        with ledger.writing("review", version("sayso")) as run:
            run.review(rows)
    tell(f"{verdict}: {many(len(rows), 'claim')}, by {reviewer}")


def _only_one_way(ids: bool, sure: bool, last: bool, verdict: ReviewVerdict) -> None:
    """Raises UsageError unless the claims are named in one way, which goes with the verdict."""
    if ids + sure + last != 1 or (sure and verdict != "accept") or (last and verdict != "undo"):
        raise click.UsageError(
            "name claims by their ids, or with --accept all of a confidence (--confidence-from P), or with --undo all "
            "of your last command (--last)"
        )


def _ids(given: tuple[str, ...]) -> list[str]:
    """The ids that were given; for - those on standard input."""
    return [found for word in given for found in (map(_id, filter(str.strip, sys.stdin)) if word == "-" else (word,))]


def _id(line: str) -> str:
    """A line's id: the line, or what a JSON object on it calls `claim` or `id`."""
    if not line.lstrip().startswith("{"):
        return line.strip()
    try:
        row = json.loads(line)
        return str(row.get("claim") or row["id"])
    except (ValueError, KeyError) as error:
        raise UsageError(f"standard input: no id in {line.strip()[:60]!r}") from error


def _verdict(
    verdict: ReviewVerdict | None, amend: Any, merge: str | None, split: Any, grade: str | None, settle: bool
) -> tuple[ReviewVerdict, Detail]:
    """The one verdict that the options give. Raises UsageError where they give none or several."""
    asked: dict[ReviewVerdict, Any] = {"amend": amend, "merge": merge, "split": split, "grade": grade}
    named: list[ReviewVerdict] = [*([verdict] if verdict else []), *(name for name, value in asked.items() if value)]
    if len(named) != 1:
        raise UsageError("give one of --accept, --reject, --amend, --merge, --split, --grade and --undo")
    if named[0] == "grade":
        return "grade", Detail(reliability=str(grade)[:1].upper(), credibility=_number(str(grade)[1:]))
    return named[0], Detail(
        claim=_claims(amend)[0] if amend else None,
        merged_into=merge,
        claims=tuple(_claims(split)) if split else (),
        adjudicates=settle,
    )


def _number(digits: str) -> int | None:
    if digits and not digits.isdecimal():
        raise UsageError(f"no credibility {digits!r}; give a number from 1 to 6")
    return int(digits) if digits else None


def _claims(file: Any) -> list[Claim]:
    try:
        found = [from_json(line, Claim) for line in file.read().splitlines() if line.strip()]
    except ValueError as error:
        raise UsageError(f"{file.name}: no claim, one a line, as sayso code writes it ({error})") from error
    if not found:
        raise UsageError(f"{file.name}: no claim in it")
    return found


ONLY = ("disputed", *BECOMES.values(), "stale", "recoded")


@click.command(name="reviews")
@click.option("--only", type=click.Choice(ONLY), help="Only claims of which that holds; the counts are of all.")
@click.option("--annotations", is_flag=True,
              help="Instead: a line a page, what people hold its claims to be, in the form of the corpus.")  # fmt: skip
@click.option("--with-text", is_flag=True, help="With --annotations: the pages' texts too.")
@WHERE
@DEBUG
def reviews_command(where: str, only: str | None, annotations: bool, with_text: bool) -> None:
    """What is thought of each claim that was judged, as JSON Lines; on stderr how far reviewers agree. Annotations are
    what a coder can learn from (docs/auditing.md).

    Example: sayso reviews --annotations --with-text --ledger ./ledger
    """
    if (annotations and only) or (with_text and not annotations):
        raise click.UsageError("--annotations goes without --only, and --with-text goes with --annotations")
    with opened_ledger(where) as (ledger, _), ledger.reading() as connection:
        if annotations:
            _annotations(corrections(connection), with_text)
            return
        found = reviewing.reviewed(connection)
        print_lines(_row(r) for r in found if only is None or _is(r, only))
        agreed = agreement(g for r in found for g in r.state.stands)
    told = "not known" if agreed.alpha is None else f"{agreed.alpha:.3f}"
    tell(f"{len(found):,} judged, {sum(r.stale for r in found):,} of them stale; Krippendorff's alpha {told}, over "
         f"{many(agreed.claims, 'claim')} with two or more verdicts, {agreed.alike:,} alike")  # fmt: skip


def _annotations(found: Corrections, with_text: bool) -> None:
    print_lines(annotation(page, with_text=with_text) for page in found.pages)
    told = sum(len(p.claims) + len(p.retold) + len(p.rejected) for p in found.pages)
    tell(f"{many(len(found.pages), 'page')}, {many(told, 'judgement')}")
    for why, count in sorted(found.left_out.items()):
        tell(f"{count:,} left out, {why}")


def _is(r: reviewing.Reviewed, what: str) -> bool:
    return {"stale": r.stale, "recoded": r.recoded}.get(what, r.state.verdict == what)


def _row(r: reviewing.Reviewed) -> dict[str, Any]:
    return {"claim": r.state.claim, "coder": r.state.coder, "verdict": r.state.verdict, "stale": r.stale,
            "recoded": r.recoded, "reviews": [
                {"by": g.reviewer, "verdict": g.verdict, "detail": g.detail, "note": g.note, "at": g.recorded_at}
                for g in r.state.stands]}  # fmt: skip
