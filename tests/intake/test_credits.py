"""Datelines, names of makers, and whole pages as they are scraped."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso import intake, language
from sayso.intake import build
from sayso.records import Article
from sayso.settings import Settings

LEAD = "The army shelled two villages near the border on Monday, residents said."
DATELINES = [  # written, place, agency, what the anchor is with no other date
    ("MOSCOW, May 9 (Reuters) - ", "Moscow", "Reuters", "XXXX-05-09"),
    ("MOSCOW (Reuters) – ", "Moscow", "Reuters", None),
    ("(Reuters) - ", None, "Reuters", None),
    ("LONDON (Reuters) -", "London", "Reuters", None),
    ("Moscow, 9 May (TASS) – ", "Moscow", "TASS", "XXXX-05-09"),
    ("MOSCOW, May 9. /TASS/. ", "Moscow", "TASS", "XXXX-05-09"),
    ("/TASS/. ", None, "TASS", None),
    ("MOSCOW, May 9 - RIA Novosti. ", "Moscow", "RIA Novosti", "XXXX-05-09"),
    ("TBILISI. May 9 (Interfax) - ", "Tbilisi", "Interfax", "XXXX-05-09"),
    ("YEREVAN, MAY 9, ARMENPRESS. ", "Yerevan", "Armenpress", "XXXX-05-09"),
    ("BAKU, Azerbaijan, May 9. ", "Baku, Azerbaijan", None, "XXXX-05-09"),
    ("KYIV, Ukraine (AP) — ", "Kyiv, Ukraine", "AP", None),
    ("KYIV, Ukraine, May 9 (UPI) -- ", "Kyiv, Ukraine", "UPI", "XXXX-05-09"),
    ("KYIV, May 9 — ", "Kyiv", None, "XXXX-05-09"),
    ("GAZA CITY, Gaza Strip (AP) — ", "Gaza City, Gaza Strip", "AP", None),
    ("WASHINGTON/BRUSSELS, May 9 (Reuters) - ", "Washington/Brussels", "Reuters", "XXXX-05-09"),
    ("ST. PETERSBURG, Russia (AP) — ", "St. Petersburg, Russia", "AP", None),
    ("N'DJAMENA (Reuters) - ", "N'Djamena", "Reuters", None),
    ("PORT-AU-PRINCE, Haiti (AP) — ", "Port-au-Prince, Haiti", "AP", None),
    ("SÃO PAULO, Jan. 3 (Reuters) - ", "São Paulo", "Reuters", "XXXX-01-03"),
    ("UNITED NATIONS (AP) — ", "United Nations", "AP", None),
    ("BEIJING, May 9 (Xinhua) -- ", "Beijing", "Xinhua", "XXXX-05-09"),
    ("SEOUL, May 9 (Yonhap) -- ", "Seoul", "Yonhap", "XXXX-05-09"),
    ("DAMASCUS, (SANA)- ", "Damascus", "SANA", None),
    ("Jerusalem, May 9, 2024 (AFP) - ", "Jerusalem", "AFP", "2024-05-09"),
    ("Ankara, Thursday, May 9 (Anadolu) - ", "Ankara", "Anadolu", "XXXX-05-09"),
    ("NAIROBI, June 7, 2022 (AFP) - ", "Nairobi", "AFP", "2022-06-07"),
    ("YEREVAN, 28 September 2021 (Interfax) - ", "Yerevan", "Interfax", "2021-09-28"),
    ("CAIRO — ", "Cairo", None, None),
    ("CAIRO - ", "Cairo", None, None),
    ("CAIRO- ", "Cairo", None, None),
    ("CAIRO--", "Cairo", None, None),
    ("PORTO-NOVO - ", "Porto-Novo", None, None),
    ("TEL AVIV, Israel — ", "Tel Aviv, Israel", None, None),
    ("RIYADH: ", "Riyadh", None, None),
    ("ZENDA (Example News Agency) — ", "Zenda", "Example News Agency", None),
    ("ZENDA (Our Correspondent) — ", "Zenda", None, None),
    ("AFP - ", None, "AFP", None),
]  # fmt: skip


def read(text: str, **fields: str) -> Article:
    return intake.article({"text": text, **fields})


def label(article: Article, words: str) -> str:
    at = article.text.index(words)
    return next(p.label for p in article.parts if p.start <= at < p.end)


@pytest.mark.parametrize(("written", "place", "agency", "anchor"), DATELINES, ids=[d[0] for d in DATELINES])
@pytest.mark.parametrize("headline", ["", "Army shells villages near the border\n\n"])
def test_datelines(headline: str, written: str, place: str | None, agency: str | None, anchor: str | None) -> None:
    article = read(f"{headline}{written}{LEAD}\n\nNobody was hurt, the mayor of one of them said.\n")
    part = next(p for p in article.parts if p.label == "dateline")
    assert article.text[part.start : part.end] == written
    assert label(article, LEAD) == "body"
    found = article.credits.dateline_place
    assert (found.name if found else None) == place
    assert [c.name for c in article.credits.agencies] == ([agency] if agency else [])
    assert (article.anchor.edtf, article.anchor.basis) == (anchor, "dateline" if anchor else "none")


@pytest.mark.parametrize(
    "start",
    [
        "NATO (North Atlantic Treaty Organization) said on Monday that it would not send troops.",
        "EXPLAINER: Why the army left Zenda on Monday.",
        "BREAKING — The army left Zenda on Monday, the ministry said.",
        "Hamas (Islamic Resistance Movement) said that the talks had failed.",
        "May 9 (a holiday) was calm along the border, officials said.",
        "The AFP news agency said that the army had left the town.",
        "GUINEA-BISSAU EXPELS FOUR DIPLOMATS AFTER A NIGHT OF UNREST",
        "RUSSIA-UKRAINE TALKS COLLAPSE.",
        "PARIS-Bercy was closed on Monday after the threat, police said.",
        "TIMOR-LESTE VOTES ON SUNDAY.",
        "MOSCOW-LED BLOC MEETS ON MONDAY.",
    ],
)
def test_what_only_looks_like_a_dateline(start: str) -> None:
    assert "dateline" not in {p.label for p in read(start).parts}


MAKERS = yaml.safe_load((Path(__file__).parent / "makers.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", MAKERS, ids=[row["lines"][:50] for row in MAKERS])
def test_makers(row: dict[str, Any]) -> None:
    lines = row["lines"]
    article = read(f"Army shells villages\n\n{LEAD}\n\nNobody was hurt, the mayor of one of them said.\n\n{lines}\n")
    for group in ("authors", "translators", "editors", "agencies"):
        assert [c.name for c in getattr(article.credits, group)] == row.get(group, []), group


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (" (Reporting by Ana Lopez; Editing by Tom Ray)", "byline"),
        (" Reporting by Ana Lopez; Editing by Tom Ray", "byline"),
        (" © 2024 Example News. All rights reserved.", "rights"),
        (" Editing by Tom Ray", "editor"),
        (" (Edited by Tom Ray)", "editor"),
    ],
)  # fmt: skip
def test_credits_glued_to_the_last_paragraph(tail: str, expected: str) -> None:
    article = read(f"Army shells villages\n\n{LEAD}{tail}\n")
    assert label(article, LEAD) == "body"
    assert label(article, tail.strip()) == expected


SCRAPED = """Home > World > Europe

