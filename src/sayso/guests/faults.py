"""Why a guest gave no answer that can be read."""

from __future__ import annotations

from sayso.errors import InputRejected, UsageError

GUEST_ADVICE = {
    "late": "run it again, or give it longer with --timeout",
    "unreachable": "check the address, and that the model's server runs",
    "status": "run it again later, or look into the server's log",
    "broken": "run it again; check that the address is that of an OpenAI-compatible server",
    "bound": "raise --max-tokens, and run it again: what was answered is kept",
}
"""Reason → what a user can do."""


class NoAnswer(InputRejected):
    """A large model gave no answer about an article. Nothing of it is lost: the next run asks again."""

    stage = "guest"

    def __init__(self, source: str, reason: str, why: str) -> None:
        self.reason = reason
        super().__init__(source, f"the guest gave no answer: {why}; {GUEST_ADVICE[reason]}")


class GuestRefuses(UsageError):
    """The server would answer nothing of this run: a wrong key, model or address, or one that fails again and again."""
