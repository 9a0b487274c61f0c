"""What is searched: every parser and every layer, each with what it is given and what must hold of the answer.

A target raises for a find. What the package refuses by name is no find, unless a stage failed on it.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st

import sayso
from sayso import intake, pipeline
from sayso.answers.question import asked
from sayso.answers.store import Ledger, open_ledger
from sayso.claims.codebook import load_codebook
from sayso.cli.coding import _record
from sayso.copies.sketch import pack, unpack
from sayso.errors import CodebookError, InputRejected, StageFailed, UsageError
from sayso.exports import WRITERS, account
from sayso.ground import edtf
from sayso.intake import Columns, build, dates, formats
from sayso.intake.formats import stream_of
from sayso.intake.sources import Raw
from sayso.ledger import bulk
from sayso.ledger.scope import Query
from sayso.linking import tying
from sayso.records import Article, Claim, from_json, to_json
from sayso.settings import Settings
from tests.fuzz import files, values
from tests.fuzz.files import File
from tests.test_spans import spans

PROSE = (
    "PARIS (AFP) - France expelled two Russian diplomats on Monday, the foreign ministry said. “We will not "
    "attack,” it added.\n"
)
LEAVING = (
    "NAIROBI, March 4 (Reuters) - Kenya has agreed to withdraw 200 soldiers from Somalia, the minister "
    "said on Thursday.\n"
)


@dataclass(frozen=True, slots=True)
class Target:
    """`values` makes what is thrown at it, `check` raises where something breaks."""

    values: st.SearchStrategy[Any]
    check: Callable[[Any], None]


@contextmanager
def refusing(*kinds: type[Exception]) -> Iterator[None]:
    """What is refused by name is no find; what a stage failed on is, as what it was."""
    try:
        yield
    except StageFailed as error:
        raise error.cause from None
    except Exception as error:
        if not isinstance(error, (InputRejected, *kinds)):
            raise


def _layers(article: Article) -> None:
    """Every span of every layer verifies, parts cover the text, claims survive JSON and every way out."""
    assert [article.parts[0].start, article.parts[-1].end] == [0, len(article.text)]
    row = msgspec.json.decode(to_json(pipeline.annotate(article, list(pipeline.LAYERS))))
    for start, end, words in spans(row):
        assert 0 <= start < end <= len(article.text), (start, end)
        assert words is None or article.text[start:end] == words, (start, end, words)
    coded = pipeline.code(article)
    assert all(from_json(to_json(claim), Claim) == claim for claim in coded.claims)
    for writer in WRITERS.values():
        writer.packed(coded.claims)
    account.printer(io.StringIO(), uncoded=True)(coded)
    account.uncoded_printer(io.StringIO())(coded)


def _text(text: str) -> None:
    with refusing():
        _layers(intake.article({"text": text, "published": "2024-05-09"}))


def _undated(text: str) -> None:
    with refusing():
        _layers(intake.article({"text": text}))


def _raw(kind: Any) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        with refusing():
            article = build.from_raw(Raw("fuzz", data, kind), Settings(), None)
            assert article.parts[-1].end == len(article.text)
            assert from_json(to_json(article), Article) == article

    return check


def _file(file: File) -> None:
    """Every piece of a file is an article or refused by name, and what is refused is no stage that failed."""
    ending, data = file
    name = f"fuzz{ending}"
    with refusing():
        for found in stream_of(io.BytesIO(data), name, formats.ending(name), Settings(), Columns()):
            with refusing():
                if isinstance(found, InputRejected):
                    raise found
                article = build.from_raw(found, Settings(), None)
                assert from_json(to_json(article), Article) == article


def _told(text: str) -> None:
    """What linking reads of an article, and how it travels between processes."""
    with refusing():
        article = intake.article({"text": text})
        outline, _ = tying.read(article)
        assert pack(unpack(pack(outline))) == pack(outline)


@cache
def _ledger() -> Ledger:
    return open_ledger(tempfile.mkdtemp(prefix="sayso-fuzz-"), create=True)


def _kept(fields: dict[str, Any]) -> None:
    with refusing():
        article = intake.article(fields)
        with _ledger().writing("fuzz", "0") as run:
            pipeline.keep(article, run)
            tying.tie_new(run)


def _pair(row: dict[str, Any]) -> None:
    with refusing():
        assert pipeline.relate(row)["event_type"]


def _line(data: bytes) -> None:
    with refusing():
        _record(data, "fuzz")


@cache
def _parquet() -> bytes:
    stream = io.BytesIO()
    writer = WRITERS["parquet"]
    writer.write([writer.packed(sayso.code(text)) for text in (PROSE, LEAVING)], stream)
    return stream.getvalue()


def _damaged(places: list[tuple[int, int]]) -> None:
    """A file of claims in which some bytes were changed."""
    data = bytearray(_parquet())
    for at, byte in places:
        data[at % len(data)] = byte
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file, refusing():
        file.write(data)
        file.flush()
        list(bulk.entries(file.name, lambda _: None))


def _claim(places: list[tuple[int, int]]) -> None:
    """A claim's JSON in which some bytes were changed."""
    data = bytearray(to_json(sayso.code(LEAVING)[0]))
    for at, byte in places:
        data[at % len(data)] = byte
    with refusing(msgspec.DecodeError, UnicodeDecodeError):
        from_json(bytes(data), Claim)


def _table(position: int) -> Callable[[str], None]:
    def check(words: str) -> None:
        with tempfile.TemporaryDirectory() as folder, refusing(CodebookError):
            path = Path(folder, "own.yaml")
            path.write_text(words, encoding="utf-8", errors="surrogatepass")
            load_codebook(*(path if n == position else None for n in range(4)))

    return check


def _question(words: str) -> None:
    with refusing(UsageError):
        asked(words)
    with refusing(UsageError):
        _ledger().brief(words)
        _ledger().presence(Query(words[:20], words[20:40]))


def _date(words: str) -> None:
    edtf.is_point(words)
    normal, day, window = dates.normal(words), edtf.day_of(words), edtf.window(words)
    assert normal is None or dates.normal(normal) == normal
    assert day is None or len(day) == 10
    assert window.low is None or window.high is None or window.low <= window.high


TARGETS: Mapping[str, Target] = {
    "text": Target(values.news, _text),
    "undated": Target(values.news, _undated),
    "bytes": Target(values.any_bytes, _raw("text")),
    "page": Target(values.page_bytes, _raw("html")),
    "record": Target(values.raw_records, _raw("record")),
    "file": Target(files.files, _file),
    "links": Target(values.news, _told),
    "ledger": Target(st.tuples(values.records, values.news).map(lambda p: {"text": p[1], **p[0]}), _kept),
    "pair": Target(st.one_of(values.pairs, values.fitting), _pair),
    "line": Target(values.raw_records, _line),
    "parquet": Target(values.damages, _damaged),
    "claim": Target(values.damages, _claim),
    "codebook": Target(values.tables, _table(0)),
    "actors": Target(values.tables, _table(1)),
    "outlets": Target(values.tables, _table(2)),
    "places": Target(values.tables, _table(3)),
    "question": Target(values.questions, _question),
    "date": Target(values.edtf, _date),
}
