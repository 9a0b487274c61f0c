"""Who is meant by the links of chains of say-so, read page by page before names are compared (mouths.py): under bare
names, "the official" and "the ministry" as whom the text named before, and bodies that publish as those who speak.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.english import lists
from sayso.ground.places import country_name, plain
from sayso.ground.voices import MEDIA
from sayso.records import Link
from sayso.resources import table
from sayso.stories.camps import placed_source, publishing_body
from sayso.stories.homes import named_states
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
    named = _lent_camps(_as_media([_placed(_each_of_both(t), texts.get(t.page.id)) for t in bare]))
    return _the_one_named(_the_official(_publishing(named, texts)), texts)


def _publishing(told: Sequence[Told], texts: Mapping[str, str | None]) -> list[Told]:
    """A ministry, or whoever else others quote as a source, speaks for itself on its own page."""
    quoted = {plain(x.name): x for t in told for x in first_speakers(t) if x.name and x.kind == "organization"}
    return [with_links(t, [*t.claim.attribution, *_as_speaker(t, quoted, texts.get(t.page.id))]) for t in told]


def _as_speaker(t: Told, quoted: Mapping[str, Link], text: str | None) -> Iterator[Link]:
    name = t.page.publisher
    if name is None or any(x.kind != "publisher" for x in t.claim.attribution):
        return
    known, camp = quoted.get(plain(name)), publishing_body(name, text)
    if known or camp:
        own = replace(known, text=None, start=None, end=None, cue=None) if known else None
        link = own or Link(name, "organization", sectors=("GOV",))
        yield camp.on(link) if camp and not link.country else link


def _placed(t: Told, text: str | None) -> Told:
    """The claim with its sources as whom their page knows them: under whole names, and of their state or body."""
    if text is None:
        return t
    first = next((n for n, x in enumerate(t.claim.attribution) if x.kind not in MEDIA), None)
    if first is None:
        return t
    chain = list(t.claim.attribution)
    link = _placed_link(chain[first], text, t)
    chain[first] = replace(link, jointly=tuple(_placed_link(x, text, t) for x in link.jointly))
    return with_links(t, chain)


def _placed_link(link: Link, text: str, t: Told) -> Link:
    return placed_source(whole_name(link, text), text, t.page.publisher, t.claim)


def whole_name(link: Link, text: str) -> Link:
    """A source under the whole of a name that was cut short: after an initial, a first name or an article ("P" of "P.
    Nazarzoda", "Hatim" of "Hatim al-Sarraj")."""
    name = link.name or ""
    if link.kind in MEDIA or not name[:1].isupper() or " " in name.strip(". "):
        return link
    told = [m for m in re.finditer(rf"\b{re.escape(name.rstrip('.'))}{REST_OF_NAME}", text) if _is_name(m[1])]
    found = {" ".join(m[0].split()) for m in told}
    return replace(link, name=found.pop(), entity=None) if len(found) == 1 else link


def _each_of_both(t: Told) -> Told:
    """ "The two governments said": each of the two states whose act it is."""
    both = next((x for x in t.claim.attribution if x.kind not in MEDIA), None)
    words = re.sub(r"^(?:the|these) ", "", (both.name or "").lower()) if both else ""
    states = _whose_act(t) if words in table("voices.yaml")["both"] else []
    if both is None or len(states) != 2:
        return t
    one, other = (
        replace(
            both, name=country_name(s), kind="organization", entity=s.lower(), country=s, anonymous=False, jointly=()
        )
        for s in states
    )
    joint = replace(one, jointly=(other,))
    return with_links(t, [joint if x is both else x for x in t.claim.attribution])


def _whose_act(t: Told) -> list[str]:
    """The states whose act it is; those that its words name where the act is one's and the agreement both's."""
    acting = sorted({p.country for p in t.claim.actors if p.country})
    return acting if len(acting) > 1 else sorted({c for w in t.claim.evidence for c in named_states(w.text)})


def _lent_camps(told: Sequence[Told]) -> list[Told]:
    """The claims with each full name as of the state or body that one page tells of it, where others do not."""
    known: dict[str, set[Link]] = defaultdict(set)
    for x in (x for t in told for x in first_speakers(t)):
        if _is_full(x) and (x.country or x.speaks_for):
            known[plain(x.name or "")].add(Link(None, x.kind, None, x.speaks_for, country=x.country, sectors=x.sectors))
    one = {
        name: next(iter(camps)) for name, camps in known.items() if len({(c.country, c.speaks_for) for c in camps}) == 1
    }
    return [with_links(t, [_lent(x, one) for x in t.claim.attribution]) for t in told]


def _lent(link: Link, camps: Mapping[str, Link]) -> Link:
    jointly = tuple(_lent(x, camps) for x in link.jointly)
    lender = None if link.country or link.speaks_for or not _is_full(link) else camps.get(plain(link.name or ""))
    if lender is None:
        return link if jointly == link.jointly else replace(link, jointly=jointly)
    return replace(link, country=lender.country, speaks_for=lender.speaks_for, sectors=lender.sectors, jointly=jointly)


def _is_full(link: Link) -> bool:
    """Whether it is the full name of a person or body."""
    return _is_named(link) and len([w for w in (link.name or "").split() if w[:1].isupper()]) > 1


REST_OF_NAME = (
    r"((?:\.| (?:al|el|bin|ibn|ben|de|van|von|ag|ould)[ -]| (?:Al|El)-)?(?: ?[A-Z][a-z’'-]+){1,2})"
    r"(?= [a-z]|[,.;:)”\"]|$)"
)


def _is_name(rest: str) -> bool:
    """Whether what follows a name goes on with it: no day of the week, and no other sentence."""
    words = {w.strip(". ").lower() for w in rest.split()}
    return not words & lists.listed("stories", "weekdays") and not words & lists.listed("stories", "stops")


def _as_media(told: Sequence[Told]) -> list[Told]:
    """A medium is one wherever it is named, and he who speaks to it is the source."""
    media = {plain(x.name) for t in told for x in t.claim.attribution if x.kind in MEDIA - {"publisher"} and x.name}
    return [with_links(t, [_as_medium(x, media) for x in t.claim.attribution]) for t in told]


def _as_medium(link: Link, media: Collection[str]) -> Link:
    named = link.kind not in MEDIA and plain(link.name or "") in media
    return replace(link, kind="outlet", anonymous=False) if named else link


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
    """Whether it has a name of its own: "the Brigadier" has none."""
    words = [w for w in (link.name or "").split() if w[:1].isupper()]
    titles = lists.listed("stories", "titles")
    return not link.anonymous and link.kind not in MEDIA and any(w.lower().strip(".") not in titles for w in words)


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


APPOSITION = re.compile(r",\s+(?!(?:who|which|whose|in|at|on)\b)([^.;:!?“”\"\n]{3,90}?)(?:,|\.|$)")
"""What stands between commas after a name and says who that is, and not what he does or where."""
