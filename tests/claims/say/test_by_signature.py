"""Attributions by a name alone: signed quotations and transcripts; and whose words "according to" gives."""

import pytest

import sayso

DASH = (
    "Readers answer\n\n“The army should have left Lebu years ago.” ― Rosa Quintana\n“They burned "
    "our boats and nobody came.” – Tomas Vial\n"
)
TALK = (
    "The two met.\n\nHOST: Will the troops leave before the vote?\n\nMINISTER: They will leave in "
    "May. We have promised it.\n\n"
    "HOST: And the police?\n\nMINISTER: The police will stay."
)


def told(text: str) -> list[tuple[str, str]]:
    """Source and content of each attribution, as the text has them."""
    rows = sayso.annotate({"text": text}, layers=["attributions"])["attributions"]
    return [(" ".join(text[s:e] for s, e in row.source), " ".join(text[s:e] for s, e in row.content)) for row in rows]


def test_a_quotation_is_of_the_one_who_signs_it() -> None:
    found = told(DASH)
    assert ("Rosa Quintana", "“The army should have left Lebu years ago.”") in found
    assert ("Tomas Vial", "“They burned our boats and nobody came.”") in found


@pytest.mark.xfail(strict=True, reason="the reader takes the next speaker's line for the end of the answer")
def test_a_line_of_a_transcript_is_of_the_name_before_the_colon() -> None:
    found = told(TALK)
    assert ("MINISTER", "They will leave in May. We have promised it") in found
    assert len([source for source, _ in found if source == "HOST"]) == 2


def test_a_heading_in_capitals_is_nobody() -> None:
    assert told("TUNIS: The government raised the price of bread by a third.") == []


def test_according_to_names_the_source_after_it() -> None:
    text = "According to the Tauranga Herald, Professor John Whaka said the flag had never been open to choice."
    assert "the Tauranga Herald" in [source for source, _ in told(text)]
