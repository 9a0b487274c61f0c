"""What lies on the web → its bytes, politely and within bounds: the only room that asks other machines for anything.

An address goes to `site.Site.fetch`: robots.txt, the host's turn, one exchange a hop, redirects, retries. Every limit
is one of `manners.Manners`. It knows no article; `intake.addresses` reads what comes back.
"""

from __future__ import annotations


def is_address(name: str) -> bool:
    """Whether an input is named by an address of the web, not by a file."""
    return name[:8].lower().startswith(("http://", "https://"))
