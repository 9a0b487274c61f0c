"""Word forms are those of the table, which holds every verb that the package inflects; the rest goes by plain
spelling."""

import pytest

import sayso
from sayso.claims.acts.lexicon import lexemes
from sayso.claims.codebook import parse
from sayso.english.forms import is_verb, plural, verb_forms
from sayso.resources import table

RIGHT = {
    "freeze": ("froze", "frozen", "freezing"),
    "unfreeze": ("unfroze", "unfrozen", "unfreezing"),
    "equip": ("equipped", "equipped", "equipping"),
    "re-equip": ("re-equipped", "re-equipped", "re-equipping"),
    "begin": ("began", "begun", "beginning"),
    "dig": ("dug", "dug", "digging"),
    "rebuild": ("rebuilt", "rebuilt", "rebuilding"),
    "readmit": ("readmitted", "readmitted", "readmitting"),
    "eavesdrop": ("eavesdropped", "eavesdropped", "eavesdropping"),
    "airdrop": ("airdropped", "airdropped", "airdropping"),
    "confer": ("conferred", "conferred", "conferring"),
    "offer": ("offered", "offered", "offering"),
    "overfly": ("overflew", "overflown", "overflying"),
    "override": ("overrode", "overridden", "overriding"),
    "hurt": ("hurt", "hurt", "hurting"),
    "broadcast": ("broadcast", "broadcast", "broadcasting"),
    "undergo": ("underwent", "undergone", "undergoing"),
    "traffic": ("trafficked", "trafficked", "trafficking"),
    "travel": ("travelled", "travelled", "travelling"),
    "cancel": ("canceled", "canceled", "canceling"),
    "signal": ("signalled", "signaled", "signalling"),
    "die": ("died", "died", "dying"),
    "bury": ("buried", "buried", "burying"),
    "agree": ("agreed", "agreed", "agreeing"),
}
WRONG = {
    "freezed",
    "equiped",
    "begining",
    "digged",
    "rebuilded",
    "readmited",
    "eavesdroped",
    "airdroped",
    "confered",
    "offerred",
    "overflied",
    "overrided",
    "hurted",
    "undergoed",
    "unbaned",
    "tear-gased",
    "bes",
    "bing",
    "haves",
    "beared",
    "forgeting",
    "disbared",
    "extoled",
    "annuled",
    "wiretaped",
    "brutallied",
    "abouted",
}


@pytest.mark.parametrize("verb", RIGHT)
def test_irregular_and_doubled_forms_are_right(verb: str) -> None:
    forms = verb_forms(verb)
    past, participle, gerund = RIGHT[verb]
    assert past in forms["past"]
    assert participle in forms["participle"]
    assert gerund in forms["gerund"]


@pytest.mark.parametrize(
    "verb", ["travel", "cancel", "label", "counsel", "channel", "shovel", "marshal", "fuel", "initial"]
)
def test_british_and_american_doubling_are_both_known(verb: str) -> None:
    forms = verb_forms(verb)
    for form, ending in (("past", "ed"), ("participle", "ed"), ("gerund", "ing")):
        assert {verb + ending, verb + "l" + ending} <= set(forms[form])


def test_forms_that_nobody_writes_do_not_exist() -> None:
    known = {form for row in table("forms.csv") for forms in verb_forms(row["word"]).values() for form in forms}
    assert known.isdisjoint(WRONG)


def test_every_verb_of_the_tables_has_its_row() -> None:
    rows = {row["word"] for row in table("forms.csv")}
    say, status = table("say.yaml"), table("status.yaml")
    phrases = [entry.lemma for entry in lexemes() if entry.pos == "verb"]
    phrases += [
        verb for kind in ("clause", "person", "quoting", "refusing", "telling", "beginning") for verb in say[kind]
    ]
    phrases += [verb for kind in ("to", "object") for verbs in status[kind].values() for verb in verbs]
    phrases += table("relation.yaml")["promises"]
    assert {phrase.split()[0] for phrase in phrases} <= rows


def test_an_adverb_is_no_verb() -> None:
    assert not is_verb("brutally")
    assert verb_forms("brutally") == {"base": ("brutally",)}


@pytest.mark.parametrize(
    ("noun", "more"),
    [("gunman", "gunmen"), ("crisis", "crises"), ("oil embargo", "oil embargoes"),
     ("troops", "troops"), ("army", "armies")],
)  # fmt: skip
def test_plurals(noun: str, more: str) -> None:
    assert plural(noun) == more


@pytest.mark.parametrize(
    ("sentence", "act", "mode"),
    [
        ("The United States froze the assets of four Russian banks on Monday.", "COERCE", "seize"),
        ("Swiss authorities have frozen the accounts of the former Tunisian president.", "COERCE", "seize"),
        ("The African Union readmitted Sudan on Friday.", "SUPPORT", None),
        ("Police brutally beat protesters in Minsk.", "ASSAULT", "beat"),
        ("Soldiers sexually assaulted dozens of women in the Sudanese town.", "ASSAULT", "sexual"),
    ],
)
def test_the_forms_are_read(sentence: str, act: str, mode: str | None) -> None:
    assert [(c.act, c.mode) for c in sayso.code(sentence)] == [(act, mode)]


def test_a_verb_of_a_users_own_goes_by_the_table_or_by_plain_spelling() -> None:
    book = parse("words:\n- {act: ASSAULT, pos: verb, words: 'zap, hobble, cyberattack'}\n", "mine.yaml")
    assert {"zapped", "hobbling", "cyberattacked"} <= set(book.patterns)
