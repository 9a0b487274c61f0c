"""What a ledger holds anew is linked against all it held before, without reading that again; what comes of it is tied
in the ledger.

Groups and ties are a pure function of the articles kept, in the order of their rows: however they were batched, and
whether the linker was dropped in between or not. Texts are linked for good in blocks of `BLOCK`, which begin at fixed
numbers; those
after the last full block, the tail, are linked each time anew, on top of the blocks, in memory. What that gives is
compared with what was
tied, and what is no longer so is undone.

The linker lives in a folder beside the ledger (`state`). Articles are read by their row numbers from where it stopped,
so that a run that was killed, or a folder that was dropped, is made up for by the next one.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy import RowMapping

from sayso.answers.recorded import id_batches
from sayso.copies.members import NO_MEMBER, Numbers
from sayso.copies.pairs import CopyLink
from sayso.copies.shelf import DamagedShelf
from sayso.copies.sketch import Sketch, pack, sketch, unpack
from sayso.errors import InputRejected, LedgerFull, LedgerReadOnly, StageFailed
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ledger.queries import current_ties as standing
from sayso.ledger.schema import articles, claims, codings, links
from sayso.ledger.sums import check_sum
from sayso.ledger.writing import Run, Tie
from sayso.linking.comparing import MADE_BY, Story, story_ties
from sayso.linking.linker import BATCH
from sayso.linking.state import LinkerState, drop_state, load_state, note, steady, write_state
from sayso.records import Article, digest, from_json
from sayso.stages import Refuse, stage
from sayso.stories.notices import Notice, notice

FOLDER, LOCK = "links", "lock"
TIED = ("copy", "story")
TIE_NAMES = {"copy": "copies", "story": "story"}
BLOCK = 200
"""Texts that are linked for good together. Part of what makes the groups: another number makes others."""
Read = tuple[Sketch, Notice | None]


def read(article: Article, names: Names = PACKAGED_NAMES) -> Read:
    """What linking needs of an article; `names` tell which medium is which."""
    return sketch(article, names), notice(article, names)


def place(run: Run) -> Path:
    """Where the linker of a ledger lives: in its folder, for one on a server in the user's cache, so that each machine
    has its own."""
    if run.store.shared:
        return Path.home() / ".cache" / "sayso" / f"{FOLDER}-{digest(run.store.where)}"
    return Path(run.store.where) / FOLDER


def tie_new(run: Run, unkept: Mapping[tuple[str, str], Read] | None = None, refuse: Refuse | None = None) -> int:
    """Links what the ledger holds since the last time; returns how many ties were appended.

    `unkept` is what was read of articles whose text the ledger does not keep, by id and version. An article that
    linking fails on is told to `refuse`, and the others are linked; without it that is raised. Raises LedgerError,
    StageFailed.
    """
    with alone(run) as folder:
        try:
            return _tie(run, folder, unkept or {}, refuse or _raised)
        except DamagedShelf:
            drop_state(folder)
            return _tie(run, folder, unkept or {}, refuse or _raised)


@contextmanager
def alone(run: Run) -> Iterator[Path]:
    """The folder of the linker, in which nobody else on this machine links meanwhile. Raises LedgerError."""
    folder = place(run)
    with _told(run.store.where):
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK):
            yield folder


@contextmanager
def _told(where: str) -> Iterator[None]:
    """What the folder of the linker lacks is told as what the ledger lacks; its rows are kept already."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise LedgerFull(where) from error
        raise LedgerReadOnly(where, f"{error.strerror or error}: {error.filename or FOLDER}") from error


