"""The readable account of claims for people: one block a claim, then what was not coded and why."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TextIO

from rich.console import Console
from rich.text import Text

from sayso.english.counting import many
from sayso.english.months import WEEKDAYS
from sayso.errors import UsageError
from sayso.exports.terminal import harmless
from sayso.records import Article, Claim, Link, Movement, Party, Place, Quantity, Reason, Uncoded, When

LINE_WIDTH = 110
STATUS_WORDS = {"agreed": "agreed, not done", "planned": "planned, not done", "demanded": "demanded, not done",
           "threatened": "threatened, not done", "possible": "possible, not certain"}  # fmt: skip


class CodedArticle(Protocol):
    """An article with its claims, with what was not coded, and with the reasons of claims by the beginning of their
    ids."""

    @property
    def article(self) -> Article: ...  # noqa: D102
    @property
    def claims(self) -> tuple[Claim, ...]: ...  # noqa: D102
    @property
    def uncoded(self) -> tuple[Uncoded, ...]: ...  # noqa: D102
    def why(self, prefix: str) -> Iterable[tuple[Claim, Sequence[Reason]]]: ...  # noqa: D102


class _Account(Console):
    """A console on which words from outside cannot give orders to the terminal."""

    def print(self, *shown: Any, **options: Any) -> None:
        """As Rich prints; every text is made harmless, sign for sign, so that its styles stay where they are."""
        for text in shown:
            if isinstance(text, Text):
                text.plain = harmless(text.plain)
        super().print(*shown, **options)

    def on_broken_pipe(self) -> None:
        """Leaves a closed pipe to the command, which ends quietly; Rich would end it with the status of a rejected
        input."""
        raise  # noqa: PLE0704  (called where the error is caught)


def _console(stream: TextIO) -> Console:
    return _Account(file=stream, width=None if stream.isatty() else LINE_WIDTH, highlight=False, soft_wrap=False)


def printer(stream: TextIO, *, uncoded: bool = False) -> Callable[[CodedArticle], None]:
    """What writes the account of one article to a stream: all of it, or, where something of it cannot be shown,
    nothing."""
    return _whole(_console(stream), lambda item, console: _print(item, uncoded, console))


def uncoded_printer(stream: TextIO) -> Callable[[CodedArticle], None]:
    """What writes of one article what was not coded, and the first stage that said no; all of it or nothing."""
    return _whole(_console(stream), _print_uncoded)


def _whole(console: Console, show: Callable[[CodedArticle, Console], None]) -> Callable[[CodedArticle], None]:
    def write(item: CodedArticle) -> None:
        with console.capture() as held:
            show(item, console)
        console.file.write(held.get())

    return write


def _print(item: CodedArticle, uncoded: bool, console: Console) -> None:
    _heading(item, console)
    for number, claim in enumerate(item.claims, 1):
        for line in block(number, claim):
            _hang(line, console)
    _rest(item, uncoded, console)


def _hang(line: Text, console: Console) -> None:
    """Prints a line; what does not fit goes on under its first word."""
    indent = len(line.plain) - len(line.plain.lstrip())
    pieces = (
        line[indent:].wrap(console, max(console.width - indent, 20))
        if line.cell_len > console.width
        else [line[indent:]]
    )
    for piece in pieces:
        piece.rstrip()
        console.print(Text(" " * indent).append_text(piece) if piece else "")


def _heading(item: CodedArticle, console: Console) -> None:
    article = item.article
    place = article.credits.dateline_place
    makers = [article.publisher, *(c.name for c in article.credits.agencies[:1])]
    pieces = [*dict.fromkeys(m for m in makers if m), place.name if place else None, _day(article), _hands(article)]
    chains = len({say_so_line(c) for c in item.claims})
    counts = f"{many(len(item.claims), 'claim')} · {many(chains, 'chain')} of say-so"
    console.print(Text(article.title or _opening(article), style="bold"))
    console.print(Text(f"{' · '.join(p for p in pieces if p)}\n{counts}\n", style="dim"))


OPENING_SIZE = 70
"""Code points of a story's first words, which stand for a title that it lacks."""


def _opening(article: Article) -> str:
    body = next((p for p in article.parts if p.label == "body"), None)
    words = " ".join(article.text[body.start : body.end].split()) if body else ""
    cut = words[:OPENING_SIZE].rsplit(" ", 1)[0] if len(words) > OPENING_SIZE else words
    return f"{cut} …" if cut != words else words or article.id


def _day(article: Article) -> str:
    if article.anchor.edtf is None:
        return "no date"
    return article.anchor.edtf + (" (year from the rights line)" if article.anchor.basis == "rights-year" else "")


def _hands(article: Article) -> str | None:
    c = article.credits
    rows = (("by", c.authors), ("translated by", c.translators), ("edited by", c.editors))
    said = [f"{word} {', '.join(p.name for p in people)}" for word, people in rows if people]
    return ", ".join(said) or None


