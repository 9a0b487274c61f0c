"""A syndication benchmark made from our own corpus: what happens to a wire story on its way through other people's
pages.

Base stories are put together from sentences of corpus/ with names and figures changed throughout, so that no two tell
the same; each is then reprinted, cut, re-headlined, re-led, edited, stuffed with furniture, merged, updated,
back-translated and
rewritten. Hard negatives come with them: the same event told in other sentences, template stories of one outlet, one
boilerplate
on all pages of a site. All choices come from one seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from corpus.reader import everything

from sayso.english.sentences import spans

WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "syndication_words.yaml").read_text(encoding="utf-8"))
CAPITAL = re.compile(r"(?<=[a-z,;] )(?:[A-Z][a-z]+)(?: [A-Z][a-z]+)*")
FIGURE = re.compile(r"\b\d{1,3}(?:,\d{3})*\b")
SYLLABLES = re.findall(
    r"\w+", "ba dor lin mar tash vel kor ni sha ru gan pol ter zo hal dim res tov kel ar mi sun yed bro fas qui jar"
)
AGENCIES = ("Reuters", "AFP", "AP", "Interfax", "Xinhua", "dpa", "EFE", "Anadolu")
COPIES = ("reprint", "cut", "headline", "lead", "edit", "furniture", "merged", "update")
OTHERS = ("translation", "rewrite")
NEGATIVES = ("independent", "template", "boilerplate", "background")


@dataclass(frozen=True, slots=True)
class Made:
    """One article with what it is: `base` names the story it was made from, `kind` how; negatives have a base that
    they only resemble."""

    id: str
    text: str
    title: str
    published: str
    publisher: str
    base: str
    kind: str

    def row(self) -> dict[str, str]:
        """The fields that `sayso link` reads."""
        return {f: getattr(self, f) for f in ("id", "text", "title", "published", "publisher")}


@dataclass(frozen=True, slots=True)
class Base:
    """A wire story: its sentences, who wrote it, where and when; `names` are its invented names, `spare` sentences for
    updates."""

    id: str
    agency: str
    place: str
    day: date
    title: str
    sentences: tuple[str, ...]
    spare: tuple[str, ...]
    names: tuple[str, ...]


class Maker:
    """Makes stories and what becomes of them, from one seed."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.pool = [s for t in everything() for s in _sentences(t.text)]

    def articles(self, number: int) -> Iterator[Made]:
        """About `number` articles: per story its first print, seven or eight copies, sometimes one rewritten or
        translated, negatives."""
        made = 0
        while made < number:
            base = self.base(f"s{made}")
            for kind in self._kinds():
                yield self.make(base, kind, f"{base.id}-{made}")
                made += 1

    def _kinds(self) -> list[str]:
        copies = ["original", *self.random.sample(COPIES, self.random.randint(2, len(COPIES)))]
        return copies + [k for k in OTHERS if self.random.random() < 0.6] + [self.random.choice(NEGATIVES)]

    def base(self, name: str) -> Base:
        """A story of 6 to 14 sentences, all about the same invented people and places."""
        r, count = self.random, self.random.randint(6, 14)
        names = tuple(self._name() for _ in range(8))
        sentences = [self._renamed(s, names) for s in r.sample(self.pool, count + 5)]
        day = date(2023, 1, 1) + timedelta(days=r.randint(0, 360))
        title = " ".join(sentences[0].split()[:9]).rstrip(",.")
        return Base(
            name, r.choice(AGENCIES), names[0], day, title, tuple(sentences[:count]), tuple(sentences[count:]), names
        )

    def _name(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 3))).capitalize()

    def _renamed(self, sentence: str, names: tuple[str, ...]) -> str:
        sentence = CAPITAL.sub(lambda m: self.random.choice(names), sentence)
        return FIGURE.sub(lambda m: str(self.random.randint(2, 900)), sentence)

    def make(self, base: Base, kind: str, name: str) -> Made:
        """One article of a kind, made from a story."""
        sentences, title = MAKERS[kind](self, base)
        text = self._page(base, sentences, title, kind)
        late = {"original": 0, "update": self.random.randint(0, 1)}.get(kind, self.random.randint(0, 2))
        site = (
            base.agency
            if kind == "original"
            else f"{self._name()} {self.random.choice(('Times', 'Post', 'Today', 'News'))}"
        )
        text = text.replace("{site}", site).replace("{agency}", base.agency).replace("{year}", str(base.day.year))
        day = base.day + timedelta(days=late)
        return Made(name, text.replace("{date}", day.isoformat()), title, day.isoformat(), site, base.id, kind)

    def _page(self, base: Base, sentences: list[str], title: str, kind: str) -> str:
        """Paragraphs of one or two sentences under a headline, with a dateline where a copy keeps it."""
        r, paragraphs = self.random, []
        rest = list(sentences)
        while rest:
            paragraphs.append(" ".join(rest[: (n := r.randint(1, 2))]))
            rest = rest[n:]
        if kind not in ("rewrite", *NEGATIVES) and r.random() < 0.7 and paragraphs:
            paragraphs[0] = f"{base.place.upper()}, {base.day:%b} {base.day.day} ({base.agency}) - {paragraphs[0]}"
        if kind not in ("original", "template", "boilerplate"):
            paragraphs = self._furnished(paragraphs, heavy=kind == "furniture")
        return "\n\n".join([title, *paragraphs])

    def _furnished(self, paragraphs: list[str], *, heavy: bool) -> list[str]:
        r, pieces = self.random, WORDS["furniture"]
        found = [r.choice(pieces["top"]), *paragraphs] if heavy or r.random() < 0.3 else list(paragraphs)
        for _ in range(3 if heavy else r.randint(0, 1)):
            found.insert(r.randint(1, max(1, len(found))), r.choice(pieces["middle"]))
        return [*found, *r.sample(pieces["bottom"], 2 if heavy else r.randint(0, 1))]

    def synonyms(self, sentence: str, share: float) -> str:
        """The sentence with that share of the words that have a synonym exchanged; names and figures stay."""
        table, words = WORDS["synonyms"], sentence.split(" ")
        for i, word in enumerate(words):
            bare = word.strip(',.;:"“”')
            if bare in table and self.random.random() < share:
                words[i] = word.replace(bare, self.random.choice(table[bare]))
        return " ".join(words)

    def turned(self, sentence: str) -> str:
        """ "…, X said." → "According to X, …" and the other way; a leading phrase goes to the end."""
        said = re.fullmatch(
            r"(?P<what>[A-Z][^“\"]{20,}), (?P<who>[^,“\"]{3,60}?) (?:said|told [^,.]{3,30})(?P<on>[^,.]{0,20})\.",
            sentence,
        )
        if said:
            return f"According to {said['who']}, {said['what'][:1].lower()}{said['what'][1:]}{said['on']}."
        lead = re.fullmatch(
            r"(?P<when>(?:On|In|At|After|Before|During|Since) [^,“\"]{4,50}), (?P<rest>[^“\"]{20,})\.", sentence
        )
        if lead:
            return f"{lead['rest'][:1].upper()}{lead['rest'][1:]} {lead['when'][:1].lower()}{lead['when'][1:]}."
        return sentence


