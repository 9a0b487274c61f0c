"""Raw bytes or fields → Article: decoded, dated, labelled, its language told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from sayso.errors import EmptyInput, MalformedRecord, NoArticle, NoSentence, NotText, TooLarge
from sayso.ground.edtf import before
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.intake import dates, notes
from sayso.intake.decode import decode
from sayso.intake.languages import language
from sayso.intake.page.line import line_key, squeeze
from sayso.intake.parts import anatomy, anchor, credits, unprinted
from sayso.intake.parts.dateline import dateline
from sayso.intake.parts.holder import rights_holder
from sayso.intake.raw import Raw
from sayso.records import PROSE, Article, Credits, Dated, Part, digest
from sayso.settings import Settings
from sayso.stages import stage

if TYPE_CHECKING:
    from sayso.intake.page.html import HtmlPage

STRINGS = (
    "text",
    "html",
    "id",
    "title",
    "url",
    "publisher",
    "published",
    "modified",
    "retrieved",
    "supersedes",
    "archive_url",
)
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s|[。！？؟।]|\n")


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of an article from outside: where it came from, the limits, a date to fall back on, its bytes'
    hash, names, who is told of what is doubtful, and the day under which a feed lists it."""

    source: str
    limits: Settings
    published: str | None = None
    raw_hash: str | None = None
    names: Names = PACKAGED_NAMES
    tell: notes.Tell = notes.unheard
    listed: str | None = None


def from_raw(
    raw: Raw, limits: Settings, published: str | None, names: Names = PACKAGED_NAMES, tell: notes.Tell = notes.unheard
) -> Article:
    """The Article of some bytes. Raises InputRejected, whatever breaks on them."""
    with stage("intake", raw.source, raw.digest):
        return _from_raw(raw, Caller(raw.source, limits, published, raw.digest, names, tell, raw.listed))


def _from_raw(raw: Raw, caller: Caller) -> Article:
    text = decode(raw)
    if raw.kind == "record":
        try:
            fields = msgspec.json.decode(text, type=dict[str, object])
        except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
            raise MalformedRecord(raw.source, f"not a JSON object ({error})", raw.digest) from error
        return from_fields({**raw.fields, **fields}, caller)
    return from_fields({**raw.fields, raw.kind: text}, caller)


def from_fields(fields: Mapping[str, object], caller: Caller) -> Article:
    """The Article of a record's fields. Raises InputRejected."""
    given = _strings(fields, caller)
    if given.get("html") and not given.get("text", "").strip():
        from sayso.intake.page import html  # noqa: PLC0415  (who reads text waits for no parser)

        _sized(given["html"], caller)
        markup = notes.escaped_once(caller.source, given["html"], caller.tell)
        page = html.read(caller.source, markup, caller.limits.max_html_depth)
        said = page.said
        own_url = said.url if said.url and has_host(said.url) else None
        for name, found in (
            ("title", said.title),
            ("url", own_url),
            ("published", said.published),
            ("modified", said.modified),
            ("publisher", said.publisher),
        ):
            if found and not given.get(name):
                given[name] = found
        return _article(page.text, given, caller, page)
    if "text" not in given and "html" not in given:
        there = ", ".join(sorted(str(name) for name in fields)[:20]) or "none"
        raise MalformedRecord(
            caller.source,
            "neither `text` nor `html`; give one of them, or say which field is the text with --text-field NAME (its "
            f"fields: {there})",
            caller.raw_hash,
        )
    return _article(given.get("text", ""), given, caller, None)


def _strings(fields: Mapping[str, object], caller: Caller) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in STRINGS:
        value = fields.get(name)
        if value is None:
            continue
        if name == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise MalformedRecord(
                caller.source, f"`{name}` must be a text, found {type(value).__name__}", caller.raw_hash
            )
        found[name] = value
        _storable(name, value, caller)
    if found.get("url") and not has_host(found["url"]):
        raise MalformedRecord(
            caller.source,
            f"`url` is {found['url']!r}, no address; give one such as https://example.org/page",
            caller.raw_hash,
        )
    return found


_UNSTORABLE = re.compile(r"[\0\ud800-\udfff]")


