"""Parts, credits and anchor of wire copy and of scraped pages."""

import pytest

from sayso import intake
from sayso.records import Article

WIRE = """Ruritania recalls envoy

STRELSAU, Ruritania, May 9 (Reuters) - Ruritania recalled its ambassador on Thursday.

The ministry gave no reason. (Reporting by Ana Lopez and Bo Li in Strelsau; Writing by Carl Dun; Editing by Dora Eck)

© 2024 Thomson Reuters. All rights reserved.
"""


def read(text: str, **fields: str) -> Article:
    return intake.article({"text": text, **fields})


def label(article: Article, words: str) -> str:
    at = article.text.index(words)
    return next(p.label for p in article.parts if p.start <= at < p.end)


def test_wire_copy() -> None:
    a = read(WIRE)
    assert label(a, "Ruritania recalls envoy") == "headline"
    assert label(a, "STRELSAU") == "dateline"
    assert label(a, "Ruritania recalled") == "body"
    assert label(a, "The ministry") == "body"
    assert label(a, "Reporting by") == "byline"
    assert label(a, "Editing by") == "editor"
    assert label(a, "© 2024") == "rights"
    assert [c.name for c in a.credits.authors] == ["Ana Lopez", "Bo Li", "Carl Dun"]
    assert [c.name for c in a.credits.editors] == ["Dora Eck"]
    assert [c.name for c in a.credits.agencies] == ["Reuters"]
    assert a.credits.dateline_place is not None
    assert a.credits.dateline_place.name == "Strelsau, Ruritania"
    assert (a.anchor.edtf, a.anchor.basis) == ("2024-05-09", "dateline")


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("MOSCOW (Reuters) – ", "Reuters"), ("KYIV, Ukraine (AP) — ", "AP"), ("NAIROBI, June 7, 2022 (AFP) - ", "AFP"),
        ("Moscow (AFP) – ", "AFP"), ("(Reuters) - ", "Reuters"), ("CAIRO — ", None), ("YEREVAN, 28 September 2021 (Interfax) - ", "Interfax"),
    ],
)  # fmt: skip
def test_datelines(line: str, agency: str | None) -> None:
    a = read(f"{line}The army shelled two villages near the border on Monday.")
    assert a.parts[0].label == "dateline"
    assert a.text[a.parts[0].end :].startswith("The army")
    assert [c.name for c in a.credits.agencies] == ([agency] if agency else [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Photo credit © Reuters", "photo_credit"), ("Image: Getty Images", "photo_credit"), ("Read also: Storms on the way", "related"),
        ("Translated by Rosa Klein", "translator"), ("Source: Interfax", "source_link"), ("Sign up for our newsletter", "boilerplate"),
        ("Share on Facebook", "boilerplate"), ("FILE PHOTO: Soldiers stand guard in Strelsau, March 3", "caption"), ("By Maria Stone", "byline"),
        ("All rights reserved", "rights"), ("Edited by Tom Ray", "editor"),
    ],
)  # fmt: skip
def test_furniture(line: str, expected: str) -> None:
    a = read(f"Army leaves the town\n\nThe army left the town of Zenda on Monday, the ministry said.\n\n{line}\n\nIt gave no reason for the move.\n")
    assert label(a, line) == expected
    assert label(a, "It gave no reason") == "body"


def test_news_is_not_taken_for_furniture() -> None:
    lines = [
        "By nightfall the army had taken two villages, residents said.",
        "Share prices fell after the attack on the port, the exchange said.",
        "See also what the general said: the front would hold, he insisted on Monday.",
    ]
    a = read("Front moves\n\n" + "\n\n".join(lines[:2]))
    assert [label(a, line) for line in lines[:2]] == ["body", "body"]


def test_a_page_keeps_only_the_year_it_gives() -> None:
    a = read("Army leaves\n\nThe army left on Thursday, officials said.\n\n©2024 Example Agency\n")
    assert (a.anchor.edtf, a.anchor.basis, a.published) == ("2024", "rights-year", None)


def test_no_date_is_said_to_be_none() -> None:
    a = read("The army left on Thursday, officials said.")
    assert (a.anchor.edtf, a.anchor.basis) == (None, "none")


def test_the_day_of_publication_is_the_anchor() -> None:
    a = read("The army left on Thursday, officials said.", published="2024-05-09T10:00:00Z")
    assert (a.anchor.edtf, a.anchor.basis) == ("2024-05-09", "published")


HTML = """<html><head><title>Army leaves Zenda | Example News</title><meta property="og:title" content="Army leaves Zenda">
<meta property="article:published_time" content="2023-03-04T08:00:00Z"><meta property="og:site_name" content="Example News"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Army leaves Zenda</h1><p>By Ana Lopez</p>
<figure><img src="a.jpg"><figcaption>Soldiers on the road out of Zenda on Friday.</figcaption></figure>
<p>ZENDA (Reuters) - The army left the town of Zenda on Friday after three weeks, the defence ministry said.</p>
<p>Residents said that two houses had been burned down during the occupation, which began in February.</p>
<p>(Reporting by Ana Lopez; Editing by Dora Eck)</p></article><footer>© 2023 Example News. All rights reserved.</footer>
<script>var x = "The army attacked";</script></body></html>"""


def test_html_keeps_the_visible_text_with_its_credits() -> None:
    a = intake.article({"html": HTML})
    assert "var x" not in a.text
    assert (a.title, a.publisher) == ("Army leaves Zenda", "Example News")
    assert a.published is not None
    assert a.published.edtf.startswith("2023-03-04")
    assert label(a, "The army left") == "body"
    assert label(a, "Residents said") == "body"
    assert label(a, "ZENDA (Reuters)") == "dateline"
    assert label(a, "Soldiers on the road") == "caption"
    assert label(a, "Home World") == "boilerplate"
    assert label(a, "© 2023") == "rights"
    assert [c.name for c in a.credits.editors] == ["Dora Eck"]
