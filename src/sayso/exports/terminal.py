"""Words from outside → words that a terminal shows and never obeys: the one function through which every printer's
text goes."""

from __future__ import annotations

_PICTURES, _DELETE, _UNKNOWN = 0x2400, 0x2421, 0xFFFD
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX 9): they show words in another order
than they stand in."""
_SHOWN = {
    **{code: _PICTURES + code for code in range(0x20) if chr(code) not in "\n\t"}, 0x7F: _DELETE,
    **dict.fromkeys((*range(0x80, 0xA0), *_BIDI, 0x2028, 0x2029, *range(0xD800, 0xE000)), _UNKNOWN),
}  # fmt: skip
_ONE_LINE = {**_SHOWN, ord("\n"): _PICTURES + ord("\n"), ord("\t"): _PICTURES + ord("\t")}


def harmless(words: str, *, one_line: bool = False) -> str:
    """The same words, sign for sign, without what moves the cursor, colours, names windows, turns the order or is no
    character at all.

    C0 controls become their pictures (U+2400 ff.); C1 and bidi controls, line and paragraph separators and lone
    surrogates become U+FFFD. Line feeds and tabs stay, with `one_line` they become pictures too. JSON is data and does
    not pass here.
    """
    return words.translate(_ONE_LINE if one_line else _SHOWN)