def _sentences(text: str) -> list[str]:
    """Sentences of 8 to 45 words, without datelines and breaks."""
    found = [" ".join(text[a:b].split()) for a, b in spans(text, 0, len(text))]
    found = [re.sub(r"^[A-Z]{3}[^-–—]{0,50}(?:\([^)]*\))? *[-–—] +", "", s) for s in found]
    return [
        s for s in found if 8 <= len(s.split()) <= 45 and s[-1] in '."”' and s[0] not in '(“"' and not s[:4].isupper()
    ]


Sentences = tuple[list[str], str]


def _original(m: Maker, b: Base) -> Sentences:
    return list(b.sentences), b.title


def _cut(m: Maker, b: Base) -> Sentences:
    return list(b.sentences[: max(3, int(len(b.sentences) * m.random.uniform(0.3, 0.8)))]), b.title


def _headline(m: Maker, b: Base) -> Sentences:
    return list(b.sentences), f"{b.names[1]}: {m.synonyms(b.title, 0.9)}"


def _lead(m: Maker, b: Base) -> Sentences:
    return [m.synonyms(m.turned(b.sentences[0]), 0.9), *b.sentences[1:]], b.title


def _edit(m: Maker, b: Base) -> Sentences:
    found = [m.synonyms(s, 0.3) for s in b.sentences]
    for old, new in WORDS["spelling"].items():
        found = [re.sub(rf"\b{old}\b", new, s) for s in found]
    if len(found) > 7:
        found.pop(m.random.randrange(2, len(found)))
    return [s.replace("“", '"').replace("”", '"') for s in found], b.title


def _merged(m: Maker, b: Base) -> Sentences:
    cut = len(b.sentences) // 2
    return [*b.sentences[:cut], *b.spare[:2], *b.sentences[cut:]], b.title


