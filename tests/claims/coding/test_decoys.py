"""Ordinary paragraphs (corpus/decoys) give next to no claims. `python -m tests.claims.coding.test_decoys` prints those
they give."""

from collections import Counter
from functools import cache

from corpus.reader import Text, everything

import sayso
from sayso.records import Claim
from tests.floors import floors

CEILING = floors("decoys")["at_most"]
"""Claims per 100 paragraphs."""


@cache
def claims() -> tuple[tuple[Text, tuple[Claim, ...]], ...]:
    """Every paragraph with the claims that were made of it."""
    return tuple((text, tuple(sayso.code(sayso.article({"text": text.text})))) for text in everything(("decoys",)))


def rate() -> float:
    """Claims per 100 paragraphs."""
    return 100 * sum(len(made) for _, made in claims()) / len(claims())


def _report() -> list[str]:
    rows = [
        f"{text.id:14} {c.predicate.text}: {c.act} {c.mode or ''} {c.status} [{' + '.join(p.text for p in c.actors)} > "
        f"{' + '.join(p.text for p in c.recipients)}] {c.evidence[0].text}"
        for text, made in claims()
        for c in made
    ]
    words = Counter(c.predicate.text.lower() for _, made in claims() for c in made)
    return [*rows, "words that betray it: " + ", ".join(f"{word} {n}" for word, n in words.most_common(40))]


def test_there_are_five_hundred_paragraphs_of_every_kind() -> None:
    kinds = Counter(text.fields["decoy"] for text in everything(("decoys",)))
    assert sum(kinds.values()) == 500
    assert set(kinds) == {"sport", "weather", "business", "obituary", "culture", "science", "crime", "home", "travel"}


def test_ordinary_paragraphs_stay_below_the_ceiling() -> None:
    assert rate() <= CEILING, "\n".join(_report())


if __name__ == "__main__":
    print(*_report(), sep="\n")
    print(f"{rate():.1f} claims per 100 paragraphs")
