"""Judgements of claims by people: what stands after all that was said and undone, and how far two people agree.

Rows are only ever appended. An undoing takes back the reviewer's last judgement of that claim that still stands; the
one before it stands again. Grades are an axis of their own: a grade and a verdict do not overtake each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.errors import UsageError
from sayso.records import Claim

ReviewVerdict = Literal["accept", "amend", "reject", "merge", "split", "grade", "undo"]
JUDGING = ("accept", "amend", "reject", "merge", "split")
BECOMES = {"accept": "accepted", "amend": "amended", "reject": "rejected", "merge": "merged", "split": "split"}
RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "cannot be judged",
}  # fmt: skip
"""Grades of a source (the letters of NATO's system)."""
CREDIBILITY = {
    1: "confirmed by other sources", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable",
    6: "cannot be judged",
}  # fmt: skip
"""Grades of what it says (the numbers of that system)."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What a verdict says beyond its name: the claim as it should be (amend), the claim it is one with (merge), the
    claims it should be (split), the grades; `adjudicates`: it settles what others dispute."""

    claim: Claim | None = None
    merged_into: str | None = None
    claims: tuple[Claim, ...] = ()
    reliability: str | None = None
    credibility: int | None = None
    adjudicates: bool = False

    def __post_init__(self) -> None:
        if self.reliability is not None and self.reliability not in RELIABILITY:
            raise UsageError(f"no reliability {self.reliability!r}; give a letter from A to F")
        if self.credibility is not None and self.credibility not in CREDIBILITY:
            raise UsageError(f"no credibility {self.credibility!r}; give a number from 1 to 6")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row: who said what of which claim, when. `coder` made the claim."""

    n: int
    claim: str
    coder: str
    reviewer: str
    verdict: ReviewVerdict
    detail: Detail
    note: str | None
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What is thought of a claim now. `verdict` is accepted, amended, rejected, merged or split, `disputed` where
    reviewers differ and nobody has settled it, null where there are grades alone; `stands` are the rows that it rests
    on."""

    claim: str
    coder: str
    verdict: str | None
    stands: tuple[ReviewRow, ...]

    @property
    def grades(self) -> tuple[ReviewRow, ...]:
        """The grades that stand."""
        return tuple(g for g in self.stands if g.verdict == "grade")

    @property
    def decided_by(self) -> ReviewRow | None:
        """The row that says what holds: the last that settles it, else the first of those that say the same; null
        where it is disputed or only graded."""
        return _decisive(self.stands)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far reviewers agree: Krippendorff's α for names, over `claims` that two or more of them judged. Null where
    there are none, or where all give one verdict (then there is nothing to tell chance by)."""

    alpha: float | None
    claims: int
    alike: int


def not_undone(rows: Iterable[ReviewRow]) -> list[ReviewRow]:
    """The judgements that their reviewers did not take back, in their order."""
    stacks: dict[tuple[str, str, str], list[ReviewRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: r.n):
        stack = stacks[row.claim, row.coder, row.reviewer]
        if row.verdict != "undo":
            stack.append(row)
        elif stack:
            stack.pop()
    return sorted((row for stack in stacks.values() for row in stack), key=lambda r: r.n)


def current_reviews(rows: Iterable[ReviewRow]) -> list[ReviewRow]:
    """The rows that count now: of each reviewer and claim the last verdict and the last grade that were not undone."""
    last = {(r.claim, r.coder, r.reviewer, r.verdict == "grade"): r for r in not_undone(rows)}
    return sorted(last.values(), key=lambda r: r.n)


def states(rows: Iterable[ReviewRow]) -> list[Standing]:
    """What is thought of each claim, in the order of its first row that stands."""
    by_claim: dict[tuple[str, str], list[ReviewRow]] = defaultdict(list)
    for row in current_reviews(rows):
        by_claim[row.claim, row.coder].append(row)
    return [Standing(claim, coder, _verdict(found), tuple(found)) for (claim, coder), found in by_claim.items()]


def _verdict(found: Sequence[ReviewRow]) -> str | None:
    """The last that settles it; else what all say, amended in the same way."""
    row = _decisive(found)
    if row is not None:
        return BECOMES[row.verdict]
    return "disputed" if any(g.verdict in JUDGING for g in found) else None


def _decisive(found: Sequence[ReviewRow]) -> ReviewRow | None:
    verdicts = [g for g in found if g.verdict in JUDGING]
    settled = [g for g in verdicts if g.detail.adjudicates]
    kinds = {(g.verdict, g.detail.claim, g.detail.merged_into, g.detail.claims) for g in verdicts}
    return settled[-1] if settled else verdicts[0] if len(kinds) == 1 else None


def agreement(rows: Iterable[ReviewRow]) -> Agreement:
    """How far reviewers agree on verdicts; what settles a dispute is none of them, since it has seen the others."""
    judged: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in current_reviews(rows):
        if row.verdict in JUDGING and not row.detail.adjudicates:
            judged[row.claim, row.coder].append(row.verdict)
    units = [u for u in judged.values() if len(u) > 1]
    return Agreement(alpha(units), len(units), sum(len(set(u)) == 1 for u in units))


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's α for nominal data (Krippendorff 2011): `units` are the values that coders gave one thing, of any
    number. Null where no two values can be compared or all are one."""
    compared = [u for u in units if len(u) > 1]
    total = sum(map(len, compared))
    values = Counter(v for u in compared for v in u)
    expected = total * total - sum(n * n for n in values.values())
    if not expected:
        return None
    observed = sum((len(u) ** 2 - sum(n * n for n in Counter(u).values())) / (len(u) - 1) for u in compared)
    return 1 - (total - 1) * observed / expected
