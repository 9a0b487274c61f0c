"""Under which id a page is kept: one page at one address, and no page overtakes another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso import intake
from sayso.answers.store import open_ledger
from sayso.cli import main
from sayso.ledger.naming import page_address
from sayso.records import Article

WORDS = "France expelled two Russian diplomats on Monday, the foreign ministry said. It gave no reason."
OTHER = "Kenya withdrew 200 soldiers from Somalia on Friday, the defence ministry said in Nairobi."


def add(folder: Path, *rows: dict[str, str]) -> str:
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return CliRunner().invoke(main, ["add", str(path), "--ledger", str(folder / "ledger")]).stderr


def kept(folder: Path) -> dict[str, set[str]]:
    """Addresses by the id of the article that is current there."""
    with open_ledger(folder / "ledger") as ledger:
        rows = list(ledger.claim_rows())
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["article_id"], set()).add(row["url"])
    return found


def test_an_id_used_again_for_another_address_is_told_and_both_are_kept(tmp_path: Path) -> None:
    one = {"id": "17", "url": "https://a.example/one", "text": WORDS}
    two = {"id": "17", "url": "https://b.example/two", "text": OTHER}
    said = add(tmp_path, one, two)
    assert "the id '17' is used for two addresses, https://a.example/one and https://b.example/two" in said
    assert "added 2 articles" in said
    assert sorted(map(sorted, kept(tmp_path).values())) == [["https://a.example/one"], ["https://b.example/two"]]
    again = add(tmp_path, one, two)
    assert "2 were there" in again
    assert "two addresses" not in again


def test_one_page_under_two_forms_of_its_address_is_one_article(tmp_path: Path) -> None:
    one = {"id": "17", "url": "http://a.example/one", "text": WORDS}
    two = {"id": "17", "url": "https://www.a.example/one", "text": WORDS.replace("two", "three")}
    assert "two addresses" not in add(tmp_path, one, two)
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x#comments", "https://A.example/x", True),
        ("https://a.example/x?utm_source=rss#top", "https://a.example/x", True),
        ("https://a.example/x#section-2", "https://a.example/x", True),
        ("https://a.example/live#block-65f1a", "https://a.example/live#block-77b2c", False),
        ("https://a.example/live#post-1", "https://a.example/live", False),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
    ],
)
def test_which_addresses_are_one_page(one: str, other: str, same: bool) -> None:
    assert (page_address(one) == page_address(other)) is same


def live(*posts: tuple[str, str, str]) -> str:
    """A live page without addresses of its posts: hour, heading, words."""
    rows = "".join(
        f'<article class="live-post"><h2>{head}</h2><time datetime="2026-05-04T{hour}:00Z">{hour}</time><p>{words}</p>'
        "</article>"
        for hour, head, words in posts
    )
    url = '<link rel="canonical" href="https://a.example/live">'
    return f'<html><head><title>Live</title>{url}</head><body><div class="live-blog">{rows}</div></body></html>'


ONE = ("10:00", "Envoys out", WORDS * 2)
TWO = ("11:00", "Soldiers leave", OTHER * 2)


def test_stories_of_one_page_do_not_overtake_each_other(tmp_path: Path) -> None:
    path = tmp_path / "live.html"
    path.write_text(live(ONE, TWO))
    first = CliRunner().invoke(main, ["add", str(path), "--ledger", str(tmp_path / "ledger")])
    assert "added 2 articles" in first.stderr
    assert len(kept(tmp_path)) == 2
    path.write_text(live(("12:00", "A third", "Chad recalled its ambassador from Mali. " * 5), TWO, ONE))
    later = CliRunner().invoke(main, ["add", str(path), "--ledger", str(tmp_path / "ledger")])
    assert "added 1 article" in later.stderr
    assert "2 were there" in later.stderr


def test_a_storys_address_leads_to_its_page(tmp_path: Path) -> None:
    path = tmp_path / "live.html"
    path.write_text(live(ONE, TWO))
    urls = [item.url for item in intake.articles([str(path)]) if isinstance(item, Article)]
    assert len(set(urls)) == 2
    assert all(url is not None and url.startswith("https://a.example/live#story-") for url in urls)
