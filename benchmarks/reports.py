"""Reports written by hand for tests and measurements, their claims coded by hand: what the pure functions make of
them does not hang on a coder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sayso.ground.edtf import day_of
from sayso.ledger.assertions import Assertion, Recorded, of_article
from sayso.records import (
    Anchor,
    Article,
    Claim,
    Coder,
    Credits,
    Dated,
    Force,
    Link,
    Movement,
    MovementBasis,
    Part,
    Place,
    PlaceSet,
    Strength,
    When,
    Words,
    claim_id,
    digest,
)

HAND = Coder("human:tester", "1")
MACHINE = Coder("test-rules", "1", "abc")

PLACES: dict[str, Place] = {
    "Syria": Place("-", 0, 1, "Syria", "SYR"),
    "Manbij": Place("-", 0, 1, "Manbij", "SYR", precision="city"),
    "Deir al-Zor": Place("-", 0, 1, "Deir al-Zor", "SYR", admin1="Deir al-Zor", precision="admin1"),
    "Sarrin": Place("-", 0, 1, "Sarrin", "SYR", precision="point"),
    "Armenia": Place("-", 0, 1, "Armenia", "ARM"),
    "several regions": Place("-", 0, 1, "several regions of Armenia", "ARM", precision="multiple", set=PlaceSet("ARM")),
    "five Armenian regions": Place(
        "-", 0, 1, "five Armenian regions", "ARM", precision="multiple", set=PlaceSet("ARM", 5)
    ),
    "Tavush": Place("-", 0, 1, "Tavush", "ARM", admin1="Tavush", precision="admin1"),
    "border with Turkey": Place(
        "-", 0, 1, "Armenia–Turkey border", "ARM", precision="border", countries=("ARM", "TUR")
    ),
    "border with Iran": Place("-", 0, 1, "Armenia–Iran border", "ARM", precision="border", countries=("ARM", "IRN")),
    "Karabakh": Place("-", 0, 1, "Nagorno-Karabakh", "AZE", precision="region", disputed_by=("ARM",)),
    "Niger": Place("-", 0, 1, "Niger", "NER"),
    **{f"base {x}": Place("-", 0, 1, f"Base {x}", "NER", precision="point") for x in "ABCDE"},
}

SPEAKERS: dict[str, Link] = {
    "Pentagon": Link("Pentagon", "organization", "usa.pentagon", country="USA", sectors=("GOV", "MIL")),
    "White House": Link("White House", "organization", "usa.white-house", country="USA", sectors=("GOV",)),
    "coalition": Link(
        "coalition spokesman", "official", "usa.coalition", "usa.coalition", country="USA", sectors=("MIL",)
    ),
    "Damascus": Link("foreign ministry", "organization", "syr.foreign-ministry", country="SYR", sectors=("GOV",)),
    "Peskov": Link(
        "Dmitry Peskov",
        "official",
        "rus.dmitry-peskov",
        "rus.kremlin",
        country="RUS",
        sectors=("GOV",),
        on="2024-05-09",
    ),
    "ruling party": Link("senior politician", "anonymous", country="ARM", sectors=("PTY",), anonymous=True),
    "Konjoryan": Link("Hayk Konjoryan", "official", "arm.hayk-konjoryan", country="ARM", sectors=("LEG",)),
    "Niamey": Link("defence ministry", "organization", "ner.defence-ministry", country="NER", sectors=("GOV", "MIL")),
    "Paris": Link("French general staff", "organization", "fra.general-staff", country="FRA", sectors=("MIL",)),
    "UN": Link("UN mission", "organization", "un.mission", "un", sectors=("UNO", "IGO")),
    "rebels": Link("rebel spokesman", "official", "syr.rebels", country="SYR", sectors=("REB",)),
}
REUTERS = Link("Reuters", "agency", "outlet.reuters")
INTERFAX = Link("Interfax", "agency", "outlet.interfax", country="RUS")
SPUTNIK = Link("Sputnik Armenia", "outlet", "outlet.sputnik-armenia", country="RUS")


@dataclass
class Report:
    """A page whose claims are coded by hand; `moves` appends one and returns the report."""

    name: str
    published: str | None
    text: str
    modified: str | None = None
    retrieved: str | None = None
    url: str | None = None
    chain: tuple[Link, ...] = (REUTERS,)
    claims: list[Claim] = field(default_factory=list)

    @property
    def article(self) -> Article:
        """The page as intake would give it."""
        dates = {
            k: Dated(v, "metadata") if v else None
            for k, v in (("published", self.published), ("modified", self.modified), ("retrieved", self.retrieved))
        }
        return Article(
            self.name,
            digest(self.text),
            self.text,
            "en",
            Anchor(self.published, "published" if self.published else "none"),
            (Part("body", 0, len(self.text)),),
            Credits(),
            url=self.url,
            title=f"Report {self.name}",
            publisher="Test Wire",
            published=dates["published"],
            modified=dates["modified"],
            retrieved=dates["retrieved"],
        )

    def at(self, words: str) -> Words:
        """Words of the text. Raises ValueError where they do not stand there."""
        start = self.text.index(words)
        return Words(words, start, start + len(words))

    def moves(
        self,
        words: str,
        change: str,
        place: str,
        *,
        force: str = "USA",
        kind: str = "forces",
        by: str | None = None,
        status: str = "happened",
        act: str | None = None,
        time: str | None = None,
        decided: str | None = None,
        number: tuple[float, str] | None = None,
        **rest: Any,
    ) -> Report:
        """A claim that `words` of the text tell: a force of a country changes its place, on the word of `by` (none:
        the wire's own)."""
        span = self.at(words)
        places = (replace(PLACES[place], text=words, start=span.start, end=span.end),) if place else ()
        leaving = change in ("leave", "reduce", "cede")
        size = float(number[0]) if number else None
        spoken = (words, span.start, span.end)
        counts: Any = number[1] if number else None
        strength = Strength(size, size, size, "troops", None, *spoken, counts) if number else None
        why = rest.pop("basis", None)
        moved: Any = kind
        direction: Any = change
        movement = Movement(
            (Force(words, span.start, span.end, f"{force} {kind}", moved, force, ("MIL",)),), direction,
            places_from=places if leaving else (), places_to=() if leaving else places, strength=strength,
            basis=MovementBasis(why, words, span.start, span.end) if why else None,
            part=rest.pop("part", None), what=rest.pop("what", "personnel"),
        )  # fmt: skip
        acts = {"leave": "RETREAT", "reduce": "RETREAT", "remain": "PRESENT", "seize": "ASSAULT"}
        claim = self._claim(span, act or acts.get(change, "MOBILIZE"), status, movement, places, by)
        auxiliary = ("historical",) if rest.pop("historical", False) else ()
        self.claims.append(
            replace(claim, time=self._when(time, span), decided=self._when(decided, span), auxiliary=auxiliary)
        )
        assert not rest, rest
        return self

    def _when(self, edtf: str | None, span: Words) -> When | None:
        return When(edtf, span.text, span.start, span.end) if edtf else None

    def _claim(
        self, span: Words, act: str, status: str, movement: Movement | None, places: tuple[Place, ...], by: str | None
    ) -> Claim:
        ordinal = sum(c.predicate == span for c in self.claims)
        chain = (*self.chain, SPEAKERS[by]) if by else self.chain
        return Claim(
            claim_id(self.name, digest(self.text), span, ordinal),
            MACHINE,
            self.name,
            0,
            span,
            act,
            None,
            status,  # type: ignore[arg-type]
            act,
            None,
            (),
            (),
            (),
            (),
            places,
            None,
            None,
            (),
            movement,
            chain,
            "none",
            (span,),
            0.9,
        )

    def told(self) -> list[Recorded]:
        """The claims as a person's, with their article's dates, as a ledger that recorded them at noon would give
        them."""
        known = day_of(self.modified) or day_of(self.published) or "2030-01-01"
        noon, own = f"{known}T12:00:00.000000Z", [replace(c, coder=HAND) for c in self.claims]
        return [Recorded(c, digest(self.text), known, noon, day_of(self.published), "Test Wire") for c in own]


def heard(*reports: Report) -> list[Assertion]:
    """All assertions of some reports."""
    return [a for report in reports for found in of_article(report.told()) for a in found]
