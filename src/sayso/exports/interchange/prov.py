"""Chains of say-so as W3C PROV-JSON.

A claim is derived from its article as a quotation; the article from what the outermost link said, that from what the
next one said, the last as its primary source. What a link said is attributed to it; it acts on behalf of the body that
it speaks for. Parallel links are several sources of one derivation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from sayso.errors import MalformedRecord
from sayso.exports.interchange.kept import GONE, KeptClaim
from sayso.exports.interchange.losses import Losses
from sayso.records import Link, digest

PREFIXES = {
    "sayso": "https://sayso.example/ns#", "claim": "https://sayso.example/claim/",
    "said": "https://sayso.example/said/", "article": "https://sayso.example/article/",
    "agent": "https://sayso.example/agent/",
}  # fmt: skip
LOST = {
    "mode": GONE, "auxiliary": GONE, "contexts": GONE, "further actors": GONE, "further recipients": GONE,
    "sectors": GONE, "titles": GONE, "entities": "only of the sources", "places": GONE, "time": GONE, "decided": GONE,
    "quantities": GONE, "movement": GONE, "spans": GONE, "interested": GONE,
}  # fmt: skip


class _Document:
    """The records of one PROV document, by kind and identifier."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, dict[str, Any]]] = {}
        self._relations = 0

    def put(self, kind: str, name: str, **values: Any) -> str:
        """A record under its identifier; the first one with it counts."""
        given = {key.replace("__", ":"): value for key, value in values.items() if value is not None}
        self.records.setdefault(kind, {}).setdefault(name, given)
        return name

    def tie(self, kind: str, **values: Any) -> None:
        """A relation, which has no identifier of its own."""
        self._relations += 1
        self.put(kind, f"_:r{self._relations}", **values)


def write(kept: Iterable[KeptClaim], stream: BinaryIO) -> Losses:
    """One document."""
    report, document = Losses("prov", LOST), _Document()
    for item in kept:
        report.see(item.claim)
        _claim(item, document)
    data = {"prefix": PREFIXES, **document.records}
    stream.write(json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
    return report


def _claim(item: KeptClaim, document: _Document) -> None:
    claim, page = item.claim, item.page
    name = document.put(
        "entity", f"claim:{claim.id}.{digest(claim.coder.name, claim.coder.version, claim.coder.model or '')}",
        prov__type="sayso:Claim", sayso__id=claim.id, sayso__act=claim.act, sayso__status=claim.status,
        sayso__evidence=" … ".join(w.text for w in claim.evidence), sayso__confidence=claim.confidence,
        sayso__quoted=claim.quoted,
    )  # fmt: skip
    coder = document.put("agent", f"agent:coder-{digest(claim.coder.name, claim.coder.version)}",
                         prov__label=f"{claim.coder.name} {claim.coder.version}")  # fmt: skip
    document.tie("wasAttributedTo", prov__entity=name, prov__agent=coder)
    article = document.put(
        "entity", f"article:{digest(claim.article_id, page.version)}", prov__type="sayso:Article",
        sayso__id=claim.article_id, sayso__version=page.version, sayso__url=page.url, prov__label=page.title,
    )  # fmt: skip
    document.tie("wasDerivedFrom", prov__generatedEntity=name, prov__usedEntity=article, prov__type=_kind("Quotation"))
    before = [name]
    for depth, link in enumerate(claim.attribution):
        last = depth == len(claim.attribution) - 1
        said = [_said(name, depth, k, x, document) for k, x in enumerate((link, *link.jointly))]
        for used in said:
            for made in before:
                document.tie("wasDerivedFrom", prov__generatedEntity=made, prov__usedEntity=used,
                             prov__type=_kind("PrimarySource") if last else None)  # fmt: skip
        before = said


def _kind(name: str) -> dict[str, str]:
    return {"$": f"prov:{name}", "type": "prov:QUALIFIED_NAME"}


def _said(claim: str, depth: int, k: int, link: Link, document: _Document) -> str:
    said = document.put(
        "entity", f"said:{claim.partition(':')[2]}-{depth}{f'-{k}' if k else ''}", prov__type="sayso:Statement",
        sayso__of=claim, sayso__depth=depth, sayso__cue=link.cue.text if link.cue else None, sayso__on=link.on,
        sayso__carried=link.carried or None,
    )  # fmt: skip
    agent = document.put("agent", _agent(link), prov__label=link.name or link.text, sayso__kind=link.kind,
                         sayso__country=link.country)  # fmt: skip
    document.tie("wasAttributedTo", prov__entity=said, prov__agent=agent)
    if link.speaks_for and link.speaks_for != link.entity:
        body = document.put("agent", f"agent:{_local(link.speaks_for)}")
        document.tie("actedOnBehalfOf", prov__delegate=agent, prov__responsible=body)
    return said


def _agent(link: Link) -> str:
    return f"agent:{_local(link.entity) if link.entity else digest(link.name or link.text or 'unnamed', link.kind)}"


def _local(name: str) -> str:
    """An identifier as the local part of a qualified name."""
    return "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in name)


def read_chains(stream: BinaryIO, source: str = "PROV-JSON") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Claims by their ids, each with the labels of its chain, the outermost first. Raises MalformedRecord for what is
    no document of `write`."""
    try:
        data = json.load(stream)
        entities, agents, ties = data.get("entity", {}), data.get("agent", {}), data.get("wasAttributedTo", {})
    except (ValueError, AttributeError) as error:
        raise MalformedRecord(source, f"no PROV-JSON ({error})") from error
    by = {tie["prov:entity"]: tie["prov:agent"] for tie in ties.values()}
    said: dict[str, list[tuple[int, str]]] = {}
    for name, row in entities.items():
        if row.get("prov:type") == "sayso:Statement" and name.count("-") == 1:
            said.setdefault(row["sayso:of"], []).append((row["sayso:depth"], _label(agents, by.get(name, ""))))
    for name, row in entities.items():
        if row.get("prov:type") == "sayso:Claim":
            yield row["sayso:id"], tuple(label for _, label in sorted(said.get(name, [])))


def _label(agents: Mapping[str, Mapping[str, Any]], name: str) -> str:
    return str(agents.get(name, {}).get("prov:label", ""))
