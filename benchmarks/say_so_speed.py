"""How long say-so takes: `python -m benchmarks.say_so_speed [FILE]`. Prints the share of `sayso code` that it costs,
reader included.

Without a file, stories of our own corpus are read.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from corpus.reader import everything

import sayso
from sayso.records import Article

STAGES = {"attribution.py": ("frames",), "links.py": ("chain", "quoted")}
"""File → functions whose time, with all that they call, is that of say-so."""
MOST = 60
"""Texts that are read."""


def texts(source: Path | None) -> Iterator[Article]:
    """The articles to time, from JSON Lines, or stories of our own."""
    if source is not None:
        for line in source.read_text(encoding="utf-8").splitlines()[:MOST]:
            row = json.loads(line)
            yield sayso.article({"id": row["id"], "text": row["text"]})
    else:
        for text in islice(everything(("stories",)), MOST):
            yield sayso.article({"id": text.id, "text": text.text})


def main() -> int:
    """Prints the seconds for all, and the share of say-so. Returns the exit status."""
    articles = list(texts(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
    sayso.code(articles[0])
    begun = time.perf_counter()
    claims = sum(len(sayso.code(article)) for article in articles)
    taken = time.perf_counter() - begun
    profile = cProfile.Profile()
    profile.enable()
    for article in articles:
        sayso.code(article)
    profile.disable()
    rows = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    own = sum(row[3] for (file, _, name), row in rows if name in STAGES.get(Path(file).name, ()) and "claims" in file)
    whole = max(row[3] for _, row in rows)
    letters = sum(len(article.text) for article in articles)
    print(
        f"{len(articles)} texts, {letters:,} letters, {claims} claims: {taken:.1f} s; say-so "
        f"{100 * own / whole:.1f} % of the profile"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
