"""Time expressions of an article → TimeMentions, resolved against its anchor (words in data/times.yaml).

Every pattern of `timewords` that fits gives a candidate; of those that overlap the first and longest counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sayso.claims.timevalues import Clock, Value
from sayso.claims.timewords import PATTERNS
from sayso.language.reading import Sentence, Token
from sayso.records import Anchor, TimeMention

NARRATIVE = 5
"""So many dates in other years than the anchor's, and more than half of all, make a text a history."""
_AHEAD = re.compile(r"\b(?:will|would|shall|to be|is due|are due|plans?|expected|scheduled|next|upcoming|until|by)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


def times(text: str, sentences: Sequence[Sentence], tokens: Sequence[Token], anchor: Anchor) -> list[TimeMention]:
    """Times in order of the text, none overlapping. `tokens` are unused where no model tags them."""
    del tokens
    clock = Clock(anchor, history=_is_history(text, anchor))
    found = []
    for sentence in sentences:
        clock.ahead = bool(_AHEAD.search(text, sentence.start, sentence.end))
        for start, end, value in _pick(text, sentence, clock):
            clock.note(value)
            found.append(TimeMention(start, end, value.type, value.edtf, value.timex3, value.weekday))
    return found


def _is_history(text: str, anchor: Anchor) -> bool:
    here = (anchor.edtf or "")[:4]
    years = Counter(match[1] for match in _YEAR.finditer(text))
    other = sum(n for year, n in years.items() if not here.isdigit() or abs(int(year) - int(here)) > 1)
    return other >= NARRATIVE and other > sum(years.values()) / 2


def _pick(text: str, sentence: Sentence, clock: Clock) -> list[tuple[int, int, Value]]:
    """Candidates by start, then length, then the pattern's place in the list; values are read in reading order."""
    candidates = []
    for number, (pattern, reader) in enumerate(PATTERNS):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            candidates.append((match.start(), -match.end(), number, match, reader))
    candidates.sort(key=lambda c: c[:3])
    picked: list[tuple[int, int, Value]] = []
    for start, minus_end, _, match, reader in candidates:
        if picked and start < picked[-1][1]:
            continue
        value = reader(match, clock)
        if value is not None:
            picked.append((start, -minus_end, value))
            clock.note(value)
    return picked
