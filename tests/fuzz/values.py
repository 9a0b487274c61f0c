"""What is thrown at the parsers: news-like text in odd forms, pages, records, damaged files. Each strategy shrinks to
something small."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.strategies import PIECES

TIMES = [
    "a year and a half ago",
    "two and a half years later",
    "the day after the vote on Sunday",
    "since last winter",
    "by the end of the 1990s",
    "the night before",
    "half an hour earlier",
    "on May 32",
    "in the 99th century",
    "at 25:61",
    "Sept. 11",
    "a week from Friday",
    "on the eve of Easter",
    "500 BC",
    "in fiscal 2024-25",
    "the following decade",
    "every other Monday",
    "a decade and a half ago",
]
PLACES = [
    "MOSCOW", "MosCOW", "Moscow", "NEW DELHI", "New Delhi", "Paris, Texas", "St. Petersburg", "Washington, D.C.",
    "the Armenia-Turkey border",
    "five Armenian regions", "Congo (DRC)", "WASHINGTON — ", "Grand and State streets", "K", "Côte d’Ivoire", "北京",
]  # fmt: skip
NUMBERS = [
    "½",
    "²",
    "1,234,567",
    "10⁶",
    "3.5 million",
    "between 10 and 20",
    "no fewer than 3",
    "1.2.3",
    "٣٤",
    "$4bn",
    "-7",
    "1e400",
    "9" * 60,
    "a dozen",
    "dozens of",
    "two-thirds",
]
SAID = [
    "he said",
    "she told Reuters",
    "according to TASS, citing RIA",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    '"',
    "''",
    "said the minister, who added",
    "“I think we will”",
    "denied that",
    "Reporter: ",
    "SMITH: ",
    "—",
    "...",
    "(",
    ")",
    "quoted by",
    ", the agency reported,",
]
SIGNS = [
    "\u202e",
    "\u200b",
    "\x1b[2J",
    "\x85",
    "\u2028",
    "\r\n",
    "\t",
    "\f",
    "ﬁ",
    "İ",
    "ß",
    "🇺🇦",
    "\ufeff",
    "\ufffd",
    "\u0301",
    "ǅ",
    "ſ",
]
WORDS = [
    "Russian troops",
    "withdrew from",
    "will withdraw",
    "the United States",
    "expelled",
    "attacked",
    "President Putin",
    "rebels",
    "and",
    "the",
]
COUNTS = ["0", "00", "0th", "1st", "a", "two", "½", "2½", "1/2", "99999", "1,000", "-1", "٣", "first", "32", "half a"]
UNITS = [
    "centuries", "century", "day", "years", "decade", "quarter", "half", "month", "weekend", "nights", "BC", "o'clock",
    "a.m.", "GMT", "May", "Sunday", "winter", "fiscal year", "minutes", "-year-old", "s", "percent", "troops",
]  # fmt: skip
WAYS = [
    "ago", "earlier", "before the vote", "after 9 May 2020", "from now", "of May", "of 0000", "and a half ago",
    "later", "in the morning", "of last year", "BC", "to 0", "-May 9", ", 0000", "/0",
]  # fmt: skip
phrases = st.tuples(st.sampled_from(COUNTS), st.sampled_from(UNITS), st.sampled_from(["", *WAYS])).map(" ".join)
"""Counted times, sound and unsound."""
pieces = st.one_of(st.sampled_from([*PIECES, *TIMES, *PLACES, *NUMBERS, *SAID, *SIGNS, *WORDS]), phrases)
spaces = st.sampled_from([" ", " ", " ", "", ", ", ". ", "\n", "\n\n", "-", "\u00a0"])
news = st.lists(st.one_of(st.tuples(pieces, spaces).map("".join), st.text(max_size=6)), min_size=1, max_size=16).map(
    "".join
)

TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "<b",
    "<!--",
    "-->",
    "<title>",
    "</title>",
    "<table><tr><td>",
    "<meta charset=",
    "undefined>",
    "utf-16>",
    "<img alt='a'>",
    "<script>",
    "</script>",
    "&#0;",
    "&#xD800;",
    "&#x110000;",
    "&nbsp;",
    "<time datetime='2024-13-45'>",
    "<html lang=xx>",
    "<meta property='og:url' content='http://[::1'>",
    "<link rel=canonical href='//'>",
    "<h1>",
    "<article>",
    "<figcaption>",
    "<body>",
]
pages = st.lists(st.one_of(st.sampled_from(TAGS), pieces, st.text(max_size=8)), min_size=1, max_size=14).map("".join)
page_bytes = st.one_of(
    pages.map(lambda t: t.encode("utf-8", "surrogatepass")),
    st.tuples(pages, st.sampled_from(["utf-16", "cp1252", "koi8-r", "utf-7"])).map(
        lambda p: p[0].encode(p[1], "replace")
    ),
)
any_bytes = st.one_of(st.binary(max_size=60), news.map(lambda t: t.encode("utf-8", "surrogatepass")), st.tuples(news,
        st.binary(max_size=3)).map(
    lambda p: p[0].encode("utf-8", "surrogatepass") + p[1]))  # fmt: skip

scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), news, st.text(max_size=8))
FIELDS = [
    "text",
    "html",
    "id",
    "title",
    "url",
    "publisher",
    "published",
    "modified",
    "retrieved",
    "supersedes",
    "archive_url",
]
dates = st.sampled_from(
    ["2024-05-09", "2024-5-9", "199X", "2024-21", "2024-05-09T25:00:00Z", "0000", "-0044-03-15", "2024-05/..", "now"]
)
urls = st.sampled_from(
    [
        "http://[::1",
        "https://example.org/a?utm_source=x#y",
        "//",
        "http://a℀b.com",
        "ftp://x",
        "http://" + "a" * 70 + ".ru/",
    ]
)
records = st.dictionaries(st.sampled_from(FIELDS), st.one_of(news, dates, urls, scalars), max_size=6)
raw_records = st.one_of(
    st.tuples(records, news).map(lambda p: json.dumps({"text": p[1], **p[0]}).encode()), st.binary(max_size=30),
    st.integers(1, 3000).map(lambda n: b'{"text":' + b"[" * n),
)  # fmt: skip

offsets = st.one_of(st.lists(st.integers(-2, 90), max_size=3), scalars)
pairs = st.fixed_dictionaries(
    {"sentence": st.one_of(news, scalars), "actor": offsets, "recipient": offsets}, optional={"id": scalars}
)
fitting = st.tuples(news, st.lists(st.integers(0, 400), min_size=4, max_size=4)).map(lambda p: _fitting(*p))


def _fitting(sentence: str, at: list[int]) -> dict[str, Any]:
    """A pair whose spans lie in the sentence, where it is long enough."""
    a, b, c, d = sorted({n % (len(sentence) + 1) for n in at} | {0, 1, 2, 3})[:4]
    return {"sentence": sentence, "actor": [a, b], "recipient": [c, d]}


yaml_words = st.sampled_from(
    [
        "acts:",
        "actors:",
        "outlets:",
        "places:",
        "kind: point",
        "lat: 9",
        "lon: 1e999",
        "- name: ",
        "  - ",
        "type: ",
        "verbs: [",
        "]",
        "{",
        "}",
        "EXTRADITE",
        "like: RETREAT",
        "country: RUS",
        "from: 2020",
        "to: 1999",
        "aliases: ",
        "&a",
        "*a",
        "!!python/object:os.system",
        "\n",
        "\n  ",
        ": ",
        "null",
        "- ",
        "🙂",
        "\t",
        "#",
        "|",
        "%",
    ]
)
tables = st.lists(st.one_of(yaml_words, st.text(max_size=5)), max_size=16).map("".join)
damages = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=6)
"""Places of a file, each with the byte that is written there."""
questions = st.one_of(news, st.text(max_size=30))
edtf = st.one_of(dates, st.text(alphabet="0123456789-X/.?~%TZ:+uy", max_size=14), st.text(max_size=8))
