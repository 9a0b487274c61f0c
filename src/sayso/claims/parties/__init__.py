"""Who is meant in a sentence: where a mention can begin, mentions, the parts that they play."""
