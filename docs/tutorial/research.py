"""From a table of articles to happenings with error estimates: a researcher's way, as a tutorial that runs."""

# %% [markdown]
# # From a table of articles to a data set that can be defended
#
# You have a table of articles: a CSV export of an archive, a news API, a scraper. You want one row a happening for your
# model, and to say in the paper how good the rows are. Cells begin with `# %%`; a test runs the whole file. The reports
# are invented. Every step is a command; `sayso(…)` below types it for us.

# %%
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

folder = Path(tempfile.mkdtemp())


def sayso(*words: object) -> str:
    """Types a command, and gives what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "sayso.cli", *map(str, words)], capture_output=True, text=True, encoding="utf-8",
        cwd=folder, check=True,
    )  # fmt: skip
    print("$ sayso", *words)
    print(done.stderr.strip())
    return done.stdout


# %% [markdown]
# ## 1. Articles in
#
# Any column names will do, if you say which is which. Text is what is read; dates are what "on Friday" is counted from.

# %%
ARTICLES = [
    ("a1", "2023-03-04", "Coast Herald", "NAIROBI, March 4 (Reuters) - Kenya sent 200 soldiers to Somalia on Friday, "
     "Foreign Minister Amina Wanjiru said. Rain is expected in Mombasa."),
    ("a2", "2023-03-04", "Lake Post", "NAIROBI, March 4 (Reuters) - Kenya sent 200 soldiers to Somalia on Friday, "
     "Foreign Minister Amina Wanjiru said."),
    ("a3", "2023-03-06", "Valley Star", "Gunmen killed 12 soldiers in Mandera on Sunday, the Kenyan army said. "
     "A doctor at the hospital spoke of 14 dead soldiers."),
    ("a4", "2023-05-02", "Coast Herald", "NAIROBI, May 2 (Reuters) - Kenya has agreed to withdraw its soldiers from "
     "Somalia, Foreign Minister Amina Wanjiru said. The opposition welcomed the news."),
    ("a5", "2023-05-09", "Lake Post", "Kenya and Somalia signed a security agreement in Mogadishu on Monday. "
     "Kenya expelled two Somali diplomats on Tuesday, the foreign ministry said."),
    ("a6", "2023-06-01", "Valley Star", "Police arrested three opposition leaders in Kisumu on Wednesday. "
     "Protesters blocked the road to the airport. The market stayed closed."),
]  # fmt: skip
articles = pd.DataFrame(ARTICLES, columns=["no", "day", "paper", "body"])
articles.rename(columns={"paper": "publisher"}).to_csv(folder / "articles.csv", index=False)
sayso("add", "articles.csv", "--id-field", "no", "--date-field", "day", "--text-field", "body", "--ledger", "ledger")

# %% [markdown]
# A ledger is a folder. Adding again changes nothing, so a command that broke off is simply repeated. Keep the folder
# with your replication files: it knows which version of which coder read what.

# %%
sayso("add", "articles.csv", "--id-field", "no", "--date-field", "day", "--text-field", "body", "--ledger", "ledger")

# %% [markdown]
# ## 2. Happenings out
#
# One row a happening: date, place, who did what to whom, deaths as best, low and high, and on how many pages, origins
# and sides it rests. Two papers that print one agency's story are two pages and one origin.

# %%
sayso("export", "--format", "happenings", "-o", "happenings.csv", "--ledger", "ledger")
happenings = pd.read_csv(folder / "happenings.csv", keep_default_na=False, na_values=[""])
print(happenings[["first_day", "act", "status", "country", "pages", "origins_low", "words"]].to_string())
sent = happenings[happenings["words"].str.contains("sent 200 soldiers")].iloc[0]
assert (sent["pages"], sent["origins_low"], sent["status"]) == (2, 1, "happened")

# %% [markdown]
# `keep_default_na=False, na_values=[""]` keeps a country code or a word "NA" from becoming a missing value.
#
# In R:
#
# ```r
# happenings <- read.csv("happenings.csv", na.strings = "", colClasses = c(happening = "character"))
# table(happenings$act, happenings$status)
# ```
#
# **Mind the status.** A row tells of what is said to have happened, or to be agreed, planned, demanded or denied. A
# count of deeds takes `happened` and `ongoing`:

# %%
done = happenings[happenings["status"].isin(["happened", "ongoing"])]
assert not done["words"].str.contains("agreed to withdraw").any()
by_month = done.groupby([done["first_seen"].str[:7], "act"]).size().unstack(fill_value=0)
print(by_month)

# %% [markdown]
# ## 3. Denominators
#
# More news gives more happenings. `pages` counts what was read by outlet and day, with the pages that gave no claim:

# %%
sayso("export", "--format", "pages", "-o", "pages.csv", "--ledger", "ledger")
pages = pd.read_csv(folder / "pages.csv")
print(pages.to_string())
assert pages["pages"].sum() == len(articles)

# %% [markdown]
# ## 4. Claims, with their words
#
# A happening is made of claims: one act, one status, one chain of say-so, with the words that say it. `csv` has a row
# a claim; `parquet` the whole record, nested, for pandas, DuckDB and R (`arrow::read_parquet`). The losses of a flat
# table are told.

# %%
sayso("export", "--format", "csv", "-o", "claims.csv", "--ledger", "ledger")
claims = pd.read_csv(folder / "claims.csv", keep_default_na=False, na_values=[""], dtype={"id": str})
print(claims[["article_id", "act", "status", "origin", "confidence", "evidence"]].to_string(max_colwidth=60))
texts = dict(zip(articles["no"], articles["body"], strict=True))
for row in claims.itertuples():
    assert texts[row.article_id][row.predicate_start : row.predicate_end] == row.predicate

# %% [markdown]
# ## 5. How good are they?
#
# Figures from another corpus do not tell how good the rows of yours are. Draw a sample with known chances, let two
# people judge it, each alone, and estimate. This one is tiny, for the tutorial; a real one takes some hundred of both.

# %%
sayso("sample", "--claims", 8, "--sentences", 2, "--seed", 7, "--by", "nothing",
      "--auditor", "ann", "--auditor", "bob", "-o", "audit", "--ledger", "ledger")  # fmt: skip
sheet = pd.read_csv(folder / "audit" / "ann.csv", dtype=str, keep_default_na=False)
print(sheet[["item", "sentence", "words", "act", "status"]].to_string(max_colwidth=50))
assert not {"confidence", "stratum"} & set(sheet.columns)

# %% [markdown]
# The sheet shows neither how sure the coder was nor what the other auditor wrote. People fill it in with a spreadsheet
# (docs/auditing.md says how). Here a few lines stand for them, and what they say is made up: one claim is no claim, one
# sentence misses one, all else is right; only Bob doubts the status of one claim.


# %%
def judged(name: str, doubts: str) -> None:
    """Fills in a sheet; `doubts` is an item whose status is held to be wrong."""
    rows = pd.read_csv(folder / "audit" / f"{name}.csv", dtype=str, keep_default_na=False)
    fields = rows.columns[rows.columns.str.endswith("_right")]
    is_claim = rows["act"] != ""
    rows.loc[is_claim, fields] = "y"
    rows.loc[rows["item"] == max(rows["item"][is_claim]), fields] = ["n", *[""] * (len(fields) - 1)]
    rows["missed"] = "0"
    rows.loc[rows["item"] == max(rows["item"][~is_claim]), "missed"] = "1"
    rows.loc[rows["item"] == doubts, "status_right"] = "n"
    rows.to_csv(folder / "audit" / f"{name}.csv", index=False)


doubtful = min(sheet["item"][sheet["act"] != ""])
judged("ann", doubts="nothing")
judged("bob", doubts=doubtful)
print(sayso("audit", "audit/sample.json", "audit/ann.csv", "audit/bob.csv", "--disputed", "audit/eve.csv"))

# %% [markdown]
# What they dispute goes to a third person, blind to what they said; what she settles counts.

# %%
eve = pd.read_csv(folder / "audit" / "eve.csv", dtype=str, keep_default_na=False)
assert list(eve["item"]) == [doubtful]
eve["status_right"] = "y"
eve.to_csv(folder / "audit" / "eve.csv", index=False)
files = ["audit/sample.json", "audit/ann.csv", "audit/bob.csv", "--settled", "audit/eve.csv"]
sayso("audit", *files, "--format", "markdown", "-o", "card.md")
card = json.loads(sayso("audit", *files, "--format", "json"))
figures = pd.DataFrame({
    name: {f"{measure} {end}": figure[measure][end] for measure in ("precision", "recall")
           for end in ("value", "low", "high")}
    for name, figure in card["figures"].items()
}).T.round(3)  # fmt: skip
print(figures.to_string())
assert card["disputes"] == {"settled": 1, "open": 0}
assert (figures["precision low"] < figures["precision value"]).all()
assert figures.loc["claim", "precision value"] == round(7 / 8, 3)

# %% [markdown]
# `card.md` holds figures, intervals, agreement and method, no auditor's name and no word of any page: put it in the
# appendix, and `audit/sample.json` into the replication files. Precision of `core` says which share of your rows has
# act, status, parties and origin right; recall which share of what the texts say you have. In a model, correct for
# both, or show that the result stands at both ends of the intervals.
#
# ## 6. Cite a row
#
# A claim is cited with the state of the ledger; anybody can check the bundle without it.

# %%
claim = claims.iloc[0]["id"]
print(sayso("cite", claim, "--ledger", "ledger"))
sayso("cite", claim, "--format", "bundle", "-o", "claim.json", "--ledger", "ledger")
assert "holds" in sayso("verify", "claim.json")
