"""Pages with elements so wide that the body extractor would not get through them."""

from __future__ import annotations

import lxml.html
from lxml import etree

_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby s samp small"
    " span strike strong sub sup time tt u var wbr"
)
INLINE = frozenset(_INLINE.split())
"""Elements within a line."""
MOST_INLINE = 500
"""Of those in one element at most."""


def narrow(tree: lxml.html.HtmlElement) -> None:
    """Cuts elements that hold more than MOST_INLINE inline elements into several of the same name, one behind the
    other.

    trafilatura unwraps inline elements, and lxml reads what is then one text in thousands of pieces by copying it for
    every piece. Only what is taken for the body is looked for here; the text is read off the page as it came.
    """
    held: dict[lxml.html.HtmlElement, int] = {}
    for element in reversed(list(tree.iter(etree.Element))):  # From the inside out.
        sizes = [(child, 1 + held.get(child, 0)) for child in element if child.tag in INLINE]
        held[element] = sum(size for _, size in sizes)
        if held[element] > MOST_INLINE:
            _cut(element, held)


def _cut(element: lxml.html.HtmlElement, held: dict[lxml.html.HtmlElement, int]) -> None:
    whole = element.tag == "body" or element.getparent() is None
    piece, count = element, 0
    for child in list(element):
        size = 1 + held.get(child, 0) if child.tag in INLINE else 0
        if count and count + size > MOST_INLINE:
            held[piece] = 0 if whole else count
            following = element.makeelement("div" if whole else element.tag, dict(element.attrib))
            if whole:
                element.append(following)
            else:
                following.tail, piece.tail = piece.tail, None
                piece.addnext(following)
            piece, count = following, 0
        if piece is not element:
            piece.append(child)
        count += size
    held[piece] = 0 if whole else count