def block(number: int, claim: Claim) -> list[Text]:
    """The lines of one claim."""
    head = Text(f"{number:2}  ")
    head.append(f"{claim.act} {claim.mode or ''}".strip().ljust(24), style="bold")
    head.append(f"{STATUS_WORDS.get(claim.status, claim.status):24}", style="cyan")
    told = claim.event_type or "none (a state)"
    head.append(f"PLOVER: {told}{' ' + claim.event_mode if claim.event_mode else ''}".ljust(34))
    head.append(f"{claim.confidence:.2f}".lstrip("0"))
    lines = [head, *(Text("    " + line) for line in _facts(claim))]
    said = Text("    on whose say-so  ").append(say_so_line(claim) or "the page's own", style="green")
    lines.append(said.append("  · a party to it", style="yellow") if claim.interested else said)
    for words in claim.evidence:
        quote = " ".join(words.text.split())
        lines.append(Text(f"    “{quote}”  {words.start}–{words.end}", style="italic"))
    return [*lines, Text("")]


def _facts(claim: Claim) -> list[str]:
    who = _names(claim.actors)
    if claim.recipients:
        who = f"{who or '(not said)'}  →  {_names(claim.recipients)}"
    rows = [
        ("", who),
        ("forces  ", _moved(claim.movement)),
        ("where   ", "; ".join(_place(p) for p in claim.places)),
        ("when    ", _when(claim.time)),
        ("decided ", _when(claim.decided)),
        ("how many ", "; ".join(_number(q) for q in claim.quantities)),
    ]
    return [label + value for label, value in rows if value]


def _names(parties: Sequence[Party]) -> str:
    return ", ".join(
        f"{p.name} ({' '.join([p.country or '', *p.sectors]).strip()})".replace(" ()", "") for p in parties
    )


def _moved(movement: Movement | None) -> str:
    if movement is None:
        return ""
    names = ", ".join(f.name for f in movement.forces)
    why = f"   because  {movement.basis.text}" if movement.basis else ""
    return f"{names}: {movement.change}{why}"


def _place(place: Place) -> str:
    if place.set is not None:
        count = f"{place.set.count}" if place.set.count else "how many not said"
        return f"{place.text} (a set in {place.set.within}, {count})"
    return f"{place.name} ({', '.join(filter(None, [place.precision, place.country]))})"


def _when(when: When | None) -> str:
    if when is None:
        return ""
    day = f", a {WEEKDAYS[when.weekday - 1].capitalize()}" if when.weekday else ""
    return f"{when.edtf or 'date unknown'}{day}  “{when.text}”"


def _number(q: Quantity) -> str:
    low, high = (_digits(x) for x in (q.low, q.high))
    value = _digits(q.value) or (f"{low or '?'} or more" if low else f"up to {high}")
    return f"{value} {q.unit or q.of} ({q.of})"


def _digits(x: float | None) -> str:
    return "" if x is None else f"{x:,.0f}" if x == int(x) else f"{x:,}"


def say_so_line(claim: Claim) -> str:
    """ "Reuters ← Interfax ← Dmitry Peskov (RUS GOV) on 2024-05-09"."""
    return " ← ".join(_link(link) for link in claim.attribution)


def _link(link: Link) -> str:
    codes = (
        " ".join([link.country or "", *link.sectors]).strip()
        if link.kind in ("official", "person", "anonymous")
        else ""
    )
    name = link.name or link.text or "somebody unnamed"
    name += f" ({codes})" if codes else ""
    name += " [unnamed]" if link.anonymous and link.name else ""
    return name + (f" on {link.on}" if link.on else "") + (" [carried on]" if link.carried else "")


def _rest(item: CodedArticle, uncoded: bool, console: Console) -> None:
    rows = item.uncoded
    furniture = sum(1 for u in rows if u.stage == "anatomy")
    if uncoded:
        _uncoded(item, console)
    elif rows:
        console.print(
            Text(
                f"Not coded: {many(len(rows) - furniture, 'sentence')}, {many(furniture, 'part')} of the page. "
                "See: sayso why\n",
                style="dim",
            )
        )


def _uncoded(item: CodedArticle, console: Console) -> None:
    for u in item.uncoded:
        words = " ".join(item.article.text[u.start : u.end].split())
        line = f"{u.start}–{u.end}  [{u.stage}] {u.reason}:  “{words[:70]}{'…' if len(words) > 70 else ''}”"
        console.print(Text(line), soft_wrap=True)
    console.print()


def _print_uncoded(item: CodedArticle, console: Console) -> None:
    console.print(Text(item.article.title or item.article.id, style="bold"))
    _uncoded(item, console)


def _reason(r: Reason) -> str:
    """ "  status  planned   by status.yaml: governor-to “agreed” 12–18; the reader: agreed .71, planned .22"."""
    at = f"  “{' '.join(r.words.text.split())}” {r.words.start}–{r.words.end}" if r.words else ""
    scores = ", ".join(f"{name} {score:.2f}" for name, score in r.scores)
    return f"  {r.field:12} {r.value}   by {r.rule}{at}{f'; the reader: {scores}' if scores else ''}"


def print_reasons(coded: Iterable[CodedArticle], prefix: str) -> None:
    """The reasons of the claims whose id begins with `prefix`. Raises UsageError where there is none."""
    console, found = _console(sys.stdout), False
    for item in coded:
        for claim, reasons in item.why(prefix):
            found = True
            console.print(Text(f"{claim.id}  {claim.act} {claim.mode or ''} {claim.status}", style="bold"))
            for reason in reasons:
                console.print(Text(_reason(reason)), soft_wrap=True)
    if not found:
        raise UsageError(
            f"no claim with an id beginning {prefix!r}; sayso code INPUT --format jsonl lists them, "
            "given the same options"
        )
