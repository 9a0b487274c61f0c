"""Measures copies on the syndication benchmark: `python -m benchmarks.syndication_run [--articles N] [--seed S]
[--plain]`.

Copies: pairs of articles of one story in one copy group (originals, reprints, cuts, updates and the like), against all
pairs put in one group. Translations and rewrites: each must be linked to its story and to no other. Hard negatives:
none may be
linked to the story it resembles, nor be in a group with it. `--plain` also measures MinHash with an estimated Jaccard
likeness of 0.8
(rensa).
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import comb

from rensa import RMinHash, RMinHashLSH

from benchmarks.syndication import NEGATIVES, OTHERS, Made, Maker
from sayso import intake
from sayso.copies.pairs import CopyLink
from sayso.copies.sketch import sketch
from sayso.linking.linker import Linker


def f1(hit: int, found: int, wanted: int) -> str:
    """ "F1 .985 (precision .990, recall .980)"."""
    p, r = hit / max(1, found), hit / max(1, wanted)
    return f"F1 {2 * p * r / max(1e-9, p + r):.4f} (precision {p:.4f}, recall {r:.4f}; {wanted} wanted)"


def pairs(group_of: Mapping[str, object], truth: Mapping[str, str]) -> tuple[int, int, int]:
    """Pairs right, found and wanted, counted by sizes of groups, never one by one. `truth` holds the copies only."""
    found = Counter(group_of[i] for i in truth)
    wanted = Counter(truth.values())
    right = Counter((group_of[i], truth[i]) for i in truth)
    return (*(sum(comb(n, 2) for n in c.values()) for c in (right, found, wanted)),)  # type: ignore[return-value]


def measure(articles: Sequence[Made], group_of: Mapping[str, object], links: Iterable[CopyLink]) -> None:
    """Prints the figures."""
    copies = {a.id: a.base for a in articles if a.kind not in (*OTHERS, *NEGATIVES)}
    print(f"copies        {f1(*pairs(group_of, copies))}")
    base = {a.id: a.base for a in articles}
    linked = defaultdict(set)
    for link in links:
        linked[link.article].add(base[link.other])
        linked[link.other].add(base[link.article])
    for a in articles:
        linked[a.id].discard("")
    _others(articles, group_of, linked)
    _negatives(articles, group_of, links)


def _others(articles: Sequence[Made], group_of: Mapping[str, object], linked: Mapping[str, set[str]]) -> None:
    for kind in OTHERS:
        mine = [a for a in articles if a.kind == kind]
        hit = sum(a.base in linked[a.id] for a in mine)
        print(f"{kind:13} {f1(hit, sum(len(linked[a.id]) for a in mine), len(mine))} by links")
        copies = Counter((a.base, group_of[a.id]) for a in articles if a.kind not in (*OTHERS, *NEGATIVES))
        merged = sum((a.base, group_of[a.id]) in copies for a in mine)
        print(f"{'':13} {merged / max(1, len(mine)):.3f} of them in the copy group itself")


def _negatives(articles: Sequence[Made], group_of: Mapping[str, object], links: Iterable[CopyLink]) -> None:
    kinds = {a.id: a.kind for a in articles}
    false: dict[str, set[str]] = defaultdict(set)
    grouped = defaultdict(list)
    for a in articles:
        grouped[group_of[a.id]].append(a.id)
    for link in links:
        for one in (link.article, link.other):
            if kinds[one] in NEGATIVES:
                false[kinds[one]].add(one)
    for members in grouped.values():
        for one in members if len(members) > 1 else ():
            if kinds[one] in NEGATIVES:
                false[kinds[one]].add(one)
    for kind in NEGATIVES:
        all_of = sum(a.kind == kind for a in articles)
        print(
            f"not a copy:   {kind:12} {len(false[kind])} of {all_of} falsely linked "
            f"({len(false[kind]) / max(1, all_of):.4f})"
        )


def plain(articles: Sequence[Made]) -> dict[str, object]:
    """Groups by MinHash alone: 128 permutations over runs of three words, estimated Jaccard 0.8, connected
    components."""
    index, hashes, group = RMinHashLSH(threshold=0.8, num_perm=128, num_bands=16), {}, {}
    for number, a in enumerate(articles):
        words = a.text.lower().split()
        one = RMinHash(num_perm=128, seed=1)
        one.update([" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))])
        hashes[number], group[number] = one, number
        for other in index.query(one):
            if one.jaccard(hashes[other]) >= 0.8 and group[other] != group[number]:
                old, new = group[number], group[other]
                for n in [n for n, g in group.items() if g == old] if old != number else [number]:
                    group[n] = new
        index.insert(number, one)
    return {a.id: group[n] for n, a in enumerate(articles)}


def main() -> None:
    """Makes the articles, links them, prints figures, time and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--plain", action="store_true")
    given = parser.parse_args()
    articles = list(Maker(given.seed).articles(given.articles))
    read = [intake.article(a.row()) for a in articles]
    began = time.process_time()
    linker = Linker()
    linker.add(map(sketch, read))
    took = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{len(articles):,} articles linked in {took:.1f} s of processor time, {memory:.2f} GB with the "
        f"articles in memory,"
    )
    print(f"{len(linker.links):,} links")
    measure(articles, {row.id: row.copy_group for row in linker.linked()}, linker.links)
    if given.plain:
        print("plain MinHash, Jaccard 0.8:")
        measure(articles, plain(articles), [])


if __name__ == "__main__":
    main()