Army leaves Zenda after three weeks

Residents find burned houses and an empty bridge

Maria Stone
May 9, 2024 10:32
5 min read

Share
Facebook
Twitter

FILE PHOTO: Soldiers stand guard in Strelsau, Ruritania, March 3, 2023. REUTERS/Ana Lopez

The army left the town of Zenda on Thursday after three weeks, the defence ministry said.

Read also: Storms on the way

"We found two houses burned down," said Rita Moor, a teacher. The general denied it.

What happened next

ADVERTISEMENT

The ministry gave no reason for the move, which surprised residents.

Related stories
Borduria closes its airspace
Who is Rudolf Elphberg?
Storms kill nine in the south

Sign up for our newsletter
© Example News 2024
"""
LABELS = {
    "Home > World": "boilerplate",
    "Army leaves Zenda after": "headline",
    "Residents find": "headline",
    "Maria Stone": "byline",
    "May 9, 2024": "boilerplate",
    "5 min read": "boilerplate",
    "Facebook": "boilerplate",
    "FILE PHOTO": "caption",
    "REUTERS/Ana": "photo_credit",
    "The army left": "body",
    "Read also": "related",
    '"We found': "body",
    "What happened next": "body",
    "ADVERTISEMENT": "boilerplate",
    "The ministry gave": "body",
    "Related stories": "related",
    "Borduria closes": "related",
    "Who is Rudolf": "related",
    "Storms kill": "related",
    "Sign up": "boilerplate",
    "© Example": "rights",
}


@pytest.mark.parametrize("words", LABELS)
def test_a_scraped_page(words: str) -> None:
    assert label(read(SCRAPED), words) == LABELS[words]


def test_a_scraped_page_knows_its_author_and_date() -> None:
    article = read(SCRAPED)
    assert [c.name for c in article.credits.authors] == ["Maria Stone"]
    assert article.credits.agencies == ()
    assert (article.anchor.edtf, article.anchor.basis) == ("2024-05-09", "printed")


def test_a_wrapped_text_is_read_as_paragraphs() -> None:
    text = (
        "STRELSAU (Reuters) - The army left the town of Zenda on Thursday after three\n"
        "weeks of fighting that had killed at least forty people, the ministry said in a\n"
        "statement.\n\nIt gave no reason for the move, and residents said that nobody had told them in\nadvance.\n"
    )
    assert [p.label for p in read(text).parts] == ["dateline", "body"]


def test_wrapped_paragraphs_without_blank_lines_stay_apart() -> None:
    """As pages come out of some extractors: every line indented, a paragraph begins on a line of its own."""
    text = (
        "A bomb in the market of Zenda killed thirteen soldiers on Thursday and wounded ten\n"
        "          more, officials said.\n"
        "          The blast wrecked a bus that was bringing soldiers back to their barracks. The\n"
        "          governor said that civilians were hurt as well, and that a curfew had begun at\n"
        "          sunset.\n"
        "          Nobody has claimed it\n"
        "          Soldiers closed the road to Strelsau.\n"
    )
    article = read(text)
    assert [p.label for p in article.parts] == ["body"]
    starts = [text[s.start :].split(maxsplit=1)[0] for s in language.read(article, Settings()).sentences]
    assert starts == ["A", "The", "The", "Nobody", "Soldiers"]


def test_lines_of_a_list_are_not_joined() -> None:
    article = read(
        "Army leaves the town of Zenda after three weeks of fighting\n"
        "By Maria Stone, Chief Political Correspondent, in Strelsau\n"
        "The army left the town of Zenda on Thursday, the ministry said.\nIt gave no reason.\n"
    )
    assert [p.label for p in article.parts] == ["headline", "byline", "body"]


def test_a_question_may_be_the_headline() -> None:
    article = read(f"Will the army come back to the town of Zenda?\n\nSTRELSAU (AFP) - {LEAD}\n")
    assert article.parts[0].label == "headline"


def test_a_page_of_furniture_alone_has_no_body() -> None:
    article = read("Share on Facebook\n\nSign up for our newsletter\n\nAll rights reserved\n")
    assert [p.label for p in article.parts] == ["boilerplate", "rights"]


ANCHORS = [
    ({"published": "2024-05-09"}, "", "", ("2024-05-09", "published")),
    ({"published": "2024-05-09T23:30:00+02:00"}, "", "", ("2024-05-09", "published")),
    ({}, "STRELSAU, May 9, 2024 (AFP) - ", "", ("2024-05-09", "dateline")),
    ({}, "STRELSAU, May 9 (AFP) - ", "", ("XXXX-05-09", "dateline")),
    ({}, "STRELSAU, May 9 (AFP) - ", "©2024 AFP", ("2024-05-09", "dateline")),
    ({}, "", "©2024 Example News, all rights reserved.", ("2024", "rights-year")),
    ({}, "", "Copyright 2019-2024 Example News", ("2024", "rights-year")),
    ({}, "", "© 2022 Example News\n\n© 2024 Example Media", (None, "none")),
    ({}, "", "Published: 9 May 2024", ("2024-05-09", "printed")),
    ({}, "9 May 2024 Last updated at 10:42 GMT\n\n", "", ("2024-05-09", "printed")),
    ({}, "Thursday, 9 May 2024 | Updated 4 hours ago\n\n", "", ("2024-05-09", "printed")),
    ({}, "9 May 2024 - Last modified on 11 May 2024\n\n", "", ("2024-05-09", "printed")),
    ({}, "May 9, 2024, first published at 8:15\n\n", "", ("2024-05-09", "printed")),
    ({}, "May 9, 2024\n\n", "", ("2024-05-09", "printed")),
    ({}, "", "", (None, "none")),
    ({"published": "2024"}, "", "", ("2024", "published")),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "line", "foot", "expected"), ANCHORS)
def test_the_anchor(fields: dict[str, str], line: str, foot: str, expected: tuple[str | None, str]) -> None:
    article = read(f"Army shells villages\n\n{line}{LEAD}\n\n{foot}\n", **fields)
    assert (article.anchor.edtf, article.anchor.basis) == expected


@pytest.mark.parametrize("line", ["May 9, 2024", "Thursday, 9 May 2024", "9 May 2024, 14:05 GMT", "2024-05-09 10:00"])
def test_a_line_that_is_a_date_is_no_headline(line: str) -> None:
    article = read(f"Army shells two villages in the hills\nFor immediate release:\n{line}\n\n{LEAD}\n")
    assert (
        article.text[article.parts[0].start : article.parts[0].end].strip() == "Army shells two villages in the hills"
    )
    assert [p.label for p in article.parts if line in article.text[p.start : p.end]] == ["boilerplate"]


def test_the_caller_dates_only_what_has_no_date() -> None:
    caller = build.Caller("page", Settings(), published="2024-05-10")
    bare = build.from_fields({"text": LEAD}, caller)
    dated = build.from_fields({"text": LEAD, "published": "2024-05-09"}, caller)
    assert (bare.anchor.edtf, bare.anchor.basis) == ("2024-05-10", "caller")
    assert (dated.anchor.edtf, dated.anchor.basis) == ("2024-05-09", "published")
