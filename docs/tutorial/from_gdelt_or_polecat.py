"""From GDELT or POLECAT to Sayso: rows that one has, claims that stand behind them, as a tutorial that runs."""

# %% [markdown]
# # From GDELT or POLECAT to Sayso
#
# For who counts rows of GDELT, ICEWS or POLECAT and wants to know what stands behind them. A notebook in plain Python,
# as [ledger.py](ledger.py) is; a test runs it. Rows and pages are invented, in the shape of real ones.

# %%
import csv
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import sayso

folder = Path(tempfile.mkdtemp())

# %% [markdown]
# ## What you have
#
# Event rows name a day, two actors, a code and an address. They do not say whether the thing was done, or who says so:
# a promise to withdraw is coded 087 "retreat or surrender militarily" like the withdrawal, and each reprint may be a
# row of its own.

# %%
GDELT = """GLOBALEVENTID\tSQLDATE\tActor1CountryCode\tActor2CountryCode\tEventCode\tNumMentions\tSOURCEURL
900001\t20230502\tKEN\tSOM\t087\t4\thttps://herald.example/withdraw
900002\t20230502\tKEN\tSOM\t087\t2\thttps://post.example/troops-leave
900003\t20230503\tKEN\tSOM\t190\t1\thttps://lake.example/clash
"""
rows = list(csv.DictReader(io.StringIO(GDELT), delimiter="\t"))

# %% [markdown]
# ## What is needed: the pages
#
# Neither data set carries texts. Take the addresses (GDELT's `SOURCEURL`, POLECAT has none but `Source` and
# `Publication Date`) and get the pages: `sayso add` fetches addresses by the rules of their hosts ([web](../web.md)),
# and reads what you have in an archive: HTML, WARC, exports of Nexis and Factiva, or a table like this one. Its columns
# are named: `--text-field`, `--date-field`, `--id-field`; `url`, `title` and `publisher` are known by these names.

# %%
WIRE = (
    "NAIROBI, May 2 (Reuters) - Kenya has agreed to withdraw its soldiers from Somalia by August, Foreign Minister "
    "Amina Wanjiru said on Tuesday. Somalia's government welcomed the decision."
)
PAGES = [
    {"url": "https://herald.example/withdraw", "publisher": "Coast Herald", "day": "2023-05-02", "body": WIRE},
    {"url": "https://post.example/troops-leave", "publisher": "Lake Post", "day": "2023-05-02", "body": WIRE},
    {"url": "https://lake.example/clash", "publisher": "Lake Daily", "day": "2023-05-03",
     "body": "KISMAYO - Gunmen attacked a convoy of Kenyan soldiers near Kismayo on Tuesday and killed three of them, "
     "the army's spokesman said. The rebels denied that they attacked the convoy."},
]  # fmt: skip
with (folder / "pages.csv").open("w", newline="", encoding="utf-8") as stream:
    table = csv.DictWriter(stream, ["url", "publisher", "day", "body"])
    table.writeheader()
    table.writerows(PAGES)


def command(*arguments: str) -> str:
    """What `sayso …` prints."""
    done = subprocess.run([sys.executable, "-m", "sayso.cli", *arguments], capture_output=True, check=True, cwd=folder)
    return done.stdout.decode()


command("add", "pages.csv", "--text-field", "body", "--date-field", "day", "--ledger", "ledger")

# %% [markdown]
# ## Behind each row
#
# A claim has the page's address, so rows and claims meet there. Beside GDELT's code stand now the act, its status, and
# the chain of say-so.

# %%
ledger = sayso.open_ledger(folder / "ledger")
claims = ledger.claims().to_pylist()
for row in rows:
    print(row["GLOBALEVENTID"], row["Actor1CountryCode"], row["EventCode"])
    for claim in claims:
        if claim["article"]["url"] == row["SOURCEURL"]:
            chain = " ← ".join(link["name"] or "somebody" for link in claim["attribution"])
            print("   ", claim["act"], claim["mode"], "·", claim["status"], "·", claim["event_type"], "·", chain)
withdrawals = [claim for claim in claims if (claim["act"], claim["mode"]) == ("RETREAT", "withdraw")]
assert withdrawals
assert {claim["status"] for claim in withdrawals} <= {"agreed", "planned"}
assert {claim["event_type"] for claim in withdrawals} == {"CONCEDE"}

# %% [markdown]
# Two rows of GDELT were one wire story: one happening, two pages, one origin. Count `happenings`, not rows; the pages
# read by outlet and day (`--format pages`) are the denominators of any rate.

# %%
happenings = list(csv.DictReader(io.StringIO(command("export", "--format", "happenings", "--ledger", "ledger"))))
for h in happenings:
    print(h["act"], h["status"], h["actors"], "·", h["pages"], "pages,", h["origins_high"], "origins:", h["origins"])
told = [h for h in happenings if h["act"] == "RETREAT"]
assert [(h["pages"], h["origins_low"], h["origins_high"]) for h in told] == [("2", "1", "1")]
assert "Kenya" in told[0]["actors"]

# %% [markdown]
# ## What corresponds to what
#
# | GDELT 2.0 | POLECAT | Sayso | what differs |
# |---|---|---|---|
# | `EventCode`, `QuadClass` | `Event Type`, `Event Mode` | `event_type`, `event_mode` | PLOVER; beside it the `act` |
# | – | – | `status` | happened, ongoing, agreed, planned, demanded, threatened … |
# | `Day` | `Event Date` | `time`, `decided` | as exact as the text; never the day of the page |
# | `Actor1…`, `Actor2…` | `Actor …`, `Recipient …` | `actors`, `recipients` | all of them, each with its words |
# | `ActionGeo_…` | `Placename` … `GeoNames ID` | `places` | where it happens, with its precision |
# | `NumMentions`, `NumSources` | – | `pages`, `origins` | reprints are one text, a chain has one origin |
# | `SOURCEURL` | `Source`, `Publication Date` | `article` | and the exact words, as `evidence` |
# | `GoldsteinScale`, `AvgTone` | `Intensity` | – | the codebook has scores by type; no tone |
#
# ## And back
#
# What reads GDELT or POLECAT reads Sayso's exports. They cannot hold the status, so only what took place is in them: a
# promise is the event CONCEDE, on the day it was made. The report says what was lost, and for how many claims.

# %%
command("export", "--format", "polecat", "-o", "polecat.tsv", "--losses", "losses.json", "--ledger", "ledger")
with (folder / "polecat.tsv").open(encoding="utf-8", newline="") as stream:
    polecat = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
print([(row["Event Type"], row["Actor Country"], row["Event Date"]) for row in polecat])
assert {"CONCEDE"} <= {row["Event Type"] for row in polecat}
losses = json.loads((folder / "losses.json").read_text(encoding="utf-8"))
print("not in the file:", losses["dropped"])
assert "attribution" in losses["lost"]

events = command("export", "--format", "gdelt", "--ledger", "ledger").splitlines()
assert all(len(line.split("\t")) == 61 for line in events)

# %% [markdown]
# ## Before you publish
#
# `sayso sample` and `sayso audit` say how often these claims are right on *your* pages ([auditing](../auditing.md)),
# `sayso cite ID` gives each number its sentence. A file of POLECAT or GDELT codes cannot be turned into claims: it has
# no words to check. Keep it beside the ledger, and join it by address, as above.

# %%
ledger.close()
