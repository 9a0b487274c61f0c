"""Where parts begin within one unit: the dateline before the news, credits and rights glued behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.intake.parts.credits import agency_tail, segments
from sayso.intake.parts.units import Unit
from sayso.records import PartLabel

_TAILS = (
    re.compile(
        r"\(\s*(?:additional\s+)?(?:reporting|writing|written|edited|editing|translated|compiled|with inputs?|"
        r"with reporting)\b"
        r"[^()]{2,400}\)?\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<=[.!?”\"])\s*(?:(?:Additional )?(?:Reporting|Writing)(?: and \w+)? by|Edit(?:ed|ing) by|"
        r"Written by|Translated by)\s+"
        r"[A-Z][^.!?]{2,300}\.?\s*$"
    ),
)
"""Credits behind the last sentence of a paragraph, in brackets or without."""
_RIGHTS = re.compile(r"(?<=[.!?”\")])\s*(?:©|\(c\)|Copyright)\s*(?:©\s*|\(c\)\s*)?\d{4}\b.*$", re.IGNORECASE)
_PICTURE = re.compile(
    r"(?<!\s)\s*[(\[][^()\[\]]{0,90}\b"
    r"(?:Photo|Images?|Getty|Pool|Handout|File|EPA|EPA-EFE|AP|AFP|Reuters|REUTERS|Courtesy)\b[^()\[\]]{0,60}[)\]]\.?$"
    r"|\b(?:REUTERS|AFP|AP|EPA|Getty Images|AP Photo)\s*/[^/]{2,80}(?:/File Photo|, File)?$"
    r"|©\s*[^©\n]{2,80}$"
    r"|(?<=[.!?”\"] )(?:Photos?|Images?|Pictures?)(?: by| credit:| courtesy of|:)\s*[A-Z][^.\n]{2,80}$"
    r"|(?<=[\w.!?”\"] )(?:Photos?|Images?|Pictures?|Credits?|Photographs?|Fotos?|Bild)(?: by| credit| courtesy of)?"
    r"\s*:\s*(?=[A-Z©])[^.\n]{2,80}$"
    r"|(?<=[.!?”\"] )(?:Fot\.|Foto:?|Crédit(?:s| photo)? ?:|Crédito:) ?[A-Z][^.\n]{2,80}$"
    r"|(?<=[.!?”\"] )(?:AFP|AP|EPA|EFE|Reuters|REUTERS|ANSA|dpa|Xinhua|TASS|PTI|ANI|Getty Images)$"
    r"|(?<=[.!?”\"] )[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3} ?\([A-Z][\w ]{1,20}\)$"
    r"|\| ?[A-Z][^|/\n]{2,50} / ?[A-Z][\w ]{1,20}$"
    r"|\((?:[A-Z][\w.’'-]+ ){1,2}[A-Z][\w’'-]+\)$"
)


def unit_pieces(unit: Unit, label: PartLabel) -> Iterator[tuple[int, PartLabel]]:
    """Where parts begin within one unit."""
    if label in ("byline", "translator", "editor"):
        yield from segments(unit.text, unit.start, label)
        return
    if label == "caption":
        yield unit.start, label
        at = _whose_picture(unit)
        if at is not None:
            yield unit.start + at, "photo_credit"
        return
    if label != "body":
        yield unit.start, label
        return
    yield from _body(unit)


def _whose_picture(unit: Unit) -> int | None:
    """Where a caption goes over to whose picture it is: at an element that says so, or by its words; null where it does
    not."""
    signed = unit.on_page.signed if unit.on_page else ()
    told = next((a - unit.start for a, b in signed if b >= unit.end - 1 and a > unit.start), None)
    if told is not None:
        return told
    credit = _PICTURE.search(unit.text)
    return credit.end() - len(credit[0].lstrip()) if credit and credit.start() else None


def _body(unit: Unit) -> Iterator[tuple[int, PartLabel]]:
    """Dateline, news, and the credits and rights that were glued behind it."""
    head = unit.head
    at = head.end() if head else 0
    if head:
        yield unit.start, "dateline"
    yield unit.start + at, "body"
    rights = _RIGHTS.search(unit.text, at)
    stop = rights.start() if rights else len(unit.text)
    tail = min((m.start() for pattern in _TAILS for m in [pattern.search(unit.text, at, stop)] if m), default=None)
    tail = agency_tail(unit.text[:stop], unit.names) if tail is None else tail
    if tail is not None and tail > at:
        yield from segments(unit.text[tail:stop], unit.start + tail, "byline")
    if rights and rights.start() > at:
        yield unit.start + rights.start(), "rights"
