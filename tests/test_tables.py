"""Every row of every packaged table does something: its own example reads differently with it, or a text of the corpus
holds it.

Examples are in tests/data/examples.yaml. Tables of names and codes are held to the look-up that answers from them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from corpus.reader import FOLDERS, everything

from sayso import ontology
from sayso.claims.acts import lexicon
from sayso.claims.acts.lexeme import Lexeme
from sayso.claims.acts.table import words_of
from sayso.claims.times import words as timewords
from sayso.copies import words as stems
from sayso.english import lemmas
from sayso.english.forms import is_verb
from sayso.english.tokens import tokens
from sayso.exports.interchange.countries import alpha_2, fips
from sayso.ground import outlets
from sayso.intake import languages
from sayso.intake.parts import furniture
from sayso.intake.parts.credits import agencies_in
from sayso.ledger import as_told
from sayso.resources import table
from tests.examples import inflected, shows, with_words_of
from tests.table_walks import (
    dead_actors,
    dead_cues_of_countries,
    dead_divisions,
    dead_gazetteer,
    dead_likenesses,
    dead_voices,
    dead_words_of_pages,
    dead_words_of_questions,
    unfound,
)

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "sayso" / "data"
EXAMPLES: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "data" / "examples.yaml").read_bytes())
TOLD, NOTICES = (ROOT / "tests" / "cases" / name for name in ("told.yaml", "notices.jsonl"))
LONGEST = 6
FITTED = {"weights.yaml", "copies.yaml", "happenings.yaml", "ontology.yaml"}
"""Tables of weights, limits and names of types: their fields are held to the code, and test_ontology.py reads the
ontology."""
NUMBERS = {"weights", "plover", "ties", "least", "sureness", "goes_on", "physical", "same_parties", "context", "basis"}
"""Lists of others that hold weights, types of acts or patterns, and no words."""


# ---------------------------------------------------------------- word lists
def _rows(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(list, row) of a table: items of lists, and keys of mappings to plain values or, where the examples say so, to
    lists."""
    for key, held in value.items():
        here = (*path, str(key))
        if here[0] in NUMBERS:
            continue
        if isinstance(held, dict) and "/".join(here) not in EXAMPLES["keys"]:
            yield from _rows(held, here)
        elif isinstance(held, dict):
            yield from (("/".join(here), str(row)) for row in held)
        elif isinstance(held, list):
            for item in held:
                if isinstance(item, dict):
                    yield from _rows({k: v for k, v in item.items() if k == "words"}, here)
                elif isinstance(item, str):
                    yield "/".join(here), item
        elif path:
            yield "/".join(path), str(key)


@cache
def _corpus() -> tuple[str, ...]:
    """Texts of the corpus and those of the examples."""
    told = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus" / "examples").glob("*.txt"))]
    return (*(text.text for text in everything(FOLDERS)), *told, *EXAMPLES["texts"])


@cache
def _cases(*paths: str) -> tuple[str, ...]:
    """Everything that stands in cases of the tests."""
    return tuple(
        str(leaf) for path in paths for leaf in _leaves(yaml.load((ROOT / path).read_bytes(), yaml.BaseLoader))
    )


@cache
def _runs() -> frozenset[str]:
    """Every run of up to six words of those texts and of the cases of the tests, in small letters."""
    cases = [
        str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests").rglob("*.yaml")) if path.parent.name != "data"
    ]
    lines = [_split(text) for text in (*_corpus(), *_cases(*cases))]
    return frozenset(
        " ".join(line[i : i + n]) for line in lines for n in range(1, LONGEST + 1) for i in range(len(line) - n + 1)
    )


def _split(text: str) -> list[str]:
    plain = text.casefold().replace("’", "'")
    return [token.text for token in tokens(plain, 0, len(plain))]


def _stands(row: str) -> bool:
    return any(" ".join(_split(shape)) in _runs() for shape in (row, *inflected(row)))


