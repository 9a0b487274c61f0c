"""How the words of a sentence hang together: dependency arcs, arguments over them, noun chunks without them."""
