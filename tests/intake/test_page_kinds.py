"""Kinds of pages that were read wrong when they were first seen, each in forms of other sites."""

from pathlib import Path

import pytest

from sayso import intake
from sayso.errors import NoArticle
from sayso.intake.parts.dateline import dateline
from sayso.records import Article

ONE = "Niger told the United Nations envoy to leave the country within 72 hours, the ministry said on Wednesday."
TWO = "The ministry accused the organisation of having kept Niger out of a meeting in New York in September."
THREE = "A spokesman in New York said that it regretted the decision and that the envoy would come home at once."
BODY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


def page(above: str = "", below: str = "", body: str = BODY, h1: str = "<h1>Niger expels UN envoy</h1>") -> Article:
    head = "<head><meta charset='utf-8'><title>Niger expels UN envoy</title></head>"
    return intake.article({"html": f"<html>{head}<body>{h1}{above}{body}{below}</body></html>"})


def labels(article: Article, words: str) -> set[str]:
    at = article.text.index(words)
    return {p.label for p in article.parts if p.start < at + len(words) and at < p.end}


@pytest.mark.parametrize(
    ("line", "place", "date", "agency"),
    [
        ("PESHAWAR, Jan 22: The government gave them a week.", "PESHAWAR", "Jan 22", None),
        ("LAHORE, 3 May: Police held nine men.", "LAHORE", "3 May", None),
        ("Port Alma, 18 February 2021 – The envoy condemns it.", "Port Alma", "18 February 2021", None),
        ("Geneva, 9 May 2024 - The commission has met.", "Geneva", "9 May 2024", None),
        ("Guayaquil, 3 de octubre de 2021 (EFE).- The president said so.", "Guayaquil", "3 de octubre de 2021", "EFE"),
        ("Bogotá, 3 oct (EFE).- The army said so.", "Bogotá", "3 oct", "EFE"),
    ],
)
def test_datelines_of_more_houses(line: str, place: str, date: str, agency: str | None) -> None:
    match = dateline(line)
    assert match is not None
    assert (match["place"], match["date"].strip(), match["agency"]) == (place, date, agency)


@pytest.mark.parametrize(
    "line",
    [
        "On Monday, May 9 - The army said so.",
        "By Friday, May 9, 2024 – The soldiers will leave.",
        "Since Tuesday, 3 May – The road has been shut.",
        "The meeting on 9 May 2024 - The first in a year - failed.",
    ],
)
def test_sentences_that_begin_with_a_day_are_no_datelines(line: str) -> None:
    assert dateline(line) is None


def test_a_full_date_in_another_language_in_the_dateline_dates_the_page() -> None:
    article = page(body=f"<p>Guayaquil, 3 de octubre de 2021 (EFE).- {ONE}</p><p>{TWO}</p>")
    assert article.published is not None
    assert (article.published.edtf, article.published.basis) == ("2021-10-03", "dateline")


@pytest.mark.parametrize(("short", "name"), [("CMC", "CMC"), ("PNA", None), ("KUNA", None)])
def test_initials_in_a_dateline_are_an_agency(short: str, name: str | None) -> None:
    article = page(body=f"<p>PARAMARIBO, Suriname ({short}) - {ONE}</p><p>{TWO}</p>")
    assert [c.text for c in article.credits.agencies] == [name or short]


@pytest.mark.parametrize(
    ("tail", "agencies"),
    [
        (" (AFP)", ["AFP"]),
        (" — Reuters", ["Reuters"]),
        (" /TASS/", ["TASS"]),
        (" EFE", ["EFE"]),
        (" (Reuters, AFP)", ["Reuters", "AFP"]),
    ],
)
def test_an_agency_that_signs_the_last_paragraph(tail: str, agencies: list[str]) -> None:
    article = page(body=f"<p>{ONE}</p><p>{TWO} {THREE}{tail}</p>")
    assert [c.name for c in article.credits.agencies] == agencies
    assert labels(article, THREE) == {"body"}
    assert labels(article, tail.strip()) == {"byline"}


def test_a_caption_that_names_its_agency_stays_a_caption() -> None:
    article = page(body=f"<p>Soldiers walk past a burned bank in Niamey on Monday. (AFP)</p>{BODY}")
    assert "caption" in labels(article, "Soldiers walk past")


