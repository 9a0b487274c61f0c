"""A claim in a bundle that proves itself: record, page, evidence, hashes, and the state of the ledger it came from,
checked on any machine without the ledger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from sayso.errors import MalformedRecord
from sayso.records import Claim, claim_id, digest, to_json

CITATION_KIND = "sayso-citation-1"
"""What a bundle calls itself; another number is another form."""
MOST_ORDINALS = 200
"""Claims on one predicate that an id is looked for among."""


@dataclass(frozen=True, slots=True)
class LedgerState:
    """A ledger at a moment: how many claims it held, the time of its last record, and a SHA-256 over all claims."""

    claims: int
    recorded_at: str
    sha256: str


def bundle(claim: Claim, page: Mapping[str, str | None], state: LedgerState, text: str | None = None) -> dict[str, Any]:
    """The bundle of a claim. `page` describes its article, `version` the hash of its text among it; `text` is the
    article's, where it may be handed on."""
    held: dict[str, Any] = {
        "kind": CITATION_KIND,
        "claim": json.loads(to_json(claim)),
        "article": {**page, "text": text},
        "evidence": [{"start": w.start, "end": w.end, "text": w.text, "sha256": sha256(w.text)}
                     for w in claim.evidence],
        "ledger": {"claims": state.claims, "recorded_at": state.recorded_at, "sha256": state.sha256},
    }  # fmt: skip
    return {**held, "sha256": bundle_seal(held)}


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def bundle_seal(held: Mapping[str, Any]) -> str:
    """SHA-256 of a bundle's content: JSON with sorted keys, no spaces, without the seal itself, and without the
    article's text, which its version proves: with and without it a bundle has one seal."""
    content = {key: value for key, value in held.items() if key != "sha256"}
    if isinstance(content.get("article"), dict):
        content["article"] = {key: value for key, value in content["article"].items() if key != "text"}
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True))


def read(raw: bytes, source: str) -> dict[str, Any]:
    """A bundle from a file. Raises MalformedRecord where it is none."""
    try:
        found = json.loads(raw)
    except ValueError as error:
        raise MalformedRecord(source, f"no JSON ({error})") from error
    if not isinstance(found, dict) or found.get("kind") != CITATION_KIND:
        raise MalformedRecord(source, f"no bundle of sayso cite (its `kind` is not {CITATION_KIND})")
    return found


def faults(held: Mapping[str, Any], text: str | None = None) -> Iterator[str]:
    """What is wrong with a bundle, in sentences; nothing where it holds. `text`: the article's, from elsewhere.

    Checked: the seal; that the claim is a record; its id, from article, version and words; the hashes of the evidence;
    and with a text that it is the version cited and that each span is the words that stand beside it.
    """
    if held.get("sha256") != bundle_seal(held):
        yield f"the seal is {held.get('sha256')}, and the content's is {bundle_seal(held)}: something was changed"
    try:
        claim = msgspec.convert(held["claim"], Claim)
        page, evidence = dict(held["article"]), list(held["evidence"])
        version = str(page["version"])
    except (KeyError, TypeError, ValueError) as error:
        yield f"it does not hold what it must ({error})"
        return
    if not _hangs_on_its_words(claim, version):
        yield f"the id {claim.id} is not that of these words in article {claim.article_id}, version {version}"
    if [(w.get("start"), w.get("end"), w.get("text")) for w in evidence] != [
        (w.start, w.end, w.text) for w in claim.evidence
    ]:
        yield "the evidence is not the claim's"
    for word in evidence:
        if word.get("sha256") != sha256(str(word.get("text"))):
            yield f"the evidence at {word.get('start')} does not have its hash"
    whole = page.get("text") if text is None else text
    if whole is not None:
        yield from _against(str(whole), claim, version)


def _hangs_on_its_words(claim: Claim, version: str) -> bool:
    return any(claim.id == claim_id(claim.article_id, version, claim.predicate, n) for n in range(MOST_ORDINALS))


def _against(text: str, claim: Claim, version: str) -> Iterator[str]:
    if digest(text) != version:
        yield f"the text is version {digest(text)}, and the claim was read in version {version}"
    yield from misquoted(text, claim)


def misquoted(text: str, claim: Claim) -> Iterator[str]:
    """A sentence for each span of a claim at which the text has other words."""
    for start, end, words in _spans(json.loads(to_json(claim))):
        if text[start:end] != words:
            yield f"at {start}–{end} the text has {text[start:end]!r}, and the claim {words!r}"


def _spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every span of a record with the words beside it."""
    if isinstance(value, list):
        for item in value:
            yield from _spans(item)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str) and isinstance(value.get("start"), int):
            yield value["start"], value["end"], value["text"]
        for item in value.values():
            yield from _spans(item)


def has_text(held: Mapping[str, Any]) -> bool:
    """Whether a bundle carries the article's text, so that its spans are checked without another file."""
    return bool(held.get("article", {}).get("text"))
