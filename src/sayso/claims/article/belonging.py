"""To which country a party belongs that names none itself: by its own modifiers, by what the article calls it
elsewhere, by the story.

"the Syrian government's negotiator, X" … "X"; "Syrian rebels" … "the rebels"; "the army" in a story about one country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.claims.article.owners import OWNING, owned
from sayso.claims.names.finder import NameHit
from sayso.claims.names.titles import role_of
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.reading import FRIENDS, own
from sayso.claims.sentence import View
from sayso.claims.syntax.arcs import Arcs
from sayso.english.lists import listed
from sayso.nearby import Near
from sayso.reading import Antecedent, ArticleToken, Entity

ATTRIBUTIVE_RELATIONS = frozenset({"amod", "compound", "appos", "flat", "nmod:poss", "nmod:desc"})
"""Relations over which a noun's modifiers say where it belongs."""
ORIGIN_PREPOSITIONS = frozenset({"of", "from"})
STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "REB", "PTY", "SEP", "PRM", "CVL"})
"""Sectors of which "the" one is that of the story's country."""
ENTITY_KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}
OF_A_STATE = frozenset({"army", "forces"})
"""Kinds of force of which the words alone say that they are a state's."""
SERVING = OF_A_STATE | {"border_guards"}
"""Kinds of force that serve a state, and never fight beside themselves."""
INDEFINITE = (
    "a ",
    "an ",
    "another ",
    "some ",
    "one ",
    "two ",
    "three ",
    "several ",
    "foreign ",
    "other ",
    "any ",
    "no ",
)
HOME = STATE - {"MIL"}
OF_NO_SIDE, OF_SEVERAL = listed("article", "of_no_side"), listed("article", "of_several")
"""Armed people whom their name gives to nobody, and words of forces of several states: the story's country is not
theirs. On the learn and fit parts annotators gave gunmen the story's country in 2 of 30 cases, militants in 20 of 54,
peacekeepers in none of 8."""
PEOPLES = frozenset(
    {"kurdish", "sunni", "shiite", "shia", "islamist", "arab", "jihadist", "druze", "tuareg", "allied", "western"}
)
"""First words of parties that are of no one country."""
SEATED = (" in ", " in the ", " of ")
"""What stands between a party and the place that tells whose it is."""
SHARE = 0.4
"""Share of the article's mentions with a country that the story's country must have."""


def belonging(
    views: Sequence[View],
    names: Sequence[NameHit],
    entities: Sequence[Entity] = (),
    antecedents: Sequence[Antecedent] = (),
    *,
    by_story: bool = True,
) -> tuple[View, ...]:
    """The views with countries filled in; mentions that have one stay as they are.

    `entities` tell what a name is that no table knows, `antecedents` for whom "its" stands. `by_story`: whether
    parties that nothing else places are of the story's country; whoever speaks is not placed so, for "residents" in a
    story about foreign troops are no foreigners.
    """
    kinds_of = {e.start: (e.end, ENTITY_KINDS[e.kind]) for e in entities if e.kind in ENTITY_KINDS}
    names_near = Near(names, lambda n: ((n.start, n.end),))
    near = owned(tuple(replace(v, mentions=_near(v, names_near, kinds_of)) for v in views), antecedents)
    called = _called(near)
    story = _story(near) if by_story else None
    forces = _one_army(near) if by_story else None
    kinds: dict[str, str] = {}
    done = []
    for view in near:
        found = tuple(_settled(m, called, kinds, forces if m.force in OF_A_STATE else story) for m in view.mentions)
        done.append(replace(view, mentions=found))
    return tuple(done)


def _near(view: View, names: Near[NameHit], kinds_of: Mapping[int, tuple[int, str]]) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for m in view.mentions:
        kind = kinds_of.get(m.start)
        if m.kind == "capital" and kind is not None and kind[0] >= m.end - 1:
            m = replace(m, kind=kind[1])
        m = _modified(view, m, names)
        before = found[-1] if found else None
        if before and _apposed(view, before, m):
            m = replace(m, country=before.country, sectors=m.sectors or before.sectors)
        elif before and _in_one_breath(view, before, m):
            m = replace(m, country=before.country, by_story=False)
        elif before and _explained(view, before, m):
            found[-1] = replace(before, country=m.country)
        found.append(m)
    return tuple(found)


def _apposed(view: View, before: Mention, m: Mention) -> bool:
    """ "the Turkish foreign minister, X": who is named after a role."""
    named = m.kind in ("person", "capital") and not m.country and before.kind in ("role", "organization")
    gap = view.text[before.end : m.start]
    return named and (gap == ", " or (gap == " " + (m.title or "") + " "))


def _in_one_breath(view: View, before: Mention, m: Mention) -> bool:
    """ "Russian troops and border guards": forces that no word of their own gives to a country, beside those that one
    does."""
    theirs = before.kind == "force" and before.country is not None and not before.by_story
    bare = m.force in SERVING and (m.country is None or m.by_story) and m.text.islower()
    return theirs and bare and view.text[before.end : m.start] == " and "


def _explained(view: View, before: Mention, m: Mention) -> bool:
    """ "X, the leader of Armenia's governing party": who is named before what he or she is."""
    named = before.kind in ("person", "capital") and not before.country and m.country and not m.by_story
    appos = bool(view.arcs) and view.arcs.relation(view.in_article(m.head)) == "appos"
    return bool(named) and appos and view.text[before.end : m.start] == ", "


