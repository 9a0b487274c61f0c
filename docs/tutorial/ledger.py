"""From articles to answers: the ledger as a tutorial that runs."""

# %% [markdown]
# # From articles to answers
#
# A notebook in plain Python: cells begin with `# %%`, and editors such as VS Code, Spyder or Jupyter (with jupytext)
# run them one by
# one. A test runs the whole file, so what it shows is true. The reports are invented.

# %%
import tempfile
from pathlib import Path

import sayso

folder = Path(tempfile.mkdtemp()) / "ledger"

# %% [markdown]
# ## Keep
#
# A ledger is a folder (SQLite) or a `postgresql://` address for a team. Everything that writes is a *run*. An article
# is a text or its
# fields; what a page says of its own dates counts more than what we know when we add it.

# %%
PAGES = [
    {
        "id": "one",
        "published": "2023-03-04",
        "publisher": "Coast Herald",
        "url": "https://herald.example/one",
        "text": "NAIROBI, March 4 (Reuters) - Kenya sent 200 soldiers to Somalia on Friday, Foreign Minister Amina "
        "Wanjiru said.",
    },
    {
        "id": "two",
        "published": "2023-05-02",
        "publisher": "Coast Herald",
        "url": "https://herald.example/two",
        "text": "NAIROBI, May 2 (Reuters) - Kenya has agreed to withdraw its soldiers from Somalia, Foreign Minister "
        "Amina Wanjiru said.",
    },
]

ledger = sayso.open_ledger(folder, create=True)
with ledger.writing("tutorial", sayso.__version__) as run:
    added = [sayso.keep(page, run) for page in PAGES]
print(added, run.counts)
assert added == [True, True]

# %% [markdown]
# Adding again changes nothing. A command that was killed is simply repeated.

# %%
with ledger.writing("tutorial", sayso.__version__) as run:
    again = [sayso.keep(page, run) for page in PAGES]
assert again == [False, False]

# %% [markdown]
# ## Read
#
# Claims come as an Arrow table, which pandas (`claims.to_pandas()`), Polars (`polars.from_arrow(claims)`), DuckDB and
# R read. Neither
# is needed to use Sayso. The columns are those of the record; `article` holds the page's own description.

# %%
claims = ledger.claims()
print(claims.select(["act", "status", "confidence"]).to_pylist())
for row in claims.to_pylist():
    print(row["act"], row["status"], "·", row["evidence"][0]["text"][:70])
assert {"id", "act", "status", "attribution", "article"} <= set(claims.column_names)

try:
    frame = claims.to_pandas()
except ModuleNotFoundError:
    print("pandas is not installed here; Arrow does without it")
else:
    print(frame[["act", "status"]].value_counts())

# %% [markdown]
# Every span can be checked: it points into the text as it was received.

# %%
texts = {(row["article_id"], row["version"]): row["text"] for row in ledger.articles().to_pylist()}
for row in claims.to_pylist():
    text = texts[(row["article_id"], row["article"]["version"])]
    for words in [row["predicate"], *row["evidence"]]:
        assert text[words["start"] : words["end"]] == words["text"]

# %% [markdown]
# ## Ask
#
# Whose forces are where, since when, according to whom? What is agreed stands beside the state and does not change it.

# %%
print(sayso.render(ledger.presence(sayso.Query(force="KEN", place="Somalia"))))

# %% [markdown]
# Three axes of time: `as_of` is when it held, `known_by` what the world could know, `recorded_by` what this ledger had
# recorded. In
# April nobody could know of the agreement in May.

# %%
april = ledger.presence(sayso.Query(force="KEN", place="Somalia", known_by="2023-04-01"))
assert april.plans == ()
assert ledger.claims(sayso.Axis(known_by="2023-04-01")).num_rows < claims.num_rows

# %% [markdown]
# A brief: what is claimed, on how many origins, in how many pages, each line with its footnotes.

# %%
print(sayso.render(ledger.brief("Kenyan soldiers in Somalia"), "markdown"))

# %% [markdown]
# ## A page that changes
#
# The same address with another text is a new version. Both are kept, and the difference can be read.

# %%
edited = {**PAGES[1], "modified": "2023-05-03", "text": PAGES[1]["text"].replace("its soldiers", "100 of its soldiers")}
with ledger.writing("tutorial", sayso.__version__) as run:
    assert sayso.keep(edited, run)
(change,) = ledger.changes("two")
print(change.known, change.out, change.into)
assert change.known == "2023-05-03"
assert change.into is not None
assert "100" in change.into[0].text
assert ledger.claims(sayso.Axis(known_by="2023-05-02")).num_rows == claims.num_rows

# %% [markdown]
# ## Carry away
#
# `sayso export --format parquet -o claims.parquet --ledger …` writes the claims with their articles' descriptions, and
# `sayso add claims.parquet --ledger …` reads them into another ledger, in batches, without ever holding them all.

# %%
ledger.close()
