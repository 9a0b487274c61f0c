"""Who does it to whom, and which forces move: over the arcs, else from the words around."""
