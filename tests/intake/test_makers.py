"""Who made an article, where only the page's own fields or its signature say so."""

import json

import pytest

from sayso import intake
from sayso.claims.attribution.chain import outer_links
from sayso.records import Article

LEAD = "France expelled two Malian diplomats on Tuesday, the foreign ministry said in a statement released in Paris."
CLOSE = "The ministry gave no further details, and the embassy did not answer calls from reporters during the day."


def page(head: str = "", above: str = "", below: str = "") -> Article:
    html = (
        f"<html><head><meta charset='utf-8'><title>France expels two envoys of Mali</title>{head}</head><body><article>"
        f"<h1>France expels two envoys of Mali</h1>{above}<p>{LEAD}</p><p>{CLOSE}</p>{below}</article></body></html>"
    )
    return intake.article({"html": html})


def ld(**fields: object) -> str:
    article = {"@type": "NewsArticle", "headline": "France expels two envoys of Mali", **fields}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def agencies(article: Article) -> list[str]:
    return [c.name for c in article.credits.agencies]


def authors(article: Article) -> list[str]:
    return [c.name for c in article.credits.authors]


@pytest.mark.parametrize(
    ("head", "agency"),
    [
        ('<meta name="author" content="Reuters">', "Reuters"),
        ('<meta name="author" content="Reuters Staff">', "Reuters"),
        ('<meta property="article:author" content="Agence France-Presse">', "AFP"),
        ('<meta name="dc.creator" content="By The Associated Press">', "AP"),
        ('<meta name="source" content="Xinhua News Agency"><meta property="og:site_name" content="Daily">', "Xinhua"),
        ('<meta name="copyright-holder" content="EFE">', "EFE"),
        ('<meta name="byl" content="Jane Roe, AFP">', "AFP"),
        (ld(author={"@type": "Organization", "name": "TASS"}), "TASS"),
        (ld(author=[{"@type": "Person", "name": "Jane Roe"}, {"@type": "Organization", "name": "ANSA"}]), "ANSA"),
        (ld(sourceOrganization={"@type": "NewsMediaOrganization", "name": "AFP"}), "AFP"),
        (ld(creditText="Anadolu Agency"), "Anadolu"),
        (ld(provider={"@type": "Organization", "name": "dpa"}), "dpa"),
        (ld(isBasedOn={"@type": "CreativeWork", "name": "France expels", "publisher": {"name": "Kyodo"}}), "Kyodo"),
        ('<meta itemprop="sourceOrganization" content="Yonhap">', None),
        (ld(author={"@type": "Person", "name": "Petra Novak"}), None),
        (ld(author={"@type": "Organization", "name": "Reuters Institute for the Study of Journalism"}), None),
        (ld(image={"@type": "ImageObject", "creditText": "Reuters"}), None),
        (ld(comment={"@type": "Comment", "author": {"name": "AFP"}}), None),
    ],
)
def test_an_agency_of_the_metadata_alone_is_credited_without_words(head: str, agency: str | None) -> None:
    found = [c for c in page(head).credits.agencies if "itemprop" not in head]
    assert [(c.name, c.text, c.start, c.end, c.basis) for c in found] == (
        [(agency, None, None, None, "metadata")] if agency else []
    )


def test_microdata_of_the_article_names_its_agency_and_a_comment_s_does_not() -> None:
    item = '<span itemprop="{}"><span itemprop="name">{}</span></span>'
    assert agencies(page(above=f"<div>{item.format('sourceOrganization', 'Yonhap')}</div>")) == ["Yonhap"]
    assert agencies(page(below=f"<div class='comments'>{item.format('author', 'Reuters')}</div>")) == []


def test_an_agency_is_credited_once_and_the_printed_one_comes_first() -> None:
    printed = page('<meta name="author" content="AFP">', above="<p>Reuters</p>")
    assert [(c.name, c.basis) for c in printed.credits.agencies] == [("Reuters", "printed"), ("AFP", "metadata")]
    same = page('<meta name="author" content="Agence France-Presse">', above="<p>(AFP)</p>")
    assert [(c.name, c.basis) for c in same.credits.agencies] == [("AFP", "printed")]


