"""Anything → Article: files, folders, addresses, standard input and records, in the formats of `formats`.

bytes ──sources, formats──▶ Raw ──build──▶ Article; what cannot be read becomes an InputRejected that names the input
and the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.errors import InputRejected, UsageError
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.intake import build, dates, sources
from sayso.intake.formats.columns import Columns
from sayso.intake.notes import InputNote, Tell, unheard
from sayso.intake.raw import Raw
from sayso.records import Article
from sayso.settings import Settings, load

if TYPE_CHECKING:
    from sayso.intake.addresses import Web

__all__ = ["Columns", "InputNote", "article", "articles", "built", "day", "received"]


def article(fields: Mapping[str, object], names: Names = PACKAGED_NAMES) -> Article:
    """An Article from `{text or html, id?, title?, url?, published?, publisher?, …}`; unknown fields are ignored.

    `names`: the agencies and outlets that credits may name.
    Raises InputRejected: MalformedRecord for a field of the wrong kind, EmptyInput, NotText, NoArticle, TooLarge.
    """
    return build.from_fields(fields, build.Caller("record", load(), names=names))


def articles(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    settings: Settings | None = None,
    names: Names = PACKAGED_NAMES,
    columns: Columns = sources.PLAIN_COLUMNS,
    note: Tell = unheard,
    web: Web | None = None,
) -> Iterator[Article | InputRejected]:
    """The articles of files, folders and `-` in order; an input that cannot be read comes as its error.

    `published` dates those that carry no date themselves; `columns` are the names of a caller's own fields; `note` is
    told of what is doubtful; `web` fetches addresses. Raises UsageError where `published` is no date.
    """
    given = received(inputs, published=published, settings=settings, names=names, columns=columns, note=note, web=web)
    return (item for _, item in given)


def received(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    settings: Settings | None = None,
    names: Names = PACKAGED_NAMES,
    columns: Columns = sources.PLAIN_COLUMNS,
    note: Tell = unheard,
    web: Web | None = None,
    seen: sources.Seen = sources.unseen,
) -> Iterator[tuple[str, Article | InputRejected]]:
    """What `articles` gives, each with the name of where it came from: a file, a file and line (`news.jsonl:7`),
    `stdin`. `seen` is told of the bytes of files as they are read.

    Raises UsageError as `articles` does.
    """
    limits = settings or load()
    fallback = day_given(published) if published is not None else None
    return built(sources.raws(inputs, limits, columns, web, seen), limits, fallback, names, note)


def built(
    raws: Iterable[Raw | InputRejected], limits: Settings, published: str | None, names: Names, note: Tell
) -> Iterator[tuple[str, Article | InputRejected]]:
    """Articles of raw ones, each with the name of where it came from; `published` dates those that carry no date."""
    for raw in raws:
        if isinstance(raw, InputRejected):
            yield raw.source, raw
            continue
        try:
            yield raw.source, build.from_raw(raw, limits, published, names, note)
        except InputRejected as error:
            yield raw.source, error


def day_given(published: str) -> str:
    """The date that a caller gives, as EDTF: what a page may date itself by, a caller may write. Raises UsageError."""
    found = dates.normal(published)
    if found is None:
        raise UsageError(f"--published {published!r} is no date; give EDTF, such as 2024-05-09")
    return found
