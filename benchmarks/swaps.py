"""Does the coder see who, or only words? `python -m benchmarks.swaps [--most 500] [--show N]`.

Two trials on sentences of real news (learn and study), no templates. **Swap**: the two countries that a sentence names
change places; the claims must change in those two alone. **Wording**: neutral words for fighters give way to loaded
ones; no act, status or event type may change. Prints the share of sentences that hold.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping

import sayso
from corpus import standoff
from sayso.records import Claim
from sayso.resources import table

LOADED = {
    "militants": "terrorists",
    "rebels": "freedom fighters",
    "insurgents": "terrorists",
    "fighters": "terrorists",
    "gunmen": "terrorists",
    "militant": "terrorist",
    "protesters": "rioters",
}
Shape = tuple[object, ...]


def sentences() -> Iterator[str]:
    """The sentences of the learn and study parts, in order."""
    for part in ("study", "learn"):
        for text in standoff.texts(part):
            yield from (text.text[slice(*span)].strip() for span in text.fields["sentences"])


def _countries() -> Mapping[str, str]:
    return {row["name"]: row["code"] for row in table("countries.csv") if row["name"].isalpha()}


def swapped(sentence: str, names: Mapping[str, str]) -> tuple[str, dict[str, str]] | None:
    """A sentence with its two countries exchanged, and which code becomes which; null where it does not name just two,
    or names one of them in other words too."""
    found = re.findall(r"\b[A-Z][a-z]+\b", sentence)
    two = list(dict.fromkeys(word for word in found if word in names))
    stems = [word[:4] for word in two]
    others = [word for word in found if word not in names and any(word.startswith(stem) for stem in stems)]
    if len(two) != 2 or others:
        return None
    a, b = two
    text = re.sub(rf"\b({a}|{b})\b", lambda m: b if m[0] == a else a, sentence)
    return text, {names[a]: names[b], names[b]: names[a]}


def shape(claim: Claim, codes: Mapping[str, str]) -> Shape:
    """What a swap may not change, with the countries exchanged by `codes`."""

    def of(parties: object) -> tuple[str | None, ...]:
        return tuple(codes.get(p.country, p.country) for p in parties)  # type: ignore[attr-defined]

    chain = tuple(codes.get(link.country or "", link.country) for link in claim.attribution)
    return claim.act, claim.mode, claim.status, of(claim.actors), of(claim.recipients), chain


def swap_trial(most: int, show: int) -> tuple[int, int]:
    """(sentences that hold, sentences tried) of the first trial."""
    names, held, tried = _countries(), 0, 0
    for sentence in sentences():
        pair = swapped(sentence, names) if tried < most else None
        before = sayso.code(sentence) if pair else ()
        if pair is None or not before:
            continue
        text, codes = pair
        tried += 1
        same = [shape(c, codes) for c in before] == [shape(c, {}) for c in sayso.code(text)]
        held += same
        if not same and show > 0:
            show -= 1
            print(f"- {sentence}\n  {[shape(c, codes) for c in before]}\n  {[shape(c, {}) for c in sayso.code(text)]}")
    return held, tried


def wording_trial(most: int, show: int) -> tuple[int, int]:
    """(sentences that hold, sentences tried) of the second trial."""
    pattern = re.compile(rf"\b({'|'.join(LOADED)})\b")
    held = tried = 0
    for sentence in sentences():
        if tried >= most or not pattern.search(sentence):
            continue
        before = [(c.act, c.status, c.event_type) for c in sayso.code(sentence)]
        if not before:
            continue
        tried += 1
        after = [(c.act, c.status, c.event_type) for c in sayso.code(pattern.sub(lambda m: LOADED[m[0]], sentence))]
        held += before == after
        if before != after and show > 0:
            show -= 1
            print(f"- {sentence}\n  {before}\n  {after}")
    return held, tried


def main() -> int:
    """Prints both shares. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=500, help="sentences of each trial, at most")
    parser.add_argument("--show", type=int, default=0, help="print so many that do not hold")
    given = parser.parse_args()
    if standoff.folder() is None:
        print("the open news is not here: set SAYSO_OPEN to the folder of open data", file=sys.stderr)
        return 2
    for name, trial in (("swap", swap_trial), ("wording", wording_trial)):
        held, tried = trial(given.most, given.show)
        print(f"{name}: {held / max(1, tried):.4f} of {tried} sentences hold")
    return 0


if __name__ == "__main__":
    sys.exit(main())
