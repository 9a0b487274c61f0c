"""Parts, credits and anchor of wire copy and of scraped pages."""

import lxml.html
import pytest

from sayso import intake
from sayso.intake.page import narrow
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


def test_a_page_keeps_only_the_year_it_gives() -> None:
    a = read("Army leaves\n\nThe army left on Thursday, officials said.\n\n©2024 Example Agency\n")
    assert (a.anchor.edtf, a.anchor.basis, a.published) == ("2024", "rights-year", None)


def test_no_date_is_said_to_be_none() -> None:
    a = read("The army left on Thursday, officials said.")
    assert (a.anchor.edtf, a.anchor.basis) == (None, "none")


HTML = """<html><head><title>Army leaves Zenda | Example News</title>
<meta property="og:title" content="Army leaves Zenda">
<meta property="article:published_time" content="2023-03-04T08:00:00Z">
<meta property="og:site_name" content="Example News"></head>
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


WIDE = {
    "<p>{}</p>": "They <a href='/x'>sent</a> troops {i} to Chad on Monday. ",
    "<div>{}</div>": "<span>They</span> <span>left</span> <b>Chad</b> at {i} on Monday. ",
    "<blockquote><p>{}</p></blockquote>": "<em>They</em> said that {i} soldiers had left <font>Chad</font>. ",
    "<p><span>{}</span></p>": "<cite>They</cite> said that {i} soldiers had left <a href='/y'>Chad</a>. ",
    "{}": "<span>They <b>left</b></span> Chad with {i} men on Monday. ",
}


@pytest.mark.parametrize(("around", "sentence"), WIDE.items(), ids=list(WIDE))
def test_a_paragraph_of_thousands_of_elements_is_body_to_its_end(around: str, sentence: str) -> None:
    wide = "".join(sentence.format(i=i) for i in range(1_500))
    lead = "<p>Russia sent troops to Chad on Monday, the ministry said.</p>"
    page = f"<html><body><article>{lead}{around.format(wide)}</article></body></html>"
    found = intake.article({"html": page})
    assert "1499" in found.text
    assert [p.label for p in found.parts] == ["body"]


def test_what_the_extractor_sees_is_cut_between_elements_alone() -> None:
    tree = lxml.html.document_fromstring("<p>a" + "<a>b</a>c" * 1_100 + "</p>d<p>e</p>" + "f<i>g</i>" * 600)
    before = list(map(str, tree.itertext()))
    narrow.narrow(tree)
    assert list(map(str, tree.itertext())) == before
    assert [len(p) for p in tree.iter("p")] == [500, 500, 100, 0]
    assert max(len(e) for e in tree.iter()) <= 500 + 5
