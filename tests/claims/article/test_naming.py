"""Who is described in one sentence and named in another is one source, under the name."""

import pytest

import sayso
from sayso.records import Link

LATER = [
    ("A British newspaper says Kenya will pull its troops out of Somalia. The Daily Telegraph quoted officials in "
     "Nairobi.", "The Daily Telegraph", "outlet"),
    ("A Malian army spokesman denied that soldiers had killed villagers near Mopti. The spokesman, Colonel Issa "
     "Keita, said rebels had attacked the village.", "Issa Keita", "official"),
    ("An Iranian official says his country will continue cooperating with the nuclear agency. Foreign Ministry "
     "spokesman Reza Karimi made the remarks on Sunday.", "Reza Karimi", "official"),
]  # fmt: skip
BEFORE = [
    ("The U.S. military says its forces detained 20 men in Mosul. The military says two soldiers were killed by a "
     "roadside bomb.", "U.S. military"),
    ("The Somali parliament said on Monday that it had met rebels. The parliament also accused Kenya of sending "
     "troops.", "Somali parliament"),
]  # fmt: skip
OTHERS = [
    ("A Peruvian official said soldiers had left Tacna. President Luis Vera denied that.", "Peruvian official"),
    ("Two officials said Chad had expelled the envoy. Minister Musa Deby confirmed it.", "officials"),
]


def _inmost(text: str, number: int) -> Link:
    return sayso.code(sayso.article({"text": text}))[number].attribution[-1]


@pytest.mark.parametrize(("text", "name", "kind"), LATER)
def test_a_source_that_is_named_in_the_next_sentence_has_that_name(text: str, name: str, kind: str) -> None:
    link = _inmost(text, 0)
    assert (link.name, link.kind, link.anonymous) == (name, kind, False)


@pytest.mark.parametrize(("text", "name"), BEFORE)
def test_a_bare_noun_is_the_body_that_was_named_before(text: str, name: str) -> None:
    assert _inmost(text, -1).name == name


@pytest.mark.parametrize(("text", "name"), OTHERS)
def test_nobody_is_named_after_another(text: str, name: str) -> None:
    assert _inmost(text, 0).name == name
