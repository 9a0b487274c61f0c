"""Same happening: claims told of one thing (`told` → `content` → `happenings` → `origins` → `relations`); pure
functions."""
