"""An act that is done by speaking is on the word of whoever speaks, a paper too."""

import pytest

import sayso

TEXTS = [
    ("The statement urged both sides to release prisoners in Sudan.", "release", "statement"),
    ("The report praised Kenya for its quick response to the drought.", "praised", "report"),
    ("The communique condemned the coup in Niger.", "condemned", "communique"),
    ("The UN agency has praised Burma for its quick response.", "praised", "UN agency"),
    ("The resolution blamed Eritrea for the clash on the border.", "blamed", "resolution"),
    ("Chad welcomed the accord, officials said.", "welcomed", "Chad"),
]


@pytest.mark.parametrize(("text", "on", "name"), TEXTS, ids=[t[2] for t in TEXTS])
def test_whoever_speaks_is_the_last_link(text: str, on: str, name: str) -> None:
    claims = sayso.code(sayso.article({"text": text}))
    (claim,) = (c for c in claims if c.predicate.start <= text.index(on) < c.predicate.end)
    assert claim.attribution[-1].name == name


def test_who_supports_in_deed_says_nothing() -> None:
    (claim,) = sayso.code(sayso.article({"text": "Kenya supported the bid of Rwanda with money."}))
    assert claim.attribution == ()
