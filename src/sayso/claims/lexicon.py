"""The lexicon of acts: finds the words of a sentence that name a political act.

`acts` is the way in; `sense_of` lets a caller who knows subject and object better decide again. Contexts of a
sentence come from data/contexts.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sayso import ontology
from sayso.claims.acts_table import POSITIONS, Entry, Form, Frame, Option, Pattern, Position, Sense, lexicon
from sayso.errors import ResourceError
from sayso.language.reading import Token
from sayso.resources import table

__all__ = [
    "ActHit", "Entry", "Form", "Frame", "Option", "Position", "Sense",
    "acts", "contexts", "entries", "inflections", "sense_of", "word_class",
]  # fmt: skip

MAX_GAP = 4
OBJECT_REACH = 10
SUBJECT_REACH = 12
STOPS = frozenset(
    ". ; : , ( ) — – \" “ ” that which who whom whose where after before when while as because although though but since "
    "amid if until unless following".split()
)
# Words that may not stand inside a phrase: "stepped up attacks on security posts" does not step up security.
GAP_STOPS = STOPS | frozenset("on in by against from for at over with who said says".split())
BE = frozenset("be am is are was were been being 's 're get got gets getting".split())
HAVE = frozenset("have has had having 've".split())
AUXILIARIES = BE | HAVE | frozenset("will would shall should may might can could must do does did to not n't".split())
FILLERS = AUXILIARIES | frozenset("also already now recently later finally still previously soon again that which".split())
DETERMINERS = frozenset(
    "the a an this that these those its their his her our your my any some no another every each several many more "
    "further new recent first second last latest joint such all both".split()
)
NOUN_PREPOSITIONS = frozenset("of in after during for with from before by following amid despite over under against".split())
AFTER_NOUN = frozenset(
    "of on in by against with between for from at over after before near amid during since that was were is are has have "
    "had will would could may might , . ; ) and or as to into".split()
)
BEFORE_BASE = frozenset("to will would shall should may might can could must do does did not n't let help".split())
NOUN_TAGS = frozenset({"NOUN", "PROPN"})
# A past form before one of these may be a participle: "troops deployed to Armenia".
REDUCED = frozenset("by to from in on at near along during".split())
TIME_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december".split()
)
ADVERBS = frozenset("also now still not never then again even just only already soon later".split())
# A participle after one of these describes a noun ("the disputed region", "the accused") and reports nothing.
ATTRIBUTIVE = frozenset("the a an its their his her our 's of".split())
BY_OR_TO = frozenset("by to from in".split())
PRONOUNS = frozenset("he she they we i you it who which".split())
OBJECT_STARTS = frozenset("the a an this these those its their his her our your my any some him them us me it".split())


@dataclass(frozen=True, slots=True)
class ActHit:
    """A word or phrase that names an act: `[start, end)` of the text, tokens `first_token` … `last_token` inclusive.

    Token numbers count in the sequence given to `acts`. `sense` is the entry's, as its neighbours decide.
    `passive`: the words show a passive ("talks were held", "was arrested").
    """

    start: int
    end: int
    first_token: int
    last_token: int
    entry: Entry
    form: Form
    sense: Sense
    passive: bool = False


def acts(text: str, tokens: Sequence[Token], tags: Sequence[str] = ()) -> list[ActHit]:
    """The acts named in one sentence, left to right, without overlap. `tags` (UPOS) may be empty.

    `text` is the text the tokens' offsets count in.
    """
    words = [token.text.lower().replace("’", "'") for token in tokens]
    patterns = lexicon().patterns
    hits: list[ActHit] = []
    at = 0
    while at < len(words):
        hit = _hit(tokens, words, tags, at) if words[at] in patterns else None
        if hit is None:
            at += 1
        else:
            hits.append(hit)
            at = hit.last_token + 1
    return hits


def sense_of(entry: Entry, subject: Iterable[str], object_: Iterable[str], near: Iterable[str]) -> Sense | None:
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


def entries() -> tuple[Entry, ...]:
    """Every entry of the lexicon, in the table's order."""
    return lexicon().entries


def inflections(lemma: str) -> dict[str, tuple[str, ...]]:
    """Form (`base third past participle gerund`) → spellings. The first word of a phrase is inflected."""
    return lexicon().forms(lemma)


def word_class(name: str) -> frozenset[str]:
    """The lower-case words of a class of acts.yaml, plurals included. Raises ResourceError if there is none."""
    classes = lexicon().classes
    if name not in classes:
        raise ResourceError("acts.yaml", f"no word class {name!r}; known are {', '.join(classes)}")
    return classes[name]


def _hit(tokens: Sequence[Token], words: Sequence[str], tags: Sequence[str], at: int) -> ActHit | None:
    """The longest pattern at `at` that has a sense there; among equals the one whose word class fits."""
    here = lexicon().patterns[words[at]]
    found = [(last, pattern) for pattern in here if (last := _match(words, at, pattern)) is not None]
    if not found:
        return None
    if _in_name(tokens, at):
        return None
    noun = tags[at] in NOUN_TAGS if tags else is_noun(words, tokens, at, any(p.form == "noun" for p in here))
    found.sort(key=lambda pair: (-pair[0], (pair[1].form == "noun") != noun))
    for last, pattern in found:
        if last == at and not _fits(pattern, here, noun, words, at):
            continue
        form, passive = _form(pattern, here, words, at, last)
        sense = sense_of(pattern.entry, *_windows(words, at, last, form, passive))
        if sense is not None:
            return ActHit(tokens[at].start, tokens[last].end, at, last, pattern.entry, form, sense, passive)
    return None


