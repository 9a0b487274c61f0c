"""Who is meant by the links of chains of say-so, read page by page before names are compared (mouths.py): under bare
names, "the official" and "the ministry" as whom the text named before, and bodies that publish as those who speak.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.english import lists
from sayso.ground.places import plain
from sayso.ground.voices import MEDIA, state_of
from sayso.records import Link
from sayso.stories.told import Told

BEFORE, AFTER = 80, 100
"""Code points before and after a name that may say who that is."""
MOUTH = re.compile(
    r"\b(?:spokes(?:man|woman|person)|press (?:secretary|officer|service)|speaking for|on behalf of)\b", re.IGNORECASE
)
OFFICE_WORDS = frozenset({"office", "service", "centre", "center", "press"})
"""Words for a body whose mouth a press secretary is."""


def cleaned(told: Sequence[Told], texts: Mapping[str, str | None]) -> list[Told]:
    """The claims, each source under whom the pages mean by it; `texts` are the pages' texts by id, where known."""
    bare = [with_links(t, [_plain_link(x) for x in _real_links(t)]) for t in told]
    return _the_one_named(_the_official(_publishing(bare)), texts)


def _publishing(told: Sequence[Told]) -> list[Told]:
    """A ministry, or whoever else others quote as a source, speaks for itself on its own page."""
    quoted = {plain(x.name): x for t in told for x in first_speakers(t) if x.name and x.kind == "organization"}
    return [with_links(t, [*t.claim.attribution, *_as_speaker(t, quoted)]) for t in told]


def _as_speaker(t: Told, quoted: Mapping[str, Link]) -> Iterator[Link]:
    name = t.page.publisher
    if name is None or any(x.kind != "publisher" for x in t.claim.attribution):
        return
    known, state = quoted.get(plain(name)), state_of(name)
    if known or state:
        yield Link(
            name, "organization", known.entity if known else None, known.speaks_for if known else None,
            country=known.country or state if known else state, sectors=known.sectors if known else ("GOV",),
        )  # fmt: skip


# ---------------------------------------------------------------- links of chains
def first_speakers(t: Told) -> list[Link]:
    """The first who is no news medium, and who said it alongside."""
    first = next((x for x in t.claim.attribution if x.kind not in MEDIA), None)
    return [first, *first.jointly] if first else []


def with_links(t: Told, links: Sequence[Link]) -> Told:
    """A claim with other links."""
    chain = tuple(links)
    return t if chain == t.claim.attribution else Told(replace(t.claim, attribution=chain), t.page)


def _real_links(t: Told) -> list[Link]:
    """The links without those that name nobody and only stand between others."""
    chain = t.claim.attribution
    return [x for n, x in enumerate(chain) if x.name or x.text or n == len(chain) - 1]


def _plain_link(link: Link) -> Link:
    """The link under the name alone: "Neither Sanders" is Sanders, and "There" is nobody."""
    name = (link.name or "").strip()
    bare = CLUTTER.sub("", name.splitlines()[-1]) if name else ""
    if bare.lower() in lists.listed("stories", "nobody"):
        return replace(link, name=None, text=None, kind="anonymous", anonymous=True, entity=None)
    return link if bare == link.name or not bare else replace(link, name=bare)


CLUTTER = re.compile(r"^(?:neither|nor|both|even|only|but|part of|some of|one of|according to)\s+(?=\S)", re.IGNORECASE)


def _the_official(told: Sequence[Told]) -> list[Told]:
    """ "The official" of a text is the one whom it called "a defence official" before."""
    named: dict[str, list[Link]] = defaultdict(list)
    for t in told:
        named[t.page.group] += [x for x in first_speakers(t) if x.anonymous]
    found = []
    for t in told:
        first = next((n for n, x in enumerate(t.claim.attribution) if x.kind not in MEDIA), None)
        link = t.claim.attribution[first] if first is not None else None
        fuller = _fuller(link, named[t.page.group]) if link is not None else None
        if fuller is None or first is None or link is None:
            found.append(t)
            continue
        chain = list(t.claim.attribution)
        chain[first] = replace(fuller, text=link.text, start=link.start, end=link.end, cue=link.cue, on=link.on)
        found.append(with_links(t, chain))
    return found


