"""Templates → pages. Everything shown is escaped; links from outside lead to http and https alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse

from sayso.answers.wording import STATUS_WORDING, chain_line, evidence_line, plainly, sentence, told_status
from sayso.desk.guard import Door
from sayso.desk.wording import called, days, host
from sayso.english.counting import many
from sayso.exports.origins import count_line, in_short
from sayso.ground.places import country_name

HERE = Path(__file__).parent
STATIC = HERE / "static"
SHORT_QUOTE = 160
"""Code points of a quote that stands in a list."""
_BLANK = re.compile(r"\n[ \t\r]*\n\s*\n")


def short(text: str, most: int = SHORT_QUOTE) -> str:
    """Words on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def outside(url: str | None) -> str | None:
    """An address that a link may lead to."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def desk_address(base: str, **given: Any) -> str:
    """An address of the desk with what is asked; what is empty is left out."""
    asked = urlencode({name: value for name, value in given.items() if value not in (None, "", ())}, doseq=True)
    return f"{base}?{asked}" if asked else base


def calm(text: str) -> str:
    """Text without runs of blank lines, as it is shown; nothing else is taken out."""
    return _BLANK.sub("\n\n", text)


def article_address(name: str) -> str:
    """The address of a page of the ledger."""
    return f"/articles/{quote(name, safe='')}"


class Pages:
    """The pages of a desk: `show` makes one from its template and what it shows."""

    def __init__(self, door: Door, *, ledger: str | None) -> None:
        self._door = door
        loader = jinja2.FileSystemLoader(HERE / "templates")
        self._made = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._made.filters |= {
            "short": short,
            "outside": outside,
            "article": article_address,
            "calm": calm,
            "days": days,
        }
        self._made.globals |= {
            "many": many, "query": desk_address, "ledger": ledger, "sentence": sentence, "plainly": plainly,
            "words": evidence_line, "status": told_status, "chain": chain_line, "counted": count_line,
            "in_short": in_short, "called": called, "host": host, "country_name": country_name,
            "STATUS_WORDING": STATUS_WORDING,
        }  # fmt: skip

    def show(self, request: Request, name: str, code: int = 200, /, **view: Any) -> HTMLResponse:
        """The page of that template."""
        seal = self._door.form_seal(request)
        return HTMLResponse(self.made(request, f"{name}.html", form_seal=seal, **view), code)

    def made(self, request: Request, name: str, /, **view: Any) -> str:
        """What a template makes of what it is shown."""
        return self._made.get_template(name).render(at=request.url.path, **view)

    def wrong(self, request: Request, code: int, said: str, hints: Sequence[str] = ()) -> HTMLResponse:
        """A page that says what is wrong, and what to do."""
        return self.show(request, "wrong", code, said=said, hints=hints)
