"""How real the text says an act is: by arcs, by words, by the reader, weighed together."""