def _update(m: Maker, b: Base) -> Sentences:
    kept = [s for i, s in enumerate(b.sentences) if i < 2 or m.random.random() < 0.75]
    lead = FIGURE.sub(lambda x: str(int(x[0].replace(",", "")) + 3), kept[0])
    return [lead, *b.spare[: m.random.randint(1, 3)], *kept[1:]], f"UPDATE 2-{b.title}"


SMALL_WORDS = (
    (" has been ", " was "),
    (" had ", " have "),
    (" on the ", " at the "),
    (" that ", " "),
    (" of the ", " of "),
    (" who ", " that "),
    (" in the ", " within the "),
    (" for ", " to "),
    (" to the ", " towards the "),
    (" by ", " from "),
    (" a ", " one "),
    (" and ", " as well as "),
    (" its ", " the "),
    (" their ", " the "),
    (" with ", " having "),
    (" at ", " by "),
)
"""What a translation and back does to the small words."""


def _small(m: Maker, sentence: str, share: float) -> str:
    for old, new in SMALL_WORDS:
        sentence = sentence.replace(old, new) if m.random.random() < share else sentence
    return sentence


def _translation(m: Maker, b: Base) -> Sentences:
    return [_small(m, m.synonyms(m.turned(s), 0.95), 0.8) for s in b.sentences], m.synonyms(b.title, 0.9)


def _rewrite(m: Maker, b: Base) -> Sentences:
    kept = [s for i, s in enumerate(b.sentences) if i < 2 or m.random.random() < 0.65]
    found = [
        m.turned(s) if "“" in s or '"' in s else _looser(m, _small(m, m.synonyms(m.turned(s), 0.95), 0.8)) for s in kept
    ]
    found.insert(1, f"The news was first reported by {b.agency}.")
    return found, m.synonyms(b.title, 0.9)


def _looser(m: Maker, sentence: str) -> str:
    """Drops a subordinate part, parts the sentence in two, and leaves out one word in four."""
    pieces = sentence.rstrip(".").split(", ")
    if len(pieces) > 2 and m.random.random() < 0.6:
        pieces.pop(m.random.randrange(1, len(pieces) - 1))
    words = ", ".join(pieces).split(" ")
    kept = [w for i, w in enumerate(words) if i == 0 or w[:1].isupper() or m.random.random() < 0.72]
    joined = " ".join(kept)
    return joined.replace(" and ", ". They also ", 1) + "." if m.random.random() < 0.2 else joined + "."


def _independent(m: Maker, b: Base) -> Sentences:
    """Other sentences about the same people and places, with the same figures; one quotation or one sentence in
    common."""
    figures = FIGURE.findall(" ".join(b.sentences)) or ["12"]
    own = [CAPITAL.sub(lambda x: m.random.choice(b.names), s) for s in m.random.sample(m.pool, len(b.sentences))]
    own = [FIGURE.sub(lambda x: m.random.choice(figures), s) for s in own]
    quoted = [s for s in b.sentences if "“" in s or '"' in s]
    return [own[0], *(quoted[:1] or b.sentences[-1:]), *own[1:]], " ".join(own[0].split()[:9])


def _template(m: Maker, b: Base) -> Sentences:
    number = int(b.id[1:]) % len(WORDS["templates"])
    figures = {f"n{i}": str(m.random.randint(2, 990)) for i in range(1, 5)}
    found = [s.format(A=b.names[2], B=b.names[3], **figures) for s in WORDS["templates"][number]]
    return found, " ".join(found[0].split()[:8])


def _boilerplate(m: Maker, b: Base) -> Sentences:
    own = [m._renamed(s, tuple(m._name() for _ in range(6))) for s in m.random.sample(m.pool, m.random.randint(4, 8))]
    return [*own, m.random.choice(WORDS["boilerplate"]).replace("{site}", "The Regional Observer")], " ".join(
        own[0].split()[:9]
    )


def _background(m: Maker, b: Base) -> Sentences:
    """A new story about the same place that ends with the old one's last sentences, as background."""
    own = [CAPITAL.sub(lambda x: m.random.choice(b.names), s) for s in m.random.sample(m.pool, m.random.randint(6, 10))]
    return [*own, *b.sentences[-2:]], " ".join(own[0].split()[:9])


MAKERS: dict[str, Callable[[Maker, Base], Sentences]] = {
    "original": _original,
    "reprint": _original,
    "cut": _cut,
    "headline": _headline,
    "lead": _lead,
    "edit": _edit,
    "furniture": _original,
    "merged": _merged,
    "update": _update,
    "translation": _translation,
    "rewrite": _rewrite,
    "independent": _independent,
    "template": _template,
    "boilerplate": _boilerplate,
    "background": _background,
}
"""How each kind is made from its story."""
