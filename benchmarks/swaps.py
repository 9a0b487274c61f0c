"""Does the coder see who, or only words? `python -m benchmarks.swaps [--most 500] [--show N]`.

Two trials on sentences of real news (learn and study), no templates. **Swap**: the two countries that a sentence names
change places; the claims must change in those two alone. **Wording**: neutral words for fighters give way to loaded
ones; no act, status or event type may change. Prints the share of sentences that hold.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

import sayso
from corpus import standoff
from sayso.ground import atlas
from sayso.ground.places import fold
from sayso.language import neutral
from sayso.language.words import cut
from sayso.records import Claim
from sayso.resources import table
from sayso.spans import Span

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


@cache
def _tied() -> Mapping[str, frozenset[str]]:
    """Word → the countries whose capital, people, seat of power or leader it names."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in table("countries.csv"):
        words = "|".join(row[key] or "" for key in ("aliases", "demonyms", "capital", "metonyms"))
        for word in re.findall(r"\w+", words):
            found[word].add(row["code"])
    for row in table("actors.csv"):
        for word in re.findall(r"[A-Z]\w+", f"{row['name']} {row['aliases']}") if row["country"] else ():
            found[word].add(row["country"])
    return {word: frozenset(codes) for word, codes in found.items()}


def tied(word: str, codes: Collection[str]) -> bool:
    """Whether a name ties its sentence to one of two countries: a place in one of them, a leader, a people. With
    Damascus in it, a sentence on Syria and Lebanon is another one once these two are exchanged."""
    places = atlas.spots([fold(word)]).get(fold(word), ())
    return bool(_tied().get(word, frozenset()) & set(codes)) or any(p.country in codes for p in places)


@cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """Country → its name, adjective and people, those that the table gives."""
    people = {row["code"]: row["demonyms"].split("|") for row in table("countries.csv")}
    plural = {code: next((d for d in demonyms[1:] if d.endswith("s")), "") for code, demonyms in people.items()}
    return {row["code"]: (row["name"], people[row["code"]][0], plural[row["code"]]) for row in table("countries.csv")}


def swapped(sentence: str) -> tuple[str, dict[str, str]] | None:
    """A sentence with its two countries exchanged in all their forms, and which code becomes which.

    Null where it does not name just two; where another name in it belongs to one of them; and where a form has more
    words than one or stands after "the", so that the exchange would change the sentence's grammar.
    """
    lands = _lands(sentence)
    codes = list(dict.fromkeys(stand[0] for _, stand in lands))
    places = {span for span, _ in lands}
    others = [sentence[s:e] for s, e in cut(sentence) if (s, e) not in places and sentence[s].isupper()]
    if len(codes) != 2 or any(tied(word, codes) for word in others):
        return None
    other = {codes[0]: codes[1], codes[1]: codes[0]}
    text = _exchanged(sentence, lands, other)
    return (text, other) if text else None


def _exchanged(sentence: str, lands: Sequence[tuple[Span, neutral.Stand]], other: Mapping[str, str]) -> str | None:
    text = sentence
    for (start, end), (code, of) in reversed(lands):
        form = _forms()[other[code]][of]
        if not form.isalpha() or (of == 0 and sentence[:start].lower().endswith("the ")):
            return None
        text = text[:start] + form + text[end:]
    return text


def _lands(sentence: str) -> list[tuple[Span, neutral.Stand]]:
    """The words of a sentence that name countries, each with its span."""
    spans = cut(sentence)
    stands = neutral.stands([sentence[s:e] for s, e in spans])
    both = zip(spans, stands, strict=True)
    return [(span, stand) for span, stand in both if stand and stand[1] != neutral.LOADED_WORD]


def shape(claim: Claim, codes: Mapping[str, str]) -> Shape:
    """What a swap may not change, with the countries exchanged by `codes`."""

    def of(parties: object) -> tuple[str | None, ...]:
        return tuple(codes.get(p.country, p.country) for p in parties)  # type: ignore[attr-defined]

    chain = tuple(codes.get(link.country or "", link.country) for link in claim.attribution)
    return claim.act, claim.mode, claim.status, of(claim.actors), of(claim.recipients), chain


def swap_trial(most: int, show: int) -> tuple[int, int]:
    """(sentences that hold, sentences tried) of the first trial."""
    held = tried = 0
    for sentence in sentences():
        pair = swapped(sentence) if tried < most else None
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
