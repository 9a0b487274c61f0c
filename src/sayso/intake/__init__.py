"""Anything → Article: files, folders, standard input and records; text, HTML and JSON Lines.

bytes ──sources──▶ Raw ──build──▶ Article; what cannot be read becomes an InputRejected that names the input and the
reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sayso.errors import InputRejected, UsageError
from sayso.ground.edtf import is_point
from sayso.ground.names import PACKAGED, Names
from sayso.intake import build, sources
from sayso.records import Article
from sayso.settings import Settings, load

__all__ = ["article", "articles", "received"]


def article(fields: Mapping[str, object], names: Names = PACKAGED) -> Article:
    """An Article from `{text or html, id?, title?, url?, published?, publisher?, …}`; unknown fields are ignored.

    `names`: the agencies and outlets that credits may name.
    Raises InputRejected: MalformedRecord for a field of the wrong kind, EmptyInput, NotText, TooLarge.
    """
    return build.from_fields(fields, build.Caller("record", load(), names=names))


def articles(
    inputs: Sequence[str], *, published: str | None = None, settings: Settings | None = None, names: Names = PACKAGED
) -> Iterator[Article | InputRejected]:
    """The articles of files, folders and `-` in order; an input that cannot be read comes as its error.

    `published` (EDTF) dates those that carry no date themselves. Raises UsageError where it is no date.
    """
    return (item for _, item in received(inputs, published=published, settings=settings, names=names))


def received(
    inputs: Sequence[str], *, published: str | None = None, settings: Settings | None = None, names: Names = PACKAGED
) -> Iterator[tuple[str, Article | InputRejected]]:
    """What `articles` gives, each with the name of where it came from: a file, a file and line (`news.jsonl:7`),
    `stdin`.

    Raises UsageError as `articles` does.
    """
    limits = settings or load()
    if published is not None and not is_point(published):
        raise UsageError(f"--published {published!r} is no date; give EDTF, such as 2024-05-09")
    for raw in sources.raws(inputs, limits):
        if isinstance(raw, InputRejected):
            yield raw.source, raw
            continue
        try:
            yield raw.source, build.from_raw(raw, limits, published, names)
        except InputRejected as error:
            yield raw.source, error
