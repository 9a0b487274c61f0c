"""Who wrote it, as sites set it: above the story, behind it, in metadata; what looks like a name and is none; whose the
picture is; dates beside all that; posts that only their times set apart."""

from pathlib import Path

import pytest

from sayso import intake
from sayso.records import Article
from tests.intake.reading import articles

BODY = (
    "Two soldiers were wounded when rebels fired at a patrol in the hills of San Fernando on Monday, the army said.",
    "The patrol was on its way to a village that had asked for help, said Capt. Regina Tolentin of the division.",
    "Both soldiers were brought by helicopter to the city and are out of danger, the spokeswoman told reporters.",
)
SITE = '<meta property="og:site_name" content="Harbour Standard">'
DAY = '<meta property="article:published_time" content="2019-06-04T07:05:00+08:00">'


def page(above: str = "", below: str = "", lead: str = "", head: str = DAY) -> Article:
    title = "Soldiers hurt as rebels hit patrol in Bukidnon"
    body = "".join(f"<p>{lead if n == 0 else ''}{words}</p>" for n, words in enumerate(BODY))
    html = (
        f"<html><head><meta charset='utf-8'><title>{title} - Harbour Standard</title>{SITE}{head}</head><body>"
        f"<div><a href='/'>Harbour Standard</a> <a href='/w'>World</a></div><div><h1>{title}</h1>{above}"
        f"<div>{body}</div>{below}</div><div>© 2019 Harbour Standard Ltd</div></body></html>"
    )
    return intake.article({"html": html})


def authors(article: Article) -> list[str]:
    return sorted(credit.name for credit in article.credits.authors)


def agencies(article: Article) -> list[str]:
    return sorted(credit.name for credit in article.credits.agencies)


ABOVE = [
    ("<p>From Jane Roe in Abuja and Omar Diallo in Kano</p>", "Jane Roe|Omar Diallo"),
    ("<p>By Jane Roe (Abuja) and Omar Diallo (Kano)</p>", "Jane Roe|Omar Diallo"),
    ("<div>By Jane Roe June 4, 2019</div>", "Jane Roe"), ("<div>Jane Roe - June 4, 2019</div>", "Jane Roe"),
    ("<div>Jane Roe | TNN | Jun 4, 2019, 07:05 IST</div>", "Jane Roe"),
    ("<div>Jane Roe <span>Published 3 hours ago</span></div>", "Jane Roe"),
    ("<div>Jane Roe | Harbour Standard</div>", "Jane Roe"), ("<div>Jane Roe and agencies</div>", "Jane Roe"),
    ("<div>Jane Roe for Harbour Standard</div>", "Jane Roe"), ("<div>By Jane Roe @janeroe</div>", "Jane Roe"),
    ("<div>By Jane Roe / Omar Diallo</div>", "Jane Roe|Omar Diallo"), ("<div>Jane Roe / La Paz</div>", "Jane Roe"),
    ("<div>Posted by Jane Roe at 7:05 PM</div>", "Jane Roe"), ("<div>Analysis by Jane Roe</div>", "Jane Roe"),
    ("<div>Text: Jane Roe</div>", "Jane Roe"), ("<p>By Hasan al-Masri</p>", "Hasan al-Masri"),
    ("<p>By WANJIKU NG’ANG’A</p>", "Wanjiku Ng’ang’a"), ("<p>By SEAN O’BRIEN</p>", "Sean O’Brien"),
    ("<p>By Maj. Jane Roe, 5th Public Affairs Detachment</p>", "Maj. Jane Roe"),
    ("<div class='byline'><span>By Jane Roe</span><span>Africa correspondent</span></div>", "Jane Roe"),
    ("<div>By<a href='/x'>Jane Roe</a></div>", "Jane Roe"), ("<div class='post-author'>Jane Roe</div>", "Jane Roe"),
    ("<div><a href='/author/jane-roe/'>JANE ROE</a></div>", "Jane Roe"),
    ("<address><a rel='author'>Jane Roe</a> in Abuja and <a rel='author'>Omar Diallo</a> in Kano</address>",
     "Jane Roe|Omar Diallo"),
    ("<div>By JANE ROE<br>AP National Political Writer</div>", "Jane Roe"),
    ("<div>Harbour Standard / La Paz</div>", ""), ("<div>Harbour Web Desk</div>", ""),
    ("<div>By Ministry of Foreign Affairs</div>", ""), ("<div>Spokesperson Jane Roe</div>", ""),
    ("<div>New York, June 4, 2019</div>", ""), ("<div>TNN | Jun 4, 2019, 07:05 IST</div>", ""),
]  # fmt: skip


