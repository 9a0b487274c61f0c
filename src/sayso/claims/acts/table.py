"""Reads data/acts.yaml into frozen entries and the patterns that find them. Readers use `lexicon`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, get_args

from sayso import ontology
from sayso.claims.acts.lexeme import (
    POSITIONS,
    CaseFrame,
    Classes,
    Lexeme,
    Lexicon,
    Neighbours,
    Option,
    Pattern,
    Patterns,
    Position,
    Sense,
)
from sayso.claims.acts.patterns import exact, indexed
from sayso.english.forms import plural
from sayso.errors import ResourceError, UsageError
from sayso.ontology import Ontology
from sayso.records import Change
from sayso.resources import table

ACTS_TABLE = "acts.yaml"
FRAMES = frozenset(CaseFrame.__args__)  # type: ignore[attr-defined]
CHANGES = frozenset(get_args(Change))


def patterns_of(entries: Iterable[Lexeme]) -> Patterns:
    """The patterns of entries that are not in the table, for `lexicon.acts`."""
    return indexed(entries, lexicon().particles, {})


@cache
def lexicon() -> Lexicon:
    """The table, read once. Raises ResourceError where it names what does not exist."""
    raw: dict[str, Any] = table(ACTS_TABLE)
    particles = frozenset(words_of(raw["particles"]))
    classes = classes_of(raw["classes"], {})
    entries = tuple(entry for group in raw["acts"] for entry in lexemes_of(group, classes, ontology.PLOVER))
    found: dict[str, list[Pattern]] = defaultdict(list)
    for idiom in words_of(raw["idioms"]):
        first, *rest = idiom.split()
        found[first].append(Pattern(None, "noun", exact(tuple(rest)), (False,) * len(rest)))
    index = indexed(entries, particles, found)
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
        raise ResourceError(ACTS_TABLE, f"no word class {name!r}")
    return classes[name]


def _sense(row: Mapping[str, Any], kinds: Ontology, base: Sense | None = None) -> Sense:
    if base is not None and "act" not in row:
        sense = replace(base, **{key: row[key] for key in ("mode", "frame", "change", "status") if key in row})
    else:
        frame = row.get("frame", base.frame if base else "subject_object")
        sense = Sense(row["act"], row.get("mode"), frame, row.get("change"), row.get("status"))
    _check(sense, kinds)
    return sense


def _check(sense: Sense, kinds: Ontology) -> None:
    try:
        kinds.check(sense.act, sense.mode)
    except UsageError as error:
        raise ResourceError(ACTS_TABLE, str(error)) from error
    known = (sense.frame in FRAMES, sense.change in {None, *CHANGES}, sense.status in {None, *ontology.STATUSES})
    if not all(known):
        raise ResourceError(ACTS_TABLE, f"unknown frame, change or status in {sense}")


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


def lexemes_of(group: Mapping[str, Any], classes: Classes, kinds: Ontology) -> Iterator[Lexeme]:
    """One entry a word of a group, written as the head of acts.yaml explains. Raises ResourceError on what does not
    exist."""
    sense = _sense(group, kinds)
    options = tuple(_options(group, sense, classes, kinds))
    for lemma in words_of(group["words"]):
        yield Lexeme(
            lemma,
            group["pos"],
            sense,
            options,
            strict=any(key.startswith("needs") for key in group),
            risky=group.get("risky", False),
            sure=group.get("sure", False),
            actor_prep=tuple(group.get("actor_prep", ())),
            recipient_prep=tuple(group.get("recipient_prep", ())),
            taught=group.get("taught"),
            stands=group.get("stands", False),
        )
