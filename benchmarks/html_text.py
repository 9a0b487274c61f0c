"""How much of the true text of public pages is found: `python -m benchmarks.html_text FOLDER`, a folder of pages
(`ID.html.gz`) with their text (`ground-truth.json`). F1 over runs of four words, as the benchmark of article
extraction counts it: mean precision and recall of the pages, ours beside trafilatura's own."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from sayso import intake
from sayso.errors import InputRejected

RUN = 4
BODY = ("headline", "dateline", "body")


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words with how often each stands in the text."""
    words = re.findall(r"\w+", text)
    found = [tuple(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))] if words else []
    return Counter(found)


def ours(html: str) -> str:
    """Headline and body as Sayso tells them apart."""
    try:
        article = intake.article({"html": html})
    except InputRejected:
        return ""
    return "\n".join(article.text[p.start : p.end] for p in article.parts if p.label in BODY[1:])


def theirs(html: str) -> str:
    """What trafilatura takes for the text."""
    from trafilatura import extract  # noqa: PLC0415

    return extract(html, fast=True, include_comments=False) or ""


def score(read: Callable[[str], str], pages: list[tuple[str, str]]) -> tuple[float, float, float]:
    """Mean precision and recall, and F1 of both."""
    precision, recall = [], []
    for html, truth in pages:
        found, right = runs(read(html)), runs(truth)
        both = sum((found & right).values())
        precision.append(both / max(1, sum(found.values())) if found else float(not right))
        recall.append(both / max(1, sum(right.values())) if right else float(not found))
    p, r = sum(precision) / len(pages), sum(recall) / len(pages)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def read(folder: Path) -> Iterator[tuple[str, str]]:
    """Pages with their true texts."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, row in truth.items():
        yield gzip.decompress((folder / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace"), row["articleBody"]


def main() -> None:
    """Prints both."""
    pages = list(read(Path(sys.argv[1])))
    for name, reader in (("sayso", ours), ("trafilatura", theirs)):
        print(name, *(f"{value:.4f}" for value in score(reader, pages)), f"{len(pages)} pages")


if __name__ == "__main__":
    main()