@pytest.mark.parametrize(("above", "names"), ABOVE)
def test_authors_above_a_story(above: str, names: str) -> None:
    assert "|".join(authors(page(above=above))) == names


BELOW = [
    ("<p>— Jane Roe</p>", "Jane Roe"), ("<p>(Jane Roe)</p>", "Jane Roe"),
    ("<p>Jane Roe, Harbour Standard</p>", "Jane Roe"), ("<p>This report was written by Jane Roe.</p>", "Jane Roe"),
    ("<p>Additional reporting: Jane Roe, Omar Diallo</p>", "Jane Roe|Omar Diallo"),
    ("<p>Jane Roe reported from Manila and Omar Diallo from Cebu.</p>", "Jane Roe|Omar Diallo"),
    ("<p>AP writers Jane Roe in Manila and Omar Diallo in Cebu contributed.</p>", "Jane Roe|Omar Diallo"),
    ("<p>Translated by Google Translate</p>", ""), ("<p>Press Secretary Jane Roe</p>", ""),
    ("<p>South Sudan</p>", ""), ("<p>Tags: Jane Roe, Omar Diallo</p>", ""),
]  # fmt: skip


@pytest.mark.parametrize(("below", "names"), BELOW)
def test_authors_behind_a_story(below: str, names: str) -> None:
    article = page(below=below)
    assert "|".join(authors(article)) == names
    assert not [c for c in article.credits.translators if c.name.startswith("Google")]


def test_who_the_story_came_from_is_no_author() -> None:
    note = "<p>This story was first published by Capitol Ledger, a newsroom of the state.</p>"
    assert authors(page(above="<p>By Jane Roe, Capitol Ledger</p>", below=note)) == ["Jane Roe"]


def ld(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","author":{author}}}</script>'


HEADS = [
    ('<meta name="author" content="Harbour Standard">', ""),
    ('<meta name="author" content="Harbour Standard Online">', ""),
    ('<meta name="author" content="Nation Media Group">', ""),
    ('<meta name="author" content="Mr. Jane Roe">', "Jane Roe"),
    ('<meta name="author" content="jr@harbour.example (Jane Roe)">', "Jane Roe"),
    (ld('{"@type":"Organization","name":"Ocean Freight Partners"}'), ""),
    (ld('[{"@type":"Person","name":["Jane Roe","Omar Diallo"]}]'), "Jane Roe|Omar Diallo"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "names"), HEADS)
def test_authors_of_the_metadata(head: str, names: str) -> None:
    assert "|".join(authors(page(head=head))) == names


SIGNS = [
    ("<div>Reuters, Manila</div>", "Reuters"), ("<div>PTI | Manila | Updated: June 4, 2019</div>", "PTI"),
    ("<div>Agence France-Presse / 07:05 AM June 04, 2019</div>", "AFP"), ("<div>Jane Roe (AP)</div>", "AP"),
    ("<div>Reuters/AFP</div>", "AFP|Reuters"), ("<div>Agency: Reuters</div>", "Reuters"),
]  # fmt: skip
ENDS = [
    ("AFP/Reuters", "AFP|Reuters"), ("With AFP and Reuters", "AFP|Reuters"), ("ab/cd (AFP, Reuters)", "AFP|Reuters"),
    ("jr/od (dpa, AP)", "AP|dpa"), ("AFP-abc/de", "AFP"), ("(END) AFP", "AFP"), ("— Jane Roe, AFP", "AFP"),
    ("Information from Reuters was used in this report.", "Reuters"), ("Based on reporting by AFP and AP", "AFP|AP"),
    ("This report includes information from AFP.", "AFP"), ("This story was provided by Reuters.", "Reuters"),
    ("(This story is auto-generated from a syndicated feed from PTI.)", "PTI"), ("Reuters photo", ""),
    ("Photo: Reuters", ""), ("Photo by Jane Roe/AFP", ""),
]  # fmt: skip


@pytest.mark.parametrize(("above", "names"), SIGNS)
def test_agencies_above_a_story(above: str, names: str) -> None:
    assert "|".join(agencies(page(above=above))) == names


@pytest.mark.parametrize(("words", "names"), ENDS)
def test_agencies_behind_a_story(words: str, names: str) -> None:
    assert "|".join(agencies(page(below=f"<p>{words}</p>"))) == names


LEADS = [
    ("Manila/IANS: ", "IANS"), ("MANILA [ENA] ", "ENA"), ("Manila, SANA- ", "SANA"),
    ("MANILA, June 4 -- RIA Novosti. ", "RIA Novosti"), ("MANILA/Reuters: ", "Reuters"),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "name"), LEADS)