def _fuller(link: Link, others: Sequence[Link]) -> Link | None:
    """The one description in a text that says more of a source than its definite short form; None where there are
    two."""
    mine = _words(link)
    definite = (link.text or "").lower().startswith(("the ", "that "))
    if not mine or not definite or any(w[:1].isupper() for w in (link.name or "").split()):
        return None
    more = {
        x.name: x for x in others if mine < _words(x) and (x.name or "").split()[-1:] == (link.name or "").split()[-1:]
    }
    return next(iter(more.values())) if len(more) == 1 else None


def _words(link: Link) -> frozenset[str]:
    return frozenset((link.name or "").lower().split())


# ---------------------------------------------------------------- "the minister", "the command"
def _the_one_named(told: Sequence[Told], texts: Mapping[str, str | None]) -> list[Told]:
    """ "The defence minister", "the command" of a text are whom it names so elsewhere, where that is one."""
    named: dict[str, dict[str, tuple[Link, str]]] = defaultdict(dict)
    for t in told:
        for x in first_speakers(t):
            if _is_named(x):
                link, about = named[t.page.group].get(x.name or "", (x, ""))
                more = description(texts.get(t.page.id), x).lower()
                named[t.page.group][x.name or ""] = (link, f"{about} {more}")
    return [_named_so(t, named[t.page.group]) for t in told]


def _named_so(t: Told, named: Mapping[str, tuple[Link, str]]) -> Told:
    chain = list(t.claim.attribution)
    first = next((n for n, x in enumerate(chain) if x.kind not in MEDIA), None)
    if first is None or _is_named(chain[first]) or chain[first].speaks_for:
        return t
    link = chain[first]
    words = [w for w in (link.name or "").lower().split() if w not in DETERMINERS]
    meant = [x for x, about in named.values() if words and _is_called(x, about, words)]
    if len(meant) != 1 or not _definite(link, words):
        return t
    chain[first] = replace(meant[0], text=link.text, start=link.start, end=link.end, cue=link.cue, on=link.on)
    return with_links(t, chain)


def _is_named(link: Link) -> bool:
    return not link.anonymous and link.kind not in MEDIA and any(w[:1].isupper() for w in (link.name or "").split())


def _definite(link: Link, words: Sequence[str]) -> bool:
    """Whether it can be somebody known: not "an official", "two officials", "residents"."""
    said = (link.text or link.name or "").lower()
    return not link.anonymous and not said.startswith(("a ", "an ", "some ", "two ")) and not words[-1].endswith("s")


def _is_called(link: Link, about: str, words: Sequence[str]) -> bool:
    """Whether somebody named is called by these words: a body by its last one, a person by his office."""
    if link.kind == "organization":
        return len(words) == 1 and (link.name or "").lower().split()[-1:] == list(words)
    if words[-1] in OFFICE_WORDS and len(words) > 1:
        return bool(MOUTH.search(about)) and all(w in about for w in words[:-1] if w != "press")
    mouths = bool(MOUTH.search(about)), bool(MOUTH.search(" ".join(words)))
    return mouths[0] == mouths[1] and all(re.search(rf"\b{re.escape(w)}\b", about) for w in words)


DETERMINERS = frozenset({"the", "that", "this", "its", "their", "his", "her"})


def description(text: str | None, link: Link) -> str:
    """What stands right before and after a name and says who that is: "Chilean palace spokeswoman"."""
    if text is None or link.start is None or link.end is None:
        return ""
    said = text[max(0, link.start - BEFORE) : link.start].rstrip().removesuffix(",")
    before = re.split(r"[.;:!?,“”\"\n()]", said)[-1]
    kept: list[str] = []
    for word in reversed(before.split()):
        if word.lower() in lists.listed("stories", "stops"):
            break
        kept.insert(0, word)
    after = APPOSITION.match(text[link.end : link.end + AFTER])
    return " ".join([*kept, link.text or "", *([after[1]] if after else [])])


APPOSITION = re.compile(r",\s+([^.;:!?“”\"\n]{3,90}?)(?:,|\.|$)")
"""What stands between commas after a name."""
