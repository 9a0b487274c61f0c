"""Counts in how many news texts of `corpus/` each stem stands: `python tools/words.py` writes src/sayso/data/words.csv.

Short texts are read ten at a time, so that each counted text is about as long as a news story.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from corpus.reader import everything  # noqa: E402

from sayso.copies.words import TOKEN, stem  # noqa: E402

TARGET = ROOT / "src" / "sayso" / "data" / "words.csv"
TOGETHER = 10
RAREST = 3


def documents() -> list[str]:
    """The stories, and the short texts of which each names no story, ten together."""
    stories = [t.text for t in everything(("stories",))]
    short = [t.text for t in everything(("sentences",))]
    return stories + ["\n".join(short[i : i + TOGETHER]) for i in range(0, len(short), TOGETHER)]


def main() -> None:
    """Writes the stems that stand in at least three texts, the commonest first."""
    texts = documents()
    counts = Counter(s for text in texts for s in {stem(w.lower()) for w in TOKEN.findall(text) if not w[0].isdigit()})
    rows = sorted(((n, s) for s, n in counts.items() if n >= RAREST), key=lambda row: (-row[0], row[1]))
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("stem", "rate"))
        writer.writerows((s, f"{n / len(texts):.4f}") for n, s in rows)


if __name__ == "__main__":
    main()
