"""The ontology: complete, its rule of section 4, scores and quads, and the way to CAMEO and back."""

import pytest

from sayso import ontology
from sayso.errors import UsageError
from sayso.ontology import PLOVER, EventType
from sayso.resources import table

RULES = [
    ("CONSULT", "visit", "planned", ("AGREE", None, ())),
    ("AID", None, "agreed", ("AGREE", None, ())),
    ("RETREAT", "withdraw", "planned", ("CONCEDE", None, ())),
    ("RETREAT", "withdraw", "happened", ("RETREAT", "withdraw", ())),
    ("RETREAT", "withdraw", "denied", ("RETREAT", "withdraw", ("negation",))),
    ("RETREAT", "ceasefire", "demanded", ("REQUEST", "yield", ())),
    ("AID", None, "demanded", ("REQUEST", "assist", ())),
    ("CONSULT", None, "refused", ("REJECT", "meet", ())),
    ("SANCTION", "expel", "planned", ("SANCTION", "expel", ("future",))),
    ("SANCTION", "expel", "threatened", ("THREATEN", "expel", ())),
    ("COERCE", "arrest", "threatened", ("THREATEN", "arrest", ())),
    ("COERCE", "curfew", "threatened", ("THREATEN", "restrict", ())),
    ("ASSAULT", "aerial", "possible", ("ASSAULT", "aerial", ("hypothetical",))),
    ("PRESENT", None, "ongoing", (None, None, ())),
]


def test_there_are_sixteen_types_and_a_state_37_contexts_and_nine_statuses() -> None:
    assert len(ontology.TYPES) == 17
    assert len(ontology.CONTEXTS) == len(set(ontology.CONTEXTS)) == 37
    assert len(ontology.STATUSES) == 9
    assert set(table("contexts.yaml")) == set(ontology.CONTEXTS)


@pytest.mark.parametrize(("act", "mode", "status", "expected"), RULES)
def test_act_and_status_make_the_event(act: str, mode: str | None, status: str, expected: tuple[object, ...]) -> None:
    derived = ontology.derive(act, mode, status)
    assert (derived.event_type, derived.event_mode, derived.auxiliary) == expected


def test_every_act_with_every_status_makes_an_event_of_the_ontology() -> None:
    for act, modes in ontology.MODES.items():
        for mode in (None, *modes):
            for status in ontology.STATUSES:
                derived = ontology.derive(act, mode, status, historical=True)
                assert "historical" in derived.auxiliary
                if derived.event_type is not None:
                    ontology.check(derived.event_type, derived.event_mode)


def test_a_threat_to_take_ground_has_its_own_mode() -> None:
    assert ontology.derive("ASSAULT", None, "threatened", takes_ground=True).event_mode == "territory"


def test_scores_keep_the_sign_of_their_quad() -> None:
    for name, kind in ontology.TYPES.items():
        for mode in (None, *kind.modes):
            value = ontology.score(name, mode)
            if value:
                assert (value > 0) == (kind.quad in ("VC", "MC") or (name, mode) == ("REQUEST", "assist"))


def test_a_score_is_the_modes_own_where_it_has_one() -> None:
    assert ontology.score("RETREAT", "withdraw") == 8
    assert ontology.score("PROTEST", "vandalize") == ontology.score("PROTEST") == -5


@pytest.mark.parametrize(
    ("code", "event"),
    [("0871", ("RETREAT", "ceasefire")), ("023", ("REQUEST", "assist")), ("1951", ("ASSAULT", "aerial"))],
)
def test_cameo_becomes_plover(code: str, event: tuple[str, str]) -> None:
    found = ontology.from_cameo(code)
    assert (found.event_type, found.event_mode) == event


def test_every_code_of_the_crosswalk_names_an_event_and_contexts_of_the_ontology() -> None:
    for row in table("cameo.csv"):
        found = ontology.from_cameo(row["cameo"])
        ontology.check(found.event_type, found.event_mode)
        assert set(found.contexts) <= set(ontology.CONTEXTS)


def test_every_event_has_a_cameo_code_of_its_own_type() -> None:
    for name, modes in ontology.MODES.items():
        for mode in (None, *modes):
            code = ontology.to_cameo(name, mode)
            if name == "PRESENT":
                assert code is None
            else:
                assert code is not None
                assert ontology.from_cameo(code).event_type in (name, {"RETREAT": "CONCEDE"}.get(name))


def test_what_is_no_code_is_refused_by_name() -> None:
    for wrong in ("01", "999", "visit", ""):
        with pytest.raises(UsageError, match="CAMEO"):
            ontology.from_cameo(wrong)


def test_a_type_of_ones_own_lives_by_the_rules_of_the_one_it_is_like() -> None:
    mine = PLOVER.with_types(
        [EventType("EXTRADITE", "MC", 6.0, True, "hands over a suspect", {"treaty": 7.0}, like="COOPERATE")]
    )
    assert mine.derive("EXTRADITE", "treaty", "happened").event_type == "EXTRADITE"
    assert mine.derive("EXTRADITE", None, "planned").event_type == "AGREE"
    assert mine.derive("EXTRADITE", None, "demanded") == mine.derive("COOPERATE", None, "demanded")
    assert mine.score("EXTRADITE", "treaty") == 7
    assert "EXTRADITE" not in ontology.TYPES
