"""What is printed about a story set, held against its right answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.timeline_sets import TimelineSet
from sayso.answers.origins import Origins
from sayso.answers.presence import Deployment, Presence
from sayso.answers.presence.movement_plans import MovementPlan
from sayso.ground.places import country_code, plain, spelling_key
from sayso.ledger.assertions import family, holder_of
from sayso.ledger.scope import Query
from sayso.pipeline import Coded
from sayso.records import Claim
from sayso.stories.accounts import Account

Ask = Callable[[Query], Presence]
STAGES = {"happened": "done", "ongoing": "done", "planned": "plan", "agreed": "plan", "possible": "plan"}
LEAVING = frozenset({"leave", "reduce", "cede"})


# ---------------------------------------------------------------- where forces are
def state_of(found: Presence, place: str) -> str:
    """The state that stands for the place asked for: its own row, else the one that gathers those within."""
    wanted = country_code(place)
    own = [row for row in found.entries if not row.rolled and _is(row, place, wanted)]
    gathered = [row for row in found.entries if row.rolled]
    there = {"arriving": "present", "leaving": "present"}
    best = next((row for row in (*own, *gathered) if row.state != "unknown"), None)
    return there.get(best.state, best.state) if best else "unknown"


def _is(row: Deployment, place: str, code: str | None) -> bool:
    return row.place == code if code else spelling_key(row.place_name) == spelling_key(place)


def absences(of: TimelineSet, ask: Ask) -> Iterator[tuple[str, bool | None]]:
    """Every row that says that nobody is there, on each day of the set, and whether the set says so: of that force,
    kind and ground by that day, with nothing else told of it until then; None where the set does not speak of it."""
    for day in sorted({row["known_on"] for row in of.right["presence"]}):
        for row in ask(Query(as_of=day, known_by=day)).entries:
            if row.state == "absent":
                right = _is_absent(of, row, day)
                yield f"on {day}: {row.holder} {row.kind} {row.place_name} absent", right


def _is_absent(of: TimelineSet, row: Deployment, day: str) -> bool | None:
    same = [
        r
        for r in of.right["presence"]
        if r["known_on"] <= day and holder_of(r["force"]) == row.holder and family(r["kind"]) == family(row.kind)
        and bool(_names(of, r["place"]) & {plain(row.place_name), row.place})
    ]  # fmt: skip
    last = max(same, key=lambda r: str(r["known_on"]), default=None)
    return None if last is None else "ABSENT" in (last["state"], *last.get("also_right", ()))


def _names(of: TimelineSet, place: str) -> set[str]:
    """All names under which a set knows a place, and its code where it is a country."""
    rows = [row for row in of.right.get("names", ()) if place in row]
    found = {plain(name) for row in rows for name in row} | {plain(place)}
    return found | {code for name in (place,) if (code := country_code(name))}


def threads(of: TimelineSet, printed: Sequence[MovementPlan], plan: dict[str, Any]) -> list[MovementPlan]:
    """The threads that may be a plan of the set: its force, its ground, its way."""
    force = plan["force"].split()[0]
    arriving = "to" in plan and "from" not in plan
    grounds = plan["to"] if arriving else plan["from"]
    names = set().union(*(_names(of, g) for g in ([grounds] if isinstance(grounds, str) else grounds)))
    stays = "stay" in plan["share"]
    way = "staying" if stays else "arriving" if arriving else "leaving"
    return [
        t for t in printed
        if t.holder.upper() == holder_of(force).upper() and t.direction == way
        and bool({plain(t.place_name), t.place} & names)
    ]  # fmt: skip


# ---------------------------------------------------------------- happenings
@dataclass(frozen=True, slots=True)
class Telling:
    """A happening of the set as one page tells it, and the account that holds the claim in those words, by its id."""

    happening: str
    page: str
    account: str | None = None


def tellings(of: TimelineSet, coded: Sequence[Coded], found: Origins) -> list[Telling]:
    """Every telling of the set's happenings on the pages that support them; to count those that tell it again in
    passing is as right as to leave them out."""
    claims = {one.article.id: one for one in coded}
    account = {claim: a.id for a in found.accounts for claim in a.claims}
    made = []
    for row in of.right["happenings"]:
        told = of.told(row["id"])
        for page in row["supports"]:
            if page in told and page in claims:
                claim = _best(claims[page], told[page], row, account)
                made.append(Telling(row["id"], page, account.get(claim.id) if claim else None))
    return made


def _best(one: Coded, words: Sequence[str], row: dict[str, Any], account: dict[str, str]) -> Claim | None:
    """The claim in those words that is most like the happening; None where none is like it."""
    spans = [(at, at + len(w)) for w in words if (at := one.article.text.find(w)) >= 0]
    near = [c for c in one.claims if c.id in account and any(_overlap(c, s) for s in spans)]
    rated = [(n, c) for c in near if (n := _alike(c, row)) > 0]
    return max(rated, key=lambda r: r[0])[1] if rated else None


def _overlap(claim: Claim, span: tuple[int, int]) -> bool:
    return any(w.start < span[1] and span[0] < w.end for w in claim.evidence)


def _alike(claim: Claim, row: dict[str, Any]) -> int:
    """How like a claim is to a happening: the same act or change of forces, at the same stage."""
    change = claim.movement.change if claim.movement else None
    wanted = row.get("change")
    moves = change is not None and (change == wanted or {change, str(wanted)} <= LEAVING)
    if not moves and claim.act != row["act"]:
        return 0
    stages = STAGES.get(claim.status, claim.status) == STAGES.get(row["status"], row["status"])
    return 1 + 4 * int(stages) + 2 * int(moves) + int(claim.act == row["act"])


def found_account(told: Sequence[Telling], found: Origins) -> Account | None:
    """The account that holds most tellings of a happening."""
    held = [t.account for t in told if t.account is not None]
    best = max(dict.fromkeys(held), key=held.count, default=None)
    return next((a for a in found.accounts if a.id == best), None)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(told: Sequence[Telling]) -> Score:
    """B-cubed (Bagga and Baldwin 1998) of the tellings that were found, the set's happenings against the accounts."""
    if not told:
        return Score(0.0, 0.0)
    precision = sum(_shared(t, [u for u in told if u.account == t.account]) for t in told)
    recall = sum(_shared(replace(t), [u for u in told if u.happening == t.happening]) for t in told)
    return Score(precision / len(told), recall / len(told))


def _shared(t: Telling, group: Sequence[Telling]) -> float:
    return sum((u.account, u.happening) == (t.account, t.happening) for u in group) / len(group)


def same_sides(account: Account, sides: Sequence[str], also: Sequence[str]) -> bool:
    """Whether the sides of an account are those of the set: states by their codes, others by their names."""
    mine = {s.key: s.name for s in account.sides}
    left = [name for key, name in mine.items() if not any(_side(key, name, s) for s in (*sides, *also))]
    return not left and all(any(_side(key, name, s) for key, name in mine.items()) for s in sides)


def _side(key: str, name: str, side: str) -> bool:
    if side.isupper():
        return key == side or key.lower() == side.lower()
    words = set(plain(side).replace("-", " ").split())
    return words <= set(plain(f"{name} {key}").replace("-", " ").replace(":", " ").replace(".", " ").split())
