"""Builds src/sayso/data/lemmas.csv from treebanks: `python tools/lemma_table.py TRAIN.conllu … >
src/sayso/data/lemmas.csv`.

Keeps a form only where the rules of sayso.language.lemmas get it wrong, by majority, seen at least twice. Source: the
lemmas of UD English-EWT and English-GUM (CC BY-SA 4.0), as facts about words.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

from sayso.english.lemmas import by_rule, is_word

TAGS = {"NOUN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "PART"}


def main(paths: list[str]) -> None:
    """Writes the table on stdout."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) > 3 and cells[0].isdigit() and cells[3] in TAGS and is_word(cells[1]):
                seen[cells[1].lower(), cells[3]][cells[2].lower()] += 1
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["form", "tag", "lemma"])
    for (form, tag), lemmas in sorted(seen.items()):
        lemma, count = min(lemmas.items(), key=lambda item: (-item[1], item[0]))
        if count >= 2 and lemma != by_rule(form, tag):
            out.writerow([form, tag, lemma])


if __name__ == "__main__":
    main(sys.argv[1:])
