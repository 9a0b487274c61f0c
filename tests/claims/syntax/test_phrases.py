"""Noun phrases are taken whole, joined ones apart, and how a word hangs on an act is told by its arcs."""

from sayso.claims.syntax.phrases import conjoined_phrases, whole_phrase
from sayso.claims.syntax.ties import arc_ties
from sayso.reading import ArticleToken as At
from tests.claims.syntax.test_arcs import _arcs

POLICE = ["Police", "held", "two", "suspected", "bombers", "and", "three", "of", "their", "cousins"]
OF_POLICE = _arcs(
    POLICE,
    [1, 1, 4, 4, 1, 6, 4, 9, 9, 6],
    ["nsubj", "root", "nummod", "amod", "obj", "cc", "conj", "case", "nmod:poss", "nmod"],
    ["NOUN", "VERB", "NUM", "ADJ", "NOUN", "CCONJ", "NUM", "ADP", "PRON", "NOUN"],
)


def _words(stretch: tuple[int, int]) -> str:
    return " ".join(POLICE[slice(*stretch)])


def test_what_opens_a_noun_phrase_is_taken_to_its_noun() -> None:
    assert _words(whole_phrase(OF_POLICE, 2, 4, At(1))) == "two suspected bombers"
    assert _words(whole_phrase(OF_POLICE, 6, 8, At(1))) == "three of their cousins"
    assert _words(whole_phrase(OF_POLICE, 0, 1, At(1))) == "Police"


def test_the_word_of_the_act_is_no_part_of_a_party() -> None:
    withdrawal = _arcs(["the", "Omani", "withdrawal"], [2, 2, 2], ["det", "amod", "root"], ["DET", "ADJ", "NOUN"])
    assert whole_phrase(withdrawal, 0, 2, At(2)) == (0, 2)


def test_joined_phrases_come_apart_where_each_has_its_own_article_number_owner_or_name() -> None:
    words = ["seven", "officers", "and", "a", "clerk"]
    tags = ["NUM", "NOUN", "CCONJ", "DET", "NOUN"]
    two = _arcs(words, [1, 1, 4, 4, 1], ["nummod", "root", "cc", "det", "conj"], tags)
    assert conjoined_phrases(two, 0, 5) == [(0, 2), (3, 5)]
    one = _arcs(["women", "and", "children"], [0, 2, 0], ["root", "cc", "conj"], ["NOUN", "CCONJ", "NOUN"])
    assert conjoined_phrases(one, 0, 3) == [(0, 3)]


def test_ties_name_subject_object_and_the_object_of_a_joined_verb() -> None:
    words = ["Shells", "killed", "six", "and", "wounded", "another", "in", "Zenda"]
    arcs = _arcs(
        words,
        [1, 1, 1, 4, 1, 4, 7, 1],
        ["nsubj", "root", "obj", "cc", "conj", "obj", "case", "obl"],
        ["NOUN", "VERB", "NUM", "CCONJ", "VERB", "PRON", "ADP", "PROPN"],
    )
    found = arc_ties(arcs, At(1))
    assert found["subject"] == {0}
    assert found["object"] == {2}
    assert found["joined_object"] == {5}
    assert found["by_in"] == {7}
    assert arc_ties(_arcs([], [], [], []), At(0)) == {}
