"""For which state or international body a source speaks, where its chain of say-so does not tell: read off its page.

In this order: what the page calls him wherever it names him ("spokesman for Russia's Central Military District"), the
body that his initials stand for ("AFP" where the page writes "Armed Forces of the Philippines"), whose "its defence
minister" is; and for an office that no word beside it gives to a country, where the page is at home (its dateline, the
ministry that publishes it) and whose that office is elsewhere on the page. Where these differ, nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.english import lists
from sayso.ground.voices import INTERNATIONAL, MEDIA, international, state_of
from sayso.records import Claim, Link
from sayso.resources import table
from sayso.stories.homes import (
    defined,
    holders,
    home,
    is_abroad,
    is_state,
    named_camps,
    named_states,
    office_words,
    offices,
    undotted,
)  # fmt: skip

MENTIONS_READ = 6
"""Mentions of a name that are looked at."""
WINDOW = 140
"""Code points before and after a name that may say who that is."""
MOST_BESIDE = 9
"""Words before a name that may say who that is."""


MOUTHPIECE = "spokesman"
"""Everybody has one: of "the spokesman of the ministry" the ministry tells whose he is."""


@dataclass(frozen=True, slots=True)
class Camp:
    """A state by its code, or an international body by its key."""

    key: str

    def on(self, link: Link) -> Link:
        """A source as one of this camp."""
        if is_state(self.key):
            return replace(link, country=self.key)
        return replace(link, country=None, speaks_for=self.key, sectors=tuple(dict.fromkeys((*link.sectors, "IGO"))))


def placed_source(link: Link, text: str, publisher: str | None, claim: Claim) -> Link:
    """A source with the state or body for which its page says that it speaks; as it is where the page does not say."""
    if link.kind in MEDIA or link.kind == "document" or _settled(link):
        return link
    about = " · ".join(_abouts(link, text))
    if _private().search(about):
        return link
    camp = _by_words(about, text)
    if camp is None and (link.country is None or _misplaced(link)):
        camp = _of_owner(link, claim) or _by_office(about, text, publisher)
    return camp.on(link) if camp else link


def _settled(link: Link) -> bool:
    """Whether the tables know who it is, or its name tells it."""
    known = bool(link.entity and not link.entity.startswith("x:")) or bool(link.speaks_for)
    return known or bool(INTERNATIONAL & set(link.sectors)) or international(link.name or "") is not None


def _misplaced(link: Link) -> bool:
    """Whether it is a body abroad, whose country may have been taken for that of the ground it stands on."""
    words = office_words().findall((link.name or "").lower())
    return any(is_abroad(w) for w in words) and not named_states(link.name or "")


@cache
def _private() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('voices.yaml')['private'])})\b", re.IGNORECASE)


# ---------------------------------------------------------------- what the page calls him
def _abouts(link: Link, text: str) -> Iterator[str]:
    """What stands beside each mention of a name and says who that is; of a source without one, its own words."""
    name = (link.name or "").strip()
    if not any(w[:1].isupper() for w in name.split()):
        yield f"{link.text or ''} {name}"
        if link.start is not None and link.end is not None:
            yield who_is(text, link.start, link.end)
        return
    yield name
    *first, last = name.split()
    for match in list(re.finditer(rf"\b{re.escape(last)}\b", text))[:MENTIONS_READ]:
        start = match.start()
        for word in reversed(first):
            before = re.search(rf"\b{re.escape(word[0])}[\w.’'-]* $", text[:start]) if word else None
            start = before.start() if before else start
        yield who_is(text, start, match.end())


def who_is(text: str, start: int, end: int) -> str:
    """The words of a text before and after a name (code points) that say who that is."""
    after = text[end : end + WINDOW]
    enclosed = after.lstrip().startswith((",", "."))
    return f"{_before(undotted(text[max(0, start - WINDOW) : start]), enclosed)} {_after(undotted(after))}".strip()


def _after(words: str) -> str:
    if match := OF_NAME.match(words):
        return match[1]
    match = AFTER_NAME.match(words)
    fits = match and office_words().search(match[1]) and not NO_APPOSITION.match(match[1])
    return match[1] if match and fits else ""


OF_NAME = re.compile(r"\s+of\s+((?:the\s+)?(?:[A-Z][\w’'-]*(?:\s+(?:of|for|the|and)(?=\s+[A-Z]))?\s*){1,7})")
AFTER_NAME = re.compile(r"\s*[,(]\s*([^.;:!?“”\"\n()]{2,110}?)(?:,|\.|\)|$)")
NO_APPOSITION = re.compile(r"(?:who|which|whose|said|told|speaking|adding|citing|in|at|on|as|but|and)\b")


def _before(words: str, enclosed: bool) -> str:
    """Of the words before a name those that belong to it. Over one comma where nothing but titles stands after it and
    the name with them is `enclosed`, by another comma or the end: "the army's spokesman, General Roa, said"."""
    kept: list[str] = []
    crossed = False
    for word in reversed(re.split(r"[.;:!?“”\"\n()]", words)[-1].split()):
        if word.endswith(","):
            if crossed or not enclosed or not _only_titles(kept):
                break
            crossed = True
        elif _ends_before(word.strip(",'’").lower(), kept):
            break
        kept.insert(0, word.rstrip(","))
        if len(kept) == MOST_BESIDE:
            break
    said = " ".join(kept)
    return said if not crossed or office_words().search(said) else ""


def _only_titles(words: Sequence[str]) -> bool:
    titles = lists.listed("stories", "titles")
    no_office = not office_words().search(" ".join(words))
    return no_office and all(w.lower() in titles for w in words if w.lower() != "the")


def _ends_before(word: str, kept: Sequence[str]) -> bool:
    """Whether a word stands before all that belongs to a name, of which some is `kept`."""
    if word in LINKING:
        return False
    return word in lists.listed("stories", "stops") or bool(kept and kept[0] in PHRASE_OPENS)


PHRASE_OPENS = frozenset({"the", "The", "a", "A", "an", "An"})
LINKING = frozenset({"of", "for"})
"""What an office and its body stand on both sides of."""


def _by_words(about: str, text: str) -> Camp | None:
    """The one state or body that the words beside a name tell, or that the initials among them stand for."""
    found = set(named_camps(about))
    for initials in INITIALS.findall(about):
        meant = set(named_camps(defined(text, initials) or ""))
        found = (found - {None}) | meant if len(meant) == 1 else found
    return Camp(found.pop()) if len(found) == 1 else None


INITIALS = re.compile(r"\b[A-Z]{3,7}\b")


# ---------------------------------------------------------------- an office that no word gives to a country
def _of_owner(link: Link, claim: Claim) -> Camp | None:
    """ "Its defence minister" is that of the one state whose act it is."""
    if not re.match(r"(?:its|their|his|her)\b", link.text or "", re.IGNORECASE):
        return None
    owners = {p.country for p in claim.actors}
    owner = owners.pop() if len(owners) == 1 else None
    return Camp(owner) if owner else None


def _by_office(about: str, text: str, publisher: str | None) -> Camp | None:
    """Of an office the state or body that the signs of the page tell, where no two tell another."""
    said = [w.lower() for w in office_words().findall(about)]
    if not said or named_states(about):
        return None
    abroad = [w for w in said if is_abroad(w)]
    rows = {offices()[w] for w in abroad or said}
    rows = rows - {offices()[MOUTHPIECE]} or rows
    best = Counter(_signs(rows, text, publisher, at_home=not abroad)).most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return Camp(best[0][0])


def _signs(rows: Collection[int], text: str, publisher: str | None, *, at_home: bool) -> list[str]:
    """Whose some offices may be: theirs elsewhere on the page, that of the page's home; else whose those who govern
    are."""
    here = _publishing_camp(publisher, text) or (home(text) if at_home else None)
    signs = [*_elsewhere(text, rows), *([here] if here else [])]
    governing = {offices()[w] for w in table("voices.yaml")["governing"]}
    return signs or (_elsewhere(text, governing) if governing & set(rows) else [])


def _elsewhere(text: str, rows: Collection[int]) -> list[str]:
    """Whose some offices are elsewhere on the page, where they are one's."""
    found = {c for row in rows for c in holders(text, row)}
    return list(found) if len(found) == 1 else []


def _publishing_camp(publisher: str | None, text: str) -> str | None:
    """The state or international body that publishes a page, by its name or by what its initials stand for there."""
    if publisher is None:
        return None
    long = defined(text, publisher) if publisher.isupper() and publisher.isalpha() else None
    return international(publisher) or (international(long) if long else None) or state_of(publisher)


def publishing_body(publisher: str, text: str | None) -> Camp | None:
    """The state or international body for which a publisher speaks on its own page, null for a medium; a ministry that
    no word gives to a country is of where it publishes."""
    own = _publishing_camp(publisher, text or "")
    if own is None and text and MINISTRY.match(publisher):
        own = home(text)
    return Camp(own) if own else None


MINISTRY = re.compile(r"(?:the )?(?:ministry|department|secretariat|presidency|government|office) of\b", re.IGNORECASE)
