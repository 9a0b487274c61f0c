"""The lexicon of acts: finds the words of a sentence that name a political act.

`acts` is the way in; `sense_of` lets a caller who knows subject and object better decide again. Contexts of a
sentence come from data/contexts.yaml.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sayso import ontology
from sayso.claims.acts.lexeme import POSITIONS, Form, Lexeme, Option, Pattern, Patterns, Position, Sense
from sayso.claims.acts.table import lexicon
from sayso.claims.acts.word_class import WordLine
from sayso.english.forms import irregular_participles, plural, verb_forms
from sayso.errors import ResourceError
from sayso.reading import Token
from sayso.resources import table
from sayso.spans import Spanned

__all__ = [
    "ActHit",
    "Form",
    "Lexeme",
    "Option",
    "Position",
    "Sense",
    "acts",
    "codebook_hits",
    "contexts",
    "idioms",
    "inflections",
    "lexemes",
    "sense_of",
    "word_class",
]  # fmt: skip

TOLD_WORD = re.compile(r"[\w+#]+(?:[-'][\w+]+)*")
STRONG, WEAK = 2, 1
MAX_GAP = 4
OBJECT_REACH = 10
SUBJECT_REACH = 12
NOISE = "noise"
NOISE_LIMIT = 2
"""Two words of sport or business, and a sentence names no political act; one, and no risky one."""


@dataclass(frozen=True, slots=True)
class ActHit(Spanned):
    """A word or phrase that names an act: `[start, end)` of the text, tokens `first_token` … `last_token` inclusive.

    Token numbers count in the sequence given to `acts`. `sense` is the entry's, as its neighbours decide.
    `passive`: the words show a passive ("talks were held", "was arrested").
    """

    start: int
    end: int
    first_token: int
    last_token: int
    entry: Lexeme
    form: Form
    sense: Sense
    passive: bool = False


def acts(tokens: Sequence[Token], own: Patterns | None = None) -> list[ActHit]:
    """The acts named in one sentence, left to right, without overlap. `own`: words of a user's codebook, which go
    before the table's."""
    line = WordLine.of(tokens, lexicon().neighbours)
    noise = len(lexicon().classes[NOISE].intersection(line.words))
    first = _hits(line, own) if own else []
    if noise >= NOISE_LIMIT:
        return [hit for hit in first if not hit.entry.silent]
    taken = {at for hit in first for at in range(hit.first_token, hit.last_token + 1)}
    rest = [
        hit
        for hit in _hits(line, lexicon().patterns)
        if not taken.intersection(range(hit.first_token, hit.last_token + 1))
    ]
    hits = sorted([hit for hit in first if not hit.entry.silent] + rest, key=lambda hit: hit.first_token)
    return [hit for hit in hits if not hit.entry.risky] if noise else hits


def codebook_hits(tokens: Sequence[Token], own: Patterns) -> list[ActHit]:
    """Where words of a user's codebook stand in one sentence, those that name no act included."""
    return _hits(WordLine.of(tokens, lexicon().neighbours), own)


def idioms(tokens: Sequence[Token]) -> frozenset[int]:
    """Tokens of fixed phrases that name no act ("on leave", "at the request")."""
    line, known = WordLine.of(tokens, lexicon().neighbours), _idioms()
    found: set[int] = set()
    for at, word in enumerate(line.words):
        if word in known:
            ends = [_match(line, at, p) for p in known[word]]
            found.update(i for end in ends if end is not None for i in range(at, end + 1))
    return frozenset(found)


@cache
def _idioms() -> Patterns:
    """The patterns that name no act, by their first word."""
    silent = {word: tuple(p for p in found if p.entry is None) for word, found in lexicon().patterns.items()}
    return {word: found for word, found in silent.items() if found}


def sense_of(entry: Lexeme, subject: Iterable[str], object_: Iterable[str], near: Iterable[str]) -> Sense | None:
    """The sense of `entry` among these lower-case words, nearest first; null where it names no act there."""
    if not entry.options:
        return entry.sense
    given: dict[Position, Iterable[str]] = {"object": object_, "subject": subject, "near": near}
    for position in POSITIONS:
        options = [option for option in entry.options if option.position == position]
        for word in given[position] if options else ():
            for option in options:
                if word in option.words:
                    return option.sense
    return None if entry.strict else entry.sense


