"""What the heads predict. The order of each list is the order of the logits and is written into the model's card."""

from __future__ import annotations

from typing import get_args

from sayso import ontology
from sayso.records import Change, Status

TAGS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
ENTITIES = ["O", *(f"{p}-{k}" for k in ("PER", "ORG", "LOC", "MISC") for p in "BI")]
CUES = ["O", "B", "I"]
STATUSES = ["none", *get_args(Status)]
ACTS = ["none", *ontology.TYPES]
FACT = ("happened", "ongoing")
COUNTERFACT = ("denied",)
MODES = ["none", *(f"{act} {mode}" for act, modes in ontology.MODES.items() for mode in modes)]
CHANGES = ["none", *get_args(Change)]
SAY = ["source", "content"]
"""What hangs on a cue."""
ROLES = ["actor", "recipient", "place", "force", "from", "to", "time", "decided", "quantity"]
"""The slots of an act: what hangs on the word that names it."""
FRAMES = ["ARG0", "ARG1", "ARG2", "ARGM-TMP", "ARGM-LOC", "ARGM-DIR", "ARGM-GOL", "ARGM-NEG", "ARGM-MOD"]
"""PropBank's roles, learnt by the same head as slots of their own (Palmer, Gildea and Kingsbury 2005)."""
EVENT_TYPES = [name for name in ontology.TYPES if name != "PRESENT"]
"""What a marked actor may do to a marked recipient."""


def lists() -> dict[str, list[str]]:
    """Every list by the name of its head, as the model card keeps them."""
    return {
        "tags": TAGS,
        "entities": ENTITIES,
        "cues": CUES,
        "statuses": STATUSES,
        "acts": ACTS,
        "modes": MODES,
        "changes": CHANGES,
        "say": SAY,
        "roles": ROLES,
        "frames": FRAMES,
        "event_types": EVENT_TYPES,
    }
