"""Pages of several stories without elements for articles: briefs, newsletters, columns of an old site; and pages of one
story that only look so."""

import pytest

from sayso import intake
from sayso.records import Article
from tests.intake.reading import articles as read_articles

LAND = (
    "{place} (Reuters) - {who} moved 200 soldiers to the border on Monday, the defence ministry said, after two days "
    "of shelling in which nine people died. The ministry did not say how long the soldiers would stay there."
)
PLAIN = (
    "{who} called home its ambassador on Tuesday, the foreign ministry said, after a dispute over a dam. The embassy "
    "did not answer calls. Talks between the two countries had been due to go on in the capital next week."
)
HEAD = '<meta charset="utf-8"><title>World Briefs - The Zenda Herald</title>'
FOOT = "<p>Copyright 2012 The Zenda Herald.</p>"


def stories(tmp_path, html: str) -> list[Article]:  # type: ignore[no-untyped-def]
    return read_articles(tmp_path, "page.html", html)


def body(article: Article) -> str:
    return " ".join(article.text[p.start : p.end] for p in article.parts if p.label == "body")


RULES = (
    "<table><tr><td><b>World Briefs</b><br><br>"
    f"<b>Chad sends soldiers to border</b><br>{LAND.format(place='NDJAMENA', who='Chad')}<hr>"
    f"<b>Kenya recalls its ambassador</b><br>{PLAIN.format(who='Kenya')}<hr>"
    f"<b>Mali moves soldiers north of Gao</b><br>{LAND.format(place='BAMAKO', who='Mali')}</td></tr></table>"
)
BOXES = "".join(
    f"<div class='brief'><h3>{title}</h3><p>{words}</p></div>"
    for title, words in (
        ("Chad sends soldiers to border", LAND.format(place="NDJAMENA", who="Chad")),
        ("Kenya recalls its ambassador", PLAIN.format(who="Kenya")),
        ("Mali moves soldiers north of Gao", LAND.format(place="BAMAKO", who="Mali")),
    )
)
HEADINGS = (
    f"<h2>Chad sends soldiers to border</h2><p>{LAND.format(place='NDJAMENA', who='Chad')}</p>"
    f"<h2>Kenya recalls its ambassador</h2><p>{PLAIN.format(who='Kenya')}</p>"
    f"<h2>Mali moves soldiers north of Gao</h2><p>{LAND.format(place='BAMAKO', who='Mali')}</p>"
)
NEWSLETTER = "".join(
    f"<tr><td><hr></td></tr><tr><td><h2>{title}</h2><p>{words}</p></td></tr>"
    for title, words in (
        ("Chad sends soldiers to border", LAND.format(place="NDJAMENA", who="Chad")),
        ("Kenya recalls its ambassador", PLAIN.format(who="Kenya")),
        ("Mali moves soldiers north of Gao", LAND.format(place="BAMAKO", who="Mali")),
    )
)
SIGNED = "".join(
    f"<div class='item'><h4>{title}</h4><p class='meta'>By {who} | {day} May 2012</p><p>{words}</p></div>"
    for title, who, day, words in (
        ("Chad calls home its envoy", "Jane Roe", 8, PLAIN.format(who="Chad")),
        ("Kenya recalls its ambassador", "John Doe", 9, PLAIN.format(who="Kenya")),
        ("Mali takes its ambassador home", "Ann Poe", 10, PLAIN.format(who="Mali")),
    )
)


@pytest.mark.parametrize(
    "inside",
    [RULES, BOXES, HEADINGS, f"<table>{NEWSLETTER}<tr><td><hr></td></tr></table>"],
    ids=["rules", "boxes", "headings", "newsletter"],
)
def test_each_brief_is_a_story_with_its_own_head_agency_and_body(tmp_path, inside: str) -> None:  # type: ignore[no-untyped-def]
    html = f"<html><head>{HEAD}</head><body><p>Wednesday, May 9, 2012</p>{inside}{FOOT}</body></html>"
    first, second, third = stories(tmp_path, html)
    assert first.title == "Chad sends soldiers to border"
    assert second.title == "Kenya recalls its ambassador"
    assert [c.name for c in first.credits.agencies] == ["Reuters"]
    assert second.credits.agencies == ()
    assert body(first).startswith("Chad moved 200 soldiers")
    assert body(second).startswith("Kenya called home")
    assert "Mali" not in body(first)
    assert {s.publisher for s in (first, second, third)} == {"The Zenda Herald"}
    assert {s.published.edtf for s in (first, second, third) if s.published} == {"2012-05-09"}
    assert len({s.id for s in (first, second, third)}) == 3


def test_a_brief_s_own_date_and_author_go_before_the_page_s(tmp_path) -> None:  # type: ignore[no-untyped-def]
    html = f"<html><head>{HEAD}</head><body><p>Friday, May 11, 2012</p><hr>{SIGNED}<hr>{FOOT}</body></html>"
    found = stories(tmp_path, html)
    assert [s.published.edtf for s in found if s.published] == ["2012-05-08", "2012-05-09", "2012-05-10"]
    assert [[c.name for c in s.credits.authors] for s in found] == [["Jane Roe"], ["John Doe"], ["Ann Poe"]]


