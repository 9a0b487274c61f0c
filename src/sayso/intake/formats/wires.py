"""Items of the wires: NITF and NewsML-G2, with version, status, embargo and usage terms."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from sayso.intake import dates
from sayso.intake.formats.records import held_back


def nitf(root: Any, source: str) -> dict[str, str]:
    """The fields of an NITF document. Raises HeldBack."""
    issued = _attribute(root, "date.issue", "norm")
    title, byline, dateline = (_shown(root, name) for name in ("hl1", "byline", "dateline"))
    body = _html(_one(root, "body.content"))
    rights = _one(root, "doc.copyright")
    found = {
        "html": _page(title, byline, dateline, body),
        "title": title,
        "id": _attribute(root, "doc-id", "id-string"),
        "published": dates.normal(issued or ""),
        "publisher": rights.get("holder") if rights is not None else _shown(root, "distributor"),
    }
    killed = found | {"modified": issued}
    held_back(source, _attribute(root, "docdata", "management-status"), _embargo(root, issued), item=killed)
    if not (body or title):
        return {}
    return {name: value for name, value in found.items() if value}


def _embargo(root: Any, issued: str | None) -> str | None:
    """The day of an NITF document's release, where that is after its issue."""
    release = _attribute(root, "date.release", "norm")
    a, b = dates.normal(release or ""), dates.normal(issued or "")
    return release if a and b and a > b else None


def newsml(item: Any, source: str) -> dict[str, str]:
    """The fields of an item of NewsML-G2; `html` is empty for a picture. Raises HeldBack."""
    status, usage = _attribute(item, "pubStatus", "qcode", "uri"), _shown(item, "usageTerms")
    title, byline, dateline = (_shown(item, name) for name in ("headline", "by", "dateline"))
    body = _html(_one(item, "inlineXML"))
    text = "" if body else _text(_one(item, "inlineData"))
    meta = _one(item, "itemMeta")
    version = _shown(meta, "versionCreated")
    first = _shown(meta, "firstCreated") or _shown(item, "contentCreated")
    found = {
        "html": _page(title, byline, dateline, body) if body else "",
        "text": "\n\n".join(filter(None, (title, text))) if text else "",
        "title": title,
        "id": item.get("guid"),
        "published": dates.normal(first or version or ""),
        "modified": dates.normal(version or ""),
        "publisher": _provider(_one(item, "provider")),
    }
    held_back(source, status, _shown(item, "embargoed"), usage, item=found)
    return {name: value for name, value in found.items() if value}


def _provider(element: Any) -> str | None:
    if element is None:
        return None
    return _shown(element, "name") or element.get("literal") or (element.get("qcode") or "").rsplit(":", 1)[-1] or None


def local(element: Any) -> str:
    """An element's name without its namespace, or without a prefix that stands for none."""
    return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""


def _one(root: Any, name: str) -> Any:
    """The first element of that name; null in nothing."""
    return next((e for e in root.iter() if local(e) == name), None) if root is not None else None


def _attribute(root: Any, name: str, *attributes: str) -> str | None:
    """The first that says anything of the attributes of the first element of that name."""
    element = _one(root, name)
    return next((value for a in attributes if (value := element.get(a))), None) if element is not None else None


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _shown(root: Any, name: str) -> str | None:
    return " ".join(_text(_one(root, name)).split()) or None


def _html(element: Any) -> str:
    """What stands in an element, as HTML without namespaces; empty where no words do."""
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False) if _text(element) else ""


def _page(title: str | None, byline: str | None, dateline: str | None, body: str) -> str:
    rows = [("h1", title), ("p class='byline'", byline), ("p", dateline)]
    head = "".join(f"<{tag}>{_escaped(words)}</{tag.split()[0]}>" for tag, words in rows if words)
    return f"<html><body>{head}{body}</body></html>"


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
