"""The pools: chances from signs, every weight a sign that is asked, every decision explained by its voters."""

import pytest

import sayso
from sayso import language, pipeline, settings
from sayso.claims.article.document import Document
from sayso.claims.article.proposals import seen_in, type_signs
from sayso.claims.coding import gate, numbers
from sayso.claims.coding.claim import scene_of
from sayso.claims.coding.extract import drafts_of
from sayso.claims.coding.retold import Earlier, new_signs
from sayso.claims.roles import by_arcs, evidence
from sayso.claims.scene.place_evidence import place_signs
from sayso.claims.scene.when import time_candidates
from sayso.claims.scene.where import places_named
from sayso.claims.weigh import BIAS, FAR, LEAST_CHANCE, NEEDED, Pool, clamped, log_odds, pool
from sayso.resources import table

STORY = (
    "NAIROBI (Reuters) - Kenya withdrew 200 soldiers from Somalia on Friday after rebels killed 12 people in Kismayo, "
    "the defence ministry said."
)


def _signs() -> dict[str, set[str]]:
    """Decision → the names of the signs that the coder gives for a story that asks each decision."""
    article, limits = sayso.article({"text": STORY, "published": "2024-05-12"}), settings.load()
    document = Document.of(article, language.read(article, limits), limits)
    view = next(v for v in document.views if v.acts)
    drafts = drafts_of(view, document.near.frames(view))
    draft = drafts[0]
    hit, verdict, span = draft.hit, draft.verdict, scene_of(document, draft).span
    found = evidence.candidates(view, hit, *by_arcs.role_votes(view, hit, verdict))
    whole, single = places_named(view, document.near, span)
    figures = document.quantities(view)
    seen = seen_in(hit, view.sentence, view.events)
    assert seen is not None
    asked = {
        slot: evidence.role_signs(slot, found[0], found, hit, verdict, view.text) for slot in evidence.PART_OF_SLOT
    }
    asked["type"] = next(iter(type_signs(hit, seen).values()))
    asked["gate"] = gate.claiming_signs(draft, drafts, 0.0, ())
    asked["topic"] = gate.topic_signs(draft, (0.0, 0.0))
    asked["time"] = time_candidates(view, document.times, hit, verdict.status)[0].signs
    asked["place"] = place_signs(view, hit, (*whole, *single)[0], (), span)
    asked["quantity"] = numbers.figure_signs(figures[0], draft, figures)
    asked["new"] = dict(new_signs(draft, Earlier(times=1), (), document))
    asked["confidence"] = dict(pipeline.code(article).coding.signs[0][1])
    return {name: set(signs) for name, signs in asked.items()}


def test_every_weight_belongs_to_a_sign_and_every_sign_has_one() -> None:
    asked = _signs()
    weights = table("weights.yaml")
    assert set(weights) == set(asked)
    for decision, signs in asked.items():
        assert set(weights[decision]) - {BIAS, NEEDED} == signs, decision


def test_a_chance_grows_with_what_speaks_for_it() -> None:
    weighed = Pool({BIAS: -1.0, NEEDED: 0.5, "reader": 1.0, "arcs": 0.5})
    chances = [weighed.chance({"reader": r, "arcs": a}) for r, a in ((-2, 0), (0, 0), (0, 1), (2, 1))]
    assert chances == sorted(chances)
    assert weighed.chance({"reader": 1.0, "arcs": 0.0}) == 0.5


def test_the_voters_are_told_the_largest_first() -> None:
    weighed = Pool({BIAS: 0.0, NEEDED: 0.5, "reader": 1.0, "arcs_other": -3.0, "noun": 0.0})
    assert weighed.said({"reader": 2.0, "arcs_other": 1.0, "noun": 1.0}) == "arcs other -3.0, reader +2.0"


@pytest.mark.parametrize("chance", [0.0, 1e-9, 1.0])
def test_no_single_voter_is_certain(chance: float) -> None:
    assert abs(log_odds(chance)) == pytest.approx(log_odds(1 - LEAST_CHANCE))
    assert clamped(99.0) == FAR


def test_an_unknown_decision_is_an_error() -> None:
    with pytest.raises(KeyError):
        pool("weather")
