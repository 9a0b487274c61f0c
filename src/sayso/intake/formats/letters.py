"""Mail as it is saved (.eml): the text, the sender, the subject and the day."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from sayso.errors import Damaged, EmptyInput, InputRejected
from sayso.intake.formats.bounded import whole_stream
from sayso.intake.formats.columns import Columns
from sayso.intake.formats.pages import record
from sayso.intake.raw import Raw
from sayso.settings import Settings

LONGEST_HEAD_LINE = 2_000
"""Code points of a line of the head that are read."""


def mail(stream: BinaryIO, source: str, limits: Settings, _: Columns) -> Iterator[Raw | InputRejected]:
    """The article of a message: its HTML where it has one, for that keeps the parts apart."""
    data = whole_stream(stream, source, limits.max_article_bytes, "SAYSO_MAX_ARTICLE_BYTES")
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        fields = _fields(message)
    except MemoryError:
        raise
    except Exception as error:  # the library raises whatever a broken head makes it stumble over
        yield Damaged(source, "mail", f"{type(error).__name__}: {error}")
        return
    yield record(source, fields) if "text" in fields or "html" in fields else EmptyInput(source)


def _fields(message: EmailMessage) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, name in (("plain", "text"), ("html", "html")):
        part = message.get_body(preferencelist=(kind,))
        words = part.get_content() if part is not None else None
        if isinstance(words, str) and words.strip():
            found = {name: words.replace("\r\n", "\n")}
    name, address = parseaddr(_head(message, "from"))
    day = _day(_head(message, "date"))
    title = " ".join(_head(message, "subject").split())
    head = {"title": title, "publisher": name or address.partition("@")[2], "published": day}
    return {**found, **{key: value for key, value in head.items() if value}}


def _head(message: EmailMessage, wanted: str) -> str:
    """A line of the head, decoded; of a very long one its beginning, for decoding takes time with the square of its
    length. Empty where it is broken."""
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == wanted), "")
    try:
        return str(policy.default.header_fetch_parse(wanted, raw[:LONGEST_HEAD_LINE]))
    except Exception:  # as above; a mail without a sender is still an article
        return ""


def _day(date: str) -> str:
    try:
        return parsedate_to_datetime(date).isoformat()
    except (TypeError, ValueError, IndexError):
        return ""
