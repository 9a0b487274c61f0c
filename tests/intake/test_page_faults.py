"""Pages on which earlier readers lost the body, the date or the paragraphs."""

from pathlib import Path

import pytest

from sayso import intake
from sayso.errors import NoArticle
from sayso.records import Article

HEAD = '<meta charset="utf-8"><meta property="article:published_time" content="2024-05-09T06:00:00Z">'
LEAD = (
    "France expelled two Malian diplomats on Tuesday, the foreign ministry said in a statement released in the capital."
)
CLOSE = "The ministry gave no further details, and the embassy did not answer calls from reporters during the day."


def page(inside: str, head: str = HEAD) -> Article:
    title = "<title>France expels envoys</title>"
    html = f"<!DOCTYPE html><html lang='en'><head>{title}{head}</head><body>{inside}</body></html>"
    return intake.article({"html": html})


def labels(article: Article, words: str) -> set[str]:
    at = article.text.index(words)
    return {p.label for p in article.parts if p.start < at + len(words) and at < p.end}


@pytest.mark.parametrize(
    "between",
    [
        '<p aria-hidden="true">Mali arrested four French citizens on Wednesday, the interior ministry said.</p>',
        '<p style="display:none">Mali arrested four French citizens on Wednesday, the interior ministry said.</p>',
        "<noscript><p>Mali arrested four French citizens on Wednesday, the interior ministry said.</p></noscript>",
        '<p class="paywall" aria-hidden="true">France expelled two envoys of Mali on Wednesday, the ministry said.</p>',
    ],
)
def test_headline_and_body_whatever_is_hidden_between(between: str) -> None:
    article = page(f"<article><h1>France expels envoys</h1><p>{LEAD}</p>{between}<p>{CLOSE}</p></article>")
    assert labels(article, "France expels envoys") == {"headline"}
    assert labels(article, LEAD) == labels(article, CLOSE) == {"body"}
    if "paywall" in between:
        assert labels(article, "France expelled two envoys of Mali on Wednesday, the ministry said.") == {"body"}


def test_a_date_in_a_block_of_its_own_neither_ends_nor_begins_the_body() -> None:
    article = page(
        f"<article><h1>France expels envoys</h1><div class='meta'>2024-05-09 06:12</div>"
        f"<p>{LEAD}</p><p>{CLOSE}</p></article>",
        "",
    )
    assert labels(article, LEAD) == labels(article, CLOSE) == {"body"}
    assert (article.anchor.edtf, article.anchor.basis) == ("2024-05-09", "printed")


def test_soft_hyphens_are_no_part_of_words() -> None:
    words = (
        "BERLIN (dpa) - Ger&shy;many with&shy;drew 1,200 sol&shy;diers from Mali "
        "on Tues&shy;day, the de&shy;fence min&shy;istry said."
    )
    article = page(f"<article><p>{words} The con&shy;voy left at dawn.</p></article>")
    assert labels(article, "Germany withdrew 1,200 soldiers from Mali on Tuesday") == {"body"}
    assert [c.name for c in article.credits.agencies] == ["dpa"]
    short = (
        "<article><p>France ex&shy;pelled two diplo&shy;mats on Tuesday, the minis&shy;try said.</p>"
        "<p>The minis&shy;try gave no details to reporters.</p></article>"
    )
    assert labels(page(short), "France expelled two diplomats") == {"body"}


def test_a_caption_by_its_class_is_a_caption() -> None:
    caption = (
        '<p class="image-credit-wrap"><span class="js-caption">French troops shelled the port of Ostend in 1991.'
        "</span> "
        '<span class="credit">(Photo: Mike Christy, AP)</span></p><figure><img src="x"><figcaption>'
        "Soldiers arrest a protester in Lyon "
        "on May 1. REUTERS/Jane Doe</figcaption></figure>"
    )
    article = page(f"<article><h1>France expels envoys</h1><p>{LEAD}</p>{caption}<p>{CLOSE}</p></article>")
    assert labels(article, "French troops shelled the port") == {"caption"}
    assert labels(article, "Soldiers arrest a protester") == {"caption"}
    assert labels(article, "(Photo: Mike Christy, AP)") == labels(article, "REUTERS/Jane Doe") == {"photo_credit"}


