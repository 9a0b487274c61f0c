"""Words that a name alone gives to somebody: a quotation signed after a dash, a transcript with the speaker before a
colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.claims.parties.mention import Mention
from sayso.claims.say.frames import Frame, tidied
from sayso.claims.sentence import View, view_at
from sayso.nearby import Near
from sayso.reading import Quote
from sayso.spans import Span

SIGNED_NAME = r"[A-Z][\w.'’-]*(?: (?:(?:de|da|del|van|von|bin|al|el|la) )?[A-Z][\w.'’-]*){0,4}"
SIGNED = re.compile(rf"[\"“”»’]?\s*([―—–]|--)\s*(?P<name>{SIGNED_NAME})(?=[.,]?\s*(?:\n|$)|, )")
"""After a quotation: a dash and a name that ends the line or has a comma after it."""
SPEAKER = re.compile(
    r"^[\"“]?(?P<name>(?:[A-Z]{2,}\.? )?[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+){0,2})(?P<cue>:) (?P<said>\S.*)$", re.MULTILINE
)
LINES, VOICES = 3, 2
"""From so many lines by so many names on a text holds a transcript: one name in capitals with a colon may be a
heading."""


def signed(views: Sequence[View], speech: Sequence[Quote]) -> Iterator[Frame]:
    """Frames of signed quotations and of transcripts. A line of a transcript goes on until its paragraph ends."""
    if not views:
        return
    text = views[0].text
    for quote in speech:
        found = SIGNED.match(text, quote.end)
        if found is not None:
            yield from _frame(views, text, found.span("name"), found.span(1), (quote.start, quote.end))
    lines = list(SPEAKER.finditer(text))
    if len(lines) >= LINES and len({line["name"] for line in lines}) >= VOICES:
        for line in lines:
            yield from _frame(views, text, line.span("name"), line.span("cue"), line.span("said"))


def _frame(views: Sequence[View], text: str, name: Span, cue: Span, said: Span) -> Iterator[Frame]:
    view, content = view_at(views, said[0]), tidied(text, [said])
    if view is None or not content:
        return
    home = view_at(views, name[0]) or view
    known = next((m for m in home.mentions if m.start < name[1] and name[0] < m.end and m.kind != "place"), None)
    words = text[slice(*name)]
    source = known or Mention(words, *name, 0, 0, 0, "person", words.title() if words.isupper() else words)
    yield Frame(view.sentence.index, source, cue, content, "signed", 2, named=(name,))


def not_said_yet(found: Sequence[Frame], known: Sequence[Frame]) -> list[Frame]:
    """Those whose words nobody else says yet, as a whole or by half."""
    near = Near(known, lambda g: g.content)
    return [f for f in found if not any(_half(f, g) for g in near.at(*f.content[0]))]


def _half(frame: Frame, other: Frame) -> bool:
    start, end = frame.content[0]
    shared = sum(max(0, min(end, e) - max(start, s)) for s, e in other.content)
    return 2 * shared > end - start
