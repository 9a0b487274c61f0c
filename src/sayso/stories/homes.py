"""What a page says of states and bodies: where it was written, what initials stand for, whose an office is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from sayso.english.initials import given_in_brackets
from sayso.ground.places import country_code, plain
from sayso.ground.voices import international
from sayso.resources import table

LINES_ABOVE, WIDTH_ABOVE = 8, 60
"""Lines of a page below its headline, and code points of a long one, in which it says where it was written."""
DOTTED = re.compile(r"\b(Maj|Gen|Col|Lt|Brig|Adm|Capt|Cmdr|Sgt|Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Hon)\.|\b([A-Z])\.(?=[A-Z]\b)")
"""Dots that end no sentence."""


def undotted(words: str) -> str:
    """Words without the dots of abbreviated titles and initials ("U.S." is "US")."""
    return re.sub(r"\b([A-Z]{2,3})\.(?=\s|$)", r"\1", DOTTED.sub(r"\1\2", words))


# ---------------------------------------------------------------- offices
@cache
def offices() -> dict[str, int]:
    """A word for an office or its body → its row."""
    return {word: n for n, row in enumerate(table("voices.yaml")["offices"]) for word in row}


@cache
def office_words() -> re.Pattern[str]:
    """Any word for an office or its body."""
    return re.compile(rf"\b(?:{_longest_first(offices())})\b", re.IGNORECASE)


def _longest_first(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


def is_abroad(word: str) -> bool:
    """Whether it is an office that stands on others' ground, as an embassy does."""
    return word in table("voices.yaml")["abroad"]


@lru_cache(maxsize=4_096)
def holders(text: str, row: int) -> frozenset[str]:
    """The states and bodies to which a page gives an office by words beside it ("Chile's army", "ministry of defence of
    Peru", "the government in Kyiv"), by keys."""
    own = table("voices.yaml")["offices"][row]
    words = _longest_first(own)
    found: set[str] = set()
    for match in re.finditer(rf"((?:[A-Z][\w.’'-]*\s+){{1,3}})(?:{QUALITY}\s+){{0,2}}(?i:{words})\b", text):
        found.update(named_camps(undotted(match[1])))
    for match in re.finditer(rf"\b(?i:{words})\s+(?:of|for)\s+((?:[\w’'-]+\s*){{1,7}})", text):
        found.update(list(named_camps(match[1]))[:1])
    if not is_abroad(own[0]):
        seats = re.finditer(rf"\b(?i:{words})\s+in\s+([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)?)", text)
        found.update(code for match in seats if (code := capitals().get(plain(match[1]))))
    shared = {key for key in found if not is_state(key)}
    return frozenset(shared if is_abroad(own[0]) and shared else found)


QUALITY = r"(?!(?:the|a|an|its|their|and|or|said|says|that|as|in|of|to|by|with)\b)[a-z-]+"
"""A word between whose an office is and the office ("Chile's foreign minister")."""


def is_state(key: str) -> bool:
    """Whether a key is that of a state and not of an international body."""
    return len(key) == 3 and key.isupper()


# ---------------------------------------------------------------- names
def named_camps(words: str) -> Iterator[str]:
    """The states and international bodies that some words name, by keys."""
    body = INTERNATIONAL_NAME.search(words)
    if body and (camp := international(body[0])):
        yield camp
        return
    yield from named_states(words)


INTERNATIONAL_NAME = re.compile(r"\b(?:United Nations|UN|European Union|EU|African Union|NATO)\b.*")


@lru_cache(maxsize=16_384)
def named_states(words: str) -> tuple[str, ...]:
    """The states that some words name, by codes; the longest names first ("South Sudan", not "Sudan")."""
    tokens = [re.sub(r"['’]s?$", "", w.strip(",.;:·()“”\"'’")) for w in words.split()]
    found: dict[str, None] = {}
    at = 0
    while at < len(tokens):
        size, code = _state_at(tokens, at)
        if code:
            found[code] = None
        at += size
    return tuple(found)


def _state_at(tokens: list[str], at: int) -> tuple[int, str | None]:
    """How many words from there name a state, and which; one and null where they name none. Bare codes are initials."""
    for size in (3, 2, 1):
        run = " ".join(tokens[at : at + size])
        bare = len(run) == 3 and run.isupper() and run != "USA"
        code = country_code(run) if run[:1].isupper() and at + size <= len(tokens) and not bare else None
        if code:
            return size, code
    return 1, None


@lru_cache(maxsize=4_096)
def defined(text: str, initials: str) -> str | None:
    """The name of the body that initials stand for on a page: it gives them in brackets, or names a body with them."""
    given = (full for full, short in given_in_brackets(text) if text[slice(*short)] == initials)
    if full := next(given, None):
        return text[slice(*full)]
    inner = r"\s+(?:of\s+|for\s+|the\s+|and\s+|in\s+)*"
    words = inner.join(re.escape(letter) + "[a-z’'-]+" for letter in initials)
    match = re.search(rf"\b{words}", text)
    return match[0] if match else None


# ---------------------------------------------------------------- where it was written
@lru_cache(maxsize=4_096)
def home(text: str) -> str | None:
    """The state in whose capital, or other place beside its name, a page was written; null where the page does not say,
    or its story does not name that state."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][1:LINES_ABOVE]
    found = {code for line in lines for code in _written_in(line)}
    written = found.pop() if len(found) == 1 else None
    return written if written and written in _told_of(text) else None


def _written_in(line: str) -> Iterator[str]:
    head = line[:WIDTH_ABOVE]
    for match in CAPITAL_LINE.finditer(head if len(line) > WIDTH_ABOVE else line):
        if code := capitals().get(plain(match[1])):
            yield code
    placed = PLACE_AND_STATE.match(head)
    if placed and (code := country_code(placed[1])):
        yield code


CAPITAL_LINE = re.compile(r"(?:^|[,|–—-] |\bin )([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)?)(?=\s*(?:$|[,.(|–—/]|- |and\b))")
PLACE_AND_STATE = re.compile(r"[A-Z][\w.’' -]{1,30},\s([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=,|\s*[(–—-])")


@cache
def capitals() -> dict[str, str]:
    """A capital, plainly spelled → its state."""
    return {plain(row["capital"]): row["code"] for row in table("countries.csv") if row["capital"]}


@lru_cache(maxsize=4_096)
def _told_of(text: str) -> frozenset[str]:
    """The states that a text names."""
    return frozenset(code for run in CAPITALIZED.findall(text) for code in named_states(run))


CAPITALIZED = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}")
