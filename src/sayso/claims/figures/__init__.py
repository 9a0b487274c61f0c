"""How many: the quantities of a sentence, their bounds and what they count."""