def test_signs_of_agencies_in_datelines(lead: str, name: str) -> None:
    assert agencies(page(lead=lead)) == [name]


def test_a_sign_is_the_agency_that_the_metadata_name_in_full() -> None:
    article = page(lead="MANILA (PNA) -- ", head='<meta name="source" content="Philippine News Agency">')
    assert agencies(article) == ["PNA of the Philippines"]


DATES = [
    ("07:05 | 4 June 2019", "2019-06-04T07:05"), ("Published: 7:05am, 4 Jun 2019", "2019-06-04T07:05"),
    ("Published 07:05 GMT, 4 June 2019", "2019-06-04T07:05Z"), ("7:05 AM - 4 Jun 2019", "2019-06-04T07:05"),
    ("4-Jun-2019", "2019-06-04"), ("Added: 04 Jun 2019", "2019-06-04"),
    ("Stand: 04.06.2019, 07:05", "2019-06-04T07:05"),
    ("BY ANADOLU AGENCY ANKARA JUN 4, 2019 - 7:05 AM", "2019-06-04T07:05"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "day"), DATES)
def test_dates_above_a_story(line: str, day: str) -> None:
    published = page(above=f"<div>{line}</div>", head="").published
    assert published is not None
    assert published.edtf == day


def test_a_date_between_deck_and_story() -> None:
    deck = "<p>A small force was meant to stay for six months. Five years later it packs.</p>"
    published = page(above=f"{deck}<p>By Jane Roe</p><div>June 4, 2019, 4:00 a.m. ET</div>", head="").published
    assert published is not None
    assert published.edtf.startswith("2019-06-04")


CAPTIONS = [
    "Soldiers in Mali<small>Image: Jan Pohl/photothek</small>", "Soldiers in Banjul. <cite>Ousmane Fall</cite>",
    "Smoke over the city. <span class='credit'>MARWAN TAYEB AP</span>", "Wire at the river. Credit: Ana Etche for X",
]  # fmt: skip


@pytest.mark.parametrize("caption", CAPTIONS)
def test_whose_the_picture_is_within_a_caption(caption: str) -> None:
    article = page(above=f"<figure><img src='x.jpg'><figcaption>{caption}</figcaption></figure>")
    assert [p.label for p in article.parts if p.label in ("caption", "photo_credit")] == ["caption", "photo_credit"]


POSTS = [
    ("17:30", "Speaker suspends the sitting", "The speaker suspended the sitting because of it, her office said."),
    ("15:10", "Police clear the stairs", "Police removed about 40 deputies from the stairs, and three were arrested."),
    ("12:05", "Vote put off to Friday", "The vote on the budget has been put off until Friday, a spokesman said."),
]  # fmt: skip
FORMS = {
    "<ul>{}</ul>": "<li><time datetime='2019-06-04T{t}:00+02:00'>{t}</time><h3>{h}</h3><p>{b}</p></li>",
    "<div>{}</div>": "<div class='entry'><h3>{t} - {h}</h3><p>{b}</p></div>",
    "<table>{}</table>": "<tr><td>{t}</td><td><b>{h}</b><br>{b}</td></tr>",
    "<section>{}</section>": "<h3>{h}</h3><p>{t}</p><p>{b}</p>",
    "<dl>{}</dl>": "<dt>{t}</dt><dd><h3>{h}</h3><p>{b}</p></dd>",
}


@pytest.mark.parametrize("frame", FORMS)
@pytest.mark.parametrize("live", [True, False])
def test_posts_that_their_times_set_apart(frame: str, live: bool, tmp_path: Path) -> None:
    posts = frame.format("".join(FORMS[frame].format(t=t, h=h, b=b) for t, h, b in POSTS))
    title = "Budget vote live: parliament meets" if live else "Timeline of a day in parliament"
    html = (
        f"<html><head><title>{title}</title>{SITE}</head><body><main><h1>{title}</h1><p>Tuesday 4 June 2019</p>"
        f"{posts}</main></body></html>"
    )
    found = articles(tmp_path, "live.html", html)
    if live:
        assert [article.title for article in found] == [heading for _, heading, _ in POSTS]
        assert {(a.publisher, a.published.edtf[:10] if a.published else None) for a in found} == {
            ("Harbour Standard", "2019-06-04")
        }
    elif "section" not in frame:
        assert len(found) == 1
