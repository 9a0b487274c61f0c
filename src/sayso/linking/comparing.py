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

from sayso.answers.recorded import chunks, of_articles, of_versions
from sayso.ground.names import Names
from sayso.ledger.queries import ties as standing
from sayso.ledger.schema import claims
from sayso.ledger.writing import Run, Tie
from sayso.linking.state import Kept
from sayso.records import digest
from sayso.stories.happenings import happenings
from sayso.stories.notices import about
from sayso.stories.relations import relations, versions
from sayso.stories.told import Told, in_order

MADE_BY = "stories"
HALF = 20
"""Pages in half a window."""
OF_TEXTS = ("copy", "story")
Key = tuple[str, str, str]


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


def compared(run: Run, kept: Kept, story: Story) -> list[Tie]:
    """The ties by which what stands in the ledger becomes what the claims of the story say."""
    with run.reading() as connection:
        wanted: dict[Key, str] = {}
        if len(story.pages) > 1 or len(kept.texts(story.pages[0])) > 1:
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
    connection: sa.Connection, kept: Kept, story: Story, half: int, happening: dict[str, str], names: Names
) -> dict[Key, str]:
    """The relations and notices of a half; enters the happenings that its claims belong to."""
    own, found = set(story.own(half)), dict[Key, str]()
    for page in story.own(half):
        said, target = _notice(kept, story, half, page)
        if target:
            found[said, page, target] = f"the page says “{kept.tail.notices[kept.texts(page)[-1]].words}”"
    told = _told(connection, kept, story, half)
    for group in _groups(told):
        known = [happening[t.claim.id] for t in group if t.claim.id in happening]
        name = known[0] if known else digest("happening", min(t.claim.id for t in group))
        happening |= {t.claim.id: name for t in group if t.claim.id not in happening}
    page_of = {t.claim.id: t.page.id for t in told}
    for r in relations(told, names):
        if r.kind != "repeats" and own & {page_of.get(r.claim, r.claim), page_of.get(r.other, "")}:
            found[r.kind, r.claim, r.other] = r.reason
    for r in versions(of_versions(connection, sorted(own))):
        found[r.kind, r.claim, r.other] = r.reason
    return found


def _groups(told: Iterable[Told]) -> list[list[Told]]:
    """The happenings that more than one page tells."""
    found = happenings(t for t in told if not t.page.notice)
    return [sorted(group, key=in_order) for group in found if len({t.page.id for t in group}) > 1]


def _told(connection: sa.Connection, kept: Kept, story: Story, half: int) -> list[Told]:
    """The claims that a half is compared by; pages that withdraw another are marked by what the story says, not by
    what was tied."""
    said = {page: _notice(kept, story, near, page) for near in (half - 1, half) for page in story.own(near)}
    apart = {page for page, (kind, target) in said.items() if kind == "retracts" and target}
    told = of_articles(connection, sorted(story.window(half)))
    return [replace(t, page=replace(t.page, notice=t.page.id in apart)) for t in told]


def _notice(kept: Kept, story: Story, half: int, page: str) -> tuple[str, str]:
    """What a page says of another one by its last version, and which of the window it is about; "" for what is not
    so."""
    number = kept.texts(page)[-1]
    said = kept.tail.notices.get(number)
    if said is None:
        return "", ""
    shelf = kept.linker.copies.shelf
    target = about(shelf[number], (shelf[kept.texts(other)[-1]] for other in story.window(half)))
    return said.kind, target or ""


def _named_before(connection: sa.Connection, kept: Kept, story: Story) -> dict[str, str]:
    """The happenings of the claims in the half before the first one that is compared: which have one is seen again,
    its name stands."""
    before = story.half - 1
    if before < 0:
        return {}
    own = set(story.own(before))
    mine = {t.claim.id for group in _groups(_told(connection, kept, story, before)) for t in group if t.page.id in own}
    return {
        t["source"]: t["target"] for chunk in chunks(sorted(mine)) for t in standing(connection, "happening", chunk)
    }


def _held(connection: sa.Connection, story: Story) -> dict[Key, None]:
    """The ties that stand and are for the story's halves to say: those of their pages and claims, and of earlier
    claims to these."""
    fresh = [page for half in story.halves for page in story.own(half)]
    mine, earlier = _claims(connection, fresh), _claims(connection, story.own(story.half - 1))
    found: dict[Key, None] = {}
    for chunk in chunks(sorted({*mine, *earlier, *fresh})):
        for tie in standing(connection, None, chunk):
            own = tie["source"] not in earlier or tie["target"] in mine or tie["kind"] == "happening"
            if tie["made_by"] == MADE_BY and tie["kind"] not in OF_TEXTS and own:
                found[tie["kind"], tie["source"], tie["target"]] = None
    return found


def _claims(connection: sa.Connection, pages: Sequence[str]) -> set[str]:
    """The ids of all claims of some pages, whatever their version and coder."""
    asked = sa.select(claims.c.id).distinct()
    return {i for chunk in chunks(pages) for i in connection.scalars(asked.where(claims.c.article_id.in_(chunk)))}