WORD_LISTS = [
    "lists.yaml",
    "abbreviations.yaml",
    "credits.yaml",
    "dating.yaml",
    "grammar.yaml",
    "movement.yaml",
    "numbers.yaml",
    "say.yaml",
    "sites.yaml",
    "status.yaml",
    "times.yaml",
    "titles.yaml",
    "toponyms.yaml",
    "relation.yaml",
]


def _dead_words(name: str) -> Iterator[str]:
    shown = EXAMPLES.get(name, {})
    for list_, row in _rows(table(name)):
        spec = shown.get(list_)
        ends = list_.endswith("_endings") and any(run.endswith(row) and " " not in run for run in _runs())
        if not ends and not (shows(row, spec["see"], spec["in"]) if spec else _stands(row)):
            yield f"{list_}: {row}"


# ---------------------------------------------------------------- patterns
def _dead_patterns_of_time() -> Iterator[str]:
    patterns = timewords.PATTERNS
    yield from _unmatched(
        [p.source for p in patterns],
        [p.like for p in patterns],
        (*_cases("tests/claims/times/times_cases.yaml"), *_corpus()),
    )


def _dead_furniture() -> Iterator[str]:
    lines = [
        *_cases("tests/intake/furniture.yaml", "tests/intake/makers.yaml"),
        *(x for text in EXAMPLES["texts"] for x in text.splitlines()),
    ]
    agencies = "|".join(sorted({re.escape(form) for line in lines for form in agencies_in(line)}))
    for label, kinds in table("anatomy.yaml").items():
        for kind, rows in kinds.items():
            close = "" if kind == "opening" else furniture.CLOSE
            like = [re.compile(furniture._filled(row, agencies) + close, re.IGNORECASE) for row in rows]
            yield from (f"{label}: {row}" for row in _unmatched(rows, like, lines, whole=kind != "opening"))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from (leaf for key, held in value.items() for leaf in (key, *_leaves(held)))
    elif isinstance(value, list):
        yield from (leaf for held in value for leaf in _leaves(held))
    else:
        yield value


def _unmatched(
    rows: Iterable[str], patterns: Sequence[re.Pattern[str]], texts: Sequence[str], *, whole: bool | None = None
) -> Iterator[str]:  # fmt: skip
    """Rows whose pattern is found in no text; `whole`: it must take all of one, or (false) its beginning."""
    for row, pattern in zip(rows, patterns, strict=True):
        find = pattern.search if whole is None else pattern.fullmatch if whole else pattern.match
        if not any(find(text) for text in texts):
            yield row


def _dead_relations() -> Iterator[str]:
    told = [json.loads(line) for line in NOTICES.read_text(encoding="utf-8").splitlines()]
    lines = (line for text in EXAMPLES["texts"] for line in text.splitlines())
    texts = [*_corpus(), *lines, *(case["text"] for case in told)]
    parts = ("on", "item", "piece", "gone", "void")
    yield from _dead_patterns("relations.yaml", parts, {}, texts)


def _dead_presence() -> Iterator[str]:
    """Each pattern is found in a case, from its beginning or up to some place in it."""
    cases = [row["text"] for rows in yaml.safe_load(TOLD.read_bytes()).values() for row in rows]
    pieces = [piece for text in cases for i in range(len(text)) for piece in (text[i:], text[: i + 1])]
    yield from _dead_patterns("presence.yaml", ("force", "exit"), {"{n}": as_told.N, "{m}": as_told.M}, pieces)


def _dead_patterns(name: str, parts: Sequence[str], signs: dict[str, str], texts: Sequence[str]) -> Iterator[str]:
    """Rows of a table of patterns that are found in no text; `parts` are its rows that others name in braces."""
    raw = table(name)
    for key, given in raw.items():
        if key in parts or not isinstance(given, (str, list)):
            continue
        rows = [given] if isinstance(given, str) else given
        for row in rows:
            filled = row
            for part in parts:
                filled = filled.replace(f"{{{part}}}", raw[part])
            for sign, meaning in signs.items():
                filled = filled.replace(sign, meaning)
            flags = re.MULTILINE if key == "house" else re.MULTILINE | re.IGNORECASE
            if not any(re.search(filled, text, flags) for text in texts):
                yield f"{key}: {row}"


