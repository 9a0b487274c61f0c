"""What every room must agree on: dates, keys of places, whose mouth somebody is, and the tables of names with the
user's own rows."""
