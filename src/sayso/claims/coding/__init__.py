"""Claims of an article: when and where of each act, what is told again, how sure it is, and why."""
