"""One transaction's worth of additions: what of it is new is found by a few look-ups for all, then inserted table by
table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import sqlalchemy as sa

from sayso.ground.edtf import day_of
from sayso.ground.names import Names
from sayso.ledger import schema
from sayso.ledger.assertions import Recorded, coder_name
from sayso.ledger.rows import FACT_NAMES, Rows, known_day, rows_of
from sayso.ledger.sums import CLAIM_FIELDS_SUMMED, PAGE, TEXT, checksum, over
from sayso.records import Article, Claim, Coder, to_json

CHUNK = 500
"""Ids in one look-up: SQLite takes 32,766 variables, older ones 999."""
ROWS_PER_INSERT = 2_000
"""Rows in one statement of an insert."""
T = TypeVar("T")
CodingKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Addition:
    """An article with its claims by one coder.

    Without `has_text` only the article's description came in, as from Parquet. `partial` says that more claims by the
    same coder may come or be there: each is looked up by its id. A person's claims are always taken so. `again` says
    that the article is there already and is read anew: it was not seen again on its page.
    """

    article: Article
    coder: Coder
    claims: tuple[Claim, ...]
    has_text: bool = True
    partial: bool = False
    again: bool = False

    @property
    def coder_key(self) -> str:
        """The coder as the ledger's key."""
        return coder_name(self.coder)

    @property
    def human(self) -> bool:
        """Whether a person made the claims."""
        return self.coder.name.startswith("human:")


@dataclass(frozen=True, slots=True)
class NewRows:
    """How many entries and claims were new."""

    entries: int
    claims: int


@dataclass(slots=True)
class _Held:
    """What the ledger holds of the articles of a batch; grows while the batch is read."""

    texts: set[CodingKey]
    versions: dict[str, list[tuple[str, str]]]
    """Article → (known, version) in the order in which they became known."""
    codings: dict[tuple[str, str, str], int]


def keep_batch(
    connection: sa.Connection, entries: Sequence[Addition], now: str, run: int, *, keep_text: bool, names: Names
) -> NewRows:
    """Inserts what is new of the entries; `names` tell whose a medium is."""
    held = _held(connection, sorted({e.article.id for e in entries}))
    stamp = {"recorded_at": now, "run": run}
    texts, sightings, added = [], [], []
    for entry in entries:
        key = (entry.article.id, entry.article.version)
        if key not in held.texts:
            held.texts.add(key)
            texts.append(_article(entry, keep_text) | stamp)
        seen = None if entry.again else _sighting(entry.article, held.versions[entry.article.id], now)
        if seen:
            sightings.append(seen | stamp)
        if (*key, entry.coder_key) not in held.codings or entry.partial or entry.human:
            added.append(entry)
    _insert(connection, schema.articles, texts)
    _insert(connection, schema.versions, sightings)
    return _claims(connection, added, held, stamp, names)


def _held(connection: sa.Connection, ids: Sequence[str]) -> _Held:
    held = _Held(set(), defaultdict(list), {})
    a, v, c = schema.articles.c, schema.versions.c, schema.codings.c
    for chunk in _chunks(ids, CHUNK):
        held.texts |= {
            (x, y) for x, y in connection.execute(sa.select(a.article_id, a.version).where(a.article_id.in_(chunk)))
        }
        order = sa.select(v.article_id, v.known, v.version).where(v.article_id.in_(chunk)).order_by(v.known, v.n)
        for article, known, version in connection.execute(order):
            held.versions[article].append((known, version))
        coded = sa.select(c.article_id, c.version, c.coder, c.n).where(c.article_id.in_(chunk))
        held.codings |= {(x, y, z): n for x, y, z, n in connection.execute(coded)}
    return held


def _article(entry: Addition, keep_text: bool) -> dict[str, Any]:
    a = entry.article
    dates = {
        name: getattr(a, name).edtf if getattr(a, name) else None for name in ("published", "modified", "retrieved")
    }
    record = to_json(replace(a, text="")).decode() if entry.has_text else None
    row = {
        "article_id": a.id,
        "version": a.version,
        "url": a.url,
        "title": a.title,
        "language": a.language,
        "publisher": a.publisher,
        **dates,
        "text": a.text if keep_text and entry.has_text else None,
        "record": record,
    }
    return {**row, "crc": over(row, PAGE), "text_crc": over(row, TEXT)}


