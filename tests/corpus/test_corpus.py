"""The corpus is sound, its page is current, and its tools find what is wrong."""

import re
from typing import Any

import pytest
from corpus.reader import FOLDERS, CorpusError, Text, everything, find

from corpus import agreement, check, counts, pairs

TEXT = "Kenya will withdraw 200 soldiers, Kenya's minister said on Tuesday."


def text(**fields: Any) -> Text:
    return Text("t-1", TEXT, {"id": "t-1", "text": TEXT, "acts": [], **fields}, "t.yaml", story=False)


def act(**fields: Any) -> dict[str, Any]:
    return {"on": "withdraw", "act": "RETREAT", "status": "planned", **fields}


def test_a_key_is_whole_words_and_counts_occurrences() -> None:
    assert find(TEXT, "Kenya#2") == (34, 39)
    assert find(TEXT, "Kenya … soldiers") == (0, 32)
    with pytest.raises(CorpusError, match="'oldiers' is not in the text"):
        find(TEXT, "oldiers")


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"acts": [act(act="RETRAET")]}, "unknown act 'RETRAET'"),
        ({"acts": [act(mode="aerial")]}, "mode 'aerial' is not one of RETREAT"),
        ({"acts": [act(actor="Uganda")]}, "'Uganda' is not in the text"),
        ({"acts": [act(say="s9")]}, "unknown 's9'"),
        ({"acts": [act(act="PRESENT")]}, "PRESENT without move"),
        ({"acts": [act(move={"kind": "army", "change": "leave", "what": "tanks"})]}, "unknown 'tanks'"),
        ({"acts": [act(qty={"200 soldiers": "many"})]}, "quantity code 'many'"),
        ({"say": [{"id": "s1", "source": "Kenya's minister", "cue": "said"}]}, "no content"),
        ({"say": [{"id": "s1", "cue": "said", "content": "Kenya", "in": "s1"}]}, "lies within itself"),
        ({"times": {"on Tuesday": "next week"}}, "is no EDTF"),
        ({"who": {"Kenya": "GOV"}}, "country 'GOV'"),
        ({"who": {"Kenya": "SUN GOV"}}, "country 'SUN'"),
        ({"names": {"Kenya": "COUNTRY"}}, "unknown 'COUNTRY'"),
        ({"decoy": "sport", "acts": [act()]}, "a decoy with acts"),
        ({"layers": ["say", "moods"]}, "unknown 'moods'"),
    ],
)
def test_the_checker_finds(fields: dict[str, Any], fault: str) -> None:
    found = list(check.faults(text(**fields)))
    assert any(fault in line for line in found), found


def test_acts_are_asked_for_only_where_the_layer_is_complete() -> None:
    said = Text("t-2", TEXT, {"id": "t-2", "text": TEXT, "say": [], "layers": ["say"]}, "t.yaml", story=False)
    assert not list(check.faults(said))
    whole = Text("t-3", TEXT, {"id": "t-3", "text": TEXT, "say": []}, "t.yaml", story=False)
    assert any("no acts" in fault for fault in check.faults(whole))


def test_one_skeleton_is_shared_by_five_at_most() -> None:
    dressed = [
        Text(f"t-{i}", f"{name} will withdraw {i} soldiers.", {}, "t.yaml", story=False)
        for i, name in enumerate("ABCDEF")
    ]
    assert any("share the skeleton" in fault for fault in check.together(dressed))
    assert not list(check.together(dressed[:5]))


def test_the_whole_corpus_has_no_faults() -> None:
    texts = list(everything(FOLDERS))
    assert [fault for one in texts for fault in check.faults(one)] == []
    assert list(check.together(texts)) == []


def test_the_page_is_current() -> None:
    page = counts.README.read_text(encoding="utf-8")
    assert counts.current(page) == page, "run `python -m corpus.counts`"


def test_the_corpus_is_large_and_varied_enough() -> None:
    texts = list(everything())
    assert counts.empty_cells(texts) == []
    assert sum(not t.story for t in texts) >= 3000
    assert sum(t.story for t in texts) >= 60
    assert sum(t.held_out and not t.story for t in texts) >= 500
    assert sum(t.held_out and t.story for t in texts) >= 20
    every = list(everything(FOLDERS))
    assert sum("decoy" in t.fields for t in every) >= len(every) / 5


def test_kappa_of_a_known_table() -> None:
    labels = agreement.Labels()
    labels.pairs.update({("a", "a"): 20, ("a", "b"): 5, ("b", "a"): 10, ("b", "b"): 15})
    assert labels.same == pytest.approx(0.7)
    assert labels.kappa == pytest.approx(0.4)  # the textbook's worked example


def test_agreement_of_a_text_with_itself_is_full() -> None:
    one = agreement.pairs()[0][0]
    tally = agreement.measure([(one, one)])
    assert {round(cell.f1, 6) for cell in tally.found.values()} == {1.0}
    assert {cell.same for cell in tally.labels.values()} == {1.0}


def test_every_drawn_text_was_annotated_twice() -> None:
    both = agreement.pairs()
    assert len(both) == len({one.id for one, _ in both}) == agreement.DRAWN
    for _, second in both:
        assert list(check.faults(second)) == []


def test_no_text_tells_a_machine_path() -> None:
    for path in counts.README.parent.rglob("*.md"):
        assert not re.search(r"(?<![\w.>)/:-])/(?:\w+/){2,}", path.read_text(encoding="utf-8")), path


def test_marked_pairs_are_found_in_their_sentences_and_have_types() -> None:
    assert list(pairs.faults()) == []