def test_lists_tables_and_quotations_of_a_story_are_its_body() -> None:
    article = page(
        f"<article><h1>Toll</h1><p>{LEAD}</p><ul><li>Rebels killed three soldiers in Goma on Monday.</li>"
        "<li>Rebels seized Bukavu on "
        "Tuesday.</li></ul><table><tr><td>Troops withdrew from Beni</td><td>Sunday</td></tr></table>"
        "<blockquote><p>Uganda will send 500 "
        "soldiers to Congo next week.</p></blockquote></article>"
    )
    for words in (
        "Rebels killed three soldiers",
        "Rebels seized Bukavu",
        "Troops withdrew from Beni",
        "Uganda will send 500",
    ):
        assert labels(article, words) == {"body"}, words


STORY = f"<article><h1>France expels envoys</h1><p>{LEAD}</p><p>{CLOSE}</p></article>"


@pytest.mark.parametrize(
    "beside",
    [
        '<section id="comments"><div class="comment"><time datetime="2026-01-02">8 hours ago</time>'
        "<p>They should leave, says me.</p></div></section>",
        '<aside><h3>Related</h3><ul><li><time datetime="2020-03-04">4 March 2020</time> Older story</li></ul></aside>',
    ],
)
def test_no_date_of_comments_and_lists(beside: str) -> None:
    article = page(STORY + beside, "")
    assert (article.published, article.anchor.basis) == (None, "none")


def test_the_article_comes_before_the_site() -> None:
    graph = (
        '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2015-01-01"},'
        '{"@type":["NewsArticle"],'
        '"datePublished":"2024-05-09T06:00:00+00:00","dateModified":"2024-05-20T06:00:00Z"}]}</script>'
    )
    article = page(STORY, graph)
    assert article.anchor.edtf == "2024-05-09"
    assert article.modified is not None
    assert article.modified.edtf.startswith("2024-05-20")


def test_the_day_of_a_change_is_read() -> None:
    article = page(STORY, HEAD + '<meta property="article:modified_time" content="2024-05-20T06:00:00Z">')
    assert article.modified is not None
    assert article.modified.edtf == "2024-05-20T06:00:00Z"
    printed = page(
        f"<article><h1>France expels envoys</h1><p>Last updated 9 May 2024</p><p>{LEAD}</p><p>{CLOSE}</p></article>", ""
    )
    assert printed.modified is not None
    assert (printed.modified.edtf, printed.modified.basis, printed.published) == ("2024-05-09", "printed", None)


def test_a_date_that_can_mean_two_days_is_none_and_both_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f'<html><head><title>x</title><meta name="date" content="05/09/2024"></head><body>{STORY}</body></html>',
        encoding="utf-8",
    )
    told: list[str] = []
    (article,) = intake.articles([str(path)], note=lambda notice: told.append(str(notice)))
    assert isinstance(article, Article)
    assert article.published is None
    assert "2024-09-05 or 2024-05-09" in told[0]
    (dated,) = intake.articles([str(path)], published="2024-05-09")
    assert isinstance(dated, Article)
    assert dated.anchor.edtf == "2024-05-09"


@pytest.mark.parametrize("inside", ["<article><h1>Envoys</h1><p>{}</p></article>", "<main><section><p>{}</p></main>"])
def test_a_page_that_leaves_out_the_tag_of_its_body_is_read(inside: str) -> None:
    found = intake.article({"html": f"<!DOCTYPE html><html><title>Envoys</title>{inside.format(LEAD)}"})
    assert labels(found, LEAD) == {"body"}
    assert found.title == "Envoys"


JAPANESE = (
    "外務省は火曜日、マリの外交官二人を国外に退去させると発表した。",
    "大使館は日中、記者からの電話に応じなかった。外務省もそれ以上の説明をしなかった。",
)


def test_a_script_without_blanks_has_paragraphs_too() -> None:
    paragraphs = "".join(f"<p>{words}</p>" for words in JAPANESE * 2)
    article = page(f"<nav><a href='/'>ホーム</a></nav><article><h1>外交官を退去</h1>{paragraphs}</article>")
    assert [labels(article, words) for words in JAPANESE] == [{"body"}, {"body"}]