def _modified(view: View, mention: Mention, names: Near[NameHit]) -> Mention:
    if mention.country or mention.kind in ("pronoun", "place") or not view.arcs:
        return mention
    for token in _own(view.arcs, view.in_article(mention.head)):
        at = view.tokens[token - view.sentence.first].start if view.sentence.first <= token < view.sentence.last else -1
        country = next(
            (n.country for n in names.at(at, at + 1) if n.start <= at < n.end and n.country and own(view.text, n)), None
        )
        if country:
            from_there = (
                mention.force is not None and at >= mention.end and _case(view.arcs, ArticleToken(token)) == "from"
            )
            return replace(mention, country=country, by_story=from_there)  # "moved soldiers from Herat to Kabul"
    return _seated(view, mention, names)


def _seated(view: View, mention: Mention, names: Near[NameHit]) -> Mention:
    """ "A court in Bamako", "rebels in Chad": where they are tells whose they are; soldiers may be abroad."""
    described = mention.kind == "person" and mention.text[:1].islower()
    if not described and (mention.kind == "person" or mention.entity or not HOME.intersection(mention.sectors)):
        return mention
    near = names.at(mention.end, mention.end + len(max(SEATED, key=len)))
    between = (" of ",) if described else SEATED
    there = (n for n in near if n.country and n.start > mention.end and view.text[mention.end : n.start] in between)
    found = next(there, None)
    return replace(mention, country=found.country) if found else mention


def _own(arcs: Arcs, head: ArticleToken, depth: int = 0) -> list[int]:
    """Tokens that modify a head, nearest relation first; the head's own apposition counts, and what it stands in
    apposition to."""
    found = []
    for child in arcs.children[head]:
        of = arcs.relation(child) == "nmod" and _case(arcs, child) in ORIGIN_PREPOSITIONS
        if arcs.relations[child] in ATTRIBUTIVE_RELATIONS or arcs.relation(child) in ATTRIBUTIVE_RELATIONS or of:
            found += [child, *(_own(arcs, child, depth + 1) if depth < 2 else [])]
    if depth == 0 and arcs.relation(head) in ("appos", "flat"):
        found += _own(arcs, arcs.heads[head], 1)
    return found


def _case(arcs: Arcs, noun: ArticleToken) -> str:
    """The preposition of a noun; in "of Armenia's party" the parse may hang it on the owner."""
    owner = arcs.child(noun, "nmod:poss")
    return arcs.case(noun) or (arcs.case(owner) if owner is not None else "")


def _called(views: Sequence[View]) -> Mapping[str, str]:
    """Name → the country that the article gives it somewhere."""
    found: dict[str, str] = {}
    for view in views:
        for m in view.mentions:
            if m.country and m.kind != "pronoun" and m.name:
                found.setdefault(m.name, m.country)
                if m.kind == "person":
                    found.setdefault(m.name.split()[-1], m.country)
    return found


def _story(views: Sequence[View]) -> str | None:
    """The country that most mentions have, where it stands out; of two that are named as often neither does."""
    seen = Counter(m.country for v in views for m in v.mentions if m.country and m.kind != "pronoun")
    first, second = [*seen.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] > second[1] and first[1] >= SHARE * seen.total() else None


def _one_army(views: Sequence[View]) -> str | None:
    """The one country of which the article names soldiers; whose "the soldiers" are is none of the ground's affair."""
    found = {m.country for v in views for m in v.mentions if m.force in OF_A_STATE and m.country}
    return found.pop() if len(found) == 1 else None


def _settled(mention: Mention, called: Mapping[str, str], kinds: dict[str, str], story: str | None) -> Mention:
    """`kinds` holds the country last given to a noun ("rebels"); it grows in reading order."""
    noun = mention.text.split()[-1].lower() if mention.text.split() else ""
    if mention.country:
        if mention.kind in ("role", "force", "organization", "group"):
            kinds[noun] = mention.country
        return mention
    named = _named_elsewhere(mention, called)
    here = story if noun not in OF_NO_SIDE else None
    country = named or ((kinds.get(noun) or here) if _at_home(mention) else None)
    return replace(mention, country=country, by_story=not named) if country else mention


def _named_elsewhere(mention: Mention, called: Mapping[str, str]) -> str | None:
    """The country that the article gives the name, or a person's last name."""
    named = mention.kind in ("person", "capital", "pronoun", "organization", "group")
    if named and (known := called.get(mention.name)):
        return known
    return called.get(mention.name.split()[-1]) if mention.kind == "person" and mention.name else None


def _at_home(mention: Mention) -> bool:
    """ "The army", "the government's troops": a body of a state, neither one of many nor named after a people."""
    if mention.kind not in ("role", "force", "organization") or mention.entity:
        return False
    if mention.text.lower().startswith((*INDEFINITE, *OWNING)) or not STATE.intersection(mention.sectors):
        return False
    words = mention.text.split()
    if not OF_SEVERAL.isdisjoint(mention.text.lower().split()):
        return False
    named = (w[:1].isupper() and role_of(w.lower()) is None and not w.endswith(FRIENDS) for w in words[1:-1])
    return words[0].lower() not in PEOPLES and not any(named)
