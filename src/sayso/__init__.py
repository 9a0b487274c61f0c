"""Sayso reads news and writes claims: who did what to whom, whether it was done, and on whose say-so.

>>> import sayso
>>> article = sayso.Article.from_text("PARIS (AFP) - Chad will withdraw its troops from Mali, Macron said.")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso import intake, pipeline
from sayso.records import Article, Claim

__all__ = ["Article", "Claim", "annotate", "article", "code"]
__version__ = "0.1.0"


def article(fields: Mapping[str, object]) -> Article:
    """An Article from `{text or html, id?, title?, url?, published?, publisher?}`. Raises InputRejected."""
    return intake.article(fields)


def code(article: Article | Mapping[str, object] | str) -> list[Claim]:
    """The claims of an article: an Article, the fields of one, or its bare text.

    Raises InputRejected where the fields are no article. Articles not in English give no claims.
    """
    return list(pipeline.code(_as_article(article)).claims)


def annotate(article: Article | Mapping[str, object] | str, layers: Sequence[str]) -> dict[str, Any]:
    """`{id, language, <layer>: …}` with the layers asked for. Raises UsageError for an unknown layer, InputRejected."""
    return pipeline.annotate(_as_article(article), layers)


def _as_article(given: Article | Mapping[str, object] | str) -> Article:
    if isinstance(given, Article):
        return given
    return intake.article({"text": given} if isinstance(given, str) else given)
