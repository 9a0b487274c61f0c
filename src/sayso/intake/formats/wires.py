"""Items of the wires: NITF and NewsML-G2, with version, status, embargo and usage terms."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from sayso.intake import dates
from sayso.intake.formats.records import held_back


def nitf(root: Any, source: str) -> dict[str, str]:
    """The fields of an NITF document. Raises HeldBack."""
    doc = _one(root, "docdata")
    status = doc.get("management-status") if doc is not None else None
    embargoed = next((e.get("norm") for e in root.iter() if local(e) == "date.release"), None)
    issued = next((e.get("norm") for e in root.iter() if local(e) == "date.issue"), None)
    held_back(source, status, embargoed if embargoed and issued and _later(embargoed, issued) else None)
    content = _one(root, "body.content")
    pieces = [_shown(root, name) for name in ("hl1", "byline", "dateline")]
    title, byline, dateline = pieces
    body = _html(content) if content is not None else ""
    rights = next((e for e in root.iter() if local(e) == "doc.copyright"), None)
    found = {
        "html": _page(title, byline, dateline, body),
        "title": title,
        "id": next((e.get("id-string") for e in root.iter() if local(e) == "doc-id"), None),
        "published": dates.normal(issued) if issued else None,
        "publisher": rights.get("holder") if rights is not None else _shown(root, "distributor"),
    }
    return {name: value for name, value in found.items() if value} if body or title else {}


def newsml(item: Any, source: str) -> dict[str, str]:
    """The fields of an item of NewsML-G2; `html` is empty for a picture. Raises HeldBack."""
    meta = _one(item, "itemMeta")
    status = next((e.get("qcode") or e.get("uri") for e in item.iter() if local(e) == "pubStatus"), None)
    embargoed = next(("".join(e.itertext()).strip() for e in item.iter() if local(e) == "embargoed"), None)
    held_back(source, status, embargoed, _shown(item, "usageTerms"))
    title = _shown(item, "headline")
    inline = _one(item, "inlineXML")
    plain = _one(item, "inlineData")
    body = _html(inline) if inline is not None else ""
    text = "".join(plain.itertext()).strip() if plain is not None and not body else ""
    version = _shown(meta, "versionCreated") if meta is not None else None
    first = (_shown(meta, "firstCreated") if meta is not None else None) or _shown(item, "contentCreated")
    provider = next((e for e in item.iter() if local(e) == "provider"), None)
    found = {
        "html": _page(title, _shown(item, "by"), _shown(item, "dateline"), body) if body else "",
        "text": "\n\n".join(piece for piece in (title, text) if piece) if text else "",
        "title": title,
        "id": item.get("guid"),
        "published": dates.normal(first or version or ""),
        "modified": dates.normal(version or ""),
        "publisher": _provider(provider),
    }
    return {name: value for name, value in found.items() if value}


def _provider(element: Any) -> str | None:
    if element is None:
        return None
    return _shown(element, "name") or element.get("literal") or (element.get("qcode") or "").rsplit(":", 1)[-1] or None


def _later(embargo: str, issued: str) -> bool:
    a, b = dates.normal(embargo), dates.normal(issued)
    return bool(a and b and a > b)


def local(element: Any) -> str:
    """An element's name without its namespace, or without a prefix that stands for none."""
    return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""


def _one(root: Any, name: str) -> Any:
    return next((e for e in root.iter() if local(e) == name), None)


def _shown(root: Any, name: str) -> str | None:
    element = _one(root, name)
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _html(element: Any) -> str:
    """What stands in an element, as HTML without namespaces."""
    inner = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return inner if "".join(element.itertext()).strip() else ""


def _page(title: str | None, byline: str | None, dateline: str | None, body: str) -> str:
    rows = [("h1", title), ("p class='byline'", byline), ("p", dateline)]
    head = "".join(f"<{tag}>{_escaped(words)}</{tag.split()[0]}>" for tag, words in rows if words)
    return f"<html><body>{head}{body}</body></html>"


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
