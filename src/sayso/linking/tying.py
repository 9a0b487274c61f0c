"""What a ledger holds anew is linked against all it held before, without reading that again; what comes of it is tied in the ledger.

The linker lives in a folder beside the ledger (`state`). Articles are read by their row numbers from where it stopped, so that a run
that was killed, or a folder that was dropped, is made up for by the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy import RowMapping

from sayso.answers.queries import ties as standing
from sayso.answers.recorded import chunks, of_articles, of_versions
from sayso.copies.members import NOBODY
from sayso.copies.pairs import CopyLink
from sayso.copies.sketch import Sketch, sketch
from sayso.errors import InputRejected, StageFailed
from sayso.ledger.schema import articles
from sayso.ledger.writing import Run, Tie
from sayso.linking.linker import BATCH, Linker
from sayso.linking.state import Kept, load, save
from sayso.records import Article, digest, from_json
from sayso.stages import stage
from sayso.stories.happenings import happenings
from sayso.stories.notices import Notice, about, notice
from sayso.stories.relations import relations, versions

FOLDER = "links"
MADE_BY = "stories"
KINDS = ("copy", "story")
NAMES = {"copy": "copies", "story": "story"}
PAGES = 40
"""Pages of a story, the latest ones, whose claims are compared when it grows."""
Read = tuple[Sketch, Notice | None]
Refuse = Callable[[InputRejected], None]


def read(article: Article) -> Read:
    """What linking needs of an article."""
    return sketch(article), notice(article)


def place(run: Run) -> Path:
    """Where the linker of a ledger lives: in its folder, for one on a server in the user's cache, so that each machine has its own."""
    if run.store.shared:
        return Path.home() / ".cache" / "sayso" / f"{FOLDER}-{digest(run.store.where)}"
    return Path(run.store.where) / FOLDER


def tie_new(run: Run, unkept: Mapping[tuple[str, str], Read] | None = None, refuse: Refuse | None = None) -> int:
    """Links what the ledger holds since the last time; returns how many ties were appended.

    `unkept` is what was read of articles whose text the ledger does not keep, by id and version. An article that linking fails on is
    told to `refuse`, and the others are linked; without it that is raised. Raises LedgerError, StageFailed.
    """
    folder = place(run)
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    with FileLock(folder / "lock"):
        kept = load(folder)
        anew = kept.upto == 0
        while rows := _rows(run, kept.upto):
            made += run.tie(_batch(run, kept, list(_given(rows, unkept or {}, refuse or _raised)), refuse or _raised))
            kept.upto = rows[-1]["n"]
            if len(rows) < BATCH:
                break
        if anew:
            made += run.tie(_stale(run, kept))
        save(kept, folder)
    return made


def _rows(run: Run, upto: int) -> Sequence[RowMapping]:
    a = articles.c
    with run.reading() as connection:
        asked = sa.select(a.n, a.article_id, a.version, a.record, a.text).where(a.n > upto).order_by(a.n).limit(BATCH)
        return connection.execute(asked).mappings().all()


def _given(rows: Iterable[RowMapping], unkept: Mapping[tuple[str, str], Read], refuse: Refuse) -> Iterator[Read]:
    for row in rows:
        if row["record"] is not None and row["text"] is not None:
            try:
                with stage("link", row["article_id"]):
                    found = read(replace(from_json(row["record"], Article), text=row["text"]))
            except StageFailed as error:
                refuse(error)
            else:
                yield found
        elif (row["article_id"], row["version"]) in unkept:
            yield unkept[row["article_id"], row["version"]]


def _raised(error: InputRejected) -> None:
    raise error


def _batch(run: Run, kept: Kept, given: Sequence[Read], refuse: Refuse) -> list[Tie]:
    """Adds some articles to the linker; the ties that change by it."""
    linker, since, settled = kept.linker, len(kept.linker), kept.linker.settled
    links = linker.add([s for s, _ in given])
    kept.told = np.concatenate((kept.told, np.full((2, len(given)), NOBODY, np.uint32)), axis=1)
    fresh = range(since, len(linker))
    touched = set(range(len(linker))) if settled != linker.settled else set(fresh)
    made = [*_grouped(kept, touched | linker.copies.loosened, links), *_storied(kept, touched)]
    made += [t for n, (s, found) in zip(fresh, given, strict=True) if found for t in _noticed(linker, n, s, found)]
    linker.copies.loosened.clear()
    return made + _compared(run, linker, fresh, refuse)


