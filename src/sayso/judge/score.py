"""A coder's claims against gold: claim F1, each field of the matched, core right, every field right, how far
confidence can be believed.

The measure is that of docs/record.md: a claim matches a gold one if its predicate lies in the gold evidence
and act or event type agrees; pairs are made one to one, the closest first. Gold claims of two independent codings hold
`alt` where they
differ (either is right) and `optional` where only one has them (neither asked for nor charged).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sayso.judge import alike

ClaimRecord = Mapping[str, Any]
CORE = ("act", "status", "actors", "recipients", "origin")
SCORED_FIELDS = (*("act", "event_type", "mode", "status", "actors", "actor countries", "recipients", "chain", "origin"),
          *("places", "time", "quantities", "movement"))  # fmt: skip
"""In the order they are printed; the last four are asked only where gold or the claim has one."""
BINS = 5
"""Confidence is looked at in so many bins of equal width."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One gold claim that counts: the claim found for it, and which of its fields are right (absent where neither has
    one)."""

    gold: ClaimRecord
    found: ClaimRecord | None = None
    fields: Mapping[str, bool] = field(default_factory=dict)

    @property
    def core(self) -> bool:
        """Act, status, actors, recipients and origin are all right."""
        return self.found is not None and all(self.fields[name] for name in CORE)

    @property
    def whole(self) -> bool:
        """Every field is right."""
        return self.found is not None and all(self.fields.values())


@dataclass(frozen=True, slots=True)
class Judged:
    """One article: a verdict on each gold claim that counts, and the found claims that count, each with whether its
    core is right."""

    verdicts: tuple[Scored, ...]
    found: tuple[tuple[ClaimRecord, bool], ...]


def judge(gold: Sequence[ClaimRecord], found: Sequence[ClaimRecord]) -> Judged:
    """Compares the claims of one article. `gold` has `predicate`, `evidence` as `[start, end]`, `chain`; `found` is
    the record's JSON."""
    own = alike.copy_agencies(c["chain"] for c in gold) | alike.copy_agencies(c.get("attribution") for c in found)
    mate = _mates(gold, found)
    excused = {j for i, j in mate.items() if gold[i].get("optional")}
    verdicts, right = [], dict[int, bool]()
    for i, claim in enumerate(gold):
        if claim.get("optional"):
            continue
        if i not in mate:
            verdicts.append(Scored(claim))
            continue
        verdict = Scored(claim, found[mate[i]], dict(_ticks(claim, found[mate[i]], own)))
        right[mate[i]] = verdict.core
        verdicts.append(verdict)
    return Judged(tuple(verdicts), tuple((c, right.get(j, False)) for j, c in enumerate(found) if j not in excused))


def codings_of(gold: ClaimRecord) -> tuple[ClaimRecord, ...]:
    """A gold claim as each of its codings has it."""
    return (gold, {**gold, **gold["alt"]}) if gold.get("alt") else (gold,)


def predicate_in_evidence(found: ClaimRecord, gold: ClaimRecord) -> bool:
    """Whether the predicate lies in the gold evidence, of either coding."""
    at = found["predicate"]
    return any(at["start"] < v["evidence"][1] and v["evidence"][0] < at["end"] for v in codings_of(gold))


def _agrees(found: ClaimRecord, gold: ClaimRecord) -> bool:
    kind = found.get("event_type")
    return any(found.get("act") == v["act"] or (v["event_type"] and kind == v["event_type"]) for v in codings_of(gold))


def _closeness(found: ClaimRecord, gold: ClaimRecord) -> float:
    at = found["predicate"]
    touches = any(at["start"] < v["predicate"][1] and v["predicate"][0] < at["end"] for v in codings_of(gold))
    same_act = any(found.get("act") == v["act"] for v in codings_of(gold))
    agreeing: int = (found.get("status") == gold["status"]) + alike.same_parties(gold["actors"], found.get("actors"))
    apart: int = abs(at["start"] - gold["predicate"][0])
    return 4 * touches + 2 * same_act + agreeing + 0.5 * (not gold.get("optional")) - apart / 1e6


def _mates(gold: Sequence[ClaimRecord], found: Sequence[ClaimRecord]) -> dict[int, int]:
    """Gold index → found index, one to one, the closest first."""
    options = [
        (_closeness(y, x), i, j)
        for i, x in enumerate(gold)
        for j, y in enumerate(found)
        if predicate_in_evidence(y, x) and _agrees(y, x)
    ]
    mate, taken = dict[int, int](), set[int]()
    for _, i, j in sorted(options, reverse=True):
        if i not in mate and j not in taken:
            mate[i] = j
            taken.add(j)
    return mate


