"""Article → Sketch: what two texts are compared by, small enough to keep for every article and to store beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any
from zlib import crc32

import msgspec
import numpy as np

from sayso.copies.words import ComparedWord, Hashes, compared_words, grams
from sayso.ground.edtf import window
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.records import Article

_SENTENCE = re.compile(r"(?<=[\w\])][\w)\]%][.!?])[\"”»’)]*\s+|\n+|(?<=[。！？])")
_QUOTE = re.compile(r"[“\"«„]([^“”\"«»„\n]{20,1200})(?:[”\"»“]|$)", re.MULTILINE)
LONGEST_COMPARED = 200_000
"""Code points of an article that are compared; the rest of a longer one is not looked at."""
LEADING = 5
"""A text is known by the longest of its first sentences; what many texts share under different ones is boilerplate."""
SHORTEST_QUOTE = 6
SHORTEST_SENTENCE = 5


@dataclass(frozen=True, slots=True)
class Sketch:
    """The words of one article as 32-bit numbers (see `words`). `day` is the proleptic Gregorian ordinal.

    `grams` are the runs of three words, `stems` the words that say something, sentence by sentence: `gram_counts` and
    `stem_counts` tell how many belong to each. `sentences` has a number for each sentence of five words or more, else
    0.
    `exact` is a number of 64 bits for all words.
    """

    id: str
    version: str
    day: int | None
    language: str | None
    publisher: str | None
    agencies: tuple[str, ...]
    dateline: str | None
    translated: bool
    size: int
    exact: int
    lead: int
    sentences: Hashes
    grams: Hashes
    gram_counts: Hashes
    stems: Hashes
    stem_counts: Hashes
    head: Hashes
    names: Hashes
    figures: Hashes
    quotes: Hashes

    def gram_of(self) -> Hashes:
        """The sentence of each run of words."""
        return np.repeat(np.arange(len(self.gram_counts), dtype=np.uint32), self.gram_counts)

    def stem_of(self) -> Hashes:
        """The sentence of each stem."""
        return np.repeat(np.arange(len(self.stem_counts), dtype=np.uint32), self.stem_counts)


def sketch(article: Article, names: Names = PACKAGED_NAMES) -> Sketch:
    """The sketch of an article: its body compared word for word, its headline for the story only, its furniture not at
    all. `names` tell which medium its publisher is."""
    heading, body = _read(article)
    forms = [np.array([t.form for t in s], np.uint32) for s in body]
    whole = [_number(f) if len(f) >= SHORTEST_SENTENCE else 0 for f in forms]
    runs = [grams(f) for f in forms]
    stems = _of_story(body)
    where, known = article.credits.dateline_place, names.outlet(article.publisher)
    return Sketch(
        id=article.id,
        version=article.version,
        day=_day(article),
        language=article.language,
        publisher=known.name if known else article.publisher,
        agencies=tuple(sorted({c.name for c in article.credits.agencies})),
        dateline=where.name if where else None,
        translated=bool(article.credits.translators),
        size=sum(map(len, forms)),
        exact=_whole(np.concatenate(forms)),
        lead=max(zip(map(len, forms[:LEADING]), whole, strict=False))[1],
        sentences=np.array(whole, np.uint32),
        grams=np.concatenate(runs),
        gram_counts=np.array([len(r) for r in runs], np.uint32),
        stems=np.array([n for s in stems for n in s], np.uint32),
        stem_counts=np.array([len(s) for s in stems], np.uint32),
        head=np.array(_stems(heading), np.uint32),
        names=_facts(body, figure=False),
        figures=_facts(body, figure=True),
        quotes=_quotes(article.text[:LONGEST_COMPARED]),
    )


def _read(article: Article) -> tuple[list[ComparedWord], list[list[ComparedWord]]]:
    """The words of the headline, and those of the sentences of the body; where there is no body, the headline's."""
    heading = [t for s in _sentences(article, ("headline",)) for t in compared_words(s)] or compared_words(
        article.title or ""
    )
    return heading, [s for s in map(compared_words, _sentences(article, ("body", "caption"))) if s] or [heading]


def _of_story(body: Sequence[Sequence[ComparedWord]]) -> list[list[int]]:
    """The stems of each sentence; none of those behind the last one that is of a story."""
    last = max((i for i, s in enumerate(body) if _names_any(s)), default=0)
    return [_stems(s) if i <= last else [] for i, s in enumerate(body)]


def _names_any(words: Sequence[ComparedWord]) -> bool:
    """Whether a sentence names anybody or counts anything: a page that ends with others ("All times are local.
    Follow us for more") says nothing of its story there."""
    return any(t.fact for t in words[1:])


def _stems(words: Sequence[ComparedWord]) -> list[int]:
    return [t.stem for t in words if t.stem]


def _sentences(article: Article, labels: tuple[str, ...]) -> Iterator[str]:
    for part in article.parts:
        if part.label in labels and part.start < LONGEST_COMPARED:
            yield from _SENTENCE.split(article.text[part.start : min(part.end, LONGEST_COMPARED)])


def _number(forms: Hashes) -> int:
    return crc32(forms.tobytes()) or 1


def _whole(forms: Hashes) -> int:
    """All words as one number of 64 bits: among millions of texts, one of 32 would be shared by texts that have
    nothing in common."""
    return int.from_bytes(blake2b(forms.tobytes(), digest_size=8).digest(), "little") or 1


def _facts(body: list[list[ComparedWord]], *, figure: bool) -> Hashes:
    """Names and figures; a capital at the start of a sentence makes no name of a common word."""
    found = {
        t.fact for s in body for i, t in enumerate(s) if t.fact and t.figure is figure and not (i == 0 and t.common)
    }
    return np.array(sorted(found), np.uint32)


def _quotes(text: str) -> Hashes:
    """Each quotation of six words or more, word for word."""
    found = set()
    for match in _QUOTE.finditer(text):
        words = compared_words(match[1])
        if len(words) >= SHORTEST_QUOTE:
            found.add(_number(np.array([t.form for t in words], np.uint32)))
    return np.array(sorted(found), np.uint32)


def _day(article: Article) -> int | None:
    known = article.modified or article.published
    value = article.published.edtf if article.published else known.edtf if known else article.anchor.edtf
    days = window(value)
    return date.fromisoformat(days.low).toordinal() if days.low is not None and days.low == days.high else None


ARRAYS = ("sentences", "grams", "gram_counts", "stems", "stem_counts", "head", "names", "figures", "quotes")


def pack(item: Sketch) -> bytes:
    """A sketch as MessagePack, for a column of bytes; arrays little-endian."""
    plain = {f: getattr(item, f) for f in Sketch.__slots__ if f not in ARRAYS}
    return msgspec.msgpack.encode({**plain, **{f: getattr(item, f).astype("<u4").tobytes() for f in ARRAYS}})


def unpack(data: bytes) -> Sketch:
    """The sketch that `pack` wrote."""
    fields: dict[str, Any] = msgspec.msgpack.decode(data)
    fields["agencies"] = tuple(fields["agencies"])
    fields.update((name, np.frombuffer(fields[name], "<u4")) for name in ARRAYS)
    return Sketch(**fields)


class _Named(msgspec.Struct):
    id: str


def identity(data: bytes) -> str:
    """The id in what `pack` wrote."""
    return msgspec.msgpack.decode(data, type=_Named).id
