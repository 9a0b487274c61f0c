"""One attribution as the rules see it, and the table of reporting words (data/say.yaml)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sayso.claims.acts.lexicon import inflections
from sayso.claims.parties.mention import Mention
from sayso.english.lists import listed
from sayso.resources import table
from sayso.spans import Span, sound

QUOTE_MARKS = "\"“”«»„‘’'"
FIRST_PERSON = listed("attribution", "first_person")


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution found: who (a mention, or null where the text hides it), by which words, what, and how.

    `kind` says which pattern found it; `depth` orders frames over the same content, outermost first.
    """

    sentence: int
    source: Mention | None
    cue: Span
    content: tuple[Span, ...]
    kind: str
    depth: int = 1
    lemma: str = ""
    hearer: Mention | None = None
    carried: bool = False
    named: tuple[Span, ...] = ()
    """All words that name the source, where a mention holds fewer."""
    joint: tuple[Mention, ...] = ()
    """Who says it together with the source."""
    silent: bool = False
    """An attribution that makes no link of a chain."""

    def __post_init__(self) -> None:
        sound(self.cue, *self.content, *self.named)

    def holds(self, start: int, end: int) -> bool:
        """True where the stretch lies in what is said."""
        return any(a <= start and end <= b for a, b in self.content)


@dataclass(frozen=True, slots=True)
class Cues:
    """The reporting words, inflected: form → (lemma, class)."""

    verbs: dict[str, tuple[str, str]]
    nouns: frozenset[str]
    adverbs: frozenset[str]
    saying: frozenset[str]
    strict: frozenset[str]
    stance: frozenset[str]
    own_thought: frozenset[str]
    stance_about: dict[str, frozenset[str]] = field(default_factory=dict)
    """Verbs of a stand with the prepositions that say towards what."""
    speakers: frozenset[str] = frozenset()
    """Nouns of people and bodies that may speak."""
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    speech: frozenset[str] = frozenset()
    """Nouns of what somebody says, which an outlet may carry,"""
    carrying: frozenset[str] = frozenset()
    """and what the outlet does with it."""
    refusing: frozenset[str] = frozenset()
    """Verbs, inflected, of not accepting what others say."""
    telling: frozenset[str] = frozenset()
    """Verbs, inflected, of giving an account,"""
    beginning: frozenset[str] = frozenset()
    """verbs of how it began,"""
    bodies: frozenset[str] = frozenset()
    """What a body that was named before may be called,"""
    adding: tuple[str, ...] = ()
    """and words that go on with what was said."""
    prepositional: tuple[tuple[str, ...], ...] = ()
    """Phrases before whoever says it, word by word."""
    citing: frozenset[str] = frozenset()
    """Words before whom somebody else relays it from."""


@cache
def cues() -> Cues:
    """The table, loaded once."""
    raw: dict[str, Any] = table("say.yaml")
    verbs: dict[str, tuple[str, str]] = {}
    for kind in ("clause", "person", "quoting"):
        for lemma in raw[kind]:
            head, _, rest = lemma.partition(" ")
            for form in dict.fromkeys(f for forms in inflections(head).values() for f in forms):
                verbs.setdefault(form if not rest else f"{form} {rest}", (lemma, kind))
    refusing, telling, beginning = (
        frozenset(f for verb in raw[name] for forms in inflections(verb).values() for f in forms)
        for name in ("refusing", "telling", "beginning")
    )
    kinds = ("witness", "official", "document", "outlet", "organization", "anonymous")
    lists = {name: frozenset(raw[name]) for name in kinds}
    sets = {
        k: frozenset(raw[k])
        for k in ("nouns", "adverbs", "strict", "stance", "own_thought", "speech", "carrying", "bodies", "citing")
    }
    about = {verb: frozenset(words) for verb, words in raw["stance_about"].items()}
    speakers = frozenset().union(*lists.values())
    return Cues(
        verbs, saying=frozenset(raw["as_saying"]), stance_about=about, speakers=speakers,
        lists=lists, refusing=refusing, telling=telling, beginning=beginning,
        adding=tuple(raw["adding"]), prepositional=tuple(tuple(p.split()) for p in raw["prepositional"]), **sets,
    )  # fmt: skip


def tidied(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Stretches without marks, commas and white space at their ends; those that hold nothing else are left out."""
    return tuple(span for span in (tidied_span(text, *span) for span in spans) if span[0] < span[1])


def tidied_span(text: str, start: int, end: int) -> Span:
    """Content without marks, commas and white space at its ends; empty where nothing is left."""
    while start < end and (text[start].isspace() or text[start] in QUOTE_MARKS + ",;:—–-."):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in QUOTE_MARKS + ",;:—–-."):
        end -= 1
    return start, end
