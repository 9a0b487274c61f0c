"""Sayso reads news and writes claims: who did what to whom, whether it was done, and on whose say-so.

>>> import sayso
>>> article = sayso.Article.from_text("PARIS (AFP) - Chad will withdraw its troops from Mali, Macron said.")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso import intake, pipeline
from sayso.claims.codebook import PACKAGED, Codebook, load
from sayso.records import Article, Claim

if TYPE_CHECKING:
    from sayso.answers.store import Ledger
    from sayso.ledger.writing import Run

__all__ = ["Article", "Claim", "annotate", "article", "code", "codebook", "keep", "open_ledger"]
__version__ = "0.1.0"


def article(fields: Mapping[str, object]) -> Article:
    """An Article from `{text or html, id?, title?, url?, published?, publisher?}`. Raises InputRejected."""
    return intake.article(fields)


def codebook(
    path: str | PathLike[str] | None = None, *, actors: str | PathLike[str] | None = None, outlets: str | PathLike[str] | None = None
) -> Codebook:
    """Types, modes and words, actors and outlets of your own, for `code`, `annotate` and `keep`: what --codebook, --actors, --outlets read.

    Raises CodebookError naming file and line of every fault.
    """
    return load(*(None if name is None else Path(name) for name in (path, actors, outlets)))


def code(article: Article | Mapping[str, object] | str, codebook: Codebook = PACKAGED) -> list[Claim]:
    """The claims of an article: an Article, the fields of one, or its bare text.

    Raises InputRejected where the fields are no article. Articles not in English give no claims.
    """
    return list(pipeline.code(_as_article(article), codebook=codebook).claims)


def annotate(article: Article | Mapping[str, object] | str, layers: Sequence[str], codebook: Codebook = PACKAGED) -> dict[str, Any]:
    """`{id, language, <layer>: …}` with the layers asked for. Raises UsageError for an unknown layer, InputRejected."""
    return pipeline.annotate(_as_article(article), layers, codebook=codebook)


def open_ledger(where: str | PathLike[str], *, create: bool = False) -> Ledger:
    """The ledger in a folder or at a postgresql:// address; with `create`, a new one where there is none.

    Raises NoLedger, NotALedger, NewerLedger and the other LedgerErrors.
    """
    from sayso.answers import store  # noqa: PLC0415  (who only codes should not wait for a database library)

    return store.open_ledger(where, create=create)


def keep(article: Article | Mapping[str, object] | str, run: Run, codebook: Codebook = PACKAGED) -> bool:
    """Codes an article and keeps it with its claims: `with ledger.writing("mine", sayso.__version__) as run: sayso.keep(text, run)`.

    False where the ledger had both already. Raises InputRejected, LedgerError.
    """
    return pipeline.keep(_as_article(article), run, codebook=codebook) is not None


def _as_article(given: Article | Mapping[str, object] | str) -> Article:
    if isinstance(given, Article):
        return given
    return intake.article({"text": given} if isinstance(given, str) else given)