@pytest.mark.parametrize(
    "banner",
    [
        "<div id='sp_message_container'><p>We value your privacy. We and our partners use cookies.</p></div>",
        "<div><p>We and our 187 partners store information on your device, as our policy says.</p></div>",
        "<div id='cookie-law-info'><p>This site uses cookies to make your visit better, as all do.</p></div>",
        "<div class='didomi-popup'><p>With your agreement, we store what you look at on this site.</p></div>",
        "<div id='usercentrics-root'><p>You can change what you agreed to at any time below here.</p></div>",
    ],
)
def test_a_consent_banner_above_the_headline_is_no_news(banner: str) -> None:
    article = page(h1=f"{banner}<h1>Niger expels UN envoy</h1>")
    assert labels(article, "Niger expels UN envoy") == {"headline"}
    assert labels(article, ONE) == labels(article, THREE) == {"body"}
    assert "body" not in {p.label for p in article.parts if p.end <= article.text.index("Niger expels")}


def test_a_wall_that_asks_for_consent_or_money() -> None:
    wall = (
        "<h1>Welcome</h1><h2>Go on with advertising</h2><p>Visit our pages as usual with advertising and tracking.</p>"
        "<button>Accept and continue</button><h2>Or subscribe</h2><p>Use our pages without tracking for 4 euros."
        "</p><p>Already a Plus subscriber? Sign in here</p><p>We and our 90 partners store cookies on devices.</p>"
    )
    with pytest.raises(NoArticle) as error:
        page(h1="", body=wall)
    assert error.value.reason == "cookie-wall"


@pytest.mark.parametrize(
    "line",
    [
        "À lire aussi <a href='/1'>Mali withdraws from joint force</a>",
        "Lea también: <a href='/1'>Mali withdraws from joint force</a>",
        "<strong>Leggi anche</strong><a href='/1'>Mali withdraws from joint force</a>",
        "<b>Czytaj też</b> <a href='/1'>Mali withdraws from joint force</a>",
        "<b>Lees ook</b> <a href='/1'>Mali withdraws from joint force</a>",
        "<strong>READ MORE:</strong> <a href='/1'>Mali withdraws from joint force</a>",
    ],
)
def test_links_to_other_stories_in_other_languages(line: str) -> None:
    assert labels(page(body=f"<p>{ONE}</p><p>{line}</p><p>{TWO}</p>"), "Mali withdraws") == {"related"}


@pytest.mark.parametrize(
    "box",
    [
        "<div class='img-desc'>Flags in Niamey. Photo: Scanpix</div>",
        "<div class='photo-info'>Flags in Niamey. Foto: Jan Kos</div>",
        "<p>Flags outside the ministry in Niamey. Photo: Scanpix</p>",
        "<div class='image-description'>Flags in Niamey. © Jane Roe / AFP</div>",
    ],
)
def test_descriptions_of_pictures(box: str) -> None:
    article = page(above=box)
    assert labels(article, "Flags") == {"caption"}
    assert "photo_credit" in {p.label for p in article.parts}


@pytest.mark.parametrize(
    "below",
    [
        "<div><h3>About the authors</h3><p>Jane Roe is a senior fellow at the centre. John Doe taught law.</p></div>",
        "<div><h3>About the author</h3><p>Jane Roe writes about the Sahel and lives in Dakar, in Senegal.</p></div>",
        "<div><h4>Endnotes</h4><p>Interviews with officials in Niamey on 11 and 12 September of last year.</p></div>",
    ],
)
def test_what_is_said_of_the_authors_is_no_news(below: str) -> None:
    article = page(below=below)
    assert labels(article, THREE) == {"body"}
    assert "body" not in {p.label for p in article.parts if p.start > article.text.index(THREE)}


def test_a_box_about_the_author_above_the_story_hides_nothing_of_it() -> None:
    article = page(above="<div><b>About the author</b><br>Jane Roe lives in Dakar.</div>")
    assert labels(article, ONE) == labels(article, THREE) == {"body"}


