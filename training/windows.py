"""A window: whole sentences of one document with whatever labels its source has; others stay null and cost nothing."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tokenizers import Tokenizer

from sayso.language import neutral

MAX_PIECES = 254
IGNORE = -100
UNKNOWN = 100


@dataclass(slots=True)
class Sentence:
    """Words with labels. `tags`, `heads` (0-based in the sentence, own index for the root), `rels`, `entities` may be
    null.

    `events`: word → (set of statuses it may have); with `all_events` words without one are no events,
    with `all_acts` words without an act are none. `acts`: word → act, null where it is not asked for.
    """

    words: list[str]
    tags: list[str] | None = None
    heads: list[int] | None = None
    rels: list[str] | None = None
    entities: list[str] | None = None
    events: dict[int, frozenset[str]] | None = None
    all_events: bool = False
    all_acts: bool = False
    acts: dict[int, str | None] | None = None


@dataclass(slots=True)
class Saying:
    """One attribution over a document's words: indices of cue, source and content."""

    cue: list[int]
    source: list[int]
    content: list[int]


@dataclass(slots=True)
class Deed:
    """One annotated act over a document's words: its first word, the words of each role, and its codes."""

    head: int
    roles: dict[str, list[int]]
    mode: str
    change: str
    event_type: str | None


@dataclass(slots=True)
class Frame:
    """A predicate of PropBank over a document's words: its word, the words of its sentence, the head word of each
    role."""

    head: int
    within: range
    roles: dict[str, list[int]]


@dataclass(slots=True)
class Document:
    """Sentences in order; `sayings` index words over the whole document; null where the source has no such layer.

    `clusters`: head words of the mentions of each entity, in order; one that stands alone has no antecedent.
    """

    id: str
    sentences: list[Sentence]
    sayings: list[Saying] | None = None
    weight: float = 1.0
    deeds: list[Deed] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    clusters: list[list[int]] = field(default_factory=list)


@dataclass(slots=True)
class Window:
    """Sentences of one document that fit the encoder, with the pieces and case shapes of their words."""

    document: str
    sentences: list[Sentence]
    pieces: list[int]
    first: list[int]
    last: list[int]
    shapes: list[int]
    sayings: list[Saying] | None = None
    weight: float = 1.0
    words: list[str] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    clusters: list[list[int]] = field(default_factory=list)


def windows(document: Document, tokenizer: Tokenizer, limit: int = MAX_PIECES) -> Iterator[Window]:
    """Cuts a document at sentence ends so that each window has at most `limit` pieces; longer sentences are left
    out."""
    batch: list[Sentence] = []
    coded: list[list[list[int]]] = []
    size, start, offset = 0, 0, 0
    for sentence in document.sentences:
        pieces = [
            [UNKNOWN] if stand else tokenizer.encode(word, add_special_tokens=False).ids or [UNKNOWN]
            for word, stand in zip(sentence.words, neutral.stands(sentence.words), strict=True)
        ]
        length = sum(map(len, pieces))
        if length > limit or size + length > limit:
            if batch:
                yield _window(tokenizer, document, batch, coded, start)
            batch, coded, size, start = [], [], 0, offset
        if length <= limit:
            batch.append(sentence)
            coded.append(pieces)
            size += length
        else:
            start = offset + len(sentence.words)
        offset += len(sentence.words)
    if batch:
        yield _window(tokenizer, document, batch, coded, start)


def packed(documents: Sequence[Document], words: int, seed: int) -> Iterator[Document]:
    """Short documents put one after the other, in an order that the seed decides, up to about `words` words.

    An article is read in full windows; a head that only saw single sentences reads worse there. Documents with and
    without the layer of say-so stay apart.
    """
    order = list(documents)
    random.Random(seed).shuffle(order)
    open_: dict[tuple[bool, float], Document] = {}
    for d in order:
        key = (d.sayings is None, d.weight)
        before = open_.get(key)
        if before is None or _length(before) + _length(d) > words:
            if before is not None:
                yield before
            open_[key] = _joined(Document(d.id, [], None if d.sayings is None else [], d.weight), d)
        else:
            open_[key] = _joined(before, d)
    yield from open_.values()