PARAGRAPHS = (
    "Chad moved 200 soldiers to the border on Monday, the defence ministry said, after two days of shelling there. "
    "The ministry did not say how long the soldiers would stay, and an officer at the border declined to speak of it."
)


@pytest.mark.parametrize(
    "inside",
    [
        f"<h1>Chad and the border</h1><p>{PARAGRAPHS}</p><hr><h2>Who is there</h2><p>{PARAGRAPHS}</p><hr>"
        f"<h2>What comes next</h2><p>{PARAGRAPHS}</p>",
        f"<h1>Chad and the border</h1><p>NDJAMENA (Reuters) - {PARAGRAPHS}</p><hr><h3>About the author</h3>"
        f"<p>{PARAGRAPHS}</p><hr>",
        f"<h1>Chad and the border</h1><p>{PARAGRAPHS}</p><hr><h3><a href='/x'>Kenya recalls its ambassador</a></h3>"
        f"<p>9 May 2012</p><p>{PARAGRAPHS}</p><hr><h3><a href='/y'>Mali moves soldiers</a></h3><p>9 May 2012</p>"
        f"<p>{PARAGRAPHS}</p>",
        f"<h1>Border timeline</h1><p>{PARAGRAPHS}</p><hr><h3>8 May 2012</h3><p>{PARAGRAPHS}</p><hr>"
        f"<h3>9 May 2012</h3><p>{PARAGRAPHS}</p>",
        "<h1>Five things of the talks</h1><p class='byline'>Jane Roe</p><h2>The line is not drawn</h2>"
        f"<p>MINSK — {PARAGRAPHS}</p><h2>The town stays open</h2><p>DEBALTSEVE — {PARAGRAPHS}</p><h2>The border</h2>"
        "<p>The border comes last, as diplomats said in private.</p>",
        "<meta property='og:type' content='article'><h1>Five things of the talks</h1><h2>The line is not drawn</h2>"
        f"<p>MINSK — {PARAGRAPHS}</p><h2>The town stays open</h2><p>DEBALTSEVE — {PARAGRAPHS}</p><h2>The border</h2>"
        "<p>The border comes last, as diplomats said in private.</p>",
    ],
    ids=["sections", "author", "teasers", "timeline", "signed", "article"],
)
def test_sections_teasers_and_days_of_one_story_are_no_stories(tmp_path, inside: str) -> None:  # type: ignore[no-untyped-def]
    assert len(stories(tmp_path, f"<html><head>{HEAD}</head><body>{inside}{FOOT}</body></html>")) == 1


def test_a_page_that_says_it_is_one_article_is_cut_only_where_every_piece_is_signed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    one = (
        '<meta property="og:type" content="article"><script type="application/ld+json">{"@type":"NewsArticle"}</script>'
    )
    html = f"<html><head>{HEAD}{one}</head><body>{HEADINGS}{FOOT}</body></html>"
    assert len(stories(tmp_path, html)) == 1
    signed = f"<html><head>{HEAD}{one}</head><body><hr>{SIGNED}<hr>{FOOT}</body></html>"
    assert len(stories(tmp_path, signed)) == 3


EXPORT = """<div class="page_header"><div class="content"><div class="text bold">Gao Press</div></div></div>
<div class="message default" id="message1"><div class="body"><div class="date details" title="03.12.2024 14:26:30
 UTC+03:00">14:26</div><div class="from_name">Gao Press</div><div class="text">Two hundred soldiers left Gao this
 morning.</div>{sign}</div></div>
<div class="message default joined" id="message2"><div class="body"><div class="date details"
 title="03.12.2024 18:52:17 UTC+03:00">18:52</div><div class="forwarded body"><div class="from_name">Timbuktu Radio<span
 class="date details" title="03.12.2024 18:40:12 UTC+03:00"> 03.12.2024 18:40:12</span></div><div class="text">Three
 hundred families crossed the river.</div></div></div></div>"""


def test_a_message_passed_on_is_published_by_who_passes_it_on(tmp_path) -> None:  # type: ignore[no-untyped-def]
    found = stories(tmp_path, f"<html><body>{EXPORT.format(sign='')}</body></html>")
    assert [s.publisher for s in found] == ["Gao Press", "Gao Press"]


def test_who_signs_a_message_is_its_author(tmp_path) -> None:  # type: ignore[no-untyped-def]
    sign = '<div class="signature details">\nAbu Layth\n</div>'
    first, _ = stories(tmp_path, f"<html><body>{EXPORT.format(sign=sign)}</body></html>")
    assert [c.name for c in first.credits.authors] == ["Abu Layth"]
    assert body(first).strip() == "Two hundred soldiers left Gao this morning."


