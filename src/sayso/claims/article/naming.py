"""What somebody is called elsewhere in the article: "a Peruvian official says …" may be named in the next sentence, and
"the military" was "the U.S. military" before.

The reader tells who is meant (`Antecedent`); kind, number and country are its checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.claims.parties.memory import DESCRIBED, SURE
from sayso.claims.parties.mention import Mention
from sayso.claims.say.frames import cues
from sayso.claims.sentence import View
from sayso.english.closed import grammar
from sayso.reading import Antecedent

KINDS_OF_BODIES = frozenset({"organization", "group", "outlet", "capital"})
NAME_KINDS = {"role": frozenset({"person"}), "organization": KINDS_OF_BODIES, "group": KINDS_OF_BODIES}
"""Kind of a description → the kinds of names that it can have."""


def named_elsewhere(views: Sequence[View], antecedents: Iterable[Antecedent]) -> Mapping[int, Mention]:
    """Where a description begins in the article → the mention that says most of who is meant by it."""
    heads = {v.sentence.first + m.head: m for v in views for m in v.mentions}
    found: dict[int, Mention] = {}
    for later, earlier in _links(heads, antecedents):
        if _names(later, earlier):
            found.setdefault(earlier.start, later)
        elif _says_more(earlier, later):
            found.setdefault(later.start, found.get(earlier.start, earlier))
        elif earlier.start in found and _names(found[earlier.start], later):
            found.setdefault(later.start, found[earlier.start])
    return found


def as_named(mention: Mention, found: Mapping[int, Mention], *, speaks: bool = False) -> Mention:
    """The mention under the name that the article gives whom it describes; its own words are its title then. Who
    `speaks` is of the name's kind, no nameless source; in an act the words tell what part a description has."""
    named = found.get(mention.start)
    if named is None or mention.name == named.name or not _plain(mention):
        return mention
    title = mention.title or (mention.name if named.kind == "person" else None)
    return replace(
        mention, kind=named.kind if speaks else mention.kind, name=named.name, title=title,
        country=mention.country or named.country, sectors=mention.sectors or named.sectors, entity=named.entity,
        speaks_for=mention.speaks_for or named.speaks_for, described=None if _proper(named) else named.text,
    )  # fmt: skip


def _links(heads: Mapping[int, Mention], antecedents: Iterable[Antecedent]) -> Iterator[tuple[Mention, Mention]]:
    """Two mentions that the reader takes for one, the later first, in the order of the text."""
    for link in sorted(antecedents, key=lambda a: a.token):
        later, earlier = heads.get(link.token), heads.get(link.of)
        if link.chance >= SURE and later is not None and earlier is not None and later is not earlier:
            yield later, earlier


def _plain(mention: Mention) -> bool:
    """A description of one: no name that a table knows, and no two of them."""
    many = mention.text.lower().endswith("s") or mention.members
    return mention.kind in {*DESCRIBED, "outlet"} and not mention.entity and not many


def _names(named: Mention, described: Mention) -> bool:
    """A name for whom a description only describes: "Luis Vera" for "a Peruvian official"."""
    paper = described.kind == "outlet" or described.name.split()[-1:][0] in cues().lists["outlet"]
    bearers = frozenset({"outlet"}) if paper else NAME_KINDS.get(described.kind, ())
    if not _plain(described) or named.kind not in bearers or _proper(described):
        return False
    return _proper(named) and (not named.country or described.country in (None, named.country))


def _proper(mention: Mention) -> bool:
    """It has a name of its own: a capital on its last word."""
    return mention.name.split()[-1:] != [] and mention.name.split()[-1][:1].isupper()


def _says_more(earlier: Mention, later: Mention) -> bool:
    """ "The U.S. military … the military": the same noun, bare."""
    one, other = earlier.name.split(), later.name.split()
    bare = len(other) == 1 and len(one) > 1 and one[-1].lower() == other[0].lower()
    opening = later.text.split()[0].lower()
    definite = opening in grammar().determiners and opening not in ("a", "an")
    return bare and definite and _plain(later) and later.country in (None, earlier.country)
