"""Why a page of the web is not had: one error, a reason a kind."""

from __future__ import annotations

from sayso.errors import InputRejected

FETCH_ADVICE = {
    "address": "give one such as https://example.org/page",
    "private-address": "Sayso fetches from public hosts only; for hosts of your own network add --private",
    "robots": "get the page by hand, or ask the site",
    "status": "check it in a browser",
    "unreachable": "check the name and your connection, or run it again later",
    "certificate": "it may not be the site that it says it is; check it in a browser",
    "slow": "run it again later",
    "broken": "run it again later",
    "redirects": "give the address that it leads to",
    "encoding": "get the page by hand",
}
"""Reason → what a user can do."""


class NotFetched(InputRejected):
    """A page that cannot be had, or must not be. `passing`: another try may bring it."""

    def __init__(self, source: str, reason: str, why: str, *, passing: bool = False) -> None:
        self.reason, self.why, self.passing = reason, why, passing
        super().__init__(source, f"not fetched: {why}; {FETCH_ADVICE[reason]}")
