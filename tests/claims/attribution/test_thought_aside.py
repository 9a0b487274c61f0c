"""A participle tells what is thought of a noun; the noun says nothing."""

import pytest

import sayso

TEXTS = [
    ("Kenya said two men thought to be members of al-Shabaab had shot a soldier.", "shot", ["Kenya"]),
    ("Police said rebels reported to have crossed the border killed a teacher in Goma.", "killed", ["Police"]),
    ("Police said rebels reported to have crossed the border killed a teacher in Goma.", "crossed", ["Police", None]),
    ("The ministry says 30 hostages believed killed by rebels were found in Bangui.", "killed", ["ministry", None]),
    ("Rebels believed to be from Chad attacked a village in Darfur, the governor said.", "attacked", ["governor"]),
    ("A man said to be the bomber was arrested in Lagos, police reported.", "arrested", ["police"]),
    ("Police said men suspected of robbing a bank shot two officers in Cali.", "shot", ["Police"]),
    ("The mayor reported seeing Chadian troops enter the town.", "enter", ["mayor"]),
]


@pytest.mark.parametrize(("text", "on", "names"), TEXTS, ids=[f"{t[1]}: {t[0][:30]}" for t in TEXTS])
def test_whoever_is_thought_of_is_no_source(text: str, on: str, names: list[str | None]) -> None:
    claims = sayso.code(sayso.article({"text": text}))
    (claim,) = (c for c in claims if c.predicate.start <= text.index(on) < c.predicate.end)
    assert [link.name for link in claim.attribution] == names