def _length(document: Document) -> int:
    return sum(len(s.words) for s in document.sentences)


def _joined(first: Document, second: Document) -> Document:
    by = _length(first)
    sayings = None
    if first.sayings is not None and second.sayings is not None:
        shifted = [Saying(*([i + by for i in part] for part in (s.cue, s.source, s.content))) for s in second.sayings]
        sayings = [*first.sayings, *shifted]
    deeds = [
        replace(d, head=d.head + by, roles={k: [i + by for i in v] for k, v in d.roles.items()}) for d in second.deeds
    ]
    frames = [_moved_frame(f, -by) for f in second.frames]
    clusters = [*first.clusters, *([i + by for i in cluster] for cluster in second.clusters)]
    sentences = [*first.sentences, *second.sentences]
    return Document(
        first.id, sentences, sayings, first.weight, [*first.deeds, *deeds], [*first.frames, *frames], clusters
    )


def _window(
    tokenizer: Tokenizer, document: Document, batch: Sequence[Sentence], coded: Sequence[list[list[int]]], start: int
) -> Window:
    """`coded`: the pieces of each word of each sentence; words that stand for others are read as the package does."""
    stands = [stand for s in batch for stand in neutral.stands(s.words)]
    named = neutral.stand_ins(tokenizer, stands)
    own = [pieces for sentence in coded for pieces in sentence]
    pieces, first, last = _pieces([[one] if one else word for one, word in zip(named, own, strict=True)])
    stop = start + len(first)
    sayings = _sayings(document, start, stop)
    words = [w for s in batch for w in s.words]
    shapes = [neutral.case(word, stand) for word, stand in zip(words, stands, strict=True)]
    deeds = [_moved(d, start, stop) for d in document.deeds if start <= d.head < stop]
    frames = [_moved_frame(f, start) for f in document.frames if start <= f.head < stop]
    clusters = _clusters(document, start, stop)
    return Window(
        document.id,
        list(batch),
        [*pieces, 102],
        first,
        last,
        shapes,
        sayings,
        document.weight,
        words,
        deeds,
        frames,
        clusters,
    )


def _sayings(document: Document, start: int, stop: int) -> list[Saying] | None:
    if document.sayings is None:
        return None
    return [s for s in (_shifted(x, start, stop) for x in document.sayings) if s.cue]


def _clusters(document: Document, start: int, stop: int) -> list[list[int]]:
    return [inside for c in document.clusters if (inside := [i - start for i in c if start <= i < stop])]


def _pieces(words: Iterable[list[int]]) -> tuple[list[int], list[int], list[int]]:
    """The pieces of a window with its opening one, and the first and last piece of each word."""
    pieces, first, last = [101], [], []
    for word in words:
        first.append(len(pieces))
        pieces += word
        last.append(len(pieces) - 1)
    return pieces, first, last


def _moved_frame(frame: Frame, start: int) -> Frame:
    roles = {name: [i - start for i in words] for name, words in frame.roles.items()}
    return Frame(frame.head - start, range(frame.within.start - start, frame.within.stop - start), roles)


def _moved(deed: Deed, start: int, stop: int) -> Deed:
    roles = {name: [i - start for i in words if start <= i < stop] for name, words in deed.roles.items()}
    return Deed(deed.head - start, roles, deed.mode, deed.change, deed.event_type)


def _shifted(saying: Saying, start: int, stop: int) -> Saying:
    def inside(indices: Iterable[int]) -> list[int]:
        return [i - start for i in indices if start <= i < stop]

    return Saying(inside(saying.cue), inside(saying.source), inside(saying.content))
