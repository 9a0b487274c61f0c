"""Marked pairs: what an actor does to a recipient in one sentence, from `corpus/relations` and from the acts of
annotated texts.

`python -m corpus.pairs` verifies the pairs of `corpus/relations` and counts them; exit status 1 and a line for each
fault.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.reader import HERE, TAUGHT, CorpusError, Span, Text, as_list, everything, load
from sayso import ontology
from sayso.english.sentences import spans

FOLDER = "relations"
HELD = 6
"""One sentence in six is held out, chosen by the hash of its words: all pairs of a sentence stay together."""
KINDS = tuple(name for name in ontology.TYPES if name != "PRESENT")


@dataclass(frozen=True, slots=True)
class Pair:
    """A marked actor and recipient in a sentence, and the event type between them. `source`: id of the text."""

    id: str
    sentence: str
    actor: Span
    recipient: Span
    kind: str
    source: str
    held_out: bool


def pairs() -> Iterator[Pair]:
    """All pairs in a fixed order: those written as pairs, then those of the annotated acts of texts that are learnt
    from."""
    yield from written()
    for text in everything(TAUGHT):
        yield from of_acts(text)


def written() -> Iterator[Pair]:
    """The pairs of `corpus/relations`. Raises CorpusError for what is none."""
    for path in sorted((HERE / FOLDER).glob("*.yaml")):
        for text in load(path):
            actor, recipient = (text.find(text.fields[role]) for role in ("actor", "recipient"))
            yield Pair(text.id, text.text, actor, recipient, text.fields["type"], text.id, _held(text.text))


def _held(sentence: str) -> bool:
    return int(hashlib.sha256(sentence.encode()).hexdigest()[:8], 16) % HELD == 0


def of_acts(text: Text) -> Iterator[Pair]:
    """The first actor and recipient (or two actors) of every act, where one sentence holds both and the act's word."""
    for number, act in enumerate(text.fields.get("acts") or []):
        kind = ontology.derive(act["act"], act.get("mode"), act["status"]).event_type
        actors, recipients = ([text.find(key) for key in as_list(act.get(role))] for role in ("actor", "recipient"))
        two = [*actors[:1], *(recipients or actors[1:])][:2]
        if kind is None or not actors or len(two) < 2:
            continue
        for start, end in spans(text.text, 0, len(text.text)):
            if all(start <= s and e <= end for s, e in (*two, text.find(act["on"]))):
                actor, recipient = ((s - start, e - start) for s, e in two)
                yield Pair(f"{text.id}#{number}", text.text[start:end], actor, recipient, kind, text.id, text.held_out)


def faults() -> Iterator[str]:
    """What is wrong with the pairs of `corpus/relations`, one line each."""
    seen: Counter[str] = Counter()
    try:
        for pair in written():
            seen[pair.id] += 1
            if pair.kind not in KINDS:
                yield f"{pair.id}: no type {pair.kind}"
            if pair.actor[0] < pair.recipient[1] and pair.recipient[0] < pair.actor[1]:
                yield f"{pair.id}: actor and recipient overlap"
    except (CorpusError, KeyError) as error:
        yield f"{FOLDER}: {error}"
    yield from (f"{name}: {count} times" for name, count in seen.items() if count > 1)


def main() -> int:
    """The command. Returns the exit status."""
    found = list(faults())
    for line in found:
        print(line)
    if not found:
        counts = Counter(pair.kind for pair in written())
        print(f"{sum(counts.values())} pairs, no faults: {', '.join(f'{k} {counts[k]}' for k in KINDS)}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