def _match(words: Sequence[str], at: int, pattern: Pattern) -> int | None:
    """The last token of `pattern` if it stands at `at`."""
    if words[at] in HAVE and _next(words, at).endswith("ed"):
        return None
    for step, gap in zip(pattern.steps, pattern.gaps, strict=False):
        found = _step(words, at + 1, step, MAX_GAP if gap else 0, pattern.passive)
        if found is None:
            return None
        at = found
    return at


def _step(words: Sequence[str], at: int, step: frozenset[str], reach: int, passive: bool) -> int | None:
    for place in range(at, min(at + reach + 1, len(words))):
        word = words[place]
        if word in step:
            return place
        if word in GAP_STOPS or (passive and word not in FILLERS):
            return None
    return None


def _fits(pattern: Pattern, here: Sequence[Pattern], noun: bool, words: Sequence[str], at: int) -> bool:
    """May a one-word pattern be read here, where the neighbours say noun or verb?"""
    single = {other.form for other in here if not other.steps}
    if pattern.form == "noun":
        return noun or single == {"noun"}
    if pattern.form in ("base", "third"):
        return not noun or bool(single & {"past"}) and not _before(words, at) & DETERMINERS
    if pattern.form == "gerund":
        return not noun or "noun" not in single
    return not (_before(words, at) & ATTRIBUTIVE and _next(words, at) not in BY_OR_TO)


def _form(
    pattern: Pattern, here: Sequence[Pattern], words: Sequence[str], at: int, last: int
) -> tuple[Form, bool]:
    """The form of the first word, and whether it is a passive."""
    if pattern.passive:
        return "participle", True
    forms = {other.form for other in here if other.entry is pattern.entry and not other.passive}
    if len(forms) == 1:
        return pattern.form, pattern.form == "participle" and _after(words, at, BE)
    if "base" in forms and ("past" not in forms or _before(words, at) & BEFORE_BASE):
        return "base", False
    if "past" not in forms:
        return pattern.form, "participle" in forms and _after(words, at, BE)
    if _after(words, at, BE) or _next(words, last) == "by":
        return "participle", True
    return ("participle" if _after(words, at, HAVE) else "past"), False


def _after(words: Sequence[str], at: int, auxiliaries: frozenset[str]) -> bool:
    """True where one of `auxiliaries` governs the word at `at`, adverbs between them skipped."""
    for word in reversed(words[max(0, at - 5) : at]):
        if word in auxiliaries:
            return True
        if word not in FILLERS and not word.endswith("ly"):
            return False
    return False


def _before(words: Sequence[str], at: int) -> frozenset[str]:
    return frozenset(words[at - 1 : at]) if at else frozenset()


def _next(words: Sequence[str], at: int) -> str:
    return words[at + 1] if at + 1 < len(words) else "."


def is_noun(words: Sequence[str], tokens: Sequence[Token], at: int, default: bool = True) -> bool:
    """Crude: do the neighbours of a word that can be noun or verb make it a noun? `words` are lower-case tokens.

    `default` is the answer where they say nothing.
    """
    word, after = words[at], _next(words, at)
    before = _before_adverbs(words, at)
    if before in DETERMINERS or before == "'s" or before.endswith("s'"):
        return True
    if before == "to":
        return word.endswith("s") and not word.endswith("ss")
    if before in BEFORE_BASE or before in PRONOUNS:
        return False
    if word.endswith("ing"):
        return not _after(words, at, BE) and after in AFTER_NOUN
    if before in NOUN_PREPOSITIONS:
        return True
    if after in OBJECT_STARTS:
        return False
    return default and (after in AFTER_NOUN or not _takes_object(tokens, at))


def _before_adverbs(words: Sequence[str], at: int) -> str:
    place = at - 1
    while place > 0 and (words[place].endswith("ly") or words[place] in ADVERBS):
        place -= 1
    return words[place] if place >= 0 else ""


def _in_name(tokens: Sequence[Token], at: int) -> bool:
    """Inside a name: "Revolutionary Armed Forces". A headline in capitals is no name."""
    if not 0 < at < len(tokens) - 1 or not tokens[at].text[:1].isupper():
        return False
    if not (tokens[at - 1].text[:1].isupper() and tokens[at + 1].text[:1].isupper()):
        return False
    words = [token.text for token in tokens if token.text[:1].isalpha() and len(token.text) > 3]
    return 2 * sum(word[0].isupper() for word in words) < len(words) + 4


def _takes_object(tokens: Sequence[Token], at: int) -> bool:
    """Between a subject (a name or a plural) and a name or plain word, so a verb: "Macron visits Baku"."""
    if not 0 < at < len(tokens) - 1:
        return False
    before, after = tokens[at - 1].text, tokens[at + 1].text
    if after.lower() in TIME_NAMES:
        return False
    return before[:1].isupper() and after[:1].isupper() or before.endswith("s") and after[:1].isalpha()


def _windows(
    words: Sequence[str], at: int, last: int, form: Form, passive: bool
) -> tuple[list[str], list[str], Sequence[str]]:
    """Subject, object and all words, nearest first, as crude windows up to the clause's edge."""
    inner = list(words[at + 1 : last])
    after = _until(words[last + 1 : last + 1 + OBJECT_REACH], STOPS)
    before = _until(words[max(0, at - SUBJECT_REACH) : at][::-1], STOPS - {","})
    if form == "noun":
        around = before[:2] + after + before[2:]
        return around, around, words
    if passive:
        return after, inner + before, words
    if form in ("past", "participle") and _next(words, last) in REDUCED:
        return before, inner + after + before, words
    return before, inner + after, words


def _until(words: Sequence[str], stops: frozenset[str]) -> list[str]:
    for place, word in enumerate(words):
        if word in stops:
            return list(words[:place])
    return list(words)


@cache
def _context_words() -> dict[str, tuple[tuple[int, tuple[str, ...], str], ...]]:
    raise NotImplementedError