def _grouped(kept: Kept, touched: Iterable[int], links: Sequence[CopyLink]) -> Iterator[Tie]:
    linker = kept.linker
    why = {name: f"{x.kind}: {'; '.join(x.reasons)}" for x in links if x.merges and x.article != x.other for name in (x.article, x.other)}
    seen: set[int] = set()
    for number in sorted(touched):
        name = linker.copies.groups.name(number)
        if name not in seen:
            seen.add(name)
            members = linker.copies.groups.members(number)
            yield from _changed(kept, 0, members, linker.first(number), why)


def _storied(kept: Kept, touched: Iterable[int]) -> Iterator[Tie]:
    done: set[int] = set()
    for number in sorted(touched):
        if number not in done:
            members = kept.linker.tellers(number)
            done.update(members)
            yield from _changed(kept, 1, members, kept.linker.story(number), {})


def _changed(kept: Kept, row: int, members: Sequence[int], first: int, why: Mapping[str, str]) -> Iterator[Tie]:
    """Ties of texts to their group or story where it is another than was told. One alone has none."""
    kind, told = KINDS[row], kept.told[row]
    wanted = first if len(members) > 1 else NOBODY
    for number in members:
        was = int(told[number])
        if was == wanted:
            continue
        name = kept.linker.copies.shelf.id(number)
        if was != NOBODY:
            yield Tie(kind, name, _named(kept.linker, kind, was), "belongs elsewhere by what came later", MADE_BY, holds=False)
        if wanted != NOBODY:
            yield Tie(kind, name, _named(kept.linker, kind, wanted), why.get(name, f"one {kind} by the texts linked"), MADE_BY)
        told[number] = wanted


def _named(linker: Linker, kind: str, first: int) -> str:
    return digest(NAMES[kind], linker.copies.shelf.id(first))


def _noticed(linker: Linker, number: int, page: Sketch, found: Notice) -> Iterator[Tie]:
    """A page that withdraws or corrects a story is tied to the story it is about."""
    target = about(page, (linker.copies.shelf[n] for n in linker.tellers(number)[-PAGES:]))
    if target is not None:
        yield Tie(found.kind, found.article, target, f"the page says “{found.words}”", MADE_BY)


def _compared(run: Run, linker: Linker, fresh: Sequence[int], refuse: Refuse) -> list[Tie]:
    """Happenings and relations among the claims of the stories that grew."""
    made: list[Tie] = []
    failed: list[StageFailed] = []
    done: set[int] = set()
    with run.reading() as connection:
        for number in fresh:
            members = [] if number in done else linker.tellers(number)
            done.update(members)
            ids = sorted({linker.copies.shelf.id(n) for n in members[-PAGES:]})
            if len(members) > 1:
                try:
                    with stage("link", linker.copies.shelf.id(number)):
                        made += list(_of_story(connection, ids))
                except StageFailed as error:
                    failed.append(error)
    for failure in failed:  # after reading: a reject is written, and one connection at a time may write
        refuse(failure)
    return made


def _of_story(connection: sa.Connection, ids: Sequence[str]) -> Iterator[Tie]:
    told = of_articles(connection, ids)
    wanted: dict[str, str] = {}
    for group in happenings(t for t in told if not t.page.notice):
        if len({t.page.id for t in group}) > 1:
            wanted |= {t.claim.id: digest("happening", min(x.claim.id for x in group)) for t in group}
    before = [t for chunk in chunks([t.claim.id for t in told]) for t in standing(connection, "happening", chunk)]
    for old in before:
        if old["made_by"] == MADE_BY and wanted.get(old["source"]) != old["target"]:
            yield Tie("happening", old["source"], old["target"], "belongs elsewhere by what came later", MADE_BY, holds=False)
    for claim, happening in wanted.items():
        yield Tie("happening", claim, happening, "one happening by act, parties, place and time", MADE_BY)
    for r in (*relations(told), *versions(of_versions(connection, ids))):
        if r.kind != "repeats":
            yield Tie(r.kind, r.claim, r.other, r.reason, MADE_BY)


def _stale(run: Run, kept: Kept) -> Iterator[Tie]:
    """Ties of an earlier linker that this one, which began anew, does not make of texts that it has read: what it has not, stands."""
    linker = kept.linker
    known = {linker.copies.shelf.id(n) for n in range(len(linker))}
    for row, kind in enumerate(KINDS):
        now = {(linker.copies.shelf.id(n), _named(linker, kind, int(first))) for n, first in enumerate(kept.told[row]) if first != NOBODY}
        with run.reading() as connection:
            old = standing(connection, kind)
        for tie in old:
            if tie["made_by"] == MADE_BY and tie["source"] in known and (tie["source"], tie["target"]) not in now:
                yield Tie(kind, tie["source"], tie["target"], "not found when all was linked anew", MADE_BY, holds=False)