def _storable(name: str, value: str, caller: Caller) -> None:
    """Raises NotText for what is no text in UTF-8 or in a database."""
    if found := _UNSTORABLE.search(value):
        what = "a zero character" if found[0] == "\0" else "a lone surrogate"
        raise NotText(caller.source, f"`{name}` holds {what} at {found.start()}", caller.raw_hash)


def has_host(url: str) -> bool:
    """Whether the host of an address can be read: "http://[::1" has none."""
    try:
        urlsplit(url.strip())
    except ValueError:
        return False
    return True


def _sized(text: str, caller: Caller) -> None:
    size = len(text.encode("utf-8"))
    if size > caller.limits.max_article_bytes:
        raise TooLarge(
            caller.source, "bytes", size, caller.limits.max_article_bytes, "SAYSO_MAX_ARTICLE_BYTES", caller.raw_hash
        )


def _holds_words(text: str, caller: Caller) -> None:
    """Raises TooLarge, EmptyInput, NoSentence."""
    _sized(text, caller)
    if not text.strip():
        raise EmptyInput(caller.source, caller.raw_hash)
    if not any(c.isalpha() for c in text):
        raise NoSentence(caller.source, caller.raw_hash)


def _article(text: str, given: Mapping[str, str], caller: Caller, page: HtmlPage | None) -> Article:
    _holds_words(text, caller)
    notes.of_text(caller.source, text, caller.tell)
    title = given.get("title") or None
    parts = anatomy.parts(text, page, title, caller.names)
    wall = _wall(page, parts) if page else None
    if wall:
        raise NoArticle(caller.source, wall, caller.raw_hash)
    _readable(text, parts, caller)
    days = _days(text, parts, given, caller, page)
    publisher = given.get("publisher") or (rights_holder(text, parts, caller.names) if page else None)
    return Article(
        id=given.get("id") or _id(text, given, days.published),
        version=digest(text),
        text=text,
        language=language(_prose(text, parts)),
        anchor=anchor.anchor(text, parts, days.published, days.modified, caller.names),
        parts=parts,
        credits=_credits(text, parts, caller.names, page, publisher),
        url=given.get("url"),
        title=title or _headline(text, parts),
        published=days.published,
        modified=days.modified,
        retrieved=days.retrieved,
        publisher=publisher,
        supersedes=given.get("supersedes"),
        raw_hash=caller.raw_hash or hashlib.sha256(text.encode("utf-8")).hexdigest(),
        archive_url=given.get("archive_url"),
    )


def _credits(text: str, parts: tuple[Part, ...], names: Names, page: HtmlPage | None, publisher: str | None) -> Credits:
    """Whom the text credits, and whom only the page's metadata name; the outlet itself is no author."""
    printed = credits.read(text, parts, *_dateline(text, parts, names), names)
    if page is None:
        return printed
    own = line_key(publisher or "")
    printed = replace(printed, authors=tuple(c for c in printed.authors if not unprinted.is_outlet(c.name, own)))
    return unprinted.with_unprinted(printed, page.said.makers, names, publisher or "")


@dataclass(frozen=True, slots=True)
class _Days:
    published: Dated | None
    modified: Dated | None
    retrieved: Dated | None


def _days(text: str, parts: tuple[Part, ...], given: Mapping[str, str], caller: Caller, page: HtmlPage | None) -> _Days:
    """An article's dates: what it says of itself, what it prints, its dateline, its address, its caller's."""
    told = {name: _dated(given, name, caller) for name in ("published", "modified", "retrieved")}
    printed = anchor.printed_dates(text, parts)
    found = (
        told["published"]
        or _read_off(printed.published, "printed")
        or _full_dateline(text, parts, caller.names)
        or _read_off(dates.in_address(given.get("url") or ""), "address")
        or _read_off(caller.listed, "metadata")
    )
    doubts = _doubts("modified", printed)
    modified = told["modified"] or _read_off(printed.modified, "printed") or _settled(doubts, [], first=found)
    retrieved = told["retrieved"]
    if found is None:
        doubts = [*(page.said.doubts if page else ()), *_doubts("published", printed)]
        found = _less_surely(doubts, [day.edtf for day in (modified, retrieved) if day], caller)
    return _Days(found if _no_later(found, retrieved) else None, modified, retrieved)


