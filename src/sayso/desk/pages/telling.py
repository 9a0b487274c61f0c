"""One happening as it is told: each origin with its pages and its words beside the others', and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.answers.origins import Origins
from sayso.answers.wording import chain_line, evidence_line
from sayso.desk.wording import called
from sayso.exports.origins import in_short
from sayso.ground.places import country_name
from sayso.stories.accounts import Account, Dissent, Variant
from sayso.stories.origins import Origin
from sayso.stories.told import Told


@dataclass(frozen=True, slots=True)
class TellingQuote:
    """Some words, and the claims that say it in just these, each with its chain."""

    words: str
    tellers: tuple[tuple[Told, str], ...]


@dataclass(frozen=True, slots=True)
class VoiceShown:
    """An origin with what it is quoted with; `maybe` says with whom it may be one, `joined` why names count as one."""

    origin: Origin
    quotes: tuple[TellingQuote, ...]
    maybe: str
    joined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """Who says otherwise: about what, and in which words."""

    dissent: Dissent
    sides: tuple[str, ...]
    quotes: tuple[TellingQuote, ...]


@dataclass(frozen=True, slots=True)
class HappeningTelling:
    """A happening ready to be shown. `hearsay` are claims of it that rest on no origin's own word; `undone` says what
    was withdrawn or corrected; `figures` are the variants with who gives each."""

    account: Account
    says: str
    told: tuple[Told, ...]
    voices: tuple[VoiceShown, ...]
    hearsay: tuple[TellingQuote, ...]
    against: tuple[Against, ...]
    figures: tuple[tuple[Variant, str], ...]
    undone: tuple[str, ...]
    footnote: str

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who printed it."""
        return tuple(dict.fromkeys(called(t.page) for t in self.told))


def tellings(found: Origins, account: Account) -> HappeningTelling:
    """An account with the words it rests on."""
    by_id: dict[str, Told] = {}
    for item in found.told:
        by_id.setdefault(item.claim.id, item)
    told = tuple(by_id[c] for c in account.claims if c in by_id)
    heard = {c for o in account.origins for c in o.claims}
    sides = {s.key: s.name for a in found.accounts for s in a.sides}
    return HappeningTelling(
        account,
        found.says[account.id],
        told,
        tuple(_voice(o, account.origins, by_id, found) for o in account.origins),
        _quotes(t for t in told if t.claim.id not in heard),
        tuple(_against(d, sides, by_id) for d in account.against),
        tuple((v, _givers(v, account.origins)) for v in account.variants),
        tuple(r.sentence for r in found.reaches if set(r.claims) & set(account.claims)),
        happening_footnote(found, account, told),
    )  # fmt: skip


def _voice(origin: Origin, others: Sequence[Origin], by_id: Mapping[str, Told], found: Origins) -> VoiceShown:
    perhaps = [o.name for o in others if o.key in origin.perhaps]
    verb = "names no source; may rest on" if origin.own else "possibly the same as"
    quotes = _quotes(by_id[c] for c in origin.claims if c in by_id)
    maybe = f"{verb} {' or '.join(perhaps)}" if perhaps else ""
    return VoiceShown(origin, quotes, maybe, tuple(found.joined.get(origin.key, ())))


def _givers(variant: Variant, origins: Sequence[Origin]) -> str:
    names = {o.key: o.name for o in origins}
    return ", ".join(names.get(key, "somebody else") for key in variant.origins) or "on hearsay"


def _side(key: str) -> str:
    """A side that no account here names: a country by its code."""
    name = country_name(key)
    return name if name != key else "somebody else"


def _against(dissent: Dissent, sides: Mapping[str, str], by_id: Mapping[str, Told]) -> Against:
    named = tuple(sides.get(key) or _side(key) for key in dissent.sides)
    return Against(dissent, named, _quotes(by_id[c] for c in dissent.claims if c in by_id))


def _quotes(told: Iterable[Told]) -> tuple[TellingQuote, ...]:
    """What several tell in the same words stands once."""
    found: dict[str, list[tuple[Told, str]]] = {}
    for t in told:
        found.setdefault(evidence_line(t.claim), []).append((t, chain_line(t.claim.attribution, t.page.publisher)))
    return tuple(TellingQuote(said, tuple(tellers)) for said, tellers in found.items())


def happening_footnote(found: Origins, account: Account, told: Sequence[Told]) -> str:
    """One line to copy: what is said, on how many words, the pages it was read on."""
    pages: dict[str, str] = {}
    for t in told:
        pages.setdefault(t.page.id, ", ".join(x for x in (called(t.page), t.page.day, t.page.url) if x))
    quote = f"“{account.words}”"
    return f"{quote} {in_short(account)[:1].upper()}{in_short(account)[1:]}. Read on: {'; '.join(pages.values())}."
