"""What all forms share: they are bound to the browser that asked for them."""

from __future__ import annotations

import hmac

from fastapi import Request
from starlette.exceptions import HTTPException

from sayso.desk.guard import Door


def check_form(door: Door, request: Request, seal: str) -> None:
    """Raises HTTPException (403) where the form is not one that this desk gave this browser."""
    if not hmac.compare_digest(seal.encode("utf-8", "replace"), door.form_seal(request).encode()):
        raise HTTPException(403, "This form is not of this desk, or the desk was started anew; load the page again.")
