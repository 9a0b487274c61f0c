"""The date of a page in words of other languages, beside the byline, in its meta elements, with its time of day."""

import pytest

from sayso import intake
from sayso.intake import dates
from sayso.records import Article

LEAD = "France expelled two Malian diplomats on Tuesday, the foreign ministry said in a statement released in Paris."
CLOSE = "The ministry gave no further details, and the embassy did not answer calls from reporters during the day."


def page(head: str = "", above: str = "") -> Article:
    return intake.article(
        {
            "html": "<html><head><meta charset='utf-8'><title>France expels two envoys of Mali</title>"
            f"{head}</head><body><h1>France expels two envoys of Mali</h1>{above}<p>{LEAD}</p><p>{CLOSE}</p></body>"
        }
    )


def days(article: Article) -> tuple[str | None, str | None]:
    published, modified = article.published, article.modified
    return published.edtf if published else None, modified.edtf if modified else None


@pytest.mark.parametrize(
    "words",
    [
        "jueves 9 de mayo de 2024",
        "9 de maio de 2024",
        "Publié le 9 mai 2024",
        "Donnerstag, den 9. Mai 2024",
        "giovedì 9 maggio 2024",
        "donderdag 9 mei 2024",
        "czwartek, 9 maja 2024",
        "9. května 2024",
        "2024. május 9.",
        "9 мая 2024 г.",
        "9 травня 2024",
        "9 Mayıs 2024 Perşembe",
        "9 Μαΐου 2024",
        "9 مايو 2024",
        "9 أيار 2024",
        "9 أيار/مايو 2024",
        "٩ مايو ٢٠٢٤",
        "9 במאי 2024",
        "2024年5月9日",
        "2024년 5월 9일",
        "Kamis, 9 Mei 2024",
        "9. toukokuuta 2024",
        "Mayo 9, 2024",
    ],
)
def test_a_date_in_words_of_other_languages(words: str) -> None:
    article = page(above=f"<div>{words}</div>")
    assert days(article) == ("2024-05-09", None)
    assert article.anchor.basis == "printed"


def test_a_month_of_two_meanings_goes_by_how_the_day_is_written() -> None:
    assert dates.printed_date("6 listopada 2015") == "2015-11-06"
    assert dates.printed_date("6. listopada 2015.") == "2015-10-06"


@pytest.mark.parametrize(
    "words", ["12 people 2024", "Chapter 5, 2024", "10 Downing 2024", "18 Aban 1390", "5 Hours 2024", "9 km de 2024"]
)
def test_numbers_beside_words_are_no_dates(words: str) -> None:
    assert dates.printed_date(words) is None


@pytest.mark.parametrize(
    ("above", "published", "modified"),
    [
        ("Entry Date: 14.05.2024 14:05 Update Date: 14.05.2024 16:20", "2024-05-14T14:05", "2024-05-14T16:20"),
        ("Giriş: 14 Mayıs 2024 14:05 | Güncelleme: 15 Mayıs 2024 09:00", "2024-05-14T14:05", "2024-05-15T09:00"),
        ("Publicado: 14 de mayo de 2024. Actualizado: 15 de mayo de 2024", "2024-05-14", "2024-05-15"),
        ("Publié le 14 mai 2024 à 10h12, mis à jour le 15 mai 2024 à 09h00", "2024-05-14T10:12", "2024-05-15T09:00"),
        ("Veröffentlicht am 14. Mai 2024 | Aktualisiert am 15. Mai 2024", "2024-05-14", "2024-05-15"),
        ("Опубликовано: 14 мая 2024, 10:12. Обновлено: 15 мая 2024", "2024-05-14T10:12", "2024-05-15"),
    ],
)
def test_words_that_say_which_date_it_is_in_other_languages(above: str, published: str, modified: str) -> None:
    assert days(page(above=f"<div>{above}</div>")) == (published, modified)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("9 May 2024 - 14:05", "2024-05-09T14:05"),
        ("Fri May 10, 2013 7:12 am", "2013-05-10T07:12"),
        ("May 9, 2024 at 12:30 a.m.", "2024-05-09T00:30"),
        ("14 Nov 2012 02:15 PM IST", "2012-11-14T14:15"),
        ("9 May 2024, 14:05 GMT", "2024-05-09T14:05Z"),
        ("9 May 2024, 14:05 GMT+3", "2024-05-09T14:05"),
        ("9. Mai 2024, 10.12 Uhr", "2024-05-09T10:12"),
        ("9 May 2024 10.12 million", "2024-05-09"),
        ("9 May 2024 | 3 min read", "2024-05-09"),
        ("9 May 2024 25:10", "2024-05-09"),
        ("9 May 2024, 1.5 million dead", "2024-05-09"),
    ],
)
def test_a_printed_date_with_its_time_of_day(words: str, value: str) -> None:
    assert dates.printed_date(words) == value


@pytest.mark.parametrize(
    ("meta", "published", "modified"),
    [
        ('name="created-date" content="2012-11-14T02:15:00+05:30"', "2012-11-14T02:15:00+05:30", None),
        ('property="article:published" content="2012-11-14"', "2012-11-14", None),
        ('name="dc.date" content="2012-11-14"', "2012-11-14", None),
        ('name="parsely-pub-date" content="2012-11-14T02:15:00Z"', "2012-11-14T02:15:00Z", None),
        ('name="publish_date" content="Wed, 14 Nov 2012 02:15:00 +0530"', "2012-11-14T02:15:00+05:30", None),
        ('name="date_published" content="14 de noviembre de 2012"', "2012-11-14", None),
        ('name="release_date" content="11/12/2012"', None, None),
        ('property="article:modified" content="2012-11-15"', None, "2012-11-15"),
        ('name="last_updated" content="2012-11-15"', None, "2012-11-15"),
        ('name="expires" content="2030-01-01"', None, None),
    ],
)
def test_fields_of_the_page_for_its_dates(meta: str, published: str | None, modified: str | None) -> None:
    assert days(page(f"<meta {meta}>")) == (published, modified)
