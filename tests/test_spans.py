"""Every span of every layer verifies on any Unicode text; anatomy covers the text; coding is a function of its input."""

from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings

import sayso
from sayso import intake, pipeline
from sayso.errors import InputRejected
from sayso.records import Article, Claim, from_json, to_json
from tests.strategies import texts

EVERY = list(pipeline.LAYERS)


def article(text: str) -> Article | None:
    try:
        return intake.article({"text": text})
    except InputRejected:
        return None


def spans(node: Any) -> list[tuple[int, int, str | None]]:
    """All spans in a JSON tree: {start, end, text?} objects and [start, end] pairs of attributions."""
    found: list[tuple[int, int, str | None]] = []
    if isinstance(node, dict):
        if isinstance(node.get("start"), int):
            found.append((node["start"], node["end"], node.get("text")))
        for name, value in node.items():
            if name in ("source", "cue", "content") and isinstance(value, list):
                found += [(a, b, None) for a, b in value]
            else:
                found += spans(value)
    elif isinstance(node, list):
        for value in node:
            found += spans(value)
    return found


@given(texts)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_span_of_every_layer_verifies(text: str) -> None:
    read = article(text)
    if read is None:
        return
    try:
        row = msgspec.json.decode(to_json(pipeline.annotate(read, EVERY)))
    except InputRejected:
        return
    for start, end, words in spans(row):
        assert 0 <= start < end <= len(text)
        assert words is None or text[start:end] == words


@given(texts)
@settings(max_examples=200, deadline=None)
def test_parts_cover_the_text_without_overlap(text: str) -> None:
    read = article(text)
    if read is None:
        return
    assert read.text == text
    assert read.parts[0].start == 0
    assert read.parts[-1].end == len(text)
    assert all(a.end == b.start for a, b in zip(read.parts, read.parts[1:], strict=False))


@given(texts)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    read = article(text)
    if read is None:
        return
    try:
        first = sayso.code(read)
    except InputRejected:
        return
    assert to_json(first) == to_json(sayso.code(read))
    assert all(c.coder.model for c in first)


def test_claims_survive_json() -> None:
    for claim in sayso.code("PARIS (AFP) - France expelled two Russian diplomats on Monday, the foreign ministry said."):
        assert from_json(to_json(claim), Claim) == claim
