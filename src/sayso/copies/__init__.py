"""Same text: words as numbers, sketches, candidates, evidence, verified pairs, groups. Of any language."""
