"""Sentences → windows of whole sentences that the encoder reads in one view. What a window holds depends on its
article alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language import neutral
from sayso.language.neutral import Stand
from sayso.spans import Span

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
MAX_PIECES = 254
"""Word pieces of a window, its two end marks left out."""
WORD_PIECES = 12
"""Pieces that one word may take; a longer one (a line of signs, a script without spaces) is read by its first."""
WORD_CHARS = 5_000
"""Code points of one word that are looked at for its pieces: far more than those take."""
START, STOP, UNKNOWN_PIECE = 101, 102, 100

_Word = tuple[int, Span, int, list[int], Stand | None]
"""A word: its sentence, its place, its case shape, its own pieces, and what it is read as."""


@dataclass(frozen=True, slots=True)
class TokenWindow:
    """Words of one stretch: `spans` in the article, `sentences` the number of each word's sentence and `shapes` its
    case shape (words), and their pieces; a country has those of its neutral name.

    `pieces` (pieces) with end marks; `first` and `last` (words) are the places of each word's end pieces among them.
    """

    spans: tuple[Span, ...]
    sentences: Ints
    shapes: Ints
    pieces: Ints
    first: Ints
    last: Ints


def token_windows(
    tokenizer: Tokenizer, text: str, sentences: Sequence[Sequence[Span]], breaks: frozenset[int] = frozenset()
) -> Iterator[TokenWindow]:
    """Packs sentences (each a list of word spans) in order, at most MAX_PIECES a window; a longer sentence is cut into
    several.

    A window rather ends before a sentence of `breaks` (numbers of sentences that begin a paragraph) where it is over
    half full.
    """
    batch: list[_Word] = []
    size = 0
    for number, spans in enumerate(sentences):
        words = [text[s : min(e, s + WORD_CHARS)] for s, e in spans]
        stands = neutral.stands(words)
        coded = [[UNKNOWN_PIECE] if stand else p for p, stand in zip(_pieces(tokenizer, words), stands, strict=True)]
        length = sum(map(len, coded))
        if batch and (size + length > MAX_PIECES or (number in breaks and size > MAX_PIECES * 3 // 4)):
            yield _window(tokenizer, batch)
            batch, size = [], 0
        shapes = [neutral.case(word, stand) for word, stand in zip(words, stands, strict=True)]
        for span, case, pieces, stand in zip(spans, shapes, coded, stands, strict=True):
            if size + len(pieces) > MAX_PIECES:
                yield _window(tokenizer, batch)
                batch, size = [], 0
            batch.append((number, span, case, pieces, stand))
            size += len(pieces)
    if batch:
        yield _window(tokenizer, batch)


def _pieces(tokenizer: Tokenizer, words: Sequence[str]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in words]
    encoding = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None and len(found[word]) < WORD_PIECES:
            found[word].append(piece)
    return [pieces or [UNKNOWN_PIECE] for pieces in found]


def _window(tokenizer: Tokenizer, batch: Sequence[_Word]) -> TokenWindow:
    numbers, spans, shapes, coded, stands = zip(*batch, strict=True)
    words = [[one] if one else own for one, own in zip(neutral.stand_ins(tokenizer, stands), coded, strict=True)]
    lengths = np.array(list(map(len, words)), dtype=np.int64)
    last = np.cumsum(lengths)
    pieces = np.array([START, *itertools.chain.from_iterable(words), STOP], dtype=np.int64)
    sentences, cases = np.array(numbers, dtype=np.int64), np.array(shapes, dtype=np.int64)
    return TokenWindow(spans, sentences, cases, pieces, last - lengths + 1, last)
