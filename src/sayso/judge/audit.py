"""A sample and what auditors said of it → precision and recall of each field, weighted, with intervals, and how far the
auditors agree.

Precision: of the claims that the coder has, the share that is right. Recall: of the claims that the texts make, the
share that the coder has, right in that field. A sentence's missed claims are shared out among the claims that the coder
has in it, so that a claim drawn brings its part of them (Lavallée, Indirect Sampling, 2007, chapter 2). Where auditors
differ and nobody settled it, their mean counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.errors import UsageError
from sayso.judge.estimates import Contribution, Estimate, JudgedStratum, collapsed, ratio
from sayso.judge.reviews import Agreement, alpha
from sayso.judge.sample import Sample, SampleItem
from sayso.judge.sampling import Stratum
from sayso.judge.score import CORE
from sayso.judge.verdicts import CLAIM, JUDGED_FIELDS, MISSED, AuditVerdict, Sheet

Says = Callable[[AuditVerdict], bool | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision and recall of a field; null where nothing tells."""

    precision: Estimate | None
    recall: Estimate | None


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found. `figures`: claim, each field, core, every field; `agreement`: question → how far auditors
    agree. `said` is the mean confidence of the coder's claims as the sample has it. Numbers of verdicts: `judged`
    items of `drawn`, `settled` and still `open` disputes over one question of one item, `unclear` ones."""

    sample: Sample
    auditors: int
    figures: Mapping[str, Figure]
    agreement: Mapping[str, Agreement]
    said: float | None
    judged: int
    drawn: int
    settled: int
    open: int
    unclear: int


def audit(sample: Sample, sheets: Sequence[Sheet], settled: Sheet | None = None) -> Audit:
    """What some auditors' sheets say of a sample, with what a later one settled. Raises UsageError where nobody judged
    a thing."""
    every = [item.id for item in sample.items]
    said, final = settle(every, sheets, {}), settle(every, sheets, settled or {})
    if not any(said.values()):
        raise UsageError("no item is judged in these sheets; fill in the columns that end in _right, and missed")
    verdicts = [verdict for given in said.values() for verdict in given]
    asked = [name for name in JUDGED_FIELDS if any(verdict.fields.get(name) is not None for verdict in verdicts)]
    disputed, left = (sum(map(len, disputes(given).values())) for given in (said, final))
    return Audit(
        sample,
        len(sheets),
        {name: _figure(sample, final, says) for name, says in _questions(asked).items()},
        _agreement(said.values(), asked),
        _confidence(sample),
        judged=sum(map(bool, said.values())),
        drawn=len(every),
        settled=disputed - left,
        open=left,
        unclear=sum(verdict.unclear for verdict in verdicts),
    )


def settle(items: Iterable[str], sheets: Sequence[Sheet], settled: Sheet) -> dict[str, list[AuditVerdict]]:
    """Item → what each auditor who judged it says, with what was settled in its place."""
    said = {item: [sheet[item] for sheet in sheets if item in sheet] for item in items}
    return {i: [v.under(settled[i]) if i in settled else v for v in given] for i, given in said.items()}


def _confidence(sample: Sample) -> float | None:
    """What the coder said on average of how sure it is."""
    found = ratio(_layers(sample.claims, sample.items, lambda item: (item.confidence or 0.0, 1.0)))
    return found.value if found else None


def _questions(asked: Sequence[str]) -> dict[str, Says]:
    """What each line of figures asks of a verdict."""
    core = [name for name in CORE if name in asked]
    found: dict[str, Says] = {CLAIM: _all([]), **{name: _all([name]) for name in asked}}
    if len(core) == len(CORE):
        found["core"] = _all(core)
    return {**found, "every field": _all(asked)} if asked else found


def _all(names: Sequence[str]) -> Says:
    """Whether the claim and these of its fields are right; null where one of them is not to be told and none is
    wrong."""

    def says(verdict: AuditVerdict) -> bool | None:
        if verdict.claim is not True:
            return verdict.claim
        values = [verdict.fields.get(name) for name in names]
        return False if False in values else None if None in values else True

    return says


def _figure(sample: Sample, said: Mapping[str, Sequence[AuditVerdict]], says: Says) -> Figure:
    def right(item: SampleItem) -> Contribution | None:
        return _mean([(float(r), 1.0) for v in said[item.id] if (r := says(v)) is not None])

    def of_text(item: SampleItem) -> Contribution | None:
        return _mean([
            (float(r), v.claim + v.missed / item.in_sentence) for v in said[item.id]
            if (r := says(v)) is not None and v.claim is not None and v.missed is not None
        ])  # fmt: skip

    def unseen(item: SampleItem) -> Contribution | None:
        return _mean([(0.0, float(v.missed)) for v in said[item.id] if v.missed is not None])

    there = collapsed(_layers(sample.claims, sample.items, of_text))
    silent = collapsed(_layers(sample.sentences, sample.items, unseen))
    known = any(layer.pairs for layer in silent) or not sum(s.size for s in sample.sentences)
    precision = ratio(collapsed(_layers(sample.claims, sample.items, right)))
    return Figure(precision, ratio([*there, *silent]) if known else None)


def _layers(
    strata: Iterable[Stratum], items: Iterable[SampleItem], pair: Callable[[SampleItem], Contribution | None]
) -> list[JudgedStratum]:  # fmt: skip
    by_stratum: dict[str, list[Contribution]] = defaultdict(list)
    names = {s.name for s in strata}
    for item in items:
        if item.stratum in names and (found := pair(item)) is not None:
            by_stratum[item.stratum].append(found)
    return [JudgedStratum(s.size, by_stratum[s.name]) for s in strata]


def _mean(pairs: Sequence[Contribution]) -> Contribution | None:
    if not pairs:
        return None
    return sum(a for a, _ in pairs) / len(pairs), sum(b for _, b in pairs) / len(pairs)


def _answers(verdict: AuditVerdict) -> Iterator[tuple[str, str]]:
    """Question (claim, a field, missed) and what was said to it."""
    if verdict.claim is not None:
        yield CLAIM, str(verdict.claim)
    for name, said in verdict.fields.items():
        if verdict.claim and said is not None:
            yield name, str(said)
    if verdict.missed is not None:
        yield MISSED, str(verdict.missed)


def _given(verdicts: Iterable[AuditVerdict]) -> dict[str, list[str]]:
    """Question → what the auditors of one item answered."""
    given: dict[str, list[str]] = defaultdict(list)
    for question, said in (answer for verdict in verdicts for answer in _answers(verdict)):
        given[question].append(said)
    return given


def disputes(said: Mapping[str, Sequence[AuditVerdict]]) -> dict[str, list[str]]:
    """Item → questions (claim, fields, missed) on which auditors differ."""
    found = {item: [q for q, given in _given(verdicts).items() if len(set(given)) > 1]
             for item, verdicts in said.items()}  # fmt: skip
    return {item: questions for item, questions in found.items() if questions}


def _agreement(said: Iterable[Sequence[AuditVerdict]], asked: Sequence[str]) -> dict[str, Agreement]:
    """Of each question: how many items two or more answered, how many of them alike, Krippendorff's α."""
    units: dict[str, list[list[str]]] = defaultdict(list)
    for verdicts in said:
        for question, given in _given(verdicts).items():
            if len(given) > 1:
                units[question].append(given)
    return {q: Agreement(alpha(units[q]), len(units[q]), sum(len(set(unit)) == 1 for unit in units[q]))
            for q in (CLAIM, *asked, MISSED) if units[q]}  # fmt: skip