def _read_off(edtf: str | None, basis: str) -> Dated | None:
    return Dated(edtf, basis) if edtf else None


def _doubts(name: str, printed: anchor.Printed) -> list[str]:
    return [words for which, words in printed.doubts if which == name]


def _less_surely(doubts: Sequence[str], known: Sequence[str], caller: Caller) -> Dated | None:
    """The day of publication where the page gives none surely: the only day that a doubtful date can mean, else the
    caller's; where neither helps, the caller is told of the doubt."""
    found = _settled(doubts, known) or _read_off(caller.published, "caller")
    if found is None and doubts:
        notes.of_date(caller.source, doubts[0], dates.readings(doubts[0]), caller.tell)
    return found


def _settled(doubts: Sequence[str], known: Sequence[str], first: Dated | None = None) -> Dated | None:
    """A date that can mean two days, where only one of them is no later than what is known, or is the day of `first`
    itself; else nobody guesses."""
    for words in doubts:
        readings = dates.readings(words)
        if first is not None:
            possible = [day for day in readings if day == dates.day_part(first.edtf)]
        else:
            possible = [day for day in readings if all(not before(last, day) for last in known)] if known else []
        if len(possible) == 1:
            return Dated(possible[0], "printed")
    return None


def _id(text: str, given: Mapping[str, str], published: Dated | None) -> str:
    return digest(given.get("url") or given.get("publisher") or "", published.edtf if published else "", text)


def _readable(text: str, parts: tuple[Part, ...], caller: Caller) -> None:
    """Raises TooLarge where most of the prose is one stretch without a stop or a line break: there is no sentence to
    read in it."""
    limit = caller.limits.max_sentence_chars
    prose = [p for p in parts if p.label in PROSE and p.end - p.start > limit]
    longest = max((len(piece.strip()) for p in prose for piece in _STOP.split(text[p.start : p.end])), default=0)
    if longest > limit and 2 * longest > len(text):
        what = "characters without the end of a sentence"
        raise TooLarge(caller.source, what, longest, limit, "SAYSO_MAX_SENTENCE_CHARS", caller.raw_hash)


def _no_later(published: Dated | None, retrieved: Dated | None) -> bool:
    """A page cannot have been published after it was retrieved; such a date is somebody's slip and is not kept."""
    return published is None or retrieved is None or not before(retrieved.edtf, published.edtf)


def _dated(given: Mapping[str, str], name: str, caller: Caller) -> Dated | None:
    value = given.get(name)
    if not value:
        return None
    found = dates.normal(value)
    if found is None:
        raise MalformedRecord(
            caller.source, f"`{name}` is {value!r}, no date; give EDTF, such as 2024-05-09", caller.raw_hash
        )
    return Dated(found, "metadata")


def _full_dateline(text: str, parts: tuple[Part, ...], names: Names) -> Dated | None:
    found = anchor.from_dateline(text, parts, names)
    return Dated(found, "dateline") if found and "X" not in found else None


def _prose(text: str, parts: tuple[Part, ...]) -> str:
    prose = "\n".join(text[p.start : p.end] for p in parts if p.label in PROSE)
    return prose if any(c.isalpha() for c in prose) else text


def _headline(text: str, parts: tuple[Part, ...]) -> str | None:
    part = next((p for p in parts if p.label == "headline"), None)
    return squeeze(text[part.start : part.end]) if part else None


def _wall(page: HtmlPage, parts: tuple[Part, ...]) -> str | None:
    from sayso.intake.page.walls import wall  # noqa: PLC0415

    return wall(page, parts)


def _dateline(
    text: str, parts: tuple[Part, ...], names: Names
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The spans of the dateline's place and agency."""
    part = next((p for p in parts if p.label == "dateline"), None)
    match = dateline(text[part.start :], names) if part else None
    if part is None or match is None:
        return None, None
    place, agency = (
        (part.start + match.start(name), part.start + match.end(name)) if match[name] else None
        for name in ("place", "agency")
    )
    return place, agency
