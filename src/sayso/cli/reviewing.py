"""The commands review and reviews: people judge claims, and what stands of it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import click

from sayso.answers import reviewing
from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.ledger import WHERE, opened
from sayso.cli.shell import lines
from sayso.errors import UsageError
from sayso.judge.reviews import Detail, ReviewVerdict, agreement
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
@click.option("--settle", is_flag=True, help="This settles what others dispute.")
@click.option("--confidence-from", type=click.FloatRange(0, 1), metavar="P",
              help="Instead of ids: all current claims of at least this confidence (with --accept).")  # fmt: skip
@click.option("--note", metavar="TEXT", help="Why.")
@WHERE
@DEBUG
def review_command(ids: tuple[str, ...], where: str, reviewer: str, note: str | None, **said: Any) -> None:
    """Judge claims by a name. Judgements are kept beside the claims, never in their place, and can be taken back.

    Example: sayso review fc46561523eefd53 --by ann --accept --ledger ./ledger
    """
    least = said.pop("confidence_from")
    with opened(where) as (ledger, _):
        verdict, detail = _verdict(**said)
        if (least is not None) == bool(ids) or (least is not None and verdict != "accept"):
            raise UsageError("name claims by their ids, or with --accept all of a confidence (--confidence-from P)")
        with ledger.reading() as connection:
            found = reviewing.sure(connection, least) if least is not None else [
                reviewing.to_judge(connection, where, i) for i in ids]  # fmt: skip
            if detail.merged_into:
                other = reviewing.to_judge(connection, where, detail.merged_into)
                detail = Detail(merged_into=other.id, adjudicates=detail.adjudicates)
        rows = [reviewing.review(f, reviewer, verdict, detail, note) for f in found]
        with ledger.writing("review", version("sayso")) as run:
            run.review(rows)
    tell(f"{verdict}: {len(rows):,} claim{'' if len(rows) == 1 else 's'}, by {reviewer}")


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


@click.command(name="reviews")
@WHERE
@DEBUG
def reviews_command(where: str) -> None:
    """What is thought of each claim that was judged, as JSON Lines; on stderr how far reviewers agree.

    Example: sayso reviews --ledger ./ledger
    """
    with opened(where) as (ledger, _), ledger.reading() as connection:
        found = reviewing.reviewed(connection)
        lines(_row(r) for r in found)
        agreed = agreement(g for r in found for g in r.state.stands)
    told = "not known" if agreed.alpha is None else f"{agreed.alpha:.3f}"
    tell(f"{len(found):,} judged, {sum(r.stale for r in found):,} of them stale; Krippendorff's alpha {told}, over "
         f"{agreed.claims:,} claims with two or more verdicts, {agreed.alike:,} alike")  # fmt: skip


def _row(r: reviewing.Reviewed) -> dict[str, Any]:
    return {"claim": r.state.claim, "coder": r.state.coder, "verdict": r.state.verdict, "stale": r.stale,
            "recoded": r.recoded, "reviews": [
                {"by": g.reviewer, "verdict": g.verdict, "detail": g.detail, "note": g.note, "at": g.recorded_at}
                for g in r.state.stands]}  # fmt: skip
