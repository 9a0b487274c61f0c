"""Words of a sheet ↔ offsets of its text: `troops@3` → `@162:168` and back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.reader import CorpusError
from corpus.standoff import Source

WHOLE = 6
"""A stretch of more words is shown by its first and its last."""


class Pointers:
    """Words of a sheet → `@start:end`. Without a sentence number they are looked for in the sentence at hand, then
    anywhere."""

    def __init__(self, of: Source, low: int = 0) -> None:
        self.text, self.sentences, self.low = of.text, of.sentences, low

    def sentence(self, pointer: str) -> int:
        """The index of the sentence that a resolved pointer begins in."""
        start = int(pointer[1:].split(":", maxsplit=1)[0])
        return max(i for i, (begin, _) in enumerate(self.sentences) if begin <= start)

    def __call__(self, key: str, near: int | None = None) -> str:
        """The pointer of a key. Raises CorpusError where its words do not stand there."""
        head, dots, tail = (piece.strip() for piece in str(key).partition("…"))
        if not dots:
            return "@{}:{}".format(*self._one(head, near, 0))
        last = re.search(r"@\d+(#\d+)?$", tail)
        first = head if "@" in head or not last else f"{head}@{last[0][1:].split('#')[0]}"
        start, end = self._one(first, near, 0)
        return f"@{start}:{self._one(tail, near, end)[1]}"

    def _one(self, key: str, near: int | None, since: int) -> tuple[int, int]:
        match = re.fullmatch(r"(.+?)(?:@(\d+))?(?:#(\d+))?", key, re.DOTALL)
        if not match:
            raise CorpusError(f"{key!r} points at nothing")
        words, number, turn = match[1], match[2], int(match[3] or 1)
        for begin, end in self._places(number, near, since):
            found = [
                m
                for m in re.finditer(re.escape(words), self.text[begin:end])
                if self._whole(begin + m.start(), begin + m.end())
            ]
            if len(found) >= turn:
                return begin + found[turn - 1].start(), begin + found[turn - 1].end()
        raise CorpusError(f"{key!r}: these words do not stand there")

    def _places(self, number: str | None, near: int | None, since: int) -> Iterator[tuple[int, int]]:
        if number is not None:
            index = int(number) - self.low
            if not 0 <= index < len(self.sentences):
                raise CorpusError(f"sentence {number} is not in the story")
            begin, end = self.sentences[index]
            yield max(begin, since), end
            return
        if near is not None:
            yield max(self.sentences[near][0], since), self.sentences[near][1]
        yield since, len(self.text)

    def _whole(self, start: int, end: int) -> bool:
        left = start == 0 or not (self.text[start - 1].isalnum() and self.text[start].isalnum())
        return left and (end == len(self.text) or not (self.text[end - 1].isalnum() and self.text[end].isalnum()))


def key_of(of: Source, start: int, end: int, low: int) -> str:
    """The shortest key that points at a stretch: all its words, or the first and the last; `#n` where they stand there
    before."""
    words = of.text[start:end].split(" ")
    if len(words) <= WHOLE and "…" not in of.text[start:end]:
        return _numbered(of, start, end, low)
    for n in range(1, len(words)):
        head, tail = " ".join(words[:n]), " ".join(words[-n:])
        first = _numbered(of, start, start + len(head), low)
        last = _numbered(of, end - len(tail), end, low)
        key = f"{first} … {last.split('#')[0]}"
        if Pointers(of, low)(key) == f"@{start}:{end}":
            return key
    return _numbered(of, start, end, low)


def _numbered(of: Source, start: int, end: int, low: int) -> str:
    index = next(i for i, (_, stop) in enumerate(of.sentences) if start < stop)
    begin = of.sentences[index][0]
    turn = len(re.findall(rf"(?<!\w){re.escape(of.text[start:end])}(?!\w)", of.text[begin:start])) + 1
    return f"{of.text[start:end]}@{index + low}" + (f"#{turn}" if turn > 1 else "")
