"""Time by the length of one article, pattern by pattern: `python -m benchmarks.blowups [--only quotes html] [--scale
0.5]`.

Every pattern is an invented article of n, 2n and 4n pieces. What is told are processor seconds of the three rooms that
read an article (intake, language, claims) and the exponent of a power law fitted to each: 1 is time in proportion to
length, 2 is time
that grows with its square. Python's collector of garbage is off while measured: its share, up to a sixth, depends on
all that the
process holds. Only rooms that took long enough to be measured count. Exit status 1 where an exponent is above the
limit or a pattern
is refused for another reason than its size.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

from sayso import intake, language, settings
from sayso.claims.article.document import Document
from sayso.errors import SaysoError, TooLarge
from sayso.pipeline import LAYERS

LIMIT = 1.1
"""The greatest exponent that passes."""
ENOUGH = 1.0
"""Processor seconds at 4n below which a room is too quick to be judged."""
ROOMS = ("intake", "language", "claims")
PLACES = (
    "Armenia",
    "Chad",
    "Georgia",
    "Mali",
    "Syria",
    "Turkey",
    "Iran",
    "Serbia",
    "Sudan",
    "Yemen",
    "Libya",
    "Niger",
    "Kosovo",
)
NAMES = ("Anna Petrova", "John Mbeki", "Omar Haddad", "Lena Fischer", "Ivan Dragan", "Maria Costa", "Pavel Novak")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEAD = "MOSCOW, May 9 (Reuters) - Russia sent troops to Syria on Monday, the ministry said.\n\n"

Fields = Mapping[str, str]
Maker = Callable[[int], str]


def _each(form: str, join: str = " ") -> Maker:
    """n times a form: {i} its number, {a} and {b} countries, {who} a person, {day} a weekday."""

    def make(n: int) -> str:
        rows = (
            form.format(i=i, a=PLACES[i % 13], b=PLACES[(i * 5 + 1) % 13], who=NAMES[i % 7], day=DAYS[i % 7])
            for i in range(n)
        )
        return join.join(rows)

    return make


def _beside(make: Maker) -> Maker:
    """The same before as many blank lines, so that it is not refused for being one stretch without a stop."""
    return lambda n: make(n) + "\n" * len(make(n)) + "The end of it came."


def _page(body: str) -> str:
    return (
        f"<html><head><title>Russia sends "
        f"troops</title></head><body><article><p>{LEAD}</p>{body}</article></body></html>"
    )


CLAIM = "{a} sent {i} troops to {b} on {day}."
SENTENCES: Mapping[str, Maker] = {
    "claims": _each(CLAIM),
    "claims, a paragraph each": _each(CLAIM, "\n\n"),
    "claims, a line each": _each(CLAIM, "\n"),
    "claims with speakers": _each("{a} sent troops to {b} on {day}, {who} said."),
    "claims told again": _each("{a} attacked {b} on {day}. After the attack, the army withdrew."),
    "forces that remain": _each("Troops of {a} will remain in {b}. {a} withdrew troops."),
    "a city told before": _each("{a} attacked the city on {day}. {b} bombed the town."),
    "no claims": _each("The weather in the valley was fine and warm, and {i} birds sang."),
    "no claims, a paragraph each": _each("The weather was fine and {i} birds sang in the old trees.", "\n\n"),
    "speakers": _each("{who} said that the road to {a} was closed."),
    "he said": _each("He said that they would go."),
    "our troops": _each("“Our troops left {a},” {who} said."),
    "pronouns": _each("They told him that it was theirs and she saw us."),
    "the group said": _each("The group said it had left. The agency said so."),
    "citing": _each("{who} said, citing the ministry, that {a} had left {b}, according to the army."),
    "stands": _each("{who} criticized the plan of {a}. {b} rejected claims that it had left."),
    "accounts": _each("A witness described the night. Soldiers entered the town. They killed {i} people."),
    "unclosed “": _each("“We go, he said."),
    'unclosed "': _each('"We go, he said.'),
    "unclosed «": _each("«We go, he said."),
    "unclosed „": _each("„We go, he said."),
    "unclosed two apostrophes": _each("''We go, he said."),
    "unclosed ‘": _each("‘We go, he said."),
    "unclosed “, a paragraph each": _each("“We go to {a}, and we stay there, for all the time that it takes.", "\n\n"),
    "quotes": _each("“We will go to {a} today,” he said."),
    "quotes nobody says": _each("“We will go to {a} today and we will stay there for long.”"),
    "quotes nobody says, a paragraph each": _each("“We will go to {a} today and we will stay there for long.”", "\n\n"),
    "one long quotation": lambda n: "“" + _each("We sent troops to {a} and we said so.")(n) + "” the minister said.",
    "quotes inside quotes": _each("“He said ‘we “will ‘go” now’ to {a}’ today,” she said."),
    "signed quotations": _each("“We will never go back to {a}.” — {who}\n"),
    "transcript": _each("PETROVA: We sent troops to {a}.\nHADDAD: They left {b}.", "\n"),
    "names": _each("{who} met {who} in {a}."),
    "unknown names": _each("Zarko Bel{i} met Tamis Kor{i} in Velmo{i}."),
    "names of groups": _each("The Front for {a} and the Army of {b} met."),
    "places in lists": _each("{a}, {b} and {a}, Aleppo, Homs, Paris, Texas, and London met."),
    "borders": _each("Troops left the border between {a} and {b} and five regions of {a}."),
    "numbers": _each("1,{i}00 2.5 {i} million 3,000 and 12 of 40."),
    "commas": _each("{who}, of {a}, {i}, who, as he said, on {day}, left, met, {who}, and, in {b}, others."),
    "parentheses": _each("The army (of {a} (and {b}), {who} said) left ({i} (of 40) on {day})."),
    "times": _each("On {day}, May 9, 2023, at 10:30, two years ago, they left for three weeks."),
    "abbreviations": _each("Gen. Roe et al. met Dr. Doe in St. Paul."),
    "datelines": _each("MOSCOW, May 9 (Reuters) - {a} sent troops to {b}.", "\n\n"),
    "half datelines": _each("NEW YORK AND SAN SALVADOR DE LA PAZ, May 9, 2024 REUTERS", "\n\n"),
    "captions": _each("A soldier stands near {a}, May 9, 2024. (AP Photo/{who})", "\n\n"),
    "related blocks": _each("Related stories\n\n{a} sends troops to {b}\n\n{b} leaves {a}", "\n\n"),
    "headlines": _each("{a} sends troops to {b}", "\n\n"),
    "headlines told below": lambda n: _each("{a} sends troops to {b}", "\n\n")(n) + "\n\n" + _each(CLAIM)(n),
    "credits in a line": _each("Reporting by {who}; Editing by {who}."),
    "wrapped lines": _each(
        "The troops of the northern army went from the town over the old bridge\nto the hills.", "\n"
    ),
}
"""Pattern → its sentences."""
N = 300
TEXTS: Mapping[str, tuple[int, Maker]] = {name: (N, make) for name, make in SENTENCES.items()} | {
    "sentences of 4,000 signs": (1, lambda n: " ".join(["Troops of " + _each("{a} and")(440) + " left."] * (2 * n))),
    "long sentences of acts": (
        1,
        lambda n: " ".join(["Troops " + _each("left {a} and said they")(140) + " left."] * (2 * n)),
    ),
    "sentences over the limit": (1, lambda n: " ".join(["Troops of " + _each("{a} and")(800) + " left."] * (2 * n))),
    "marks alone": (20_000, _beside(_each("“”", ""))),
    "one list of places": (500, _beside(_each("{a}, {b}", ", "))),
    "commas with words": (1_000, _beside(_each("a,"))),
    "commas alone": (20_000, _beside(_each(",", " "))),
    "parentheses": (1_000, _beside(_each("a(", ""))),
    "parentheses with agencies": (200, _beside(_each("(Reuters (AP) ({a}) ("))),
    "one word": (150_000, _beside(_each("a", ""))),
    "one word of capitals": (50_000, _beside(_each("A", ""))),
    "capitals with dots": (60_000, _beside(_each("A.", ""))),
    "words with dots": (2_000, _beside(_each("ab.", ""))),
    "hyphens": (2_000, _beside(_each("a-", ""))),
    "apostrophes": (2_000, _beside(_each("a'", ""))),
    "dashes": (2_000, _beside(_each("— a", " "))),
    "full stops": (2_000, _beside(lambda n: "Russia left" + "." * n + " and")),
    "full stops and spaces": (2_000, _beside(lambda n: "Russia left" + "." * n + " " * n + "— and")),
    "full stops apart": (2_000, _each("a. ")),
    "closing marks": (2_000, _beside(lambda n: "Russia left." + "”" * n + " And")),
    "digits": (50_000, _beside(_each("1", ""))),
    "digits with commas": (20_000, _beside(_each("1,", ""))),
    "addresses": (200, _beside(_each("https://example.org/a/b/c/{i}?x=y&z=1"))),
    "spaces inside a line": (50_000, lambda n: "MOSCOW" + " " * n + "May 9"),
    "spaces inside a line of capitals": (50_000, lambda n: "MOSCOW, RUSSIA," + " " * n + "THE END."),
    "spaces behind a sentence": (50_000, lambda n: "Russia left." + " " * n + "© 2024 Reuters all rights"),
    "spaces inside a byline": (50_000, lambda n: "By Anna Petrova" + " " * n + "x"),
    "spaces inside a caption": (50_000, lambda n: "A soldier in Chad" + " " * n + "(AP Photo/Anna Petrova)"),
    "spaces inside a line of rights": (50_000, lambda n: "© 2024 Reuters" + " " * n + "rights"),
    "spaces between words": (1_000, _beside(_each("MOSCOW" + " " * 50))),
    "spaces in many lines": (500, _each("MOSCOW" + " " * 180 + "May 9 Reuters", "\n\n")),
    "a line of spaces": (50_000, lambda n: "Russia left.\n" + " " * n + "\nThe end of it came."),
    "tabs": (50_000, lambda n: "MOSCOW" + "\t" * n + "(Reuters"),
    "line breaks": (50_000, lambda n: "Russia left." + "\n" * n + "The end of it came."),
    "line breaks with spaces": (50_000, lambda n: "Russia left." + "\n " * n + "The end of it came."),
    "a dateline without end": (2_000, _beside(_each("MOSCOW AND"))),
    "lines of And": (50, _each("By " + "And " * 40, "\n\n")),
    "lines of names without end": (30, _each("Anna Bo, " * 40 + "/", "\n\n")),
    "bylines": (1_000, _each("By {who}, {who} and {who}", "\n\n")),
    "one byline": (1_000, lambda n: "By " + _each("{who}", ", ")(n)),
    "credits of short words": (300, _each("Russia left. (Reporting by Al " + "ab " * 120 + "Bo)", "\n\n")),
    "short lines": (5_000, _each("ab cd", "\n\n")),
    "rights": (1_000, _each("© 2024 Reuters. All rights reserved.", "\n\n")),
    "rights in a line": (1_000, _each("© 2024 Reuters. All rights reserved.")),
}  # fmt: skip
"""Pattern → (n, text of n pieces). Each follows a short lead."""
PAGES: Mapping[str, tuple[int, Maker]] = {
    "images with alt": (8_000, _each('<img src="a.png" alt="x">', "")),
    "captions of figures": (500, _each("<figure><img alt='x'><figcaption>A soldier in {a}.</figcaption></figure>", "")),
    "paragraphs of a page": (250, _each("<p>{a} sent {i} troops to {b} on {day}.</p>", "")),
    "nested elements": (3, lambda n: ("<div>" * 800 + "x" + "</div>" * 800) * n),
    "elements side by side": (10_000, _each("<b>x</b>", " ")),
    "links": (5_000, _each("<a href='/{i}'>{a} sends troops to {b}</a>", " ")),
    "links in sentences": (1_000, _each("They <a href='/{i}'>sent</a> {i} troops to <a href='/{i}'>{b}</a>.", " ")),
    "links under the body": (5_000, lambda n: "</p></article>" + _each("<a href='/{i}'>{a}</a>", " ")(n)),
    "words as elements": (5_000, _each("<span><span>{a}</span></span> <font>x</font>", " ")),
    "a title of many sides": (8_000, lambda n: f"<title>{'Chad | ' * n}</title>" + "<p>Some words</p>" * n),
    "articles in a page": (1_000, _each("<article><h2>{a}</h2><p>{a} sent {i} troops to {b}.</p></article>", "")),
    "times of a page": (5_000, _each("<time datetime='2024-05-09'>{i}</time>", " ")),
    "JSON-LD": (5_000, _each("<script type='application/ld+json'>[{{'@type': 'Thing'}}]</script>", "")),
    "list of links": (2_000, _each("<li><a href='/{i}'>{a} sends troops to {b}</a></li>", "")),
    "rows of a table": (2_000, _each("<tr><td>{a}</td><td>{b}</td></tr>", "")),
    "hidden elements": (3_000, _each("<p hidden style='display:none'>{a}</p>", "")),
    "line breaks of a page": (3000, _each("a<br>", "")),
    "elements without end": (240, _each("<p><b>x", "")),
    "character references": (20_000, _each("&amp;&nbsp;&#8220;", "")),
    "comments": (20_000, _each("<!-- {a} -->", "")),
    "scripts": (10_000, _each("<script>var a = '{a}';</script>", "")),
    "paragraphs that the body lacks": (
        300,
        _each("<div><span>{a} sent {i} troops to {b} on {day}, and stayed.</span></div>", ""),
    ),
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
    gc.collect()
    gc.disable()
    marks = [time.process_time()]
    try:
        article = intake.article(fields)
        marks.append(time.process_time())
        reading = language.read(article, limits)
        marks.append(time.process_time())
        document = Document.of(article, reading, limits)
        for layer in LAYERS.values():
            layer(document)
        marks.append(time.process_time())
    except SaysoError as error:
        marks.append(time.process_time())
        error.add_note(" ".join(map(repr, _gaps(marks))))
        raise
    finally:
        gc.enable()
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


def judged(name: str, n: int, limits: settings.Settings) -> Measured:
    """The same; what looks slow is measured again, up to three times, and the quickest of each counts: a machine has
    other work too."""
    found = measured(name, n, limits)
    for _ in range(2):
        if found.worst > LIMIT:
            again = measured(name, n, limits)
            quickest = zip(found.seconds, again.seconds, strict=True)
            found = replace(found, seconds=tuple(tuple(map(min, a, b)) for a, b in quickest))
    return found


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
    seconds({"text": LEAD + SENTENCES["claims"](20)}, limits)
    seconds({"html": _page("<p>Turkey left Syria.</p>")}, limits)
    print(f"| pattern | 4n | {' | '.join(f'{room} at 4n, exponent' for room in ROOMS)} | |\n|---|---|---|---|---|---|")
    worst, failed = 0.0, False
    for name, (n, _) in (*TEXTS.items(), *PAGES.items()):
        if not given.only or any(word in name for word in given.only):
            found = judged(name, max(1, round(n * given.scale)), limits)
            worst, failed = max(worst, found.worst), failed or found.failed
            print(line(found), flush=True)
    print(f"\nThe greatest exponent is {worst:.2f}; up to {LIMIT} passes.")
    return 1 if failed or worst > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
