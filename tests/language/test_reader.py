"""The reader: the same whoever else is read and however many threads run, damage found at load, and text that is no
prose."""

from __future__ import annotations

from dataclasses import astuple
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from sayso import language, resources, settings
from sayso.errors import ResourceError
from sayso.language.encoder import Encoder, encoder
from sayso.language.windows import MAX_PIECES, token_windows
from sayso.language.words import cut
from sayso.records import Anchor, Article, Credits, Part, digest
from tests.strategies import texts

LIMITS = settings.Settings()
STORY = (
    "Russia's defence ministry said on Tuesday that its troops had left two villages near the border.\n\n"
    "“We will not comment on that,” Ukrainian army spokesman Andriy Kovalenko told reporters in Kyiv. "
    "Moldova called on both sides to resume talks."
)
NOT_PROSE = {
    "table": "Region | Troops | Left\n--- | --- | ---\nSyunik | 120 | 40\nTavush | 80 | 80\n" * 20,
    "code": "def leave(x: int) -> None:\n    for i in range(x):\n        print(f'{i}: {x[i]!r}')  # TODO\n" * 10,
    "emoji": "🇺🇦🇷🇺 🔥🔥🔥 👨‍👩‍👧‍👦 left Kyiv 🚀 → 💥",
    "no spaces, Chinese": "俄罗斯军队周二离开了边境附近的两个村庄国防部发言人说" * 30,
    "no spaces, Thai": "กองทัพรัสเซียถอนตัวออกจากหมู่บ้านสองแห่งใกล้ชายแดน" * 20,
    "one long sentence": "The troops left Kyiv and " * 400 + "came back.",
    "one long word": "a" * 10_000,
    "signs": "!!! ??? ... --- *** %%% \u200b\u200d \ufeff",
    "nothing": " \n\n ",
}


def article(text: str) -> Article:
    name = digest(text)
    return Article(
        name, name, text, "en", Anchor(None, "none"), (Part("body", 0, len(text)),) if text else (), Credits()
    )


def test_an_article_reads_the_same_alone_and_among_a_hundred() -> None:
    alone = language.read(article(STORY), LIMITS)
    others = [
        article(f"Talks number {n} began in Geneva on {n % 28 + 1} May, an envoy said. " * (n % 7 + 1))
        for n in range(100)
    ]
    among = [language.read(a, LIMITS) for a in [*others[:50], article(STORY), *others[50:]]]
    assert among[50] == alone
    assert alone.events
    assert alone.sayings


def test_one_and_two_threads_score_alike() -> None:
    text = STORY * 8
    sides = []
    for threads in (1, 2):
        reader = Encoder(threads)
        sides.append([astuple(reader.scores(w)) for w in token_windows(reader.tokenizer, text, [cut(text)])])
    assert len(sides[0]) > 1
    for one, two in zip(*sides, strict=True):
        for a, b in zip(one, two, strict=True):
            assert np.array_equal(a, b)


def test_the_relation_head_scores_alike_on_one_and_two_threads() -> None:
    states = encoder().scores(next(iter(token_windows(encoder().tokenizer, STORY, [cut(STORY)])))).words
    one, two = (Encoder(threads).relation(states, [0], [12]) for threads in (1, 2))
    assert np.array_equal(one, two)
    assert abs(float(one.sum()) - 1) < 0.02


@pytest.mark.parametrize("name", ["reader.onnx", "relation.onnx", "tokenizer.json", "topic.json"])
def test_a_changed_model_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = files("sayso").joinpath("models", name).read_bytes()
    models = tmp_path / "models"
    models.mkdir()
    (models / name).write_bytes(real[:-1] + bytes([real[-1] ^ 1]))
    resources.model_card()
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    with pytest.raises(ResourceError, match=f"{name}.*SHA-256") as caught:
        resources.model(name)
    assert caught.value.name == name


def test_a_missing_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    with pytest.raises(ResourceError, match=r"reader\.onnx.*cannot be read"):
        resources.model("reader.onnx")


@pytest.mark.parametrize("name", NOT_PROSE)
def test_text_that_is_no_prose_passes(name: str) -> None:
    text = NOT_PROSE[name]
    found = language.read(article(text), LIMITS)
    assert len(found.tags) == len(found.heads) == len(found.relations) == len(found.tokens)
    assert all(0 <= head < len(found.tokens) for head in found.heads)
    assert all(text[t.start : t.end] == t.text for t in found.tokens)


@given(texts)
@hypothesis_settings(max_examples=40)
def test_any_text_is_read(text: str) -> None:
    found = language.read(article(text), LIMITS)
    assert all(
        0 <= s < e <= len(text)
        for saying in found.sayings
        for part in (saying.cue, saying.source, saying.content)
        for s, e in part
    )
    assert all(0 <= e.start < e.end <= len(text) for e in found.entities)


def test_no_window_holds_more_pieces_than_it_may() -> None:
    for text in NOT_PROSE.values():
        for window in token_windows(encoder().tokenizer, text, [cut(text)]):
            assert len(window.pieces) <= MAX_PIECES + 2


def test_pieces_are_limited_and_what_follows_keeps_no_arcs() -> None:
    text = "Russia left Kyiv on Monday. " * 200
    found = language.read(article(text), settings.Settings(max_pieces=300))
    assert found.tags[0] == "PROPN"
    assert found.tags[-1] == "X"
    assert found.heads[-1] == len(found.tokens) - 1


def test_the_model_is_small_enough() -> None:
    folder = files("sayso").joinpath("models")
    assert sum(len(item.read_bytes()) for item in folder.iterdir() if item.is_file()) <= 30 * 2**20


def test_a_marked_pair_gets_a_chance_for_every_type() -> None:
    text = "Israel bombed Lebanon."
    _, chances = language.read_pair(article(text), LIMITS, ((0, 6), (14, 21)))
    assert max(chances, key=lambda kind: chances[kind]) == "ASSAULT"
    assert abs(sum(chances.values()) - 1) < 0.02
    _, unseen = language.read_pair(article("Troops left. " * 400), LIMITS, ((0, 6), (5000, 5005)))
    assert unseen == {}