# ---------------------------------------------------------------- acts and contexts
def _dead_acts() -> Iterator[str]:
    yield from (
        f"{e.pos} {e.lemma} ({e.sense.act})"
        for e in lexicon.lexemes()
        if not any(_read(e, s) for s in with_words_of(e))
    )
    for idiom in words_of(table("acts.yaml")["idioms"]):
        if not lexicon.idioms(tokens(idiom, 0, len(idiom))):
            yield f"idiom {idiom}"


def _read(entry: Lexeme, text: str) -> bool:
    return any(
        h.entry.lemma == entry.lemma and h.entry.pos == entry.pos for h in lexicon.acts(tokens(text, 0, len(text)))
    )


def _dead_contexts() -> Iterator[str]:
    for context, rows in table("contexts.yaml").items():
        strong, weak = (words_of(rows[kind]) for kind in ("strong", "weak"))
        yield from (f"{context}: {word}" for word in strong if context not in lexicon.contexts(word))
        for word in weak:
            if not any(context in lexicon.contexts(f"{word} {other}") for other in weak if other != word):
                yield f"{context}: {word}"


WALKS: dict[str, Callable[[], Iterable[str]]] = {
    **{name: lambda name=name: _dead_words(name) for name in WORD_LISTS},  # type: ignore[misc]
    **{name: lambda: () for name in FITTED},
    "acts.yaml": _dead_acts,
    "contexts.yaml": _dead_contexts,
    "timepatterns.yaml": _dead_patterns_of_time,
    "alike.yaml": dead_likenesses,
    "question.yaml": dead_words_of_questions,
    "presence.yaml": _dead_presence,
    "anatomy.yaml": _dead_furniture,
    "pages.yaml": dead_words_of_pages,
    "relations.yaml": _dead_relations,
    "voices.yaml": dead_voices,
    "actors.csv": dead_actors,
    "countries.csv": lambda: unfound(table("countries.csv"), "name", "aliases", "demonyms", "capital", "metonyms"),
    "places.csv": lambda: unfound(table("places.csv"), "name", "aliases"),
    "outlets.csv": lambda: (
        row["slug"] for row in table("outlets.csv") if not any(o.slug == row["slug"] for o in outlets.packaged())
    ),
    "countrycodes.csv": lambda: (
        row["code"]
        for row in table("countrycodes.csv")
        if (row["alpha2"], row["fips"]) != (alpha_2()[row["code"]], fips().get(row["code"], ""))
    ),
    "divisions.csv": dead_divisions,
    "storycountry.csv": dead_cues_of_countries,
    "gazetteer.sqlite": dead_gazetteer,
    "cameo.csv": lambda: (
        row["cameo"] for row in table("cameo.csv") if ontology.from_cameo(row["cameo"]).event_type != row["type"]
    ),
    "forms.csv": lambda: (row["word"] for row in table("forms.csv") if is_verb(row["word"]) != bool(row["past"])),
    "lemmas.csv": lambda: (r["form"] for r in table("lemmas.csv") if lemmas.lemma(r["form"], r["tag"]) != r["lemma"]),
    "words.csv": lambda: (row["stem"] for row in table("words.csv") if row["stem"] not in stems.rates()),
}


def test_every_table_is_walked() -> None:
    there = {path.name for path in DATA.iterdir() if path.suffix in (".yaml", ".csv", ".sqlite")} - {"MANIFEST.yaml"}
    assert set(WALKS) == there


@pytest.mark.parametrize("name", sorted(WALKS))
def test_every_row_does_something(name: str) -> None:
    assert list(WALKS[name]()) == []


def test_the_common_words_of_english_tell_the_language() -> None:
    assert languages.language("The troops of the republic have left the town, and they will not come back.") == "en"
