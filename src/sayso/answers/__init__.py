"""What a ledger answers: whose forces are where, plans, briefs, what changed; and the ledger as callers meet it."""