def _sighting(article: Article, seen: list[tuple[str, str]], now: str) -> dict[str, Any] | None:
    """The row that says since when a version could be known; none for a repetition. A page may return to an older
    text."""
    given = {
        name: getattr(article, name).edtf if getattr(article, name) else None
        for name in ("published", "modified", "retrieved")
    }
    if seen and seen[-1][1] == article.version:
        return None
    if any(version == article.version for _, version in seen):
        later = day_of(given["modified"]) or day_of(given["retrieved"])
        if later is None or later <= seen[-1][0]:
            return None
    known, basis = known_day(given, now, later=bool(seen))
    before = [version for day, version in seen if day <= known]
    seen.append((known, article.version))
    seen.sort(key=lambda pair: pair[0])
    return {
        "article_id": article.id,
        "version": article.version,
        "supersedes": article.supersedes or (before[-1] if before else None),
        "known": known,
        "basis": basis,
    }


def _claims(
    connection: sa.Connection, added: Sequence[Addition], held: _Held, stamp: Mapping[str, Any], names: Names
) -> NewRows:
    codings, made, fresh = [], [], 0
    old = _old(connection, [e for e in added if e.partial or e.human])
    numbers = iter(_numbers(connection, schema.codings, len({_key(e) for e in added} - set(held.codings))))
    for entry in added:
        key, new = _key(entry), _key(entry) not in held.codings
        if new:
            held.codings[key] = next(numbers)
            codings.append(
                {
                    "n": held.codings[key],
                    "article_id": key[0],
                    "version": key[1],
                    "coder": key[2],
                    "human": entry.human,
                    **stamp,
                }
            )
        unknown = [c for c in entry.claims if (c.id, key[2]) not in old]
        old |= {(c.id, key[2]) for c in unknown}
        made += [(held.codings[key], r) for r in _rows(entry, unknown, held, stamp, names)]
        fresh += new or bool(unknown)
    _insert(connection, schema.codings, codings)
    _insert_claims(connection, made)
    return NewRows(fresh, len(made))


def _key(entry: Addition) -> tuple[str, str, str]:
    return entry.article.id, entry.article.version, entry.coder_key


def _old(connection: sa.Connection, entries: Sequence[Addition]) -> set[CodingKey]:
    """Claims that are there already, of those that may be."""
    c = schema.claims.c
    ids = sorted({claim.id for e in entries for claim in e.claims})
    return {
        (x, y)
        for chunk in _chunks(ids, CHUNK)
        for x, y in connection.execute(sa.select(c.id, c.coder).where(c.id.in_(chunk)))
    }


def _rows(entry: Addition, claims: Sequence[Claim], held: _Held, stamp: Mapping[str, Any], names: Names) -> list[Rows]:
    article = entry.article
    known = next(day for day, version in held.versions[article.id] if version == article.version)
    published = day_of(article.published.edtf) if article.published else None
    return rows_of(
        [
            Recorded(c, article.version, known, str(stamp["recorded_at"]), published, article.publisher, names)
            for c in claims
        ]
    )


def _insert_claims(connection: sa.Connection, made: Sequence[tuple[int, Rows]]) -> None:
    numbers = _numbers(connection, schema.claims, len(made))
    numbered = [(n, coding, r) for n, (coding, r) in zip(numbers, made, strict=True)]
    _insert(
        connection,
        schema.claims,
        [{"n": n, "coding": coding, **r.claim, "crc": over(r.claim, CLAIM_FIELDS_SUMMED)} for n, coding, r in numbered],
    )
    _insert(
        connection, schema.records, [{"claim": n, "json": r.json, "crc": checksum((r.json,))} for n, _, r in numbered]
    )
    _insert(
        connection,
        schema.mentions,
        [{"key": key, "role": role, "claim": n} for n, _, r in numbered for key, role in r.mentions],
    )
    moved = [
        {"claim_n": n, "coding": coding, **m, "crc": over(m, FACT_NAMES)}
        for n, coding, r in numbered
        for m in r.movements
    ]
    _insert(connection, schema.movements, moved)


def _numbers(connection: sa.Connection, table: sa.Table, count: int) -> list[int]:
    """Numbers for new rows. In SQLite the writer is alone; PostgreSQL hands them out."""
    if not count:
        return []
    if connection.dialect.name == "postgresql":
        taken = sa.text(f"SELECT nextval(pg_get_serial_sequence('{table.name}', 'n')) FROM generate_series(1, :k)")
        return [int(n) for (n,) in connection.execute(taken, {"k": count})]
    last = connection.scalar(sa.select(sa.func.max(table.c.n))) or 0
    return list(range(last + 1, last + 1 + count))


def _insert(connection: sa.Connection, table: sa.Table, given: Sequence[Mapping[str, Any]]) -> None:
    for chunk in _chunks(given, ROWS_PER_INSERT):
        connection.execute(sa.insert(table), chunk)


def _chunks(items: Sequence[T], size: int) -> Iterable[list[T]]:
    return (list(items[i : i + size]) for i in range(0, len(items), size))
