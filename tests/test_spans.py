"""Every span of every layer verifies on any Unicode text; anatomy covers the text; coding is a function of its
input."""

import pkgutil
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from importlib import import_module
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

import sayso
from sayso import intake, pipeline
from sayso.errors import InputRejected, SpanError
from sayso.reading import Saying
from sayso.records import Article, Attribution, Claim, Link, Words, from_json, to_json
from tests.strategies import texts

EVERY = list(pipeline.LAYERS)
Spans = tuple[tuple[int, int], ...]


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
@settings(max_examples=120)
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
@settings(max_examples=200)
def test_parts_cover_the_text_without_overlap(text: str) -> None:
    read = article(text)
    if read is None:
        return
    assert read.text == text
    assert read.parts[0].start == 0
    assert read.parts[-1].end == len(text)
    assert all(a.end == b.start for a, b in zip(read.parts, read.parts[1:], strict=False))


@given(texts)
@settings(max_examples=40)
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
    for claim in sayso.code(
        "PARIS (AFP) - France expelled two Russian diplomats on Monday, the foreign ministry said."
    ):
        assert from_json(to_json(claim), Claim) == claim


def spanned() -> Iterator[type[Any]]:
    """Every record of the package with a start and an end in a text."""
    for module in pkgutil.walk_packages(sayso.__path__, "sayso."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            for kind in vars(import_module(module.name)).values():
                if isinstance(kind, type) and kind.__module__ == module.name and is_dataclass(kind):
                    hints = {f.name: f.type for f in fields(kind)}
                    if hints.get("start") == "int" and hints.get("end") == "int":
                        yield kind


@pytest.mark.parametrize("kind", sorted(spanned(), key=str), ids=str)
@pytest.mark.parametrize(("start", "end"), [(48, 21), (5, 5), (-1, 3)])
def test_no_record_is_made_with_an_empty_or_reversed_span(kind: type[Any], start: int, end: int) -> None:
    others = {f.name: None for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    with pytest.raises(
        SpanError, match=rf"span \[{start}, {end}\): it must begin at 0 or later and end after it begins"
    ):
        kind(**{**others, "start": start, "end": end})
    assert kind(**{**others, "start": 0, "end": 1})


def test_records_of_several_spans_refuse_a_wrong_one() -> None:
    cases: list[tuple[Spans, Spans, Spans]] = [(((3, 3),), (), ()), ((), ((9, 2),), ()), ((), (), ((0, 4), (48, 21)))]
    for source, cue, content in cases:
        with pytest.raises(SpanError):
            Attribution(source, cue, content)
        with pytest.raises(SpanError):
            Saying(cue, source, content, 1.0)
    for start, end in ((4, 4), (4, None), (None, 4)):
        with pytest.raises(SpanError):
            Link("TASS", "agency", start=start, end=end)
    assert Link("TASS", "agency").start is None


def test_a_wrong_span_in_json_is_told_with_its_field() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"span \[7, 7\)"):
        from_json(b'{"text":"it","start":7,"end":7}', Words)


def test_a_quotation_that_holds_a_cue_does_not_take_words_before_it() -> None:
    text = "“We will not attack,” MOSCOW, May 9 (Reuters) - “Nested ‘quotes’ and «others»"
    assert sayso.annotate(text, ["attributions"])["attributions"] == []
