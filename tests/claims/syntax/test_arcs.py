"""Questions asked of dependency arcs: heads, branches, stretches; and arcs of a Reading that nobody parsed."""

from sayso.claims.syntax.arcs import Arcs
from sayso.claims.syntax.arguments import agents, objects, subject
from sayso.reading import ArticleToken as At

WORDS = ["The", "rebels", "of", "Zenda", "attacked", "two", "bases", "yesterday"]
HEADS = [1, 4, 3, 1, 4, 6, 4, 4]
RELATIONS = ["det", "nsubj", "case", "nmod", "root", "nummod", "obj", "obl:tmod"]
TAGS = ["DET", "NOUN", "ADP", "PROPN", "VERB", "NUM", "NOUN", "NOUN"]


def _arcs(words: list[str], heads: list[int], relations: list[str], tags: list[str]) -> Arcs:
    below = [[At(c) for c, h in enumerate(heads) if h == token != c] for token in range(len(words))]
    return Arcs(words, tags, [w.lower() for w in words], [At(h) for h in heads], relations, below)


ARCS = _arcs(WORDS, HEADS, RELATIONS, TAGS)


def test_a_stretch_hangs_on_the_word_whose_head_lies_outside() -> None:
    assert ARCS.top(0, 4) == 1
    assert ARCS.top(2, 4) == 3
    assert ARCS.top(0, 8) == 4


def test_a_branch_is_what_hangs_below_and_may_be_cut() -> None:
    assert ARCS.below(At(1)) == [0, 1, 2, 3]
    assert ARCS.below(At(1), without=frozenset({"nmod"})) == [0, 1]
    assert ARCS.stretch(At(1)) == (0, 4)
    assert ARCS.stretch(At(1), stops=[At(2)]) == (0, 2)


def test_relations_are_asked_with_and_without_their_subtype() -> None:
    assert ARCS.child(At(4), "obl") == ARCS.child(At(4), "obl:tmod") == 7
    assert ARCS.relation(At(7)) == "obl"
    assert ARCS.child(At(4), "iobj") is None
    assert ARCS.case(At(3)) == "of"
    assert ARCS.case(At(6)) == ""


def test_the_way_up_ends_at_the_root() -> None:
    assert ARCS.path(At(2)) == [2, 3, 1, 4]


def test_who_does_what_to_whom_is_read_off_the_arcs() -> None:
    assert subject(ARCS, At(4)).heads == (1,)
    assert objects(ARCS, At(4)) == (6,)
    words = ["Two", "bases", "were", "attacked", "by", "rebels"]
    passive = _arcs(words, [1, 3, 3, 3, 5, 3], ["nummod", "nsubj:pass", "aux:pass", "root", "case", "obl"],
                    ["NUM", "NOUN", "AUX", "VERB", "ADP", "NOUN"])  # fmt: skip
    assert subject(passive, At(3)).passive
    assert agents(passive, At(3)) == (5,)


def test_arcs_of_what_was_not_parsed_are_false() -> None:
    assert not _arcs([], [], [], [])
    assert ARCS
