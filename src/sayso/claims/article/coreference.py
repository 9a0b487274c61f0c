"""Who is meant across sentences, once sources are known: "our troops" in a quotation, "the president's spokesman"
named elsewhere.

"The Russian president" is who the article names as such, "the militants" are the one armed group that it names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sayso.claims.article.naming import as_named, named_elsewhere
from sayso.claims.parties.mention import Mention
from sayso.claims.say.frames import Frame
from sayso.claims.sentence import View
from sayso.english.lists import listed
from sayso.nearby import Near
from sayso.reading import Antecedent

OURS = frozenset({"our", "we", "us", "my", "i", "me"})
MOUTHS = ("spokesman", "spokeswoman", "spokesperson")


def resolve_mentions(
    views: Sequence[View], frames: Sequence[Frame], antecedents: Sequence[Antecedent] = ()
) -> tuple[tuple[View, ...], tuple[Frame, ...]]:
    """Views and frames with such mentions understood; nothing else changes. `antecedents`: whom the reader takes words
    to stand for."""
    named, holders, groups = _named_mouths(views), _holders(views), _groups(views)
    elsewhere = named_elsewhere(views, antecedents)

    def meant(m: Mention, *, speaks: bool = False) -> Mention:
        return as_named(_one_group(_in_office(_named(m, named), holders), groups), elsewhere, speaks=speaks)

    new_frames = tuple(replace(f, source=meant(f.source, speaks=True)) if f.source else f for f in frames)
    of_one = (
        new
        for f, new in zip(frames, new_frames, strict=True)
        if f.source and new.source and new.source.country and not views[f.sentence].of_several_states(f.source)
    )
    said = Near(of_one, lambda f: f.content)
    new_views = tuple(
        replace(v, mentions=tuple(_of_speaker(_ours(meant(m), said), said) for m in v.mentions)) for v in views
    )
    return new_views, new_frames


# ---------------------------------------------------------------- offices and groups
OFFICES = {
    "prime minister": "premier",
    "premier": "premier",
    "president": "president",
    "chancellor": "chancellor",
    "king": "king",
    "emir": "emir",
    "supreme leader": "supreme leader",
    "foreign minister": "foreign",
    "foreign secretary": "foreign",
    "secretary of state": "foreign",
    "defence minister": "defence",
    "defense minister": "defence",
    "defence secretary": "defence",
    "defense secretary": "defence",
    "interior minister": "interior",
    "finance minister": "finance",
    "secretary-general": "secretary-general",
    "army chief": "army chief",
    "crown prince": "crown prince",
}
"""What an office is called → the office; one person holds it in a country."""
OTHERS = (
    "vice",
    "deputy",
    "former",
    "ex-",
    "then",
    "acting",
    "president-elect",
    "first",
    "next",
    "new",
    "late",
    "a ",
    "an ",
    "another ",
)
Office = tuple[str, str | None]


def _office(words: str) -> str | None:
    """The office that a description or a title ends in; null for its deputies and for who no longer holds it."""
    low = words.lower()
    if any(low.startswith(other) or f" {other}" in low for other in OTHERS):
        return None
    return next(
        (OFFICES[name] for name in sorted(OFFICES, key=len, reverse=True) if low == name or low.endswith(f" {name}")),
        None,
    )


def _holders(views: Sequence[View]) -> Mapping[Office, Mention]:
    """(office, country) → the one person whom the article names as its holder."""
    found: dict[Office, dict[str, Mention]] = {}
    for m in (m for v in views for m in v.mentions if m.kind == "person" and m.title):
        office = _office(m.title or "")
        if office is not None:
            found.setdefault((office, m.country), {}).setdefault(m.entity or m.name, m)
    return {office: next(iter(names.values())) for office, names in found.items() if len(names) == 1}


def _in_office(mention: Mention, holders: Mapping[Office, Mention]) -> Mention:
    """ "The Russian president" where the article names him."""
    office = _office(mention.text) if mention.kind == "role" and not mention.entity else None
    holder = holders.get((office, mention.country)) if office else None
    return mention if holder is None else _as(mention, holder)


def _as(mention: Mention, meant: Mention) -> Mention:
    return replace(
        mention,
        name=meant.name,
        title=meant.title or mention.name,
        country=meant.country,
        sectors=meant.sectors,
        entity=meant.entity,
        speaks_for=meant.speaks_for,
    )


FIGHTERS = frozenset(
    {"militants", "rebels", "insurgents", "jihadists", "extremists", "guerrillas", "fighters", "separatists", "militia"}
)


def _groups(views: Sequence[View]) -> Mapping[str, Mention]:
    """The armed groups that the article names, by entity or name."""
    found: dict[str, Mention] = {}
    for m in (m for v in views for m in v.mentions if m.kind == "group"):
        found.setdefault(m.entity or m.name, m)
    return found


def _one_group(mention: Mention, groups: Mapping[str, Mention]) -> Mention:
    """ "The militants", "the group" where the article names one armed group and no more."""
    words = mention.text.lower().split()
    bare = len(words) == 2 and words[0] == "the" and (words[1] in FIGHTERS or words[1] == "group")
    if not bare or mention.entity or len(groups) != 1:
        return mention
    (group,) = groups.values()
    return replace(_as(mention, group), title=mention.title)


# ---------------------------------------------------------------- mouths


def _named_mouths(views: Sequence[View]) -> dict[str, Mention]:
    """Country → its one spokesperson named in the article."""
    found: dict[str, dict[str, Mention]] = {}
    for view in views:
        for m in view.mentions:
            if m.kind == "person" and m.country and (m.speaks_for or _is_mouth(m.title or "")):
                found.setdefault(m.country, {}).setdefault(m.name, m)
    return {country: next(iter(names.values())) for country, names in found.items() if len(names) == 1}


def _is_mouth(words: str) -> bool:
    return words.lower().endswith(MOUTHS)


def _named(mention: Mention, named: dict[str, Mention]) -> Mention:
    """An unnamed spokesperson of a country whose only named one is known; those of ministries stay as they are."""
    words = mention.text.lower()
    if (
        mention.kind != "role"
        or not _is_mouth(words)
        or "ministry" in words
        or words.startswith(("a ", "one ", "another "))
    ):
        return mention
    known = named.get(mention.country or "")
    if known is None:
        return mention
    return replace(mention, name=known.name, title=mention.name, entity=known.entity, speaks_for=known.speaks_for)


def _ours(mention: Mention, said: Near[Frame]) -> Mention:
    """ "Our troops" in what somebody says whose country is known; `said` holds such frames."""
    if mention.country or mention.text.split()[0].lower() not in OURS:
        return mention
    speaker = _innermost(mention, said)
    if speaker is None:
        return mention
    name = mention.name if mention.force or mention.kind == "role" else (speaker.country or mention.name)
    return replace(mention, country=speaker.country, name=name, sectors=mention.sectors or speaker.sectors)


def _innermost(mention: Mention, said: Near[Frame], but: Collection[str] = ()) -> Mention | None:
    """Who says the words that a mention stands in; null where nobody whose country is known does, or by a verb of
    `but`."""
    holding = [f for f in said.at(mention.start, mention.end) if f.holds(mention.start, mention.end)]
    inmost = min(holding, key=lambda f: sum(e - s for s, e in f.content), default=None)
    return inmost.source if inmost is not None and inmost.lemma not in but else None


OWN_FORCES = listed("article", "own_forces")
OF_STATES = frozenset({"MIL", "GOV"})
OF_OTHERS = listed("article", "asking")
"""Verbs of what others are to do."""


def _of_speaker(mention: Mention, said: Near[Frame]) -> Mention:
    """ "The Israeli army said soldiers had shot two men": bare soldiers are of the state whose army or government tells
    of them (on learn and fit the gold agrees in 14 of 16 cases, with the story's country in 1)."""
    words = mention.text.lower().split()
    if not mention.force or (mention.country and not mention.by_story) or words[-1] not in OWN_FORCES:
        return mention
    speaker = _innermost(mention, said, OF_OTHERS)
    if speaker is None or not (speaker.kind == "country" or OF_STATES.intersection(speaker.sectors)):
        return mention
    return replace(mention, country=speaker.country, by_story=False)
