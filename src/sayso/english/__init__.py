"""English: closed classes, word forms and lemmas, numerals, tokens, quotations, sentences. No model, no politics."""
