"""Which lines of a page are furniture: wire copy and scraped pages in many shapes, and news that looks like
furniture."""

from pathlib import Path

import pytest
import yaml

from sayso import intake
from sayso.records import Article

LEAD = "The army left the town of Zenda on Monday after three weeks of fighting, the defence ministry said."
CLOSE = "It gave no reason for the move, and residents said they had not been told."
TABLE: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "furniture.yaml").read_text(encoding="utf-8"))
NEWS = TABLE.pop("news")


def page(line: str) -> Article:
    return intake.article({"text": f"Army leaves the town of Zenda\n\n{LEAD}\n\n{line}\n\n{CLOSE}\n"})


def label(article: Article, words: str) -> str:
    at = article.text.index(words)
    return next(p.label for p in article.parts if p.start <= at < p.end)


@pytest.mark.parametrize(("line", "expected"), [(line, name) for name, lines in TABLE.items() for line in lines])
def test_furniture_between_paragraphs(line: str, expected: str) -> None:
    article = page(line)
    at = article.text.index(LEAD) + len(LEAD) + 2
    assert next(p.label for p in article.parts if p.start <= at < p.end) == expected
    assert label(article, LEAD) == "body"
    assert label(article, CLOSE) == "body"


@pytest.mark.parametrize("line", NEWS)
def test_news_is_not_taken_for_furniture(line: str) -> None:
    article = page(line)
    assert all(label(article, words) == "body" for words in (LEAD, line, CLOSE))
    assert not article.credits.authors
    assert not article.credits.agencies
