"""What the encoder reads in place of countries and of loaded words."""

import pytest

import sayso
from sayso.language import neutral
from sayso.language.encoder import encoder
from sayso.language.windows import token_windows
from sayso.language.words import cut


def pieces(text: str) -> list[int]:
    windows = list(token_windows(encoder().tokenizer, text, [cut(text)]))
    return [piece for window in windows for piece in window.pieces.tolist()]


SWAPS = [
    ("Spain sent 200 soldiers to Kenya on Friday.", "Kenya sent 200 soldiers to Spain on Friday."),
    ("Chad accuses Niger of arming rebels.", "Niger accuses Chad of arming rebels."),
    ("PERU WARNS TURKEY OVER BORDER POSTS", "TURKEY WARNS PERU OVER BORDER POSTS"),
    ("Russian troops left Georgian villages, Russia says.", "Georgian troops left Russian villages, Georgia says."),
]


@pytest.mark.parametrize(("one", "other"), SWAPS)
def test_two_countries_exchanged_are_read_as_the_same_text(one: str, other: str) -> None:
    assert pieces(one) == pieces(other)


@pytest.mark.parametrize(
    ("one", "other", "exchange"),
    [
        ("Spain sent 200 soldiers to Kenya on Friday.", "Kenya sent 200 soldiers to Spain on Friday.", ("ESP", "KEN")),
        ("Chad accuses Niger of arming rebels.", "Niger accuses Chad of arming rebels.", ("TCD", "NER")),
        ("Peru warned Turkey on Monday.", "Turkey warned Peru on Monday.", ("PER", "TUR")),
    ],
)
def test_exchanging_two_countries_exchanges_them_in_the_claims_alone(
    one: str, other: str, exchange: tuple[str, str]
) -> None:
    codes = dict((exchange, exchange[::-1]))
    before, after = (
        [(c.act, c.mode, c.status, [p.country for p in (*c.actors, *c.recipients)]) for c in sayso.code(text)]
        for text in (one, other)
    )
    assert before
    assert [(*claim[:3], [codes.get(code or "", code) for code in claim[3]]) for claim in before] == after


@pytest.mark.parametrize("word", ["terrorists", "rebels", "insurgents", "freedom fighters", "Guerrillas"])
def test_who_names_fighters_how_does_not_show_in_what_is_read(word: str) -> None:
    stands = neutral.stands(["The", *word.split(), "fled"])
    assert stands[1:-1] == [("militants", neutral.LOADED_WORD)] * len(word.split())


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("leaders of Latin America met", []),
        ("the turkey was eaten in china cups", []),
        ("South Korean and Guinea - Bissau troops", ["KOR", "KOR", "GNB", "GNB", "GNB"]),
        ("they told us that US and U.S. forces", ["USA", "USA"]),
    ],
)
def test_countries_are_told_by_their_written_names(words: str, named: list[str]) -> None:
    assert [stand[0] for stand in neutral.stands(words.split()) if stand] == named


def test_a_country_keeps_its_number_in_its_window_whatever_form_names_it() -> None:
    text = "Chad sent troops to Niger. Chadian troops left Niger."
    read = pieces(text)
    ids = [encoder().tokenizer.token_to_id(word) for word in ("canada", "italy", "canadian", "italy")]
    assert [piece for piece in read if piece in set(ids)] == ids
