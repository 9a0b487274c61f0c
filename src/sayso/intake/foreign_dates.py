"""Full dates with months in words of other languages, as pages of many countries print them: "12 de junio de 2013"."""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.ground.edtf import is_point
from sayso.resources import table

LONGEST_DATE = 60
"""Code points that a date can take, its weekday included."""
_WORD = r"[^\W\d_]{2,14}\.?(?:/[^\W\d_]{2,14})?"
_YEAR = r"(?P<year>(?:19|20|١٩|٢٠|۱۹|۲۰)\d\d)(?!\d)"
_DAY = r"(?<!\d)\d{1,2}(?!\d)"
_SMALL = r"(?:de|del|de l['’]any|d['’]|da|do|di|van|of|ta['’]|bi)"
_FORMS = (
    # miércoles 12 de junio de 2013     piątek, 6 listopada 2015     9. März 2024     1er mai 2024
    r"(?:(?:[^\W\d_]{1,15}[.,]?\s+){0,3})"
    rf"(?P<date>{_DAY}(?:\.|º|er|ος|η)?\s+(?:{_SMALL}\s+)?{_WORD},?\s+(?:{_SMALL}\s+)?{_YEAR})",
    # Setyembre 19, 2010     Tháng 5 không
    rf"(?:[^\W\d_]{{2,15}},\s+)?(?P<date>[^\W\d_]{{3,14}}\.?\s+{_DAY},\s+{_YEAR})",
    # 2024. május 9.     2024年5月9日     2024년 5월 9일
    rf"(?P<date>{_YEAR}\.?\s+{_WORD}\s+{_DAY})",
    rf"(?P<date>{_YEAR}\s?(?:年|년)\s?\d{{1,2}}\s?(?:月|월)\s?\d{{1,2}}\s?(?:日|일))",
)
_YEARS = re.compile(r"(?:19|20|١٩|٢٠|۱۹|۲۰)\d\d")
_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)


def foreign_date(text: str) -> tuple[str, int] | None:
    """EDTF of the full date that a text begins with, its month in words of another language, and where it ends; null
    where there is none."""
    if not _YEARS.search(text, 0, LONGEST_DATE):
        return None
    head, longer = _usual(text[:LONGEST_DATE])
    for pattern in _PATTERNS:
        match = pattern.match(head)
        day = _read(match["date"]) if match else None
        if match and day:
            return day, match.end() + longer
    return None


def _usual(text: str) -> tuple[str, int]:
    """The text with the usual names of months, and by how much that made it shorter."""
    usual = text
    for name, other in table("pages.yaml")["foreign_dates"]["names"].items():
        usual = usual.replace(name, other, 1)
    return usual, len(text) - len(usual)


@lru_cache(maxsize=4096)
def _read(words: str) -> str | None:
    from dateparser import parse  # noqa: PLC0415  (a sixth of a second that only such a date is worth)

    words = re.sub(r"/[^\W\d_]+", "", words)
    rows = table("pages.yaml")["foreign_dates"]
    languages = next((row["languages"] for row in rows["by_form"] if re.search(row["form"], words)), rows["languages"])
    found = parse(words, languages=languages, settings={"STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": False})
    value = found.strftime("%Y-%m-%d") if found else ""
    return value if is_point(value) else None
