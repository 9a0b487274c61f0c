"""Texts for property tests: news-like pieces mixed with any Unicode."""

from hypothesis import strategies as st

PIECES = [
    "MOSCOW, May 9 (Reuters) - ",
    "KYIV, Ukraine (AP) — ",
    "Vladimir Putin has agreed to withdraw 2,000 soldiers from Armenia, ",
    "Interfax quoted the minister as saying",
    "“We will not attack,” ",
    "he said on Thursday. ",
    "\n\n",
    "\n",
    "By Jane Roe and Joe Doe\n",
    "(Reporting by A. Writer in Paris; Editing by B. Reader)",
    "©2024 Thomson Reuters. All rights reserved.",
    "Read also: more\n",
    "Photo credit © Reuters\n",
    "Source: TASS\n",
    "In the fall of 2020, ",
    "troops were deployed to five regions ",
    "according to two officials. ",
    "“Nested ‘quotes’ and «others»",
    "U.S. forces killed dozens of people.",
    "\u202e",
    "é́",
    "👩‍👩‍👧",
    "\u00a0",
    "…",
    "'s",
    "5 May 1994",
    "the 1990s ",
    ". .",
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), min_size=1, max_size=14).map("".join)
