"""The card of an audit: what was judged, by how many, with which result and how sure, fit to be published. It holds no
word of any page and no auditor's name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from sayso.english.counting import many
from sayso.judge.audit import Audit
from sayso.judge.estimates import LEVEL, Estimate
from sayso.judge.reviews import Agreement
from sayso.judge.sampling import Stratum
from sayso.judge.verdicts import MISSED

AUDIT_KIND = "sayso-audit-1"
PRECISION = "of the claims that the coder has, the share that is right"
RECALL = "of the claims that the texts make, the share that the coder has, right in that field"
ALPHA = "alpha (alike)"
METHOD = (
    "Sample: within strata, without replacement, by the order of SHA-256 of seed and unit; each unit is weighted by "
    "the inverse of its chance.",
    "Claims missed in a sentence with claims are shared out among these (Lavallée 2007); other sentences were drawn "
    "apart.",
    "Intervals: Wilson (1927) for the effective sample size, variance by linearization with finite population "
    "correction (Cochran 1977). They tell of the chance of sampling, not of auditors' errors.",
    "Alpha: Krippendorff's, of the auditors' verdicts, and how many of those that can be compared are alike.",
    "A wrong claim has no right field, and a missed one none either. Core: act, status, actors, recipients and origin.",
    "Not looked at: sentences of headlines and captions without a claim, pages in other languages than English, pages "
    "whose text is not kept.",
)


def data(found: Audit) -> dict[str, object]:
    """The card as plain data."""
    sample = asdict(found.sample)
    del sample["items"]
    return {
        "kind": AUDIT_KIND,
        "sample": sample,
        "auditors": found.auditors,
        "items": {"drawn": found.drawn, "judged": found.judged},
        "disputes": {"settled": found.settled, "open": found.open},
        "unclear": found.unclear,
        "level": LEVEL,
        "figures": {name: asdict(figure) for name, figure in found.figures.items()},
        "agreement": {name: asdict(agreed) for name, agreed in found.agreement.items()},
        "confidence": found.said,
        "precision": PRECISION,
        "recall": RECALL,
        "method": METHOD,
    }


def as_json(found: Audit) -> str:
    """The card as JSON."""
    return json.dumps(data(found), ensure_ascii=False, indent=1) + "\n"


def as_text(found: Audit) -> str:
    """The card for a terminal."""
    head, *rows = _rows(found)
    width = max(len(name) for name, *_ in rows)
    lines = [f"{name:{width}}  {'  '.join(f'{cell:21}' for cell in cells)}".rstrip() for name, *cells in [head, *rows]]
    return "\n".join([_title(found), "", *lines, "", *_notes(found), "", *METHOD]) + "\n"


def as_markdown(found: Audit) -> str:
    """The card as a page."""
    method = [f"Precision: {PRECISION}. Recall: {RECALL}.", "", *(f"- {line}" for line in METHOD)]
    notes = [f"- {note}" for note in _notes(found)]
    parts = [f"# {_title(found)}", _table(found), notes, "## Strata", _strata(found), "## Method", method]
    return "\n\n".join(part if isinstance(part, str) else "\n".join(part) for part in parts) + "\n"


def _title(found: Audit) -> str:
    s = found.sample
    claims, sentences = (sum(t.size for t in strata) for strata in (s.claims, s.sentences))
    of = f"{many(claims, 'claim')}, and of {many(sentences, 'sentence')} without one"
    return f"Audit of {of}, on {many(s.pages, 'page')}"


def _table(found: Audit) -> Iterator[str]:
    head, *rows = _rows(found)
    yield from (f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _rows(found: Audit) -> list[list[str]]:
    """The figures as cells, with a head; agreement only where two or more judged the same."""
    head = ["", f"precision [{LEVEL:.0%}]", f"recall [{LEVEL:.0%}]", *([ALPHA] if found.agreement else [])]
    return [head, *([name, _said(f.precision), _said(f.recall), *_agreed(found, name)]
                    for name, f in found.figures.items())]  # fmt: skip


def _agreed(found: Audit, name: str) -> list[str]:
    if not found.agreement:
        return []
    agreed = found.agreement.get(name)
    return [_alpha(agreed) if agreed else ""]


def _alpha(agreed: Agreement) -> str:
    alpha = "–" if agreed.alpha is None else f"{agreed.alpha:.2f}".replace("0.", ".")
    return f"{alpha}  ({agreed.alike:,} of {agreed.claims:,})"


def _said(estimate: Estimate | None) -> str:
    if estimate is None:
        return "not known"
    return f"{_share(estimate.value)} [{_share(estimate.low)}, {_share(estimate.high)}]"


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0") if value < 0.9995 else "1"


def _notes(found: Audit) -> Iterator[str]:
    s = found.sample
    yield f"sample {s.id}, seed {s.seed}, claims by {s.by}; coder {', '.join(s.coders)}"
    held = many(s.ledger.claims, "claim")
    yield f"ledger: {held}, the last recorded {s.ledger.recorded_at}, SHA-256 {s.ledger.sha256}"
    limits = [f"{name} {value}" for name, value in (("known by", s.known_by), ("recorded by", s.recorded_by)) if value]
    if limits:
        yield f"as it stood: {', '.join(limits)}"
    yield (f"{found.judged:,} of {many(found.drawn, 'item')} judged by {many(found.auditors, 'auditor')}; "
           f"{many(found.unclear, 'verdict')} unclear")  # fmt: skip
    if found.auditors > 1:
        yield f"disputes over a field: {found.settled:,} settled, {found.open:,} open (their mean counts)"
    if MISSED in found.agreement:
        yield f"agreement on how many claims are missed: alpha {_alpha(found.agreement[MISSED])}"
    if found.judged < found.drawn:
        yield "what was not judged is taken to be like what was; that holds only if nobody chose what to judge"
    if s.textless:
        yield f"of {many(s.textless, 'page')} no text is kept: none of their sentences could be drawn"
    if found.said is not None:
        yield f"mean confidence that the coder states: {_share(found.said)} (compare precision of core)"


def _strata(found: Audit) -> Iterator[str]:
    yield "| stratum | units | drawn |"
    yield "|---|---|---|"
    every: list[Stratum] = [*found.sample.claims, *found.sample.sentences]
    yield from (f"| {s.name} | {s.size:,} | {s.drawn:,} |" for s in every)


FORMS = {"text": as_text, "markdown": as_markdown, "json": as_json}
"""Forms of the card by name."""
