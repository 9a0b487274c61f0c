"""Asserts that no head learns from what it is measured on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.reader import everything
from corpus.standoff import Part
from corpus.standoff import texts as news

from training.windows import Document

LONG = 8
"""Sentences of fewer words may stand in two places by chance ("Thank you.")."""
UNSEEN: tuple[Part, ...] = ("fit", "study", "blind")
"""Parts of real news that the reader never learns from."""
MEASURES = {"attribution.jsonl": "sayings", "chains.jsonl": "sayings", "factuality.jsonl": "events"}
"""Yardstick → the labels that a training document must not have on its text."""


class Leak(AssertionError):
    """A training document that a measure holds."""

    def __init__(self, document: str, measure: str, words: str) -> None:
        self.document, self.measure = document, measure
        super().__init__(
            f"document {document!r} is held by {measure} ({words[:60]!r}); leave it out of the heads measured there"
        )


def check(documents: Sequence[Document], folder: Path, yardsticks: Path | None) -> None:
    """Raises Leak where a sentence of a test part, of our held-out part or of a yardstick stands among the training
    documents.

    `folder` is the open data, `yardsticks` the folder of others' gold data where it is at hand.
    """
    held = dict.fromkeys(_trees(folder / "ud" / "en_ewt-ud-test.conllu"), "EWT test")
    held |= dict.fromkeys((_key(t.text.split()) for t in everything() if t.held_out), "the held-out part of the corpus")
    held |= {
        _key(t.text[a:b].split()): f"the {part} part of real news"
        for part in UNSEEN
        for t in news(part)
        for a, b in t.fields["sentences"]
    }
    _refuse(documents, held)
    for name, labels in MEASURES.items():
        if yardsticks is not None and (yardsticks / name).exists():
            marked = [
                d
                for d in documents
                if d.sayings is not None or (labels == "events" and any(s.events for s in d.sentences))
            ]
            _refuse(marked, dict.fromkeys(_sentences(yardsticks / name), name))


def apart(documents: Iterable[Document]) -> list[Document]:
    """The documents of which no long sentence stands in an unseen part of real news: the wire repeats background."""
    unseen = {_key(t.text[a:b].split()) for part in UNSEEN for t in news(part) for a, b in t.fields["sentences"]}
    return [d for d in documents if not any(len(s.words) >= LONG and _key(s.words) in unseen for s in d.sentences)]


def without_tests(documents: Iterable[Document], folder: Path) -> list[Document]:
    """The documents without those sentences that stand in a test part too (a quotation that the treebank holds
    twice)."""
    held = set(_trees(folder / "ud" / "en_ewt-ud-test.conllu"))
    kept = []
    for document in documents:
        repeated = [s for s in document.sentences if len(s.words) >= LONG and _key(s.words) in held]
        if not repeated:
            kept.append(document)
        elif document.sayings is None and len(repeated) < len(document.sentences):
            rest = [s for s in document.sentences if s not in repeated]
            kept.append(
                replace(document, sentences=rest, frames=[], clusters=[])
            )  # their words are numbered over the whole
    return kept


def _refuse(documents: Iterable[Document], held: dict[str, str]) -> None:
    for document in documents:
        for sentence in document.sentences:
            key = _key(sentence.words)
            if len(sentence.words) >= LONG and key in held:
                raise Leak(document.id, held[key], " ".join(sentence.words))


def _key(words: Iterable[str]) -> str:
    return "".join(words).replace(" ", "").lower()


def _trees(path: Path) -> Iterator[str]:
    words: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line and line.split("\t", 1)[0].isdigit():
            words.append(line.split("\t")[1])
        elif not line and words:
            if len(words) >= LONG:
                yield _key(words)
            words = []


def _sentences(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        text: str = json.loads(line)["text"]
        yield from (_key(piece.split()) for paragraph in text.split("\n") for piece in (paragraph, *_stops(paragraph)))


def _stops(paragraph: str) -> list[str]:
    return [piece + "." for piece in paragraph.split(". ")]