@pytest.mark.parametrize(
    ("title", "shown", "publisher", "headline"),
    [
        ("Print Story: Chad sends soldiers", "Copyright 2008 The Khyber Day", "The Khyber Day", "Chad sends soldiers"),
        ("Chad sends soldiers | World News | Zenda Post", "© 2012 Zenda Post", "Zenda Post", "Chad sends soldiers"),
        (
            "Zenda Forum • View topic - Chad sends soldiers",
            "<h4>Zenda Forum</h4>",
            "Zenda Forum",
            "Chad sends soldiers",
        ),
        ("Africa » Chad sends soldiers", "All rights reserved.", None, "Chad sends soldiers"),
        (":: Zenda News Online ::", "Copyright 2011 Zenda News Online", "Zenda News Online", "Chad sends soldiers"),
        ("Zenda Post: Chad sends soldiers", "© Zenda Post", "Zenda Post", "Chad sends soldiers"),
        ("Chad sends soldiers - Zenda Post - Home", "© Zenda Post", "Zenda Post", "Chad sends soldiers"),
        ("Chad sends soldiers - The Gomti Times", "Contact us", "The Gomti Times", "Chad sends soldiers"),
    ],
)
def test_the_outlet_of_a_title_with_section_words(title: str, shown: str, publisher: str | None, headline: str) -> None:
    html = (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>Chad sends soldiers</h1>"
        f"<p>{PARAGRAPHS}</p><p>{PARAGRAPHS.replace('Chad', 'Niger')}</p><div>{shown}</div></body></html>"
    )
    article = intake.article({"html": html})
    assert (article.publisher, article.title) == (publisher, headline)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.zendapost.example/a/1", "Zenda Post"),
        ("https://news.zendapost.example/a/1", "The Zenda Post"),
        ("https://www.acss.example/a/1", "Adriatic Centre for Security Studies"),
    ],
)
def test_the_outlet_by_its_address(address: str, name: str) -> None:
    html = (
        f"<html><head><meta charset='utf-8'><title>{name} - Chad sends soldiers</title>"
        f"<link rel='canonical' href='{address}'></head><body><p>{name}</p><h1>Chad sends soldiers</h1>"
        f"<p>{PARAGRAPHS}</p></body></html>"
    )
    article = intake.article({"html": html})
    assert (article.publisher, article.title) == (name, "Chad sends soldiers")


def test_a_newsletter_names_its_outlet_and_each_item_its_source(tmp_path) -> None:  # type: ignore[no-untyped-def]
    items = "".join(
        f"<h3>{n}. {who} recalls its ambassador</h3><p>{PLAIN.format(who=who)}</p><p><i>Source: {source}</i></p>"
        for n, (who, source) in enumerate((("Chad", "AFP"), ("Kenya", "Reuters"), ("Mali", "Xinhua")), 1)
    )
    head = "<meta charset='utf-8'><title>Sahel Weekly #88</title>"
    mail = f"<h1>Sahel Weekly</h1><p>Issue 88 · 14 March 2021</p>{items}<p>You get this mail because you signed up.</p>"
    found = stories(tmp_path, f"<html><head>{head}</head><body>{mail}</body></html>")
    assert [[c.name for c in s.credits.agencies] for s in found] == [["AFP"], ["Reuters"], ["Xinhua"]]
    assert {s.publisher for s in found} == {"Sahel Weekly"}
    assert {s.published.edtf for s in found if s.published} == {"2021-03-14"}
    assert "signed up" not in body(found[2])


def test_a_post_of_a_channel_on_the_web_has_its_author(tmp_path) -> None:  # type: ignore[no-untyped-def]
    post = (
        "<div class='tgme_widget_message' data-post='danube/101'><div class='tgme_widget_message_owner_name'>Danube"
        "</div><div class='tgme_widget_message_text'>Drones struck the port of Izmail overnight.</div><span "
        "class='tgme_widget_message_from_author'>Ion Ionescu</span><time datetime='2023-09-04T06:10:00Z'></time></div>"
    )
    (one,) = stories(tmp_path, f"<html><body>{post}</body></html>")
    assert ([c.name for c in one.credits.authors], one.publisher) == (["Ion Ionescu"], "Danube")


def test_who_writes_a_post_of_a_live_page_by_its_json(tmp_path) -> None:  # type: ignore[no-untyped-def]
    live = (
        '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Talks live","liveBlogUpdate":['
        '{"@type":"BlogPosting","headline":"Talks begin","articleBody":"Talks began in Jeddah on Saturday.",'
        '"author":{"@type":"Person","name":"Hala Amin"},"datePublished":"2023-05-06T09:40:00Z"},'
        '{"@type":"BlogPosting","headline":"Talks end","articleBody":"Talks ended in Jeddah on Saturday.",'
        '"author":{"@type":"Organization","name":"Reuters"},"datePublished":"2023-05-06T19:40:00Z"}]}</script>'
    )
    first, second = stories(tmp_path, f"<html><head>{live}</head><body><p>Live.</p></body></html>")
    assert [(c.name, c.basis) for c in first.credits.authors] == [("Hala Amin", "metadata")]
    assert [(c.name, c.basis) for c in second.credits.agencies] == [("Reuters", "metadata")]
