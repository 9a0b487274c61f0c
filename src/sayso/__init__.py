"""Sayso reads news and writes claims: who did what to whom, whether it was done, and on whose say-so.

>>> import sayso
>>> claims = sayso.code("PARIS (AFP) - Chad will withdraw its troops from Mali, Macron said.",
...                     published="2022-02-17")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.answers.brief import Brief
    from sayso.answers.origins import Origins
    from sayso.answers.presence import Presence
    from sayso.answers.store import Ledger
    from sayso.claims.codebook import Codebook
    from sayso.ledger.scope import Axis, Query
    from sayso.ledger.writing import Run
    from sayso.linking.linker import Linked
    from sayso.records import Article, Claim

__all__ = [
    "Article", "Axis", "Claim", "Ledger", "Query",
    "annotate", "article", "code", "codebook", "keep", "link", "open_ledger", "origins", "render",
]  # fmt: skip
__version__ = "0.1.0"
_HOMES = {
    "Article": "sayso.records",
    "Axis": "sayso.ledger.scope",
    "Claim": "sayso.records",
    "Ledger": "sayso.answers.store",
    "Query": "sayso.ledger.scope",
}
"""Where the classes come from. Nothing is loaded before it is used: the command line answers to Ctrl-C and says what
is missing from the package before any table is read, and who only codes waits for no database library."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def article(given: Mapping[str, object] | str, codebook: Codebook | None = None, **fields: object) -> Article:
    """An Article of a text or of `{text or html, id?, title?, url?, published?, publisher?}`, any of which may be
    given as keywords too.

    `codebook`: with outlets and places of your own, credits and datelines know them too. Raises InputRejected,
    UsageError for a keyword that is no field of an article.
    """
    return _read(given, codebook, fields)


def codebook(
    path: str | PathLike[str] | None = None,
    *,
    actors: str | PathLike[str] | None = None,
    outlets: str | PathLike[str] | None = None,
    places: str | PathLike[str] | None = None,
) -> Codebook:
    """Types, modes and words, actors, outlets and places of your own, for `code`, `annotate` and `keep`: what
    --codebook, --actors, --outlets, --places read. Its `names` go with questions: `ledger.presence(query, book.names)`.

    Raises CodebookError naming file and line of every fault.
    """
    from sayso.claims.codebook import load_codebook  # noqa: PLC0415

    return load_codebook(*(None if name is None else Path(name) for name in (path, actors, outlets, places)))


def code(
    given: Article | Mapping[str, object] | str, codebook: Codebook | None = None, **fields: object
) -> list[Claim]:
    """The claims of an article: an Article, or what `article` takes, as in `code(text, published="2024-05-09")`.

    Raises InputRejected where that is no article, UsageError. Articles not in English give no claims.
    """
    from sayso import pipeline  # noqa: PLC0415

    return list(pipeline.code(_read(given, codebook, fields), codebook=_book(codebook)).claims)


def annotate(
    given: Article | Mapping[str, object] | str,
    layers: Sequence[str],
    codebook: Codebook | None = None,
    **fields: object,
) -> dict[str, Any]:
    """`{id, language, <layer>: …}` with the layers asked for, of what `code` takes. Raises UsageError for an unknown
    layer, InputRejected."""
    from sayso import pipeline  # noqa: PLC0415

    return pipeline.annotate(_read(given, codebook, fields), layers, codebook=_book(codebook))


def link(articles: Iterable[Article | Mapping[str, object] | str], codebook: Codebook | None = None) -> list[Linked]:
    """Which articles carry the same text and which tell the same story: `id`, `copy_group` and `story` of each, in
    their order. Raises InputRejected."""
    from sayso import pipeline  # noqa: PLC0415

    read = (_read(given, codebook, {}) for given in articles)
    return list(pipeline.link(read, _book(codebook).names).linked())


def origins(articles: Iterable[Article | Mapping[str, object] | str], codebook: Codebook | None = None) -> Origins:
    """On whose word it rests what some articles tell: its `accounts`, one a happening, count pages, statements,
    origins and sides. Raises InputRejected."""
    from sayso import pipeline  # noqa: PLC0415

    read = (_read(given, codebook, {}) for given in articles)
    return pipeline.origins(((a.id, a) for a in read), _book(codebook), _raised)


def open_ledger(where: str | PathLike[str], *, create: bool = False) -> Ledger:
    """The ledger in a folder or at a postgresql:// address; with `create`, a new one where there is none.

    Raises NoLedger, NotALedger, NewerLedger and the other LedgerErrors.
    """
    from sayso.answers import store  # noqa: PLC0415

    return store.open_ledger(where, create=create)


def keep(
    given: Article | Mapping[str, object] | str, run: Run, codebook: Codebook | None = None, **fields: object
) -> bool:
    """Codes what `code` takes and keeps it with its claims: `with ledger.writing("mine", sayso.__version__) as run:
    sayso.keep(text, run)`.

    False where the ledger had both already. Raises InputRejected, UsageError, LedgerError.
    """
    from sayso import pipeline  # noqa: PLC0415

    return pipeline.keep(_read(given, codebook, fields), run, codebook=_book(codebook)) is not None


def render(answer: Presence | Brief | Origins, form: str = "table") -> str | bytes:
    """An answer as the command line prints it: of presence as `table`, `json`, `csv`, `svg` or `png`, a brief as
    `table`, `markdown` or `html`, origins as `table`. Raises UsageError for another form."""
    from sayso.exports import answers  # noqa: PLC0415

    return answers.render(answer, form)


def _book(given: Codebook | None) -> Codebook:
    from sayso.claims.codebook import NO_CODEBOOK  # noqa: PLC0415

    return NO_CODEBOOK if given is None else given


def _read(
    given: Article | Mapping[str, object] | str, codebook: Codebook | None, fields: Mapping[str, object]
) -> Article:
    from sayso import intake  # noqa: PLC0415
    from sayso.errors import UsageError  # noqa: PLC0415
    from sayso.intake.build import STRINGS  # noqa: PLC0415
    from sayso.records import Article  # noqa: PLC0415

    unknown = sorted(set(fields) - set(STRINGS))
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no field of an article; those are {', '.join(STRINGS)}")
    if isinstance(given, Article):
        if fields:
            raise UsageError("an Article is whole; give its text with keywords, or dataclasses.replace what differs")
        return given
    return intake.article({**({"text": given} if isinstance(given, str) else given), **fields}, _book(codebook).names)


def _raised(error: Exception) -> None:
    raise error