def _tie(run: Run, folder: Path, unkept: Mapping[tuple[str, str], Read], refuse: Refuse) -> int:
    kept, found = _caught_up(run, folder, unkept, refuse)
    found += kept.linker.add(map(unpack, kept.tail.sketches), settle=False)
    kept.index(kept.stored)
    now = kept.linker.firsts()
    for row in now:
        alone = np.bincount(row, minlength=1)[row] == 1
        row[alone] = NO_MEMBER
    was = np.full_like(now, NO_MEMBER)
    was[:, : kept.told.shape[1]] = kept.told
    suspects = _suspects(run, kept)
    made = 0
    for row, kind in enumerate(TIED):
        changed = {*np.flatnonzero(now[row] != was[row]).tolist(), *suspects}
        made += _append(run, _grouped(run, kept, kind, now[row], changed, _reasons(found) if row == 0 else {}))
    fresh = set(range(kept.marks.compared, len(kept.linker)))
    disturbed = fresh | suspects | _recoded(run, kept) | set(np.flatnonzero((now != was).any(axis=0)).tolist())
    made += _append(run, _compared(run, kept, _stories(kept, now[1], was[1], disturbed, fresh - suspects), refuse))
    kept.told, kept.marks.compared, kept.marks.tied = now, len(kept.linker), _last(run, links)
    note(kept, folder)
    return made


def _caught_up(
    run: Run, folder: Path, unkept: Mapping[tuple[str, str], Read], refuse: Refuse
) -> tuple[LinkerState, list[CopyLink]]:
    """What the folder keeps with all articles of the ledger, those of full blocks linked; and the links found by
    that."""
    kept = load_state(folder)
    if run.store.shared and kept.marks.rows != _count(run, kept.marks.upto):
        drop_state(folder)  # a row was confirmed after later ones had been read
        kept = load_state(folder)
    found, linker, marks = [], kept.linker, kept.marks
    while rows := _rows(run, marks.upto):
        for page, said in _given(rows, unkept, refuse, run.names):
            if said:
                kept.tail.notices[len(linker) + len(kept.tail.sketches)] = said
            kept.tail.sketches.append(pack(page))
        marks.upto, marks.rows = rows[-1]["n"], marks.rows + len(rows)
        found += blocks(kept)
    if len(linker) > kept.stored:
        write_state(kept, folder)
    note(kept, folder)
    return kept, found


def blocks(kept: LinkerState) -> list[CopyLink]:
    """Links the full blocks of the tail for good; returns the links found by that."""
    found, linker = [], kept.linker
    while len(kept.tail.sketches) >= BLOCK:
        found += linker.add(map(unpack, kept.tail.sketches[:BLOCK]))
        steady(linker)
        kept.index(len(linker) - BLOCK)
        kept.tail.sketches = kept.tail.sketches[BLOCK:]
    return found


def _rows(run: Run, upto: int) -> Sequence[RowMapping]:
    a = articles.c
    with run.reading() as connection:
        asked = (
            sa.select(a.n, a.article_id, a.version, a.text, a.record, a.text_crc)
            .where(a.n > upto)
            .order_by(a.n)
            .limit(BATCH)
        )
        rows = connection.execute(asked).mappings().all()
        for row in rows:
            check_sum("articles", row["n"], row["text_crc"], (row["text"], row["record"]))
        return rows


def _count(run: Run, upto: int) -> int:
    with run.reading() as connection:
        return int(connection.scalar(sa.select(sa.func.count()).where(articles.c.n <= upto)) or 0)


def _last(run: Run, table: sa.Table) -> int:
    with run.reading() as connection:
        return int(connection.scalar(sa.select(sa.func.max(table.c.n))) or 0)


def _given(
    rows: Iterable[RowMapping], unkept: Mapping[tuple[str, str], Read], refuse: Refuse, names: Names
) -> Iterator[Read]:
    for row in rows:
        if row["record"] is not None and row["text"] is not None:
            try:
                with stage("link", row["article_id"]):
                    found = read(replace(from_json(row["record"], Article), text=row["text"]), names)
            except StageFailed as error:
                refuse(error)
            else:
                yield found
        elif (row["article_id"], row["version"]) in unkept:
            yield unkept[row["article_id"], row["version"]]


def _raised(error: InputRejected) -> None:
    raise error


