"""Two coders side by side, for people and as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from sayso.english.counting import many
from sayso.judge.compare import Comparison, Met, differences
from sayso.records import to_json


def as_text(found: Comparison, first: str, second: str) -> str:
    """Figures by field for a terminal."""
    return "\n".join(_lines(found, first, second)) + "\n"


def _lines(found: Comparison, first: str, second: str) -> Iterator[str]:
    claims, figures = found.figures.claims, found.figures
    yield f"first   {first}: {many(claims.gold, 'claim')}"
    yield f"second  {second}: {many(claims.found, 'claim')}"
    yield f"over {many(found.articles, 'article')}"
    yield ""
    yield f"both have {claims.right:,} (F1 {claims.f1:.3f}); only the first {claims.gold - claims.right:,}, only the " \
          f"second {claims.found - claims.right:,}"  # fmt: skip
    for name, (right, asked) in figures.fields.items():
        yield f"  {name:16} {right / asked:.3f}  alike in {right:,} of {asked:,}"
    if claims.right:
        yield f"  {'core':16} {figures.core.right / claims.right:.3f}  act, status, actors, recipients and origin alike"
        yield f"  {'every field':16} {figures.whole.right / claims.right:.3f}"


def as_json(found: Comparison, first: str, second: str) -> str:
    """Figures by field as JSON."""
    claims = found.figures.claims
    return json.dumps({
        "first": first, "second": second, "articles": found.articles,
        "claims": {"first": claims.gold, "second": claims.found, "both": claims.right, "f1": claims.f1},
        "fields": {name: {"alike": right, "of": asked} for name, (right, asked) in found.figures.fields.items()},
        "core": found.figures.core.right, "every field": found.figures.whole.right,
    }, ensure_ascii=False, indent=1) + "\n"  # fmt: skip


def comparison_lines(found: Comparison) -> Iterator[bytes]:
    """Each claim of either coder as a line of JSON: whose it is, and the fields in which the two differ."""
    return (to_json(_row(met)) + b"\n" for met in found.met)


def _row(met: Met) -> dict[str, object]:
    claim = (met.second if met.first is None else met.first) or {}
    return {
        "article_id": met.article_id,
        "first": met.first and met.first["id"],
        "second": met.second and met.second["id"],
        "evidence": [words["text"] for words in claim["evidence"]],
        "differ": differences(met),
    }


FORMS: Mapping[str, Callable[[Comparison, str, str], str]] = {"text": as_text, "json": as_json}
"""Forms of the figures by name."""
