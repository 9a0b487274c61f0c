"""The open corpus and its tools: `corpus.reader` loads texts with spans resolved, `corpus.check` verifies them."""
