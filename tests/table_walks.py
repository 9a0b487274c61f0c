"""Rows of tables of names and codes that do nothing: each held to the look-up that answers from it (test_tables.py)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import lxml.html
from dateparser.languages import default_loader

from sayso.answers import question
from sayso.claims.names import gazetteer
from sayso.claims.names.entries import known_names
from sayso.claims.places import divisions as abbreviations
from sayso.claims.places import story_country as storycountry
from sayso.ground import atlas
from sayso.ground.voices import state_of, voices
from sayso.intake.foreign_dates import foreign_date
from sayso.intake.page import html, metadata, signs, visible
from sayso.judge import alike
from sayso.records import Link
from sayso.resources import checked_path, table
from sayso.stories.camps import placed_source
from sayso.stories.homes import holders, is_abroad, offices
from tests.stories.build import claim


# ---------------------------------------------------------------- names and codes
def forms(row: dict[str, str], *columns: str) -> list[str]:
    return [form for column in columns for form in row[column].split("|") if form]


def unfound(rows: Iterable[dict[str, str]], *columns: str) -> Iterator[str]:
    """Forms of names that the search for names does not find where they stand alone."""
    for row in rows:
        for form in forms(row, *columns):
            text = f"They saw {form} there."
            found = gazetteer.article_names(text, [(0, len(text))], "2024-05-09")
            if not any(hit.start < 9 + len(form) and hit.end > 9 for hit in found):
                yield form


def dead_gazetteer() -> Iterator[str]:
    assert checked_path("gazetteer.sqlite").exists()
    places = list(atlas._store().execute("SELECT form, place FROM form WHERE place % 997 = 0"))
    assert len(places) > 100
    found = atlas.spots(form for form, _ in places)
    yield from (form for form, _ in places if form not in found)


def dead_actors() -> Iterator[str]:
    known = {entry.entity for _, entry in known_names()}
    yield from (row["slug"] for row in table("actors.csv") if row["slug"] not in known)


def dead_divisions() -> Iterator[str]:
    for row in table("divisions.csv"):
        for short in forms(row, "abbreviations"):
            text = f"They met in Springfield, {short}, on Monday."
            if not list(abbreviations.abbreviations(text, 0, len(text))):
                yield f"{row['name']}: {short}"


def dead_cues_of_countries() -> Iterator[str]:
    for row in table("storycountry.csv"):
        for word in row["words"].split("|"):
            if row["country"] not in storycountry.lean(f"They saw {word} there."):
                yield f"{row['country']}: {word}"


def dead_voices() -> Iterator[str]:
    """Words by which a name is a state's, and beginnings by which it is an international body's, that tell nothing."""
    raw = table("voices.yaml")
    yield from (word for word in raw["bodies"] if state_of(f"Chilean {word}") != "CHL")
    for camp, forms in raw["camps"].items():
        yield from (f for f in forms if voices([Link(f"{f} mission", "organization")], None)[0].side != camp)
    yield from (word for word, row in offices().items() if holders(f"Chile's {word} said so.", row) != {"CHL"})
    yield from (word for word in raw["private"] if _speaks_for(f"Chile's {word} Paz Roa said so.") is not None)
    yield from (w for w in raw["abroad"] if not is_abroad(w) or w not in offices())
    yield from (w for w in raw["governing"] if w not in offices())


def _speaks_for(text: str) -> str | None:
    at = text.index("Paz Roa")
    said = Link("Paz Roa", "person", text="Paz Roa", start=at, end=at + 7)
    return placed_source(said, text, None, claim("RETREAT", "happened", said)).country


SPELLINGS = {
    "usa": "the U.S.",
    "britain": "the United Kingdom",
    "un": "the U.N.",
    "eu": "the European Union",
    "ap": "Associated Press",
    "afp": "Agence France-Presse",
    "isis": "Islamic State of Iraq and the Levant",
}


def dead_likenesses() -> Iterator[str]:
    """Words of the scorer that change nothing: small ones count for a name, common ones are enough over borders,
    spellings do not meet."""
    raw = table("alike.yaml")
    yield from (w for w in raw["small"] if alike.name_words(f"{w} Ruritania") != alike.name_words("Ruritania"))
    sides = ({"country": "AAA"}, {"country": "BBB"})
    yield from (w for w in raw["common"] if alike.same_party({"text": w, **sides[0]}, {"text": w, **sides[1]}))
    yield from (name for name in raw["patterns"] if alike.name_words(SPELLINGS[name]) != {name})
    yield from (short for short, name in raw["short"].items() if alike.name_words(short) != {name})
    if alike.name_words("South America") & alike.name_words("America"):
        yield "continents"


def dead_words_of_questions() -> Iterator[str]:
    """A place follows, forces are asked for, a word names nobody: each against a word that nobody knows."""
    rows = table("question.yaml")
    yield from (word for word in rows["at"] if question.asked(f"Chad {word} Zenda").places != ("zenda",))
    yield from (word for word in rows["forces"] if not question.asked(f"Chad {word}").moves)
    yield from (word for word in rows["moving"] if not question.asked(f"Chad {word}").moves)
    yield from (word for word in rows["compass"] if question.asked(f"Chad in {word} Kenya").places != ("KEN",))
    yield from (word for word in rows["skipped"] if question.asked(f"Chad {word}").named)


def dead_words_of_pages() -> Iterator[str]:
    """Names of classes that name nothing, fields of a page that are not read."""
    rows = table("pages.yaml")
    for row in rows["classes"]:
        for words in (*row.get("words", ()), *row.get("phrases", ())):
            if visible.element_label("div", words.replace(" ", "-"), None, None) != row["label"]:
                yield words
    yield from (tag for tag, kind in rows["tags"].items() if visible.element_label(tag, None, None, None) != kind)
    yield from (role for role, kind in rows["roles"].items() if visible.element_label("div", None, None, role) != kind)
    for field, names in rows["meta"].items():
        value = {"url": "https://a.example/1", "published": "2024-05-09", "modified": "2024-05-09"}.get(field, "Words")
        yield from (name for name in names if getattr(_meta(name, value), field) != value)
    for field, kinds in rows["makers"].items():
        yield from (name for name in kinds["meta"] if getattr(_meta(name, "Words").makers, field) != ("Words",))
        for name in kinds["json"]:
            script = f'<script type="application/ld+json">{{"@type": "Article", "{name}": "Words"}}</script>'
            if getattr(_said(script).makers, field) != ("Words",):
                yield name
    yield from (name for name in rows["authors"] if not signs.names_author(lxml.html.Element("p", {"class": name})))
    yield from _dead_words_of_dates(rows["foreign_dates"], rows["date_words"])


def _dead_words_of_dates(foreign: Mapping[str, Any], words: Mapping[str, list[str]]) -> Iterator[str]:
    for n, name in enumerate(foreign["names"]):
        if (foreign_date(f"9 {name} 2024") or ("", 0))[0] != f"2024-{n + 1:02}-09":
            yield name
    known = set(default_loader.get_locale_map(locales=[*foreign["languages"]]))
    yield from sorted(set(foreign["languages"]) - known)
    for kind, rows in words.items():
        lines = {
            "modified": "Última actualización|Última atualizado|Dernière mise à jour|modifié|ultimo aggiornato|"
            "aktualisiert|bijgewerkt|zaktualizowano|aktualizováno|обновлено|оновлено|son güncelleme|güncellenme|"
            "diperbarui|تحديث|آخر تحديث|update date|date of update",
            "published": "publicado|publié|mis en ligne|pubblicato|veröffentlicht|erstellt|stand|gepubliceerd|"
            "geplaatst|opublikowano|data publikacji|zveřejněno|vydáno|опубликовано|опубліковано|yayınlanma|eklenme|"
            "giriş|diterbitkan|نشر|تاريخ النشر|objavljeno|публикувано|entry date|date of issue",
        }[kind].split("|")
        yield from (row for row in rows if not any(re.fullmatch(row, line, re.IGNORECASE) for line in lines))


def _meta(name: str, value: str) -> metadata.Said:
    return _said(f'<meta name="{name}" content="{value}">')


def _said(head: str) -> metadata.Said:
    page = f"<html><head>{head}</head><body><p>Words.</p></body></html>"
    return metadata.page_metadata(html.page_tree("page", page, 100))
