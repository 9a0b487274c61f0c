"""Who says what, within a sentence: by what the reader marked, by patterns, by stance, by a signature."""
