"""The claims of one story's pages → happenings, relations and notices among them, as ties; those that no longer hold
are undone.

A long story is looked at through windows: its pages come in halves of `HALF`, in the order in which the ledger got
them, and each half is compared with itself and the half before it. What a half is tied to depends on the pages up to
it alone, so that a
story that grew is compared from where it grew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from sayso.answers.recorded import id_batches, of_articles, of_versions, texts
from sayso.ground.names import Names
from sayso.ledger.queries import current_ties as standing
from sayso.ledger.schema import claims
from sayso.ledger.writing import Run, Tie
from sayso.linking.state import LinkerState
from sayso.records import digest, to_json
from sayso.stories.happenings import happenings
from sayso.stories.notices import Notice, all_undone, supporting
from sayso.stories.relations import relations, version_relations
from sayso.stories.told import Told, reading_order

MADE_BY = "stories"
HALF = 20
"""Pages in half a window."""
OF_TEXTS = ("copy", "story")
TieKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """The ids of a story's pages in the order in which they came, and the number of the half from which it is to be
    compared."""

    pages: tuple[str, ...]
    half: int

    @classmethod
    def of(cls, members: Sequence[int], disturbed: Iterable[int], name: Callable[[int], str]) -> Story:
        """The story of some texts, of which `disturbed` are to be compared with what stands before them."""
        pages = {page: place for place, page in enumerate(dict.fromkeys(map(name, members)))}
        return cls(tuple(pages), min(pages[name(n)] for n in disturbed) // HALF)

    def own(self, half: int) -> tuple[str, ...]:
        """The pages of a half; none before the first."""
        return self.pages[half * HALF : (half + 1) * HALF] if half >= 0 else ()

    def window(self, half: int) -> tuple[str, ...]:
        """The pages that a half is compared with: its own and those of the half before."""
        return self.own(half - 1) + self.own(half)

    @property
    def halves(self) -> range:
        """The halves to be compared."""
        return range(self.half, (len(self.pages) + HALF - 1) // HALF)


def story_ties(run: Run, kept: LinkerState, story: Story) -> list[Tie]:
    """The ties by which what stands in the ledger becomes what the claims of the story say."""
    with run.reading() as connection:
        wanted: dict[TieKey, str] = {}
        if len(story.pages) > 1 or len(kept.texts(story.pages[0])) > 1 or _noticed(kept, story.pages):
            happening = _named_before(connection, kept, story)
            for half in story.halves:
                wanted |= _half(connection, kept, story, half, happening, run.names)
            wanted |= {
                ("happening", claim, name): "one happening by act, parties, place and time"
                for claim, name in happening.items()
            }
        held = _held(connection, story)
    undone = [
        Tie(*key, "belongs elsewhere by what came later", MADE_BY, holds=False) for key in held if key not in wanted
    ]
    return undone + [Tie(*key, why, MADE_BY) for key, why in wanted.items() if key not in held]


def _half(
    connection: sa.Connection, kept: LinkerState, story: Story, half: int, happening: dict[str, str], names: Names
) -> dict[TieKey, str]:
    """The relations and notices of a half; enters the happenings that its claims belong to."""
    own, notes = set(story.own(half)), _noticed(kept, story.window(half))
    found: dict[TieKey, str] = {("notice", page, page): to_json(n).decode() for page, n in notes.items() if page in own}
    every = of_articles(connection, sorted(story.window(half)), bare=True)
    found |= _undone(connection, notes, every, own)
    told = _marked(every, notes)
    for group in _groups(told):
        known = [happening[t.claim.id] for t in group if t.claim.id in happening]
        name = known[0] if known else digest("happening", min(t.claim.id for t in group))
        happening |= {t.claim.id: name for t in group if t.claim.id not in happening}
    page_of = {t.claim.id: t.page.id for t in told}
    for r in relations(told, names):
        if r.kind != "repeats" and own & {page_of.get(r.claim, r.claim), page_of.get(r.other, "")}:
            found[r.kind, r.claim, r.other] = r.reason
    for r in version_relations(of_versions(connection, sorted(own))):
        found[r.kind, r.claim, r.other] = r.reason
    return found


def _undone(
    connection: sa.Connection, notes: dict[str, Notice], told: Sequence[Told], own: set[str]
) -> dict[TieKey, str]:
    """What the notices of a window undo: the pages they are about, and claim by claim."""
    if not notes:
        return {}
    page_of = {t.claim.id: t.page.id for t in told}
    found: dict[TieKey, str] = {}
    for reach in all_undone(notes.values(), told, texts(connection, sorted({t.page.id for t in told}))):
        why = f"the page says “{notes[reach.by].words}”"
        if reach.target and own & {reach.by, reach.target}:
            found[reach.kind, reach.by, reach.target] = why
        found |= {("undone", c, reach.by): why for c in reach.claims if own & {reach.by, page_of[c]}}
    return found


def _groups(told: Iterable[Told]) -> list[list[Told]]:
    """The happenings that more than one page tells."""
    found = happenings(t for t in told if not t.page.notice)
    return [sorted(group, key=reading_order) for group in found if len({t.page.id for t in group}) > 1]


def _marked(told: Sequence[Told], notes: dict[str, Notice]) -> list[Told]:
    """The claims that support what they tell, by what the pages of the story say, not by what was tied."""
    whole = {page for page, n in notes.items() if n.whole}
    return [replace(t, page=replace(t.page, notice=t.page.id in whole)) for t in supporting(told, notes.values())]


def _noticed(kept: LinkerState, pages: Iterable[str]) -> dict[str, Notice]:
    """What some pages say of other stories by their last versions."""
    last = {page: kept.tail.notices.get(kept.texts(page)[-1]) for page in pages}
    return {page: n for page, n in last.items() if n is not None}


def _named_before(connection: sa.Connection, kept: LinkerState, story: Story) -> dict[str, str]:
    """The happenings of the claims in the half before the first one that is compared: which have one is seen again,
    its name stands."""
    before = story.half - 1
    if before < 0:
        return {}
    own = set(story.own(before))
    every = of_articles(connection, sorted(story.window(before)), bare=True)
    told = _marked(every, _noticed(kept, story.window(before)))
    mine = {t.claim.id for group in _groups(told) for t in group if t.page.id in own}
    return {
        t["source"]: t["target"] for chunk in id_batches(sorted(mine)) for t in standing(connection, "happening", chunk)
    }


def _held(connection: sa.Connection, story: Story) -> dict[TieKey, None]:
    """The ties that stand and are for the story's halves to say: those of their pages and claims, and of earlier
    claims to these."""
    fresh, before = [page for half in story.halves for page in story.own(half)], story.own(story.half - 1)
    mine, earlier = _claims(connection, fresh), _claims(connection, before) | set(before)
    found: dict[TieKey, None] = {}
    for chunk in id_batches(sorted({*mine, *earlier, *fresh})):
        for tie in standing(connection, None, chunk):
            own = tie["source"] not in earlier or tie["target"] in mine | {*fresh} or tie["kind"] == "happening"
            if tie["made_by"] == MADE_BY and tie["kind"] not in OF_TEXTS and own:
                found[tie["kind"], tie["source"], tie["target"]] = None
    return found


def _claims(connection: sa.Connection, pages: Sequence[str]) -> set[str]:
    """The ids of all claims of some pages, whatever their version and coder."""
    asked = sa.select(claims.c.id).distinct()
    return {i for chunk in id_batches(pages) for i in connection.scalars(asked.where(claims.c.article_id.in_(chunk)))}