def _compared(run: Run, kept: LinkerState, stories: Iterable[Story], refuse: Refuse) -> Iterator[Tie]:
    """The ties among the claims of each story; one that comparing fails on is refused, and the others are tied."""
    for story in stories:
        try:
            with stage("link", story.pages[0]):
                made = story_ties(run, kept, story)
        except StageFailed as error:
            refuse(error)
        else:
            yield from made


def _suspects(run: Run, kept: LinkerState) -> set[int]:
    """Texts of pages of which ties were made that the folder does not know of: by a run that was killed, or
    elsewhere."""
    with run.reading() as connection:
        asked = sa.select(links.c.source).distinct().where(links.c.n > kept.marks.tied, links.c.made_by == MADE_BY)
        sources = list(connection.scalars(asked))
        pages = set(sources)
        for chunk in id_batches(sources):
            pages |= set(connection.scalars(sa.select(claims.c.article_id).where(claims.c.id.in_(chunk))))
    return {n for page in pages for n in kept.texts(page)}


def _recoded(run: Run, kept: LinkerState) -> set[int]:
    """Texts of pages that were coded since the last time."""
    since, kept.marks.coded = kept.marks.coded, _last(run, codings)
    if not since:
        return set()
    with run.reading() as connection:
        pages = list(connection.scalars(sa.select(codings.c.article_id).distinct().where(codings.c.n > since)))
    return {n for page in pages for n in kept.texts(page)}


def _reasons(found: Iterable[CopyLink]) -> dict[str, str]:
    return {
        name: f"{x.kind}: {'; '.join(x.reasons)}"
        for x in found
        if x.merges and x.article != x.other
        for name in (x.article, x.other)
    }


def _append(run: Run, ties: Iterator[Tie]) -> int:
    made = 0
    while some := list(islice(ties, BATCH)):
        made += run.tie(some)
    return made


def _grouped(
    run: Run, kept: LinkerState, kind: str, now: Numbers, changed: Iterable[int], why: Mapping[str, str]
) -> Iterator[Tie]:
    """Ties of pages to their group or story, where they are others than those that stand. A page belongs where its
    last version does."""
    shelf = kept.linker.copies.shelf
    for chunk in id_batches(sorted({shelf.id(n) for n in changed})):
        held: dict[str, set[str]] = {name: set() for name in chunk}
        with run.reading() as connection:
            for old in standing(connection, kind, chunk):
                if old["made_by"] == MADE_BY:
                    held[old["source"]].add(old["target"])
        for name, before in held.items():
            first = int(now[kept.texts(name)[-1]])
            target = None if first == NO_MEMBER else digest(TIE_NAMES[kind], shelf.id(first))
            for gone in sorted(before - {target or ""}):
                yield Tie(kind, name, gone, "belongs elsewhere by what came later", MADE_BY, holds=False)
            if target is not None and target not in before:
                yield Tie(kind, name, target, why.get(name, f"one {kind} by the texts linked"), MADE_BY)


def _stories(kept: LinkerState, now: Numbers, was: Numbers, disturbed: set[int], fresh: set[int]) -> Iterator[Story]:
    """The stories to compare the claims of: those with a text that was disturbed, and those that lost one. A new text
    alone has none."""
    lost = np.unique(was[(now != was) & (was != NO_MEMBER)])
    whole = set(np.flatnonzero(np.isin(was, lost) & (was != NO_MEMBER)).tolist())
    order = np.argsort(now, kind="stable")
    named, done = now[order], set[int]()
    for number in sorted(disturbed | whole):
        first = int(now[number])
        if number in done or (first == NO_MEMBER and number in fresh and number not in kept.tail.notices):
            continue
        inside = slice(*np.searchsorted(named, [first, first + 1]).tolist())
        members = [number] if first == NO_MEMBER else order[inside].tolist()
        done.update(members)
        start = members[:1] if whole & set(members) else sorted(disturbed & set(members))
        yield Story.of(members, start, kept.linker.copies.shelf.id)
