"""Story sets with their right answers, from raw text to what is printed:
`python -m benchmarks.timelines [SET…] [--wrong]`.

The sets of corpus/timelines that may be read, unless others are named; `--unread` prints the figures of the others, and
never what is wrong there. A state that is not known is a gap, any other wrong one is false: precision is of what is
printed, recall of what the pages let one know. Happenings are compared by page: each telling of a happening in the
right answers with the account that holds the claim in those words.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.corpus_details import Board
from benchmarks.timeline_match import Telling, absences, b_cubed, found_account, same_sides, state_of, tellings, threads
from benchmarks.timeline_sets import TO_READ, UNREAD, TimelineSet
from sayso import intake, pipeline
from sayso.answers.origins import Origins
from sayso.answers.presence import Presence
from sayso.answers.presence.movement_plans import MovementPlan
from sayso.answers.store import Ledger, open_ledger
from sayso.claims.codebook import NO_CODEBOOK
from sayso.claims.coding import extract
from sayso.errors import InputRejected
from sayso.ledger.scope import Query
from sayso.pipeline import Coded
from sayso.stories.accounts import Account

ENDED = ("fulfilled", "cancelled")
UNSURE = "unknown"
SHOWN = (
    "states right", "states printed, right", "ABSENT printed, right",
    "ABSENT printed, of what the sets do not ask", "ABSENT told", "plans right",
    "FULFILLED printed, right", "FULFILLED told", "CANCELLED printed, right", "CANCELLED told",
    "withdrawn printed, right", "withdrawn told", "tellings found", "origins within one", "sides exact",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answers:
    """A set with what the program makes of it: its ledger, still open, and its origins."""

    of: TimelineSet
    ledger: Ledger
    origins: Origins
    coded: Sequence[Coded]

    def presence(self, query: Query) -> Presence:
        """What is printed of a question."""
        return pipeline.ask(self.ledger, query, NO_CODEBOOK.names)


def refuse(error: InputRejected) -> None:
    """A page of a set that is rejected ends the run: it is a fault."""
    raise error


def answered(of: TimelineSet, folder: str) -> Answers:
    """A set, coded, linked and kept in a new ledger in a folder."""
    coded: list[Coded] = []
    named = ((f"{of.name}/{page['id']}", intake.article(page)) for page in of.pages)
    found = pipeline.origins(named, NO_CODEBOOK, refuse, coded.append)
    ledger = open_ledger(folder, create=True)
    with ledger.writing("add", "benchmark") as run:
        for one in coded:
            run.add(one.article, one.claims, extract.coder(NO_CODEBOOK))
        pipeline.tie(run, refuse)
    return Answers(of, ledger, found, coded)


# ---------------------------------------------------------------- what is asked
def presence(a: Answers, board: Board) -> None:
    """The rows about where forces are."""
    for row in a.of.right["presence"]:
        found = pipeline.ask(
            a.ledger,
            Query(row["force"], row["place"], row["kind"], row["valid_on"], row["known_on"]),
            NO_CODEBOOK.names,
        )
        state = state_of(found, row["place"])
        right = state.upper() in (row["state"], *row.get("also_right", ()))
        note = (
            f"set {a.of.name} {row['id']} {row['force']} {row['kind']} in {row['place']}: {state}, right {row['state']}"
        )
        board.tick("states right", right, note)
        if state != UNSURE:
            board.tick("states printed, right", right, note)
        if row["state"] == "ABSENT":
            board.tick("ABSENT told", state == "absent", note)
    for line, told in absences(a.of, a.presence):
        if told is None:
            board.tick("ABSENT printed, of what the sets do not ask", True)
        else:
            board.tick("ABSENT printed, right", told, f"set {a.of.name} {line}")


def plans(a: Answers, board: Board) -> None:
    """The threads of plans, at each day that the set names."""
    days = sorted({s["known_on"] for plan in a.of.right["plans"] for s in plan["states"]})
    for day in days:
        printed = a.presence(Query(as_of=day, known_by=day)).plans
        wanted = [(plan, state) for plan in a.of.right["plans"] if (state := state_on(plan, day))]
        for plan, state in wanted:
            mine = {t.status for t in threads(a.of, printed, plan)}
            right = bool(mine & state)
            note = (
                f"set {a.of.name} {plan['id']} on {day}: {' or '.join(sorted(mine)) or 'none'}, right {sorted(state)}"
            )
            board.tick("plans right", right, note)
            for end in ENDED:
                if end in state:
                    board.tick(f"{end.upper()} told", end in mine, note)
        for thread in printed:
            if thread.status in ENDED:
                ended(a, thread, day, board)


def ended(a: Answers, thread: MovementPlan, day: str, board: Board) -> None:
    """A thread that is printed as fulfilled or cancelled on a day."""
    held = (p for p in a.of.right["plans"] if thread.status in state_on(p, day, last=True))
    right = any(threads(a.of, [thread], plan) for plan in held)
    which = f"{thread.holder} {thread.direction} {thread.place_name} {thread.status}"
    board.tick(f"{thread.status.upper()} printed, right", right, f"set {a.of.name} on {day}: {which}")


def state_on(plan: dict[str, Any], day: str, *, last: bool = False) -> set[str]:
    """What a plan may be called on a day that the set names for it, or as it was `last` named by then."""
    known = [s for s in plan["states"] if s["known_on"] <= day]
    if not known or (known[-1]["known_on"] != day and not last):
        return set()
    also = known[-1].get("also_right", ())
    return {known[-1]["state"], *((also,) if isinstance(also, str) else also)}


def notices(a: Answers, board: Board) -> None:
    """Stories that were withdrawn or corrected, and the pages that carry them still; pages that tell of a notice may
    say so too."""
    right = [set(n["still_wrong"]) for n in a.of.right["notices"]]
    printed = [set(r.uncorrected) for r in a.origins.reaches if r.uncorrected]
    for left in printed:
        board.tick("withdrawn printed, right", any(left <= told for told in right), f"set {a.of.name}: {sorted(left)}")
    for told in right:
        mine = set().union(*(left for left in printed if left <= told))
        board.tick("withdrawn told", mine == told, f"set {a.of.name}: {sorted(mine)}, right {sorted(told)}")


def happenings(a: Answers, board: Board) -> list[Telling]:
    """Each happening of the set: told where, on how many origins, of which sides."""
    every = tellings(a.of, a.coded, a.origins)
    for row in a.of.right["happenings"]:
        mine = [t for t in every if t.happening == row["id"]]
        for t in mine:
            board.tick(
                "tellings found", t.account is not None, f"set {a.of.name} {row['id']} on page {t.page}: {row['what']}"
            )
        account = found_account(mine, a.origins)
        if account is not None:
            counted(a.of, row, account, board)
    return [t for t in every if t.account is not None]


def counted(of: TimelineSet, row: dict[str, Any], account: Account, board: Board) -> None:
    """The origins and sides of a happening that was found."""
    low, high = int(row["origins"]["low"]), int(row["origins"]["high"])
    near = account.fewest_origins <= high + 1 and account.most_origins >= low - 1
    exact = abs(account.fewest_origins - low) <= 1 and abs(account.most_origins - high) <= 1
    who = ", ".join(f"{o.name} ({o.side})" for o in account.origins)
    note = (
        f"set {of.name} {row['id']} {row['what']}: {account.fewest_origins}–{account.most_origins}, right {low}–{high} "
        f"({', '.join(row['origins']['who'])}); {who}; pages {','.join(account.pages)}"
    )
    board.tick("origins within one", near and exact, note)
    right = same_sides(account, row["sides"], row.get("sides_also", ()))
    board.tick(
        "sides exact", right, f"set {of.name} {row['id']}: {[s.name for s in account.sides]}, right {row['sides']}"
    )


# ---------------------------------------------------------------- the command
def measured(names: Sequence[str]) -> Iterator[tuple[str, Board, Sequence[Telling]]]:
    """Each set with its figures."""
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            a, board = answered(TimelineSet.of(name), folder), Board()
            presence(a, board)
            plans(a, board)
            notices(a, board)
            yield name, board, happenings(a, board)


def line(name: str, board: Board) -> str:
    """One figure: its share and of how many."""
    right, every = board.right[name], board.all[name]
    return f"{right / every:.3f} ({right} of {every})" if every else "none"


def main() -> None:
    """Prints the figures of each set and of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=None, metavar="SET", help="two digits (default: those to be read)")
    parser.add_argument("--unread", action="store_true", help="the figures of the sets that nobody reads")
    parser.add_argument("--wrong", action="store_true", help="print what is wrong too")
    given = parser.parse_args()
    names = UNREAD if given.unread else tuple(given.sets or TO_READ)
    total, every, cubes = Board(), 0, 0.0
    near = exact = 0
    for name, board, told in measured(names):
        score = b_cubed(told)
        origins, sides = (board.right[x] / max(board.all[x], 1) for x in ("origins within one", "sides exact"))
        print(
            f"set {name}: origins within one {origins:.2f}, sides exact {sides:.2f}, happenings B-cubed {score.f1:.3f}"
        )
        near, exact = near + (origins == 1), exact + (sides == 1)
        cubes, every = cubes + score.f1 * len(told), every + len(told)
        for figure in SHOWN:
            total.right[figure] += board.right[figure]
            total.all[figure] += board.all[figure]
        if given.wrong and name not in UNREAD:
            print(*(f"  {x}" for x in board.wrong), sep="\n")
    print(f"\nsets with all origins within one: {near} of {len(names)}, with all sides exact: {exact} of {len(names)}")
    print(f"happenings, B-cubed F1 over tellings found: {cubes / max(every, 1):.3f}")
    print(*(f"{figure}: {line(figure, total)}" for figure in SHOWN), sep="\n")


if __name__ == "__main__":
    main()