def test_a_list_before_the_first_sentence_is_body_where_it_is_much_of_the_page() -> None:
    rows = "".join(f"<li>{n} May: round {n} of the talks in Geneva, with both delegations</li>" for n in range(1, 8))
    article = page(f"<article><h1>France expels envoys</h1><ul>{rows}</ul><p>{CLOSE}</p></article>")
    assert labels(article, "round 1 of the talks") == labels(article, "round 7 of the talks") == {"body"}


def test_a_deck_above_the_body_is_none_of_it() -> None:
    deck = "Two diplomats have to leave the country within a week"
    article = page(f"<article><h1>France expels envoys</h1><h2>{deck}</h2><p>{LEAD}</p><p>{CLOSE}</p></article>")
    assert labels(article, deck) == {"headline"}


def test_the_menu_at_the_foot_makes_no_front_of_a_page_of_short_paragraphs() -> None:
    menu = "".join(f"<h5><a href='/{name}'>{name}</a></h5>" for name in ("News", "Sport", "Scores", "About", "Weather"))
    article = page(
        f"<article><h1>France expels envoys</h1><p>{LEAD}</p><p>{CLOSE}</p></article><footer>{menu}</footer>", ""
    )
    assert labels(article, LEAD) == {"body"}


STORY = "".join(
    f"<p>The army said on {day} that its soldiers had left the town and would not return.</p>"
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday")
)


def _label(page: str, words: str) -> str:
    article = intake.article(
        {"html": f"<html><body><article><h1>Soldiers leave the town</h1>{page}</article></body></html>"}
    )
    at = article.text.index(words)
    return next(p.label for p in article.parts if p.start <= at < p.end)


@pytest.mark.parametrize(
    ("box", "caption", "credit"),
    [
        ('<div class="foto"><img src="a"><div>The palace at dawn. | Ana Ruiz / EFE</div></div>', "The palace", "Ana"),
        ('<div class="imgbox"><img src="a"><span>A shop of the camp (Hadi Kassab)</span></div>', "A shop", "(Hadi"),
        ("<figure><img src='a'><figcaption>A car on Monday. <i>AFP</i></figcaption></figure>", "A car", "AFP"),
        (
            "<figure><img src='a'><figcaption><p>Rifles at the station.</p><p>Photo credit: Evan Baras</p></figcaption>"
            "</figure>",
            "Rifles",
            "Photo credit",
        ),
    ],
)
def test_a_box_of_a_picture_holds_its_caption_and_credit(box: str, caption: str, credit: str) -> None:
    assert [_label(box + STORY, words) for words in (caption, credit)] == ["caption", "photo_credit"]


@pytest.mark.parametrize(
    "box",
    ['<div class="author-photo"><img src="a"><p>By Jane Roe</p></div>', '<div class="image"><p>No picture</p></div>'],
)
def test_a_box_of_an_author_or_without_a_picture_holds_no_caption(box: str) -> None:
    assert "caption" not in _label(box + STORY, "Jane" if "Jane" in box else "No picture")


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="inline-related"><b>See:</b> <a href="/1">Fishermen turn rescuers at dawn</a></div>',
        '<div><h3>Lo más leído</h3><a href="/1">Fishermen turn rescuers at dawn</a></div>',
        '<p>Lea también: <a href="/1">Fishermen turn rescuers at dawn</a></p>',
    ],
)
def test_links_to_other_stories_within_a_story_are_related(beside: str) -> None:
    middle = STORY.index("<p>", len(STORY) // 2)
    assert _label(STORY[:middle] + beside + STORY[middle:], "Fishermen") == "related"


@pytest.mark.parametrize(
    "line",
    [
        "Diario del Sur. Todos los derechos reservados.",
        "Rift Media PLC © 2025",
        "© Harbour Press",
        "Alle Rechte vorbehalten",
    ],
)
def test_rights_in_other_words(line: str) -> None:
    assert _label(f"{STORY}<footer><p>{line}</p></footer>", line) == "rights"


STUB = (
    "<h2>This story is for members</h2><p>To read it, choose one of our memberships, which you may end at any time.</p>"
)


def test_a_story_kept_for_members_is_a_paywall_and_one_that_says_so_below_its_text_is_none() -> None:
    with pytest.raises(NoArticle, match="pay or sign in"):
        _label(STUB, "members")
    assert _label(STORY + STUB, "The army") == "body"
