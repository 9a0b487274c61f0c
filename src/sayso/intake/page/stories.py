"""A page of several stories → each on its own: posts of a live page, messages of a channel, briefs under each other.

A story is given as the fields of a record, of which `build` makes an article as of any other.
"""

from __future__ import annotations

import html as escapes
import re
from collections.abc import Iterator, Sequence
from typing import Any

import lxml.html

from sayso.intake import dates
from sayso.intake.page import metadata, visible
from sayso.intake.page.html import page_tree
from sayso.intake.page.makers import named_by
from sayso.resources import table

_SIGNS = re.compile(r"LiveBlogPosting|tgme_widget_message|class=\"message |<article\b.*?<article\b", re.DOTALL)
"""What a page of several stories has; others are not looked at twice."""
_STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
SHORTEST_BRIEF = 150
"""Code points of a brief; what is shorter is a teaser."""
MOST_STORIES = 2_000
"""Stories of one page."""
StoryFields = dict[str, str]


def stories(source: str, html: str, max_depth: int) -> list[StoryFields]:
    """The stories of a page of several; empty for a page of one. Raises as `html.parsed` does."""
    if not _SIGNS.search(html):
        return []
    tree = page_tree(source, html, max_depth)
    for find in (_telegram, _exported, _live, _posts):
        found = list(find(tree))
        if found:
            return found[:MOST_STORIES]
    return []


def _telegram(tree: lxml.html.HtmlElement) -> Iterator[StoryFields]:
    """Messages of a channel as Telegram shows it on the web."""
    for message in _classed(tree, "tgme_widget_message"):
        words = next(_classed(message, "tgme_widget_message_text"), None)
        time = next(message.iter("time"), None)
        name = next(_classed(message, "tgme_widget_message_owner_name"), None)
        post = message.get("data-post")
        if words is not None:
            yield _fields(
                **_signed(words, message),
                published=dates.normal(time.get("datetime") or "") if time is not None else None,
                publisher=_shown(name) if name is not None else None,
                url=f"https://t.me/{post}" if post else None,
            )


def _exported(tree: lxml.html.HtmlElement) -> Iterator[StoryFields]:
    """Messages of a chat as Telegram's own program writes it to a file; one without a name is by the one before."""
    head = next(_classed(tree, "page_header"), None)
    publisher = _shown(head) if head is not None else None
    for message in _classed(tree, "message"):
        classes = (message.get("class") or "").split()
        words = next(_classed(message, "text"), None)
        if "default" not in classes or words is None:
            continue
        name = next((e for e in _classed(message, "from_name") if not _is_forwarded(e)), None)
        stamp = next(_classed(message, "date"), None)
        publisher = _shown(name) if name is not None else publisher
        day = _STAMP.match(stamp.get("title") or "") if stamp is not None else None
        published = f"{day[3]}-{day[2]}-{day[1]}T{day[4]}{day[5] or ''}" if day else None
        yield _fields(**_signed(words, message), published=published, publisher=publisher)


def _is_forwarded(element: Any) -> bool:
    """Whether an element of a message is of one that it passes on."""
    return any("forwarded" in (e.get("class") or "").split() for e in element.iterancestors())


_SIGNATURES = ("signature", "tgme_widget_message_from_author")


def _signed(words: Any, message: Any) -> StoryFields:
    """The text of a message; with who signed it as a page, where somebody did."""
    signature = next((e for name in _SIGNATURES for e in _classed(message, name)), None)
    if signature is None:
        return {"text": _shown(words)}
    inside = lxml.html.tostring(words, encoding="unicode", with_tail=False)
    name = escapes.escape(_shown(signature))
    return {"html": _page("", f"{inside}<p class='byline'>{name}</p>")}


