"""Words that name a political act: the table, the lexicon that finds them, noun or verb."""