def lexemes() -> tuple[Lexeme, ...]:
    """Every entry of the lexicon, in the table's order."""
    return lexicon().entries


def inflections(lemma: str) -> dict[str, tuple[str, ...]]:
    """Form (`base third past participle gerund`) → spellings. The first word of a phrase is inflected."""
    head, space, rest = lemma.partition(" ")
    return {form: tuple(word + space + rest for word in words) for form, words in verb_forms(head).items()}


def word_class(name: str) -> frozenset[str]:
    """The lower-case words of a class of acts.yaml, plurals included. Raises ResourceError if there is none."""
    classes = lexicon().classes
    if name not in classes:
        raise ResourceError("acts.yaml", f"no word class {name!r}; known are {', '.join(classes)}")
    return classes[name]


def _hits(line: WordLine, patterns: Patterns) -> list[ActHit]:
    hits: list[ActHit] = []
    at = 0
    while at < len(line.words):
        last, hit = _read(line, at, patterns[line.words[at]]) if line.words[at] in patterns else (at, None)
        hits.extend([hit] if hit else [])
        at = last + 1
    return hits


def _read(line: WordLine, at: int, here: Sequence[Pattern]) -> tuple[int, ActHit | None]:
    """The last token read at `at`, and the act there: the longest pattern that fits and has a sense.

    Among equals the one whose word class fits comes first, then the one that names more of its words ("go on hunger
    strike" before "go on .. strike"). An idiom is read and gives no act.
    """
    ahead = frozenset(line.words[at + 1 : at + 2 + MAX_GAP])
    fit = (pattern for pattern in here if not pattern.steps or not pattern.steps[0].isdisjoint(ahead))
    found = [(last, pattern) for pattern in fit if (last := _match(line, at, pattern)) is not None]
    if not found or line.in_name(at):
        return at, None
    noun = line.is_noun(at, _may_be_noun(line.words[at], here))
    found.sort(key=lambda pair: (-pair[0], (pair[1].form == "noun") != noun, -len(pair[1].steps), sum(pair[1].gaps)))
    for last, pattern in found:
        if pattern.entry is None:
            return last, None
        if not (_fits(pattern, here, noun, line, at) if last == at else _fits_phrase(pattern, line, at, last)):
            continue
        form, passive = _form(pattern, here, line, at, last)
        sense = sense_of(pattern.entry, *_windows(line, at, last, form, passive))
        if sense is not None:
            start, end = line.tokens[at].start, line.tokens[last].end
            return last, ActHit(start, end, at, last, pattern.entry, form, sense, passive)
    return at, None


def _may_be_noun(word: str, here: Sequence[Pattern]) -> bool:
    return word in lexicon().also_nouns or any(pattern.form == "noun" for pattern in here)


def _match(line: WordLine, at: int, pattern: Pattern) -> int | None:
    """The last token of `pattern` if it stands at `at`. "have" with a participle is no possession."""
    first, has = at, bool(pattern.steps) and line.words[at] in line.near.have
    for step, gap in zip(pattern.steps, pattern.gaps, strict=True):
        found = _step(line, at + 1, step, MAX_GAP if gap else 0, pattern.passive)
        if found is None:
            return None
        at = found
    perfect = irregular_participles()
    between = line.words[first + 1 : at]
    return None if has and any(word.endswith("ed") or word in perfect for word in between) else at


def _step(line: WordLine, at: int, step: frozenset[str], reach: int, passive: bool) -> int | None:
    for place in range(at, min(at + reach + 1, len(line.words))):
        word = line.words[place]
        if word in step:
            return place
        if word not in line.near.fillers if passive else word in line.near.phrase_ends:
            return None
    return None


