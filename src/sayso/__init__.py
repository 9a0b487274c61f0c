"""Sayso reads news and writes claims: who did what to whom, whether it was done, and on whose say-so.

>>> import sayso
>>> claims = sayso.code("PARIS (AFP) - Chad will withdraw its troops from Mali, Macron said.")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.answers.store import Ledger
    from sayso.claims.codebook import Codebook
    from sayso.ledger.writing import Run
    from sayso.records import Article, Claim

__all__ = ["Article", "Claim", "annotate", "article", "code", "codebook", "keep", "open_ledger"]
__version__ = "0.1.0"
_RECORDS = ("Article", "Claim")
"""Names that come from `sayso.records`. Nothing is loaded before it is used: the command line answers to Ctrl-C and
says what is
missing from the package before any table is read."""


def __getattr__(name: str) -> Any:
    if name not in _RECORDS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sayso import records  # noqa: PLC0415

    return getattr(records, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def article(fields: Mapping[str, object], codebook: Codebook | None = None) -> Article:
    """An Article from `{text or html, id?, title?, url?, published?, publisher?}`. Raises InputRejected.

    `codebook`: with outlets of your own, credits and datelines know them too.
    """
    from sayso import intake  # noqa: PLC0415

    return intake.article(fields, _book(codebook).names)


def codebook(
    path: str | PathLike[str] | None = None,
    *,
    actors: str | PathLike[str] | None = None,
    outlets: str | PathLike[str] | None = None,
) -> Codebook:
    """Types, modes and words, actors and outlets of your own, for `code`, `annotate` and `keep`: what --codebook,
    --actors, --outlets read.

    Raises CodebookError naming file and line of every fault.
    """
    from sayso.claims.codebook import load  # noqa: PLC0415

    return load(*(None if name is None else Path(name) for name in (path, actors, outlets)))


def code(article: Article | Mapping[str, object] | str, codebook: Codebook | None = None) -> list[Claim]:
    """The claims of an article: an Article, the fields of one, or its bare text.

    Raises InputRejected where the fields are no article. Articles not in English give no claims.
    """
    from sayso import pipeline  # noqa: PLC0415

    book = _book(codebook)
    return list(pipeline.code(_as_article(article, book), codebook=book).claims)


def annotate(
    article: Article | Mapping[str, object] | str, layers: Sequence[str], codebook: Codebook | None = None
) -> dict[str, Any]:
    """`{id, language, <layer>: …}` with the layers asked for. Raises UsageError for an unknown layer, InputRejected."""
    from sayso import pipeline  # noqa: PLC0415

    book = _book(codebook)
    return pipeline.annotate(_as_article(article, book), layers, codebook=book)


def open_ledger(where: str | PathLike[str], *, create: bool = False) -> Ledger:
    """The ledger in a folder or at a postgresql:// address; with `create`, a new one where there is none.

    Raises NoLedger, NotALedger, NewerLedger and the other LedgerErrors.
    """
    from sayso.answers import store  # noqa: PLC0415  (who only codes should not wait for a database library)

    return store.open_ledger(where, create=create)


def keep(article: Article | Mapping[str, object] | str, run: Run, codebook: Codebook | None = None) -> bool:
    """Codes an article and keeps it with its claims: `with ledger.writing("mine", sayso.__version__) as run:
    sayso.keep(text, run)`.

    False where the ledger had both already. Raises InputRejected, LedgerError.
    """
    from sayso import pipeline  # noqa: PLC0415

    book = _book(codebook)
    return pipeline.keep(_as_article(article, book), run, codebook=book) is not None


def _book(given: Codebook | None) -> Codebook:
    from sayso.claims.codebook import PACKAGED  # noqa: PLC0415

    return PACKAGED if given is None else given


def _as_article(given: Article | Mapping[str, object] | str, codebook: Codebook) -> Article:
    from sayso import intake  # noqa: PLC0415
    from sayso.records import Article  # noqa: PLC0415

    if isinstance(given, Article):
        return given
    return intake.article({"text": given} if isinstance(given, str) else given, codebook.names)
