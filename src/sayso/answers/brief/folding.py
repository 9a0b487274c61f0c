"""What is claimed, by whom, on how many origins, what is disputed and what changed: facts of a ledger as lines with
footnotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.answers.brief.answer import Brief, BriefLine, FigureVariant, Note
from sayso.answers.wording import chain_line, sentence, told_status
from sayso.ground.edtf import day_of
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import ground
from sayso.ledger.rows import STATUS_STAGES
from sayso.records import Claim, Quantity, When
from sayso.stories.origins import Counted, counted
from sayso.stories.relations import Reach
from sayso.stories.told import Page, Told

NOTES = 4
"""Footnotes a line: one of each origin first, the earliest."""


@dataclass(frozen=True, slots=True)
class FoldedTelling:
    """One claim as a count needs it. `copy` is the article's copy group, else the article itself; `known` an ISO
    day."""

    n: int
    claim: str
    fact: str
    article: str
    copy: str
    origin: str
    side: str
    known: str


@dataclass(frozen=True, slots=True)
class Source:
    """One claim in full: the record and where it stands."""

    claim: Claim
    telling: FoldedTelling
    page: Page
    url: str | None
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class _Group:
    """All tellings of one thing, in the order of their becoming known, and on whose word it rests."""

    sources: tuple[Source, ...]
    count: Counted

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """On whose word each claim rests, by its id."""
        return {chain.told.claim.id: tuple(voice.name for voice in chain.voices) for chain in self.count.chains}


def brief(
    question: str, sources: Sequence[Source], happenings: Mapping[str, str], undone: Sequence[Reach] = (), *,
    since: str | None = None, known_by: str | None = None, names: Names = PACKAGED_NAMES, most: int | None = None,
) -> Brief:  # fmt: skip
    """Folds the claims of some facts into lines, those on most origins first; `most` of them.

    `happenings` ties claims that others found to be one; `undone` is what was withdrawn or corrected; `names` tell
    whose a medium is.
    """
    groups = _groups(sources, happenings, names)
    ordered = sorted(
        groups,
        key=lambda g: (-len(g.count.origins), -len({s.telling.article for s in g.sources}), g.sources[0].telling.n),
    )
    notes: dict[int, Note] = {}
    opposed = _opposed([g.sources[0].claim for g in ordered[:most]])
    lines = [
        replace(_line(group, notes, since), number=n, disputed_by=opposed[n], undone=_undone(group, undone))
        for n, group in enumerate(ordered[:most], 1)
    ]
    return Brief(question, since, known_by, tuple(lines), tuple(notes.values()), (), len(ordered) - len(lines))


def _undone(group: _Group, undone: Sequence[Reach]) -> tuple[str, ...]:
    ids = {s.claim.id for s in group.sources}
    return tuple(r.sentence for r in undone if ids & set(r.claims))


def _groups(sources: Sequence[Source], happenings: Mapping[str, str], names: Names) -> list[_Group]:
    """Claims of one happening at the same stage, or of one fact; of several texts only where they or their pages are
    dated: what texts of nobody knows which year tell in like words is not one thing for that."""
    same: dict[tuple[str, str], str] = {}
    for s in sources:
        if s.claim.id in happenings:
            stage = STATUS_STAGES.get(s.claim.status, s.claim.status)
            same.setdefault(_fact(s), f"{happenings[s.claim.id]} {stage}")
    full: dict[str, list[Source]] = defaultdict(list)
    for s in sorted(sources, key=lambda s: (s.telling.known, s.telling.n)):
        full[same.get(_fact(s), " ".join(_fact(s)))].append(s)
    return [_Group(tuple(found), _count(found, names)) for found in full.values()]


def _fact(s: Source) -> tuple[str, str]:
    dated = s.published is not None or (s.claim.time is not None and s.claim.time.edtf is not None)
    return s.telling.fact, "" if dated else s.telling.copy


def _count(found: Sequence[Source], names: Names) -> Counted:
    return counted([Told(s.claim, s.page) for s in found], names)


def _line(group: _Group, notes: dict[int, Note], since: str | None) -> BriefLine:
    full, rest_on = group.sources, group.count.origins
    told = [s.telling for s in full]
    best = max(full, key=_richness)
    used = tuple(_note(s, notes) for s in _spread(group))
    return BriefLine(
        number=0,
        says=sentence(best.claim),
        status=told_status(best.claim),
        when=_first(s.claim.time for s in full),
        decided=_first(s.claim.decided for s in full),
        origins=(group.count.fewest, len(rest_on)),
        origin_names=tuple(o.name for o in rest_on),
        sides=tuple(dict.fromkeys(o.side for o in rest_on)),
        pages=len({t.article for t in told}),
        copies=len({t.copy for t in told}),
        first_known=told[0].known,
        last_known=told[-1].known,
        new=since is not None and told[0].known > (day_of(since) or since),
        notes=used,
        figures=_figures(group, notes),
        disputed_by=(),
    )


def _first(times: Iterable[When | None]) -> str | None:
    """The first time that is dated."""
    return next((when.edtf for when in times if when and when.edtf), None)


def _richness(s: Source) -> tuple[int, float]:
    """How much a claim fills in: the one that says most words the line."""
    claim = s.claim
    return len(claim.places) + len(claim.actors) + bool(claim.time) + bool(claim.decided), claim.confidence


def _spread(group: _Group) -> list[Source]:
    """The earliest claim of each origin, then others, up to the number of footnotes."""
    full, firsts = group.sources, {o.claims[0] for o in group.count.origins}
    first = list({s.claim.id: s for s in reversed(full) if s.claim.id in firsts}.values())[::-1]
    taken = {s.telling.n for s in first}
    rest = (s for s in full if s.telling.n not in taken)
    return sorted([*first, *rest][:NOTES], key=lambda s: (s.telling.known, s.telling.n))


def _note(s: Source, notes: dict[int, Note]) -> int:
    if s.telling.n not in notes:
        quote = " ".join(s.claim.evidence[0].text.split()) if s.claim.evidence else s.claim.predicate.text
        said = chain_line(s.claim.attribution, s.page.publisher)
        day = s.published or s.telling.known
        notes[s.telling.n] = Note(len(notes) + 1, s.claim.id, quote, said, s.title or s.claim.article_id, s.url, day)
    return notes[s.telling.n].number


def _figures(group: _Group, notes: dict[int, Note]) -> tuple[FigureVariant, ...]:
    """Every variant of the fact's numbers, where they differ."""
    variants: dict[tuple[str, float | None, float | None, float | None], list[tuple[Source, Quantity]]] = defaultdict(
        list
    )
    for s in group.sources:
        for q in s.claim.quantities:
            variants[(q.of, q.value, q.low, q.high)].append((s, q))
    kinds, names = [of for of, *_ in variants], group.names
    return tuple(
        FigureVariant(
            of,
            found[0][1].text,
            value,
            tuple(
                dict.fromkeys(
                    name for s, _ in found for name in names.get(s.claim.id, (s.page.publisher or s.page.id,))
                )
            ),
            (_note(found[0][0], notes),),
        )
        for (of, value, _, _), found in variants.items()
        if kinds.count(of) > 1
    )


def _opposed(claims: Sequence[Claim]) -> dict[int, tuple[int, ...]]:
    """Lines about the same act of the same parties at the same place, one told as done or bound, the other denied or
    refused."""
    keys = [(_core(c), c.status in ("denied", "refused")) for c in claims]
    return {n: tuple(m for m, (other, also) in enumerate(keys, 1) if other == core and no is not also)
            for n, (core, no) in enumerate(keys, 1)}  # fmt: skip


def _core(claim: Claim) -> tuple[object, ...]:
    parties = claim.movement.forces if claim.movement else claim.actors
    who = sorted({p.country or p.entity or p.name for p in parties})
    return claim.act, tuple(who), tuple(sorted({ground(p).country or ground(p).key for p in claim.places}))