def _fits(pattern: Pattern, here: Sequence[Pattern], noun: bool, line: WordLine, at: int) -> bool:
    """May a one-word pattern be read here, where the neighbours say noun or verb?"""
    single = {other.form for other in here if not other.steps}
    if pattern.form == "noun":
        return noun or single == {"noun"}
    if pattern.form in ("base", "third"):
        return not noun or ("past" in single and line.before(at) not in line.near.determiners)
    if pattern.form == "gerund" and noun and "noun" in single:
        return False
    return not (line.is_adjective(at) or _adjectival(line, at))


def _adjectival(line: WordLine, at: int) -> bool:
    """ "Armed groups": one of the listed participles straight before a noun, with no auxiliary."""
    near, after = line.near, line.after(at)
    if line.words[at] not in lexicon().adjectival or line.governed_by(at, near.auxiliaries):
        return False
    return after[:1].isalpha() and not (after in near.determiners or after in near.after_nouns)


def _fits_phrase(pattern: Pattern, line: WordLine, at: int, last: int) -> bool:
    """A phrase of several words needs a look only at its head: "its forces to" is no verb."""
    if pattern.passive and last == at + 1:
        return line.after(last) in line.near.after_nouns
    return pattern.form not in ("base", "third") or line.before(at) not in line.near.articles


def _form(pattern: Pattern, here: Sequence[Pattern], line: WordLine, at: int, last: int) -> tuple[Form, bool]:
    """The form of the first word, and whether it is a passive."""
    if pattern.passive:
        return "participle", True
    be = line.governed_by(at, line.near.be)
    forms = {other.form for other in here if other.entry is pattern.entry and not other.passive}
    if "base" in forms and ("past" not in forms or line.before(at) in line.near.before_verbs):
        return "base", False
    if not {"past", "participle"} <= forms:
        return pattern.form, pattern.form == "participle" and be
    if be or line.after(last) == "by":
        return "participle", True
    return ("participle" if line.governed_by(at, line.near.have) else "past"), False


def _windows(
    line: WordLine, at: int, last: int, form: Form, passive: bool
) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Subject, object and all words, nearest first: crude windows up to the clause's edge."""
    words, ends = line.words, line.near.clause_ends
    inner = list(words[at + 1 : last])
    after = _until(words[last + 1 : last + 1 + OBJECT_REACH], ends | {","})
    before = _until(words[max(0, at - SUBJECT_REACH) : at][::-1], ends)
    if form == "noun":
        around = before[:2] + after + before[2:]
        return around, around, words
    if passive:
        return after, inner + before, words
    if form in ("past", "participle") and line.after(last) in line.near.after_participles:
        return before, inner + after + before, words
    return before, inner + after, words


def _until(words: Sequence[str], stops: frozenset[str]) -> list[str]:
    for place, word in enumerate(words):
        if word in stops:
            return list(words[:place])
    return list(words)


def contexts(text: str) -> tuple[str, ...]:
    """PLOVER contexts that a sentence's words speak for, in the ontology's order; empty where none is clear.

    One strong word or two different weak ones of data/contexts.yaml make a context.
    """
    words = TOLD_WORD.findall(text.lower().replace("’", "'"))
    table_ = _context_words()
    score: dict[str, int] = defaultdict(int)
    seen: set[tuple[str, str]] = set()
    for at, word in enumerate(words):
        for phrase, lemma, context, weight in table_.get(word, ()):
            fits = words[at : at + len(phrase)] == phrase and (lemma, context) not in seen
            if fits:
                seen.add((lemma, context))
                score[context] += weight
    return tuple(context for context in ontology.CONTEXTS if score[context] >= STRONG)


@cache
def _context_words() -> dict[str, list[tuple[list[str], str, str, int]]]:
    """First word → (whole phrase, its lemma, context, weight)."""
    found: dict[str, list[tuple[list[str], str, str, int]]] = defaultdict(list)
    for context, row in table("contexts.yaml").items():
        if context not in ontology.CONTEXTS:
            raise ResourceError("contexts.yaml", f"{context!r} is no PLOVER context")
        for kind, weight in (("strong", STRONG), ("weak", WEAK)):
            for lemma in " ".join(row[kind].split()).split(", "):
                for phrase in {lemma, plural(lemma)}:
                    words = TOLD_WORD.findall(phrase)
                    found[words[0]].append((words, lemma, context, weight))
    return found
