"""Names that Sayso knows, how they are spelled, and the runs of words that could be one."""
