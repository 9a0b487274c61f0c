"""On whose say-so, over an article: frames gathered, relayed, carried on, whose they are, and the chain of an act."""
