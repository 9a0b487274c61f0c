"""Time by the length of one article, pattern by pattern: `python -m benchmarks.blowups [--only quotes html] [--scale 0.5]`.

Every pattern is an invented article of n, 2n and 4n pieces. What is told are processor seconds of the three rooms that read an article
(intake, language, claims) and the exponent of a power law fitted to each: 1 is time in proportion to length, 2 is time that grows
with its square. Only rooms that took long enough to be measured count. Exit status 1 where an exponent is above the limit or a pattern
is refused for another reason than its size.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from sayso import intake, language, settings
from sayso.claims import extract
from sayso.claims.document import Document
from sayso.errors import SaysoError, TooLarge

LIMIT = 1.1
"""The greatest exponent that passes."""
ENOUGH = 0.4
"""Processor seconds at 4n below which a room is too quick to be judged."""
ROOMS = ("intake", "language", "claims")
PLACES = ("Armenia", "Chad", "Georgia", "Mali", "Syria", "Turkey", "Iran", "Serbia", "Sudan", "Yemen", "Libya", "Niger", "Kosovo")
NAMES = ("Anna Petrova", "John Mbeki", "Omar Haddad", "Lena Fischer", "Ivan Dragan", "Maria Costa", "Pavel Novak")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEAD = "MOSCOW, May 9 (Reuters) - Russia sent troops to Syria on Monday, the ministry said.\n\n"

Fields = Mapping[str, str]
Maker = Callable[[int], str]


def _each(form: str, join: str = " ") -> Maker:
    """n times a form: {i} its number, {a} and {b} countries, {who} a person, {day} a weekday."""

    def make(n: int) -> str:
        rows = (form.format(i=i, a=PLACES[i % 13], b=PLACES[(i * 5 + 1) % 13], who=NAMES[i % 7], day=DAYS[i % 7]) for i in range(n))
        return join.join(rows)

    return make


def _page(body: str) -> str:
    return f"<html><head><title>Russia sends troops</title></head><body><article><p>{LEAD}</p>{body}</article></body></html>"


CLAIM = "{a} sent {i} troops to {b} on {day}."
TEXTS: Mapping[str, tuple[int, Maker]] = {
    "sentences with claims": (250, _each(CLAIM)),
    "sentences with claims, a paragraph each": (250, _each(CLAIM, "\n\n")),
    "sentences with claims, a line each": (250, _each(CLAIM, "\n")),
    "claims with speakers": (150, _each("{a} sent troops to {b} on {day}, {who} said.")),
    "acts told again": (150, _each("{a} attacked {b} on {day}. After the attack, the army withdrew.")),
    "forces that remain": (150, _each("Troops of {a} will remain in {b}. {a} withdrew troops.")),
    "sentences without claims": (250, _each("The weather in the valley was fine and warm, and {i} birds sang.")),
    "paragraphs": (250, _each("The weather was fine and {i} birds sang in the old trees.", "\n\n")),
    "speakers": (150, _each("{who} said that the road to {a} was closed.")),
    "he said": (200, _each("He said that they would go.")),
    "pronouns": (200, _each("They told him that it was theirs and she saw us.")),
    "the group said": (150, _each("The group said it had left. The agency said so.")),
    "citing": (100, _each("{who} said, citing the ministry, that {a} had left {b}, according to the army.")),
    "accounts": (100, _each("A witness described the night. Soldiers entered the town. They killed {i} people.")),
    "unclosed “": (200, _each("“We go, he said.")),
    'unclosed "': (200, _each('"We go, he said.')),
    "unclosed «": (200, _each("«We go, he said.")),
    "unclosed „": (200, _each("„We go, he said.")),
    "unclosed ''": (200, _each("''We go, he said.")),
    "unclosed ‘": (200, _each("‘We go, he said.")),
    "unclosed “, a paragraph each": (150, _each("“We go to {a}, and we stay there, for all the time that it takes.", "\n\n")),
    "quotes": (150, _each("“We will go to {a} today,” he said.")),
    "quotes nobody says": (150, _each("“We will go to {a} today and we will stay there for long.”")),
    "quotes nobody says, a paragraph each": (150, _each("“We will go to {a} today and we will stay there for long.”", "\n\n")),
    "one long quotation": (200, lambda n: "“" + _each("We sent troops to {a} and we said so.")(n) + "” the minister said."),
    "quotes inside quotes": (100, _each("“He said ‘we “will ‘go” now’ to {a}’ today,” she said.")),
    "marks alone": (3000, _each("“”", "")),
    "signed quotations": (150, _each("“We will never go back to {a}.” — {who}\n")),
    "transcript": (150, _each("PETROVA: We sent troops to {a}.\nHADDAD: They left {b}.", "\n")),
    "names": (200, _each("{who} met {who} in {a}.")),
    "unknown names": (150, _each("Zarko Bel{i} met Tamis Kor{i} in Velmo{i}.")),
    "names of groups": (150, _each("The Front for {a} and the Army of {b} met.")),
    "places in lists": (100, _each("{a}, {b} and {a}, Aleppo, Homs, Paris, Texas, and London met.")),
    "one list of places": (100, lambda n: "Troops left " + _each("{a}, {b}", ", ")(min(n, 400)) + "."),
    "borders": (100, _each("Troops left the border between {a} and {b} and five regions of {a}.")),
    "numbers": (150, _each("1,{i}00 2.5 {i} million 3,000 and 12 of 40.")),
    "times": (150, _each("On {day}, May 9, 2023, at 10:30, two years ago, they left for three weeks.")),
    "commas": (2000, _each("a,", " ")),
    "commas alone": (3000, _each(",", " ")),
    "parentheses": (2000, _each("(", "")),
    "parentheses with words": (300, _each("(Reuters (AP) ({a}) (")),
    "one word": (20000, _each("a", "")),
    "one word of capitals": (20000, _each("A", "")),
    "capital letters with dots": (2000, _each("A.", "")),
    "hyphens": (3000, _each("a-", "")),
    "dashes": (3000, _each("—", " ")),
    "full stops": (5000, _each(".", "")),
    "full stops with spaces": (3000, _each("A. ")),
    "abbreviations": (300, _each("Gen. Roe et al. met Dr. Doe in St. Paul.")),
    "digits": (20000, _each("1", "")),
    "digits with commas": (3000, _each("1,", "")),
    "sentences of 4,000 signs": (1, lambda n: " ".join("Troops of " + _each("{a} and", " ")(440) + " left." for _ in range(2 * n))),
    "sentences over the limit": (4, lambda n: " ".join("Troops of " + _each("{a} and", " ")(800) + " left." for _ in range(4 * n))),
    "spaces inside a line": (20000, lambda n: "MOSCOW" + " " * n + "May 9"),
    "spaces inside a line of capitals": (20000, lambda n: "MOSCOW, RUSSIA," + " " * n + "THE END."),
    "spaces behind a sentence": (20000, lambda n: "Russia left." + " " * n + "© 2024 Reuters all rights"),
    "spaces between words": (400, _each("MOSCOW" + " " * 50)),
    "spaces in many lines": (100, _each("MOSCOW" + " " * 180 + "May 9 Reuters", "\n\n")),
    "tabs": (20000, lambda n: "MOSCOW" + "\t" * n + "(Reuters"),
    "line breaks": (20000, lambda n: "Russia left." + "\n" * n + "The end of it came."),
    "line breaks with spaces": (10000, lambda n: "Russia left." + "\n " * n + "The end of it came."),
    "datelines": (150, _each("MOSCOW, May 9 (Reuters) - {a} sent troops to {b}.", "\n\n")),
    "half datelines": (150, _each("NEW YORK AND SAN SALVADOR DE LA PAZ, May 9, 2024 REUTERS", "\n\n")),
    "a dateline without end": (2000, _each("MOSCOW AND", " ")),
    "captions": (150, _each("A soldier stands near {a}, May 9, 2024. (AP Photo/{who})", "\n\n")),
    "bylines": (150, _each("By {who}, {who} and {who}", "\n\n")),
    "one byline": (150, lambda n: "By " + _each("{who}", ", ")(n) + "\n\n" + LEAD),
    "related blocks": (150, _each("Related stories\n\n{a} sends troops to {b}\n\n{b} leaves {a}", "\n\n")),
    "headlines": (300, _each("{a} sends troops to {b}", "\n\n")),
    "rights": (300, _each("© 2024 Reuters. All rights reserved.", "\n\n")),
    "rights in a line": (300, _each("© 2024 Reuters. All rights reserved.")),
    "credits in a line": (300, _each("Reporting by {who}; Editing by {who}.")),
    "wrapped lines": (200, _each("The troops of the northern army went from the town over the old bridge\nto the hills.", "\n")),
    "addresses": (300, _each("https://example.org/a/b/c/{i}?x=y&z=1", " ")),
}
"""Pattern → (n, text of n pieces). Each follows a short lead."""
PAGES: Mapping[str, tuple[int, Maker]] = {
    "images with alt": (1000, _each('<img src="a.png" alt="x">', "")),
    "captions of figures": (300, _each("<figure><img alt='x'><figcaption>A soldier in {a}.</figcaption></figure>", "")),
    "paragraphs of a page": (150, _each("<p>{a} sent {i} troops to {b} on {day}.</p>", "")),
    "nested elements": (3, lambda n: ("<div>" * 800 + "x" + "</div>" * 800) * n),
    "elements side by side": (3000, _each("<b>x</b>", " ")),
    "links": (1500, _each("<a href='/{i}'>{a} sends troops to {b}</a>", " ")),
    "list of links": (500, _each("<li><a href='/{i}'>{a} sends troops to {b}</a></li>", "")),
    "rows of a table": (500, _each("<tr><td>{a}</td><td>{b}</td></tr>", "")),
    "hidden elements": (1000, _each("<p hidden style='display:none'>{a}</p>", "")),
    "line breaks of a page": (3000, _each("a<br>", "")),
    "elements without end": (400, _each("<p><b>x", "")),
    "character references": (5000, _each("&amp;&nbsp;&#8220;", "")),
    "comments": (3000, _each("<!-- {a} -->", "")),
    "scripts": (1000, _each("<script>var a = '{a}';</script>", "")),
    "paragraphs that the body lacks": (300, _each("<div><span>{a} sent {i} troops to {b} on {day}, and they stayed there.</span></div>", "")),
}  # fmt: skip
"""Pattern → (n, HTML of n pieces)."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One pattern: its sizes, and for each the processor seconds of every room; `refused` tells the reason."""

    name: str
    sizes: tuple[int, ...]
    seconds: tuple[tuple[float, ...], ...]
    refused: str = ""
    failed: bool = False

    def exponent(self, room: int) -> float | None:
        """The slope of log seconds over log size; null where the room is too quick to be judged."""
        column = [max(row[room], 1e-4) for row in self.seconds]
        return slope(self.sizes, column) if column[-1] >= ENOUGH else None

    @property
    def worst(self) -> float:
        """The greatest exponent of a room, 0 where all are too quick."""
        return max((e for room in range(len(ROOMS)) if (e := self.exponent(room)) is not None), default=0.0)


def slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The exponent of the power law that fits best (least squares over the logarithms)."""
    xs, ys = [log(n) for n in sizes], [log(s) for s in seconds]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)


def seconds(fields: Fields, limits: settings.Settings) -> tuple[float, ...]:
    """Processor seconds of the rooms for one article. Raises InputRejected, with the seconds up to there as a note."""
    marks = [time.process_time()]
    try:
        article = intake.article(fields)
        marks.append(time.process_time())
        reading = language.read(article, limits)
        marks.append(time.process_time())
        extract.code(Document.of(article, reading, limits))
        marks.append(time.process_time())
    except SaysoError as error:
        marks.append(time.process_time())
        error.add_note(" ".join(map(repr, _gaps(marks))))
        raise
    return _gaps(marks)


def _gaps(marks: Sequence[float]) -> tuple[float, ...]:
    found = [b - a for a, b in pairwise(marks)]
    return (*found, *[0.0] * (len(ROOMS) - len(found)))


def fields_of(name: str, n: int) -> Fields:
    """The article of one pattern in n pieces."""
    given = {"id": f"{name} {n}", "published": "2024-05-09"}
    if name in PAGES:
        return given | {"html": _page(PAGES[name][1](n))}
    return given | {"text": LEAD + TEXTS[name][1](n)}


def measured(name: str, n: int, limits: settings.Settings) -> Measured:
    """One pattern at n, 2n and 4n."""
    sizes, rows, refused, failed = (n, 2 * n, 4 * n), [], "", False
    for size in sizes:
        try:
            rows.append(seconds(fields_of(name, size), limits))
        except SaysoError as error:
            rows.append(tuple(map(float, error.__notes__[-1].split())))
            refused, failed = type(error).__name__, failed or not isinstance(error, TooLarge)
    return Measured(name, sizes, tuple(rows), refused, failed)


def line(found: Measured) -> str:
    """One line of the table."""
    cells = []
    for room in range(len(ROOMS)):
        exponent = found.exponent(room)
        cells.append(f"{found.seconds[-1][room]:.2f} s" + ("" if exponent is None else f", {exponent:.2f}"))
    verdict = found.refused or ("slow" if found.worst > LIMIT else "")
    return f"| {found.name} | {found.sizes[-1]:,} | " + " | ".join(cells) + f" | {verdict} |"


def main() -> int:
    """Measures the patterns. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], help="words of which a pattern's name holds one")
    parser.add_argument("--scale", type=float, default=1.0, help="sizes are multiplied by this")
    given = parser.parse_args()
    limits = settings.load()
    seconds({"text": LEAD + TEXTS["sentences with claims"][1](20)}, limits)
    seconds({"html": _page("<p>Turkey left Syria.</p>")}, limits)
    print(f"| pattern | 4n | {' | '.join(f'{room} at 4n, exponent' for room in ROOMS)} | |\n|---|---|---|---|---|---|")
    worst, failed = 0.0, False
    for name, (n, _) in (*TEXTS.items(), *PAGES.items()):
        if not given.only or any(word in name for word in given.only):
            found = measured(name, max(1, round(n * given.scale)), limits)
            worst, failed = max(worst, found.worst), failed or found.failed
            print(line(found), flush=True)
    print(f"\nThe greatest exponent is {worst:.2f}; up to {LIMIT} passes.")
    return 1 if failed or worst > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