def test_an_agency_of_the_metadata_stands_in_the_chain_behind_the_publisher() -> None:
    head = '<meta name="author" content="PTI"><meta property="og:site_name" content="The Gomti Times">'
    links = outer_links(page(head))
    assert [(link.name, str(link.kind), link.start) for link in links] == [
        ("The Gomti Times", "publisher", None),
        ("PTI", "agency", None),
    ]


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ('<meta name="author" content="Jane Roe">', ["Jane Roe"]),
        ('<meta name="author" content="By Jane Roe and John Doe">', ["Jane Roe", "John Doe"]),
        ('<meta name="citation_author" content="Vera Marić"><meta name="citation_author" content="Ana Ilić">',
         ["Vera Marić", "Ana Ilić"]),
        (ld(author=[{"@type": "Person", "name": "Jane Roe"}]), ["Jane Roe"]),
        (ld(author="Jane Roe, John Doe"), ["Jane Roe", "John Doe"]),
        ('<meta name="author" content="admin">', []),
        ('<meta name="author" content="Web Desk">', []),
        ('<meta name="author" content="Editorial Team">', []),
        ('<meta property="article:author" content="https://social.example/jane.roe">', []),
        ('<meta name="author" content="BBC News">', []),
    ],
)  # fmt: skip
def test_authors_of_the_metadata_where_the_page_prints_none(head: str, named: list[str]) -> None:
    article = page(head)
    assert [(c.name, c.start) for c in article.credits.authors] == [(name, None) for name in named]
    assert authors(page(head, above="<p>By Olga Petrova</p>")) == ["Olga Petrova"]


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("<div><span class='autor'>Zofia Maj</span> <span>6 listopada 2015, 12:08</span></div>", "Zofia Maj"),
        ("<div><time>3 May 2024</time> <span class='entry-author'>Jane Roe</span></div>", "Jane Roe"),
        ("<p>3 May 2024 | By Jane Roe | 10:12</p>", "Jane Roe"),
        ("<p>By Jane Roe | 3 May 2024 | 10:12</p>", "Jane Roe"),
        ("<p>Posted on May 3, 2024 by Jane Roe</p>", "Jane Roe"),
        ("<p>Published: 3 May 2024, by Jane Roe</p>", "Jane Roe"),
        ("<div><a rel='author' href='/jr'>Jane Roe</a> · 3 mai 2024 à 10h12</div>", "Jane Roe"),
        ("<p class='author'>by <b>Jane Roe</b> » Fri May 3, 2024 7:12 am</p>", "Jane Roe"),
        ("<p>Von Jane Roe</p><p>3. Mai 2024, 10.12 Uhr</p>", "Jane Roe"),
        ("<p>Autor: Jane Roe</p><p>3 maja 2024</p>", "Jane Roe"),
        ("<div><span itemprop='author'>Jane Roe</span><br>Friday, May 3, 2024</div>", "Jane Roe"),
    ],
)
def test_an_author_beside_the_date(above: str, name: str) -> None:
    article = page(above=above)
    (credit,) = article.credits.authors
    assert (credit.name, credit.basis) == (name, "printed")
    assert article.text[credit.start : credit.end] == credit.text
    (label,) = {p.label for p in article.parts if p.start <= (credit.start or 0) < p.end}
    assert label == "byline"
    assert (article.anchor.edtf or "")[:7] in ("2024-05", "2015-11")


def test_the_metadata_tell_which_line_is_a_name() -> None:
    article = page('<meta name="author" content="U Thant Zin">', above="<div>U Thant Zin</div><div>3 May 2024</div>")
    at = article.text.index("U Thant Zin")
    assert [p.label for p in article.parts if p.start <= at < p.end] == ["byline"]


@pytest.mark.parametrize(
    "below",
    [
        "<div class='comments'><p><span class='author'>Jane Roe</span> 3 May 2024: Well said.</p></div>",
        "<aside><a href='/x'>Army leaves Gao</a> <span class='author'>Jane Roe</span></aside>",
        "<div class='author-bio'><span class='author'>Jane Roe</span> writes about the Sahel from Dakar.</div>",
    ],
)
def test_names_beside_an_article_are_no_authors_of_it(below: str) -> None:
    assert authors(page(below=below)) == []


def test_a_class_that_all_posts_of_a_writer_have_signs_nothing() -> None:
    article = page(above="<div class='author-jroe post'>Two envoys have until Friday to leave</div>")
    at = article.text.index("Two envoys")
    assert "byline" not in {p.label for p in article.parts if p.start <= at < p.end}