def test_a_page_that_is_one_form_is_read_like_any_other() -> None:
    related = "<div class='related'><b>Other news</b><br><a href='/1'>Mali withdraws from joint force</a></div>"
    article = page(h1="<form><h1>Niger expels UN envoy</h1><div class='photo'><img><span>Flags in Niamey</span></div>"
                   f"{BODY}{related}</form>", body="")  # fmt: skip
    assert labels(article, "Flags in Niamey") == {"caption"}
    assert labels(article, "Mali withdraws") == {"related"}


def test_words_that_only_style_sets_apart_are_words() -> None:
    article = page(
        above="<div><span>Agence France-Presse</span><span>June 2, 2022</span><span>2 mins read</span></div>"
    )
    assert "Agence France-Presse June 2, 2022 2 mins read" in article.text
    assert [c.name for c in article.credits.agencies] == ["AFP"]
    assert article.published is not None
    assert article.published.edtf == "2022-06-02"
    assert "Niger expels" in page(h1="<h1><span>N</span><span>iger</span> <b>ex</b><i>pels</i> UN envoy</h1>").text


def test_what_a_post_is_about_does_not_make_it_furniture() -> None:
    article = page(
        h1="<div class='hentry category-newsletter tag-comments'><h1>Niger expels UN envoy</h1>", below="</div>"
    )
    assert labels(article, ONE) == {"body"}


def test_the_day_in_other_calendars_beside_it() -> None:
    article = page(
        h1="<p>Wednesday 9 November 2011 - 18 Aban 1390 - 13 Dhu al-Hijjah 1432</p><h1>Niger expels UN envoy</h1>"
    )
    assert article.published is not None
    assert article.published.edtf == "2011-11-09"


@pytest.mark.parametrize(
    "line",
    [
        "Dieser Artikel ist nur für Abonnenten.",
        "Cet article est réservé aux abonnés.",
        "Este artículo es exclusivo para suscriptores.",
        "Contenuto riservato agli abbonati.",
        "Este conteúdo é exclusivo para assinantes.",
    ],
)
def test_a_stub_that_keeps_its_story_for_who_pays(line: str) -> None:
    with pytest.raises(NoArticle) as error:
        page(body=f"<div><p>{line}</p><p>Jetzt abonnieren / Abonnez-vous / Suscríbete</p></div>")
    assert error.value.reason == "paywall"
    led = page(body=f"<p>{ONE}</p><p>{TWO}</p><div><p>{line}</p></div>")
    assert labels(led, ONE) == {"body"}


@pytest.mark.parametrize(
    "words",
    [
        "Wir und unsere Partner speichern Cookies mit Ihrer Einwilligung. Mehr im Datenschutz. Alle akzeptieren.",
        "Nous déposons des cookies avec votre consentement. Lisez nos règles de confidentialité. Tout accepter.",
        "Usamos cookies con su consentimiento para tratar datos personales. Hay privacidad. Aceptar todo.",
    ],
)
def test_a_consent_wall_in_other_languages(words: str) -> None:
    with pytest.raises(NoArticle) as error:
        page(h1="", body="".join(f"<p>{sentence}.</p>" for sentence in words.rstrip(".").split(". ")))
    assert error.value.reason == "cookie-wall"


def told(path: Path, words: str) -> tuple[Article, list[str]]:
    """The article of a file and the kinds of what is told of it."""
    kinds: list[str] = []
    path.write_text(words, encoding="utf-8")
    (article,) = intake.articles([str(path)], note=lambda notice: kinds.append(notice.kind))
    assert isinstance(article, Article)
    return article, kinds


def test_entities_escaped_twice_are_read_and_told(tmp_path: Path) -> None:
    head = "<html><title>Niger&amp;#39;s envoy</title><body><h1>Niger&amp;#39;s envoy</h1>"
    article, kinds = told(tmp_path / "page.html", f"{head}<p>France&amp;rsquo;s {ONE}</p>{BODY}")
    assert article.title == "Niger's envoy"
    assert f"France’s {ONE}" in article.text
    assert kinds == ["escaped-twice"]


def test_a_text_with_the_escapes_of_html_is_read_as_it_is_and_told(tmp_path: Path) -> None:
    text = "France&#39;s army left Gao on Monday, the ministry&#39;s office said."
    article, kinds = told(tmp_path / "page.txt", text)
    assert (article.text, kinds) == (text, ["escaped"])
    assert told(tmp_path / "page.txt", "AT&T &amp; others left Gao on Monday, it said.")[1] == []