def _live(tree: lxml.html.HtmlElement) -> Iterator[StoryFields]:
    """Posts of a live page that its JSON-LD gives whole."""
    said = metadata.page_metadata(tree)
    for node in metadata.nodes(tree):
        if "LiveBlogPosting" not in metadata.thing_types(node):
            continue
        updates = node.get("liveBlogUpdate")
        for post in updates if isinstance(updates, list) else ():
            body = post.get("articleBody") if isinstance(post, dict) else None
            if not isinstance(body, str) or not body.strip():
                continue
            writers = tuple(named_by(post.get("author"), ()))
            title, date, url = (post.get(key) for key in ("headline", "datePublished", "url"))
            yield _fields(
                html=_page(title if isinstance(title, str) else "", _paragraphs(body), writers),
                published=dates.normal(date) if isinstance(date, str) else None,
                publisher=said.publisher,
                url=url if isinstance(url, str) and url.startswith("http") else said.url,
            )


def _paragraphs(body: str) -> str:
    if "<p" in body or "<br" in body:
        return body
    rows = [row.strip() for row in body.split("\n") if row.strip()]
    return "".join(f"<p>{escapes.escape(escapes.unescape(row))}</p>" for row in rows)


def _posts(tree: lxml.html.HtmlElement) -> Iterator[StoryFields]:
    """Articles beside each other, as `_beside` finds them."""
    said = metadata.page_metadata(tree)
    day = dates.day_part(said.published) if said.published else None
    for element in _beside(tree, said.kind):
        heading, time = _heading(element), next(element.iter("time"), None)
        inside = lxml.html.tostring(element, encoding="unicode", with_tail=False)
        yield _fields(
            html=_page(_shown(heading) if heading is not None else "", inside),
            published=dates.normal(time.get("datetime") or "") if time is not None else day,
            publisher=said.publisher,
            url=said.url,
        )


def _beside(tree: lxml.html.HtmlElement, kind: str | None) -> list[Any]:
    """Two articles and more of a live page, or briefs, each under a heading that leads nowhere else; no briefs on a
    page that says it is one article."""
    found = [e for e in tree.iter("article") if next(e.iterancestors("article"), None) is None and not _aside(e)]
    live = [e for e in found if _is_live(e) and next(e.iter("time"), None) is not None]
    if len(live) >= 2:
        return live
    whole = kind in table("pages.yaml")["articles"]
    briefs = [] if whole else [e for e in found if len(_shown(e)) >= SHORTEST_BRIEF and _headed(e)]
    return briefs if len(briefs) >= 2 else []


def _is_live(element: Any) -> bool:
    words = table("pages.yaml")["live"]
    return any(
        set(re.split(r"[^a-z]+", f"{e.get('class') or ''} {e.get('id') or ''}".lower())) & set(words)
        for e in (element, *element.iterancestors())
        if e.tag not in ("body", "html")
    )


def _aside(element: Any) -> bool:
    return any(
        visible.element_label(str(e.tag), e.get("class"), e.get("id"), e.get("role")) in ("related", "boilerplate")
        for e in (element, *element.iterancestors())
        if e.tag not in visible.PAGE_FRAMES or e is element
    )


def _heading(element: Any) -> Any:
    return next((e for name in ("h1", "h2", "h3", "h4") for e in element.iter(name)), None)


def _headed(element: Any) -> bool:
    """Whether it has a heading that leads nowhere."""
    heading = _heading(element)
    return heading is not None and not _links(heading)


def _links(heading: Any) -> bool:
    return next(heading.iter("a"), None) is not None or next(heading.iterancestors("a"), None) is not None


def _classed(tree: Any, name: str) -> Iterator[Any]:
    return iter(tree.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"))


def _shown(element: Any) -> str:
    text, _ = visible.visible_lines(element)
    return text


def _page(title: str, inside: str, writers: Sequence[str] = ()) -> str:
    heading = escapes.escape(" ".join(escapes.unescape(title).split()))
    head = f"<h1>{heading}</h1>" if heading and not inside.startswith("<article") else ""
    meta = "".join(f'<meta name="author" content="{escapes.escape(name, quote=True)}">' for name in writers)
    return f"<html><head><title>{heading}</title>{meta}</head><body>{head}{inside}</body></html>"


def _fields(**given: str | None) -> StoryFields:
    return {name: value for name, value in given.items() if value}
