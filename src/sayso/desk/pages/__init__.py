"""The pages of the desk, one file a kind: each reads what it shows and hands it to a template."""
