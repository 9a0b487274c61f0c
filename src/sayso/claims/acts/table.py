"""Reads data/acts.yaml into frozen entries and the patterns that find them. Readers use `lexicon`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from sayso import ontology
from sayso.english.forms import is_verb, plural, verb_forms
from sayso.errors import ResourceError, UsageError
from sayso.ontology import Ontology
from sayso.resources import table

Form = Literal["base", "past", "participle", "gerund", "third", "noun"]
Frame = Literal["subject_object", "reciprocal", "object_force", "subject_force", "subject_only", "object_only"]
Position = Literal["object", "subject", "near"]
POSITIONS: tuple[Position, ...] = ("object", "subject", "near")
FILE = "acts.yaml"
FRAMES = frozenset(Frame.__args__)  # type: ignore[attr-defined]
CHANGES = frozenset({"arrive", "reinforce", "remain", "rotate", "reduce", "leave", "seize", "cede"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word means where it stands: act and mode (PLOVER), where its parties are, and movement's `change`."""

    act: str
    mode: str | None
    frame: Frame = "subject_object"
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """Where a word of `words` is the nearest telling one at `position`, the sense is `sense`; null drops the hit."""

    position: Position
    words: frozenset[str]
    sense: Sense | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One lemma or phrase. `risky` ones count only with a political party or force among their arguments; the reader
    does not overrule
    `sure` ones."""

    lemma: str
    pos: Literal["verb", "noun"]
    sense: Sense
    options: tuple[Option, ...] = ()
    strict: bool = False
    """True where the word counts only if one of its options speaks."""
    risky: bool = False
    sure: bool = False
    actor_prep: tuple[str, ...] = ()
    recipient_prep: tuple[str, ...] = ()
    seen: bool = False
    """True for a word that the table lacks and in which the reader sees an act."""
    own: bool = False
    """True for a word of a user's codebook: there the reader has no say."""
    silent: bool = False
    """True for a word of a user's codebook that names no act; the table's own have idioms for that."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way an entry may stand in a text: after its first word come `steps`, each a set of words.

    `gaps` says before which steps other words may stand. In a passive only auxiliaries may. An idiom has no entry.
    """

    entry: Entry | None
    form: Form
    steps: tuple[frozenset[str], ...]
    gaps: tuple[bool, ...]
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Function words by which a hit's neighbours are judged, each set as acts.yaml explains it."""

    clause_ends: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    auxiliaries: frozenset[str]
    phrase_ends: frozenset[str]
    fillers: frozenset[str]
    determiners: frozenset[str]
    before_nouns: frozenset[str]
    after_nouns: frozenset[str]
    before_verbs: frozenset[str]
    after_participles: frozenset[str]
    times: frozenset[str]
    adverbs: frozenset[str]
    articles: frozenset[str]
    before_adjectives: frozenset[str]
    pronouns: frozenset[str]
    object_starts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, the patterns by their first word, and the word classes."""

    entries: tuple[Entry, ...]
    patterns: Mapping[str, tuple[Pattern, ...]]
    classes: Mapping[str, frozenset[str]]
    also_nouns: frozenset[str]
    """Forms of verbs that are nouns as often."""
    adjectival: frozenset[str]
    """Participles that stand before a noun as adjectives."""
    neighbours: Neighbours
    particles: frozenset[str]
    """Words that end a phrase and are no object."""


Patterns = Mapping[str, tuple[Pattern, ...]]
"""Patterns by their first word."""
Classes = Mapping[str, frozenset[str]]
"""Word classes by name."""


def patterns_of(entries: Iterable[Entry]) -> Patterns:
    """The patterns of entries that are not in the table, for `lexicon.acts`."""
    return _indexed(entries, lexicon().particles, {})


def _indexed(entries: Iterable[Entry], particles: frozenset[str], found: dict[str, list[Pattern]]) -> Patterns:
    for entry in entries:
        for first, pattern in _patterns(entry, particles):
            found.setdefault(first, []).append(pattern)
    return {first: tuple(patterns) for first, patterns in found.items()}


@cache
def lexicon() -> Lexicon:
    """The table, read once. Raises ResourceError where it names what does not exist."""
    raw: dict[str, Any] = table(FILE)
    particles = frozenset(words_of(raw["particles"]))
    classes = classes_of(raw["classes"], {})
    entries = tuple(entry for group in raw["acts"] for entry in entries_of(group, classes, ontology.PLOVER))
    found: dict[str, list[Pattern]] = defaultdict(list)
    for idiom in words_of(raw["idioms"]):
        first, *rest = idiom.split()
        found[first].append(Pattern(None, "noun", _exact(tuple(rest)), (False,) * len(rest)))
    index = _indexed(entries, particles, found)
    nouns = frozenset(shape for word in words_of(raw["also_nouns"]) for shape in (word, plural(word)))
    return Lexicon(entries, index, classes, nouns, frozenset(words_of(raw["adjectival"])), _neighbours(raw), particles)


def words_of(listed: str) -> list[str]:
    """The words and phrases of a list between commas, their white space made single."""
    return [" ".join(word.split()) for word in listed.split(",") if word.strip()]


def classes_of(raw: Mapping[str, str], known: Classes) -> dict[str, frozenset[str]]:
    """The known classes and these, which may use earlier ones (`@name`); each noun brings its plural."""
    classes: dict[str, frozenset[str]] = dict(known)
    for name, listed in raw.items():
        words: set[str] = set()
        for word in words_of(listed):
            if word.startswith("@"):
                words |= _class(classes, word[1:])
            else:
                words |= {word, plural(word)}
        classes[name] = frozenset(words)
    return classes


def _neighbours(raw: Mapping[str, Any]) -> Neighbours:
    sets = {name: frozenset(words_of(listed)) for name, listed in raw["neighbours"].items()}
    sets["auxiliaries"] |= sets["be"] | sets["have"]
    sets["phrase_ends"] |= sets["clause_ends"] | {","} | sets["auxiliaries"] - {"to"}
    sets["fillers"] |= sets["auxiliaries"]
    sets["before_adjectives"] |= sets["articles"]
    return Neighbours(**sets)


def _class(classes: Classes, name: str) -> frozenset[str]:
    if name not in classes:
        raise ResourceError(FILE, f"no word class {name!r}")
    return classes[name]


def _sense(row: Mapping[str, Any], kinds: Ontology, base: Sense | None = None) -> Sense:
    if base is not None and "act" not in row:
        sense = replace(base, **{key: row[key] for key in ("mode", "frame", "change") if key in row})
    else:
        frame = row.get("frame", base.frame if base else "subject_object")
        sense = Sense(row["act"], row.get("mode"), frame, row.get("change"))
    _check(sense, kinds)
    return sense


def _check(sense: Sense, kinds: Ontology) -> None:
    try:
        kinds.check(sense.act, sense.mode)
    except UsageError as error:
        raise ResourceError(FILE, str(error)) from error
    if sense.frame not in FRAMES or (sense.change is not None and sense.change not in CHANGES):
        raise ResourceError(FILE, f"unknown frame or change in {sense}")


def _union(classes: Classes, names: list[str]) -> frozenset[str]:
    return frozenset().union(*(_class(classes, name) for name in names))


def _options(group: Mapping[str, Any], sense: Sense, classes: Classes, kinds: Ontology) -> Iterator[Option]:
    for row in group.get("when", ()):
        other = None if row.get("act") == "none" else _sense(row, kinds, sense)
        for position in POSITIONS:
            if position in row:
                yield Option(position, _union(classes, row[position]), other)
    needed: tuple[tuple[str, tuple[Position, ...]], ...] = (
        ("needs", ("object", "subject")),
        ("needs_object", ("object",)),
        ("needs_near", POSITIONS),
    )
    for key, positions in needed:
        if key in group:
            words = _union(classes, group[key])
            yield from (Option(position, words, sense) for position in positions)


def entries_of(group: Mapping[str, Any], classes: Classes, kinds: Ontology) -> Iterator[Entry]:
    """One entry a word of a group, written as the head of acts.yaml explains. Raises ResourceError on what does not
    exist."""
    sense = _sense(group, kinds)
    options = tuple(_options(group, sense, classes, kinds))
    for lemma in words_of(group["words"]):
        yield Entry(
            lemma,
            group["pos"],
            sense,
            options,
            strict=any(key.startswith("needs") for key in group),
            risky=group.get("risky", False),
            sure=group.get("sure", False),
            actor_prep=tuple(group.get("actor_prep", ())),
            recipient_prep=tuple(group.get("recipient_prep", ())),
        )


def _patterns(entry: Entry, particles: frozenset[str]) -> Iterator[tuple[str, Pattern]]:
    if entry.pos == "noun":
        for spelling in _noun_spellings(entry.lemma):
            yield spelling[0], Pattern(entry, "noun", _exact(spelling[1:]), (False,) * (len(spelling) - 1))
        return
    head, *rest = entry.lemma.split()
    if not is_verb(head):
        yield from _after_adverb(entry, head, rest, particles)
        return
    steps, gaps = _steps(rest, particles)
    forms = verb_forms(head)
    for form, words in forms.items():
        for word in words:
            yield word, Pattern(entry, form, steps, gaps)  # type: ignore[arg-type]
    if len(steps) == 1 and rest[-1] not in particles and head not in ("be", "have"):
        for noun in sorted(steps[0]):
            yield noun, Pattern(entry, "participle", (frozenset(forms["participle"]),), (True,), passive=True)


def _after_adverb(
    entry: Entry, adverb: str, rest: list[str], particles: frozenset[str]
) -> Iterator[tuple[str, Pattern]]:
    """ "Brutally beat": the second word is the verb."""
    verb, *others = rest
    steps, gaps = _steps(others, particles)
    for form, words in verb_forms(verb).items():
        yield adverb, Pattern(entry, form, (frozenset(words), *steps), (False, *gaps))  # type: ignore[arg-type]


def _steps(rest: list[str], particles: frozenset[str]) -> tuple[tuple[frozenset[str], ...], tuple[bool, ...]]:
    steps: list[frozenset[str]] = []
    gaps: list[bool] = []
    gap = False
    for word in rest:
        if word == "..":
            gap = True
            continue
        steps.append(frozenset({word}) if word in particles else _number(word))
        gaps.append(gap)
        gap = False
    return tuple(steps), tuple(gaps)


def _number(word: str) -> frozenset[str]:
    """A noun inside a phrase, in both numbers."""
    single = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return frozenset({word, single, plural(word) if word == single else word})


def _noun_spellings(lemma: str) -> Iterator[tuple[str, ...]]:
    """Singular and plural; hyphens may be tokens of their own, glue or missing."""
    head, of, rest = lemma.partition(" of ")
    for shape in (head, plural(head)):
        phrase = shape + of + rest
        yield tuple(phrase.split())
        if "-" in phrase:
            yield tuple(phrase.replace("-", " - ").split())
            yield tuple(phrase.replace("-", " ").split())


def _exact(words: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset({word}) for word in words)
