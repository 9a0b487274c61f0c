"""Articles → copy groups and stories, a batch or one at a time, kept in a folder; and what a ledger holds, tied."""