def _ticks(gold: ClaimRecord, found: ClaimRecord, own: Collection[frozenset[str]]) -> Iterator[tuple[str, bool]]:
    """Field and whether it is right by either coding; places, time, quantities and movement only where gold or the
    claim has one."""
    every = codings_of(gold)
    for name in ("act", "event_type", "mode", "status"):
        yield name, any(found.get(name) == v[name] for v in every)
    yield "actors", any(alike.same_parties(v["actors"], found.get("actors")) for v in every)
    yield "actor countries", any(_countries(v["actors"]) == _countries(found.get("actors")) for v in every)
    yield "recipients", any(alike.same_parties(v["recipients"], found.get("recipients")) for v in every)
    yield "chain", any(alike.same_chain(v["chain"], found.get("attribution"), own) for v in every)
    yield "origin", any(alike.same_origin(v["chain"], found.get("attribution"), own) for v in every)
    for name, same in _WHERE_GIVEN:
        if _given(name, found) or any(_given(name, v) for v in every):
            yield name, any(same(v.get(name), found.get(name)) for v in every)


def _given(name: str, claim: ClaimRecord) -> bool:
    return bool(alike.known_edtf(claim.get("time")) if name == "time" else claim.get(name))


def _same_time(one: Any, other: Any) -> bool:
    return bool(alike.known_edtf(one) == alike.known_edtf(other))


_WHERE_GIVEN: tuple[tuple[str, Callable[[Any, Any], bool]], ...] = (
    ("places", alike.same_parties),
    ("time", _same_time),
    ("quantities", alike.same_amounts),
    ("movement", alike.same_movement),
)
"""Fields that a claim need not have, each with what tells that two are the same."""


def _countries(parties: Sequence[ClaimRecord] | None) -> set[str | None]:
    return {p.get("country") for p in parties or ()}


@dataclass(frozen=True, slots=True)
class Share:
    """What was right, of what was found and of what gold holds."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Right of found, 0 … 1."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right of gold, 0 … 1."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0

    def __str__(self) -> str:
        return (
            f"F1 {self.f1:.4f}  P {self.precision:.4f}  R {self.recall:.4f}  (gold {self.gold}, predicted {self.found})"
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of many articles.

    `fields`: field → (right, asked) over matched claims; `bins`: bin of confidence → (said, right) of each claim found.
    """

    claims: Share
    core: Share
    whole: Share
    fields: Mapping[str, tuple[int, int]]
    bins: Mapping[int, Sequence[tuple[float, bool]]]

    @property
    def calibration_error(self) -> float | None:
        """Expected calibration error of confidence against core right (Naeini and others 2015); null where no claim
        has a confidence."""
        n = sum(map(len, self.bins.values()))
        return sum(abs(sum(right - said for said, right in rows)) for rows in self.bins.values()) / n if n else None

    @property
    def ranking(self) -> float | None:
        """The chance that a claim whose core is right has more confidence than one whose core is not (AUC); null
        without both."""
        rows = sorted(row for rows in self.bins.values() for row in rows)
        good, bad = sum(right for _, right in rows), sum(not right for _, right in rows)
        if not good or not bad:
            return None
        by_said: dict[float, list[int]] = defaultdict(lambda: [0, 0])
        for said, right in rows:
            by_said[said][right] += 1
        wins, below = 0.0, 0
        for said in sorted(by_said):
            wrong, fine = by_said[said]
            wins += fine * (below + wrong / 2)
            below += wrong
        return wins / good / bad


def figures(judged: Iterable[Judged]) -> Figures:
    """The figures of many articles together."""
    every = list(judged)
    verdicts = [v for j in every for v in j.verdicts]
    n_found = sum(len(j.found) for j in every)
    asked, right = Counter[str](), Counter[str]()
    for verdict in verdicts:
        asked.update(list(verdict.fields))
        right.update(name for name, fine in verdict.fields.items() if fine)
    matched = sum(v.found is not None for v in verdicts)
    core, whole = sum(v.core for v in verdicts), sum(v.whole for v in verdicts)
    claims, cores, wholes = (Share(n, n_found, len(verdicts)) for n in (matched, core, whole))
    return Figures(
        claims,
        cores,
        wholes,
        {name: (right[name], asked[name]) for name in SCORED_FIELDS if asked[name]},
        _bins(row for j in every for row in j.found),
    )


def _bins(found: Iterable[tuple[ClaimRecord, bool]]) -> dict[int, list[tuple[float, bool]]]:
    """What was said of how sure it is, and whether it was right, by how sure."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for claim, fine in found:
        if (said := claim.get("confidence")) is not None:
            bins[min(BINS - 1, int(said * BINS))].append((float(said), fine))
    return dict(sorted(bins.items()))


def figure_lines(of: Figures) -> Iterator[str]:
    """The figures as text, a line each."""
    yield f"claim (act or event type, same place in text)  {of.claims}"
    for name, (right, asked) in of.fields.items():
        yield f"  {name:20s} {right / asked:.4f}  of {asked} matched"
    yield f"core right ({', '.join(CORE)})  {of.core}"
    yield f"every field right  {of.whole}"
    for index, rows in of.bins.items():
        fine, said = sum(right for _, right in rows) / len(rows), sum(s for s, _ in rows) / len(rows)
        band = f"said {index / BINS:.1f}-{(index + 1) / BINS:.1f}"
        yield f"  {band}: core right {fine:.3f} of {len(rows)}, mean said {said:.3f}"
    if of.calibration_error is not None:
        ranking = "" if of.ranking is None else f", AUC {of.ranking:.4f}"
        yield f"confidence against core right: ECE {of.calibration_error:.4f}{ranking}"
