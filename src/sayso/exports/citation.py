"""A kept claim as a footnote, CSL-JSON and BibTeX."""

from __future__ import annotations

import json
import re
from typing import Any

from sayso.answers.wording import STATUS_WORDING
from sayso.exports.interchange.kept import KeptClaim

_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_PLAIN_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def claim_footnote(item: KeptClaim, seal: str) -> str:
    """One line of text: whose page, what it says, on whose say-so, and by what the claim can be checked."""
    claim, page = item.claim, item.page
    words = " … ".join(" ".join(w.text.split()) for w in claim.evidence)
    chain = " ← ".join(link.name or link.text or "somebody unnamed" for link in claim.attribution)
    spans = ", ".join(f"{w.start}–{w.end}" for w in claim.evidence)
    pieces = [
        page.publisher,
        f"“{page.title}”" if page.title else None,
        page.published or f"known {page.known}",
        page.url,
        f"“{words}” ({spans})",
        f"on the say-so of {chain}" if chain else "in the page's own words",
        f"coded as {' '.join(x for x in (claim.act, claim.mode) if x)}, {STATUS_WORDING[claim.status]}",
        f"claim {claim.id} by {claim.coder.name} {claim.coder.version}, version {page.version}, bundle {seal[:16]}",
    ]
    return ", ".join(p for p in pieces if p) + ".\n"


def csl(item: KeptClaim, seal: str) -> str:
    """A list of one CSL-JSON item: the page, with the claim in its note."""
    page = item.page
    found: dict[str, Any] = {
        "id": f"sayso-{item.claim.id}",
        "type": "article-newspaper",
        "title": page.title,
        "container-title": page.publisher,
        "URL": page.url,
        "language": page.language,
        "issued": _date(page.published),
        "note": _note(item, seal),
    }
    return json.dumps([{k: v for k, v in found.items() if v is not None}], ensure_ascii=False, indent=1) + "\n"


def _date(published: str | None) -> dict[str, Any] | None:
    """CSL's `date-parts` of a plain date; another EDTF value as `raw`."""
    if not published:
        return None
    plain = _PLAIN_DATE.match(published)
    if plain is None or "/" in published:
        return {"raw": published}
    return {"date-parts": [[int(part) for part in plain[0].split("-")]]}


def _note(item: KeptClaim, seal: str) -> str:
    return f"Sayso claim {item.claim.id}; version {item.page.version}; bundle SHA-256 {seal}"


def bibtex(item: KeptClaim, seal: str) -> str:
    """A BibTeX entry (`misc`) of the page, with the claim in its note."""
    page = item.page
    plain = _PLAIN_DATE.match(page.published or "")
    fields = {
        "title": _tex(page.title or item.claim.article_id),
        "howpublished": _tex(page.publisher) if page.publisher else None,
        "year": plain[0][:4] if plain else None,
        "date": plain[0] if plain else None,
        "url": page.url.translate(_URL) if page.url else None,
        "note": _tex(_note(item, seal)),
    }
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{sayso-{item.claim.id},\n{rows}\n}}\n"


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)


CITATION_FORMS = {"footnote": claim_footnote, "csl": csl, "bibtex": bibtex}
"""Forms of a citation by name, each of a kept claim and the seal of its bundle."""
